"""The GGO party tables: dirty data. Every row is a fact of the record, or is told with its line; often both."""

import csv
import re
from collections import Counter, defaultdict
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from treaties.importing.formats.ggo import TABLE
from treaties.importing.formats.texts import name_of
from treaties.importing.formats.told import Told
from treaties.models import Agreement, Block, Citation, Participation, Source, StatusAssertion, StatusChange

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parent / "data" / "ggo-sample.csv"
"""Invented, after the shapes of the table."""
WHOLE = Path(__file__).resolve().parents[4] / "shared" / "data" / "ggo" / "parties_GGO_slice.csv"
WHEN = (
    *("Begin", "End", "Signature", "Force", "Term"),
    *("StateSignature", "StateRatification", "StateForce", "StateEnd"),
)
REFUSED = "refused"


def run(tmp_path, file=SAMPLE, **options):
    """What the command says, and its report by line and column."""
    out, report = StringIO(), tmp_path / "report.csv"
    call_command("import_source", "ggo", file, leave_out=report, verbosity=2, stdout=out, **options)
    with report.open(encoding="utf-8", newline="") as text:
        return out.getvalue(), list(csv.DictReader(text))


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def told(report, code):
    return sorted(int(one["line"]) for one in report if one["code"] == code)


def act(slug):
    return StatusChange.objects.get(slug=f"ggo-{slug}")


def test_without_a_report_it_is_all_or_nothing():
    blocks = Block.objects.count()
    with pytest.raises(CommandError) as error:
        call_command("import_source", "ggo", SAMPLE, stdout=StringIO())
    said = str(error.value)
    assert said.startswith("Nothing was written.\n")
    assert f"{name_of(SAMPLE)}:13:1: No party on record is called “EAZ” (1 row)" in said
    assert f"manage.py answer_name {TABLE} EAZ " in said
    assert f"{name_of(SAMPLE)}:12:7: StateSignature of AZE is 1991-12-26: states do not sign such a text" in said
    assert "It can be left out, and listed." in said
    assert (Block.objects.count(), Source.objects.filter(slug=TABLE).exists()) == (blocks, False)


def test_every_row_is_a_participation_or_told(tmp_path):
    _, report = run(tmp_path)
    rows = rows_of(SAMPLE)
    cited = Participation.objects.filter(citations__source__slug=TABLE).distinct().count()
    elsewhere = [told(report, code) for code in ("given_twice", "doubled", "unknown_party", "no_name")]
    assert elsewhere == [[10], [8], [13], [15]]
    assert cited + sum(map(len, elsewhere)) == len(rows)


def test_every_cell_is_a_fact_or_told(tmp_path):
    _, report = run(tmp_path)
    assert lost(SAMPLE, report) == []


@pytest.mark.slow
@pytest.mark.parametrize(("code", "dropped"), [("no_end", [(9, "StateEnd")]), ("not_a_day", [(6, "StateSignature")])])
def test_a_cell_that_nobody_tells_of_is_found(tmp_path, monkeypatch, code, dropped):
    """The control of the test above: that it fails where a format keeps silent."""
    for verb in ("leave_out", "keep"):
        tell = getattr(Told, verb)
        monkeypatch.setattr(Told, verb, lambda own, *said, tell=tell: None if said[1] == code else tell(own, *said))
    _, report = run(tmp_path)
    assert lost(SAMPLE, report) == dropped


def lost(file, report):
    """By line and column, what a table says and neither the record nor the report has; read without the format."""
    cells = {(int(one["line"]), int(one["column"])) for one in report}
    rows_told = {line for code in ("unknown_party", "no_name", "given_twice") for line in told(report, code)}
    facts, found = facts_by_place(), []
    opened: Counter[int] = Counter()
    with file.open(encoding="utf-8", newline="") as text:
        reader = csv.reader(text)
        header, line = next(reader), reader.line_num + 1
        for row in reader:
            given = dict(zip(header, (" ".join(cell.split()) for cell in row), strict=True))
            for number, (column, value) in enumerate(given.items(), start=1):
                if value.startswith("9999") and column in WHEN:
                    opened[number] += 1
                elif value not in ("", "NA") and line not in rows_told and (line, number) not in cells:
                    found += [] if is_fact(given, column, value, facts) else [(line, column)]
            line = reader.line_num + 1
    counted = {int(one["column"]): re.findall(r"in ([\d,]+) row", one["sentence"])[0] for one in coded(report, "open")}
    assert {number: f"{times:,}" for number, times in opened.items()} == counted
    return found


def is_fact(given, column, value, facts):
    whole, part = given["treatyID"], f"{given['treatyID']}: {given['stateID']}"
    ends = facts[f"{whole}: End", "since"] | facts[f"{whole}: Term", "since"]
    found = {
        "stateID": {value} if facts[part, "participation"] else set(),
        "treatyID": {value} if facts[whole, "title"] else set(),
        "Title": facts[whole, "title"],
        "Coder": {value},  # told once, of the column
        "Comments": {comment for note in facts[part, "note"] for comment in note.partition(": ")[2].split(" · ")},
        "StateEnd": facts[part, "StateEnd"] | ends,
        "End": ends,
        "Term": ends,
    }
    return value in found.get(column, facts[part if column.startswith("State") else whole, column])


def facts_by_place():
    """By place in the table and what is said there, the texts and days of all facts that cite it."""
    facts = defaultdict(set)
    named = ("status_change", "assertion", "title", "participation")
    for one in Citation.objects.filter(source__slug=TABLE).select_related(*named):
        place = re.sub(r" \(\d+\)$", "", one.locator)
        if act := one.status_change:
            facts[place, "note"].add(act.note)
            for key, columns in COLUMNS[act.act].items():
                for column in columns:
                    facts[place, column].add(str(getattr(act, key)))
        elif one.assertion:
            facts[place, "since"].add(str(one.assertion.since))
        for name in ("title", "participation"):
            facts[place, name] |= {str(getattr(one, name))} if getattr(one, name) else set()
    return facts


COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "text_adopted": {"done_on": ("Begin", "Signature")},
    "entry_into_force": {"effective_on": ("Force",)},
    "signature": {"done_on": ("StateSignature",)},
    "ratification": {"done_on": ("StateRatification",), "effective_on": ("StateForce",)},
    "entry_into_force_for_party": {"effective_on": ("StateForce",)},
    "withdrawal_takes_effect": {"effective_on": ("StateEnd",)},
}
"""By act, the columns that its days come from."""


def coded(report, code):
    return [one for one in report if one["code"] == code]


def test_what_is_odd_is_told_with_its_line(tmp_path):
    _, report = run(tmp_path)
    lines = {code: told(report, code) for code in {one["code"] for one in report}}
    assert {code: found for code, found in lines.items() if code in LINES} == LINES
    assert not [one for one in report if one["what"] == REFUSED]


LINES = {
    "no_signature": [12],
    "second_consent": [8],
    "second_entry": [8],
    "no_end": [9],
    "not_a_day": [6],
    "disagrees": [6],
    "uncertain": [3, 4],
    "titles": [11],
    "no_day": [6],
    "no_agreement": [12],
    "bound_without_consent": [5, 9],
    "signed_when_bound": [7, 8],
    "open": [1, 1],
    "coder": [1],
    "ends_disagree": [2],
}


def test_dates_become_as_exact_as_they_can(tmp_path):
    run(tmp_path)
    assert [str(act(f"inlhse-1995a-{slug}").done_on) for slug in ("signature-us", "ratification-us")] == [
        "1995-03-02?",
        "1996-06",
    ]
    france = act("inlhse-1995a-ratification-fr")
    assert (str(france.done_on), str(france.effective_on)) == ("1998~", "1998-04/1998-06")
    assert act("inlhse-1995a-ratification-us").note == "Comment of the table: Invented comment"


@pytest.mark.slow
def test_doubled_parties_are_kept_together_with_their_earliest_days(tmp_path):
    run(tmp_path)
    bond = act("ilhamd-2001e-inlhse-1995a-ratification-az")
    assert (str(bond.done_on), str(bond.effective_on)) == ("2002-01-10", "2003-05-01")
    second = act("ilhamd-2001e-inlhse-1995a-signature-az-2")
    assert str(second.done_on) == "2013-01-14"
    assert [one.locator for one in second.citations.all()] == ["ILHAMD_2001E:INLHSE_1995A: AZE (2)"]


def test_a_resolution_is_kept_without_form_nature_or_signatures(tmp_path):
    run(tmp_path)
    resolution = Agreement.objects.get(slug="ggo-resinv-2003r")
    assert (resolution.form, resolution.nature) == ("other", "unknown")
    assert {one.party.code for one in resolution.participations.all()} == {"AZ", "US"}
    assert {str(one.act) for one in StatusChange.objects.filter(agreement=resolution)} == {"text_adopted"}
    end = StatusAssertion.objects.get(agreement=resolution)
    assert (end.status, str(end.since)) == ("ended", "2018-10")


@pytest.mark.slow
def test_the_table_names_its_source_and_an_amendment_its_agreement(tmp_path):
    run(tmp_path)
    assert "Hollway & Sposito (2025)" in Source.objects.get(slug=TABLE).note
    amendment = Agreement.objects.get(slug="ggo-ilhamd-2001e-inlhse-1995a")
    assert [(one.kind, one.other.slug) for one in amendment.relations.all()] == [("amends", "ggo-inlhse-1995a")]
    assert {one.title for one in amendment.titles.all()} == {
        "Amendment To The Convention On Invented Lighthouses",
        "Amendments On Invented Lighthouses",
    }


def test_the_second_run_says_0_new_and_a_plan_writes_nothing(tmp_path):
    blocks = Block.objects.count()
    planned, listed = run(tmp_path, plan=True)
    assert Block.objects.count() == blocks
    done, report = run(tmp_path)
    assert (planned.replace(" (planned, not written)", ""), listed) == (done, report)
    again, _ = run(tmp_path)
    assert again.endswith("\n0 new\n")
    assert "the files say otherwise" not in again


@pytest.mark.slow
def test_the_answer_to_a_code_takes_its_rows_in(tmp_path):
    call_command("answer_name", TABLE, "EAZ", "tz", stdout=StringIO())
    _, report = run(tmp_path)
    assert told(report, "unknown_party") == []
    assert Participation.objects.filter(agreement__slug="ggo-resinv-2003r", party__code="TZ").exists()


@pytest.mark.slow
@pytest.mark.skipif(not WHOLE.exists(), reason=f"The slice is not there: {WHOLE.name}, beside the repository")
def test_the_whole_slice(tmp_path):
    """6,215 rows of 33 instruments: each a participation, or told; the second time nothing is new."""
    said, report = run(tmp_path, WHOLE)
    rows = rows_of(WHOLE)
    cited = Participation.objects.filter(citations__source__slug=TABLE).distinct().count()
    elsewhere = {line for code in ("given_twice", "doubled", "unknown_party") for line in told(report, code)}
    assert cited + len(elsewhere) == len(rows) == 6215
    assert Agreement.objects.filter(slug__startswith="ggo-").count() == len({row["treatyID"] for row in rows}) == 33
    signed = sum(bool(row["StateSignature"]) for row in rows if row["Coder"] == "Tan")
    assert len(told(report, "no_signature")) + 7 == signed  # seven of them are of a code that is no party
    assert lost(WHOLE, report) == []
    assert not re.search(r"^Refused and left out: [^0]", said, re.MULTILINE)
