"""When an agreement enters into force by its own clauses: so many consents, these parties, this share (Art. 24)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from treaties.dates import PartialDate, between, last_of
from treaties.derivation.effects import DEPOSIT
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact
from treaties.derivation.law import CONSENTS
from treaties.derivation.periods import over
from treaties.vocabulary import Act, ClauseKind

_BEARING = CONSENTS | {Act.WITHDRAWAL_OF_CONSENT}
type Consent = tuple[PartialDate, str, ActFact]
"""When it was given, by whom, and the act."""


def threshold(facts: AgreementFacts) -> tuple[PartialDate, tuple[str, ...]] | None:
    """The day of entry into force by the clauses, with what it rests on; ``None`` until every condition is met."""
    conditions = facts.clauses_of(ClauseKind.ENTRY_INTO_FORCE)
    if not conditions:
        return None
    consents = first_consents(facts)
    met = [(clause, _met(clause, facts, consents)) for clause in conditions]
    days = [over(when, clause) for clause, reached in met if reached for when in reached[:1]]
    if len(days) < len(conditions):
        return None
    triggers = sorted({reached[1] for _, reached in met if reached})
    return last_of(days), (*triggers, *(clause.ref for clause in conditions))


def first_consents(facts: AgreementFacts) -> list[Consent]:
    """Each party's first consent that was not withdrawn before it bound; in the order of days. Independent of the order
    of recording."""
    given_by: dict[str | None, list[tuple[PartialDate, ActFact]]] = defaultdict(list)
    for fact in facts.acts:
        if fact.act in _BEARING and (when := fact.date(DEPOSIT)):
            given_by[fact.by].append((when, fact))
    found = []
    for party in facts.parties:
        dated = [(when, party.code, fact) for by in (None, party.code) for when, fact in given_by.get(by, ())]
        dated.sort(key=_in_order)
        withdrawn = max((n for n, (*_, fact) in enumerate(dated, 1) if fact.act not in CONSENTS), default=0)
        found += dated[withdrawn:][:1]
    return sorted(found, key=_in_order)


def needed(clause: ClauseFact, facts: AgreementFacts) -> Decimal:
    """How many consents, or how many per cent."""
    if clause.percent is not None:
        return clause.percent
    return Decimal(clause.count or len(clause.parties) or len(facts.parties))


def _met(clause: ClauseFact, facts: AgreementFacts, consents: Sequence[Consent]) -> tuple[PartialDate, str] | None:
    """When this condition was met, and the ref of the consent that met it."""
    weights = dict(clause.shares) if clause.percent is not None else dict.fromkeys(clause.parties, Decimal(1))
    counted = [
        (when, weights.get(code, Decimal(0)) if weights or clause.percent else Decimal(1), fact.ref)
        for when, code, fact in consents
    ]
    earliest = _reached([(when.possible_from, weight) for when, weight, _ in counted], needed(clause, facts))
    latest = _reached([(when.latest or date.max, weight) for when, weight, _ in counted], needed(clause, facts))
    if earliest is None or latest is None:
        return None
    day = between([when for when, *_ in counted], earliest, latest)
    triggers = [ref for when, weight, ref in counted if weight and (when.latest or date.max) == latest]
    return day, triggers[-1]


def _reached(weighed: list[tuple[date, Decimal]], enough: Decimal) -> date | None:
    total = Decimal(0)
    for day, weight in sorted(weighed, key=lambda given: given[0]):
        total += weight
        if total >= enough:
            return day
    return None


def _in_order(consent: Consent) -> tuple[date, date, str, str]:
    when, code, fact = consent
    return (*when.in_order[:2], fact.ref, code)
