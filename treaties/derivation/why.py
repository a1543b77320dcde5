"""Why a status is what it is, in words: the acts and clauses it rests on, each with its article."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from treaties.dates import FIRST_DAY, PartialDate
from treaties.derivation.articles import cited
from treaties.derivation.clause_words import clause_in_words
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact
from treaties.derivation.law import LAW
from treaties.derivation.periods import length_in_words, over
from treaties.derivation.terms import term_start, terms
from treaties.derivation.timeline import Path
from treaties.vocabulary import Act, ClauseKind, EndReason, Evidence, Flag


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a why. ``ref`` is the slug of an act, or ``clause:<kind>``; empty for what is *not* on record."""

    ref: str
    sentence: str
    article: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} ({cited(self.article)})" if self.article else self.sentence


GAPS = {
    Flag.COMPUTED: "No extension and no renewal is on record: this end is computed, and unconfirmed.",
    Flag.CONTESTED: "This rests on an assessment, and may be contested.",
    Flag.CONSENT_NOT_ON_RECORD: "The consent of this side is not on record; the recorded entry into force binds it.",
    Flag.START_NOT_ON_RECORD: "When it began is not on record.",
    Flag.NOTICE_PENDING: "A notice of termination is pending: until it takes effect, nothing has ended.",
    Flag.NON_RENEWAL_PENDING: "A notice of non-renewal was given: it ends at the end of its term, and not before.",
    Flag.SUSPENDED_IN_PART: "Its operation is suspended in part, or towards some; the rest operates.",
    Flag.SURVIVES: "Some of its provisions go on to apply after its end.",
    Flag.BY_CLAUSE: "No source on record states this day: it is computed from the clause.",
    Flag.RENEWED: "Its renewal is computed from the clause; no source on record states it.",
}

ARTICLES = {
    ClauseKind.ENTRY_INTO_FORCE: "24(1)",
    ClauseKind.LATER_PARTIES: "24(3)",
    ClauseKind.TACIT_RENEWAL: "54(a)",
    ClauseKind.NON_RENEWAL_NOTICE: "54(a)",
    ClauseKind.NOTICE_PERIOD: "54(a)",
    ClauseKind.MINIMUM_PARTIES: "55",
    ClauseKind.ESSENTIAL_PARTIES: "55",
    ClauseKind.SURVIVAL: "70(1)",
}
"""The article under which a clause of the agreement decides."""

WEAK = {Evidence.OFFICIAL: "an official statement", Evidence.LIST: "one secondary list", Evidence.PRESS: "the press"}


def why(path: Path, facts: AgreementFacts, on: date) -> list[Reason]:
    """The reasons of one status on a day, in order; none where nothing is on record. From ``completed`` facts."""
    told = frozenset(path.because)
    acts = {fact.ref: fact for fact in facts.acts if fact.ref in told and fact.is_on_record}
    clauses = {clause.ref: clause for clause in facts.clauses}
    reasons = []
    for ref in path.because:
        if ref in acts:
            reasons.append(_of_act(acts[ref], path, facts))
        elif ref in clauses:
            reasons.append(_of_clause(clauses[ref], facts, _last_day(path, on)))
        elif ref.startswith("end of "):
            name = facts.names.get(ref.removeprefix("end of "), ref)
            reasons.append(Reason(ref, f"End of {name}: it ceased to exist."))
    if path.evidence in WEAK:
        reasons.append(Reason("", f"The deciding source is {WEAK[path.evidence]}; no register or text was seen."))
    return reasons + [Reason("", GAPS[flag]) for flag in sorted(path.flags)]


def _last_day(path: Path, on: date) -> date:
    """The last day of what the reasons tell: of an end, the day before it."""
    end = PartialDate.parse(path.since) if path.reason and path.since else None
    if end is None or end.possible_from == FIRST_DAY:
        return on
    return min(on, end.possible_from - timedelta(days=1))


def _of_act(fact: ActFact, path: Path, facts: AgreementFacts) -> Reason:
    whose = f" by {facts.names.get(fact.by, fact.by)}" if fact.by else ""
    dates = {
        "done": fact.done_on,
        "received": fact.received_on,
        "effective": fact.effective_on,
        "until": fact.ends_on,
    }
    known = [f"{name} {partial.when()}" for name, partial in dates.items() if partial]
    known += ["by the clause"] if fact.basis and fact.effective_on else []
    label = fact.act.label.capitalize()
    if fact.act is Act.NOTICE_OF_TERMINATION and path.reason is EndReason.DENOUNCED:
        label = "Notice of termination, which took effect"
    return Reason(fact.ref, f"{label}{whose}: {', '.join(known) or 'its day is not on record'}.", LAW[fact.act].article)


def _of_clause(clause: ClauseFact, facts: AgreementFacts, on: date) -> Reason:
    if clause.kind is ClauseKind.DURATION:
        return Reason(clause.ref, _term(clause, facts), "54(a)")
    place = f"{clause.article}: " if clause.article else ""
    sentence = f"{place}{clause_in_words(clause, facts.names)}"
    if clause.kind is ClauseKind.TACIT_RENEWAL:
        sentence = f"{sentence} {_renewals(facts, on)}"
    return Reason(clause.ref, sentence.strip(), ARTICLES.get(clause.kind, ""))


def _term(clause: ClauseFact, facts: AgreementFacts) -> str:
    start = term_start(facts, clause)
    if start is None:
        return "A fixed term, whose start is not on record."
    return f"A term of {length_in_words(clause)}, begun {start.when()}, is over {over(start, clause).when()}."


def _renewals(facts: AgreementFacts, on: date) -> str:
    """“Renewed tacitly 1 April 2009, until 1 April 2019: no notice that was in time is on record.”"""
    begun = [term for term in takewhile(lambda term: term.begins.possible_from <= on, terms(facts)) if term.is_tacit]
    if not begun:
        return ""
    last = begun[-1]
    until = f", until {last.ends.words()}" if last.ends else ""
    if len(begun) == 1:
        return f"Renewed tacitly {last.begins.when()}{until}: no notice against it that was in time is on record."
    often = "twice" if len(begun) == 2 else f"{len(begun)} times"
    times = f"Renewed tacitly {often}, first {begun[0].begins.when()} and last {last.begins.when()}{until}"
    return f"{times}: no notice against it that was in time is on record."
