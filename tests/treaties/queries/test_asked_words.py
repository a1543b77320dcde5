"""Which words of a search narrow it, and what is left for names and titles. No database."""

import pytest

from treaties.queries.asked_words import Kind, read_words
from treaties.vocabulary import EndReason, Form, Nature, PairGroup, Topic

G = PairGroup
NAMES = {"organization for security", "serbia and montenegro"}


def read(text: str):
    return read_words(text, is_name=lambda part: part.casefold() in NAMES)


def said(text: str) -> list[object]:
    """Values, or years, of each part that narrows."""
    found = []
    for one in read(text).wanted:
        meaning = one.meaning
        found.append(meaning.years if meaning.kind is Kind.YEARS else set(meaning.values))
    return found


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("az us defence 2013 ended", [{Topic.DEFENCE}, (2013, 2013), {G.ENDED}], "az us"),
        ("Ended, 2013: DEFENSE; AZ-US", [{G.ENDED}, (2013, 2013), {Topic.DEFENCE}], "AZ-US"),
        ("in force aviation", [{G.IN_FORCE}, {Topic.TRANSPORT}], ""),
        ("az us 1990s", [(1990, 1999)], "az us"),
        ("az us 1990-2000", [(1990, 2000)], "az us"),
        ("az us 1990 to 2000", [(1990, 2000)], "az us"),
        ("not in force az us", [{G.SIGNED, G.POSSIBLY_SIGNED, G.NOT_BETWEEN, G.ENDED, G.NEVER_IN_FORCE}], "az us"),
        ("possibly in force", [{G.POSSIBLY_IN_FORCE}], ""),
        ("non-binding mou with France", [{Nature.NON_BINDING}, {Form.MEMORANDUM}], "France"),
        ("müdafiə Azərbaycan ABŞ", [{Topic.DEFENCE}], "Azərbaycan ABŞ"),
        ("美国国防", [{Topic.DEFENCE}], "美国"),
        ("human rights treaties of Azerbaijan", [{Topic.HUMAN_RIGHTS}], "treaties of Azerbaijan"),
    ],
)
def test_words_that_narrow_are_told_from_the_rest(text, expected, rest) -> None:
    assert (said(text), read(text).rest) == (expected, rest)


@pytest.mark.parametrize("text", ["TIAS 13093", "open skies", "azerbaijan usa", "12345", "0999", "2300", "", " ", "--"])
def test_other_texts_are_left_alone(text) -> None:
    assert (read(text).wanted, read(text).rest) == ((), text)


def test_what_is_left_of_a_year_is_not_india() -> None:
    assert [read(text).rest for text in ("in 2013", "agreements signed in 2013", "no tax", "IN 2013")] == [
        "",
        "",
        "",
        "IN",
    ]


def test_signed_in_a_year_asks_for_the_year_and_signed_alone_for_the_status() -> None:
    assert said("signed in 2013") == [(2013, 2013)]
    assert said("defence signed") == [{Topic.DEFENCE}, {G.SIGNED, G.POSSIBLY_SIGNED}]


def test_a_question_about_one_agreement_is_no_filter() -> None:
    assert said("is the open skies agreement still in force?") == []
    assert read("when did the open skies agreement end?").rest == "the open skies agreement"


def test_a_name_of_several_words_is_left_whole() -> None:
    assert read("Organization for Security defence").rest == "Organization for Security"
    assert [one.typed for one in read("Organization for Security defence").wanted] == ["defence"]


def test_each_part_knows_the_text_that_leaves_it_out() -> None:
    assert [one.without for one in read("az us defence in 2013 ended").wanted] == [
        "az us 2013 ended",
        "az us defence ended",
        "az us defence in 2013",
    ]


def test_a_reason_is_an_end_and_goes_first() -> None:
    (denounced,) = read("denounced").wanted
    assert (denounced.meaning.values, denounced.meaning.reason) == ((G.ENDED,), EndReason.DENOUNCED)


def test_every_topic_can_be_asked_for_by_its_label() -> None:
    assert {topic: said(topic.label) for topic in Topic} == {topic: [{topic}] for topic in Topic}


def test_no_number_of_words_is_too_much() -> None:
    assert len(read("defence " * 500).wanted) == 8
