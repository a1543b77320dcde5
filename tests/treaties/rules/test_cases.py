"""The legal cases as rules see them: which rules an act would break beside those on record; no rule is untested."""

from pathlib import Path

import pytest

from tests.cases.reading import every_case
from treaties.rules.acts import RULES, findings
from treaties.rules.case import Case

FOUND = [(case, *found) for case in every_case() for found in case.found]


@pytest.mark.parametrize(("case", "act", "codes"), FOUND, ids=[f"{case.name}: {act.act}" for case, act, _ in FOUND])
def test_an_act_breaks_just_these_rules(case, act, codes):
    assert {finding.code for _, finding in findings(Case(case.facts, act))} == codes


def test_every_rule_is_broken_in_some_case_or_test():
    beside = (Path(__file__).parent / "test_acts.py").read_text()
    broken = {code for _, _, codes in FOUND for code in codes}
    assert [rule.code for rule in RULES if rule.code not in broken and f'"{rule.code}"' not in beside] == []
