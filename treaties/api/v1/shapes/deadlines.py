"""Deadlines: days that law computes and that nothing on record overtakes."""

from datetime import date
from typing import Annotated, TypedDict

from treaties.api.v1.shapes.days import Day, ReasonGiven, certain_day, day, reasons
from treaties.api.v1.shapes.knowledge import KnowledgeGiven, act_url
from treaties.api.v1.shapes.references import AgreementRef, PartyRef, agreement_ref, party_ref
from treaties.queries.deadline_words import what_follows, what_is_due
from treaties.queries.deadlines import AfterTerm, Deadline
from treaties.vocabulary import DayKind


class DeadlineGiven(TypedDict):
    """One day that is due, and why."""

    uid: Annotated[str, "Never changes, also where the day is computed anew"]
    kind: DayKind
    words: str
    day: Annotated[Day, "`latest` is the day it is due on at the latest"]
    computed: Annotated[bool, "No source states the day"]
    party: Annotated[PartyRef | None, "Whose day it is; null for the agreement as a whole"]
    status_change: Annotated[str | None, "The address of the act whose day it is; null where there is none"]
    term: Annotated[int | None, "The number of the term, from 1; null where the day is of no term"]
    after_term: Annotated[AfterTerm | None, "What comes after the term, as the record stands"]
    notice_by: Annotated[Day | None, "The last day for a notice against the renewal of the term"]
    follows: Annotated[str, "What comes of it, in words; may be empty"]
    reasons: Annotated[list[ReasonGiven], "The clauses and acts that it rests on, in order"]


class DeadlineInList(DeadlineGiven):
    """A deadline with its agreement."""

    agreement: AgreementRef


# `from` is a word of Python, so this shape is written as a call.
DeadlineList = TypedDict(
    "DeadlineList",
    {
        "from": date,
        "known_at": Annotated[
            KnowledgeGiven | None, "The latest state of knowledge, which is the one that is answered from"
        ],
        "results": list[DeadlineInList],
        "next": Annotated[str | None, "The address of the next page; null on the last"],
    },
)
DeadlineList.__doc__ = "In the order of the last day on which each may be due."


def deadline(one: Deadline) -> DeadlineGiven:
    return {
        "uid": one.uid,
        "kind": one.kind,
        "words": what_is_due(one),
        "day": certain_day(one.day),
        "computed": not one.is_stated,
        "party": party_ref(one.party) if one.party else None,
        "status_change": act_url(one.of) if one.of else None,
        "term": one.number,
        "after_term": one.after,
        "notice_by": day(one.before),
        "follows": what_follows(one),
        "reasons": reasons(one.reasons),
    }


def deadline_in_list(one: Deadline) -> DeadlineInList:
    return {**deadline(one), "agreement": agreement_ref(one.agreement)}
