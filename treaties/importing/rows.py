"""What a file of sources or agreements may say: a dataclass per table, an attribute per key (see ``seeds/README.md``).

An attribute without a default must be given. Slugs and party codes are looked up later (``matching``).
"""

from dataclasses import dataclass, field

from treaties.dates import PartialDate
from treaties.importing.tables import Row
from treaties.models import (
    Agreement,
    AgreementTitle,
    Citation,
    Clause,
    Participation,
    SeriesNumber,
    Source,
    StatusAssertion,
    StatusChange,
)
from treaties.vocabulary import (
    Act,
    AgreementStatus,
    ClauseKind,
    EndReason,
    Evidence,
    Form,
    Nature,
    RelationKind,
    Topic,
)


@dataclass(frozen=True, kw_only=True)
class SourceRow(Row):
    """One document."""

    columns_of = Source
    slug: str
    title: str
    publisher: str
    evidence: Evidence
    published_on: PartialDate | None = None
    language: str = ""
    url: str = ""
    checksum: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CiteRow(Row):
    """A place in a source. ``"tias-13093"`` is short for ``{ source = "tias-13093" }``."""

    columns_of = Citation
    short_for = "source"
    source: str
    locator: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class ParticipantRow(Row):
    columns_of = Participation
    party: str
    side: int | None = None
    acting_body: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, kw_only=True)
class TitleRow(Row):
    columns_of = AgreementTitle
    title: str
    language: str
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, kw_only=True)
class NumberRow(Row):
    columns_of = SeriesNumber
    series: str
    number: str
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, kw_only=True)
class ClauseRow(Row):
    columns_of = Clause
    kind: ClauseKind
    months: int | None = None
    days: int | None = None
    counted_from: PartialDate | None = None
    note: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, kw_only=True)
class RelationRow(Row):
    """This agreement KIND ``other``, a slug."""

    kind: RelationKind
    other: str
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, kw_only=True)
class ActRow(Row):
    """A status change. Without a ``slug`` it is named after its agreement, its act and its party."""

    columns_of = StatusChange
    act: Act
    slug: str = ""
    by: str = ""
    done_by_predecessor: str = ""
    done_on: PartialDate | None = None
    received_on: PartialDate | None = None
    effective_on: PartialDate | None = None
    published_on: PartialDate | None = None
    order_on_day: int = 0
    place: str = ""
    note: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, kw_only=True)
class AssertionRow(Row):
    columns_of = StatusAssertion
    slug: str
    asserted_on: PartialDate
    status: AgreementStatus
    since: PartialDate | None = None
    reason: EndReason | None = None
    note: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, kw_only=True)
class AgreementRow(Row):
    """One agreement. Its relations, acts and assertions are facts of their own: a later file may bring further ones."""

    columns_of = Agreement
    slug: str
    title: str
    short_title: str
    form: Form
    is_bilateral: bool
    nature: Nature
    nature_note: str = ""
    nature_sources: tuple[CiteRow, ...]
    topics: tuple[Topic, ...] = ()
    summary: str = ""
    sources: tuple[CiteRow, ...]
    participants: tuple[ParticipantRow, ...]
    titles: tuple[TitleRow, ...] = ()
    numbers: tuple[NumberRow, ...] = ()
    clauses: tuple[ClauseRow, ...] = ()
    relations: tuple[RelationRow, ...] = field(default=(), compare=False)
    acts: tuple[ActRow, ...] = field(default=(), compare=False)
    assertions: tuple[AssertionRow, ...] = field(default=(), compare=False)
