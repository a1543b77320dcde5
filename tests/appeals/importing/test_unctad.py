"""UNCTAD's workbooks: every oddity of the description, in the samples, beside the seeds."""

import re
from datetime import date, time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.treaties.importing.workbooks import rows_of, saved
from treaties.importing.formats.unctad import TABLE
from treaties.models import Agreement, Block, Citation, Participation, StatusAssertion, StatusChange
from treaties.vocabulary import AgreementStatus

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ANSWERS = '[denounced_by]\n"Azerbaijan - Finland BIT (1996)" = "FI"\n'
SEEDED = "bit-azerbaijan-united-states-1997"
S = AgreementStatus


def run(*files, **options):
    out = StringIO()
    call_command("import_source", "unctad", *files, stdout=out, **options)
    return out.getvalue()


def problems(*files, **options):
    """Without the folder; nothing may have been written."""
    blocks = Block.objects.count()
    with pytest.raises(CommandError) as error:
        run(*files, **options)
    assert Block.objects.count() == blocks
    return str(error.value).replace(f"{files[0].parent}/", "").splitlines()[1:]


@pytest.fixture
def answers(tmp_path):
    file = tmp_path / "answers.toml"
    file.write_text(ANSWERS)
    return file


@pytest.fixture
def both(tmp_path):
    """The workbooks of two countries; three agreements are in both."""
    return [saved(tmp_path, f"{name}.xlsx", rows_of(f"unctad-{name}.csv")) for name in ("azerbaijan", "finland")]


@pytest.fixture
def recorded(both, answers):
    return run(*both, answers=answers)


def status(slug, day):
    return S.possible_in(Agreement.objects.get(slug=slug).code_on(date.fromisoformat(day)))


def acts(slug):
    found = StatusChange.objects.standing().filter(agreement__slug=slug).order_by("pk")
    return ", ".join(f"{one.act} {one.done_on or one.effective_on}" for one in found)


def changed(tmp_path, row, column, value, name="finland"):
    rows = rows_of(f"unctad-{name}.csv")
    rows[row][rows[0].index(column)] = value
    return saved(tmp_path, "changed.xlsx", rows)


def test_no_row_is_dropped_and_the_same_agreement_of_two_workbooks_is_one(recorded):
    listed = {
        "|".join(sorted(filter(None, row[3].split(";")))) + (row[1] or row[2])
        for row in rows_of("unctad-azerbaijan.csv")[1:]
    }
    assert len(listed) == 11
    of_the_register = Agreement.objects.filter(citations__source__slug=TABLE) | Agreement.objects.filter(slug=SEEDED)
    assert of_the_register.distinct().count() == 11 + 4 - 3
    assert "3 of these agreements are in several of the files" in recorded
    assert StatusAssertion.objects.filter(citations__source__slug=TABLE).count() == 12


def test_beside_the_seeds_the_treaty_of_1997_is_confirmed_and_not_doubled(recorded):
    assert (
        Agreement.objects.filter(party_ids=Agreement.objects.get(slug=SEEDED).party_ids, title__contains="BIT").count()
        == 0
    )
    for slug in (f"{SEEDED}-signature", f"{SEEDED}-entry-into-force"):
        assert TABLE in {one.source.slug for one in StatusChange.objects.get(slug=slug).citations.all()}
    assert re.search(r"^Acts .* 2 confirmed by a further source$", recorded, re.MULTILINE)
    assert "otherwise" not in recorded
    assert StatusAssertion.objects.get(agreement__slug=SEEDED, asserted_on="2025-06-30").status == S.IN_FORCE


def test_the_second_run_says_0_new_without_a_block(recorded, both, answers):
    blocks = Block.objects.count()
    assert run(*both, answers=answers).endswith("\n0 new\n")
    assert Block.objects.count() == blocks


def test_the_workbooks_one_after_the_other_give_the_same_agreements(both, answers):
    run(both[0], answers=answers)
    report = run(both[1], answers=answers)
    assert re.search(r"^Agreements +1 new, +0 on record$", report, re.MULTILINE)
    assert "effective_on “2009-05-21” instead of “2009-05-20”" in report


def test_the_workbooks_of_one_agreement_that_disagree_are_told_of_and_both_days_are_kept(recorded):
    told = re.sub(r"\S+/", "", recorded)
    assert "finland.xlsx:3:9: Date of entry into force: 2009-05-21; azerbaijan.xlsx:4:9 has 2009-05-20\n" in told
    act = StatusChange.objects.get(slug="unctad-az-fi-bit-2007-entry-into-force")
    assert (str(act.effective_on), act.note) == ("2009-05-20", "Another workbook of the register has 2009-05-21.")


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("np-bit-2000", "signature 2000-10-09, entry_into_force 2001-11-10, termination_by_consent 2014-11-10"),
        ("cl-bit-1999", "signature 1999-08-07, entry_into_force 2000-09-08, expiry 2010-09-08"),
        ("mt-bit-1998", "signature 1998-12-11, entry_into_force 2000-01-12, supersession 2011-02-13"),
        ("fi-bit-1996", "signature 1996-03-12, entry_into_force 1998-05-20, withdrawal_takes_effect 2009-05-20"),
        ("uy-bit-2001", "signature 2001-04-03, replacement_before_force 2010-05-04"),
        ("pe-bit-2002", "signature 2002-06-05, abandonment 2012-07-06"),
        ("bleu-bit-2004", "signature 2004-05-18, entry_into_force 2009-05-27"),
        ("is-bit-2003", "signature 2003-04-15, entry_into_force 2004-05-16"),
    ],
)
def test_days_and_types_of_termination_become_acts(recorded, slug, expected):
    assert acts(f"unctad-az-{slug}") == expected


def test_the_status_is_computed_from_the_acts_and_what_the_list_says_stands_beside_it(recorded):
    assert status("unctad-az-np-bit-2000", "2014-11-09") == [S.IN_FORCE]
    assert status("unctad-az-np-bit-2000", "2014-11-10") == [S.ENDED]
    assert status("unctad-az-uy-bit-2001", "2012-01-01") == [S.NEVER_IN_FORCE]
    assert status("unctad-az-fi-bit-1996", "2009-05-20") == [S.ENDED]
    said = StatusAssertion.objects.get(agreement__slug="unctad-az-uy-bit-2001")
    assert (said.status, said.reason, str(said.since), str(said.asserted_on)) == (
        "ended",
        "superseded",
        "2010-05-04",
        "2025-06-30",
    )


def test_the_union_of_belgium_and_luxembourg_is_one_party(recorded):
    parts = Participation.objects.filter(agreement__slug="unctad-az-bleu-bit-2004")
    assert list(parts.order_by("side").values_list("party__code", "side")) == [("AZ", 1), ("BLEU", 2)]


def test_amendments_side_instruments_and_files_are_kept_in_the_note_and_the_plan_says_so(recorded):
    notes = dict(StatusAssertion.objects.filter(citations__source__slug=TABLE).values_list("agreement__slug", "note"))
    assert notes[SEEDED] == "Amendment protocols: Exchange of notes (2000). Files: Full text: en."
    assert notes["unctad-az-fi-bit-2007"] == "Side instruments: Protocol (2007). Files: Full text: en | az."
    assert "azerbaijan.xlsx:2:12: Amendment protocols: Exchange of notes (2000)" in recorded


def test_what_the_plan_says_of_ends_placeholders_and_many_parties(recorded):
    assert (
        "azerbaijan.xlsx:12:10: Azerbaijan - Iceland BIT (2003): would end on 2003-05-16, and enter into force"
        in recorded
    )
    assert "azerbaijan.xlsx:5:10: 9999-12-31" in recorded
    assert "Azerbaijan - Peru BIT (2002): terminated by consent, recorded as abandonment before entry into" in recorded
    assert "azerbaijan.xlsx:11:4: Azerbaijan - Finland - Malta TIFA (2011)" in recorded
    of_three = Agreement.objects.get(slug="unctad-azerbaijan-finland-malta-tifa-2011")
    assert (of_three.is_bilateral, of_three.form, of_three.nature, of_three.topics) == (
        False,
        "agreement",
        "treaty",
        ["economy"],
    )


def test_who_denounced_is_asked_and_unknown_is_an_answer(both, tmp_path):
    (asked,) = problems(*both)
    assert asked.startswith("azerbaijan.xlsx:3:11: The list does not say who denounced it. Say it in the answers,")
    file = tmp_path / "a.toml"
    file.write_text('[denounced_by]\n"*" = "MT"\n')
    assert "“MT” is no party to it" in problems(*both, answers=file)[0]
    file.write_text('[denounced_by]\n"*" = "unknown"\n')
    assert "denounced, and by whom is not on record" in run(*both, answers=file)
    assert status("unctad-az-fi-bit-1996", "2025-01-01") == [S.IN_FORCE]
    assert StatusAssertion.objects.get(agreement__slug="unctad-az-fi-bit-1996").reason == "denounced"


def test_a_later_edition_corrects_and_adds_what_it_says_and_takes_back_nothing_said_before(recorded, tmp_path, answers):
    file = changed(tmp_path, 4, "Date of entry into force", "06/12/2004")
    report = run(file, as_of="2026-01-31", answers=answers)
    assert "effective_on “2004-12-06” instead of “2004-12-05”" in report
    assert re.search(r"^Assertions +4 new, ", report, re.MULTILINE)
    assert "No longer in the files" not in report


def test_an_end_that_is_no_longer_there_is_told_of_its_own_agreements_alone(recorded, tmp_path, answers):
    rows = [[*row[:9], None, None, *row[11:]] for row in rows_of("unctad-finland.csv")[1:]]
    file = saved(tmp_path, "finland.xlsx", [rows_of("unctad-finland.csv")[0], *rows])
    assert "No longer in the files: 1\n  unctad-az-fi-bit-1996-withdrawal-takes-effect-fi" in run(file, answers=answers)


def test_the_day_of_the_file_is_asked_where_the_workbook_does_not_say_it(tmp_path, answers):
    file = saved(tmp_path, "f.xlsx", rows_of("unctad-finland.csv"), modified="")
    (asked,) = problems(file, answers=answers)
    assert asked.startswith(
        "f.xlsx:1:1: This file does not say of which day it is: say the day of the file with --as-of"
    )
    run(file, as_of="2024-02-29", answers=answers)
    assert StatusAssertion.objects.filter(citations__source__slug=TABLE, asserted_on="2024-02-29").count() == 4
    assert "--as-of: “29.2.2024” is no day" in problems(file, as_of="29.2.2024")[0]


@pytest.mark.parametrize(
    ("row", "column", "value", "problem"),
    [
        (1, "Date of signature", "13/25/1997", "2:8: “13/25/1997” is not a day of the calendar: the day comes first."),
        (1, "Date of signature", 1997, "2:8: “1997” may be a year or the number of a day"),
        (2, "Status", "In Force!", "3:6: “In Force!” is none of In force,"),
        (2, "Type of agreement", "", "3:5: Nothing is said here; expected is BIT, "),
        (1, "Type of termination", "Vanished", "2:11: “Vanished” is none of Unilaterally denounced,"),
        (3, "Parties", "Finland; Atlantis;", "4:4: No party on record is called “Atlantis” (1 row)"),
        (3, "Parties", "Finland;", "4:4: An agreement has two parties or more"),
        (3, "Parties", "Finland; Finland; Malta;", "4:4: The party FI is named 2 times."),
        (4, "Short title", "", "5:2: The agreement has no title"),
        (4, "Short title", "x" * 401, "5:3: A title has up to 400 characters."),
        (0, "Status", "State", "1:6: There is no column “State”;"),
        (4, "No.", "=1+1", "5:1: This cell holds a formula"),
        (4, "Date of signature", time(13), "5:8: “13:00:00” is no day"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place_and_nothing_is_written(tmp_path, answers, row, column, value, problem):
    found = problems(changed(tmp_path, row, column, value), answers=answers)
    assert [one for one in found if one.startswith(f"changed.xlsx:{problem}")], found


def test_days_counted_from_1904_are_refused(tmp_path):
    file = saved(tmp_path, "f.xlsx", rows_of("unctad-finland.csv"), epoch=CALENDAR_MAC_1904)
    assert problems(file) == [
        "f.xlsx:1:1: This workbook counts its days from 1904: save it anew, with days counted from 1900."
    ]


def test_a_row_that_is_there_twice_is_one_agreement_and_told(tmp_path, answers):
    rows = rows_of("unctad-finland.csv")
    report = run(saved(tmp_path, "f.xlsx", [*rows, rows[4]]), answers=answers)
    assert "f.xlsx:6:1: Finland - Iran, Islamic Republic of BIT (2002), as in line 5" in report
    assert Agreement.objects.filter(slug__startswith="unctad-fi-ir").count() == 1


TIFA = "Agreement on Trade and Investment between Azerbaijan, Finland and Malta (invented)"


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ({"Title of agreement": TIFA, "Short title": "TIFA"}, 1),  # the long title is the other workbook's too
        ({"Title of agreement": TIFA, "Short title": "TIFA", "Date of signature": "15/03/2011"}, 2),
        ({"Short title": "TIFA"}, 2),
    ],
)
def test_a_title_that_two_workbooks_share_makes_them_one_where_the_day_is_one_too(
    both, tmp_path, answers, cells, count
):
    rows = rows_of("unctad-finland.csv")
    for column, value in cells.items():
        rows[3][rows[0].index(column)] = value
    told = run(both[0], saved(tmp_path, "f.xlsx", rows), answers=answers)
    of_three = Agreement.objects.filter(citations__source__slug=TABLE, is_bilateral=False)
    assert of_three.distinct().count() == count
    assert ("and called otherwise: kept as two" in told) == (cells == {"Short title": "TIFA"})


def test_a_day_with_its_month_in_its_place_is_seen(both, tmp_path, answers):
    rows = rows_of("unctad-finland.csv")
    rows[1][rows[0].index("Date of signature")] = "03/12/1996"
    told = run(both[0], saved(tmp_path, "f.xlsx", rows), answers=answers, plan=True)
    assert "has 1996-03-12: day and month have changed places in one of them" in told


def test_of_several_sheets_the_first_is_read_and_the_others_are_named(tmp_path, answers):
    report = run(
        workbook_of(tmp_path, {"Agreements": rows_of("unctad-finland.csv"), "Notes": [["x"]]}), answers=answers
    )
    assert "f.xlsx:1:1: “Agreements”, which is hidden, is read; not read: “Notes”." in report
    (told,) = problems(workbook_of(tmp_path, {"Empty": [], "Agreements": rows_of("unctad-finland.csv")}))
    assert told == "f.xlsx:1:1: The first sheet is empty; put the one that is meant before it: Agreements."


@pytest.mark.parametrize(
    ("above", "problem"),
    [
        (["List of agreements"], "f.xlsx:2:1: The header stands here: remove what stands above it."),
        (None, "f.xlsx:1:1: The first row names no column of such a list: No., Title of agreement,"),
    ],
)
def test_a_header_that_is_not_the_first_row_is_told(tmp_path, above, problem):
    rows = [above, *rows_of("unctad-finland.csv")] if above else rows_of("unctad-finland.csv")[1:]
    assert problems(saved(tmp_path, "f.xlsx", rows), as_of="2025-06-30")[0].startswith(problem)


def workbook_of(tmp_path, sheets):
    """The first of several sheets is hidden."""
    book, file = Workbook(), tmp_path / "f.xlsx"
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.worksheets[0].sheet_state, book.active = "hidden", 1
    book.save(file)
    return file


def test_one_name_of_other_parties_is_another_agreement(tmp_path, answers):
    rows = rows_of("unctad-finland.csv")
    other = [*rows[4][:3], "Finland; Iraq;", *rows[4][4:]]
    run(saved(tmp_path, "f.xlsx", [*rows, other]), answers=answers)
    cited = Citation.objects.filter(source__slug=TABLE, agreement__slug__contains="bit-2002").distinct("locator")
    assert {one.locator.rpartition(", ")[2] for one in cited} == {"FI-IR", "FI-IQ"}


def test_several_of_one_name_in_one_workbook_are_told_apart_by_the_day_of_signature(tmp_path, answers):
    rows = rows_of("unctad-finland.csv")
    twin = [*rows[4][:7], "05/11/2002", *rows[4][8:]]
    run(saved(tmp_path, "f.xlsx", [*rows, twin]), answers=answers)
    slugs = Agreement.objects.filter(slug__startswith="unctad-fi-ir-bit-2002").values_list("slug", flat=True)
    assert len(slugs) == 2
    cited = Citation.objects.filter(source__slug=TABLE, agreement__slug__in=slugs).values_list("locator", flat=True)
    assert {one.rpartition(", signed ")[2] for one in cited} == {"2002-11-04", "2002-11-05"}
