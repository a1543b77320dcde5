"""WIPO's table of memberships: what the record says on a day is what its columns say, row by row."""

import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.appeals.importing.wipo import EXTRACT, SLUGS, WHOLE, edited, in_force_on, published
from treaties.importing.formats.wipo import TABLE
from treaties.models import Agreement, Block, NameInSource, Participation, Party, StatusChange
from treaties.queries.party_search import find_party
from treaties.rules.consents import BoundWithoutConsent, RetroactiveEffect
from treaties.vocabulary import AgreementStatus, ParticipationStatus

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
whole = pytest.mark.skipif(
    not WHOLE.exists(), reason=f"The whole table is not there: {WHOLE.name}, beside the repository"
)
DAY = date(2026, 3, 6)
FURTHER_DAYS = [date(1890, 1, 1), date(1992, 2, 1), date(2002, 3, 6), date(2016, 10, 15), date(2020, 5, 1)]
"""The last three are within three months of an entry into force: who deposited last is not yet bound."""
SP = ParticipationStatus


def run(*arguments, **options):
    out = StringIO()
    call_command("import_source", "wipo", *arguments, stdout=out, **options)
    return out.getvalue()


def codes():
    """What the table's names mean: as answered for it, else the party of exactly that name."""
    answers = dict(NameInSource.objects.filter(source__slug=TABLE).values_list("name", "party__code"))
    return cache(lambda name: answers.get(name) or code_of(find_party(name)))


def code_of(answer):
    return answer.party.code if answer.party else ""


def rows_that_differ(path, day):
    """The records of a table for which our record says something else on that day."""
    parts = {
        (one.agreement.slug, one.party.code): one for one in Participation.objects.select_related("agreement", "party")
    }
    code = codes()
    for row in published(path):
        part = parts[SLUGS[row.treaty], code(row.party)]
        if ParticipationStatus.possible_in(part.code_on(day)) != [row.standing(day)]:
            yield row


def treaties_in_force(day):
    slugs = {agreement.slug for agreement in Agreement.objects.in_force(on=day)}
    return {name for name, slug in SLUGS.items() if slug in slugs}


def warned(report):
    """How often each sentence was warned of."""
    return {sentence: int(times) for times, sentence in re.findall(r"^Warning \((\d+)\): (.*)$", report, re.MULTILINE)}


@pytest.mark.parametrize("day", [DAY, *FURTHER_DAYS])
def test_the_record_says_what_the_columns_of_the_extract_say(day):
    run(EXTRACT)
    assert list(rows_that_differ(EXTRACT, day)) == []
    assert treaties_in_force(day) == in_force_on(published(EXTRACT), day)


def test_no_row_of_the_extract_is_dropped():
    run(EXTRACT)
    rows = published(EXTRACT)
    cited = Participation.objects.filter(citations__source__slug=TABLE)
    assert cited.count() == len(rows)
    deeds = sum(bool(row.signed) + bool(row.instrument or row.in_force) for row in rows)
    assert StatusChange.objects.filter(citations__source__slug=TABLE).count() == deeds
    assert {one.locator for part in cited for one in part.citations.all() if one.source.slug == TABLE} == {
        f"{row.treaty}: {row.party}" for row in rows
    }


def test_what_is_odd_is_warned_of():
    warnings = warned(run(EXTRACT))
    rows = published(EXTRACT)
    assert warnings[RETROACTIVE] == sum(
        bool(row.deposited and row.in_force) and row.in_force < row.deposited for row in rows
    )
    assert warnings[WITHOUT_CONSENT] == 2
    assert warnings["A signatory usually ratifies; this one accedes, as its source says. (Art. 15 VCLT)"] == 3


def test_acts_of_the_seeds_are_confirmed_and_not_recorded_twice():
    report = run(EXTRACT)
    assert re.search(r"^Acts .* 8 confirmed by a further source$", report, re.MULTILINE)
    act = StatusChange.objects.get(slug="paris-convention-1883-accession-us")
    assert {one.source.slug for one in act.citations.all()} == {"wipo-paris", TABLE}
    out = StringIO()
    call_command("seed", stdout=out)
    assert out.getvalue().endswith("\n0 new\n")
    assert "otherwise" not in out.getvalue()


def test_the_second_run_says_0_new_and_opens_no_block():
    run(EXTRACT)
    blocks = Block.objects.count()
    report = run(EXTRACT)
    assert report.endswith("\n0 new\n")
    assert (warned(report), Block.objects.count()) == ({}, blocks)


def test_a_plan_tells_the_same_and_writes_nothing():
    blocks = Block.objects.count()
    planned = run(EXTRACT, plan=True)
    assert (Block.objects.count(), NameInSource.objects.count()) == (blocks, 0)
    assert planned.replace(" (planned, not written)", "") == run(EXTRACT)


def test_names_that_the_format_answers_are_remembered():
    run(EXTRACT)
    assert dict(NameInSource.objects.values_list("name", "party__code")) == {
        "African Intellectual Property Organization (OAPI)": "OAPI",
        "Benelux Organization for Intellectual Property (BOIP)": "BOIP",
        "Congo": "CG",
        "European Patent Organisation (EPO)": "EPO",
        "European Union (EU)": "EU",
        "Netherlands (Kingdom of the)": "NL",
    }


def test_an_open_name_is_asked_once_and_its_answer_is_used(tmp_path):
    also = (
        "Guinea (Rep.),Berne,,Accession,2001-01-01,2001-04-01",
        "Guinea (Rep.),Rome,,Accession,2001-01-01,2001-04-01",
    )
    file = edited(tmp_path, "table.csv", also=also)
    with pytest.raises(CommandError) as error:
        run(file)
    (line,) = str(error.value).removeprefix("Nothing was written.\n").splitlines()
    assert line.startswith(f"{file}:59:1: ")
    assert "(2 rows)" in line
    assert f"manage.py answer_name {TABLE} 'Guinea (Rep.)' " in line
    call_command("answer_name", TABLE, "Guinea (Rep.)", "gn", stdout=StringIO())
    assert "Acts" in run(file)
    assert StatusChange.objects.filter(slug="berne-convention-1886-accession-gn").exists()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Atlantis,Berne,,Accession,2001-01-01,2001-04-01", "59:1: No party on record is called “Atlantis” (1 row)"),
        ("Guinea,Bern,,Accession,2001-01-01,2001-04-01", "59:2: “Bern” is none of the treaties of this table."),
        ("Guinea,Berne,,Adhesion,2001-01-01,2001-04-01", "59:4: “Adhesion” is none of Ratification, Accession,"),
        ("Guinea,Berne,,,2001-01-01,", "59:4: “” is none of Ratification, Accession,"),
        ("Guinea,Berne,01/02/2001,,,", "59:3: “01” is not a date;"),
        ("Guinea,Berne,,Accession,2001-02-30,2001-04-01", "59:5: “2001-02-30” is not a day of the calendar."),
        ("Guinea,Berne,,Accession,2001-01-01,never", "59:6: “never” is not a date;"),
        ("Azerbaijan,Berne,2001-01-01,,,", "59:1: A party takes part once; this is the 2. time."),
        ("Guinea,Berne,,Accession,2001-01-01", "59:6: This record has 5 fields; the header has 6 columns."),
    ],
)
def test_a_wrong_row_is_told_with_its_place_and_nothing_is_written(tmp_path, line, problem):
    file, blocks = edited(tmp_path, "table.csv", also=(line,)), Block.objects.count()
    with pytest.raises(CommandError) as error:
        run(file)
    assert f"{file}:{problem}" in str(error.value)
    assert Block.objects.count() == blocks


def test_a_table_of_other_columns_is_told(tmp_path):
    file = tmp_path / "table.csv"
    file.write_text("Contracting Party,Treaty,Signature,Instrument Type,Instrument Date\n")
    with pytest.raises(CommandError) as error:
        run(file)
    assert "1:3: There is no column “Signature”; did you mean “Signature Date”?" in str(error.value)
    assert "1:1: The column “Entry Into Force Date” is missing." in str(error.value)


@whole
def test_the_whole_table():
    """1,501 rows in under 20 seconds; on six days, what the columns say, row by row."""
    report = run(WHOLE)
    rows = published(WHOLE)
    assert len(rows) == Participation.objects.filter(citations__source__slug=TABLE).count() == 1501
    for day in (DAY, *FURTHER_DAYS):
        assert (day, list(rows_that_differ(WHOLE, day))) == (day, [])
        assert treaties_in_force(day) == in_force_on(rows, day)
    assert standings(DAY) == {
        (SP.PARTY, True): 1208,
        (SP.SIGNATORY, True): 212,
        (SP.SIGNATORY, False): 74,
        (SP.CONTRACTING, True): 2,
        (SP.CONTRACTING, False): 5,
    }
    warnings = warned(report)
    assert warnings[RETROACTIVE] == 62
    assert warnings[WITHOUT_CONSENT] == 2
    assert warnings[OUTSIDE] == len(acts_before_the_party(rows))
    assert run(WHOLE).endswith("\n0 new\n")


RETROACTIVE = f"{RetroactiveEffect.__doc__} (Art. 28 VCLT)"
WITHOUT_CONSENT = f"{BoundWithoutConsent.__doc__} (Arts 11, 24(3) VCLT)"
OUTSIDE = "A party acts only while it exists; an act of a predecessor is recorded as done by the predecessor."


def standings(day):
    """How many participations stand how, by whether the agreement is in force for certain."""
    parts = Participation.objects.filter(citations__source__slug=TABLE).select_related("agreement")
    return Counter(
        (
            ParticipationStatus.possible_in(part.code_on(day))[0],
            AgreementStatus.IN_FORCE.is_certain_in(part.agreement.code_on(day)),
        )
        for part in parts
    )


def acts_before_the_party(rows):
    """Signatures, and days of effect, that come before the party's first possible day."""
    code, parties = codes(), Party.objects.in_bulk(field_name="code")
    found = []
    for row in rows:
        exists = parties[code(row.party)].exists_from
        born = exists.earliest if exists else None
        days = [day for day in (row.signed, row.in_force or row.deposited) if day]
        found += [(row, day) for day in days if born and date.fromisoformat(day) < born]
    return found


LIST_OF_STATES = WHOLE.parents[1] / "countries" / "gwstates.csv"
CALLED_IN_THE_LIST = {
    "Belarus (Byelorussia)": "BY",
    "Burkina Faso (Upper Volta)": "BF",
    "Cambodia (Kampuchea)": "KH",
    "Congo": "CG",
    "Congo, Democratic Republic of (Zaire)": "CD",
    "German Federal Republic": "DE",
    "Germany (Prussia)": "DE",
    "Iran (Persia)": "IR",
    "Italy/Sardinia": "IT",
    "Korea, People's Republic of": "KP",
    "Macedonia (Former Yugoslav Republic of)": "MK",
    "Russia (Soviet Union)": "RU",
    "Samoa/Western Samoa": "WS",
    "Sri Lanka (Ceylon)": "LK",
    "Tanzania/Tanganyika": "TZ",
    "Turkey (Ottoman Empire)": "TR",
    "Vietnam, Democratic Republic of": "VN",
    "Yemen (Arab Republic of Yemen)": "YE",
    "Zimbabwe (Rhodesia)": "ZW",
}


@whole
@pytest.mark.skipif(not LIST_OF_STATES.exists(), reason="The list of states is not there, beside the repository")
def test_38_rows_take_effect_while_the_list_of_states_has_no_such_state():
    """Our reference data has some of these parties earlier, each with its source (fixtures/existence.toml), and
    warns of fewer rows."""
    run(EXTRACT)
    spells, code = spells_of_the_list(), codes()
    early = [
        row
        for row in published(WHOLE)
        if row.in_force and (own := spells.get(code(row.party))) and not any(a <= row.in_force <= b for a, b in own)
    ]
    assert len(early) == 38


def spells_of_the_list():
    """First and last day of each state of the list, by code; a state may have several spells."""
    spells: dict[str, list[tuple[str, str]]] = {}
    with LIST_OF_STATES.open(encoding="utf-8") as file:
        for state in csv.DictReader(file):
            name = state["country_name"]
            code = CALLED_IN_THE_LIST.get(name) or code_of(find_party(name))
            spells.setdefault(code, []).append((state["start"], state["end"]))
    return spells
