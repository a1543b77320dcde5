"""Tables become rows or problems: each with its place, and all of a file at once."""

import pytest

from treaties.dates import PartialDate
from treaties.importing.formats.toml import Document
from treaties.importing.problems import Unreadable
from treaties.importing.rows import ActRow, AgreementRow, CiteRow, SourceRow
from treaties.importing.tables import read_row
from treaties.vocabulary import Act, Evidence

SOURCE = 'slug = "s"\ntitle = "A register"\npublisher = "A depositary"\nevidence = "register"\n'
ACT = 'act = "signature"\ndone_on = "1997"\nsources = ["s"]\n'


def row_of(row_type, text):
    return read_row(row_type, Document.parse(text.encode(), "f.toml"))


def problems_of(row_type, text):
    with pytest.raises(Unreadable) as unreadable:
        row_of(row_type, text)
    return [str(problem) for problem in unreadable.value.problems]


def test_a_table_becomes_a_row_of_words_and_dates():
    row = row_of(SourceRow, SOURCE + 'published_on = "1997-08"\nnote = """\n  two\n  lines"""\n')
    assert row == SourceRow(
        slug="s",
        title="A register",
        publisher="A depositary",
        evidence=Evidence.REGISTER,
        published_on=PartialDate.parse("1997-08"),
        note="two lines",
    )


def test_a_source_is_cited_by_its_slug_or_with_a_locator():
    row = row_of(ActRow, ACT.replace('["s"]', '["s", { source = "t", locator = "Art. 3" }]'))
    assert row.act is Act.SIGNATURE
    assert row.sources == (CiteRow(source="s"), CiteRow(source="t", locator="Art. 3"))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('titel = "A"', "5:1: “titel” is not a key of this table; did you mean “title”?"),
        ("zzz = 1", "5:1: “zzz” is not a key of this table; the keys here are slug, title, publisher, evidence,"),
        ("published_on = 1997-08-01", "5:1: “1997-08-01”: write a date in quotes, as in “1997-08-01” or “1997”."),
        ('published_on = "31.12.1997"', "5:1: “31.12.1997” is not a date; write 1997-08-01,"),
        ('published_on = "1997-02-31"', "5:1: “1997-02-31” is not a day of the calendar."),
        ("note = 3", "5:1: “3” is not a text: write it in quotes."),
        (r'note = "a\u0000b"', "5:1: This text holds a control character."),
        ('url = "here"', "5:1: “here”: Enter a valid URL."),
        (f'publisher2 = "{"x" * 99}"', "5:1: “publisher2” is not a key of this table; did you mean “publisher”?"),
        (f'language = "{"x" * 13}"', "5:1: “xxxxxxxxxxxxx”: Ensure this value has at most 12 characters (it has 13)."),
    ],
)
def test_a_wrong_line_of_a_source_is_answered(line, problem):
    (found,) = problems_of(SourceRow, SOURCE + line + "\n")
    assert found.startswith("f.toml:" + problem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            ACT.replace("signature", "signed"),
            "1:1: “signed” is not accepted here; write one of negotiations_opened,",
        ),
        (ACT + "order_on_day = true\n", "4:1: “True” is not a whole number."),
        (ACT + 'order_on_day = "1"\n', "4:1: “1” is not a whole number."),
        (ACT + "order_on_day = 99999\n", "4:1: “99999”: Ensure this value is less than or equal to 32767."),
        (ACT.replace('["s"]', '"s"'), "3:1: “sources” is a list: write it in [ ]."),
        (ACT.replace('["s"]', "[]"), "3:1: “sources” is empty."),
        (ACT.replace('["s"]', "[3]"), "3:1: A table with source, locator, about is expected here."),
        (ACT.replace('["s"]', '[{ locator = "p. 3" }]'), "3:1: “source” is missing."),
    ],
)
def test_a_wrong_act_is_answered(text, problem):
    (found,) = problems_of(ActRow, text)
    assert found.startswith("f.toml:" + problem)


def test_all_problems_of_a_file_are_told_at_once_in_their_order():
    text = 'slug = "Not a slug"\ntitle = ""\nis_bilateral = "yes"\n[[acts]]\nact = "waved"\ndone_on = "soon"\n'
    found = problems_of(AgreementRow, text)
    assert [problem.split(":")[1] for problem in found] == ["1"] * 7 + ["2", "3", "4", "5", "6"]
    assert {problem.split(": ")[1] for problem in found if "missing" in problem} == {
        f"“{key}” is missing." for key in ("short_title", "form", "nature", "nature_sources", "sources", "participants")
    }
