"""What a file of an appeal may say: one dataclass per table, one attribute per key (see ``seeds/README.md``)."""

from dataclasses import dataclass, field

from appeals.models import (
    Addressee,
    Appeal,
    AppealText,
    Demand,
    Link,
    Outcome,
    Response,
    Signatory,
    SignatoryCount,
    SignatureWithdrawal,
    Target,
)
from appeals.vocabulary import (
    AppealKind,
    AppealRelationKind,
    CountKind,
    DemandAction,
    Grade,
    LinkRelation,
    OutcomeKind,
    PartyRole,
    ResponseKind,
    SignatoryKind,
    TargetKind,
    TextHeld,
    TextVersion,
)
from treaties.dates import PartialDate
from treaties.importing.rows import CiteRow
from treaties.importing.tables import Row
from treaties.vocabulary import Form, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow(Row):
    party: str
    role: PartyRole


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow(Row):
    columns_of = SignatoryCount
    kind: CountKind
    count: int
    breakdown: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryRow(Row):
    """A name as signed, and the public capacity in which it was signed: by all of these the signature is known."""

    columns_of = Signatory
    kind: SignatoryKind
    name: str
    body: str = ""
    convocation: str = ""
    political_party: str = ""
    constituency: str = ""
    signed_on: PartialDate | None = None
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalRow(Row):
    """Who had signed so took the name back."""

    columns_of = SignatureWithdrawal
    name: str
    body: str = ""
    convocation: str = ""
    political_party: str = ""
    constituency: str = ""
    withdrawn_on: PartialDate | None = None
    note: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryRetractionRow(Row):
    """Nobody signed so: an error of the record, as it now stands."""

    name: str
    body: str = ""
    convocation: str = ""
    political_party: str = ""
    constituency: str = ""
    reason: str
    sources: tuple[CiteRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow(Row):
    """A version of the text in one language, and how much of it was seen."""

    columns_of = AppealText
    version: TextVersion
    language: str
    held: TextHeld
    note: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeRow(Row):
    """One more office that is addressed. The sources are cited at the appeal."""

    columns_of = Addressee
    office: str
    name: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow(Row):
    """What a demand is aimed at: ``agreement`` (a slug), with a ``party`` its part in it; ``between`` (two party
    codes), of a ``topic`` and a ``form`` where only such are meant; or a ``description``."""

    columns_of = Target
    kind: TargetKind
    agreement: str = ""
    party: str = ""
    between: tuple[str, ...] = ()
    topic: Topic | None = None
    form: Form | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow(Row):
    columns_of = Outcome
    kind: OutcomeKind
    asserted_by: str
    asserted_on: PartialDate | None = None
    note: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRow(Row):
    columns_of = Demand
    ordinal: int
    action: DemandAction
    heading: str
    condition: str = ""
    deadline: PartialDate | None = None
    locator: str = ""
    sources: tuple[CiteRow, ...]
    targets: tuple[TargetRow, ...]
    outcomes: tuple[OutcomeRow, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow(Row):
    """This appeal KIND ``other``, a slug."""

    kind: AppealRelationKind
    other: str
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRow(Row):
    columns_of = Response
    kind: ResponseKind
    by: str
    responded_on: PartialDate | None = None
    summary: str
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow(Row):
    """An analyst's judgement: ``act`` is the slug of a status change, ``demand`` the number of a demand here."""

    columns_of = Link
    act: str
    demand: int | None = None
    relation: LinkRelation
    grade: Grade = Grade.E
    in_part: bool = False
    quotation: str = ""
    note: str = ""
    sources: tuple[CiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRetractionRow(Row):
    """The response of that office and day, as it now stands, is no fact."""

    by: str
    responded_on: PartialDate | None = None
    reason: str
    sources: tuple[CiteRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRetractionRow(Row):
    """The outcome of that kind and day, as it now stands, is no fact."""

    kind: OutcomeKind
    asserted_on: PartialDate | None = None
    reason: str
    sources: tuple[CiteRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRow(Row):
    """One appeal. What it lists after its demands are facts of their own, as outcomes are: a file may bring more."""

    columns_of = Appeal
    slug: str
    title: str
    kind: AppealKind
    issuing_body: str
    addressee_name: str = ""
    addressee_office: str
    issued_on: PartialDate
    received_on: PartialDate | None = None
    published_on: PartialDate | None = None
    language: str = ""
    text_held: TextHeld
    grounds: str = ""
    summary: str = ""
    sources: tuple[CiteRow, ...]
    parties: tuple[PartyRow, ...]
    signatory_counts: tuple[CountRow, ...] = ()
    demands: tuple[DemandRow, ...]
    further_addressees: tuple[AddresseeRow, ...] = field(default=(), compare=False)
    texts: tuple[TextRow, ...] = field(default=(), compare=False)
    signatories: tuple[SignatoryRow, ...] = field(default=(), compare=False)
    withdrawals: tuple[WithdrawalRow, ...] = field(default=(), compare=False)
    relations: tuple[RelationRow, ...] = field(default=(), compare=False)
    responses: tuple[ResponseRow, ...] = field(default=(), compare=False)
    links: tuple[LinkRow, ...] = field(default=(), compare=False)
