"""What a clause is held to: what fits its kind, and what can stand but once. Each rule, refused and not."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from treaties.dates import PartialDate
from treaties.derivation.facts import ClauseFact
from treaties.models.clauses import LENGTHS, WITHOUT_LENGTH
from treaties.rules.clauses import CLAUSE_RULES, FITS, LENGTH, clause_findings
from treaties.vocabulary import ClauseKind, Counting

K, C = ClauseKind, Counting


def clause(kind, **given):
    return ClauseFact(f"clause:{kind}", kind, **given)


def shares(**given):
    read = {code: Decimal(share) for code, share in given.items()}
    return {"parties": tuple(read), "shares": tuple(read.items())}


REFUSED: dict[str, list[Any]] = {
    "second_of_its_kind": [("kind", clause(K.DURATION, months=12), [clause(K.DURATION, months=24)])],
    "condition_given_twice": [
        ("kind", clause(K.ENTRY_INTO_FORCE, count=20, days=30), [clause(K.ENTRY_INTO_FORCE, count=20, days=30)])
    ],
    "length_given_twice": [("days", clause(K.DURATION, months=12, days=1))],
    "clause_lacks": [
        ("months", clause(K.NOTICE_PERIOD)),
        ("count", clause(K.MINIMUM_PARTIES)),
        ("of_what", clause(K.TERRITORIAL_SCOPE)),
    ],
    "clause_knows_no_such": [
        ("months", clause(K.NO_RESERVATIONS, months=1)),
        ("not_before", clause(K.DURATION, months=12, not_before=3)),
        ("counted_from", clause(K.SURVIVAL, months=12, counted_from=PartialDate.parse("2001"))),
        ("count", clause(K.NOTICE_PERIOD, months=12, count=3)),
        ("percent", clause(K.MINIMUM_PARTIES, count=3, percent=Decimal(5), **shares(AZ=5))),
    ],
    "counting_means_nothing": [
        ("counting", clause(K.ENTRY_INTO_FORCE, count=3, counting=C.END_OF_TERM)),
        ("counting", clause(K.NON_RENEWAL_NOTICE, months=6, counting=C.DAY_AFTER)),
    ],
    "not_before_with_end_of_term": [
        ("not_before", clause(K.NOTICE_PERIOD, months=6, counting=C.END_OF_TERM, not_before=36))
    ],
    "named_twice": [("parties", clause(K.ESSENTIAL_PARTIES, parties=("AZ", "US", "AZ")))],
    "count_and_percent": [("percent", clause(K.ENTRY_INTO_FORCE, count=2, percent=Decimal(55), **shares(AZ=60)))],
    "count_of_none": [("count", clause(K.TACIT_RENEWAL, count=0))],
    "more_than_named": [("count", clause(K.ENTRY_INTO_FORCE, count=3, parties=("AZ", "US")))],
    "percent_out_of_range": [
        ("percent", clause(K.ENTRY_INTO_FORCE, percent=Decimal(0), **shares(AZ=60))),
        ("parties", clause(K.ENTRY_INTO_FORCE, percent=Decimal(50), **shares(AZ=160))),
    ],
    "percent_without_shares": [
        ("parties", clause(K.ENTRY_INTO_FORCE, percent=Decimal(55))),
        ("parties", clause(K.ENTRY_INTO_FORCE, percent=Decimal(55), **(shares(AZ=60) | {"parties": ("AZ", "US")}))),
    ],
    "shares_without_percent": [("parties", clause(K.ENTRY_INTO_FORCE, **shares(AZ=60)))],
    "never_reached": [("percent", clause(K.ENTRY_INTO_FORCE, percent=Decimal(55), **shares(AZ=40, US=14)))],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "field", "given", "beside"),
    [
        (code, field, given, beside[0] if beside else [])
        for code, found in REFUSED.items()
        for field, given, *beside in found
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(code, field, given, beside):
    (finding,) = [one for one in clause_findings(given, beside) if one.code == code]
    assert finding.field == field
    assert finding.sentence.endswith(".")


def test_each_rule_has_a_case_and_a_sentence_of_its_own():
    assert [rule.code for rule in CLAUSE_RULES] == list(REFUSED)
    assert len({rule.said for rule in CLAUSE_RULES}) == len(CLAUSE_RULES)
    assert all(rule.said.endswith(".") for rule in CLAUSE_RULES)


@pytest.mark.parametrize(
    "given",
    [
        clause(K.ENTRY_INTO_FORCE),
        clause(K.ENTRY_INTO_FORCE, count=20, days=90, of_what="states"),
        clause(K.ENTRY_INTO_FORCE, parties=("AZ", "US"), months=1, counting=C.FIRST_OF_MONTH),
        clause(K.ENTRY_INTO_FORCE, percent=Decimal(55), days=30, of_what="emissions", **shares(AZ=40, US=60, GE=0)),
        clause(K.LATER_PARTIES),
        clause(K.DURATION, days=60, counted_from=PartialDate.parse("2001")),
        clause(K.TACIT_RENEWAL),
        clause(K.TACIT_RENEWAL, count=2, months=60),
        clause(K.NOTICE_PERIOD, months=12, not_before=108),
        clause(K.NOTICE_PERIOD, months=6, counting=C.END_OF_TERM),
        clause(K.ESSENTIAL_PARTIES),
        clause(K.TERRITORIAL_SCOPE, parties=("GL",)),
        *(clause(kind) for kind in (K.NO_RESERVATIONS, K.CONSENT_WITHOUT_SIGNATURE, K.ACCESSION_BY_ACCEPTANCE)),
    ],
)
def test_what_fits_is_not_refused(given):
    assert list(clause_findings(given)) == []


def test_conditions_of_entry_into_force_are_several_where_they_differ():
    conditions = [clause(K.ENTRY_INTO_FORCE, count=55, days=30), clause(K.MINIMUM_PARTIES, count=2)]
    assert list(clause_findings(clause(K.ENTRY_INTO_FORCE, parties=("AZ", "US"), days=30), conditions)) == []


def test_each_rule_is_in_the_docs():
    text = (Path(__file__).parents[3] / "docs" / "vocabulary.md").read_text()
    assert [rule.code for rule in CLAUSE_RULES if f"| `{rule.code}` | {rule.said} |" not in text] == []


def test_the_table_says_the_same_as_the_constraints_of_the_database():
    assert set(FITS) == set(ClauseKind)
    assert {kind for kind, fits in FITS.items() if LENGTH in fits.needs} == set(LENGTHS)
    assert {kind for kind, fits in FITS.items() if not {*LENGTH} & fits.may} == set(WITHOUT_LENGTH)
