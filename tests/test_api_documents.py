"""The documents of the API are true: every command and every program in them is run against a server of the seeds."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from config.catalogue import entries
from config.documents import document, names, page_of
from tests.api_documents import NAMES, snippets
from tests.factories.record import a_block
from tests.factories.tokens import a_contributor, an_editor, token_of
from tests.live_server import live_server
from treaties.actions.corrections import correct_status_change
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.dates import PartialDate
from treaties.importing.writing import Scope
from treaties.models import StatusChange
from treaties.rules.findings import Strictness
from treaties.vocabulary import Act

WITH_SNIPPETS = [name for name in NAMES if any(snippets(name))]


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_SNIPPETS)
def test_every_snippet_prints_what_the_document_says(name: str, committed: str, tmp_path: Path, settings: Any) -> None:
    settings.SNAPSHOT_ROOT = str(tmp_path / "snapshots")
    missing = [tool for tool in ("bash", "curl", "jq") if not shutil.which(tool)]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed; the documents use them")
    wrong = []
    environment = ENVIRONMENT[name]() if name in ENVIRONMENT else {}
    with live_server() as server:
        for snippet in snippets(name):
            if snippet.under in BEFORE:
                BEFORE[snippet.under]()
            wrong.append(snippet.difference(snippet.run(server, tmp_path, **environment)))
    assert not any(wrong), "\n\n".join(one for one in wrong if one)


def correct_as_the_guide_says() -> None:
    """“Say that a lapse was recorded with a wrong month, and corrected in block 3”; once."""
    act = StatusChange.objects.get(slug="usaid-arrangement-lapse")
    if hasattr(act, "correction"):
        return
    given = ActGiven(act=Act.LAPSE, effective_on=PartialDate.parse("2024-07-01"))
    with a_block() as block:
        correct_status_change(
            block,
            change=act,
            given=given,
            reason="The month was misread.",
            cites=[Cite(cited.source) for cited in act.citations.all()],
            strictness=Strictness.IMPORT,
        )


def tokens_for_writing() -> dict[str, str]:
    return {"TOKEN": token_of(an_editor(), *Scope), "PROPOSER": token_of(a_contributor(), Scope.PROPOSE)}


def hold_a_snapshot() -> None:
    """Of the record as it was set up, as sites have one; once."""
    call_command("snapshot", at="2", format="ndjson", if_none=True, verbosity=0)


BEFORE = {"Corrections": correct_as_the_guide_says, "Keep a copy": hold_a_snapshot}
"""What happens to the record before what stands under a heading."""


ENVIRONMENT = {"writing": tokens_for_writing}
"""What a document takes for given to its commands."""


def test_the_guide_answers_its_question_in_curl_and_in_python() -> None:
    first, second, *_ = snippets("guide")
    assert (first.under, first.language) == ("From nothing to an answer", "sh")
    assert (second.under, second.language) == ("From nothing to an answer", "python")
    assert first.printed
    assert second.printed


@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_a_page_whose_links_lead_somewhere(client: Client, name: str) -> None:
    address = "/api/v1/guide/" if name == "guide" else f"/api/v1/guide/{name}/"
    response = client.get(address)
    assert response.status_code == 200
    assert document(name).title in response.content.decode()
    linked = [part.split('"')[0] for part in document(name).html.split('href="')[1:]]
    own = {one.partition("#")[0] for one in linked if one.startswith("/")}
    assert {one: client.get(one).status_code for one in own} == dict.fromkeys(own, 200)
    assert [one for one in linked if not one.startswith(("/", "https://", "#"))] == []


def test_every_document_is_among_the_pages() -> None:
    assert sorted(names()) == NAMES
    assert names()[0] == "guide"


def test_every_page_of_the_api_has_a_title_of_its_own(client: Client) -> None:
    pages = ["/api/v1/", "/api/v1/docs/", "/api/v1/problems/", *(page_of(name) for name in names())]
    told = [client.get(page, headers={"accept": "text/html"}).content.decode() for page in pages]
    titles = {re.findall("<title>(.+?)</title>", one, re.DOTALL)[0] for one in told}
    headings = {re.findall("<h1>(.+?)</h1>", one, re.DOTALL)[0] for one in told}
    assert (len(titles), len(headings)) == (len(pages), len(pages)), titles


@pytest.mark.parametrize("page", ["docs", "schema", "guide", "guide/writing", "guide/replica.py", "problems", "none"])
def test_a_page_is_only_read_and_refuses_as_the_endpoints_do(client: Client, page: str) -> None:
    address = f"/api/v1/{page}" + ("" if "." in page else "/")
    for refused in (client.post(address), client.put(address), client.delete(address)):
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert (refused["Content-Type"], refused.json()["code"]) == ("application/problem+json", "method_not_allowed")
    asked = client.options(address)
    assert (asked.status_code, asked.content, asked["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")


def test_an_unknown_document_is_not_found(client: Client) -> None:
    assert client.get("/api/v1/guide/none/").status_code == 404
    assert client.get("/api/v1/guide/guide/")["Location"] == "/api/v1/guide/"


def test_a_code_has_a_page_for_people_and_an_answer_for_programs(client: Client) -> None:
    page = client.get("/api/v1/problems/whose_act/", headers={"accept": "text/html,*/*;q=0.8"})
    assert page["Content-Type"] == "text/html; charset=utf-8"
    assert "An act is by one party" in page.content.decode()
    answer = client.get("/api/v1/problems/domestic_approval_as_ratification/").json()
    assert (answer["article"], answer["status"]) == ("2(1)(b), 16", None)
    listed = client.get("/api/v1/problems/").json()["results"]
    assert [one["code"] for one in listed] == list(entries())


def test_the_examples_on_a_page_ask_the_site_that_shows_it() -> None:
    for name in NAMES:
        shown = Client().get(page_of(name)).content.decode()
        assert "127.0.0.1:8000" not in shown
    assert "http://testserver/api/v1/pairs/AZ-US/" in Client().get(page_of("guide")).content.decode()
