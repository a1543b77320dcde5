"""What a hypothetical act would do. Nothing of it is on record, and none of it changes a status."""

from datetime import date
from typing import Annotated, Any, TypedDict

from treaties.actions.what_if import Result, Target, WhatIf
from treaties.api.v1.shapes.days import Day, ReasonGiven, certain_day, day, reasons
from treaties.api.v1.shapes.knowledge import KnowledgeGiven, known
from treaties.api.v1.shapes.references import AgreementRef, PartyRef, agreement_ref, party_ref
from treaties.derivation.timeline import State
from treaties.derivation.what_if import Change, Effect, Ground
from treaties.derivation.what_if_bonds import Bond, BondChange
from treaties.queries.knowledge import Knowledge
from treaties.queries.what_if import PairLeft
from treaties.rules.findings import Finding
from treaties.vocabulary import Act, AgreementStatus, EndReason, Flag, PairGroup, ParticipationStatus, Topic

UNTIL = "The first day on which the two are alike again, or differ otherwise; null: from then on"


class FindingGiven(TypedDict):
    """A rule of law that the act would break, or that somebody should know of."""

    code: str
    sentence: str
    article: Annotated[str, "Of the Vienna Convention on the Law of Treaties, unless it says otherwise; may be empty"]


class EffectGiven(TypedDict):
    """When the act would take effect, and what says so."""

    ground: Ground
    day: Annotated[Day | None, "Null where nothing on record says when"]
    possibly_on: Annotated[Day | None, "Where no clause says when: the earliest day that is possible at all (Art. 56)"]
    missed_end_of_term: Annotated[Day | None, "The end for which a notice of non-renewal comes too late, if it does"]


class AgreementState(TypedDict):
    """The statuses that would be possible; one alone is certain."""

    possible: list[AgreementStatus]
    flags: list[Flag]
    end_reason: EndReason | None


class PartyState(TypedDict):
    """The standings that would be possible; one alone is certain."""

    possible: list[ParticipationStatus]
    flags: list[Flag]
    end_reason: EndReason | None


class AgreementChange(TypedDict):
    """From `since` on, the agreement would stand otherwise."""

    since: date
    until: Annotated[date | None, UNTIL]
    before: Annotated[AgreementState, "Without the act"]
    after: Annotated[AgreementState, "With it"]


class PartyChange(TypedDict):
    """From `since` on, the party would stand otherwise."""

    since: date
    until: Annotated[date | None, UNTIL]
    before: Annotated[PartyState, "Without the act"]
    after: Annotated[PartyState, "With it"]


class BondChangeGiven(TypedDict):
    """From `since` on, each of `ones` would be bound otherwise towards each of `others`; where both are the same, each
    towards every other of them."""

    ones: Annotated[list[str], "Codes of parties"]
    others: Annotated[list[str], "Codes of parties"]
    since: date
    until: Annotated[date | None, UNTIL]
    before: Bond
    after: Bond


class PairLeftGiven(TypedDict):
    """How the agreement would stand between the party and another on a day."""

    other: Annotated[str, "The code of the other party"]
    on: Annotated[date, "The day of the effect; that of the act, where no day of an effect is known"]
    before: Annotated[PairGroup, "Without the act"]
    after: Annotated[PairGroup, "With it"]


class WhatIfUnderAgreement(TypedDict):
    """What the act would do under one agreement. Where it is refused, nothing else would come of it."""

    agreement: AgreementRef
    result: Result
    sentence: str
    takes_part: Annotated[bool, "Whether the party takes part in the agreement on record"]
    notice_period: Annotated[str, "That a clause on record asks for, in words; empty where none does"]
    effect: EffectGiven
    ends_on: Annotated[Day | None, "When it would end, or the party leave"]
    possibly_ends_on: Annotated[Day | None, "Where no clause says when: the earliest day that is possible at all"]
    survives_until: Annotated[Day | None, "Until when some provisions would go on to apply"]
    ends_without_it_on: Annotated[Day | None, "When it is over in any case"]
    reasons: list[ReasonGiven]
    refusals: Annotated[list[FindingGiven], "Why law gives the act no place; empty where it does"]
    warnings: list[FindingGiven]
    instead: Annotated[Act | None, "What can be asked instead: of a non-binding text, of a term"]
    status: Annotated[list[AgreementChange], "Of the agreement as a whole"]
    standings: Annotated[dict[str, list[PartyChange]], "By the code of each party that would stand otherwise"]
    bonds: list[BondChangeGiven]
    pairs: Annotated[list[PairLeftGiven], "Towards the party of `with`, or towards each of the other side"]


class WhatIfNumbers(TypedDict):
    """How many agreements have each result."""

    refused: int
    ends: int
    leaves: int
    pending: int
    changes: int
    nothing: int


class WhatIfAnswer(TypedDict):
    """What would happen. Nothing is recorded, whatever is asked."""

    hypothetical: Annotated[bool, "Always true"]
    party: PartyRef
    act: Act
    received_on: Annotated[date, "When the act is received, done or effective, as its kind counts"]
    towards: Annotated[PartyRef | None, "The party of `with`"]
    topic: Topic | None
    known_at: KnowledgeGiven | None
    counts: WhatIfNumbers
    are_more: Annotated[bool, "More than 200 agreements are meant; these are the first, in the order of their slugs"]
    results: list[WhatIfUnderAgreement]


def what_if_answer(answer: WhatIf, knowledge: Knowledge | None) -> WhatIfAnswer:
    question = answer.question
    towards = question.towards.code if question.towards else None
    numbers: Any = {str(result): len(answer.of_result(result)) for result in Result}
    return {
        "hypothetical": True,
        "party": party_ref(question.by),
        "act": question.act,
        "received_on": question.received_on,
        "towards": party_ref(question.towards) if question.towards else None,
        "topic": question.topic,
        "known_at": known(knowledge),
        "counts": numbers,
        "are_more": answer.are_more,
        "results": [_target(one, question.by.code, towards) for one in answer.targets],
    }


def _target(target: Target, by: str, towards: str | None) -> WhatIfUnderAgreement:
    outcome, is_refused = target.outcome, bool(target.refusals)
    standings: Any = {code: [_change(one) for one in changes] for code, changes in outcome.parties.items()}
    status: Any = [_change(one) for one in outcome.whole]
    return {
        "agreement": agreement_ref(target.agreement),
        "result": target.result,
        "sentence": target.headline,
        "takes_part": target.takes_part,
        "notice_period": target.notice_period,
        "effect": _effect(Effect(Ground.NO_CHANGE) if is_refused else outcome.effect),
        "ends_on": day(target.ends_on),
        "possibly_ends_on": day(target.possibly_ends_on),
        "survives_until": day(target.survives_until),
        "ends_without_it_on": day(outcome.ends_anyway_on),
        "reasons": reasons(target.reasons),
        "refusals": [finding_given(one) for one in target.refusals],
        "warnings": [finding_given(one) for one in target.warnings],
        "instead": target.instead,
        "status": [] if is_refused else status,
        "standings": {} if is_refused else standings,
        "bonds": [] if is_refused else [_bond(one) for one in outcome.bonds],
        "pairs": [_pair(one) for one in target.pairs(by, towards)],
    }


def finding_given(finding: Finding) -> FindingGiven:
    return {"code": finding.code, "sentence": finding.sentence, "article": finding.article}


def _effect(effect: Effect) -> EffectGiven:
    return {
        "ground": effect.ground,
        "day": day(effect.day),
        "possibly_on": day(effect.possibly_on),
        "missed_end_of_term": certain_day(effect.missed) if effect.missed else None,
    }


def _change(change: Change[Any]) -> dict[str, Any]:
    states = {"before": _state(change.before), "after": _state(change.after)}
    return {"since": change.since, "until": change.until, **states}


def _state(state: State[Any]) -> dict[str, Any]:
    reason = next((path.reason for path in state.values() if path.reason), None)
    return {
        "possible": sorted(state, key=lambda status: status.bit),
        "flags": sorted({flag for path in state.values() for flag in path.flags}),
        "end_reason": reason,
    }


def _bond(bond: BondChange) -> BondChangeGiven:
    return {
        "ones": list(bond.ones),
        "others": list(bond.others),
        "since": bond.since,
        "until": bond.until,
        "before": bond.before,
        "after": bond.after,
    }


def _pair(pair: PairLeft) -> PairLeftGiven:
    return {"other": pair.other.code, "on": pair.on, "before": pair.before, "after": pair.after}
