"""What the agreement page tells beside the status: spells, family, appeals, history, citations, data; its cost."""

import json
import re

import pytest

from tests.factories.record import a_block, correct, invented_agreement, invented_source, last_block, record
from tests.treaties.web.pages import Page, words
from treaties.actions.agreements import AgreementGiven, Participant, add_agreement
from treaties.actions.sources import Cite
from treaties.models import AgreementRelation, Block, Party
from treaties.vocabulary import Act, Form, Nature, RelationKind, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ACQUISITION = "/agreements/acquisition-agreement-2013/?on=2024-10-05"
PROTOCOL = "/agreements/counterproliferation-protocol-2011/?on=2024-10-05"
BIT = "bit-azerbaijan-united-states-1997"


def legislation(response):
    html = response.content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(block)


def hostile(title: str):
    """An agreement whose title is meant to break out of wherever it stands."""
    parties = list(Party.objects.filter(code__in=("AZ", "US")).order_by("code"))
    cites = [Cite(invented_source())]
    with a_block() as block:
        return add_agreement(
            block,
            given=AgreementGiven(
                slug="hostile-title", title=title, short_title="Hostile", form=Form.TREATY, is_bilateral=True,
                nature=Nature.TREATY, participants=[Participant(party, n) for n, party in enumerate(parties, 1)],
                clauses=[], cites=cites,
            ),
        )  # fmt: skip


def test_each_party_has_a_line_for_each_stretch_of_days_with_the_act_that_began_it(client):
    text = words(client.get(f"/agreements/{BIT}/?on=2024-10-05"))
    spells = text[text.index("How each party stood over time") :]
    assert "1 Aug 1997 2 Aug 2001" in spells
    assert "2 Aug 2001 no end on record Party on the day 2 August 2001: entry into force" in spells


def test_a_party_of_which_nothing_is_known_has_no_spell(client):
    agreement = invented_agreement(codes=("XAA", "XAB"))
    response = client.get(agreement.get_absolute_url())
    assert (response.status_code, 'id="spells"' in response.content.decode()) == (200, False)


def test_the_family_is_told_both_ways_with_the_status_of_the_day(client):
    text = words(client.get(PROTOCOL))
    family = text[text.index("Family as each stood on 5 October 2024") :]
    assert "In force since" in family[:400]
    there = words(client.get("/agreements/counterproliferation-agreement-1999/?on=2005-01-01"))
    assert "Has a protocol: Protocol amending the counterproliferation agreement of 1999 Nothing on record yet" in there


def test_the_family_goes_one_step_further(client):
    first, second, third = (invented_agreement(codes=("XAA", "XAB")) for _ in range(3))
    with a_block() as block:
        for one, other in ((second, first), (third, second)):
            AgreementRelation.objects.create(agreement=one, other=other, kind=RelationKind.REPLACES, block=block)
    text = words(client.get(first.get_absolute_url()))
    assert "Replaced by An invented agreement" in text
    assert "and that one replaced by An invented agreement" in text


def test_appeals_are_counted_by_what_they_ask_for_and_shown_with_their_outcome(client):
    text = words(client.get(ACQUISITION))
    assert "Appeals: 1 for ending it, 0 against An appeal never changes a status." in text
    assert "Demand 1, 5 October 2024: terminate Letter of members" in text
    assert "No outcome on record." in text


def test_the_history_tells_what_each_block_recorded_and_leads_to_what_was_known_then(client):
    entry = record(invented_agreement(), Act.ENTRY_INTO_FORCE, effective_on="2001-01-01").change
    correct(entry, Act.ENTRY_INTO_FORCE, effective_on="2001-01-03", reason="A slip of the pen.")
    response = client.get(f"{entry.agreement.get_absolute_url()}?on=2024-10-05")
    text, html = words(response), response.content.decode()
    told = text[text.index("What was recorded when") :]
    assert "Corrected: Entry into force: in effect 1 January 2001 (A slip of the pen.)" in told
    assert told.index("A slip of the pen.") < told.index("Put on record: “An invented agreement”")
    assert f'?on=2024-10-05&amp;known_at={last_block()}"' in html
    assert f"&amp;from_known_at={last_block() - 1}" in html
    before = words(client.get(f"{entry.agreement.get_absolute_url()}?on=2024-10-05&known_at={last_block() - 1}"))
    assert "A slip of the pen." not in before


def test_the_whole_history_is_walked_to_its_end(client, monkeypatch):
    agreement = invented_agreement()
    for day in range(1, 8):
        record(agreement, Act.DECLARATION, by="XAA", done_on=f"2001-01-0{day}")
    monkeypatch.setattr("treaties.web.agreement_views.SIZE", 3)
    url, seen = f"/agreements/{agreement.slug}/history/", []
    while url:
        html = client.get(url).content.decode()
        seen += re.findall(r"at block (\d+)</span></a>(?! <a)", html) and re.findall(r"known then.*?block (\d+)", html)
        following = re.search(r'href="([^"]+before=\d+)"', html)
        url = following[1].replace("&amp;", "&") if following else ""
    blocks = Block.objects.filter(no__gte=agreement.block_id).exclude(reason="").values_list("no", flat=True)
    assert len(seen) == len(set(seen)) == 8
    assert {int(number) for number in seen} <= set(blocks)


@pytest.mark.parametrize("before", ["x", "-1", "1&before=2", "9" * 40, "%00"])
def test_a_place_that_is_none_is_refused(client, before):
    assert client.get(f"/agreements/{BIT}/history/?before={before}").status_code == 400


def test_a_citation_for_tex_names_the_day_and_the_block_and_escapes_what_tex_reads(client):
    hostile("50% of $1 & {all} \\input{x} #_^~")
    response = client.get("/agreements/hostile-title/cite.bib?on=2024-10-05")
    text = response.content.decode()
    assert response["Content-Type"] == "text/x-bibtex; charset=utf-8"
    assert text.startswith(f"@misc{{pacta-hostile-title-2024-10-05-b{last_block()},\n")
    escaped = r"50\% of \$1 \& \{all\} \textbackslash{}input\{x\} \#\_\textasciicircum{}\textasciitilde{}"
    assert f"title = {{{escaped}}}" in text
    assert f"/agreements/hostile-title/?on=2024-10-05&known_at={last_block()}" in text


def test_linked_data_says_only_what_is_certain(client):
    found = legislation(client.get(f"/agreements/{BIT}/?on=2024-10-05"))
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Legislation")
    assert found["legislationLegalForce"] == "https://schema.org/InForce"
    assert (found["legislationDate"], found["temporalCoverage"]) == ("1997-08-01", "2001-08-02/..")
    assert {(one["@type"], one["name"]) for one in found["about"]} == {
        ("Country", "Azerbaijan"),
        ("Country", "United States"),
    }
    computed = legislation(client.get(ACQUISITION))
    assert "legislationLegalForce" not in computed
    assert "legislationDate" not in computed
    changed = legislation(client.get(PROTOCOL))["legislationChanges"]
    assert [one["@id"].rpartition("/agreements/")[2] for one in changed] == ["counterproliferation-agreement-1999/"]


def test_a_hostile_title_stays_data(client):
    title = "</script><script>alert(1)</script> & <!-- \u2028"
    hostile(title)
    response = client.get("/agreements/hostile-title/")
    page = Page(response.content.decode())
    assert legislation(response)["name"] == title
    assert page.inline == []
    assert page.misplaced == []


@pytest.mark.parametrize("slug", ["acquisition-agreement-2013", "iccpr-1966", BIT, "usaid-arrangement"])
def test_a_page_costs_at_most_ten_statements_whatever_was_mended(client, slug, django_assert_max_num_queries):
    url = f"/agreements/{slug}/?on=2024-10-05&known_at={last_block()}"
    with django_assert_max_num_queries(8):
        client.get(url)


def test_the_dearest_page_costs_ten_statements(client, django_assert_max_num_queries):
    agreement = invented_agreement(codes=("XAA", "XAB", "XAC"), is_bilateral=False)
    entry = record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01").change
    for code in ("XAA", "XAB"):
        record(agreement, Act.ACCESSION, by=code, received_on="2001-06-01", effective_on="2001-06-01")
    record(agreement, Act.SUSPENSION, by="XAA", scope=Scope.PAIR, towards="XAB", effective_on="2002-01-01")
    correct(entry, Act.ENTRY_INTO_FORCE, effective_on="2001-01-03")
    other = invented_agreement()
    with a_block() as block:
        AgreementRelation.objects.create(agreement=agreement, other=other, kind=RelationKind.AMENDS, block=block)
    url = f"{agreement.get_absolute_url()}?on=2024-10-05&known_at={last_block()}"
    with django_assert_max_num_queries(10):
        response = client.get(url)
    assert response.status_code == 200
