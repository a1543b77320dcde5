"""An import that is told to leave out what cannot be recorded takes in the rest, and lists what it left."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from appeals.importing.holding import do_what_holds
from appeals.importing.pasted import read_pasted
from appeals.importing.plan import make_plan
from appeals.importing.report import COLUMNS, as_csv
from treaties.actions.journal import open_block
from treaties.importing.problems import Unreadable
from treaties.models import Block, StatusChange

pytestmark = pytest.mark.django_db
HEADER = "record,slug,title,publisher,evidence,agreement,act,by,done_on,about,sources"
SOURCE = "source,a-dirty-list,A dirty list,Nobody,list,,,,,,"
SECOND = ",cat-second,,,,cat-1984,accession,AZ,2001-01-01,,a-dirty-list"
SIGNED = ",cat-signed,,,,cat-1984,signature,US,1988-04-19,,a-dirty-list"
OBJECTION = ",cat-objection,,,,cat-1984,objection_to_accession,US,2001-06-01,cat-second,a-dirty-list"
"""A second consent of a party that is bound, and a further signature, which sources may disagree about."""


def text(*acts):
    return "\n".join([HEADER, SOURCE, *(f"act{one}" for one in acts)]) + "\n"


def run(file, **options):
    out = StringIO()
    call_command("import_source", "pacta-events", file, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(text(SECOND, SIGNED))
    return file


def test_the_default_stays_all_or_nothing(file):
    with pytest.raises(CommandError) as error:
        run(file)
    assert f"{file}:3:8: This party is bound, or has consented, already" in str(error.value)
    assert not StatusChange.objects.filter(slug__in=["cat-second", "cat-signed"]).exists()


def test_a_refused_act_is_left_out_and_the_rest_recorded_in_one_block(file, tmp_path):
    blocks, report = Block.objects.count(), tmp_path / "report.csv"
    said = run(file, leave_out=report)
    assert [one.slug for one in StatusChange.objects.filter(slug__in=["cat-second", "cat-signed"])] == ["cat-signed"]
    assert Block.objects.count() == blocks + 1
    assert "Refused and left out: 1\n" in said
    with report.open(newline="", encoding="utf-8") as lines:
        rows = [(one["line"], one["what"], one["code"]) for one in csv.DictReader(lines)]
    assert ("3", "refused", "overlapping_spell") in rows


def test_what_answers_a_refused_act_is_left_out_after_it():
    """The objection answers a consent that is refused; nothing else of the file is lost."""
    read = read_pasted("pacta-events", "list", text(SECOND, SIGNED, OBJECTION), leave_out=True)
    plan = make_plan(read.treaties, read.appeals, read.edition)
    with open_block(actor="alice", reason="A list") as block:
        held = do_what_holds(block, plan, read)
    assert [(one.of, one.place.line) for one in held.refused] == [("cat-second", 3), ("cat-objection", 5)]
    assert [entry.row.slug for entry in held.plan.treaties.acts.new] == ["cat-signed"]


def test_what_is_left_out_cannot_be_taken_back():
    """Nor linked to: the file says more of the act than that it was done, and a person decides."""
    header, *lines = text(SECOND).splitlines()
    taken_back = "act_retraction,cat-second,,,,,,,,,a-dirty-list,Wrong."
    given = "\n".join([f"{header},reason", *(f"{line}," for line in lines), taken_back])
    read = read_pasted("pacta-events", "list", given, leave_out=True)
    plan = make_plan(read.treaties, read.appeals, read.edition)
    with pytest.raises(Unreadable, match="There is no act “cat-second”"), open_block(actor="a", reason="A") as block:
        do_what_holds(block, plan, read)


@pytest.mark.slow
def test_what_is_no_act_is_never_left_out(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(text(SIGNED).replace("cat-1984", "no-such-agreement"))
    with pytest.raises(CommandError) as error:
        run(file, leave_out=tmp_path / "report.csv")
    assert "There is no agreement “no-such-agreement”" in str(error.value)
    assert not (tmp_path / "report.csv").exists()


@pytest.mark.parametrize("place", ["list.csv", "no-such-folder/report.csv", "."])
def test_a_report_goes_where_it_harms_nothing(file, tmp_path, place):
    before, blocks = file.read_text(), Block.objects.count()
    with pytest.raises(CommandError) as error:
        run(file, leave_out=tmp_path / place)
    assert "Nothing was written.\n--leave-out: " in str(error.value)
    assert (file.read_text(), Block.objects.count()) == (before, blocks)


@pytest.mark.slow
def test_nothing_stays_where_the_report_cannot_be_written(file, tmp_path, monkeypatch):
    def full(*arguments, **more):
        raise OSError(28, "No space left on device")

    blocks = Block.objects.count()
    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(CommandError) as error:
        run(file, leave_out=tmp_path / "report.csv")
    assert "cannot be written: No space left on device" in str(error.value)
    assert (Block.objects.count(), StatusChange.objects.filter(slug="cat-signed").exists()) == (blocks, False)


def test_a_report_holds_no_formula():
    row = ("=1+1", "1", "1", "left out", "not_a_day", "@sum")
    assert as_csv([row]).splitlines() == [",".join(COLUMNS), "'=1+1,1,1,left out,not_a_day,'@sum"]
