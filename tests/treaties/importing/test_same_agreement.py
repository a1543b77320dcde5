"""A register beside the record: the same agreement is found, a near one is asked about, nothing is merged unsure."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.record import a_block, invented_source, record
from treaties.actions.agreements import AgreementGiven, Participant, add_agreement
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.importing.problems import Place, Unreadable
from treaties.importing.same_agreement import Answers, Candidate, read_answers, settle
from treaties.importing.title_likeness import Likeness, Title
from treaties.models import Party
from treaties.vocabulary import Act, Form, Nature

pytestmark = pytest.mark.django_db
ON_RECORD = "bit-azerbaijan-united-states-1997"
BIT = Candidate(
    key="Azerbaijan - United States of America BIT (1997)",
    source="a-register",
    slug="unctad-az-us-bit-1997",
    number="77",
    parties=frozenset({"AZ", "US"}),
    signed_on=PartialDate.parse("1997-08-01"),
    title="Azerbaijan - United States of America BIT (1997)",
    is_bilateral=True,
    place=Place("f.csv", 2, 3),
)
"""Of the same parties and day there are two joint statements on record too."""


def named(candidate, answers=None):
    return settle([candidate], answers)[candidate.key]


def question(*candidates, answers=None):
    with pytest.raises(Unreadable) as unreadable:
        settle(candidates, answers)
    return [str(problem) for problem in unreadable.value.problems]


def signed(day, **more):
    return replace(BIT, signed_on=PartialDate.parse(day) if day else None, **more)


def test_the_same_parties_day_and_matter_are_the_same_agreement():
    found = named(BIT)
    assert (found.slug, found.is_on_record) == (ON_RECORD, True)
    assert (found.side("AZ", 2), found.side("US", 1), found.side("FI", 2)) == (1, 2, 2)


@pytest.mark.parametrize(
    "title",
    [
        "Protocol amending the investment treaty between Azerbaijan and the United States",
        "Agreement between Azerbaijan and the United States for the avoidance of double taxation",
    ],
)
def test_another_sort_of_text_or_another_matter_of_the_same_day_is_another_agreement(title):
    assert named(replace(BIT, title=title)).slug == BIT.slug


def test_an_unclear_title_of_the_same_day_is_asked_about():
    (asked,) = question(replace(BIT, title="Agreement between Azerbaijan and the United States"))
    assert asked.startswith("f.csv:2:3: ")
    assert f"({ON_RECORD}, 1 August 1997)" in asked
    assert f"under [same]: {'"' + BIT.key + '"'} = the slug in quotation marks, or “new”" in asked


@pytest.mark.parametrize("day", ["1997-08-02", "1997", ""])
def test_the_same_matter_of_a_near_or_unknown_day_is_asked_about(day):
    (asked,) = question(signed(day))
    assert ON_RECORD in asked


@pytest.mark.parametrize(
    "other",
    [
        signed("2010-03-04"),
        replace(BIT, parties=frozenset({"AZ", "FI"})),
        replace(BIT, parties=frozenset({"AZ", "US", "FI"}), is_bilateral=False),
    ],
)
def test_other_years_and_other_parties_are_other_agreements(other):
    assert (named(other).slug, named(other).is_on_record) == (BIT.slug, False)


def test_an_answer_settles_it_and_new_is_an_answer():
    unclear = replace(BIT, title="An agreement")
    assert named(unclear, Answers({BIT.key: ON_RECORD})).slug == ON_RECORD
    assert named(unclear, Answers({BIT.key: "new"})).slug == BIT.slug
    (wrong,) = question(unclear, answers=read_answers(f'[same]\n"{BIT.key}" = "no-such"\n', "a.toml"))
    assert wrong == "a.toml:2:1: There is no agreement “no-such” on record."


def test_a_place_of_the_register_that_is_cited_already_is_the_same_whatever_it_says_now():
    cited = replace(signed("1999-09-09"), source="senate-treaty-doc-106-47", key="", parties=frozenset({"AZ", "FI"}))
    assert named(cited).slug == ON_RECORD


def test_two_of_one_stem_are_told_apart_by_their_numbers():
    second = replace(signed("1997-11-11"), key="the other", number="78")
    answers = Answers({BIT.key: "new", "the other": "new"})
    assert [one.slug for one in settle([second, BIT], answers).values()] == [f"{BIT.slug}-78", BIT.slug]


def test_two_rows_are_never_one_agreement_on_record():
    (asked,) = question(BIT, replace(BIT, key="again", place=Place("f.csv", 9)))
    assert f"would both be “{ON_RECORD}”" in asked


def test_a_multilateral_treaty_is_found_by_day_and_title_however_many_parties_are_on_record():
    torture = replace(
        BIT,
        parties=frozenset({"AZ", "US", "FI", "CL"}),
        is_bilateral=False,
        signed_on=PartialDate.parse("1984-12-10"),
        title="Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment",
    )
    assert named(torture).slug == "cat-1984"


TAX = replace(
    BIT,
    key="Russia - United States Tax (1990)",
    parties=frozenset({"RU", "US"}),
    signed_on=PartialDate.parse("1990-06-01"),
    title="Convention on Income Tax between the United States and Russia",
)
"""Of a day on which the Soviet Union was, and Russia was not yet a state."""


def made(one, *other, day="1990-06-01", slug="", place=""):
    """A tax convention on record, between one side and another, whose places are cited in the register."""
    source, title = invented_source(), "Convention between A and B on Income Tax"
    parties = [Participant(Party.objects.get(code=code), 1 if code == one else 2) for code in (one, *other)]
    given = AgreementGiven(
        slug=slug or f"tax-{one}-{other[0]}".lower(),
        title=title,
        short_title=title,
        form=Form.CONVENTION,
        is_bilateral=True,
        nature=Nature.TREATY,
        participants=parties,
        cites=[Cite(source, place)],
    )
    with a_block() as block:
        agreement = add_agreement(block, given=given)
    record(agreement, Act.SIGNATURE, done_on=day)
    return agreement.slug, source.slug


def test_what_a_predecessor_made_is_the_same_where_only_it_existed_on_that_day():
    slug, _ = made("SU", "US")
    found = named(TAX)
    assert (found.slug, found.is_on_record) == (slug, True)
    assert (found.side("RU", 2), found.side("US", 1)) == (1, 2)
    assert found.why == (
        "of the same day and matter, with the Soviet Union (SU) where this has Russia (RU), and of these only the "
        "Soviet Union (SU) existed on that day. RU is added there; that it is bound would be an act of its own"
    )
    assert named(replace(TAX, parties=frozenset({"KZ", "US"}))).slug == slug


def test_successors_of_one_state_stand_beside_it_on_one_side():
    slug, _ = made("US", "SU", "AZ")
    assert [named(replace(TAX, parties=frozenset({code, "US"}))).slug for code in ("RU", "AZ", "SU")] == [slug] * 3


def test_what_the_register_has_already_for_another_successor_is_asked_about():
    _, source = made("US", "SU", "RU")
    (asked,) = question(replace(TAX, parties=frozenset({"KZ", "US"}), source=source))
    assert "where this has Kazakhstan (KZ), and this register has it already under another name. Say which" in asked


@pytest.mark.parametrize(
    ("on_record", "listed", "day"),
    [
        ("DD", "DE", "1975-05-05"),  # both existed then
        ("SU", "RU", "1990-06"),  # no day: of that month
    ],
)
def test_a_predecessor_is_asked_about_where_it_is_not_sure(on_record, listed, day):
    slug, _ = made(on_record, "US", day=day)
    (asked,) = question(replace(TAX, parties=frozenset({listed, "US"}), signed_on=PartialDate.parse(day)))
    assert f"({slug}, " in asked
    assert f"({on_record}) where this has " in asked


@pytest.mark.parametrize(
    "other",
    [
        replace(TAX, parties=frozenset({"RU", "FI"})),
        replace(TAX, title="Air services agreement"),
        replace(TAX, signed_on=PartialDate.parse("1985-06-01")),
    ],
)
def test_of_another_party_matter_or_year_a_predecessor_is_no_reason(other):
    made("SU", "US")
    assert not named(other).is_on_record


def test_states_that_came_out_of_one_are_no_kin():
    made("AZ", "US", day="1993-06-01")
    of_ukraine = replace(TAX, parties=frozenset({"UA", "US"}), signed_on=PartialDate.parse("1993-06-01"))
    assert not named(of_ukraine).is_on_record


def test_what_was_answered_to_be_new_is_known_in_the_next_edition():
    """It is asked about for ever, and the file of answers is kept: “new” must not mean once more."""
    answers, other = Answers({TAX.key: "new"}), replace(TAX, parties=frozenset({"FI", "US"}))
    made("FI", "US")
    assert named(other, answers).slug == TAX.slug
    _, source = made("FI", "US", slug=TAX.slug, place=TAX.key)
    again = named(replace(other, source=source), answers)
    assert (again.slug, again.is_on_record) == (TAX.slug, True)


def test_the_statements_are_as_many_for_one_as_for_many():
    many = [
        replace(BIT, key=f"key {number}", slug=f"slug-{number}", signed_on=PartialDate.parse(f"{1800 + number}-01-01"))
        for number in range(90)
    ]
    with CaptureQueriesContext(
        connection,
    ) as one:
        settle(many[:1])
    with CaptureQueriesContext(connection) as all_of_them:
        settle(many)
    assert len(one) == len(all_of_them) == 7


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("same = 3", "a.toml:1:1: Answers stand in a section, such as [same]."),
        ('[same]\n"x" = 3', "a.toml:2:1: An answer is a text in quotation marks."),
        ("[same", "a.toml:1:6: This is not TOML"),
        ("\ud800", "a.toml:1:1: This is not TOML"),
    ],
)
def test_answers_that_are_none(text, problem):
    with pytest.raises(Unreadable, match=problem.replace("[", "\\[")):
        read_answers(text, "a.toml")


def test_titles_are_alike_by_what_is_left_of_them():
    one = Title.of("Treaty between A and B concerning the Encouragement of Investment")
    assert one.likeness(Title.of("A - B BIT (1997)")) is Likeness.SAME
    assert one.likeness(Title.of("A - B Air Services Agreement")) is Likeness.OTHER
    assert one.likeness(Title.of("Protocol to the A - B BIT (1997)")) is Likeness.OTHER
    assert one.likeness(Title.of("Treaty of Friendship")) is Likeness.UNCLEAR
