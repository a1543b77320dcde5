"""Rules about consent to be bound, and about the spells that it begins."""

from treaties.derivation.effects import DEPOSIT
from treaties.derivation.law import CONSENTS
from treaties.rules.case import BOUND, FORCE, A, Case, P, Rule
from treaties.rules.findings import Strength
from treaties.vocabulary import Act, ClauseKind


class RatifiesWithoutSignature(Rule):
    """Ratification confirms a signature; without one on record, consent is given by accession, unless a clause says
    otherwise."""

    code, article, field = "ratifies_without_signature", "14, 15", "act"

    def is_broken(self, case: Case) -> bool:
        unsigned = case.act.act is Act.RATIFICATION and case.standings <= {P.NONE, P.FORMER, P.RELEASED}
        return unsigned and case.facts.clause(ClauseKind.CONSENT_WITHOUT_SIGNATURE) is None


class DomesticApprovalAsRatification(Rule):
    """A vote or a law at home binds nobody abroad; it is on record as such, and an instrument deposited or received is
    another act."""

    code, article, field = "domestic_approval_as_ratification", "2(1)(b), 16", "received_on"

    def is_broken(self, case: Case) -> bool:
        if case.act.act not in CONSENTS or case.act.received_on or not case.act.done_on:
            return False
        votes = [fact for fact in case.facts.of_act(Act.DOMESTIC_APPROVAL) if fact.by == case.act.by]
        return any(vote.done_on == case.act.done_on for vote in votes if vote.done_on and vote.done_on.is_exact)


class AmendmentNotAccepted(Rule):
    """An amendment binds only the parties that accept it; no acceptance by this one is on record."""

    code, article, field = "amendment_not_accepted", "40(4)", "by"

    def is_broken(self, case: Case) -> bool:
        if case.act.act is not Act.ENTRY_INTO_FORCE_FOR_PARTY or not case.facts.amends:
            return False
        accepts = CONSENTS | {Act.SUCCESSION, Act.CONTINUED_APPLICATION}
        return not any(fact.act in accepts and fact.by in (None, case.act.by) for fact in case.facts.acts)


class AccedesAfterSignature(Rule):
    """A signatory usually ratifies; this one accedes, as its source says."""

    code, article, strength = "accedes_after_signature", "15", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        return case.act.act is Act.ACCESSION and case.standings == {P.SIGNATORY}


class OverlappingSpell(Rule):
    """This party is bound, or has consented, already on that day; a second spell cannot overlap the first."""

    code, article, field, strength = "overlapping_spell", "24, 70", "by", Strength.IMPOSSIBLE

    def is_broken(self, case: Case) -> bool:
        if case.act.act is Act.ENTRY_INTO_FORCE_FOR_PARTY:
            return case.standings <= BOUND
        consents = case.act.act in CONSENTS | {Act.SUCCESSION, Act.CONTINUED_APPLICATION}
        return consents and case.act.by is not None and case.standings <= BOUND | {P.CONTRACTING} and not renews(case)


def renews(case: Case) -> bool:
    """The consent takes effect only when the spell that still runs is over: a notice on record has ended it by then."""
    effect = case.act.effective_on
    return bool(effect and case.standing and P.FORMER in case.standing.possible_within(effect, P.NONE))


class BoundBeforeTheAgreement(Rule):
    """An agreement binds no party before it is in force, unless by succession or by a clause that reaches back."""

    code, article, field = "bound_before_the_agreement", "24(3), 28", "effective_on"

    def is_broken(self, case: Case) -> bool:
        binding = any(effect.to is P.PARTY and P.NONE in effect.origins for effect in case.law.party)
        excepted = case.act.act in (Act.SUCCESSION, Act.CONTINUED_APPLICATION) or (
            case.facts.clause(ClauseKind.RETROACTIVE_FORCE) is not None
        )
        if case.act.by is None or not binding or excepted or case.act.effective_on is None:
            return False
        return not case.timeline.possible_within(case.act.effective_on, A.NOT_YET) & (FORCE | {A.ENDED})


class ConsentWithdrawnTooLate(Rule):
    """A consent is withdrawn only before it binds: after entry into force, a party denounces."""

    code, article, field = "consent_withdrawn_too_late", "18, 54", "act"

    def is_broken(self, case: Case) -> bool:
        return case.act.act is Act.WITHDRAWAL_OF_CONSENT and P.CONTRACTING not in case.standings


class ReleasedWithoutSignature(Rule):
    """Only a signatory declares that it does not intend to become a party."""

    code, article, field = "released_without_signature", "18(a)", "act"

    def is_broken(self, case: Case) -> bool:
        return case.act.act is Act.NO_INTENTION and not case.standings & {P.SIGNATORY, P.PROVISIONAL}


class RetroactiveEffect(Rule):
    """It takes effect before it was done, as successions and continued applications often do."""

    code, article, field, strength = "retroactive_effect", "28", "effective_on", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        done, effect = case.act.date(DEPOSIT), case.act.effective_on
        consents = case.act.act in CONSENTS | {Act.SUCCESSION, Act.CONTINUED_APPLICATION}
        return bool(consents and done and effect and done.earliest and effect.latest and effect.latest < done.earliest)


class BoundWithoutConsent(Rule):
    """Its entry into force for this party is on record, and no consent to be bound."""

    code, article, strength = "bound_without_consent", "11, 24(3)", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        if case.act.act is not Act.ENTRY_INTO_FORCE_FOR_PARTY:
            return False
        consents = CONSENTS | {Act.SUCCESSION, Act.CONTINUED_APPLICATION}
        return not any(fact.act in consents and fact.by == case.act.by for fact in case.facts.acts)
