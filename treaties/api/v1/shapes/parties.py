"""Parties: a row of the list, and one with its names, codes, existence and successions."""

from collections.abc import Mapping
from typing import Annotated, Any, NotRequired, TypedDict

from django.urls import reverse

from treaties.api.v1.shapes.days import Day, certain_day, day
from treaties.api.v1.shapes.knowledge import KnowledgeGiven, known
from treaties.api.v1.shapes.references import Cited, PartyRef, cited, party_ref
from treaties.models import Membership, Party
from treaties.queries.knowledge import Knowledge
from treaties.queries.pair_reading import canonical_pair
from treaties.queries.party_file import Counterparty
from treaties.vocabulary import NameKind, PartyKind, SuccessionKind


class PartyRow(TypedDict):
    """One that can take part in agreements."""

    code: Annotated[str, "As in addresses: `AZ`. It holds no hyphen"]
    url: str
    kind: PartyKind
    name: Annotated[str, "English, as a heading"]
    exists_from: Annotated[Day | None, "Null where no beginning is on record"]
    exists_until: Annotated[Day | None, "The first day on which it no longer exists; null where no end is on record"]


class PartyList(TypedDict):
    """In the order asked for: of their codes, unless another is."""

    known_at: KnowledgeGiven | None
    results: list[PartyRow]
    next: Annotated[str | None, "The address of the next page; null on the last"]


class NameGiven(TypedDict):
    """A name in one language, in use from a day until a day (the first on which it is not) as far as known."""

    name: str
    language: Annotated[str, "BCP 47"]
    kind: NameKind
    used_from: Day | None
    used_until: Day | None


class CodeGiven(TypedDict):
    """A code by which others know the party."""

    scheme: str
    code: str


class SuccessionOnRecord(TypedDict):
    """That a treaty of the predecessor binds the successor is a status change of its own."""

    party: PartyRef
    kind: Annotated[SuccessionKind, "What the successor does: continues, succeeds or absorbs the predecessor"]
    happened_on: Day | None


class MembershipOnRecord(TypedDict):
    """While it lasts, a union that takes part in an agreement binds its members too."""

    party: Annotated[PartyRef, "The union, or its member"]
    since: Day
    until: Annotated[Day | None, "The first day on which it is no longer a member; null where no end is on record"]


class PartnerInAgreements(TypedDict):
    """Another that takes part in the same agreements."""

    party: PartyRef
    agreements: int
    bilateral: Annotated[int, "How many of them have two sides"]
    pair: Annotated[str, "The address of what is between the two"]


class PartyAnswer(PartyRow):
    """One party, with what was known of it."""

    memberships: NotRequired[Annotated[list[MembershipOnRecord], "With `include=memberships`: of unions"]]
    members: NotRequired[Annotated[list[MembershipOnRecord], "With `include=members`: of this union"]]
    partners: NotRequired[
        Annotated[list[PartnerInAgreements], "With `include=partners`: those with whom it has most, at most fifty"]
    ]

    known_at: KnowledgeGiven | None
    sentence_name: Annotated[str, "English, within a sentence"]
    note: str
    codes: list[CodeGiven]
    names: list[NameGiven]
    predecessors: list[SuccessionOnRecord]
    successors: list[SuccessionOnRecord]
    sources: list[Cited]


def membership_given(one: Membership, other: Party) -> MembershipOnRecord:
    """``other`` is who stands at the other end."""
    assert one.since, "the column is not null"
    return {"party": party_ref(other), "since": certain_day(one.since), "until": day(one.until)}


def partner_given(one: Counterparty, code: str) -> PartnerInAgreements:
    """``code`` is of the party that has the partner."""
    found = one.party
    return {
        "party": {"code": found.code, "name": found.name, "url": reverse("api-party", args=[found.code])},
        "agreements": one.number,
        "bilateral": one.bilateral,
        "pair": reverse("api-pair", args=[canonical_pair(code, found.code)]),
    }


def party_row(row: Mapping[str, Any]) -> PartyRow:
    return {
        "code": row["code"],
        "url": reverse("api-party", args=[row["code"]]),
        "kind": PartyKind(row["kind"]),
        "name": row["name"],
        "exists_from": day(row["exists_from"]),
        "exists_until": day(row["exists_until"]),
    }


def party_answer(party: Party, knowledge: Knowledge | None) -> PartyAnswer:
    return {
        "known_at": known(knowledge),
        **party_row({name: getattr(party, name) for name in ("code", "kind", "name", "exists_from", "exists_until")}),
        "sentence_name": party.sentence_name,
        "note": party.note,
        "codes": [{"scheme": one.scheme, "code": one.code} for one in party.codes.all()],
        "names": [
            {
                "name": one.name,
                "language": one.language,
                "kind": NameKind(one.kind),
                "used_from": day(one.used_from),
                "used_until": day(one.used_until),
            }
            for one in party.names.all()
        ],
        "predecessors": [
            {"party": party_ref(one.predecessor), "kind": SuccessionKind(one.kind), "happened_on": day(one.happened_on)}
            for one in party.predecessors.all()
        ],
        "successors": [
            {"party": party_ref(one.successor), "kind": SuccessionKind(one.kind), "happened_on": day(one.happened_on)}
            for one in party.successors.all()
        ],
        "sources": cited(party.citations.all()),
    }
