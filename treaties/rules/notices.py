"""Rules about notices: who gives them, when they take effect, and until when they may be revoked."""

from treaties.derivation.notices import answered, revoked_too_late
from treaties.rules.case import BOUND, Case, Rule
from treaties.rules.findings import Strength
from treaties.vocabulary import Act


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
        notice = answered(case.act, case.facts.acts) if case.act.act is Act.REVOCATION_OF_NOTICE else None
        return notice is not None and revoked_too_late(notice, case.act)


class ProlongedAfterEffect(Rule):
    """The period of a notice is prolonged before it takes effect; after that, there is nothing left to prolong."""

    code, article, field = "prolonged_after_effect", "54(b)", "done_on"

    def is_broken(self, case: Case) -> bool:
        notice = answered(case.act, case.facts.acts) if case.act.act is Act.PROLONGATION_OF_NOTICE else None
        return notice is not None and revoked_too_late(notice, case.act)


class NoNoticeToAnswer(Rule):
    """There is no notice on record that this could revoke or prolong, or that could take effect."""

    code, article, field = "no_notice_to_answer", "54, 56, 68", "act"
    ACTS = (Act.REVOCATION_OF_NOTICE, Act.PROLONGATION_OF_NOTICE, Act.WITHDRAWAL_TAKES_EFFECT)

    def is_broken(self, case: Case) -> bool:
        return case.act.act in self.ACTS and answered(case.act, case.facts.acts) is None
