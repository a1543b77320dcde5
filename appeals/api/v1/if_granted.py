"""What a demand would come to if it were granted. Hypothetical: an appeal changes no status."""

from datetime import date
from typing import Annotated, TypedDict

from appeals.queries.if_granted import IfGranted
from treaties.actions.what_if import Result, Target
from treaties.api.v1.shapes.days import Day, day
from treaties.api.v1.shapes.references import PartyRef, party_ref
from treaties.api.v1.shapes.what_if import FindingGiven, finding_given
from treaties.vocabulary import Act


class EndIfGranted(TypedDict):
    """What a notice received on a day would come to. Hypothetical: nothing of it is on record."""

    received_on: date
    result: Result
    sentence: str
    has_ended: Annotated[bool, "The agreement was over by then without it"]
    ends_on: Annotated[Day | None, "When it would end, or the party leave"]
    possibly_ends_on: Annotated[Day | None, "Where no clause says when: the earliest day that is possible at all"]
    survives_until: Annotated[Day | None, "Until when some provisions would go on to apply"]
    refusals: Annotated[list[FindingGiven], "Why law gives a notice no place; empty where it does"]
    instead: Annotated[Act | None, "What could be done instead: a non-binding text is discontinued, not denounced"]


class IfGrantedGiven(TypedDict):
    """What the demand would come to, if the party that is asked gave notice. The appeal itself changes no status."""

    by: Annotated[PartyRef, "The party whose office is asked"]
    act: Annotated[Act, "The notice by which what is asked could come about"]
    notice_period: Annotated[str, "That a clause on record asks for, in words; empty where none does"]
    on_its_day: Annotated[EndIfGranted, "Had it been given on the appeal's day"]
    today: EndIfGranted


def if_granted_given(supposed: IfGranted) -> IfGrantedGiven:
    return {
        "by": party_ref(supposed.by),
        "act": supposed.now.act.act,
        "notice_period": supposed.now.notice_period,
        "on_its_day": _end(supposed.then),
        "today": _end(supposed.now),
    }


def _end(target: Target) -> EndIfGranted:
    return {
        "received_on": target.day,
        "result": target.result,
        "sentence": target.headline,
        "has_ended": target.has_ended,
        "ends_on": day(target.ends_on),
        "possibly_ends_on": day(target.possibly_ends_on),
        "survives_until": day(target.survives_until),
        "refusals": [finding_given(one) for one in target.refusals],
        "instead": target.instead,
    }
