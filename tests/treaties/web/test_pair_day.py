"""The day and the state of knowledge of a pair's page: what it offers to choose, and what it keeps."""

import re
from datetime import UTC, date, datetime

import pytest

from tests.factories.record import last_block
from tests.treaties.web.pages import Page, words
from treaties.queries.knowledge import Knowledge
from treaties.web.day_slider import Slider
from treaties.web.days import AskedDay, states_to_offer

PAIR = "/pairs/AZ-US/"


def test_the_slider_holds_the_years_of_the_picture_and_the_days_of_change_within():
    days = [date(1990, 1, 1), date(1992, 1, 1), date(2013, 6, 1), date(2028, 1, 1)]
    slider = Slider(date(1992, 1, 1), date(2028, 1, 1), date(1800, 1, 1), days)
    assert (slider.first, slider.last) == (date(1992, 1, 1).toordinal(), date(2027, 12, 31).toordinal())
    assert slider.now == slider.first, "a day outside lies at the nearest end"
    assert slider.changes.split() == [str(day.toordinal()) for day in days[1:3]]
    assert (slider.from_year, slider.to_year) == ("1992", "2027")


def test_the_latest_state_is_offered_as_such_and_the_asked_one_is_among_the_others():
    latest, before, asked = (Knowledge(no, datetime(2025, no, 1, tzinfo=UTC), last=9) for no in (9, 5, 2))
    on = date(2024, 10, 5)
    assert states_to_offer(AskedDay(on, on), [latest, before]) == [before]
    assert states_to_offer(AskedDay(on, on, knowledge=asked), [latest, before]) == [before, asked]
    assert states_to_offer(AskedDay(on, on, knowledge=latest), [latest]) == [latest]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?on=2024-10-05", "?on=1850", "?on=9999-12-31", "?on=0001-01-01"])
def test_every_control_works_without_a_script_or_is_shown_by_one_alone(client, query):
    page = Page(client.get(PAIR + query).content.decode())
    fields = {one.get("id"): one for tag, one in page.elements if tag in ("input", "select")}
    assert {"on", "known_at", "or_known_at"} <= {*fields}
    assert "name" not in fields["on-calendar"], "it only writes into the field"
    assert "name" not in fields["on-slider"]
    first, now, last = (int(fields["on-slider"][name] or "") for name in ("min", "value", "max"))
    assert first <= now <= last


@pytest.mark.django_db
def test_what_was_typed_beside_the_choice_of_knowledge_wins(client):
    block = last_block()
    assert f"(block {block})" in words(client.get(f"{PAIR}?known_at=1&or_known_at={block}"))
    assert "One state of knowledge at a time" in words(client.get(f"{PAIR}?known_at=1&known_at=2"))
    refused = client.get(f"{PAIR}?known_at=1&or_known_at=yesterday")
    assert refused.status_code == 400
    assert 'value="yesterday"' in refused.content.decode()


@pytest.mark.django_db
def test_the_page_can_be_cited_and_followed(client):
    page = client.get(f"{PAIR}?on=2024-10-05")
    cited = re.search(r'<p class="cite">(.*?)</p>', page.content.decode(), re.DOTALL)
    assert cited
    assert "10 multilateral agreements bound both." in cited[1]
    assert f"http://testserver{PAIR}?on=2024-10-05&amp;known_at={last_block()}" in cited[1]
    for feed in ("/changes.atom", "/deadlines.ics", "/deadlines.atom", "/contradictions.atom"):
        assert f'href="{feed}?party=AZ&amp;party=US"' in page.content.decode()
