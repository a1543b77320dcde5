"""The public pages over the seeds: what they answer, at what cost, and to what they refuse an answer."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client

from tests.treaties.web.pages import Page, words
from treaties.queries.party_search import known_parties

pytestmark = pytest.mark.django_db
PAIR = "/pairs/AZ-US/"
ON = "?on=2024-10-05"

EVERY_PAGE = [
    "/",
    "/?q=congo+us",
    "/?q=azerbaijan",
    "/?q=austrlia+azerbaijan",
    "/?q=open+skies&on=2024-10-05",
    "/?q=aquisition+narnia",
    "/?q=bit+azerbaijan+usa+turkey&on=2013&from=1990",
    PAIR,
    f"{PAIR}{ON}",
    f"{PAIR}?on=1980-01-01",
    f"{PAIR}?on=2016-05-01",
    f"{PAIR}?on=9999",
    f"{PAIR}?on=yesterday",
    f"{PAIR}{ON}&known_at=2",
    f"{PAIR}?known_at=yesterday",
    f"{PAIR}compare/",
    f"{PAIR}compare/?from_on=2014-10-05&on=2024-10-05",
    "/compare/?from_on=2014&on=2024",
    "/compare/?from_known_at=x",
    "/pairs/SU-US/",
    "/pairs/DE-FR/",
    "/pairs/AZ-AZ/",
    "/agreements/",
    f"/agreements/acquisition-agreement-2013/{ON}",
    "/agreements/acquisition-agreement-2013/?on=2013-06-01",
    "/agreements/usaid-arrangement/",
    "/agreements/iccpr-1966/",
    "/agreements/iccpr-1966/compare/?from_on=1960",
    "/agreements/iccpr-1966/?known_at=1",
    "/agreements/joint-statement-relations-1997/",
    "/agreements/no-such-agreement/",
    "/appeals/",
    "/appeals/milli-majlis-letter-2024-10-05/",
    "/appeals/congress-letter-2024-10-03/",
    "/appeals/no-such-appeal/",
    "/nothing-here/",
]


def test_the_pair_answers_in_one_sentence(client):
    text = words(client.get(f"{PAIR}{ON}"))
    assert (
        "On 5 October 2024, 6 bilateral agreements between Azerbaijan and the United States were in force, "
        "and 4 more are uncertain; 10 multilateral agreements bound both." in text
    )


@pytest.mark.parametrize(
    ("on", "headings"),
    [
        ("1998-01-01", ["In force (1)", "Non-binding, operative (1)", "Signed; entry into force not on record (1)",
                        "Signed; in force only later (1)", "8 multilateral agreements on record bound both"]),
        ("2013-06-01", ["In force (6)", "Signed; entry into force not on record (2)", "Possibly signed (1)"]),
        ("2016-05-01", ["In force (6)", "Possibly in force (1)", "Ended (1)"]),
        ("2019-06-01", ["In force (6)", "Possibly in force (1)", "Signed; entry into force not on record (3)"]),
        ("2024-10-05", ["In force (6)", "Non-binding, operative (1)", "Signed; entry into force not on record (3)",
                        "A source says otherwise (2)", "Ended (3)", "10 multilateral agreements on record bound both"]),
    ],
)  # fmt: skip
def test_the_pair_shows_its_groups(client, on, headings):
    text = words(client.get(f"{PAIR}?on={on}"))
    assert [heading for heading in headings if heading not in text] == []


def test_nothing_of_the_pair_is_hidden(client):
    """Each agreement between the two is named on the page of any day."""
    text = client.get(f"{PAIR}?on=1850-01-01").content.decode()
    for slug in ("tax-convention-us-ussr-1973", "strategic-partnership-charter-2026", "iccpr-1966", "ctbt-1996"):
        assert f"/agreements/{slug}/" in text


def test_a_term_over_and_a_letter_that_says_otherwise_stand_side_by_side(client):
    text = words(client.get(f"{PAIR}{ON}"))
    assert "Term over, called in force" in text
    assert "Ended by computation, unconfirmed “in force” on 5 October 2024" in text


def test_a_pair_bound_later_than_the_agreement_entered_into_force_says_so(client):
    text = words(client.get(f"{PAIR}{ON}"))
    assert "Signed 1973 In force 1976 Both bound 1991" in text
    assert text.count("Both bound") == 1


@pytest.mark.parametrize(
    "typed", ["US-AZ", "AZE-USA", "az-us", "azerbaijan usa", "США Азербайджан", "usa-aze", "AZ_US"]
)
def test_every_other_spelling_leads_to_the_one_address(client, typed):
    answer = client.get(f"/pairs/{typed}/{ON}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{PAIR}{ON}")


@time_machine.travel(datetime(2026, 3, 10, 23, 30, tzinfo=UTC), tick=False)
def test_the_default_day_is_today_in_the_present_tense(client):
    text = words(client.get(PAIR))
    assert "On 10 March 2026, 7 bilateral agreements between Azerbaijan and the United States are in force" in text


def test_a_year_means_its_last_day(client):
    assert "On 31 December 2013" in words(client.get(f"{PAIR}?on=2013"))


def test_the_arrows_lead_to_the_nearest_days_of_change(client):
    page = client.get(f"{PAIR}?on=2024-09-01").content.decode()
    assert f'href="{PAIR}?on=2024-06-01"' in page
    assert f'href="{PAIR}?on=2024-10-05"' in page


def test_a_party_that_did_not_exist_yet_is_said_and_its_predecessor_offered(client):
    response = client.get(f"{PAIR}?on=1980-01-01")
    assert "Azerbaijan did not exist yet on 1 January 1980" in words(response)
    assert 'href="/pairs/SU-US/?on=1980-01-01"' in response.content.decode()


def test_another_day_that_a_source_gives_stands_in_the_row(client):
    given = "Another day is given for it: 1 June 2014"
    assert words(client.get(f"{PAIR}?on=2025-03-01")).count(given) == 1
    assert given not in words(client.get(f"{PAIR}{ON}"))


def test_what_ended_with_one_of_the_two_ended_on_that_day(client):
    """The agreement goes on with Azerbaijan; with the Soviet Union it ended when that did."""
    text = words(client.get("/pairs/SU-US/"))
    assert "Signed 1973 In force 1976 Ended 26 Dec 1991" in text


def test_a_day_survives_the_search(client):
    assert client.get("/?q=azerbaijan+usa&on=Oct+2024").headers["Location"] == f"{PAIR}?on=2024-10-31"
    assert "/pairs/CD-US/?on=2013-12-31" in client.get("/?q=congo+us&on=2013").content.decode()


def test_a_party_that_is_gone_is_said_and_its_successors_offered(client):
    response = client.get(f"/pairs/SU-US/{ON}")
    assert "The Soviet Union no longer existed on 5 October 2024" in words(response)
    assert f'href="{PAIR}{ON}"' in response.content.decode()


def test_a_pair_of_which_nothing_is_on_record(client):
    text = words(client.get("/pairs/DE-FR/"))
    assert "Pacta holds no agreement between Germany and France. That does not mean there is none." in text


@pytest.mark.parametrize(
    ("url", "at_most"),
    [
        (f"{PAIR}{ON}", 8),
        (f"{PAIR}?on=1980-01-01", 8),
        ("/", 9),
        ("/agreements/", 1),
        (f"/agreements/acquisition-agreement-2013/{ON}", 7),
        ("/agreements/counterproliferation-agreement-1999/", 7),
        ("/agreements/working-group-memorandum-2025/", 7),
        ("/appeals/milli-majlis-letter-2024-10-05/", 30),
        ("/appeals/", 1),
    ],
)
def test_a_page_costs_so_many_statements(client, url, at_most, django_assert_max_num_queries):
    known_parties()
    with django_assert_max_num_queries(at_most):
        client.get(url)


@pytest.mark.parametrize(
    ("url", "status", "message"),
    [
        ("/?q=congo+us", 300, "“congo us”: which one?"),
        ("/?q=congo", 300, "Democratic Republic of the Congo"),
        ("/pairs/congo-us/", 300, "Republic of the Congo – United States"),
        ("/?q=azerbaijan", 200, "Understood: Azerbaijan, and nobody else."),
        ("/?q=az+az", 400, "names Azerbaijan twice"),
        ("/pairs/AZ-AZ/", 400, "A pair is two different parties"),
        ("/?q=austrlia+azerbaijan", 404, "Understood: Azerbaijan, ?"),
        ("/?q=atlantis+lemuria", 404, "Understood: ?, ?"),
        ("/pairs/XX-YY/", 404, "Which two countries?"),
        ("/?q=AZ-", 200, "Understood: Azerbaijan, and nobody else."),
        ("/?q=az+us&on=soon", 400, "“soon” is not one day"),
        ("/?q=%00", 400, "without control characters"),
        ("/pairs/%00/", 400, "without control characters"),
        ("/pairs/AZ-US%00/", 400, "without control characters"),
        ("/pairs/%ED%A0%80/", 404, "Which two countries?"),
        (f"/?q={'a' * 5000}", 400, "at most 120 characters"),
        (f"/pairs/{'a' * 5000}/", 400, "at most 120 characters"),
        (f"{PAIR}?on=yesterday", 400, "“yesterday” is not one day"),
        (f"{PAIR}?on=2024-02-31", 400, "“2024-02-31” is not a day of the calendar"),
        (f"{PAIR}?on=2024-13-01", 400, "“2024-13-01” is not a day of the calendar"),
        (f"{PAIR}?on=0000", 400, "is not a day of the calendar"),
        (f"{PAIR}?on=%00", 400, "is not one day"),
        (f"{PAIR}?on=%ED%A0%80", 400, "is not one day"),
        (f"{PAIR}?on=2013/2014", 400, "is not one day"),
        (f"{PAIR}?on={'1' * 5000}", 400, "is not one day"),
        (f"{PAIR}?on=2024&on=2025", 400, "One day at a time"),
        ("/agreements/iccpr-1966/?on=soon", 400, "“soon” is not one day"),
        ("/agreements/iccpr-1996/", 404, "International Covenant on Civil and Political Rights"),
        ("/agreements/%00/", 404, "Nothing is at this address"),
        ("/appeals/no-such/", 404, "No appeal has this address"),
        ("/appeals/%00/", 404, "Nothing is at this address"),
        ("/no-such-page/", 404, "Nothing is at this address"),
    ],
)
def test_bad_input_gets_a_clear_message(client, url, status, message):
    response = client.get(url)
    assert response.status_code == status
    assert message in words(response)


def test_what_was_typed_is_kept(client):
    assert 'value="yesterday"' in client.get(f"{PAIR}?on=yesterday").content.decode()
    assert 'value="austrlia azerbaijan"' in client.get("/?q=austrlia+azerbaijan").content.decode()


def test_what_was_typed_is_never_taken_for_markup(client):
    for url in ("/?q=<script>alert(1)</script>+us", f"{PAIR}?on=<script>", "/agreements/?on=<script>"):
        assert "<script>" not in client.get(url).content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_the_pages_of_errors_need_nothing(name):
    """They are rendered where little can be relied on: no request, no database."""
    assert "<h1>" in render_to_string(name)


def test_unknown_parameters_of_a_page_are_ignored(client):
    assert client.get(f"{PAIR}{ON}&utm_source=x").status_code == 200


@pytest.mark.parametrize("url", ["/", PAIR, "/agreements/", "/agreements/iccpr-1966/", "/appeals/", "/api/v1/docs/"])
def test_pages_are_only_read(url):
    client = Client(enforce_csrf_checks=True)
    assert client.post(url).status_code == 405
    assert client.head(url).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("url", EVERY_PAGE)
def test_no_page_holds_inline_style_or_script(client, url):
    response = client.get(url)
    page = Page(response.content.decode())
    assert page.inline == []
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.slow
@pytest.mark.parametrize("url", EVERY_PAGE)
def test_every_page_is_well_formed(client, url):
    """Elements closed in order, no id twice, one h1, a title, a language, a way past the head, labelled fields."""
    page = Page(client.get(url).content.decode())
    tags = [tag for tag, _ in page.elements]
    assert (page.misplaced, page.open) == ([], [])
    assert len(set(page.ids)) == len(page.ids)
    titles = [tag for tag, attributes in page.elements if tag == "title" and "id" not in attributes]  # not a drawing's
    assert (tags.count("h1"), len(titles), tags.count("main")) == (1, 1, 1)
    assert page.fragments - set(page.ids) == set()
    labelled = {attributes.get("for") for tag, attributes in page.elements if tag == "label"}
    assert {
        attributes.get("id")
        for tag, attributes in page.elements
        if tag == "input" and attributes.get("type") != "hidden"
    } - labelled == set()


def is_party(path):
    return re.fullmatch("/parties/[^/]+/", path) is not None


@pytest.mark.slow
def test_every_link_inside_the_pages_leads_somewhere(client):
    """A walk from the home page, in the order in which links are met; each page is asked about two days at most; what
    differs between two, a picture, and fifty parties of the many, about one."""
    visits: Counter[str] = Counter()
    seen, ahead, broken = set(), ["/"], []
    while ahead:
        url = ahead.pop(0)
        path = url.partition("?")[0]
        is_of_many = path.endswith(("/compare/", ".svg", ".png")) or "/parties/" in path
        if url in seen or visits[path] == (1 if is_of_many else 2) or (is_party(path) and visits["parties"] == 50):
            continue
        seen.add(url)
        visits[path] += 1
        visits["parties"] += is_party(path)
        response = client.get(url, follow=True)
        if response.status_code >= 400:
            broken.append((response.status_code, url))
        response.getvalue()  # a file is closed at its end
        if response.headers["Content-Type"].startswith("text/html") and not url.startswith(("/api/", "/admin/")):
            answered = response.redirect_chain[-1][0] if response.redirect_chain else url
            ahead += sorted(Page(response.content.decode()).links(answered) - seen)
    assert broken == []
    assert len([path for path in visits if re.fullmatch("/agreements/([^/]+/)?", path)]) == 29
