"""Files that say what cannot be: every problem with its place, and nothing written."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.appeals.importing.directories import AGREEMENT, APPEAL, SOURCE, directory, spoiled
from treaties.models import Block, Party, Source

pytestmark = pytest.mark.django_db

TREATY, LETTER = "a_treaty", "an_appeal"
MALFORMED = {
    "a word is misspelt": (TREATY, 4, 'form = "treatty"', "4:1: “treatty” is not accepted here; write one of treaty,"),
    "a bilateral has one side": (TREATY, 15, "side = 1", "5:1: A bilateral agreement has exactly two sides"),
    "a multilateral has sides": (TREATY, 5, "is_bilateral = false", "11:1: A multilateral agreement has no sides."),
    "a party is unknown": (TREATY, 10, 'party = "ZZZ"', "10:1: No party “ZZZ” is on record"),
    "a party twice": (TREATY, 14, 'party = "AZ"', "14:1: A party takes part once; this is the 2. time."),
    "a source is unknown": (TREATY, 8, 'sources = ["a-registre"]', "8:1: There is no source “a-registre”"),
    "an act of a stranger": (
        TREATY,
        27,
        'done_on = "2001"\nby = "SU"',
        "28:1: “SU” does not take part in this agreement",
    ),
    "an act twice": (TREATY, 26, 'act = "entry_into_force"', "29:1: “a-treaty-entry-into-force” is already given at"),
    "a clause of two lengths": (TREATY, 23, "months = 60\ndays = 60", "24:1: A length is given in months or in days"),
    "a clause with no length": (TREATY, 23, "", "21:1: A clause is nothing without what it rules."),
    "a number that means nothing": (TREATY, 23, "months = 60\ncount = 2", "24:1: What means nothing in a clause"),
    "a counting that means nothing": (TREATY, 23, 'months = 6\ncounting = "end_of_term"', "24:1: A clause is counted"),
    "a counting that is none": (TREATY, 23, 'months = 6\ncounting = "daily"', "24:1: “daily” is not accepted here"),
    "a second clause of its kind": (
        TREATY,
        24,
        'sources = ["a-register"]\n[[clauses]]\nkind = "duration"\nmonths = 12\nsources = ["a-register"]',
        "26:1: Only conditions of entry into force can be several",
    ),
    "a clause names an unknown party": (
        TREATY,
        23,
        'months = 60\nparties = ["ZZZ"]',
        "24:1: No party “ZZZ” is on record",
    ),
    "a share that is no number": (
        TREATY,
        23,
        'parties = [{ party = "AZ", share = "half" }]',
        "23:1: “half” is not a number; write 55 or 12.5.",
    ),
    "a share without a percentage": (
        TREATY,
        22,
        'kind = "entry_into_force"\nparties = [{ party = "AZ", share = 60 }]',
        "23:1: Shares measure nothing",
    ),
    "a percentage beyond all": (TREATY, 23, "months = 6\npercent = 1000.5", "24:1: “1000.5”: "),
    "a clause of no length": (TREATY, 23, "months = 0", "23:1: A clause is longer than nothing."),
    "no source": (TREATY, 28, "", "25:1: “sources” is missing."),
    "a number on record": (
        TREATY,
        18,
        'series = "TIAS"',
        "19:1: “TIAS 13093” is on record already, under the agreement “assistance-agreement-2000”.",
    ),
    "an assertion on record": (
        TREATY,
        34,
        'slug = "usaid-arrangement-ended-since-2024-06"',
        "34:1: “usaid-arrangement-ended-since-2024-06” is on record already, under the agreement “usaid-arrangement”.",
    ),
    "whose act it is": (
        TREATY,
        31,
        'effective_on = "2002"\nby = "AZ"',
        "32:1: Entry into force is an act of the agree",
    ),
    "ended before it began": (
        TREATY,
        29,
        '[[acts]]\nact = "expiry"\neffective_on = "2000"\nsources = ["a-register"]\n[[acts]]',
        "An agreement enters into force once and ends once",
    ),
    "a target is unknown": (LETTER, 19, 'agreement = "a-treatise"', "19:1: There is no agreement “a-treatise”"),
    "a target of no kind": (LETTER, 18, 'kind = "rule"', "18:1: A target of kind “rule” is given by “between”."),
    "a topic of what is named": (LETTER, 18, 'kind = "agreement"\ntopic = "defence"', "18:1: A target of kind “agreem"),
    "a part without its party": (LETTER, 18, 'kind = "participation"', "is given by “agreement” and “party”."),
    "a part that nobody takes": (LETTER, 18, 'kind = "participation"\nparty = "FR"', "FR takes no part in “a-treaty”"),
    "a topic that is none": (LETTER, 18, 'kind = "rule"\nbetween = ["AZ", "US"]\ntopic = "love" #', "“love”"),
    "a rule of one": (LETTER, 18, 'kind = "rule"\nbetween = ["AZ"] #', "18:1: A target of kind “rule”"),
    "a demand that is not": (LETTER, 31, "demand = 2", "31:1: This appeal makes no demand number 2."),
    "an act that is not": (LETTER, 30, 'act = "a-treaty-expiry"', "30:1: There is no status change “a-treaty-expiry”"),
    "a demand numbered nought": (LETTER, 13, "ordinal = 0", "13:1: Demands are numbered from 1."),
    "chronology": (LETTER, 32, 'relation = "requested"', "32:1: The decision was taken by 1 January 2001"),
    "a ground without words": (LETTER, 32, 'relation = "cited_as_ground"', "“Cited as ground” needs grade A or B."),
    "no day to freeze": (
        LETTER,
        6,
        'issued_on = "2003-05-05/.."',
        "6:1: What a demand catches is frozen on the appeal's",
    ),
}


def seed(path):
    out = StringIO()
    call_command("seed", path, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("what", MALFORMED)
def test_a_malformed_file_is_told_with_its_place_and_nothing_is_written(tmp_path, what):
    name, line, by, problem = MALFORMED[what]
    text = spoiled({TREATY: AGREEMENT, LETTER: APPEAL}[name], line, by)
    blocks = Block.objects.count()
    with pytest.raises(CommandError) as error:
        seed(directory(tmp_path, **{name: text}))
    assert str(error.value).startswith("Nothing was written.\n")
    assert f"{name.replace('_', '-')}.toml:" in str(error.value)
    assert problem in str(error.value)
    assert (Block.objects.count(), Source.objects.filter(slug="a-register").exists()) == (blocks, False)


def test_problems_of_all_files_are_told_together(tmp_path):
    source = spoiled(SOURCE, 4, 'evidence = "rumour"')
    treaty = spoiled(AGREEMENT, 6, 'nature = "treatise"')
    with pytest.raises(CommandError) as error:
        seed(directory(tmp_path, a_register=source, a_treaty=treaty))
    assert "a-register.toml:4:1" in str(error.value)
    assert "a-treaty.toml:6:1" in str(error.value)


def test_problems_of_treaties_and_of_appeals_are_told_together(tmp_path):
    treaty, appeal = spoiled(AGREEMENT, 10, 'party = "ZZZ"'), spoiled(APPEAL, 10, 'party = "YYY"')
    with pytest.raises(CommandError) as error:
        seed(directory(tmp_path, a_treaty=treaty, an_appeal=appeal))
    assert "a-treaty.toml:10:1" in str(error.value)
    assert "an-appeal.toml:10:1" in str(error.value)


def test_without_parties_the_command_says_how_to_load_them(tmp_path, monkeypatch):
    monkeypatch.setattr(Party.objects, "all", Party.objects.none)
    with pytest.raises(CommandError, match="No party “AZ” is on record; “manage"):
        seed(directory(tmp_path))


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: path, "This is not a directory of facts"),
        (lambda path: path / "nowhere", "This is not a directory of facts"),
        (lambda path: (directory(path), (path / "agreement").mkdir())[0], "Only these folders are read"),
        (lambda path: (directory(path), (path / "sources" / "a.json").touch())[0], "Only files that end in .toml"),
    ],
)
def test_a_directory_of_another_shape_is_refused(tmp_path, make, problem):
    with pytest.raises(CommandError, match=problem):
        seed(make(tmp_path))
