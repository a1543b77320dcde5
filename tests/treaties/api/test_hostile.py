"""Requests that mean no good, or no sense: each gets a problem in words and a 4xx, never a page and never a 5xx."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.treaties.api.asking import API
from treaties.api.v1.views import ReadView

pytestmark = pytest.mark.django_db

NOT_DAYS = [
    "yesterday", "today", "31-02-2024", "2024-02-31", "2024-13-01", "2024-00-00", "0000", "0000-01-01", "10000-01-01",
    "-2024", "2024-10-05T00:00:00", "2024-10-05%00", "%00", "", "%20", "../1918", "2024/2025", "1997%3F", "1997~",
    "%D9%A2%D9%A0%D9%A2%D9%A4", "%ED%A0%80", "%FF%FE", "1e3", "NaN", "infinity", "null", "[]", "2024-10-05'--",
    "9" * 5000, "%F0%9F%93%85", "about%202024", "32%20March%202024",
]  # fmt: skip
NOT_KNOWLEDGE = [
    "", "%20", "%00", "2%00", "-1", "%2B2", "0", "00", "1e3", "0x2", "2.0", "1_0", "%D9%A2", "%EF%BC%92",
    "1" + "0" * 30, "9" * 18, "9" * 5000, "NaN", "null", "head", "latest", "2-", "2,1", "2%20OR%201=1",
    "2024-10-05", "2024-10", "2024", "2024-10-05T12:00:00", "2024-10-05T12:00Z", "2024-10-05T12:00:00ZZ",
    "2024-02-31T00:00:00Z", "2023-02-29T00:00:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00%2B14:00",
    "9999-12-31T23:59:59-23:59", "10000-01-01T00:00:00Z", "-2024-10-05T12:00:00Z", "2016-12-31T23:59:60Z",
    "2024-10-05T24:00:00Z", "2024-10-05T12:60:00Z", "2024-10-05T12:00:00%2B24:00", "2024-10-05T12:00:00%2B05",
    "2024-10-05T12:00:00%2B05:60", "2024-10-05T12:00:00+", "2024-10-05T12:00:00.Z", "1997-01-01T00:00:00Z",
    "2024-10-05T12:00:00%E2%88%9205:00", "2024-W40-6T12:00:00Z", "%F0%9F%95%B0", "%ED%A0%80",
    "2024-10-05T12:00:00[UTC]",
]  # fmt: skip
NOT_SIZES = ["0", "-1", "101", "1000000", "9" * 5000, "ten", "1.5", "%D9%A5", "", "1e2", "0x10", "%00", "%2B5", "5%20"]
NOT_CURSORS = ["", "1", "abc", "WzEsMl0", "WzEsMl0%3A" + "A" * 43, "%00", "x" * 10_000, "%ED%A0%80", "../../etc/passwd"]
NOT_PARTIES = [
    "",
    "%00",
    "XX",
    "AZ%00",
    "%ED%A0%80",
    "'%20OR%201=1--",
    "%F0%9F%92%A3" * 50,
    "a" * 10_000,
    "Congo",
    "%25",
]
NOT_PAIRS = ["AZ", "AZ-AZ", "AZ-XX", "-", "AZ-US-RU-FR", "%00-%00", "AZ%00US", "%E2%80%AE", "a" * 5_000, "Congo-Korea"]
BAD_QUERIES = [
    *(f"agreements/?on={text}" for text in NOT_DAYS),
    *(f"pairs/AZ-US/?on={text}" for text in NOT_DAYS[:12]),
    *(f"agreements/?known_at={text}" for text in NOT_KNOWLEDGE),
    *(f"differences/?from_known_at={text}" for text in NOT_KNOWLEDGE),
    *(f"differences/?from_on={text}" for text in NOT_DAYS),
    *(
        f"{path}?known_at={text}"
        for path in (
            "pairs/AZ-US/", "agreements/iccpr-1966/", "status-changes/", "parties/", "parties/AZ/", "appeals/",
            "status-changes/usaid-arrangement-lapse/", "appeals/milli-majlis-letter-2024-10-05/",
        )
        for text in ("%00", "1" + "0" * 30, "999999", "0", "2024-02-31T00:00:00Z", "2024-10-05", "1&known_at=2")
    ),
    *(f"status-changes/?mended={text}" for text in ("", "WITH", "true", "%00", "all", "only&mended=with")),
    *(f"differences/?from_on=2001&cursor={text}" for text in NOT_CURSORS),
    *(f"differences/?from_on=2001&pair={text}" for text in NOT_PAIRS),
    "differences/", "differences/?from_on=2001&on=2001", "differences/?from_on=2001&from_on=2002",
    "differences/?from_on=2001&agreement=no-such", "differences/?from_on=2001&agreement=%00",
    "differences/?from_on=2001&agreement=iccpr-1966&pair=AZ-US", "differences/?from_known_at=2&known_at=1",
    "differences/?from_on=2001&party=AZ", "agreements/?from_on=2001", "agreements/?mended=with", "?known_at=1",
    "problems/?known_at=1", "schema/?known_at=1",
    *(f"agreements/?page_size={text}" for text in NOT_SIZES),
    *(f"status-changes/?cursor={text}" for text in NOT_CURSORS),
    *(f"agreements/?party={text}" for text in NOT_PARTIES),
    *(f"appeals/?pair={text}" for text in NOT_PAIRS),
    "agreements/?status=IN_FORCE", "agreements/?status=in_force%00", "agreements/?status=",
    "parties/?kind=planet", "parties/?q=%20%20",
    "agreements/?q=", "agreements/?q=%00", "agreements/?q=!!!", "agreements/?q=%EF%BF%BD",
    "agreements/?on=2024&on=2025", "agreements/?pair=AZ-US&pair=AZ-FR", "agreements/?pair=AZ-US&party=AZ",
    "agreements/?ON=2024", "agreements/?limit=5", "agreements/?offset=5", "agreements/?format=xml", "?x",
    "agreements/?page=2", "agreements/?ordering=slug", "agreements/?%00=1", "agreements/?%ED%A0%80=1", "agreements/?=1",
    "agreements/iccpr-1966/?q=1", "schema/?x=1", "pairs/US-AZ/?on=never", "parties/az/?x=1", "problems/?x=1",
    "status-changes/?agreement=no-such", "status-changes/?agreement=%00", "status-changes/?act=divorce",
    "agreements/?" + "&".join(f"a{n}=1" for n in range(1500)),
]  # fmt: skip
NOWHERE = [
    "nope", "nope/", "agreements/%00/", "agreements/a%00b/", "agreements/%ED%A0%80/", "agreements/../../etc/passwd/",
    "agreements/iccpr-1966/extra/", "agreements/" + "a" * 5000 + "/", "agreements/é/", "agreements/%2e%2e/", "pairs/",
    "pairs/%00/", "pairs/%20/", "pairs/AZ/", "pairs/QX-QY/", "pairs/%F0%9F%92%A3-AZ/", "pairs/AZ-US/x/", "parties/%00/",
    "parties/QQQQQQ/", "parties/%ED%A0%80/", "appeals/%00/", "appeals/no-such/", "status-changes/no-such/",
    "problems/no-such/", "schema/x/", "agreements.json", "//", "agreements//", "%0d%0aSet-Cookie:x=1/",
]  # fmt: skip


@pytest.mark.parametrize("path", ["pairs/US-AZ", "agreements", "parties/AZ", "agreements/iccpr-1966"])
def test_a_missing_slash_is_added_and_the_question_kept(path: str) -> None:
    response = Client().get(f"{API}/{path}?on=2013")
    assert (response.status_code, response["Location"]) == (301, f"{API}/{path}/?on=2013")


def test_nothing_is_at_an_address_whatever_is_asked_there() -> None:
    assert Client().get(f"{API}/nope/?on=2013").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "a b", "[", ""])
def test_another_host_is_refused_in_the_words_of_the_api(host: str) -> None:
    response = Client().get(f"{API}/pairs/AZ-US/", headers={"host": host})
    refused(response)
    assert Client().get("/pairs/AZ-US/", headers={"host": host})["Content-Type"].startswith("text/html")


def refused(response) -> None:
    assert 400 <= response.status_code < 500, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]


@pytest.mark.parametrize("request_", BAD_QUERIES, ids=lambda text: text[:60])
def test_a_question_that_is_not_understood_is_refused(request_: str) -> None:
    path, _, query = request_.partition("?")
    response = Client().generic("GET", f"{API}/{path}", QUERY_STRING=query)
    refused(response)
    assert response.status_code == 400


@pytest.mark.parametrize("path", NOWHERE, ids=lambda text: text[:60])
def test_an_address_where_nothing_is_says_so(path: str) -> None:
    response = Client().get(f"{API}/{quote(path, safe='/%:')}")
    refused(response)
    assert response.status_code in (400, 404)


@pytest.mark.parametrize("path", ["/api/", "/api/v2/", "/api/v1/x", "/api/v1", "/api/x/y/z"])
def test_nothing_below_api_is_a_page(path: str) -> None:
    response = Client().get(path)
    assert "html" not in response["Content-Type"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["", "parties/", "agreements/iccpr-1966/", "pairs/AZ-US/", "schema/", "nowhere/"])
def test_what_is_not_reading_is_not_allowed(method: str, path: str) -> None:
    response = Client().generic(method, f"{API}/{path}", data="[" * 100_000, content_type="application/json")
    refused(response)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_options_says_what_is_allowed() -> None:
    for path, allowed in (("parties/", "GET, HEAD, OPTIONS"), ("agreements/", "GET, HEAD, OPTIONS, POST")):
        response = Client().options(f"{API}/{path}")
        assert (response.status_code, response["Allow"]) == (204, allowed)


def test_head_is_get_without_the_answer() -> None:
    response = Client().head(f"{API}/agreements/")
    assert (response.status_code, response["Content-Type"], response.content) == (200, "application/json", b"")


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*", "x", ",", "application/json;version=2"])
def test_who_accepts_no_json_is_told_in_json(accept: str) -> None:
    response = Client().get(f"{API}/agreements/", headers={"accept": accept})
    assert response.status_code in (200, 406)
    assert response["Content-Type"].startswith(("application/problem+json", "application/json"))


def test_all_that_is_wrong_is_said_at_once() -> None:
    query = "colour=red&on=yesterday&page_size=1000000&status=in_force"
    problem = Client().generic("GET", f"{API}/agreements/", QUERY_STRING=query).json()
    assert problem["code"] == "several_problems"
    codes = {error["parameter"]: error["code"] for error in problem["errors"]}
    assert codes == {"colour": "unknown_parameter", "on": "invalid_day", "page_size": "invalid_parameter"}


def test_an_unknown_parameter_is_refused_by_name_with_those_that_are_accepted() -> None:
    problem = Client().get(f"{API}/pairs/AZ-US/", {"date": "2024-10-05"}).json()
    assert (problem["code"], problem["parameter"], problem["accepted"]) == (
        "unknown_parameter",
        "date",
        ["on", "known_at", "include", "page_size", "cursor"],
    )


def test_an_unforeseen_error_is_a_problem_that_says_nothing_of_its_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(ReadView, "answer", fail)
    monkeypatch.setattr("treaties.api.v1.agreements.agreement_file", fail)
    response = Client(raise_request_exception=False).get(f"{API}/agreements/iccpr-1966/")
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "server_error"
    assert b"secret" not in response.content


LISTS = [
    "agreements/",
    "status-changes/",
    "appeals/",
    "parties/",
    "pairs/AZ-US/",
    "agreements/iccpr-1966/",
    "differences/",
]
NAMES = [
    "on",
    "known_at",
    "from_on",
    "from_known_at",
    "mended",
    "q",
    "pair",
    "party",
    "status",
    "kind",
    "act",
    "agreement",
    "page_size",
    "cursor",
    "x",
    "",
]
TEXTS = st.text(max_size=30) | st.sampled_from(
    [
        "1",
        "2",
        "2024-10-05T12:00:00Z",
        "2999-01-01T00:00:00 05:00",
        "with",
        "AZ-US",
        "2024",
        "2013-06",
        "AZ",
        "25",
        "in_force",
        "%00",
        "1997~",
        "../1",
    ]
)


@pytest.mark.slow
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(LISTS), st.lists(st.tuples(st.sampled_from(NAMES), TEXTS), max_size=4))
def test_whatever_the_query_the_answer_is_json_and_no_error_of_ours(path: str, pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{quote(name, errors='replace')}={quote(text, errors='replace')}" for name, text in pairs)
    response = Client().generic("GET", f"{API}/{path}", QUERY_STRING=query)
    assert response.status_code in (200, 400)
    expected = "application/json" if response.status_code == 200 else "application/problem+json"
    assert response["Content-Type"] == expected


@pytest.mark.slow
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["agreements", "pairs", "parties", "appeals", "status-changes", "x"]), st.binary(max_size=20))
def test_whatever_the_address_the_answer_is_json_and_no_error_of_ours(room: str, name: bytes) -> None:
    response = Client().get(f"{API}/{room}/{quote(name, safe='/')}/")
    assert response.status_code in (200, 301, 400, 404)
    assert "html" not in response["Content-Type"]
