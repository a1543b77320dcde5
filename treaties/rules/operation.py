"""Rules about suspension, resumption and terms."""

from treaties.derivation.notices import settled
from treaties.derivation.terms import last_term
from treaties.rules.case import A, Case, P, Rule
from treaties.vocabulary import Act, ClauseKind, Scope


class SuspendsWhatDoesNotOperate(Rule):
    """Only what operates can be suspended: an agreement in force or provisionally applied, a party that is bound."""

    code, article, field = "suspends_what_does_not_operate", "57, 72", "act"

    def is_broken(self, case: Case) -> bool:
        if case.act.act is not Act.SUSPENSION or case.when is None:
            return False
        if case.party and not case.facts.speaks_for_a_side(case.act.by):
            return P.PARTY not in case.standings
        return not case.timeline.possible_within(case.when, A.NOT_YET) & {A.IN_FORCE, A.PROVISIONAL}


class ResumesWhatIsNotSuspended(Rule):
    """Only what is suspended can be resumed."""

    code, article, field = "resumes_what_is_not_suspended", "57, 72", "act"

    def is_broken(self, case: Case) -> bool:
        if case.act.act is not Act.RESUMPTION or case.when is None:
            return False
        if case.act.scope is not Scope.WHOLE:
            return not any(fact.act is Act.SUSPENSION and fact.scope is case.act.scope for fact in case.facts.acts)
        suspended = A.SUSPENDED in case.timeline.possible_within(case.when, A.NOT_YET)
        return not (suspended or P.SUSPENDED in case.standings)


class RenewsWithoutTerm(Rule):
    """A term is renewed tacitly by a clause; none on duration or on renewal is on record."""

    code, article, field = "renews_without_term", "54(a)", "act"

    def is_broken(self, case: Case) -> bool:
        return case.act.act is Act.TACIT_RENEWAL and not (
            case.facts.clause(ClauseKind.DURATION) or case.facts.clause(ClauseKind.TACIT_RENEWAL)
        )


class RenewsAfterExpiry(Rule):
    """The term had run out by then: what is over is revived by an instrument of all parties, not renewed tacitly."""

    code, article, field = "renews_after_expiry", "54(a)", "effective_on"

    def is_broken(self, case: Case) -> bool:
        effect = case.act.effective_on
        last = last_term(case.completed) if case.act.act is Act.TACIT_RENEWAL else None
        if not (last and last.ends and last.ends.latest and effect):
            return False
        return effect.possible_from > last.ends.latest


class RenewsAfterNotice(Rule):
    """A timely notice of non-renewal is on record: the term ends, and is not renewed."""

    code, article, field = "renews_after_notice", "54(a)", "act"

    def is_broken(self, case: Case) -> bool:
        effect = case.act.effective_on
        if case.act.act is not Act.TACIT_RENEWAL or effect is None:
            return False
        notices = settled(case.completed).of_act(Act.NOTICE_OF_NON_RENEWAL)
        ends = [notice.effective_on for notice in notices if notice.effective_on]
        return any(end.latest is not None and end.latest <= effect.possible_from for end in ends)


class OverBeforeItBegins(Rule):
    """What an act begins is over after it began, not before."""

    code, field = "over_before_it_begins", "ends_on"

    def is_broken(self, case: Case) -> bool:
        begins, ends = case.act.effective_on or case.when, case.act.ends_on
        return bool(begins and ends and begins.earliest and ends.latest and ends.latest < begins.earliest)
