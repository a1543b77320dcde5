"""What a file of sources or agreements may say: a dataclass per table, an attribute per key (see ``seeds/README.md``).

An attribute without a default must be given. Slugs and party codes are looked up later (``matching``).
"""

from dataclasses import dataclass, field
from decimal import Decimal

from treaties.actions.slugs import slug_of_act
from treaties.dates import PartialDate
from treaties.importing.tables import Row
from treaties.models import (
    Agreement,
    AgreementTitle,
    Citation,
    Clause,
    ClauseParty,
    NameInSource,
    Participation,
    Party,
    PartyCode,
    PartyName,
    SeriesNumber,
    Source,
    StatusAssertion,
    StatusChange,
)
from treaties.vocabulary import (
    Act,
    AgreementStatus,
    ClauseKind,
    Counting,
    EndReason,
    Evidence,
    Form,
    NameKind,
    Nature,
    PartyKind,
    RelationKind,
    Scope,
    SuccessionKind,
    Topic,
)


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteRow(Row):
    """A place in a source. ``"tias-13093"`` is short for ``{ source = "tias-13093" }``."""

    columns_of = Citation
    short_for = "source"
    source: str
    locator: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyNameRow(Row):
    columns_of = PartyName
    name: str
    language: str
    kind: NameKind
    used_from: PartialDate | None = None
    used_until: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCodeRow(Row):
    """A code by which others know a party."""

    columns_of = PartyCode
    scheme: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow(Row):
    """One party. Its names and codes are facts of their own: a later file may bring further ones."""

    columns_of = Party
    code: str
    kind: PartyKind
    name: str
    sentence_name: str
    exists_from: PartialDate | None = None
    exists_until: PartialDate | None = None
    note: str = ""
    sources: tuple[CiteRow, ...]
    names: tuple[PartyNameRow, ...] = field(default=(), compare=False)
    codes: tuple[PartyCodeRow, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionRow(Row):
    """``successor`` follows ``predecessor``, both party codes. The sources are cited at the successor."""

    predecessor: str
    successor: str
    kind: SuccessionKind
    happened_on: PartialDate | None = None
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow(Row):
    """In this source, this name means this party."""

    columns_of = NameInSource
    source: str
    name: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRow(Row):
    columns_of = Participation
    party: str
    side: int | None = None
    acting_body: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRow(Row):
    columns_of = AgreementTitle
    title: str
    language: str
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow(Row):
    columns_of = SeriesNumber
    series: str
    number: str
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePartyRow(Row):
    """A party that a clause names, by code; with its share, in per cent. ``"AZ"`` is short for ``{ party = "AZ" }``."""

    columns_of = ClauseParty
    short_for = "party"
    party: str
    share: Decimal | None = None

    def __str__(self) -> str:
        return self.party if self.share is None else f"{self.party} {self.share.normalize():f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow(Row):
    """A clause has no slug: it is known by its kind, and among several conditions of entry into force by its place."""

    columns_of = Clause
    kind: ClauseKind
    months: int | None = None
    days: int | None = None
    counting: Counting = Counting.SAME_DAY
    count: int | None = None
    percent: Decimal | None = None
    parties: tuple[ClausePartyRow, ...] = ()
    of_what: str = ""
    not_before: int | None = None
    counted_from: PartialDate | None = None
    note: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow(Row):
    """This agreement KIND ``other``, a slug."""

    kind: RelationKind
    other: str
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow(Row):
    """A status change. Without a ``slug`` it is named after its agreement, its act and its party.

    ``about`` is the slug of the act that it answers; ``towards`` the code of the party or territory its scope is
    limited to.
    """

    columns_of = StatusChange
    act: Act
    slug: str = ""
    by: str = ""
    done_by_predecessor: str = ""
    done_on: PartialDate | None = None
    received_on: PartialDate | None = None
    effective_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    published_on: PartialDate | None = None
    scope: Scope = Scope.WHOLE
    towards: str = ""
    about: str = ""
    order_on_day: int = 0
    place: str = ""
    note: str = ""
    sources: tuple[CiteRow, ...]

    def key(self, of: str) -> str:
        """The slug that it is known by among the acts of its agreement and of all others."""
        return self.slug or slug_of_act(of, self.act, self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionRow(Row):
    columns_of = StatusAssertion
    slug: str
    asserted_on: PartialDate
    status: AgreementStatus
    since: PartialDate | None = None
    reason: EndReason | None = None
    note: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractionRow(Row):
    """The act or assertion of that slug, as it now stands, is no fact."""

    slug: str
    reason: str
    sources: tuple[CiteRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow(Row):
    """One agreement. What it lists is facts of their own: a later file may bring further ones."""

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
    participants: tuple[ParticipantRow, ...] = field(compare=False)
    titles: tuple[TitleRow, ...] = field(default=(), compare=False)
    numbers: tuple[NumberRow, ...] = field(default=(), compare=False)
    clauses: tuple[ClauseRow, ...] = field(default=(), compare=False)
    relations: tuple[RelationRow, ...] = field(default=(), compare=False)
    acts: tuple[ActRow, ...] = field(default=(), compare=False)
    assertions: tuple[AssertionRow, ...] = field(default=(), compare=False)
