"""What follows from clauses when no act says it: here, the end of a fixed term (Art. 54(a))."""

from treaties.dates import PartialDate
from treaties.derivation.effects import EFFECT_OR_DEPOSIT
from treaties.derivation.facts import AgreementFacts, TermFact
from treaties.derivation.law import TERM_RANK
from treaties.derivation.timeline import Move
from treaties.vocabulary import Act, AgreementStatus, EndReason, Flag, ParticipationStatus


def term_start(facts: AgreementFacts, term: TermFact) -> PartialDate | None:
    """A fixed term runs from its own sourced start, else from the entry into force."""
    if term.counted_from:
        return term.counted_from
    known = [fact.effective_on for fact in facts.of_act(Act.ENTRY_INTO_FORCE) if fact.effective_on]
    return min(known, key=lambda day: day.in_order, default=None)


def term_end(facts: AgreementFacts, term: TermFact) -> PartialDate | None:
    """The day on which the term is over, as precise as its start; ``None`` where the start is not on record."""
    start = term_start(facts, term)
    return after_months(start, term.months) if start else None


def after_months(start: PartialDate, months: int) -> PartialDate:
    """So many months from a day known only in part."""
    years, months = divmod(months, 12)
    try:
        return start.plus(years=years, months=months)
    except ValueError:  # eighteen months from "2013": count from the bounds instead of the year
        bounds = [day.isoformat() if day else ".." for day in (start.earliest, start.latest)]
        return PartialDate.parse("/".join(bounds)).plus(years=years, months=months)


def computed_ends(facts: AgreementFacts) -> list[tuple[TermFact, PartialDate]]:
    """Ends of terms that no act on record answers for: a sourced end beats the computed one."""
    if any(fact.effective_on for fact in facts.of_act(Act.EXPIRY)):
        return []
    ends = [(term, _renewed(facts, term, end)) for term in facts.terms if (end := term_end(facts, term))]
    return [(term, end) for term, end in ends if end]


def _renewed(facts: AgreementFacts, term: TermFact, end: PartialDate) -> PartialDate | None:
    """The end after the renewals and extensions on record; ``None`` where the last does not say until when."""
    renewals = facts.of_act(Act.TACIT_RENEWAL, Act.EXTENSION)
    dated = [(when, fact) for fact in renewals if (when := fact.date(EFFECT_OR_DEPOSIT))]
    renewed: PartialDate | None = end
    for _, fact in sorted(dated, key=lambda given: (given[0].in_order, given[1].ref)):
        if fact.ends_on:
            renewed = fact.ends_on
        elif fact.act is Act.TACIT_RENEWAL and renewed:
            renewed = after_months(renewed, term.months)
        else:
            renewed = None
    return renewed


def expiry_of_agreement(facts: AgreementFacts) -> list[Move[AgreementStatus]]:
    """A term that ran out with no extension on record: ended (expired), *computed, unconfirmed*, never silently."""
    status = AgreementStatus
    return [
        _expiry(term, end, status.ENDED, frozenset({status.IN_FORCE, status.SUSPENDED}))
        for term, end in computed_ends(facts)
    ]


def expiry_of_participation(facts: AgreementFacts) -> list[Move[ParticipationStatus]]:
    status = ParticipationStatus
    return [
        _expiry(term, end, status.FORMER, frozenset({status.PARTY, status.SUSPENDED}))
        for term, end in computed_ends(facts)
    ]


def _expiry[S: (AgreementStatus, ParticipationStatus)](
    term: TermFact, end: PartialDate, to: S, origins: frozenset[S]
) -> Move[S]:
    return Move(
        ref=term.ref,
        to=to,
        when=end,
        origins=origins,
        rank=TERM_RANK,
        reason=EndReason.EXPIRED,
        flags=frozenset({Flag.COMPUTED}),
        evidence=term.evidence,
    )
