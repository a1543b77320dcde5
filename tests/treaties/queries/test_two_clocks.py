"""Any day, as known at any block: the pair's answer, the agreement's file and the differences, one statement each."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from tests.factories.record import a_block, invented_agreement, invented_parties, invented_source, record
from treaties.actions.corrections import correct_status_change, retract_status_change
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.dates import PartialDate
from treaties.models import Agreement, Block, StatusChange
from treaties.queries.agreement_file import agreement_file
from treaties.queries.country_pair import country_pair
from treaties.queries.differences import Difference, Point, difference_from, differing
from treaties.queries.knowledge import NotKnowledge, knowledge_at
from treaties.vocabulary import Act, AgreementStatus, PairGroup

pytestmark = pytest.mark.django_db
DAY = date(2005, 1, 1)
A = AgreementStatus


def differences(before: Point, after: Point, **of) -> list[Difference]:
    """The whole first, then the parties."""
    found = [difference_from(row) for row in differing(before, after, **of).order_by("agreement", "pk")]
    return sorted(found, key=lambda one: (one.agreement.pk, one.party is not None, one.party and one.party.name))


def head() -> int:
    return Block.objects.latest("no").no


@pytest.fixture
def history() -> tuple[Agreement, list[int]]:
    """In force 2001; corrected to 2010; corrected to 2003; retracted. With the last block before each change."""
    agreement = invented_agreement()
    blocks = [head()]
    change = record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01").change
    blocks.append(head())
    for day in ("2010-01-01", "2003-01-01"):
        given = ActGiven(act=Act.ENTRY_INTO_FORCE, effective_on=PartialDate.parse(day))
        cites = [Cite(invented_source())]
        with a_block() as block:
            mending = correct_status_change(block, change=change, given=given, reason="Misread.", cites=cites)
        assert mending.change
        change = mending.change
        blocks.append(head())
    with a_block() as block:
        retract_status_change(block, change=change, reason="Another agreement was meant.")
    return agreement, [*blocks, head()]


def test_each_state_of_knowledge_keeps_its_answer(history, django_assert_num_queries):
    agreement, blocks = history
    one, other = invented_parties("XAA", "XAB")
    expected = [PairGroup.NOT_YET, PairGroup.IN_FORCE, PairGroup.NOT_YET, PairGroup.IN_FORCE, PairGroup.NOT_YET]
    answers = []
    for block in blocks:
        with django_assert_num_queries(1):
            pair = country_pair(one, other, on=DAY, known_at=block)
        (row,) = [row for row in pair.rows if row.agreement == agreement]
        answers.append(row.group)
        file = agreement_file(agreement.slug, on=DAY, known_at=block)
        assert [standing.status for standing in file.standings] == row.statuses
        assert {act.slug for act in row.acts} == {act.slug for act in file.acts}
    assert answers == expected
    (now,) = [row for row in country_pair(one, other, on=DAY).rows if row.agreement == agreement]
    assert (now.group, now.acts) == (PairGroup.NOT_YET, ())


def test_before_it_was_recorded_an_agreement_is_not_there():
    before = head()
    agreement = invented_agreement()
    one, other = invented_parties("XAA", "XAB")
    assert agreement not in [row.agreement for row in country_pair(one, other, on=DAY, known_at=before).rows]
    with pytest.raises(Agreement.DoesNotExist):
        agreement_file(agreement.slug, on=DAY, known_at=before)


def test_the_file_tells_what_was_mended_by_then(history):
    agreement, blocks = history
    told = [len(agreement_file(agreement.slug, on=DAY, known_at=block).corrections) for block in blocks]
    assert told == [0, 0, 1, 2, 3]
    latest, *_ = agreement_file(agreement.slug, on=DAY).corrections
    assert (latest.is_retraction, latest.reason) == (True, "Another agreement was meant.")


def test_what_changed_between_two_days(history, django_assert_num_queries):
    agreement, blocks = history
    before, after = Point(date(2000, 1, 1), blocks[3]), Point(DAY, blocks[3])
    with django_assert_num_queries(1):
        found = differences(before, after, agreement=agreement)
    told = [(one.party and one.party.code, one.before.statuses, one.after.statuses) for one in found]
    assert told[0] == (None, [A.NOT_YET], [A.IN_FORCE])
    assert [code for code, *_ in told] == [None, "XAA", "XAB"]
    assert differences(Point(date(1999, 1, 1)), Point(date(1999, 12, 31)), agreement=agreement) == []


def test_what_we_learned_between_two_states_of_knowledge(history, django_assert_num_queries):
    agreement, blocks = history
    learned = []
    for earlier, later in pairwise(blocks):
        with django_assert_num_queries(1):
            found = differences(Point(DAY, earlier), Point(DAY, later), agreement=agreement)
        learned.append([one.after.statuses for one in found if one.party is None])
    assert learned == [[[A.IN_FORCE]], [[A.NOT_YET]], [[A.IN_FORCE]], [[A.NOT_YET]]]
    with django_assert_num_queries(1):
        found = differences(Point(DAY, blocks[1]), Point(DAY, blocks[3]), agreement=agreement)
    assert [(one.before.path.since, one.after.path.since) for one in found if one.party is None] == [
        ("2001-01-01", "2003-01-01")
    ]


def test_the_differences_of_a_pair_are_about_the_two(history, django_assert_num_queries):
    agreement, blocks = history
    pair = invented_parties("XAA", "XAB")
    with django_assert_num_queries(2):  # the memberships in unions first
        found = differences(Point(DAY, blocks[0]), Point(DAY, blocks[1]), pair=(pair[0], pair[1]))
    assert {one.agreement for one in found} == {agreement}
    everything = differences(Point(DAY, blocks[0]), Point(DAY, blocks[1]))
    assert [(one.agreement, one.party) for one in found] == [(one.agreement, one.party) for one in everything]


def test_a_status_that_comes_to_rest_on_something_else_differs_too():
    agreement = invented_agreement()
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    known = head()
    record(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2004-01-01", effective_on="2006-01-01")
    (whole, *_) = differences(Point(DAY, known), Point(DAY), agreement=agreement)
    assert (whole.before.statuses, whole.after.statuses) == ([A.IN_FORCE], [A.IN_FORCE])
    assert (len(whole.before.path.flags), len(whole.after.path.flags)) == (0, 1)


def test_a_moment_means_the_last_block_at_or_before_it(django_assert_num_queries):
    last = Block.objects.latest("no")
    with django_assert_num_queries(1):
        assert knowledge_at(last.at.isoformat()).no == last.no
    assert knowledge_at((last.at - timedelta(microseconds=1)).isoformat()).no == last.no - 1
    assert knowledge_at("2999-01-01T00:00:00+05:00").no == last.no
    assert knowledge_at("2999-01-01t00:00:00 05:00").no == last.no
    assert knowledge_at(str(last.no)).at == last.at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2025-03-01",
        "2025-02-31T00:00:00Z",
        "2025-03-01T24:00:00Z",
        "2025-03-01T12:00:00",
        "-1",
        "١",
        "0001-01-01T00:00:00+23:59",
    ],
)
def test_what_names_no_state_of_knowledge_is_told_what_does(text):
    with pytest.raises(NotKnowledge, match="block number of the journal"):
        knowledge_at(text)


def test_a_block_that_is_not_there_yet_and_a_moment_before_the_record():
    last = head()
    with pytest.raises(NotKnowledge, match=f"no block {last + 1} yet: the last one is {last}"):
        knowledge_at(str(last + 1))
    with pytest.raises(NotKnowledge, match="It began with block 1"):
        knowledge_at(datetime(1997, 1, 1, tzinfo=UTC).isoformat())
    with pytest.raises(NotKnowledge, match="It began with block 1"):
        knowledge_at("0")


def test_a_mended_act_keeps_its_name_and_its_row(history):
    agreement, _ = history
    stem = f"{agreement.slug}-entry-into-force"
    slugs = StatusChange.objects.filter(agreement=agreement).order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == [stem, f"{stem}-2", f"{stem}-3"]
