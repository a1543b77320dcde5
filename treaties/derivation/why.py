"""Why a status is what it is, in words: the acts and clauses it rests on, each with its article."""

from dataclasses import dataclass

from treaties.derivation.clauses import term_end, term_start
from treaties.derivation.facts import ActFact, AgreementFacts, TermFact
from treaties.derivation.law import LAW
from treaties.derivation.timeline import Path
from treaties.vocabulary import Act, EndReason, Evidence, Flag


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a why. ``ref`` is the slug of an act, or ``clause:<kind>``; empty for what is *not* on record."""

    ref: str
    sentence: str
    article: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} (Art. {self.article})" if self.article else self.sentence


GAPS = {
    Flag.COMPUTED: "No extension and no renewal is on record: this end is computed, and unconfirmed.",
    Flag.CONTESTED: "This rests on an assessment, and may be contested.",
    Flag.CONSENT_NOT_ON_RECORD: "The consent of this side is not on record; the recorded entry into force binds it.",
    Flag.START_NOT_ON_RECORD: "When it began is not on record.",
    Flag.NOTICE_PENDING: "A notice of termination is pending: until it takes effect, nothing has ended.",
    Flag.NON_RENEWAL_PENDING: "A notice of non-renewal was given: it ends at the end of its term, and not before.",
    Flag.SUSPENDED_IN_PART: "Its operation is suspended in part, or towards some; the rest operates.",
    Flag.SURVIVES: "Some of its provisions go on to apply after its end.",
}

WEAK = {Evidence.OFFICIAL: "an official statement", Evidence.LIST: "one secondary list", Evidence.PRESS: "the press"}


def why(path: Path, facts: AgreementFacts) -> list[Reason]:
    """The reasons of one status, in order; an empty list where nothing is on record."""
    acts = {fact.ref: fact for fact in facts.acts}
    terms = {term.ref: term for term in facts.terms}
    reasons = [_of_act(acts[ref], path) for ref in path.because if ref in acts]
    reasons += [_of_term(terms[ref], facts) for ref in path.because if ref in terms]
    reasons += [
        Reason(ref, f"{ref.capitalize()}: it ceased to exist.") for ref in path.because if ref.startswith("end ")
    ]
    if path.evidence in WEAK:
        reasons.append(Reason("", f"The deciding source is {WEAK[path.evidence]}; no register or text was seen."))
    return reasons + [Reason("", GAPS[flag]) for flag in sorted(path.flags)]


def _of_act(fact: ActFact, path: Path) -> Reason:
    whose = f" by {fact.by}" if fact.by else ""
    dates = {
        "done": fact.done_on,
        "received": fact.received_on,
        "effective": fact.effective_on,
        "until": fact.ends_on,
    }
    known = [f"{name} {partial.words()}" for name, partial in dates.items() if partial]
    label = fact.act.label.capitalize()
    if fact.act is Act.NOTICE_OF_TERMINATION and path.reason is EndReason.DENOUNCED:
        label = "Notice of termination, which took effect"
    return Reason(fact.ref, f"{label}{whose}: {', '.join(known) or 'its day is not on record'}.", LAW[fact.act].article)


def _of_term(term: TermFact, facts: AgreementFacts) -> Reason:
    start, end = term_start(facts, term), term_end(facts, term)
    if start is None or end is None:
        return Reason(term.ref, "A fixed term, whose start is not on record.", "54(a)")
    years, months = divmod(term.months, 12)
    length = " and ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in ((years, "year"), (months, "month")) if n)
    return Reason(term.ref, f"A term of {length}, begun {start.words()}, is over {end.words()}.", "54(a)")
