"""The lists of the pair page: narrowed, counted, sorted and cut into pages; and what is refused."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.factories.record import a_block, invented_agreement, invented_parties, record
from tests.treaties.web.pages import Page, words
from treaties.dates import PartialDate
from treaties.models import Agreement, Participation, StatusChange, Succession
from treaties.vocabulary import Act, SuccessionKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAIR = "/pairs/AZ-US/"
ON = "?on=2024-10-05"
ROW = re.compile(r'<li id="a-([^"]+)"')
COUNT = re.compile(r'id="f-([\w-]+)"[^>]*><span>[^<]*</span><span class="num">(\d+)</span>')


def rows(response) -> list[str]:
    return ROW.findall(response.content.decode())


def counts(response) -> dict[str, int]:
    return {ref: int(number) for ref, number in COUNT.findall(response.content.decode())}


def test_choices_of_one_facet_are_alternatives_and_facets_must_all_fit(client):
    ended = rows(client.get(f"{PAIR}{ON}&status=ended"))
    assert ended == ["acquisition-agreement-2003", "acquisition-agreement-2013", "usaid-arrangement"]
    both = rows(client.get(f"{PAIR}{ON}&status=ended&status=operative"))
    assert set(both) == {*ended, "joint-statement-relations-1997"}
    assert rows(client.get(f"{PAIR}{ON}&status=ended&topic=defence")) == ended[:2]


def test_a_facet_counts_what_fits_the_others_and_not_its_own_choices(client):
    plain, narrowed = counts(client.get(f"{PAIR}{ON}")), counts(client.get(f"{PAIR}{ON}&status=ended"))
    assert {ref: number for ref, number in narrowed.items() if ref.startswith("status-")} == {
        ref: number for ref, number in plain.items() if ref.startswith("status-")
    }
    assert (plain["topic-defence"], narrowed["topic-defence"]) == (7, 2)
    assert sum(number for ref, number in narrowed.items() if ref.startswith("nature-")) == 3
    assert "nature-treaty" not in narrowed, "a choice that would leave nothing is not offered"


def test_the_answer_and_its_counts_never_follow_the_filters(client):
    answer = "6 bilateral agreements between Azerbaijan and the United States were in force, and 4 more are uncertain"
    text = words(client.get(f"{PAIR}{ON}&status=ended"))
    assert answer in text
    assert "Showing 3 of 28 agreements; the answer above counts all." in text


@pytest.mark.parametrize("typed", ["défense mutuál", "ACQUIS mutual", "tias 13093", "TIAS 13", "fatca"])
def test_words_begin_words_of_titles_in_any_language_and_of_numbers(client, typed):
    found = rows(client.get(f"{PAIR}{ON}", {"on": "2024-10-05", "text": typed}))
    assert 0 < len(found) < 5


def test_a_filter_that_leaves_nothing_names_what_to_drop(client):
    text = words(client.get(f"{PAIR}{ON}&status=ended&topic=transport"))
    assert "No agreement fits all of these. Drop one:" in text
    assert "Status that day: Ended then 1 fits" in text
    assert "Topic: Transport then 3 fit" in text


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("status=nonsense", "“nonsense” is none of in_force, operative"),
        ("topic=defence_security", "“defence_security” is none of defence, economy"),
        ("decade=1995", "“1995” is no decade; write 1990"),
        ("decade=0000", "is no decade"),
        ("decade=99999999990", "is no decade"),
        ("body=Nobody", "No body called “Nobody” acted"),
        ("sort=size", "“size” is none of status, date, -date, title"),
        ("sort=date&sort=title", "“sort” was given 2 times"),
        ("text=%21%21", "“!!” holds no letter and no number"),
        ("text=a&text=b", "“text” was given 2 times"),
        ("text=%00", "a character that cannot be read here"),
        (f"text={'a' * 5000}", "At most 120 characters"),
        ("text=a+b+c+d+e+f+g+h+i", "At most 8 words"),
        ("after=nonsense", "“nonsense” is no place in this list"),
        ("after=ended~2024-99-99~slug", "is no place in this list"),
        ("after=ended~10000-01-01~slug", "is no place in this list"),
        ("after=2013-01-01~slug", "is no place in this list"),
        ("sort=date&after=ended~2013-01-01~slug", "is no place in this list"),
        ("after_multilateral=ended~2013-01-01~slug", "is no place in this list"),
        ("predecessors=perhaps", "“perhaps” is not understood; write yes"),
        ("&".join(f"body={number}" for number in range(50)), "At most 40 at a time"),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_listed(client, asked, message):
    response = client.get(f"{PAIR}{ON}&{asked}")
    assert response.status_code == 400
    text = words(response)
    assert message in text
    assert "6 bilateral agreements" in text, "the answer needs no list"
    assert rows(response) == []
    refused = client.get(f"{PAIR}agreements.csv{ON}&{asked}")
    assert (refused.status_code, refused.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert message in refused.content.decode()


def test_what_was_typed_is_kept(client):
    assert 'value="!!"' in client.get(f"{PAIR}{ON}&text=!!").content.decode()


def test_the_order_is_as_asked_and_rows_without_a_day_stand_last(client):
    oldest = rows(client.get(f"{PAIR}{ON}&sort=date&kind=bilateral"))
    newest = rows(client.get(f"{PAIR}{ON}&sort=-date&kind=bilateral"))
    assert oldest[0] == "tax-convention-us-ussr-1973"
    assert newest[0] == "strategic-partnership-charter-2026"
    assert len(oldest) == len(newest) == 15
    titles = rows(client.get(f"{PAIR}{ON}&sort=title&kind=bilateral"))
    assert set(titles) == set(oldest)
    assert titles != oldest


def test_each_number_of_the_answer_leads_to_its_list_whatever_the_page_shows(client):
    """On this page where the list is there; else to the list alone."""
    for query in (ON, f"{ON}&status=ended", f"{ON}&sort=title", f"{ON}&after=ended~2013-01-01~x"):
        page = Page(client.get(PAIR + query).content.decode())
        assert page.fragments <= {*page.ids}
        hrefs = [attributes.get("href") or "" for tag, attributes in page.elements if tag == "a"]
        away = [href for href in hrefs if href.startswith("?") and "kind=" in href]
        assert bool(away) is (query != ON)
        for href in away:
            assert client.get(PAIR + href.partition("#")[0]).status_code == 200


def test_a_script_gets_the_list_alone_and_a_clean_address(client):
    asked = {"on": "2024-10-05", "text": "", "status": "ended", "sort": "status"}
    response = client.get(PAIR, asked, headers={"HX-Request": "true", "HX-Target": "agreements"})
    assert response.headers["HX-Push-Url"] == f"{PAIR}{ON}&status=ended"
    assert "<html" not in response.content.decode()
    assert "Showing 3 of 28 agreements" in words(response)
    assert len(rows(response)) == 3


def test_the_form_of_the_day_keeps_the_filters_and_a_new_day_begins_at_the_first_page(client):
    page = Page(client.get(f"{PAIR}{ON}&status=ended&sort=date&after=2003~x").content.decode())
    hidden = [
        (one["name"], one["value"]) for tag, one in page.elements if tag == "input" and one.get("type") == "hidden"
    ]
    assert ("status", "ended") in hidden
    html = client.get(f"{PAIR}{ON}&status=ended").content.decode()
    assert f'href="{PAIR}?on=2024-06-01&amp;status=ended"' in html


def many(number: int) -> None:
    """So many agreements between two invented states, each signed and in force: copies of one, from day to day."""
    model = invented_agreement(slug="many", codes=("XAA", "XAB"))
    record(model, Act.SIGNATURE, done_on="1990-01-01")
    record(model, Act.ENTRY_INTO_FORCE, effective_on="1990-06-01")
    model.refresh_from_db()
    files, acts = list(model.participations.all()), list(model.status_changes.all())
    with a_block() as block:
        copies = [
            _copied(model, slug=f"many-{one:04}", title=f"On the fish of river {one * 7919}")
            for one in range(1, number)
        ]
        Agreement.objects.bulk_create(copies)
        Participation.objects.bulk_create(_copied(file, agreement=copy) for copy in copies for file in files)
        StatusChange.objects.bulk_create(
            _copied(act, agreement=copy, slug=f"{copy.slug}-{act.act}", **_moved(act, place))
            for place, copy in enumerate(copies)
            for act in acts
        )
        assert block.no


def _copied(row, **changed):
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.generated}
    one = type(row)(**{name: value for name, value in values.items() if name not in ("id", "block_id")})
    for name, value in changed.items():
        setattr(one, name, value)
    return one


def _moved(act: StatusChange, place: int) -> dict[str, PartialDate]:
    """Its days in another year, so that there are days to sort by."""
    year = 1991 + place % 30
    return {
        name: PartialDate.parse(f"{year}{day.text[4:]}")
        for name in ("done_on", "effective_on")
        if (day := getattr(act, name))
    }


def test_three_hundred_agreements_are_light_few_statements_and_walked_to_their_end(
    client, django_assert_max_num_queries
):
    many(300)
    url = "/pairs/XAA-XAB/?on=2024-10-05"
    client.get(url)
    with django_assert_max_num_queries(8):
        response = client.get(url, headers={"accept-encoding": "gzip"})
    along = ("pacta.css", "pacta.js", "django_htmx/htmx-2.min.js", "favicon.svg")
    found = [finders.find(path) for path in along]
    brought = sum(len(gzip.compress(Path(str(path)).read_bytes())) for path in found)
    assert len(response.content) + brought <= 60_000
    for sort in ("status", "date", "-date", "title"):
        seen, query = [], f"&sort={sort}"
        while query:
            page = client.get(f"{url}{query}", headers={"HX-Request": "true", "HX-Target": "agreements"})
            assert len(rows(page)) == 50
            seen += rows(page)
            following = re.search(r'href="[^"?]*\?on=2024-10-05([^"#]*after=[^"#]*)#agreements"', page.content.decode())
            query = following[1].replace("&amp;", "&") if following else ""
        assert len(seen) == 300
        assert len(set(seen)) == 300


def test_two_on_one_side_are_no_pair(client):
    invented_agreement(slug="two-against-one", codes=("XAA", "XAB", "XAC"))
    assert "two-against-one" in rows(client.get("/pairs/XAA-XAC/"))
    assert "Pacta holds no agreement between" in words(client.get("/pairs/XAB-XAC/"))


def test_agreements_of_a_predecessor_are_offered_shown_apart_and_never_counted(client):
    before, after, _ = invented_parties("XAA", "XAD", "XAB")
    with a_block() as block:
        Succession.objects.create(
            predecessor=before, successor=after, kind=SuccessionKind.SUCCESSION, block_id=block.no
        )
    old = invented_agreement(slug="of-the-old-state", codes=("XAA", "XAB"))
    record(old, Act.SIGNATURE, done_on="1980-01-01")
    plain = client.get("/pairs/XAB-XAD/?on=1990-01-01")
    assert "Include agreements of predecessor states: State of XAA (1)" in words(plain)
    assert "of-the-old-state" not in plain.content.decode()
    text = words(client.get("/pairs/XAB-XAD/?on=1990-01-01&predecessors=yes"))
    assert "Between the State of XAB and the State of XAA; not shown to bind the State of XAD." in text
    assert "Pacta holds no agreement between the State of XAB and the State of XAD." in text
    assert "Include agreements of predecessor states" not in words(client.get("/pairs/AZ-US/"))
