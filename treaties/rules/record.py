"""The same rules for the whole record: each act on record is held to them beside all the others."""

from collections.abc import Iterator

from treaties.derivation.facts import AgreementFacts
from treaties.rules.acts import findings
from treaties.rules.case import Case, Rule
from treaties.rules.findings import Finding


def findings_on_record(facts: AgreementFacts) -> Iterator[tuple[Rule, Finding]]:
    """What the acts of one agreement would be refused for, or warned of, if each were entered last. ``Finding.of`` is
    the act's ref."""
    for act in facts.acts:
        beside = tuple(fact for fact in facts.acts if fact is not act)
        for rule, finding in findings(Case(facts.with_acts(beside), act)):
            yield rule, finding.at(act.ref)
