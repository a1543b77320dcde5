"""Clauses: rules of agreements, as data and in words."""

from decimal import Decimal
from typing import Annotated, TypedDict

from treaties.api.v1.shapes.days import Day, day
from treaties.api.v1.shapes.knowledge import KnowledgeGiven
from treaties.api.v1.shapes.references import AgreementRef, Cited, PartyRef, agreement_ref, cited, party_ref
from treaties.models import Clause
from treaties.queries.clauses import article_of, words_of
from treaties.vocabulary import ClauseKind, Counting


class ClauseParty(TypedDict):
    """A party that a clause names: its consent is needed, it is essential, or it has this share of what is counted."""

    party: PartyRef
    share: Annotated[str | None, "Per cent, as a decimal"]


class ClauseGiven(TypedDict):
    """A rule of the agreement, as data and in words. Of `months` and `days` at most one is not null.

    Several clauses of entry into force are conditions that must all be met.
    """

    id: Annotated[int, "By which it is corrected or retracted; as in the public tables"]
    ref: Annotated[
        str, "How the reasons of a status name it: `clause:` and its kind, with its number from the second on"
    ]
    kind: ClauseKind
    words: Annotated[str, "As an article would say it"]
    article: Annotated[str, "Its place in the agreement; empty where no source gives one"]
    months: int | None
    days: int | None
    counting: Annotated[Counting, "On which day the length is over"]
    count: Annotated[int | None, "Of consents, parties or renewals; null: all, or without limit"]
    percent: Annotated[str | None, "The share that consents must reach, as a decimal"]
    of_what: Annotated[str, "Which parties, what the shares are of, or what survives; may be empty"]
    parties: Annotated[list[ClauseParty], "Those that it names"]
    not_before: Annotated[int | None, "Months from the entry into force before which no notice may be given"]
    counted_from: Annotated[Day | None, "Null: from the entry into force"]
    note: str
    sources: list[Cited]


class ClauseInList(ClauseGiven):
    """A clause with its agreement."""

    agreement: AgreementRef


class ClauseList(TypedDict):
    """In the order of the slugs of agreements."""

    known_at: KnowledgeGiven | None
    results: list[ClauseInList]
    next: Annotated[str | None, "The address of the next page; null on the last"]


def clause_given(clause: Clause) -> ClauseGiven:
    return {
        "id": clause.pk,
        "ref": clause.ref,
        "kind": ClauseKind(clause.kind),
        "words": words_of(clause),
        "article": article_of(clause),
        "months": clause.months,
        "days": clause.days,
        "counting": Counting(clause.counting),
        "count": clause.count,
        "percent": _decimal(clause.percent),
        "of_what": clause.of_what,
        "parties": [{"party": party_ref(one.party), "share": _decimal(one.share)} for one in clause.parties.all()],
        "not_before": clause.not_before,
        "counted_from": day(clause.counted_from),
        "note": clause.note,
        "sources": cited(clause.citations.all()),
    }


def clause_in_list(clause: Clause) -> ClauseInList:
    return {**clause_given(clause), "agreement": agreement_ref(clause.agreement)}


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"
