"""Notices: which of them still take effect, and when.

A notice that was revoked before its effect takes none (Art. 68); one whose period was prolonged takes effect later
(Art. 54(b)); and where the effect is recorded as an act of its own, that act decides the day.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from treaties.dates import PartialDate
from treaties.derivation.effects import DEPOSIT, EFFECT_OR_DEPOSIT
from treaties.derivation.facts import ActFact, AgreementFacts
from treaties.derivation.law import LAW
from treaties.vocabulary import Act

_ANSWERS = (Act.PROLONGATION_OF_NOTICE, Act.REVOCATION_OF_NOTICE, Act.WITHDRAWAL_TAKES_EFFECT)


def settled(facts: AgreementFacts) -> AgreementFacts:
    """The same facts, each notice with the effect that is left to it. Independent of the order of recording."""
    answers = sorted((fact for fact in facts.acts if fact.act in _ANSWERS), key=_in_time)
    acts = {fact.ref: fact for fact in facts.acts}
    for answer in answers:
        notice = answered(answer, acts.values())
        if notice is not None:
            left = _effect_left(notice, answer)
            basis = notice.basis if left == notice.effective_on else ()
            acts[notice.ref] = replace(notice, effective_on=left, basis=basis)
    return replace(facts, acts=tuple(acts.values())) if answers else facts


def answered(answer: ActFact, acts: Iterable[ActFact]) -> ActFact | None:
    """The notice that a revocation, a prolongation or an effect is about: the one it names, else the last one."""
    kinds = LAW[answer.act].answers
    notices = [fact for fact in acts if fact.act in kinds and (answer.by is None or fact.by == answer.by)]
    if answer.about:
        return next((fact for fact in notices if fact.ref == answer.about), None)
    before = [fact for fact in notices if _first_day(fact.date(DEPOSIT)) <= _last_day(answer.date(EFFECT_OR_DEPOSIT))]
    return max(before, key=_in_time, default=None)


def revoked_too_late(notice: ActFact, revocation: ActFact) -> bool:
    """The notice had taken effect on every day that the revocation may have been received on (Art. 68)."""
    effect, received = notice.effective_on, revocation.date(DEPOSIT)
    return bool(effect and received and effect.latest and _first_day(received) >= effect.latest)


def _effect_left(notice: ActFact, answer: ActFact) -> PartialDate | None:
    if answer.act is Act.PROLONGATION_OF_NOTICE:
        return answer.effective_on or notice.effective_on
    if answer.act is Act.REVOCATION_OF_NOTICE and revoked_too_late(notice, answer):
        return notice.effective_on
    return None


def _in_time(fact: ActFact) -> tuple[date, date, str]:
    when = fact.date(EFFECT_OR_DEPOSIT if fact.act in _ANSWERS else (*DEPOSIT, "effective_on"))
    return _last_day(when), _first_day(when), fact.ref


def _first_day(when: PartialDate | None) -> date:
    return when.possible_from if when else date.min


def _last_day(when: PartialDate | None) -> date:
    return (when.latest if when else None) or date.max
