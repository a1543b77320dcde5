"""The answer for two parties on a day: the groups of their agreements, bilateral ones apart from multilateral ones."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypedDict, cast

from django.urls import reverse

from treaties.api.v1.shapes.addresses import address_of
from treaties.api.v1.shapes.agreement_more import AgreementMore
from treaties.api.v1.shapes.agreements import AgreementHead, agreement_head
from treaties.api.v1.shapes.days import (
    AgreementStatusBrief,
    AgreementStatusDated,
    Basis,
    Day,
    PartyStatusDated,
    agreement_dated,
    agreement_status,
    basis,
    certain_day,
    day,
    party_dated,
)
from treaties.api.v1.shapes.knowledge import KnowledgeGiven, known
from treaties.api.v1.shapes.references import PartyRef, party_ref
from treaties.api.v1.shapes.standing import Dated, group_dated, may_both_exist, may_stand, why_url
from treaties.api.v1.shapes.through_unions import ThroughUnion, through_unions
from treaties.dates import PartialDate
from treaties.derivation.stories import path_from
from treaties.models import Party
from treaties.models.timelines import Kept
from treaties.queries.briefs import ActBrief, AssertionBrief, SourceBrief
from treaties.queries.country_pair import CountryPair, PairRow
from treaties.queries.knowledge import Knowledge
from treaties.queries.through_unions import Via
from treaties.slots import PAIR_API_PARTS
from treaties.vocabulary import (
    Act,
    AgreementStatus,
    Between,
    EndReason,
    Evidence,
    Flag,
    Nature,
    PairGroup,
    ParticipationStatus,
    Scope,
)


class SourceLabel(TypedDict):
    slug: str
    label: Annotated[str, "Publisher and day"]
    evidence: Evidence


class ActInPair(TypedDict):
    """One act on record, in brief."""

    slug: str
    url: str
    act: Act
    by: Annotated[str | None, "The code of the party whose act it is; null for the agreement as a whole"]
    done_on: Day | None
    received_on: Day | None
    effective_on: Day | None
    ends_on: Annotated[Day | None, "When what it began is over"]
    scope: Annotated[Scope, "How much of the agreement it reaches"]
    place: str
    sources: list[SourceLabel]


class AssertionInPair(TypedDict):
    """What a source says the status was, beside what the record says of that day."""

    slug: str
    status: AgreementStatus
    asserted_on: Day
    since: Annotated[Day | None, "Since when, if the source says so"]
    end_reason: Annotated[EndReason | None, "Why it ended, if the source says so"]
    on_record: Annotated[AgreementStatusBrief, "What the record itself says of that day"]
    sources: list[SourceLabel]


class StandsBetween(TypedDict):
    """What stands between the two on the day, though each may be party; one status alone is certain."""

    possible: list[Between]
    certain: bool
    since: Annotated[Day | None, "Since when the last possible one stands; null where nothing ever stood"]
    because: Annotated[list[str], "The acts and clauses that it rests on: slugs, or `clause:` and its kind"]


class PairMember(AgreementHead, AgreementMore, Basis, Dated):
    """An agreement between the two, on the day. `certainty`, `period`, `basis` and `why` are of its group."""

    group: PairGroup
    status: Annotated[AgreementStatusDated, "Of the agreement as a whole"]
    standings: Annotated[
        dict[str, PartyStatusDated], "Of either party, by code; of one via a union, that of its member"
    ]
    between: StandsBetween
    via: Annotated[dict[str, ThroughUnion], "By the code of the party that is bound through a union"]
    acts: list[ActInPair]
    assertions: Annotated[list[AssertionInPair], "Of days up to `on`"]


class PairGroups(TypedDict):
    """Every agreement is in one group; those in `asserted_otherwise` are in their own group as well."""

    in_force: Annotated[list[PairMember], "Both are bound"]
    operative: Annotated[list[PairMember], "Non-binding, and operative"]
    possibly_in_force: Annotated[list[PairMember], "Possible on that day, and not certain"]
    not_between: Annotated[
        list[PairMember], "Not in force between the two: an objection precludes it, or an accession is not accepted"
    ]
    suspended: Annotated[list[PairMember], "In force, but suspended: as a whole, for one of the two, or between them"]
    provisional: Annotated[list[PairMember], "Provisionally applied"]
    signed: Annotated[list[PairMember], "Signed, not in force between the two"]
    possibly_signed: list[PairMember]
    ended: list[PairMember]
    never_in_force: Annotated[list[PairMember], "Given up before it entered into force"]
    asserted_otherwise: Annotated[list[PairMember], "Of which a source says something else than the record"]
    not_yet: Annotated[list[PairMember], "Not on record that day"]


class PairNumbers(TypedDict):
    """How many agreements each list holds."""

    in_force: int
    operative: int
    possibly_in_force: int
    not_between: int
    suspended: int
    provisional: int
    signed: int
    possibly_signed: int
    ended: int
    never_in_force: int
    asserted_otherwise: int
    not_yet: int


class PairCounts(PairNumbers):
    """How many agreements each list holds; the multilateral ones apart."""

    multilateral: PairNumbers


class PairAnswer(PairGroups):
    """All on record between two parties, as it stood on a day."""

    pair: Annotated[str, "The one spelling in addresses: codes in alphabetical order"]
    url: str
    one: PartyRef
    other: PartyRef
    on: date
    known_at: KnowledgeGiven | None
    multilateral: Annotated[PairGroups, "The same for multilateral agreements"]
    counts: Annotated[PairCounts, "Of all pages"]
    next: Annotated[str | None, "The same answer with the agreements that follow; null where these are the last"]


type More = Mapping[int, Mapping[str, Any]]
"""By the key of an agreement: the members that were asked to be included."""


@dataclass(frozen=True, slots=True)
class PairPage:
    """The rows of one page, of all that ``pair`` holds, and the address of the next."""

    pair: CountryPair
    rows: Sequence[PairRow]
    next: str | None = None


def pair_answer(page: PairPage, slug: str, knowledge: Knowledge | None, more: More) -> dict[str, Any]:
    pair = page.pair
    bilateral: PairGroups = _groups(page, slug, more, is_bilateral=True)
    answer: PairAnswer = {
        "pair": slug,
        "url": reverse("api-pair", args=[slug]),
        "one": party_ref(pair.one),
        "other": party_ref(pair.other),
        "on": pair.on,
        "known_at": known(knowledge),
        **bilateral,
        "multilateral": _groups(page, slug, more, is_bilateral=False),
        "counts": {**_numbers(pair, is_bilateral=True), "multilateral": _numbers(pair, is_bilateral=False)},
        "next": page.next,
    }
    members = dict(answer)
    for part in PAIR_API_PARTS(pair):
        members |= part
    return members


def _groups(page: PairPage, slug: str, more: More, *, is_bilateral: bool) -> Any:
    members: dict[str, list[Any]] = {name: [] for name in PairNumbers.__annotations__}
    for row in page.rows:
        if row.agreement.is_bilateral is is_bilateral:
            member = _member(row, page.pair, slug) | more.get(row.agreement.pk, {})
            for name in _lists_of(row):
                members[name].append(member)
    return members


def _numbers(pair: CountryPair, *, is_bilateral: bool) -> PairNumbers:
    found = Counter(name for row in pair.rows if row.agreement.is_bilateral is is_bilateral for name in _lists_of(row))
    return cast(PairNumbers, {name: found[name] for name in PairNumbers.__annotations__})


def _lists_of(row: PairRow) -> list[str]:
    return [str(row.group), *(["asserted_otherwise"] if row.asserted_otherwise else [])]


def _member(row: PairRow, pair: CountryPair, slug: str) -> Any:
    agreement, codes = row.agreement, (pair.one.code, pair.other.code)
    asked: Any = {"on": row.on, "known_at": pair.known_at}
    days = row.days
    shaped: PairMember = {
        **agreement_head(agreement),
        **basis(row.path, nature_is_contested=agreement.nature == Nature.CONTESTED) | {"since": day(row.since)},
        **group_dated(
            row.groups,
            days,
            row.on,
            _flags(row),
            why_url(agreement.slug, pair=slug, **asked),
            applies=may_both_exist(pair.one, pair.other, row.on),
        ),
        "group": row.group,
        "status": agreement_dated(row.whole, row.on, why_url(agreement.slug, **asked)),
        "standings": {
            party.code: _standing(row, party, kept, why_url(agreement.slug, **(_of(party, via, slug) | asked)))
            for party, kept, via in zip(
                (pair.one, pair.other), (row.one_standing, row.other_standing), row.vias, strict=True
            )
        },
        "between": _between(row),
        "via": through_unions(codes, row.vias, row.on),
        "acts": [_act(one) for one in row.acts],
        "assertions": [_assertion(one) for one in row.assertions],
    }
    return shaped


def _of(party: Party, via: Via | None, slug: str) -> dict[str, Any]:
    """Whose timeline tells why: its own or, of one without a file, that of the pair, which knows the union."""
    return {"pair": slug} if via else {"party": party.code}


def _standing(row: PairRow, party: Party, kept: Kept, why: str) -> PartyStatusDated:
    applies = may_stand(row.agreement.nature, party.exists_from, party.exists_until, row.on)
    return party_dated(kept, row.on, why, applies=applies)


def _flags(row: PairRow) -> set[Flag]:
    """Of all that the group rests on: the whole, both standings, and what stands between them."""
    codes = zip((row.one_code, row.other_code), row.party_stories, strict=True)
    paths = [path_from(story, ParticipationStatus.possible_in(code)[-1]) for code, story in codes]
    return {flag for path in (row.path, row.path_between, *paths) for flag in path.flags}


def _between(row: PairRow) -> StandsBetween:
    path = row.path_between
    return {
        "possible": row.stands_between,
        "certain": row.is_certain_between,
        "since": day(PartialDate.parse(path.since)) if path.since else None,
        "because": list(path.because),
    }


def _act(act: ActBrief) -> ActInPair:
    return {
        "slug": act.slug,
        "url": address_of("api-status-change", act.slug),
        "act": act.act,
        "by": act.by,
        "done_on": day(act.done_on),
        "received_on": day(act.received_on),
        "effective_on": day(act.effective_on),
        "ends_on": day(act.ends_on),
        "scope": act.scope,
        "place": act.place,
        "sources": _sources(act.sources),
    }


def _assertion(said: AssertionBrief) -> AssertionInPair:
    return {
        "slug": said.slug,
        "status": said.status,
        "asserted_on": certain_day(said.asserted_on),
        "since": day(said.since),
        "end_reason": said.reason,
        "on_record": agreement_status(said.code),
        "sources": _sources(said.sources),
    }


def _sources(sources: tuple[SourceBrief, ...]) -> list[SourceLabel]:
    return [{"slug": one.slug, "label": one.label, "evidence": one.evidence} for one in sources]
