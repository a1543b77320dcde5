"""What the API promises: the committed schema is the one it follows, its documents are true, its cost is fixed."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api_schema import DESCRIBED, PROBLEM, SCHEMA, WRITTEN, differences
from tests.factories.record import invented_agreement, record
from treaties.api.v1.problems import ProblemKind
from treaties.vocabulary import Act

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "api" / "guide.md"
PROBLEMS = ROOT / "docs" / "api" / "problems.md"
OPERATIONS = [(path, operations["get"]) for path, operations in DESCRIBED["paths"].items() if "get" in operations]
PUBLIC = [(path, operation) for path, operation in OPERATIONS if not any(operation.get("security") or [])]


SHARED = ("parameters", "responses", "headers")
"""What has names of its own among the components."""


def test_the_schema_that_is_served_is_the_one_in_the_documents(tmp_path: Path) -> None:
    """After a change: ``uv run manage.py spectacular --validate --fail-on-warn --file docs/api/v1.yml``."""
    generated = tmp_path / "v1.yml"
    call_command("spectacular", file=str(generated), validate=True, fail_on_warn=True)
    assert generated.read_text() == SCHEMA.read_text()


def test_what_operations_have_in_common_is_described_once() -> None:
    operations = [one for path in WRITTEN["paths"].values() for one in path.values()]
    refused = [answer for one in operations for status, answer in one["responses"].items() if status >= "300"]
    assert [answer for answer in refused if "$ref" not in answer] == []
    headers = [said for one in operations for answer in one["responses"].values() for said in _headers(answer)]
    assert [said for said in headers if "$ref" not in said] == []
    parts = {f"#/components/{kind}/{name}'" for kind in SHARED for name in WRITTEN["components"][kind]}
    assert {part for part in parts if part not in SCHEMA.read_text()} == set()
    inline = [one for operation in operations for one in operation.get("parameters", []) if one.get("in") == "query"]
    names = [one["name"] for one in inline if inline.count(one) > 1]
    assert [name for name in names if name not in WRITTEN["components"]["parameters"]] == []


def _headers(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return list(answer.get("headers", {}).values())


def test_what_writes_needs_a_token_and_what_reads_does_not() -> None:
    methods = {method for operations in DESCRIBED["paths"].values() for method in operations}
    assert methods == {"get", "post"}
    posts = [one["post"] for one in DESCRIBED["paths"].values() if "post" in one]
    assert posts
    assert [one["operationId"] for one in posts if one.get("security") != [{"token": []}]] == []
    assert [one["operationId"] for one in posts if not {"401", "403", "422"} <= set(one["responses"])] == []


@pytest.mark.parametrize(("path", "operation"), OPERATIONS, ids=[path for path, _ in OPERATIONS])
def test_every_parameter_is_described_and_has_an_example(path: str, operation: dict[str, Any]) -> None:
    assert operation["description"]
    for parameter in operation.get("parameters", []):
        assert parameter["description"]
        assert parameter["name"] == "cursor" or "example" in parameter


NEEDED: dict[str, dict[str, Any]] = {
    "list_differences": {"from_on": "2013-01-01"},
    "get_what_if": {"party": "AZ", "with": "US"},
    "search": {"q": "az us"},
}
"""What an operation needs to have anything to answer."""


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(("path", "operation"), PUBLIC, ids=[path for path, _ in PUBLIC])
def test_the_examples_of_the_schema_are_answered_as_it_describes(path: str, operation: dict[str, Any]) -> None:
    parameters = operation.get("parameters", [])
    in_path = {one["name"]: one["example"] for one in parameters if one["in"] == "path"}
    address = path.format(**in_path)
    needed = NEEDED.get(operation["operationId"], {})
    questions: list[dict[str, Any]] = [needed]
    questions += [
        needed | {one["name"]: one["example"]} for one in parameters if one["in"] == "query" and "example" in one
    ]
    for question in questions:
        response = Client().get(address, question)
        assert response.status_code == 200, response.content
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert differences(response.json(), schema) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "agreements/?x=1", "agreements/?x=1&on=never", "agreements/?party=Congo", "pairs/AZ-AZ/", "pairs/Congo-US/",
        "pairs/AZ-Austrlia/", "agreements/none/", "appeals/none/", "nowhere/",
    ],
)  # fmt: skip
def test_a_problem_is_as_the_schema_describes_it(address: str) -> None:
    problem = Client().get(f"/api/v1/{address}").json()
    assert differences(problem, {"$ref": PROBLEM}) == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("list_", ["agreements", "appeals", "status-changes", "parties"])
def test_everything_in_the_record_is_answered_as_the_schema_describes(list_: str) -> None:
    path = next(path for path in DESCRIBED["paths"] if path.startswith(f"/api/v1/{list_}/{{"))
    schema = DESCRIBED["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    rows = Client().get(f"/api/v1/{list_}/", {"page_size": 40}).json()["results"]
    assert rows
    found = {row["url"]: differences(Client().get(row["url"]).json(), schema) for row in rows}
    assert {url: wrong for url, wrong in found.items() if wrong} == {}


BUDGET = {
    "": 0,
    "problems/": 0,
    "problems/invalid_day/": 0,
    "agreements/": 2,
    "agreements/?q=TIAS": 2,
    "agreements/?party=AZ": 4,
    "agreements/?pair=AZ-US": 5,
    "agreements/?signed_after=2010&order=-signed_on": 2,
    "agreements/?appeal=milli-majlis-letter-2024-10-05": 3,
    "agreements/?include=clauses,timeline,deadlines,participations,sources": 7,
    "agreements/?include=acts": 6,
    "agreements/iccpr-1966/?on=2024-10-05": 8,
    "agreements/iccpr-1966/timeline/": 2,
    "agreements/iccpr-1966/timeline/?party=AZ&on=2013": 5,
    "agreements/iccpr-1966/timeline/?pair=AZ-US": 5,
    "agreements/iccpr-1966/participations/AZ/": 8,
    "agreements/tax-convention-us-ussr-1973/": 8,
    "participations/": 3,
    "participations/?pair=AZ-US&standing=party": 6,
    "timelines/": 2,
    "clauses/": 4,
    "assertions/": 3,
    "sources/": 2,
    "sources/tias-03-507/": 4,
    "search/?q=AZ-US": 2,
    "search/?q=TIAS+13093": 4,
    "pairs/AZ-US/": 6,
    "pairs/AZ-US/?include=clauses,titles": 8,
    "pairs/US-AZ/": 2,
    "status-changes/": 5,
    "status-changes/?page_size=100": 5,
    "status-changes/?agreement=iccpr-1966&party=AZ": 8,
    "status-changes/?include=effects,parties": 7,
    "status-changes/usaid-arrangement-lapse/": 5,
    "appeals/": 3,
    "appeals/?pair=AZ-US": 5,
    "appeals/milli-majlis-letter-2024-10-05/": 9,
    "appeals/?include=demands,links,responses": 8,
    "appeals/milli-majlis-letter-2024-10-05/demands/1/": 9,
    "demands/": 2,
    "links/": 3,
    "agreements/?known_at=1": 2,
    "agreements/?pair=AZ-US&known_at=1&status=in_force": 5,
    "agreements/iccpr-1966/?on=2024-10-05&known_at=2": 8,
    "pairs/AZ-US/?known_at=2": 6,
    "status-changes/?known_at=2&mended=with": 5,
    "differences/?from_on=2013": 2,
    "differences/?from_on=2013&pair=AZ-US": 5,
    "differences/?from_known_at=1&known_at=2&agreement=iccpr-1966": 4,
    "appeals/milli-majlis-letter-2024-10-05/?known_at=2": 9,
    "what-if/?party=AZ&with=US": 12,
    "what-if/?party=AZ&agreement=iccpr-1966&known_at=2": 9,
    "changes/": 4,
    "changes/?after=1&page_size=10": 4,
    "contradictions/": 6,
    "contradictions/?pair=AZ-US": 9,
    "deadlines/?from=2026-01-01": 3,
    "deadlines/?from=2026-01-01&pair=AZ-US": 6,
    "parties/": 2,
    "parties/?q=azerb": 3,
    "parties/AZ/": 8,
    "parties/AZ/?include=memberships,partners": 11,
    "nowhere/": 0,
    "agreements/?x=1": 0,
}
"""How many SQL statements each answer takes. The first finds the block whose state of knowledge the answer is of. One
that finds a party by name asks once whether the names have grown; a list by pair, and a rule of a demand, ask once
for the unions of the two; one with things that carry
sources of their own, takes one more for those sources. What law says of several agreements takes one statement,
however many they are."""


@pytest.mark.slow
@pytest.mark.django_db
def test_each_answer_takes_so_many_statements() -> None:
    Client().get("/api/v1/parties/AZ/")  # the names are read once per process
    assert {address: statements(address) for address in BUDGET} == BUDGET


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("list_", ["agreements", "status-changes", "appeals", "parties"])
def test_a_list_takes_the_same_number_whatever_the_size_of_its_page(list_: str) -> None:
    for _ in range(10):
        record(invented_agreement(), Act.SIGNATURE, done_on="1801-02-03")
    counts = {statements(f"{list_}/?page_size={size}") for size in (1, 4, 10)}
    assert len(counts) == 1


def statements(address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        Client().get(f"/api/v1/{address}")
    return len(queries)


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_of_problem_is_in_the_documents(kind: ProblemKind) -> None:
    row = re.search(rf"^\| `{kind}` \| (\d+[^|]*) \| (.+) \|$", PROBLEMS.read_text(), re.MULTILINE)
    assert row, f"docs/api/problems.md has no row for {kind}"


def test_the_documents_name_every_endpoint() -> None:
    documents = "".join(path.read_text() for path in GUIDE.parent.glob("*.md"))
    assert [path for path in DESCRIBED["paths"] if f"`{path}`" not in documents] == []
