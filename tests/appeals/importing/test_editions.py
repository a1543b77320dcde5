"""A newer edition of a source yields corrections and not duplicates; what was known before stays answerable."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from tests.appeals.importing.wipo import EXTRACT, edited
from treaties.actions.corrections import correct_status_change, retract_status_change
from treaties.actions.journal import open_block
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.dates import PartialDate
from treaties.models import Block, Correction, Source, StatusChange, Timeline
from treaties.models.timelines import at_step
from treaties.vocabulary import Act, ParticipationStatus

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ARMENIA, AUSTRIA = "beijing-treaty-2012-accession-am", "beijing-treaty-2012-signature-at"
LATER = "Armenia,Beijing,,Accession,2020-12-17,2021-03-18"
NEW = "Georgia,Brussels,,Accession,2025-01-05,2025-04-05"


def run(*arguments, **options):
    out = StringIO()
    call_command("import_source", "wipo", *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def first():
    """Edition 1 is on record; the block that brought it."""
    run(EXTRACT)
    return Block.objects.latest("no")


@pytest.fixture
def second(tmp_path):
    """Edition 2: one day is another, one row is gone, one is new."""
    return edited(tmp_path, "edition-2.csv", without=("Armenia,Beijing", "Austria,Beijing"), also=(LATER, NEW))


def act(slug):
    return StatusChange.objects.get(slug=slug)


def standing_of(slug, *, on, known_at):
    """The possible statuses of an act's party on a day, as the record knew it at a block."""
    versions = Timeline.objects.filter(participation=act(slug).participation, known_from__lte=known_at)
    version = versions.latest("known_from")
    return ParticipationStatus.possible_in(at_step(on, version.days, version.codes))


def test_a_changed_day_is_corrected_and_the_old_answer_stays(first, second):
    report = run(second)
    assert report.endswith("\n2 new, 1 corrected\n")
    assert f"{second}:57:1: {ARMENIA}: effective_on “2021-03-18” instead of “2021-03-17”" in report
    correction = Correction.objects.get()
    assert correction.status_change == act(ARMENIA)
    assert correction.replacement_change == act(f"{ARMENIA}-2")
    assert correction.reason == f"{second} gives effective_on “2021-03-18” instead of “2021-03-17”."
    day, latest = date(2021, 3, 17), Block.objects.latest("no")
    assert standing_of(ARMENIA, on=day, known_at=first.no) == [ParticipationStatus.PARTY]
    assert standing_of(ARMENIA, on=day, known_at=latest.no) == [ParticipationStatus.CONTRACTING]


def test_a_new_row_is_recorded_and_a_missing_one_is_told(first, second):
    report = run(second)
    assert act("brussels-satellites-convention-1974-accession-ge")
    assert f"No longer in the files: 1\n  {AUSTRIA}\n" in report
    assert StatusChange.objects.standing().filter(slug=AUSTRIA).exists()


def test_the_third_run_says_0_new(first, second):
    run(second)
    blocks = Block.objects.count()
    assert run(second).endswith("\n0 new\n")
    assert Block.objects.count() == blocks


def test_a_plan_of_an_edition_tells_the_same_and_writes_nothing(first, second):
    blocks = Block.objects.count()
    planned = run(second, plan=True)
    assert planned.endswith("\n2 new, 1 corrected (planned, not written)\n")
    assert (Block.objects.count(), Correction.objects.count()) == (blocks, 0)
    assert planned.replace(" (planned, not written)", "") == run(second)


def test_what_is_missing_is_retracted_on_demand_and_may_come_back(first, second):
    assert run(second, retract_missing=True).endswith("\n2 new, 1 corrected, 1 retracted\n")
    assert not StatusChange.objects.standing().filter(slug=AUSTRIA).exists()
    assert act(AUSTRIA).correction.reason == f"{second} no longer gives it."
    assert run(second, retract_missing=True).endswith("\n0 new\n")
    assert run(EXTRACT).endswith("\n1 new, 1 corrected\n")
    assert StatusChange.objects.standing().filter(slug=f"{AUSTRIA}-2").exists()
    assert run(EXTRACT).endswith("\n0 new\n")


def test_a_missing_act_that_another_source_gives_stays(first, tmp_path):
    without = edited(tmp_path, "edition-2.csv", without=("Azerbaijan,Berne",))
    report = run(without, retract_missing=True)
    assert "berne-convention-1886-accession-az (another source says so too: it stays)" in report
    assert StatusChange.objects.standing().filter(slug="berne-convention-1886-accession-az").exists()


def by_hand(source_slug):
    """Somebody corrects the accession of Armenia."""
    source = Source.objects.get(slug=source_slug)
    change = act(ARMENIA)
    given = ActGiven(
        act=Act.ACCESSION,
        by=change.participation.party,
        done_on=change.done_on,
        effective_on=PartialDate.parse("2021-03-20"),
    )
    with open_block(actor="an analyst", reason="The notification says so") as block:
        correct_status_change(block, change=change, given=given, reason="Read again", cites=[Cite(source)])


@pytest.mark.parametrize("source", ["wipo-paris", "wipo-memberships-table"])
def test_what_was_corrected_by_hand_is_told_and_left(first, second, source):
    by_hand(source)
    report = run(second)
    why = r"\((corrected here|the record rests on another source)\)"
    assert re.search(rf"{ARMENIA}: effective_on “[0-9-]+” instead of “2021-03-20” {why}", report)
    assert Correction.objects.count() == 1
    assert StatusChange.objects.standing().get(slug=f"{ARMENIA}-2").effective_on == PartialDate.parse("2021-03-20")


def test_what_was_retracted_by_hand_is_told_and_left(first, second):
    with open_block(actor="an analyst", reason="An error") as block:
        retract_status_change(block, change=act(ARMENIA), reason="Not deposited")
    report = run(second)
    assert f"{ARMENIA}: retracted here" in report
    assert report.endswith("\n2 new\n")
    assert Correction.objects.count() == 1


def test_a_row_that_gains_a_signature_is_corrected_in_part(first, tmp_path):
    also = ("Republic of Korea,Beijing,2012-06-26,Accession,2020-04-22,2020-07-23",)
    file = edited(tmp_path, "edition-2.csv", without=("Republic of Korea",), also=also)
    assert run(file).endswith("\n1 new, 1 corrected\n")


def test_statuses_are_what_acts_give_after_every_edition(first, second):
    run(second, retract_missing=True)
    run(EXTRACT)
    out = StringIO()
    call_command("rebuild_status", check=True, stdout=out)
    assert out.getvalue().startswith("equal")
