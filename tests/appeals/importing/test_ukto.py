"""UK Treaties Online: records of JSON, each a treaty of the United Kingdom, named or not."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from treaties.importing.formats.texts import name_of
from treaties.importing.formats.ukto import TABLE
from treaties.models import Agreement, Block, Participation, StatusAssertion, StatusChange

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parent / "data" / "ukto-sample.json"
"""Invented, after the register's own description of its fields."""


def run(*files, **options):
    out = StringIO()
    call_command("import_source", "ukto", *files, verbosity=2, stdout=out, **options)
    return out.getvalue()


def records(tmp_path, *given, name="records.json"):
    file = tmp_path / name
    file.write_text(json.dumps(given, indent=1), encoding="utf-8")
    return file


def record(**given):
    return {
        "id": "1",
        "title": "Agreement on an Invented Matter",
        "country_name": "FRANCE",
        "field3": "BI",
        "signed_event_date": "03/04/1990",
    } | given


def days(slug):
    act = StatusChange.objects.get(slug=f"ukto-{slug}")
    return [str(day or "") for day in (act.done_on, act.effective_on)]


def parties(slug):
    parts = Participation.objects.filter(agreement__slug=f"ukto-{slug}")
    return {(one.party.code, one.side) for one in parts.select_related("party")}


def test_the_united_kingdom_is_a_party_of_every_record():
    run(SAMPLE)
    given = json.loads(SAMPLE.read_text())
    agreements = Agreement.objects.filter(citations__source__slug=TABLE).distinct()
    assert agreements.count() == len({one["id"] for one in given}) == 4
    assert all("GB" in {part.party.code for part in one.participations.all()} for one in agreements)
    assert parties("90001") == {("GB", 1), ("AZ", 2)}
    assert parties("90003") == {("GB", None), ("FR", None), ("DE", None), ("AZ", None), ("GI", None)}


@pytest.mark.slow
def test_territories_stand_on_the_side_of_the_united_kingdom_unless_they_are_the_other_side():
    run(SAMPLE)
    assert parties("90002") == {("GB", 1), ("GG", 1), ("JE", 1), ("US", 2)}
    assert parties("90004") == {("GB", 1), ("BM", 2)}


def test_events_become_acts_with_both_days():
    run(SAMPLE)
    assert days("90001-signature") == ["1994-02-23", ""]
    assert days("90001-entry-into-force") == ["1995-09-15", "1995-10-01"]
    assert days("90003-text-adopted") == ["1930-03-01", ""]
    assert days("90003-provisional-application") == ["", "1930-05-01"]
    assert days("90003-entry-into-force") == ["", "1931-01-01"]
    assert days("90003-notice-of-termination-gb") == ["1970-07-05", "1971-07-05"]


@pytest.mark.slow
def test_an_entry_into_force_that_is_spelt_right_is_one_too_and_a_state_before_its_time_is_told(tmp_path):
    given = {"country_name": "RUSSIAN FEDERATION", "definitive_eif_event_date": "05/06/1990"}
    told = run(records(tmp_path, record(definative_eif_event_date=None, **given)))
    assert days("1-entry-into-force") == ["", "1990-06-05"]
    assert "3 April 1990: Russia (RU) did not exist, and the Soviet Union (SU) did." in told


def test_an_end_without_a_ground_is_what_the_register_asserts():
    said = run(SAMPLE)
    end = StatusAssertion.objects.get(agreement__slug="ukto-90002")
    assert (end.status, str(end.since)) == ("ended", "1961-01-01")
    assert not StatusAssertion.objects.filter(agreement__slug="ukto-90004").exists()
    assert f"{name_of(SAMPLE)}:21:5: Terminated 1961-01-01: " in said
    assert f"{name_of(SAMPLE)}:42:5: withdrawn_event_effective_date: 31/12/9999." in said


def test_what_is_odd_is_told_with_line_and_column():
    said = run(SAMPLE, plan=True)
    for place in (
        "44:3: Agreement on Tax",
        "19:5: In force 1950-06-01, signed 1950-06-10.",
        "11:5: “place”, first here;",
    ):
        assert f"{name_of(SAMPLE)}:{place}" in said


def test_the_second_run_says_0_new():
    run(SAMPLE)
    blocks = Block.objects.count()
    assert run(SAMPLE).endswith("\n0 new\n")
    assert Block.objects.count() == blocks


@pytest.mark.slow
def test_a_corrected_edition_corrects(tmp_path):
    run(records(tmp_path, record()))
    said = run(records(tmp_path, record(signed_event_date="04/04/1990")))
    assert "done_on “1990-04-04” instead of “1990-04-03”" in said
    assert said.endswith("\n0 new, 1 corrected\n")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"country_name": "ATLANTIS ; FRANCE"}, "5:3: No party on record is called “ATLANTIS” (1 row)"),
        (
            {"country_name": "FRANCE ; Georgia"},
            "5:3: “Georgia” is written as a territory, and on record it is the state",
        ),
        ({"country_name": "UNITED KINGDOM"}, "5:3: Nobody is known on the other side"),
        ({"country_name": None}, "5:3: Nobody is known on the other side"),
        ({"field3": "TRI"}, "6:3: “field3” is “TRI”; BI or MULTI is expected."),
        ({"title": " "}, "4:3: This record has no “title”."),
        ({"title": 7}, "4:3: “title” holds no text that can be kept."),
        ({"title": "A \0 title"}, "4:3: “title” holds no text that can be kept."),
        ({"id": "\ud800"}, "3:3: “id” holds no text that can be kept."),
        ({"signed_event_date": "13/13/1990"}, "7:3: signed_event_date: “13/13/1990” is not a day of the calendar"),
        ({"signed_event_date": "April 1990"}, "7:3: signed_event_date: “April 1990” is no day:"),
        ({"signed_event_date": "37105"}, "7:3: signed_event_date: “37105” is no day:"),
    ],
)
def test_what_cannot_be_a_fact_is_refused_with_its_place(tmp_path, given, problem):
    file, blocks = records(tmp_path, record(**given)), Block.objects.count()
    with pytest.raises(CommandError) as error:
        run(file)
    assert f"{file}:{problem}" in str(error.value)
    assert Block.objects.count() == blocks


def test_it_is_left_out_where_that_is_asked_for(tmp_path):
    wrong = record(id="2", country_name="ATLANTIS")
    file = records(tmp_path, record(country_name="ATLANTIS ; FRANCE", signed_event_date="13/13/1990"), wrong)
    report = tmp_path / "report.csv"
    run(file, leave_out=report)
    assert parties("1") == {("GB", 1), ("FR", 2)}
    assert not Agreement.objects.filter(slug="ukto-2").exists()
    with report.open(newline="") as text:
        codes = [one["code"] for one in csv.DictReader(text) if one["what"] == "left out"]
    assert sorted(codes) == ["no_other_side", "not_a_day", "unknown_party", "unknown_party"]


@pytest.mark.slow
def test_an_agreement_on_record_is_recognised_or_asked(tmp_path):
    run(records(tmp_path, record(title="Agreement on Air Services", id="9")))
    other = record(title="Agreement concerning Air Services", id="10")
    with pytest.raises(CommandError) as error:
        run(records(tmp_path, record(title="Agreement on Air Services", id="9"), other))
    assert "ukto-9" in str(error.value)
    assert Agreement.objects.filter(slug__startswith="ukto-").count() == 1


@pytest.mark.slow
def test_two_of_one_day_and_one_matter_between_others_are_two(tmp_path):
    """A multilateral agreement is not one on record because both are of that day and of defence."""
    one = record(id="1", field3="MULTI", title="Treaty on Invented Weapons", country_name="FRANCE ; GERMANY")
    other = record(id="2", field3="MULTI", title="Convention on Military Cemeteries", country_name="ITALY ; SPAIN")
    run(records(tmp_path, one))
    run(records(tmp_path, other))
    assert parties("2") == {("GB", None), ("IT", None), ("ES", None)}


@pytest.mark.slow
def test_two_of_one_title_and_year_that_the_register_has_are_two(tmp_path):
    one = record(field3="MULTI", title="Amendments on Invented Lights", country_name="FRANCE ; GERMANY")
    run(records(tmp_path, one))
    run(records(tmp_path, one | {"id": "2", "signed_event_date": "05/06/1990", "country_name": "ITALY ; SPAIN"}))
    assert parties("2") == {("GB", None), ("IT", None), ("ES", None)}
