"""Contradictions, and the judgements on them."""

from datetime import datetime
from typing import Annotated, TypedDict

from treaties.api.v1.shapes.days import Day, ReasonGiven, day, reasons
from treaties.api.v1.shapes.knowledge import KnowledgeGiven, act_url
from treaties.api.v1.shapes.references import AgreementRef, Cited, PartyRef, agreement_ref, cited, party_ref
from treaties.models import Judgement, StatusAssertion, StatusChange
from treaties.queries.contradiction_words import ours_in_words, theirs_in_words, what_would_settle
from treaties.queries.contradictions import Contradiction, ContradictionKind
from treaties.vocabulary import Act, AgreementStatus, DayKind, Verdict


class ContradictoryAct(TypedDict):
    """An act that gives one of the two days."""

    slug: str
    url: str
    act: Act
    by: Annotated[PartyRef | None, "Null for the agreement as a whole"]
    sources: list[Cited]


class OurSide(TypedDict):
    """What the record derives or law computes; or what the source says that was recorded first."""

    words: str
    possible: Annotated[list[AgreementStatus], "The statuses that the record leaves open; empty where days differ"]
    day: Annotated[Day | None, "Since when it is so, or the day that was computed or recorded first"]
    reasons: Annotated[list[ReasonGiven], "Why, in order"]
    acts: Annotated[list[ContradictoryAct], "Acts recorded first that give another day, each with its sources"]


class TheirSide(TypedDict):
    """What the source says."""

    words: str
    status: Annotated[AgreementStatus | None, "Null where days differ"]
    asserted_on: Annotated[Day | None, "The day on which, the source says, the status was so"]
    day: Annotated[Day | None, "Since when, as the source says, or the day that it states"]
    assertion: Annotated[str | None, "The slug of the assertion; null where an act states it"]
    act: Annotated[ContradictoryAct | None, "The act that states it; null where it is an assertion"]
    sources: list[Cited]


class JudgementGiven(TypedDict):
    """What an analyst concludes. It edits nothing, and changes no status; the latest counts."""

    verdict: Annotated[Verdict, "`record`: `ours` is right; `source`: `theirs` is right; `open`: not settled"]
    reason: str
    on: Annotated[str, "The slug of the assertion or of the act that was judged"]
    block: int
    at: Annotated[datetime, "When it was recorded (UTC)"]
    sources: list[Cited]


class ContradictionGiven(TypedDict):
    """Two sides that cannot both be right. Both stay on record."""

    kind: ContradictionKind
    ours: OurSide
    theirs: TheirSide
    computed: Annotated[DayKind | None, "Which day it is, where law computes it"]
    would_settle: Annotated[str, "What would settle the two, in words"]
    settled: Annotated[bool, "It was judged, for one of the two"]
    judgement: Annotated[JudgementGiven | None, "The latest; null where there is none"]


class ContradictionInList(ContradictionGiven):
    """A contradiction with its agreement."""

    agreement: AgreementRef


class ContradictionList(TypedDict):
    """In the order of the slugs of agreements."""

    known_at: Annotated[KnowledgeGiven | None, "The latest state of knowledge, which is the one that is answered from"]
    results: list[ContradictionInList]
    next: Annotated[str | None, "The address of the next page; null on the last"]


def contradiction(one: Contradiction) -> ContradictionGiven:
    return {
        "kind": one.kind,
        "ours": _ours(one),
        "theirs": _theirs(one),
        "computed": one.day_kind,
        "would_settle": what_would_settle(one),
        "settled": one.is_settled,
        "judgement": judgement(one.judgement) if one.judgement else None,
    }


def contradiction_in_list(one: Contradiction) -> ContradictionInList:
    return {**contradiction(one), "agreement": agreement_ref(one.agreement)}


def judgement(one: Judgement) -> JudgementGiven:
    """Give it with its block, its sources and what it is on."""
    row = one.assertion or one.status_change
    assert row, "a judgement is on one thing"
    return {
        "verdict": Verdict(one.verdict),
        "reason": one.reason,
        "on": row.slug,
        "block": one.block.no,
        "at": one.block.at,
        "sources": cited(one.citations.all()),
    }


def _ours(one: Contradiction) -> OurSide:
    return {
        "words": ours_in_words(one),
        "possible": list(one.statuses),
        "day": day(one.ours),
        "reasons": reasons(one.reasons),
        "acts": [_act(act) for act in one.rivals],
    }


def _theirs(one: Contradiction) -> TheirSide:
    said = one.row if isinstance(one.row, StatusAssertion) else None
    return {
        "words": theirs_in_words(one),
        "status": AgreementStatus(said.status) if said else None,
        "asserted_on": day(said.asserted_on) if said else None,
        "day": day(one.theirs),
        "assertion": said.slug if said else None,
        "act": _act(one.says) if isinstance(one.says, StatusChange) else None,
        "sources": cited(one.says.citations.all()),
    }


def _act(act: StatusChange) -> ContradictoryAct:
    return {
        "slug": act.slug,
        "url": act_url(act.slug),
        "act": Act(act.act),
        "by": party_ref(act.participation.party) if act.participation else None,
        "sources": cited(act.citations.all()),
    }
