"""The pages say what stands between two parties, and through which union one is bound."""

import pytest

from tests.factories.record import a_block, invented_agreement, record
from tests.treaties.queries.test_through_unions import MEMBER, SECOND, STATE, UNION, bind, join
from tests.treaties.web.pages import Page, words
from treaties.models import Agreement, Clause
from treaties.vocabulary import Act, ClauseKind, Scope

pytestmark = pytest.mark.django_db
OBJECTED = (
    "The State of XAA objected on 1 January 1985 to a reservation of the State of XAB, which precludes force between "
    "the two"
)


@pytest.fixture
def objected() -> Agreement:
    agreement = bind(invented_agreement(is_bilateral=False, codes=("XAA", "XAB", "XAC")), "XAA", "XAB", "XAC")
    record(agreement, Act.RESERVATION, "XAB", done_on="1979-06-01")
    about = f"{agreement.slug}-reservation-xab"
    record(agreement, Act.PRECLUDING_OBJECTION, "XAA", received_on="1985-01-01", about=about)
    return agreement


def page(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    parsed = Page(response.content.decode())
    assert (parsed.misplaced, len(set(parsed.ids))) == ([], len(parsed.ids))
    return words(response)


def test_the_answer_and_the_row_say_what_precludes_force_between_the_two(client, objected) -> None:
    text = page(client, "/pairs/XAA-XAB/?on=2000-01-01")
    assert "no multilateral agreement on record bound both." in text
    assert f"1 multilateral agreement was not in force between the two: {OBJECTED}." in text
    assert f"Not in force between the two (1) Invented {OBJECTED}." in text
    other = page(client, "/pairs/XAA-XAC/?on=2000-01-01")
    assert "1 multilateral agreement bound both." in other
    assert "objected" not in other


def test_the_page_of_the_agreement_lists_the_pairs_between_whom_it_is_not_in_force(client, objected) -> None:
    text = page(client, f"/agreements/{objected.slug}/?on=2000-01-01")
    assert "Not in force, or suspended, between two of the parties (1)" in text
    assert f"State of XAA – State of XAB: not in force. {OBJECTED}." in text
    before = page(client, f"/agreements/{objected.slug}/?on=1984-01-01")
    assert "between two of the parties" not in before


def test_an_accession_that_is_not_accepted_is_said_to_be_so(client) -> None:
    agreement = invented_agreement(is_bilateral=False, codes=("XAA", "XAB", "XAC"))
    with a_block():
        Clause.objects.create(agreement=agreement, kind=ClauseKind.ACCESSION_BY_ACCEPTANCE)
    bind(agreement, "XAA", "XAB")
    record(agreement, Act.ACCESSION, "XAC", received_on="1995-01-01", effective_on="1995-04-01")
    text = page(client, "/pairs/XAA-XAC/?on=2000-01-01")
    assert "the State of XAA has not accepted the accession of the State of XAC of 1 January 1995".casefold() in (
        text.casefold()
    )


def test_a_suspension_between_the_two_names_who_suspended_it(client, objected) -> None:
    record(objected, Act.SUSPENSION, "XAC", effective_on="1990-01-01", scope=Scope.PAIR, towards="XAA")
    text = page(client, "/pairs/XAA-XAC/?on=2000-01-01")
    assert "In force but suspended (1): Invented" in text
    assert "suspended in part" not in page(client, "/pairs/XAB-XAC/?on=2000-01-01")
    listed = page(client, f"/agreements/{objected.slug}/?on=2000-01-01")
    assert "State of XAA – State of XAC: suspended. The State of XAC suspended it towards the State of XAA" in listed


def test_a_row_says_via_which_union_it_binds(client) -> None:
    bind(invented_agreement(codes=(UNION, STATE)), UNION, STATE)
    bind(invented_agreement(is_bilateral=False, codes=(UNION, STATE)), UNION, STATE)
    join(MEMBER, "1990-01-01", "2020-01-01")
    join(SECOND, "2001-01-01")
    text = page(client, f"/pairs/{MEMBER}-{STATE}/?on=2000-01-01")
    via = f"the State of {MEMBER} via the State of {UNION}"
    assert f"The 1 bilateral agreement in force bound {via}." in text
    assert f"the State of {MEMBER} via the State of {UNION} (member since 1 January 1990)." in text
    later = page(client, f"/pairs/{MEMBER}-{STATE}/?on=2021-01-01")
    assert f"{via} (member until 1 January 2020, and no longer bound)." in later
    early = page(client, f"/pairs/{SECOND}-{STATE}/?on=2000-01-01")
    assert f"the State of {SECOND} via the State of {UNION} (a member only from 1 January 2001)." in early
