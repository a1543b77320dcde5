"""Clauses of files: all that they may say, which clause on record each is about, and what a newer edition corrects."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.record import a_block
from treaties.actions.clauses import retract_clause
from treaties.importing.rows import ClauseRow
from treaties.importing.tables import read_row
from treaties.models import Agreement, Clause, Correction
from treaties.queries.facts import facts_of, with_facts

pytestmark = pytest.mark.django_db
HEAD = """
slug = "{slug}"
title = "An invented agreement"
short_title = "Invented"
form = "treaty"
is_bilateral = true
nature = "treaty"
nature_sources = ["a-register"]
sources = ["a-register"]
participants = [{{ party = "AZ", side = 1, sources = ["a-register"] }}, {{ party = "US", side = 2, sources = ["a-register"] }}]
"""  # noqa: E501
SOURCE = 'slug = "a-register"\ntitle = "A register"\npublisher = "A depositary"\nevidence = "register"\n'
TWO = """
[[clauses]]
kind = "entry_into_force"
count = 2
days = 30
sources = [{ source = "a-register", locator = "Art. 9" }]

[[clauses]]
kind = "entry_into_force"
percent = 55
of_what = "tonnage"
parties = [{ party = "AZ", share = 40 }, { party = "US", share = "20.5" }]
sources = [{ source = "a-register", locator = "Art. 9" }]

[[clauses]]
kind = "notice_period"
months = 12
counting = "day_after"
not_before = 36
note = "From receipt."
sources = ["a-register"]
"""


@pytest.fixture
def seed(tmp_path):
    """Takes in an agreement with these clauses, as the seeds are; the report."""

    def take_in(clauses, *options):
        for name, text in (("sources/a-register", SOURCE), ("agreements/a-pact", HEAD.format(slug="a-pact") + clauses)):
            path = tmp_path / f"{name}.toml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        (tmp_path / "appeals").mkdir(exist_ok=True)
        out = StringIO()
        call_command("seed", tmp_path, *options, stdout=out)
        return out.getvalue()

    return take_in


def on_record():
    return facts_of(with_facts(Agreement.objects.filter(slug="a-pact")).get()).clauses


def test_all_that_a_clause_may_say_is_taken_in_and_the_second_run_says_0_new(seed):
    seed(TWO)
    first, second, notice = on_record()
    assert (first.ref, first.count, first.days, first.article) == ("clause:entry_into_force", 2, 30, "Art. 9")
    assert second.ref == "clause:entry_into_force:2"
    assert (second.percent, second.of_what) == (Decimal(55), "tonnage")
    assert second.shares == (("AZ", Decimal(40)), ("US", Decimal("20.5")))
    assert (notice.months, notice.counting, notice.not_before) == (12, "day_after", 36)
    report = seed(TWO)
    assert report.endswith("\n0 new\n")
    assert "differ" not in report


def test_the_order_of_conditions_does_not_count(seed):
    seed(TWO)
    first, second, notice = TWO.split("[[clauses]]")[1:]
    report = seed("".join(f"[[clauses]]{clause}" for clause in (notice, second, first)))
    assert report.endswith("\n0 new\n")
    assert "differ" not in report


def test_a_further_condition_is_new(seed):
    seed(TWO)
    further = '[[clauses]]\nkind = "entry_into_force"\nparties = ["US"]\nsources = ["a-register"]\n'
    assert seed(further + TWO).endswith("\n1 new\n")
    assert [one.ref for one in on_record() if one.parties == ("US",)] == ["clause:entry_into_force:3"]


def test_a_clause_that_says_otherwise_is_told_and_left(seed):
    seed(TWO)
    report = seed(TWO.replace("months = 12", "months = 6").replace("day_after", "same_day"))
    assert report.endswith("\n0 new\n")
    told = "a-pact notice_period: months “6” instead of “12”, counting “same_day” instead of “day_after”\n"
    assert told in report
    assert on_record()[2].months == 12


def test_a_clause_that_was_retracted_by_hand_is_told_and_left(seed):
    seed(TWO)
    with a_block() as block:
        retract_clause(block, clause=Clause.objects.get(agreement__slug="a-pact", count=2), reason="Misread.")
    report = seed(TWO)
    assert report.endswith("\n0 new\n")
    assert "a-pact entry_into_force: retracted here" in report


def test_what_the_record_already_has_of_a_kind_is_said_beside_the_row(seed):
    seed(TWO)
    with pytest.raises(CommandError, match="Only conditions of entry into force can be several"):
        seed(TWO + '[[clauses]]\nkind = "notice_period"\nmonths = 6\nsources = ["a-register"]\n')


LINE = (
    '{"record": "clause", "agreement": "a-pact", "kind": "notice_period", "months": %d, "counting": "day_after",'
    ' "not_before": 36, "note": "From receipt.", "sources": ["a-register"]}\n'
)


def imported(path, months):
    path.write_text(LINE % months)
    out = StringIO()
    call_command("import_source", "pacta-events", path, stdout=out)
    return out.getvalue()


def test_a_newer_edition_corrects_it_and_the_next_run_says_0_new(seed, tmp_path):
    seed(TWO)
    path = tmp_path / "edition.jsonl"
    assert "1 corrected" in imported(path, 6)
    (notice,) = [one for one in on_record() if one.kind == "notice_period"]
    assert (notice.ref, notice.months) == ("clause:notice_period:2", 6)
    assert "months “6” instead of “12”" in Correction.objects.get(clause__isnull=False).reason
    assert imported(path, 6).endswith("\n0 new\n")


def test_the_same_words_are_read_from_a_line():
    class Line:
        unit = "this line"
        values = {"kind": "entry_into_force", "percent": 12.5, "parties": ["AZ", {"party": "US", "share": 100}], "sources": ["a"]}  # noqa: E501  # fmt: skip

        def place(self, where):
            raise AssertionError("nothing is wrong")

    row = read_row(ClauseRow, Line())
    assert (row.percent, [str(one) for one in row.parties]) == (Decimal("12.5"), ["AZ", "US 100"])
