"""Timelines: the derived statuses over time, as data, and the reasons of each step."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, TypedDict

from treaties.api.v1.shapes.days import AgreementStanding, PartyStanding, ReasonGiven, basis, reasons
from treaties.api.v1.shapes.knowledge import KnowledgeGiven
from treaties.api.v1.shapes.references import AgreementRef, PartyRef, agreement_ref, party_ref
from treaties.api.v1.shapes.standing import Period, timeline_url
from treaties.models import Party
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import Standing
from treaties.queries.timeline_steps import Days, PairStep, Step
from treaties.vocabulary import AgreementStatus, Between, PairGroup, ParticipationStatus, Status


class TimelineStep(TypedDict):
    """From this day (included) until the next step (excluded) these statuses are possible."""

    day: date
    possible: list[AgreementStatus]


class PartyTimelineStep(TypedDict):
    """From this day (included) until the next step (excluded) these standings are possible."""

    day: date
    possible: list[ParticipationStatus]


class TimelineGiven(TypedDict):
    """How an agreement, or one party under it, stood over time. Before the first step nothing is on record."""

    agreement: AgreementRef
    party: Annotated[PartyRef | None, "Whose standing it is; null for the agreement as a whole"]
    known_since: Annotated[int, "The block of the journal since which the record says so"]
    steps: Annotated[list[TimelineStep | PartyTimelineStep], "In the order of days; the last goes on"]
    why: Annotated[str, "The address of the steps with their reasons"]


class TimelineList(TypedDict):
    """In the order of the slugs of agreements."""

    known_at: KnowledgeGiven | None
    results: list[TimelineGiven]
    next: Annotated[str | None, "The address of the next page; null on the last"]


class AgreementStepGiven(Period):
    """Some days on which the same statuses are possible, each with its reasons."""

    possible: list[AgreementStatus]
    certain: bool
    statuses: list[AgreementStanding]


class PartyStepGiven(Period):
    """Some days on which the same standings are possible, each with its reasons."""

    possible: list[ParticipationStatus]
    certain: bool
    statuses: list[PartyStanding]


class PairStepGiven(Period):
    """Some days on which an agreement stands alike between two parties, with the reasons."""

    group: PairGroup
    whole: Annotated[list[AgreementStanding], "The possible statuses of the agreement as a whole"]
    standings: Annotated[dict[str, list[PartyStanding]], "The possible standings of each of the two, by code"]
    between: Annotated[list[Between], "What may stand between the two"]
    reasons: Annotated[list[ReasonGiven], "Of what stands between the two; empty where nothing does"]


class TimelineAnswer(TypedDict):
    """A timeline with the reasons of each step. The steps are the whole calendar: without an overlap or a gap."""

    agreement: AgreementRef
    party: Annotated[PartyRef | None, "Whose standing it is, where `party` asks"]
    pair: Annotated[list[PartyRef], "Between whom it is, where `pair` asks; else empty"]
    on: Annotated[date | None, "The day whose step alone is given; null: all steps are"]
    known_at: KnowledgeGiven | None
    steps: list[AgreementStepGiven | PartyStepGiven | PairStepGiven]


def steps_in_brief(kept: Kept, words: type[Status]) -> list[Any]:
    steps = zip(kept.days, kept.codes, strict=True)
    return [{"day": start, "possible": words.possible_in(code)} for start, code in steps]


def timeline_given(row: Any, *, known_at: int | None) -> TimelineGiven:
    """Of a row of ``queries.of_agreements.timelines``."""
    party: Party | None = row.participation.party if row.participation else None
    of = {"party": party.code} if party else {}
    return {
        "agreement": agreement_ref(row.agreement),
        "party": party_ref(party) if party else None,
        "known_since": row.known_from_id,
        "steps": steps_in_brief(Kept(row.days, row.codes), ParticipationStatus if party else AgreementStatus),
        "why": timeline_url(row.agreement.slug, known_at=known_at, **of),
    }


def step_given[S: Status](step: Step[S], contested: bool) -> Any:
    return {
        **_days(step.days),
        "possible": [one.status for one in step.standings],
        "certain": len(step.standings) == 1,
        "statuses": _standings(step.standings, contested),
    }


def pair_step_given(step: PairStep, contested: bool) -> PairStepGiven:
    return {
        **_days(step.days),
        "group": step.group,
        "whole": _standings(step.whole, contested),
        "standings": {code: _standings(one, contested) for code, one in step.parties.items()},
        "between": step.between,
        "reasons": reasons(step.reasons),
    }


def _days(days: Days) -> Period:
    return {"from": days.since, "until": days.until}


def _standings[S: Status](found: Iterable[Standing[S]], contested: bool) -> list[Any]:
    return [
        {
            "status": one.status,
            **basis(one.path, nature_is_contested=contested),
            "reasons": reasons(one.reasons),
        }
        for one in found
    ]
