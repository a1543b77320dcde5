"""The picture on the pages and alone, over the seeds: its groups, its marks, its table, its addresses."""

import re
import xml.etree.ElementTree as ET
from datetime import date
from html import unescape

import pytest

from tests.treaties.web.pages import Page, words
from treaties.models import Agreement, Party
from treaties.queries.agreement_file import agreement_file
from treaties.queries.country_pair import country_pair
from treaties.vocabulary import PairGroup
from treaties.web.days import AskedDay
from treaties.web.picture.agreement import picture_of_agreement
from treaties.web.picture.model import Group, MarkKind, Phase
from treaties.web.picture.pair import lane_of_row, outline_of_row, picture_of_pair
from treaties.web.picture.strip import density_of
from treaties.web.picture.view import PictureView
from treaties.web.picture.window import AskedYears

pytestmark = pytest.mark.django_db
PAIR, ON = "/pairs/AZ-US/", "?on=2024-10-05"
DAYS = ["1998-01-01", "2013-06-01", "2016-01-01", "2016-05-01", "2019-06-01", "2024-10-05"]
ALONE = [
    f"{PAIR}picture.svg{ON}",
    f"/agreements/acquisition-agreement-2013/picture.svg{ON}",
    "/agreements/iccpr-1966/picture.svg",
]


def asked(day: str) -> AskedDay:
    on = date.fromisoformat(day)
    return AskedDay(on, on)


def of_pair(day: str = "2024-10-05", years: AskedYears | None = None) -> PictureView:
    one, other = Party.objects.get(code="AZ"), Party.objects.get(code="US")
    return picture_of_pair(country_pair(one, other, on=asked(day).on), asked(day), years=years)


def of_agreement(slug: str, day: str = "2024-10-05") -> PictureView:
    return picture_of_agreement(agreement_file(slug, on=asked(day).on), asked(day))


def lane(view: PictureView, title: str):
    return next(one for one in view.picture.lanes if one.title.startswith(title))


@pytest.mark.parametrize("day", DAYS)
def test_the_groups_of_the_picture_are_those_of_the_record(day):
    view = of_pair(day)
    pair = country_pair(Party.objects.get(code="AZ"), Party.objects.get(code="US"), on=asked(day).on)
    counts = {group.heading: len(group.lanes) for group in view.picture.groups}
    assert counts.get("In force", 0) == len(pair.bilateral(PairGroup.IN_FORCE))
    assert counts.get("Ended", 0) == len(pair.bilateral(PairGroup.ENDED))
    assert sum(counts.values()) == len([row for row in pair.rows if row.agreement.is_bilateral])
    assert view.picture.strip is not None
    assert view.picture.strip.on(asked(day).on).certain == len(pair.multilateral(PairGroup.IN_FORCE))


@pytest.mark.parametrize("day", ["1995-01-01", *DAYS])
def test_the_bars_say_on_every_day_what_the_groups_say(day):
    """What is drawn solid or hatched over a day is in force on that day, and nothing else is."""
    at = date.fromisoformat(day)
    for row, one in zip(_bilateral_rows(), _lanes_in_the_same_order(), strict=True):
        group = row.group_on(at)
        held = {
            spell.phase for spell in one.spells if spell.since and spell.holds_on(at) and spell.phase is not Phase.GAP
        }
        if group is PairGroup.IN_FORCE:
            assert held <= {Phase.IN_FORCE, Phase.NON_BINDING}
            assert held
        elif group is PairGroup.POSSIBLY_IN_FORCE:
            assert held == {Phase.POSSIBLE}
        else:
            assert Phase.IN_FORCE not in held


def _bilateral_rows():
    pair = country_pair(Party.objects.get(code="AZ"), Party.objects.get(code="US"), on=date(2024, 10, 5))
    return sorted((row for row in pair.rows if row.agreement.is_bilateral), key=lambda row: row.agreement.short_title)


def _lanes_in_the_same_order():
    return sorted(of_pair().picture.lanes, key=lambda one: one.title)


def test_by_default_it_begins_with_the_first_act_that_both_share():
    assert of_pair().window.start == date(1992, 1, 1)
    assert of_pair().window.end == date(2028, 1, 1)
    assert [zoom.words for zoom in of_pair().zooms] == ["All", "Since 1992", "± 10 years"]


def test_the_acquisition_agreement_is_cross_hatched_from_its_computed_end_to_the_letter():
    for view in (of_pair(), of_agreement("acquisition-agreement-2013")):
        gaps = [spell for spell in lane(view, "Acquisition agreement of 2013").spells if spell.phase is Phase.GAP]
        assert [(gap.since, gap.until) for gap in gaps] == [(date(2020, 1, 1), date(2024, 10, 5))]
        assert "b-contra" in view.wide.body


def test_what_rests_on_the_press_is_hatched_and_what_rests_on_a_register_is_solid():
    view = of_pair()
    inks = {
        one.title: {spell.ink for spell in one.spells if spell.phase is Phase.IN_FORCE} for one in view.picture.lanes
    }
    assert inks["Investment treaty (BIT)"] == {"force"}
    assert inks["Open Skies (air transport)"] == {"said"}
    assert inks["Income tax convention US–USSR"] == {"said"}


def test_a_start_that_is_not_on_record_fades_in():
    [spell] = lane(of_pair(), "Arrangement with USAID").spells
    assert (spell.since, spell.until, spell.is_over) == (None, date(2024, 6, 1), True)


def test_a_non_binding_text_is_dotted_and_a_contested_one_too():
    view = of_pair("2026-01-01")
    for title in ("Joint Statement on relations", "Memorandum, working group"):
        assert {spell.phase for spell in lane(view, title).spells} == {Phase.NON_BINDING}


def test_an_assertion_that_the_record_does_not_bear_out_is_marked_so():
    [said] = [mark for mark in lane(of_pair(), "Joint statement on defence").marks if mark.kind is MarkKind.SAID]
    assert said.is_contrary


def test_a_later_assertion_is_not_shown_on_an_earlier_day():
    assert not [
        mark for mark in lane(of_pair("2019-06-01"), "Joint statement on defence").marks if mark.kind is MarkKind.SAID
    ]


def test_appeals_are_flags_of_the_pair_and_of_what_they_mean():
    assert len(of_pair().picture.flags) == 2
    assert len(of_agreement("acquisition-agreement-2013").picture.flags) == 1
    assert not of_agreement("iccpr-1966").picture.flags


def test_an_agreement_shows_the_whole_its_parties_and_what_it_replaces():
    view = of_agreement("acquisition-agreement-2013")
    assert [group.heading for group in view.picture.groups] == [
        "The agreement as a whole",
        "Before and after it",
        "Its parties",
    ]
    assert lane(view, "Acquisition agreement, predecessor").title.endswith("(replaced by this one)")


def test_a_multilateral_agreement_shows_the_number_of_its_parties():
    view = of_agreement("iccpr-1966")
    assert view.picture.strip is not None
    assert view.picture.strip.on(date(2024, 10, 5)).certain == 2


@pytest.mark.parametrize(
    "address", [f"{PAIR}{ON}", f"/agreements/acquisition-agreement-2013/{ON}", "/agreements/iccpr-1966/"]
)
def test_a_page_has_two_drawings_with_titles_and_the_same_as_a_table(client, address):
    html = client.get(address).content.decode()
    assert len(re.findall(r'<svg class="tl (?:wide|phone)"[^>]*role="img"', html)) == 2
    drawings = re.findall(r'<svg class="tl .*?</desc>', html, re.S)
    assert all("<title" in one for one in drawings)
    assert "The same as a table" in html
    page = Page(html)
    assert not page.misplaced
    assert page.fragments <= set(page.ids)


@pytest.mark.slow
def test_the_picture_of_every_agreement_on_record_is_well_formed():
    for slug in Agreement.objects.values_list("slug", flat=True):
        for day in ("1990-01-01", "2016-05-01", "2030-01-01"):
            view = of_agreement(slug, day)
            for drawing in (view.wide, view.phone):
                ET.fromstring(f"<svg>{drawing.body}</svg>")
            assert view.picture.lanes


def test_no_link_is_inside_the_picture(client):
    html = client.get(f"{PAIR}{ON}").content.decode()
    for name in ("wide", "phone"):
        body = html[html.index(f'<svg class="tl {name}"') :]
        assert (
            "<a " not in body[: body.index("</desc>")] + body[: body.index("</figure>")].partition('<ul class="key"')[0]
        )


def test_the_table_holds_every_mark_and_every_bar(client):
    view = of_pair()
    text = words(client.get(f"{PAIR}{ON}"))
    for block in view.table.blocks:
        for rows in block.rows:
            assert rows.lane.title in text
            assert all(entry.what in text for entry in rows.entries)
            assert len(rows.entries) == len(rows.lane.marks) + len(rows.lane.spells)


def test_the_zoom_is_kept_in_the_address_with_the_day(client):
    response = client.get(f"{PAIR}{ON}&from=2010&to=2020")
    assert response.status_code == 200
    hrefs = {unescape(href) for href in re.findall(r'href="(\?[^"]*#picture)"', response.content.decode())}
    assert {"?on=2024-10-05#picture", "?on=2024-10-05&from=1973&to=2028#picture"} <= hrefs
    html = unescape(response.content.decode())
    assert 'href="picture.svg?on=2024-10-05&from=2010&to=2020"' in html
    assert 'href="picture.png?on=2024-10-05&from=2010&to=2020"' in html
    assert '<input type="hidden" name="from" value="2010"><input type="hidden" name="to" value="2020">' in html
    assert re.search(r'href="/pairs/AZ-US/\?on=\d{4}-\d\d-\d\d&from=2010&to=2020"', html)


@pytest.mark.parametrize(
    "query", ["from=abc", "from=2000&to=1990", "from=1990&from=1991", "to=%00", "from=٢٠٢٠", "to=1900"]
)
@pytest.mark.parametrize(
    "address", [PAIR, f"{PAIR}picture.svg", "/agreements/iccpr-1966/", "/agreements/iccpr-1966/picture.svg"]
)
def test_years_that_are_none_are_said_in_words(client, address, query):
    response = client.get(f"{address}?{query}")
    assert response.status_code == 400
    assert "The years were not understood" in words(response)


@pytest.mark.parametrize("address", ALONE)
def test_alone_it_has_title_key_day_knowledge_and_sources(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    text = " ".join(
        "".join(element.itertext())
        for element in ET.fromstring(response.content).iter()
        if element.tag.endswith("text")
    )
    for part in ("as known: latest record", "entry into force", "Sources: ", "http://testserver/"):
        assert part in text


def test_alone_it_carries_its_own_style_and_nothing_else_may_run(client):
    policy = client.get(ALONE[0])["Content-Security-Policy"]
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]+'", policy)


def test_every_class_that_is_drawn_has_a_colour_in_both_style_sheets(client):
    drawn = set()
    for address in (f"{PAIR}{ON}", f"{PAIR}?on=1998-01-01", "/agreements/iccpr-1966/"):
        html = client.get(address).content.decode()
        for svg in re.findall(r'<svg class="tl .*?<ul class="key"', html, re.S):
            drawn |= {name for classes in re.findall(r'class="([^"]*)"', svg) for name in classes.split()}
    drawn -= {"tl", "wide", "phone", "t", "dec", "vh", "key"}
    from pathlib import Path

    from treaties.web.picture.alone import STYLE

    pages = Path("config/static/pacta.css").read_text()
    assert {name for name in drawn if f".{name}" not in STYLE} == set()
    assert {name for name in drawn if f".{name}" not in pages} == set()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{PAIR}picture.svg?on=never", 400),
        ("/pairs/AZ-AZ/picture.svg", 400),
        ("/pairs/congo-US/picture.svg", 300),
        ("/pairs/US-AZ/picture.svg?on=2013", 301),
        ("/agreements/no-such-agreement/picture.svg", 404),
    ],
)
def test_a_picture_of_what_does_not_exist_is_refused(client, address, status):
    assert client.get(address).status_code == status


def test_it_can_only_be_read(client):
    assert client.post(ALONE[0]).status_code == 405


def test_a_pair_without_agreements_has_no_picture(client):
    assert 'id="picture"' not in client.get("/pairs/DE-FR/").content.decode()


def test_the_picture_of_a_pair_costs_two_statements_the_appeals_and_the_deadlines(django_assert_num_queries):
    pair = country_pair(Party.objects.get(code="AZ"), Party.objects.get(code="US"), on=date(2024, 10, 5))
    with django_assert_num_queries(2):
        view = picture_of_pair(pair, asked("2024-10-05"))
        assert view.wide.body
        assert view.phone.body
        assert view.table


def test_the_picture_of_an_agreement_costs_two_statements_the_appeals_and_its_relatives(django_assert_num_queries):
    file = agreement_file("acquisition-agreement-2013", on=date(2024, 10, 5))
    with django_assert_num_queries(2):
        view = picture_of_agreement(file, asked("2024-10-05"))
        assert view.wide.body
        assert view.table


@pytest.mark.parametrize("day", DAYS)
def test_what_is_drawn_together_reaches_and_counts_as_if_each_were_drawn(day):
    pair = country_pair(Party.objects.get(code="AZ"), Party.objects.get(code="US"), on=asked(day).on)
    rows = [row for row in pair.rows if row.agreement.is_bilateral]
    whole, outlines = [lane_of_row(row, {}) for row in rows], [outline_of_row(row) for row in rows]
    assert density_of(Group("All", tuple(outlines))) == density_of(Group("All", tuple(whole)))
    assert [set(one.days()) for one in outlines] == [set(one.days()) for one in whole]
