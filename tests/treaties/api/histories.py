"""An agreement whose record was wrong twice: in force from 2001, corrected to 2010, then retracted."""

from dataclasses import dataclass

from tests.factories.record import a_block, invented_agreement, invented_source, record
from treaties.actions.corrections import correct_status_change, retract_status_change
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.dates import PartialDate
from treaties.models import Agreement, Block
from treaties.vocabulary import Act

MISREAD, ANOTHER = "The year was misread.", "Another agreement was meant."


@dataclass(frozen=True, slots=True)
class History:
    """Each number is the last block before the next thing happened; ``retracted`` is the head."""

    agreement: Agreement
    unknown: int
    bare: int
    recorded: int
    corrected: int
    retracted: int

    @property
    def first(self) -> str:
        return f"{self.agreement.slug}-entry-into-force"

    @property
    def second(self) -> str:
        return f"{self.first}-2"


def head() -> int:
    return Block.objects.latest("no").no


def mended_history() -> History:
    unknown = head()
    agreement = invented_agreement()
    bare = head()
    change = record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01").change
    recorded = head()
    given = ActGiven(act=Act.ENTRY_INTO_FORCE, effective_on=PartialDate.parse("2010-01-01"))
    source = invented_source()
    with a_block() as block:
        mending = correct_status_change(block, change=change, given=given, reason=MISREAD, cites=[Cite(source)])
    corrected = head()
    assert mending.change
    with a_block() as block:
        retract_status_change(block, change=mending.change, reason=ANOTHER, cites=[Cite(source)])
    return History(agreement, unknown, bare, recorded, corrected, head())
