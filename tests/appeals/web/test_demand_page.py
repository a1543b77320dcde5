"""A demand's page: what it would end, if granted, and what happened to each agreement since."""

import pytest

from appeals.actions.links import add_counter_evidence, make_link
from appeals.actions.responses import OutcomeGiven, ResponseGiven, record_outcome, record_response
from appeals.vocabulary import Grade, LinkRelation, OutcomeKind, ResponseKind
from tests.factories.appeals import a_rule, invented_appeal, named
from tests.factories.record import a_block, invented_agreement, invented_source, last_block, record
from tests.treaties.web.pages import Page, words
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.vocabulary import Act, Nature

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LETTER = "/appeals/milli-majlis-letter-2024-10-05/demands/"


def in_force(slug: str):
    agreement = invented_agreement(slug=slug)
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2005-01-01")
    return agreement


@pytest.fixture
def agreement():
    return in_force("in-force")


@pytest.fixture
def appeal(agreement):
    return invented_appeal(named(agreement))


def of(appeal, query="?on=2012-01-01") -> str:
    return f"{appeal.get_absolute_url()}demands/1/{query}"


def test_each_target_says_what_a_notice_would_come_to_and_what_stands_against_it(client):
    text = words(client.get(f"{LETTER}1/?on=2024-12-01"))
    assert "Issued on 5 October 2024, it asks: terminate. It meant 8 agreements on that day." in text
    assert "No outcome is on record. It changed no status." in text
    assert "Investment treaty (BIT) by rule Status then In force 5 October 2024" in text
    assert "Notice period 1 year" in text
    assert "on 1 December 2024: ends 1 December 2025; some provisions until 1 December 2035" in text
    assert "No clause on denunciation is on record." in text
    assert "It had ended already: there is nothing left to end." in text
    assert "No answer is on record 57 days after the appeal. The clock ran out on 4 November 2024." in text


def test_a_non_binding_text_needs_no_notice(client):
    text = invented_agreement(slug="soft", nature=Nature.NON_BINDING)
    record(text, Act.MADE_OPERATIVE, effective_on="2005-01-01")
    page = words(client.get(of(invented_appeal(named(text)))))
    assert "Against it It is non-binding: no notice is possible, and none is needed." in page


def test_acts_since_are_in_the_order_of_time_with_the_links_of_this_demand(client, agreement, appeal):
    record(agreement, Act.DECLARATION, by="XAA", done_on="2009-12-31")
    late = record(agreement, Act.NOTICE_OF_TERMINATION, by="XAA", done_on="2011-05-01", received_on="2011-05-02").change
    record(agreement, Act.DECLARATION, by="XAB", done_on="2010")
    with a_block() as block:
        link = make_link(
            block,
            appeal=appeal,
            demand=appeal.demands.get(),
            status_change=late,
            relation=LinkRelation.REQUESTED,
            grade=Grade.D,
            quotation="at the wish of the group",
        ).link
        cites = [Cite(invented_source())]
        add_counter_evidence(block, link=link, statement="The note gives another reason.", cites=cites)
    text = words(client.get(of(appeal)))
    since = text[text.index("Acts since") : text.index("1 graded link to acts")]
    assert since.index("done 2010 no link on record") < since.index("done 1 May 2011, received 2 May 2011")
    assert "requested · grade D" in since
    assert "2009" not in since
    links = text[text.index("1 graded link to acts") :]
    assert "For the act Notice of termination, Invented requested, grade D (independent reporting)" in links
    assert "at the wish of the group" in links
    assert "Against this link: The note gives another reason." in links


def test_outcomes_stand_by_who_asserts_them_and_the_clock_stops_with_an_answer(client, appeal):
    cites, before = [Cite(invented_source())], last_block()
    with a_block() as block:
        for by, kind in (("The ministry", OutcomeKind.REJECTED), ("The press", OutcomeKind.GRANTED_IN_PART)):
            given = OutcomeGiven(kind=kind, asserted_by=by, asserted_on=PartialDate.parse("2010-03"))
            record_outcome(block, demand=appeal.demands.get(), given=given, cites=cites)
        answer = ResponseGiven(
            kind=ResponseKind.HOLDING, by="The minister", summary="Noted.", responded_on=PartialDate.parse("2010-01-21")
        )
        record_response(block, appeal=appeal, given=answer, cites=cites)
    text = words(client.get(of(appeal)))
    assert "The ministry Rejected, asserted" in text
    assert "The press Granted in part, asserted" in text
    assert "The first answer came 20 days after the appeal." in text
    then = words(client.get(of(appeal, f"?on=2010-01-11&known_at={before}")))
    assert "No outcome on record" in then
    assert "No answer is on record 10 days after the appeal." in then
    assert "The clock ran out" not in then


def test_what_the_rule_would_catch_now_stands_apart(client):
    appeal = invented_appeal(a_rule())
    in_force("learned-later")
    text = words(client.get(of(appeal)))
    assert "It means no agreement on record." in text
    assert "Added to the record later: would be caught; not part of what was frozen." in text


def test_the_appeal_leads_to_it_and_it_has_one_address(client, appeal):
    assert of(appeal, "") in Page(client.get(appeal.get_absolute_url()).content.decode()).links("/")
    page = Page(client.get(of(appeal)).content.decode())
    canonical = [one["href"] for tag, one in page.elements if tag == "link" and one.get("rel") == "canonical"]
    assert canonical == [f"http://testserver{of(appeal)}"]
    assert of(appeal, "") in client.get("/sitemap-demands-1.xml").content.decode()


@pytest.mark.parametrize("number", ["0", "77", "99999999999999999999"])
def test_a_demand_that_is_not_made_leads_back_to_the_appeal(client, number):
    response = client.get(f"{LETTER}{number}/")
    assert response.status_code == 404
    assert "has no demand number" in words(response)


def test_an_appeal_not_known_yet_says_so(client, appeal):
    assert client.get(of(appeal, "?known_at=1")).status_code == 404
    assert client.get("/appeals/no-such-appeal/demands/1/").status_code == 404


def test_many_acts_and_links_cost_no_more(client, agreement, appeal, django_assert_max_num_queries):
    with a_block() as block:
        for year in range(2011, 2019):
            act = record(agreement, Act.DECLARATION, by="XAA", done_on=f"{year}-01-01").change
            make_link(block, appeal=appeal, status_change=act, relation=LinkRelation.PRECEDED)
    with django_assert_max_num_queries(8):
        assert client.get(of(appeal)).status_code == 200
