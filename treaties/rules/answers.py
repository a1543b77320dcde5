"""Rules about acts that answer another act, or reach only some."""

from treaties.derivation.effects import DEPOSIT
from treaties.derivation.law import CONSENTS
from treaties.rules.case import Case, Rule
from treaties.rules.findings import Strength
from treaties.vocabulary import Act, ClauseKind


class AnswersNoSuchAct(Rule):
    """An act can only answer one that stands on record under the same agreement, and of a kind that it can answer."""

    code, field, strength = "answers_no_such_act", "about", Strength.IMPOSSIBLE

    def is_broken(self, case: Case) -> bool:
        if not case.act.about:
            return False
        return case.answered is None or case.answered.act not in case.law.answers


class WithdrawsWhatDoesNotExist(Rule):
    """Only a reservation or an objection that the party has made can be withdrawn."""

    code, article, field = "withdraws_what_does_not_exist", "22", "act"
    ACTS = (Act.WITHDRAWAL_OF_RESERVATION, Act.WITHDRAWAL_OF_OBJECTION)

    def is_broken(self, case: Case) -> bool:
        if case.act.act not in self.ACTS:
            return False
        return not any(fact.by == case.act.by and fact.act in case.law.answers for fact in case.facts.acts)


class ProhibitedReservation(Rule):
    """The agreement admits no reservations, by a clause on record."""

    code, article, field = "prohibited_reservation", "19(a)", "act"

    def is_broken(self, case: Case) -> bool:
        return case.act.act is Act.RESERVATION and case.facts.clause(ClauseKind.NO_RESERVATIONS) is not None


class LateReservation(Rule):
    """A reservation is made with the consent to be bound; this one comes after it."""

    code, article, strength = "late_reservation", "19", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        if case.act.act is not Act.RESERVATION or case.when is None:
            return False
        given = [fact.date(DEPOSIT) for fact in case.facts.acts if fact.by == case.act.by and fact.act in CONSENTS]
        return bool(given) and all(when and when.latest and when.latest < case.when.possible_from for when in given)


class AnswersWithoutReservation(Rule):
    """An acceptance or an objection answers a reservation, or an accession, of another party; none is on record."""

    code, article, field = "answers_nothing_on_record", "20", "act"
    ACTS = (
        Act.ACCEPTANCE_OF_RESERVATION,
        Act.OBJECTION_TO_RESERVATION,
        Act.PRECLUDING_OBJECTION,
        Act.ACCEPTANCE_OF_ACCESSION,
        Act.OBJECTION_TO_ACCESSION,
    )

    def is_broken(self, case: Case) -> bool:
        if case.act.act not in self.ACTS:
            return False
        return not any(fact.by != case.act.by and fact.act in case.law.answers for fact in case.facts.acts)


class LimitedWithoutScope(Rule):
    """A scope towards one party, or for one territory, says which; other scopes name none."""

    code, article, field, strength = "limited_without_scope", "29, 44, 58", "towards", Strength.IMPOSSIBLE

    def is_broken(self, case: Case) -> bool:
        return case.act.scope.is_towards is not bool(case.act.towards)
