"""Rules about notices: who gives them, when they take effect, and until when they may be revoked."""

from treaties.dates import PartialDate
from treaties.derivation.completion import effect_of_notice, first_allowed
from treaties.derivation.effects import DEPOSIT
from treaties.derivation.notices import answered, revoked_too_late
from treaties.derivation.terms import end_for_notice, terms
from treaties.rules.case import BOUND, Case, Rule
from treaties.rules.findings import Strength
from treaties.vocabulary import Act, ClauseKind, Nature, Scope


class NoticeByNonParty(Rule):
    """Only a party can denounce or withdraw; a signatory or a stranger has nothing to leave."""

    code, article, field = "notice_by_non_party", "54, 56", "by"

    def is_broken(self, case: Case) -> bool:
        notice = case.act.act in (Act.NOTICE_OF_TERMINATION, Act.NOTICE_OF_NON_RENEWAL, Act.PURPORTED_WITHDRAWAL)
        return notice and not case.end_is_disputed and not case.standings & BOUND


class EffectBeforeNotice(Rule):
    """A notice takes effect after it is received, not before."""

    code, article, field = "effect_before_notice", "65, 67, 78", "effective_on"

    def is_broken(self, case: Case) -> bool:
        given, effect = case.act.date(("received_on", "done_on")), case.act.effective_on
        notice = case.act.act in (Act.NOTICE_OF_TERMINATION, Act.NOTICE_OF_NON_RENEWAL)
        if not notice or not given or not effect:
            return False
        return bool(given.earliest and effect.latest and effect.latest < given.earliest)


class RevokedAfterEffect(Rule):
    """A notice may be revoked only before it takes effect; after that, the party must consent to be bound anew."""

    code, article, field, strength = "revoked_after_effect", "68", "received_on", Strength.IMPOSSIBLE

    def is_broken(self, case: Case) -> bool:
        notice = answered(case.act, case.completed.acts) if case.act.act is Act.REVOCATION_OF_NOTICE else None
        return notice is not None and revoked_too_late(notice, case.act)


class ProlongedAfterEffect(Rule):
    """The period of a notice is prolonged before it takes effect; after that, there is nothing left to prolong."""

    code, article, field = "prolonged_after_effect", "54(b)", "done_on"

    def is_broken(self, case: Case) -> bool:
        notice = answered(case.act, case.completed.acts) if case.act.act is Act.PROLONGATION_OF_NOTICE else None
        return notice is not None and revoked_too_late(notice, case.act)


class NoNoticeToAnswer(Rule):
    """There is no notice on record that this could revoke or prolong, or that could take effect."""

    code, article, field = "no_notice_to_answer", "54, 56, 68", "act"
    ACTS = (Act.REVOCATION_OF_NOTICE, Act.PROLONGATION_OF_NOTICE, Act.WITHDRAWAL_TAKES_EFFECT)

    def is_broken(self, case: Case) -> bool:
        return case.act.act in self.ACTS and answered(case.act, case.facts.acts) is None


class EffectBeforeMinimumNotice(Rule):
    """The clause gives the other parties more time: without the consent of all, a notice takes no effect before."""

    code, article, field = "effect_before_minimum_notice", "54, 56(2)", "effective_on"

    def is_broken(self, case: Case) -> bool:
        earliest, effect = _earliest_effect(case), case.act.effective_on
        return bool(earliest and effect and effect.latest and effect.latest < earliest.possible_from)

    def sentence(self, case: Case) -> str:
        earliest = _earliest_effect(case)
        return f"{super().sentence(case)} By the clause it takes effect {earliest.words() if earliest else ''}."


def _earliest_effect(case: Case) -> PartialDate | None:
    """By the clauses, when the notice, or the one that takes effect by this act, is to take effect."""
    if case.act.act is Act.WITHDRAWAL_TAKES_EFFECT:
        notice = answered(case.act, case.facts.acts)
    else:
        notice = case.act if case.act.act in (Act.NOTICE_OF_TERMINATION, Act.NOTICE_OF_NON_RENEWAL) else None
    given = notice.date(DEPOSIT) if notice else None
    reached = effect_of_notice(case.completed, notice.act, given) if notice and given else None
    return reached[0] if reached else None


class NoticeBeforeAllowed(Rule):
    """The clause allows no notice so early: its period counts from the first day on which one may be given."""

    code, article, strength = "notice_before_allowed", "54(a)", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        notice = case.act.act is Act.NOTICE_OF_TERMINATION
        clause = case.facts.clause(ClauseKind.NOTICE_PERIOD) if notice else None
        first = first_allowed(case.completed, clause) if clause else None
        return bool(first and case.when and case.when.latest and case.when.latest < first.possible_from)


class NoClauseOnDenunciation(Rule):
    """No clause on denunciation is on record: without one, a party leaves by the consent of all, or where the parties
    meant to allow it or the treaty's nature implies it, and then with twelve months' notice."""

    code, article, strength = "no_clause_on_denunciation", "54, 56", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        notice = case.act.act is Act.NOTICE_OF_TERMINATION and case.facts.nature is not Nature.NON_BINDING
        return notice and case.facts.clause(ClauseKind.NOTICE_PERIOD) is None


class PartialDenunciation(Rule):
    """A party denounces the whole of an agreement, unless a clause lets it denounce a part."""

    code, article, field = "partial_denunciation", "44", "scope"

    def is_broken(self, case: Case) -> bool:
        in_part = case.act.act is Act.NOTICE_OF_TERMINATION and case.act.scope is Scope.PART
        return in_part and case.facts.clause(ClauseKind.PARTIAL_DENUNCIATION) is None


class LateNoticeOfNonRenewal(Rule):
    """It comes too late for the term that was running, and ends the one that follows."""

    code, article, strength = "late_notice_of_non_renewal", "54(a)", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        given = case.act.date(DEPOSIT)
        if case.act.act is not Act.NOTICE_OF_NON_RENEWAL or not given or not given.latest:
            return False
        ended = end_for_notice(case.completed, given, case.facts.clause(ClauseKind.NON_RENEWAL_NOTICE))
        running = next(
            (term for term in terms(case.completed) if term.ends and given.latest < term.ends.possible_from), None
        )
        return bool(ended and running and ended[1] != running)
