"""The rules that a new act is held to. One class per rule: its docstring is the sentence, its code its name.

``Case`` holds the agreement's facts as they stand, and the act that would be added. Articles are of the VCLT.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from treaties.dates import PartialDate
from treaties.derivation.agreement import contradicting, derive_agreement
from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact
from treaties.derivation.law import LAW, Law
from treaties.derivation.participation import derive_participation
from treaties.derivation.timeline import Path, State, Timeline
from treaties.rules.findings import Finding, Refused, Strength, Strictness
from treaties.vocabulary import Act, AgreementStatus, By, Flag, Nature, ParticipationStatus

A, P = AgreementStatus, ParticipationStatus
DATES = ("done_on", "received_on", "effective_on")
DATE_NAMES = {
    "done_on": "the day it was done",
    "received_on": "the day it was received",
    "effective_on": "the day it takes effect",
}


@dataclass(frozen=True)
class Case:
    """An act that would be added to what is on record."""

    facts: AgreementFacts
    act: ActFact
    by_predecessor: bool = False

    @cached_property
    def law(self) -> Law:
        return LAW[self.act.act]

    @cached_property
    def party(self) -> PartyFact | None:
        return next((party for party in self.facts.parties if party.code == self.act.by), None)

    @cached_property
    def when(self) -> PartialDate | None:
        return self.act.date(self.law.needs)

    @cached_property
    def day(self) -> date | None:
        """The latest day that the act may be of; the earliest where none bounds it."""
        return self.when.latest or self.when.earliest if self.when else None

    @cached_property
    def timeline(self) -> Timeline[AgreementStatus]:
        """Of the agreement, without this act."""
        return derive_agreement(self.facts)

    @cached_property
    def status(self) -> State[AgreementStatus]:
        """The statuses of the agreement that are possible on that day."""
        step = self.timeline.on(self.day) if self.day else None
        return step.state if step else {A.NOT_YET: Path()}

    @cached_property
    def standings(self) -> set[ParticipationStatus]:
        """The standings of the acting party that are possible on some day that the act may be of, without this act."""
        if self.when is None or self.party is None:
            return {P.NONE}
        return derive_participation(self.facts, self.party).possible_within(self.when, P.NONE)

    @cached_property
    def is_ended(self) -> bool:
        return set(self.status) == {A.ENDED}

    @cached_property
    def is_surely_after_the_end(self) -> bool:
        """The agreement had ended on every day that the act may be of."""
        return self.when is not None and self.timeline.possible_within(self.when, A.NOT_YET) == {A.ENDED}

    @cached_property
    def end_is_disputed(self) -> bool:
        """The end on record is only computed, or an assessment."""
        path = self.status.get(A.ENDED)
        return bool(path and path.flags & {Flag.COMPUTED, Flag.CONTESTED})


class Rule(ABC):
    """A rule of the record: the docstring of each is the sentence that it protects."""

    code: str
    article: str = ""
    field: str = ""
    strength = Strength.UNLAWFUL

    @abstractmethod
    def is_broken(self, case: Case) -> bool: ...

    def sentence(self, case: Case) -> str:
        return (self.__doc__ or "").strip()


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
        if case.party is None or case.when is None or case.by_predecessor:
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
        if case.end_is_disputed and case.is_ended and case.law.by is By.PARTY:
            return False
        known = {move.ref for move in contradicting(case.facts)}
        with_it = replace(case.facts, acts=(*case.facts.acts, case.act))
        return any(move.ref not in known for move in contradicting(with_it) if Flag.NOTICE_PENDING not in move.flags)


class AfterTheEnd(Rule):
    """The agreement had ended on that day; no further act of substance is possible under it."""

    code, article = "after_the_end", "70"

    def is_broken(self, case: Case) -> bool:
        disputed_or_domestic = case.end_is_disputed or case.act.act is Act.DOMESTIC_APPROVAL
        return case.is_surely_after_the_end and not disputed_or_domestic


class AfterADisputedEnd(Rule):
    """An end is already on record before this act, but only computed or contested: both will stand, side by side."""

    code, article, strength = "after_a_disputed_end", "70", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        return case.is_ended and case.end_is_disputed


class RatifiesWithoutSignature(Rule):
    """Ratification confirms a signature; without one on record, consent is given by accession."""

    code, article, field = "ratifies_without_signature", "14, 15", "act"

    def is_broken(self, case: Case) -> bool:
        return case.act.act is Act.RATIFICATION and not case.standings & {P.SIGNATORY, P.CONTRACTING, P.PARTY}


class AccedesAfterSignature(Rule):
    """A signatory usually ratifies; this one accedes, as its source says."""

    code, article, strength = "accedes_after_signature", "15", Strength.NOTABLE

    def is_broken(self, case: Case) -> bool:
        return case.act.act is Act.ACCESSION and case.standings == {P.SIGNATORY}


class OverlappingSpell(Rule):
    """This party is bound, or has consented, already on that day; a second spell cannot overlap the first."""

    code, article, field, strength = "overlapping_spell", "24, 70", "by", Strength.IMPOSSIBLE

    def is_broken(self, case: Case) -> bool:
        binding = case.act.act in (Act.RATIFICATION, Act.ACCESSION, Act.SUCCESSION)
        bound = binding and case.standings <= {P.CONTRACTING, P.PARTY}
        return bound or (case.act.act is Act.ENTRY_INTO_FORCE_FOR_PARTY and case.standings == {P.PARTY})


class BoundBeforeTheAgreement(Rule):
    """An agreement binds no party before it is itself in force."""

    code, article, field = "bound_before_the_agreement", "24(3)", "effective_on"

    def is_broken(self, case: Case) -> bool:
        binding = any(effect.to is P.PARTY and effect.origins is None for effect in case.law.party)
        if case.law.by is not By.PARTY or not binding or case.act.effective_on is None:
            return False
        return not case.timeline.possible_within(case.act.effective_on, A.NOT_YET) & {A.IN_FORCE, A.ENDED}


class NoticeByNonParty(Rule):
    """Only a party can denounce or withdraw; a signatory or a stranger has nothing to leave."""

    code, article, field = "notice_by_non_party", "54, 56", "by"

    def is_broken(self, case: Case) -> bool:
        notice = case.act.act is Act.NOTICE_OF_TERMINATION
        return notice and not case.end_is_disputed and P.PARTY not in case.standings


class EffectBeforeNotice(Rule):
    """A notice takes effect after it is received, not before."""

    code, article, field = "effect_before_notice", "65, 67, 78", "effective_on"

    def is_broken(self, case: Case) -> bool:
        given, effect = case.act.date(("received_on", "done_on")), case.act.effective_on
        if case.act.act is not Act.NOTICE_OF_TERMINATION or not given or not effect:
            return False
        return bool(given.earliest and effect.latest and effect.latest < given.earliest)


RULES: tuple[Rule, ...] = tuple(rule() for rule in Rule.__subclasses__())
"""Every rule, in the order in which a person is told."""


def findings(case: Case) -> Iterator[tuple[Rule, Finding]]:
    for rule in RULES:
        if rule.is_broken(case):
            yield rule, Finding(rule.code, rule.sentence(case), rule.article, rule.field)


def check(case: Case, strictness: Strictness) -> tuple[Finding, ...]:
    """The warnings for an act that may be recorded. Raises Refused with every rule that forbids it."""
    found = list(findings(case))
    refusals = [finding for rule, finding in found if rule.strength.refuses(strictness)]
    if refusals:
        raise Refused(*refusals)
    return tuple(finding for _, finding in found)
