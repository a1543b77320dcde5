"""Between which of its parties an agreement is not in force, or suspended, on a day: as its page lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from treaties.derivation.pairs import may_hold
from treaties.models import StatusChange
from treaties.queries.agreement_file import AgreementFile
from treaties.queries.between import Standing, standing_between
from treaties.queries.party_search import canonical_pair
from treaties.vocabulary import Act, Between
from treaties.web.between_words import Deed, stands_between

MOST_SHOWN = 60
"""An agreement whose accessions need acceptance has thousands of pairs; each has a page of its own."""


@dataclass(frozen=True, slots=True)
class BetweenLine:
    """“not in force between Germany and France: France objected …”"""

    standing: Standing
    why: str

    @property
    def words(self) -> str:
        """What is certain, or only possible."""
        *others, last = self.standing.statuses
        if last is Between.SUSPENDED:
            return _("possibly suspended") if others else _("suspended")
        return _("possibly not in force") if others else _("not in force")

    @property
    def slug(self) -> str:
        return canonical_pair(self.standing.one.party.code, self.standing.other.party.code)


@dataclass(frozen=True, slots=True)
class BetweenParties:
    """All pairs between whom something stands, and the lines that are shown of them."""

    number: int
    lines: list[BetweenLine]


def between_parties(file: AgreementFile, acts: Iterable[StatusChange]) -> BetweenParties:
    """As known then. One statement; none where nothing is on record that can stand between two."""
    if not may_hold(file.facts):
        return BetweenParties(0, [])
    found = standing_between(file.agreement, on=file.on, known_at=file.known_at)
    deeds = {act.slug: _deed(act) for act in acts}
    return BetweenParties(len(found), [_line(one, deeds) for one in found[:MOST_SHOWN]])


def _line(one: Standing, deeds: dict[str, Deed]) -> BetweenLine:
    two = one.one.party.sentence_name, one.other.party.sentence_name
    return BetweenLine(one, stands_between(one.statuses[-1], one.path, deeds, two))


def _deed(change: StatusChange) -> Deed:
    by = change.participation.party.sentence_name if change.participation else ""
    return Deed(
        Act(change.act), by, change.received_on or change.done_on or change.effective_on, ends_on=change.ends_on
    )
