"""Questions as a newsroom asks them, and wrong ones, over the lists and their filters."""

from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.factories.record import invented_agreement, record
from tests.treaties.api.asking import ask, refusal, walk
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db
LETTER = "milli-majlis-letter-2024-10-05"


def slugs(list_: str, **parameters: Any) -> list[str]:
    return [row["slug"] for row in walk(f"/{list_}/", **parameters)]


def test_what_bound_the_two_on_a_day() -> None:
    pair = ask("/pairs/AZ-US/", on="2013-06-30")
    binding = {row["slug"] for row in [*pair["in_force"], *pair["multilateral"]["in_force"]]}
    assert set(slugs("agreements", pair="AZ-US", on="2013-06-30", status="in_force")) == binding


def test_who_asked_to_end_it() -> None:
    demands = walk("/demands/", agreement="acquisition-agreement-2013", action="terminate")
    assert [(one["appeal"]["slug"], one["ordinal"], one["outcome"]) for one in demands] == [(LETTER, 1, None)]
    assert "acquisition-agreement-2013" in slugs("agreements", appeal=LETTER)


def test_all_acts_of_one_party_since_a_year() -> None:
    found = walk("/status-changes/", party="AZ", since="2020")
    assert [one["slug"] for one in found] == ["usaid-arrangement-notice-of-termination-az"]
    assert [link["appeal"]["slug"] for link in found[0]["appeals"]] == [LETTER]
    assert slugs("status-changes", appeal=LETTER) == slugs("status-changes", agreement="usaid-arrangement")


def test_a_span_is_half_open_and_a_year_means_its_first_day() -> None:
    agreement = invented_agreement()
    acts = {day: record(agreement, Act.AMENDMENT, done_on=day).change.slug for day in ("2001-01-01", "2002-01-01")}
    assert slugs("status-changes", agreement=agreement.slug, since="2001", until="2002") == [acts["2001-01-01"]]
    assert slugs("status-changes", agreement=agreement.slug, order="-day") == [acts["2002-01-01"], acts["2001-01-01"]]


def test_the_first_signature_says_when_an_agreement_was_signed() -> None:
    agreement = invented_agreement(is_bilateral=False)
    record(agreement, Act.SIGNATURE, "XAA", done_on="1801-05")
    record(agreement, Act.SIGNATURE, "XAB", done_on="1805-05")
    asked = {
        ("1801-05-20", "1801-06"): True,  # it may have been signed then
        ("1801-06", "1806"): False,
        ("1800", "1801-05-01"): False,
        ("1801", "1802"): True,
    }
    for (after, before), found in asked.items():
        assert (agreement.slug in slugs("agreements", signed_after=after, signed_before=before)) is found


@pytest.mark.parametrize(
    ("list_", "parameters"),
    [
        ("agreements", {"nature": "non_binding"}),
        ("agreements", {"form": "memorandum"}),
        ("agreements", {"topic": "human_rights"}),
        ("agreements", {"act": "notice_of_termination"}),
        ("agreements", {"source": "tias-03-507"}),
        ("status-changes", {"source": "tias-03-507"}),
        ("status-changes", {"pair": "AZ-US", "act": "signature"}),
        ("assertions", {"status": "in_force", "since": "2020"}),
        ("assertions", {"party": "AZ", "until": "2025"}),
        ("clauses", {"kind": "tacit_renewal"}),
        ("participations", {"standing": "signatory"}),
        ("participations", {"pair": "AZ-US", "standing": "party"}),
        ("timelines", {"of": "agreements"}),
        ("timelines", {"pair": "AZ-US"}),
        ("sources", {"q": "treaties", "evidence": "register"}),
        ("appeals", {"q": "907", "since": "2024-10"}),
        ("appeals", {"kind": "congressional_letter"}),
        ("appeals", {"agreement": "acquisition-agreement-2013"}),
        ("demands", {"outcome": "none", "pair": "AZ-US"}),
        ("links", {"relation": "requested", "agreement": "usaid-arrangement"}),
        ("parties", {"on": "1985", "q": "soviet"}),
    ],
)
def test_each_filter_keeps_some_and_leaves_some_out(list_: str, parameters: dict[str, str]) -> None:
    kept, everything = (ask(f"/{list_}/", page_size=100, **some)["results"] for some in (parameters, {}))
    assert kept
    assert kept != everything


def test_a_filter_keeps_what_it_says() -> None:
    assert {row["nature"] for row in walk("/agreements/", nature="non_binding")} == {"non_binding"}
    assert {tuple(row["standing"]["possible"]) for row in walk("/participations/", standing="signatory")} == {
        ("signatory",)
    }
    assert {row["party"] for row in walk("/timelines/", of="agreements")} == {None}
    assert {row["kind"] for row in walk("/clauses/", kind="tacit_renewal")} == {"tacit_renewal"}


def test_the_file_of_a_party_has_its_own_acts() -> None:
    file = ask("/agreements/iccpr-1966/participations/AZ/", on="2013")
    assert [one["slug"] for one in file["acts"]] == ["iccpr-1966-accession-az"]
    assert file["timeline"][-1] == {"day": "1992-11-13", "possible": ["party"]}


def test_a_source_says_where_it_is_cited() -> None:
    for one in ask("/sources/tias-03-507/")["cited_by"]:
        assert ask(one["url"].partition("/api/v1")[2].partition("?")[0], source="tias-03-507")["results"]


def test_a_timeline_is_the_whole_calendar() -> None:
    for query in ({}, {"party": "AZ"}, {"pair": "AZ-US"}):
        steps = ask("/agreements/acquisition-agreement-2013/timeline/", **query)["steps"]
        assert (steps[0]["from"], steps[-1]["until"]) == (None, None)
        assert [one["until"] for one in steps[:-1]] == [one["from"] for one in steps[1:]]


def test_what_stands_between_two_is_in_their_timeline_too() -> None:
    steps = ask("/agreements/tax-convention-us-ussr-1973/timeline/", pair="US-AZ")["steps"]
    assert steps[-1]["group"] == "in_force"
    assert {code for one in steps for code in one["standings"]} == {"AZ", "US"}


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/agreements/no-such/timeline/", 404, "unknown_agreement"),
        ("/agreements/iccpr-1966/timeline/?party=VA", 404, "not_found"),
        ("/agreements/iccpr-1966/timeline/?pair=AZ-VA", 404, "not_found"),
        ("/agreements/iccpr-1966/timeline/?pair=AZ-US&party=AZ", 400, "invalid_parameter"),
        ("/agreements/iccpr-1966/timeline/?on=never", 400, "invalid_day"),
        ("/agreements/iccpr-1966/participations/VA/", 404, "not_found"),
        ("/agreements/iccpr-1966/participations/nobody/", 404, "unknown_party"),
        ("/agreements/no-such/participations/AZ/", 404, "unknown_agreement"),
        ("/participations/?standing=member", 400, "invalid_parameter"),
        ("/participations/?standing=party%00", 400, "invalid_parameter"),
        ("/timelines/?of=everything", 400, "invalid_parameter"),
        ("/timelines/?party=Congo", 400, "ambiguous_party"),
        ("/clauses/?kind=", 400, "invalid_parameter"),
        ("/assertions/?since=2025&until=2024", 400, "invalid_parameter"),
        ("/assertions/?since=2024&until=2024", 400, "invalid_parameter"),
        ("/sources/no-such/", 404, "not_found"),
        ("/sources/?q=%20", 400, "invalid_parameter"),
        ("/sources/?order=random", 400, "invalid_parameter"),
        ("/agreements/?appeal=no-such", 400, "invalid_parameter"),
        ("/agreements/?signed_after=2020&signed_before=2019", 400, "invalid_parameter"),
        ("/agreements/?signed_after=0000", 400, "invalid_day"),
        ("/agreements/?order=slug&order=title", 400, "repeated_parameter"),
        ("/status-changes/?since=1997~", 400, "invalid_day"),
        ("/status-changes/?since=9999&until=10000", 400, "invalid_day"),
        ("/demands/?outcome=ignored", 400, "invalid_parameter"),
        ("/demands/?agreement=%00", 400, "invalid_parameter"),
        ("/links/?status_change=" + "a" * 3000, 400, "invalid_parameter"),
        ("/links/?grade=F", 400, "invalid_parameter"),
        (f"/appeals/{LETTER}/demands/99/", 404, "not_found"),
        (f"/appeals/{LETTER}/demands/0/", 404, "not_found"),
        (f"/appeals/{LETTER}/demands/{'9' * 30}/", 404, "not_found"),
        (f"/appeals/{LETTER}/demands/{'9' * 5000}/", 404, "not_found"),
        ("/appeals/no-such/demands/1/", 404, "not_found"),
        ("/search/", 400, "invalid_parameter"),
        ("/search/?q=%20!", 400, "invalid_parameter"),
        ("/search/?q=" + "a" * 500, 400, "invalid_parameter"),
    ],
    ids=lambda one: str(one)[:60],
)  # fmt: skip
def test_a_wrong_question_is_refused_in_words(address: str, status: int, code: str) -> None:
    path, _, query = address.partition("?")
    asked = parse_qs(query, keep_blank_values=True)
    assert refusal(path, status=status, **asked)["code"] == code


@pytest.mark.parametrize(
    ("text", "found", "first"),
    [
        ("AZ-US", "pair", None),
        ("Azerbaijan", "party", None),
        ("Congo", "choices", None),
        ("Congo US", "choices", None),
        ("TIAS 13093", "agreement", "assistance-agreement-2000"),
        ("investment", "agreements", "bit-azerbaijan-united-states-1997"),
        ("azerbaijan usa defence 1997", "agreements", "joint-statement-defence-1997"),
        ("austrlia", "nothing", None),
    ],
)
def test_the_search_says_what_a_text_comes_to(text: str, found: str, first: str | None) -> None:
    answer = ask("/search/", q=text, on="2024-10-05")
    assert answer["found"] == found
    if first:
        assert answer["agreements"][0]["slug"] == first
    assert bool(answer["choices"]) is (found == "choices")
    assert bool(answer["nearest"]) is (found == "nothing")


def test_a_demand_says_what_came_of_it() -> None:
    demand = ask(f"/appeals/{LETTER}/demands/6/", on="2026-01-01")
    assert (demand["answer"], demand["outcomes"][0]["kind"]) == ("outcome", "overtaken")
    whole = ask(f"/appeals/{LETTER}/")["demands"][5]
    assert {name: demand[name] for name in ("ordinal", "action", "targets", "links")} == {
        name: whole[name] for name in ("ordinal", "action", "targets", "links")
    }


def test_no_answer_yet_and_none_are_two_things() -> None:
    answers = {on: ask(f"/appeals/{LETTER}/demands/1/", on=on)["answer"] for on in ("2024-10-10", "2025-06-01")}
    assert answers == {"2024-10-10": "not_yet", "2025-06-01": "none"}
