"""Rules about suspension, resumption and terms."""

from treaties.rules.case import A, Case, P, Rule
from treaties.vocabulary import Act, Scope


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
    """Only a fixed term is renewed tacitly; no duration is on record as a clause."""

    code, article, field = "renews_without_term", "54(a)", "act"

    def is_broken(self, case: Case) -> bool:
        return case.act.act is Act.TACIT_RENEWAL and not case.facts.terms


class OverBeforeItBegins(Rule):
    """What an act begins is over after it began, not before."""

    code, field = "over_before_it_begins", "ends_on"

    def is_broken(self, case: Case) -> bool:
        begins, ends = case.act.effective_on or case.when, case.act.ends_on
        return bool(begins and ends and begins.earliest and ends.latest and ends.latest < begins.earliest)
