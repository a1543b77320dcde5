"""Asking what an act would do: the one verb that writes nothing. Derivation beside the rules, for each agreement."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from treaties.dates import PartialDate
from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact
from treaties.derivation.law import CONSENTS, SIGNS
from treaties.derivation.transitions import OVER
from treaties.derivation.what_if import Change, Ground, Outcome, hypothetical, what_if
from treaties.derivation.what_if_bonds import state_on
from treaties.derivation.what_if_words import headline, notice_in_words, reasons
from treaties.derivation.why import Reason
from treaties.models import Agreement, Party
from treaties.queries.facts import facts_of
from treaties.queries.what_if import PairLeft, Question, agreements_meant, pairs_left
from treaties.rules.acts import findings
from treaties.rules.case import Case
from treaties.rules.findings import Finding, Strictness
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Nature, ParticipationStatus, Word

P = ParticipationStatus
_JOINS = CONSENTS | SIGNS | {Act.SUCCESSION, Act.CONTINUED_APPLICATION}
"""Acts by which a party comes to take part in a multilateral agreement."""


class Result(Word):
    """What would come of the act under one agreement."""

    REFUSED = "refused", "not possible in law"
    ENDS = "ends", "the agreement would end"
    LEAVES = "leaves", "the party would leave"
    PENDING = "pending", "a notice would be pending"
    CHANGES = "changes", "a status would be another one"
    NOTHING = "nothing", "no status would be another one"


@dataclass(frozen=True)
class Target:
    """One agreement, and what the act would do to it. ``facts`` are those on record."""

    agreement: Agreement
    facts: AgreementFacts
    outcome: Outcome
    refusals: tuple[Finding, ...]
    """Why law gives it no place; then nothing of the outcome would come about."""
    warnings: tuple[Finding, ...]
    takes_part: bool = True

    @property
    def act(self) -> ActFact:
        return self.outcome.act

    @property
    def day(self) -> date:
        """The day of the act."""
        when = self.act.date(("received_on", "done_on", "effective_on"))
        assert when, "a hypothetical act has its day"
        return when.possible_from

    @cached_property
    def has_ended(self) -> bool:
        """The agreement was over on that day without the act."""
        return set(state_on(self.outcome.before.whole, self.day, AgreementStatus.NOT_YET)) <= OVER

    @property
    def own_changes(self) -> tuple[Change[ParticipationStatus], ...]:
        """Of the standing of the act's maker."""
        return self.outcome.parties.get(self.act.by or "", ())

    @cached_property
    def result(self) -> Result:
        if self.refusals:
            return Result.REFUSED
        if any(set(one.after) <= OVER and not set(one.before) <= OVER for one in self.outcome.whole):
            return Result.ENDS
        if any(P.FORMER in one.after and P.FORMER not in one.before for one in self.own_changes):
            return Result.LEAVES
        if self.outcome.effect.ground in (Ground.NO_CLAUSE, Ground.NO_TERM):
            return Result.PENDING
        return Result.NOTHING if self.outcome.changes_nothing else Result.CHANGES

    @property
    def ends_on(self) -> PartialDate | None:
        """The day on which it would end, or its maker leave; ``None`` where it would not, or no clause says when."""
        return self.outcome.effect.day if self.result in (Result.ENDS, Result.LEAVES) else None

    @property
    def possibly_ends_on(self) -> PartialDate | None:
        """Where no clause says when: the earliest day that Art. 56(2) leaves possible."""
        return self.outcome.effect.possibly_on if self.result is Result.PENDING else None

    @property
    def survives_until(self) -> PartialDate | None:
        ends = [] if self.refusals else [one.until for one in self.outcome.survivals]
        return max(ends, key=lambda day: day.in_order, default=None)

    @cached_property
    def headline(self) -> str:
        return "Nothing would come of it." if self.refusals else headline(self.outcome, self.facts)

    @cached_property
    def reasons(self) -> list[Reason]:
        return [] if self.refusals else reasons(self.outcome, self.facts)

    @property
    def notice_period(self) -> str:
        return notice_in_words(self.facts, self.act.act)

    @property
    def instead(self) -> Act | None:
        """What can be asked instead: a non-binding text is discontinued, and not denounced; what runs for a term, and
        has no clause on denunciation, is not renewed."""
        if self.facts.nature is Nature.NON_BINDING:
            asked = self.act.act is Act.DISCONTINUATION
            return Act.DISCONTINUATION if self.refusals and not asked and not self.has_ended else None
        has_term = self.facts.clause(ClauseKind.DURATION) is not None
        waits = self.result is Result.PENDING and self.act.act is Act.NOTICE_OF_TERMINATION
        return Act.NOTICE_OF_NON_RENEWAL if waits and has_term else None

    def pairs(self, by: str, towards: str | None) -> list[PairLeft]:
        """On the day of the effect: towards one other party, or towards all of the other side."""
        effect = self.outcome.effect.day
        on = (effect.latest or effect.possible_from) if effect and not self.refusals else self.day
        after = self.outcome.before if self.refusals else self.outcome.after
        return pairs_left(self.agreement, self.facts, (self.outcome.before, after), by=by, towards=towards, on=on)


@dataclass(frozen=True)
class WhatIf:
    """The question, and its answer for each agreement, in the order of their slugs."""

    question: Question
    targets: tuple[Target, ...]
    are_more: bool = False
    """The rule means more than ``MOST`` agreements; the further ones were left out."""

    def of_result(self, *results: Result) -> list[Target]:
        return [target for target in self.targets if target.result in results]


def ask_what_if(question: Question) -> WhatIf:
    """Raises NoSuchAgreements."""
    agreements, are_more = agreements_meant(question)
    targets = [suppose(one, question.by, question.act, question.received_on) for one in agreements]
    return WhatIf(question, tuple(sorted(targets, key=lambda one: one.agreement.slug)), are_more)


def suppose(agreement: Any, by: Party, act: Act, on: date) -> Target:
    """What an act of a day would do to one agreement from ``with_facts``: derivation beside the rules."""
    facts = facts_of(agreement)
    takes_part = any(party.code == by.code for party in facts.parties)
    if not takes_part and act in _JOINS and not facts.is_bilateral:
        joining = PartyFact(by.code, None, by.exists_from, by.exists_until, name=by.sentence_name)
        facts = replace(facts, parties=(*facts.parties, joining))
    fact = hypothetical(act, by.code, on)
    found = list(findings(Case(facts, fact)))
    refused = [finding for rule, finding in found if rule.strength.refuses(Strictness.PERSON)]
    warned = [finding for rule, finding in found if not rule.strength.refuses(Strictness.PERSON)]
    return Target(agreement, facts, what_if(facts, fact), tuple(refused), tuple(warned), takes_part)
