"""The rules that a new act is held to. One class per rule: its docstring is the sentence, its code its name."""

from collections.abc import Iterator

from treaties.rules import answers, any_act, consents, departures, notices, operation
from treaties.rules.case import Case, Rule
from treaties.rules.findings import Finding, Refused, Strictness

RULES: tuple[Rule, ...] = tuple(
    kind()
    for module in (any_act, consents, notices, operation, departures, answers)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Rule) and kind is not Rule
)
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
