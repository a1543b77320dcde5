"""Rules about any act: whose it is, when it was, and whether the record leaves a place for it."""

from treaties.derivation.agreement import contradicting
from treaties.derivation.law import CONSENTS, SIGNS
from treaties.derivation.terms import entered
from treaties.rules.case import DATE_NAMES, Case, P, Rule
from treaties.rules.findings import Strength
from treaties.vocabulary import Act, By, Chapter, Nature


class WhoseAct(Rule):
    """An act is by one party or by the agreement as a whole, as its kind is."""

    code, field, strength = "whose_act", "by", Strength.IMPOSSIBLE

    def is_broken(self, case: Case) -> bool:
        wrong = {By.WHOLE: case.act.by is not None, By.PARTY: case.act.by is None, By.EITHER: False}
        return wrong[case.law.by]

    def sentence(self, case: Case) -> str:
        whose = (
            "of one party: say whose" if case.law.by is By.PARTY else "of the agreement as a whole, not of one party"
        )
        return f"{case.act.act.label.capitalize()} is an act {whose}."


class ByNonParticipant(Rule):
    """Only who takes part in the agreement can act under it."""

    code, article, field, strength = "by_non_participant", "2(1)(g)", "by", Strength.IMPOSSIBLE

    def is_broken(self, case: Case) -> bool:
        return case.act.by is not None and case.party is None


class NeedsItsDay(Rule):
    """An act without the day that counts has no place in time."""

    code = "needs_its_day"

    def is_broken(self, case: Case) -> bool:
        return case.when is None

    def sentence(self, case: Case) -> str:
        return f"{case.act.act.label.capitalize()} needs {' or '.join(DATE_NAMES[name] for name in case.law.needs)}."


class OutsideExistence(Rule):
    """A party acts only while it exists; an act of a predecessor is recorded as done by the predecessor."""

    code, field = "outside_existence", "by"

    def is_broken(self, case: Case) -> bool:
        if case.party is None or case.when is None or case.act.by_predecessor:
            return False
        born, died = case.party.exists_from, case.party.exists_until
        before = bool(born and born.earliest and case.when.latest and case.when.latest < born.earliest)
        return before or bool(died and died.latest and case.when.earliest and case.when.earliest >= died.latest)


class TreatyActOnNonBinding(Rule):
    """A non-binding text is issued, operative or discontinued; it is not consented to, in force or denounced."""

    code, article, field = "treaty_act_on_non_binding", "2(1)(a)", "act"

    def is_broken(self, case: Case) -> bool:
        return case.facts.nature is Nature.NON_BINDING and case.law.is_treaty_act


class NonBindingActOnTreaty(Rule):
    """A treaty is signed and enters into force; only a non-binding text is merely issued."""

    code, article, field = "non_binding_act_on_treaty", "2(1)(a)", "act"

    def is_broken(self, case: Case) -> bool:
        return case.facts.nature in (Nature.TREATY, Nature.INTERAGENCY) and case.law.is_non_binding_act


class BothVocabularies(Rule):
    """The nature of this instrument is not settled; the act belongs to one of its two possible lives."""

    code, article, field, strength = "nature_not_settled", "2(1)(a)", "act", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        unsettled = case.facts.nature in (Nature.CONTESTED, Nature.UNKNOWN)
        return unsettled and (case.law.is_treaty_act or case.law.is_non_binding_act)


class ContradictsTheRecord(Rule):
    """An agreement enters into force once and ends once, in that order; the record leaves no place for this act."""

    code, article, field, strength = "contradicts_the_record", "24, 42", "effective_on", Strength.IMPOSSIBLE

    def is_broken(self, case: Case) -> bool:
        if case.act.act in (Act.SUSPENSION, Act.RESUMPTION) or not case.contradicted_with_it:
            return False
        if case.law.by is By.PARTY and case.end_is_disputed and case.is_ended:
            return False
        return not case.contradicted_with_it <= {move.ref for move in contradicting(case.concerned)}


class AfterTheEnd(Rule):
    """The agreement had ended on that day; no further act of substance is possible under it."""

    code, article = "after_the_end", "70"

    def is_broken(self, case: Case) -> bool:
        return not case.law.is_after_the_end and case.is_surely_after_the_end and not case.end_is_disputed


class AfterADisputedEnd(Rule):
    """An end is already on record before this act, but only computed or contested: both will stand, side by side."""

    code, article, strength = "after_a_disputed_end", "70", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        return case.is_ended and case.end_is_disputed


class EntersBeforeSignature(Rule):
    """It entered into force before it was signed, as sources of such treaties sometimes have it."""

    code, article, strength = "in_force_before_signature", "24", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        if not (case.facts.is_bilateral and (case.act.act in SIGNS or case.act.act is Act.ENTRY_INTO_FORCE)):
            return False
        facts = [*case.facts.acts, case.act]
        signed = [when for fact in facts if fact.act in SIGNS if (when := fact.date(("done_on",)))]
        entry = entered(case.facts.with_acts(tuple(facts)))
        if not (signed and entry and entry.latest):
            return False
        return all(entry.latest < when.possible_from for when in signed)


class EntryNotOnRecord(Rule):
    """It supposes that the agreement was in force, and since when it was is not on record."""

    code, article, strength = "entry_not_on_record", "24", Strength.NOTABLE
    CHAPTERS = (Chapter.TERM, Chapter.SUSPENSION, Chapter.LEAVING, Chapter.END)
    NOT_IN_FORCE = (Act.ABANDONMENT, Act.REPLACEMENT_BEFORE_FORCE, Act.INVALIDITY)

    def is_broken(self, case: Case) -> bool:
        supposes = case.law.chapter in self.CHAPTERS and case.act.act not in self.NOT_IN_FORCE
        return supposes and case.facts.nature is not Nature.NON_BINDING and entered(case.completed) is None


class EffectFarInThePast(Rule):
    """It takes effect more than ten years before it was done, which is rare: the day may be misread."""

    code, strength = "effect_far_in_the_past", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        done, effect = case.act.date(("received_on", "done_on")), case.act.effective_on
        if not (done and effect and effect.latest):
            return False
        return effect.latest.year + 10 < done.possible_from.year


class DatesDisagree(Rule):
    """Another act on record is the same, of another day: sources disagree, and both stand side by side."""

    code, strength = "dates_disagree", Strength.NOTABLE
    ONCE = SIGNS | CONSENTS | {Act.TEXT_ADOPTED, Act.ENTRY_INTO_FORCE_FOR_PARTY, Act.DOMESTIC_APPROVAL}

    def is_broken(self, case: Case) -> bool:
        if case.act.act not in self.ONCE or case.when is None:
            return False
        same = [fact for fact in case.facts.acts if fact.by == case.act.by and fact.act is case.act.act]
        days = [fact.date(case.law.needs) for fact in same]
        if not any(day and not day.overlaps(case.when) for day in days):
            return False
        return case.standing is None or P.FORMER not in case.standings  # a second spell has acts of its own
