"""A member is bound through a union that is party while it is a member, and the answer says through which."""

from datetime import date

import pytest

from tests.factories.record import a_block, invented_agreement, invented_parties, invented_source, last_block, record
from treaties.actions.parties import MembershipGiven, add_memberships
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Agreement, Membership, Party
from treaties.queries.country_pair import PairRow, country_pair
from treaties.queries.through_unions import Membership as Spell
from treaties.vocabulary import Act, PairGroup

pytestmark = pytest.mark.django_db
UNION, MEMBER, SECOND, STATE = "XUN", "XME", "XMF", "XST"


def join(member: str, since: str, until: str = "", union: str = UNION) -> Membership:
    parties = {party.code: party for party in invented_parties(union, member)}
    source = invented_source()
    with a_block() as block:
        given = MembershipGiven(
            parties[union],
            parties[member],
            PartialDate.parse(since),
            PartialDate.parse(until) if until else None,
            [Cite(source)],
        )
        return add_memberships(block, [given])[0]


def bind(agreement: Agreement, *codes: str) -> Agreement:
    for code in codes:
        record(agreement, Act.SIGNATURE, code, done_on="1979-01-01")
        record(agreement, Act.RATIFICATION, code, received_on="1979-06-01")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="1980-01-01")
    return agreement


@pytest.fixture
def of_union() -> Agreement:
    """In force since 1980 between the union and the state."""
    return bind(invented_agreement(codes=(UNION, STATE)), UNION, STATE)


def pair_rows(one: str, other: str, on: str, known_at: int | None = None) -> list[PairRow]:
    ids = [Party.objects.get(code=code) for code in (one, other)]
    return list(country_pair(*ids, on=date.fromisoformat(on), known_at=known_at).rows)


def group(one: str, other: str, on: str) -> PairGroup:
    (row,) = pair_rows(one, other, on)
    (turned,) = pair_rows(other, one, on)
    assert turned.group is row.group
    return row.group


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("1979-12-31", PairGroup.NOT_YET),
        ("1989-12-31", PairGroup.NOT_YET),
        ("1990-01-01", PairGroup.IN_FORCE),
        ("2019-12-31", PairGroup.IN_FORCE),
        ("2020-01-01", PairGroup.ENDED),
    ],
)
def test_a_member_is_bound_through_its_union_from_accession_to_exit(of_union, on: str, expected: PairGroup) -> None:
    join(MEMBER, "1990-01-01", "2020-01-01")
    assert group(MEMBER, STATE, on) is expected


def test_the_row_says_through_which_union_and_since_when(of_union) -> None:
    join(MEMBER, "1990-01-01")
    (row,) = pair_rows(MEMBER, STATE, "2000-01-01")
    one, other = row.vias
    assert one
    assert (one.code, other, str(row.since)) == (UNION, None, "1990-01-01")
    assert row.path.because


def test_a_day_of_accession_that_is_known_as_a_year_leaves_it_open(of_union) -> None:
    join(MEMBER, "1990")
    assert group(MEMBER, STATE, "1990-06-01") is PairGroup.POSSIBLY_IN_FORCE
    assert group(MEMBER, STATE, "1991-01-01") is PairGroup.IN_FORCE


def test_members_of_one_union_are_no_pair_through_it_and_neither_is_a_member_with_its_union() -> None:
    bind(invented_agreement(is_bilateral=False, codes=(UNION, STATE)), UNION, STATE)
    join(MEMBER, "1990-01-01")
    join(SECOND, "1990-01-01")
    for one, other in ((MEMBER, SECOND), (MEMBER, UNION)):
        assert pair_rows(one, other, "2000-01-01") == []


def test_who_left_the_union_is_at_the_other_end_of_its_agreements_from_then_on() -> None:
    bind(invented_agreement(codes=(UNION, SECOND)), UNION, SECOND)
    join(MEMBER, "1970-01-01")
    join(SECOND, "1970-01-01", "2020-01-01")
    assert group(MEMBER, SECOND, "2010-01-01") is PairGroup.NOT_YET
    assert group(MEMBER, SECOND, "2020-01-01") is PairGroup.IN_FORCE


def test_who_takes_part_itself_stands_by_its_own_file() -> None:
    agreement = invented_agreement(is_bilateral=False, codes=(UNION, STATE, MEMBER))
    bind(agreement, UNION, STATE)
    record(agreement, Act.SIGNATURE, MEMBER, done_on="1979-01-01")
    join(MEMBER, "1970-01-01")
    (row,) = pair_rows(MEMBER, STATE, "2000-01-01")
    assert (row.group, row.vias) == (PairGroup.SIGNED, (None, None))


def test_a_member_on_the_side_of_its_union_is_no_pair_with_another_member() -> None:
    agreement = invented_agreement(codes=(STATE, UNION, MEMBER))
    bind(agreement, UNION, STATE, MEMBER)
    join(MEMBER, "1970-01-01")
    join(SECOND, "1970-01-01")
    assert pair_rows(MEMBER, SECOND, "2000-01-01") == []
    assert group(SECOND, STATE, "2000-01-01") is PairGroup.IN_FORCE


def test_two_unions_bind_their_members_to_each_other() -> None:
    bind(invented_agreement(codes=(UNION, "XUO")), UNION, "XUO")
    join(MEMBER, "1990-01-01")
    join(SECOND, "1995-01-01", union="XUO")
    assert group(MEMBER, SECOND, "1994-12-31") is PairGroup.NOT_YET
    assert group(MEMBER, SECOND, "1995-01-01") is PairGroup.IN_FORCE
    (row,) = pair_rows(MEMBER, SECOND, "2000-01-01")
    assert [via.code for via in row.vias if via] == [UNION, "XUO"]


def test_of_two_unions_that_take_part_the_one_that_is_bound_counts() -> None:
    agreement = invented_agreement(is_bilateral=False, codes=(UNION, "XUP", STATE))
    bind(agreement, UNION, STATE)
    join(MEMBER, "1970-01-01", "2009-12-01")
    join(MEMBER, "1993-11-01", union="XUP")
    record(agreement, Act.ACCESSION, "XUP", received_on="2009-12-01", effective_on="2009-12-01")
    for on in ("2009-11-30", "2009-12-01"):
        assert group(MEMBER, STATE, on) is PairGroup.IN_FORCE
    assert [via.code for on in ("2009-11-30", "2009-12-01") for via in pair_rows(MEMBER, STATE, on)[0].vias if via] == [
        UNION,
        "XUP",
    ]


def test_an_objection_to_a_reservation_of_the_union_bars_its_members_too() -> None:
    agreement = invented_agreement(is_bilateral=False, codes=(UNION, STATE))
    bind(agreement, UNION, STATE)
    record(agreement, Act.RESERVATION, UNION, done_on="1979-06-01")
    about = f"{agreement.slug}-reservation-xun"
    record(agreement, Act.PRECLUDING_OBJECTION, STATE, received_on="1985-01-01", about=about)
    join(MEMBER, "1970-01-01")
    assert group(MEMBER, STATE, "1984-12-31") is PairGroup.IN_FORCE
    assert group(MEMBER, STATE, "1985-01-01") is PairGroup.NOT_BETWEEN


def test_what_was_not_known_of_a_membership_binds_nobody_then(of_union) -> None:
    invented_parties(MEMBER)
    before = last_block()
    join(MEMBER, "1990-01-01")
    assert pair_rows(MEMBER, STATE, "2000-01-01", known_at=before) == []
    assert [row.group for row in pair_rows(MEMBER, STATE, "2000-01-01", known_at=last_block())] == [PairGroup.IN_FORCE]


def test_it_is_one_statement_however_many_unions(of_union, django_assert_num_queries) -> None:
    join(MEMBER, "1990-01-01")
    one, other = (Party.objects.get(code=code) for code in (MEMBER, STATE))
    for known_at in (None, last_block()):
        with django_assert_num_queries(1):
            country_pair(one, other, on=date(2000, 1, 1), known_at=known_at)


def test_memberships_of_the_reference_data_are_there_with_their_sources() -> None:
    members = {
        on: set(
            Membership.objects.filter(union__code="EU", since_earliest__lte=on)
            .exclude(until_earliest__lte=on)
            .values_list("member__code", flat=True)
        )
        for on in ("1993-11-01", "2004-05-01", "2013-07-01", "2020-02-01")
    }
    assert [len(found) for found in members.values()] == [12, 25, 28, 27]
    assert {"GB"} == members["2013-07-01"] - members["2020-02-01"]
    assert set(Membership.objects.filter(union__code="BLEU").values_list("member__code", flat=True)) == {"BE", "LU"}
    assert not Membership.objects.filter(citations=None, union__code__in=["EU", "EEC", "BLEU", "BENELUX"]).exists()


def test_a_membership_holds_from_its_first_day_until_its_last() -> None:
    spell = Spell(PartialDate.parse("1973-01-01"), PartialDate.parse("2020"))
    told = [spell.holds_on(date(*day)) for day in ((1972, 12, 31), (1973, 1, 1), (2020, 6, 1), (2021, 1, 1))]
    assert told == [{False}, {True}, {True, False}, {False}]
