"""Participant tables of the UN Treaty Collection: of an agreement on record, or of a new one with facts beside it."""

import shutil
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.treaties.importing.workbooks import SAMPLES
from treaties.importing.formats.participants import TABLE
from treaties.models import Agreement, Block, NameInSource, Participation, StatusChange
from treaties.vocabulary import ParticipationStatus

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TORTURE, LIGHTS = SAMPLES / "untc-torture.csv", SAMPLES / "untc-lights.csv"
NEW = "harbour-lights-convention-2001"


def run(*files, **options):
    out = StringIO()
    call_command("import_source", "untc", *files, stdout=out, **options)
    return out.getvalue()


def problems(*files, **options):
    blocks = Block.objects.count()
    with pytest.raises(CommandError) as error:
        run(*files, **options)
    assert Block.objects.count() == blocks
    return str(error.value).replace(f"{files[0].parent}/", "").splitlines()[1:]


def acts_of(slug):
    """By party, the acts that the table gives."""
    acts = StatusChange.objects.filter(agreement__slug=slug, citations__source__slug=TABLE)
    return {
        (code, act): str(day) for code, act, day in acts.values_list("participation__party__code", "act", "done_on")
    }


def test_a_table_of_an_agreement_on_record_confirms_what_is_there_and_adds_the_rest():
    report = run(TORTURE, agreement="cat-1984")
    assert acts_of("cat-1984") == {
        ("AZ", "accession"): "1996-08-16",
        ("BA", "succession"): "1993-09-01",
        ("CN", "signature"): "1986-12-12",
        ("CN", "ratification"): "1988-10-04",
        ("GB", "signature"): "1985-03-15",
        ("GB", "ratification"): "1988-12-08",
        ("US", "signature"): "1988-04-18",
        ("US", "ratification"): "1994-10-21",
    }
    assert "3 confirmed by a further source" in report
    assert "otherwise" not in report
    assert run(TORTURE, agreement="cat-1984").endswith("\n0 new\n")


def test_who_did_nothing_takes_part_all_the_same():
    run(TORTURE, agreement="cat-1984")
    iran = Participation.objects.get(agreement__slug="cat-1984", party__code="IR")
    assert ParticipationStatus.possible_in(iran.code_on(date(2025, 1, 1))) == [ParticipationStatus.NONE]


def test_the_plan_says_that_withdrawals_are_not_in_it_and_which_names_had_footnotes():
    report = run(TORTURE, agreement="cat-1984", plan=True)
    assert report.startswith("Withdrawals are not in these tables")
    assert "untc-torture.csv:6:1: United Kingdom: 2, 3" in report


def test_a_new_agreement_comes_with_its_facts_beside_the_table_and_each_letter_is_its_own_act():
    run(LIGHTS)
    assert acts_of(NEW) == {
        ("CL", "signature"): "2001-03-03",
        ("CL", "ratification"): "2002-04-04",
        ("CG", "accession"): "2003-05-05",
        ("EU", "signature"): "2001-03-03",
        ("EU", "formal_confirmation"): "2003-06-06",
        ("FI", "signature"): "2001-03-03",
        ("FI", "acceptance"): "2003-07-07",
        ("IS", "definitive_signature"): "2001-03-03",
        ("IR", "signature"): "2001-03-03",
        ("IR", "approval"): "2003-08-08",
        ("MT", "provisional_application"): "2003-09-09",
        ("ME", "succession"): "2006-10-23",
        ("PE", "signature"): "2001-03-03",
        ("UY", "acceptance"): "2003-10-10",
    }
    assert StatusChange.objects.get(slug=f"{NEW}-acceptance-uy").note == "The table says: consent to be bound."
    assert not Agreement.objects.get(slug=NEW).is_bilateral
    assert run(LIGHTS).endswith("\n0 new\n")


def test_a_consent_that_is_gone_is_told_and_what_others_say_stays(tmp_path):
    run(TORTURE, agreement="cat-1984")
    file = tmp_path / "t.csv"
    file.write_text(TORTURE.read_text().replace("8 Dec 1988", ""))
    report = run(file, agreement="cat-1984")
    assert "No longer in the files: 1\n  cat-1984-ratification-gb\n" in report


def test_names_are_asked_once_and_their_answers_hold_for_every_table(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text(
        'Participant,Signature,"Ratification, Accession(a)"\nAtlantis 1,3 Mar 2001,\n"Atlantis",,4 Apr 2001\n'
    )
    (asked,) = problems(file, agreement="cat-1984")
    assert asked.startswith("t.csv:2:1: No party on record is called “Atlantis” (2 rows)")
    assert f"manage.py answer_name {TABLE} Atlantis" in asked
    call_command("answer_name", TABLE, "Atlantis", "fi", stdout=StringIO())
    assert NameInSource.objects.get(source__slug=TABLE).party.code == "FI"
    assert problems(file, agreement="cat-1984") == ["t.csv:3:1: A party takes part once; this is the 2. time."]


COVENANT = """
[source]
slug = "untc-table"
title = "Status of the Covenant (invented)"
publisher = "United Nations Office of Legal Affairs"
evidence = "register"
[agreement]
slug = "covenant"
title = "International Covenant on Civil and Political Rights"
short_title = "Covenant"
form = "covenant"
nature = "treaty"
"""
MADE = '[[acts]]\nact = "text_adopted"\ndone_on = "{}"\n'


def of_the_covenant(tmp_path, facts):
    """A table of a treaty that the seeds have as “iccpr-1966”, with facts that call it otherwise."""
    (tmp_path / "IV-4.toml").write_text(facts)
    file = tmp_path / "IV-4.csv"
    file.write_text('Participant,"Ratification, Accession(a)"\nAzerbaijan,13 Aug 1992 a\nChile,10 Feb 1972\n')
    return file


def test_a_treaty_that_is_on_record_under_another_name_is_not_doubled(tmp_path):
    file = of_the_covenant(tmp_path, COVENANT + MADE.format("1966-12-16"))
    report = run(file)
    assert (
        "“covenant” (International Covenant on Civil and Political Rights), 16 December 1966 is iccpr-1966:" in report
    )
    assert not Agreement.objects.filter(slug="covenant").exists()
    assert acts_of("iccpr-1966")["CL", "ratification"] == "1972-02-10"
    assert run(file).endswith("\n0 new\n")


@pytest.mark.parametrize("made", [MADE.format("1966-12-19"), ""])
def test_where_that_is_not_sure_it_is_asked_once_and_the_answer_is_kept(tmp_path, made):
    file, answers = of_the_covenant(tmp_path, COVENANT + made), tmp_path / "answers.toml"
    (asked,) = problems(file)
    assert asked.startswith("IV-4.toml:8:1: “covenant” may be on record, as “International Covenant on Civil")
    answers.write_text('[same]\ncovenant = "iccpr-1966"\n')
    run(file, answers=answers)
    assert acts_of("iccpr-1966")["CL", "ratification"] == "1972-02-10"
    assert run(file).endswith("\n0 new\n")


def test_a_later_edition_of_a_new_treaty_tells_what_its_facts_say_otherwise(tmp_path):
    for suffix in (".csv", ".toml"):
        shutil.copy(LIGHTS.with_suffix(suffix), tmp_path / f"t{suffix}")
    run(tmp_path / "t.csv")
    facts = tmp_path / "t.toml"
    facts.write_text(facts.read_text().replace('form = "convention"', 'form = "treaty"'))
    assert f"t.toml:10:1: {NEW}: form" in run(tmp_path / "t.csv").replace(f"{tmp_path}/", "")


def test_footnotes_behind_a_day_are_told(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("Participant,Accession(a)\nChile,16 Aug 1996 a 6\n")
    assert "t.csv:2:2: Chile, 1996-08-16: 6\n" in run(file, agreement="cat-1984", plan=True)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("As at 2 Mar 2026\nParticipant,Signature\n", "2:1: The header stands here: remove what stands above it."),
        ("Participant;Signature\nChile;\n", "1:1: Commas divide the columns of this format, and here semicolons do"),
        ("Participant\tSignature\nChile\t\n", "1:1: Commas divide the columns of this format, and here tabs do"),
        ("PK\x03\x04", "1:1: This is a workbook, or packed, and no text"),
        (
            "Country,Signature\nChile,3 Mar 2001\n",
            "1:1: The header has “Participant”, and a column for each kind of act.",
        ),
        ("Participant\nChile\n", "1:1: The header has “Participant”"),
        (
            'Participant,"Adhesion(a)"\nChile,3 Mar 2001 a\n',
            "1:2: “Adhesion(a)” in “Adhesion(a)” is no act that is known",
        ),
        (
            'Participant,"Accession(a)"\nChile,3 Mar 2001\n',
            "2:2: “Accession(a)” does not say what a day without a letter is",
        ),
        ("Participant,Signature\nChile,2001-03-03\n", "2:2: “2001-03-03” is no day such as 16 Aug 1996"),
        ("Participant,Signature\nChile,31 Feb 2001\n", "2:2: “31 Feb 2001” is not a day of the calendar."),
        ("Participant,Signature\n 1,3 Mar 2001\n", "2:1: No party on record is called “1”"),
        ("Participant,Signature\n,3 Mar 2001\n", "2:1: This row has no participant."),
        ("Participant,Signature\nIran, Islamic Republic of,3 Mar 2001\n", "2:3: This record has 3 fields"),
        ("", "1:1: This file is empty."),
    ],
)
def test_a_wrong_table_is_told_with_its_place(tmp_path, text, problem):
    file = tmp_path / "t.csv"
    file.write_text(text)
    (found,) = problems(file, agreement="cat-1984")
    assert found.startswith(f"t.csv:{problem}")


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        (None, "t.csv:1:1: Which agreement this table is of must be said"),
        ("x", "t.toml:1:2: This is not TOML"),
        ("", "t.toml:1:1: Say the agreement"),
        ('[agreement]\nslug = "a\\u0000"', "t.toml:1:1: Say the agreement"),
        ('agreement = "no-such"', "t.toml:1:1: There is no agreement “no-such” on record."),
        ('[agreement]\nslug = "a"', "t.toml:1:1: The facts rest on a source: [source], with its slug."),
        (
            '[source]\nslug = "s"\n[agreement]\nslug = "a"\n[clause]\n',
            "t.toml:5:1: “clause” is none of source, agreement,",
        ),
        ('acts = 3\n[source]\nslug = "s"\n[agreement]\nslug = "a"\n', "t.toml:1:1: These are tables: [[acts]]."),
    ],
)
def test_wrong_facts_are_told_with_their_place(tmp_path, facts, problem):
    file = tmp_path / "t.csv"
    shutil.copy(LIGHTS, file)
    if facts is not None:
        (tmp_path / "t.toml").write_text(facts)
    (found,) = problems(file)
    assert found.startswith(problem)


def test_an_agreement_is_told_of_one_table_only():
    assert "Of one agreement there is one table" in problems(TORTURE, LIGHTS, agreement="cat-1984")[0]
    assert "There is no agreement “no-such”" in problems(TORTURE, agreement="no-such")[0]
