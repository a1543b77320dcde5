"""What the API promises: the committed schema is the one it follows, its documents are true, its cost is fixed."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.record import a_block, invented_agreement, record
from treaties.actions.corrections import correct_status_change
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.api.v1.problems import ProblemKind
from treaties.dates import PartialDate
from treaties.models import StatusChange
from treaties.rules.findings import Strictness
from treaties.vocabulary import Act

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "docs" / "api" / "v1.yml"
GUIDE = ROOT / "docs" / "api" / "guide.md"
PROBLEMS = ROOT / "docs" / "api" / "problems.md"
DESCRIBED: dict[str, Any] = yaml.safe_load(SCHEMA.read_text())
OPERATIONS = [(path, operation["get"]) for path, operation in DESCRIBED["paths"].items()]


def test_the_schema_that_is_served_is_the_one_in_the_documents(tmp_path: Path) -> None:
    """After a change: ``uv run manage.py spectacular --validate --fail-on-warn --file docs/api/v1.yml``."""
    generated = tmp_path / "v1.yml"
    call_command("spectacular", file=str(generated), validate=True, fail_on_warn=True)
    assert generated.read_text() == SCHEMA.read_text()


def test_only_reading_is_described() -> None:
    assert {method for path in DESCRIBED["paths"].values() for method in path} == {"get"}


@pytest.mark.parametrize(("path", "operation"), OPERATIONS, ids=[path for path, _ in OPERATIONS])
def test_every_parameter_is_described_and_has_an_example(path: str, operation: dict[str, Any]) -> None:
    assert operation["description"]
    for parameter in operation.get("parameters", []):
        assert parameter["description"]
        assert parameter["name"] == "cursor" or "example" in parameter


NEEDED: dict[str, dict[str, Any]] = {
    "list_differences": {"from_on": "2013-01-01"},
    "get_what_if": {"party": "AZ", "with": "US"},
}
"""What an operation needs to have anything to answer."""


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(("path", "operation"), OPERATIONS, ids=[path for path, _ in OPERATIONS])
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
    assert differences(problem, {"$ref": "#/components/schemas/ProblemAnswer"}) == []


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


def differences(answer: Any, schema: dict[str, Any]) -> list[str]:
    """Where the answer is not what the schema says, or holds a member that it does not name."""
    whole = {"components": {"schemas": {name: closed(one) for name, one in DESCRIBED["components"]["schemas"].items()}}}
    return [error.message for error in jsonschema.Draft202012Validator(whole | schema).iter_errors(answer)]


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    return schema | {"additionalProperties": False} if "properties" in schema else schema


BUDGET = {
    "": 0,
    "problems/": 0,
    "problems/invalid_day/": 0,
    "agreements/": 2,
    "agreements/?q=TIAS": 2,
    "agreements/?party=AZ": 4,
    "agreements/?pair=AZ-US": 4,
    "agreements/iccpr-1966/?on=2024-10-05": 9,
    "agreements/tax-convention-us-ussr-1973/": 9,
    "pairs/AZ-US/": 6,
    "pairs/US-AZ/": 2,
    "status-changes/": 5,
    "status-changes/?page_size=100": 5,
    "status-changes/?agreement=iccpr-1966&party=AZ": 8,
    "status-changes/usaid-arrangement-lapse/": 5,
    "appeals/": 3,
    "appeals/?pair=AZ-US": 5,
    "appeals/milli-majlis-letter-2024-10-05/": 9,
    "agreements/?known_at=1": 2,
    "agreements/?pair=AZ-US&known_at=1&status=in_force": 4,
    "agreements/iccpr-1966/?on=2024-10-05&known_at=2": 9,
    "pairs/AZ-US/?known_at=2": 6,
    "status-changes/?known_at=2&mended=with": 5,
    "differences/?from_on=2013": 2,
    "differences/?from_on=2013&pair=AZ-US": 4,
    "differences/?from_known_at=1&known_at=2&agreement=iccpr-1966": 4,
    "appeals/milli-majlis-letter-2024-10-05/?known_at=2": 9,
    "what-if/?party=AZ&with=US": 11,
    "what-if/?party=AZ&agreement=iccpr-1966&known_at=2": 9,
    "contradictions/": 6,
    "contradictions/?pair=AZ-US": 8,
    "deadlines/?from=2026-01-01": 3,
    "deadlines/?from=2026-01-01&pair=AZ-US": 5,
    "parties/": 2,
    "parties/?q=azerb": 3,
    "parties/AZ/": 8,
    "nowhere/": 0,
    "agreements/?x=1": 0,
}
"""How many SQL statements each answer takes. The first finds the block whose state of knowledge the answer is of. One
that finds a party by name asks once whether the names have grown; one with things that carry
sources of their own, takes one more for those sources. What law says of several agreements takes one statement,
however many they are."""


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


def test_the_guide_names_every_endpoint() -> None:
    guide = GUIDE.read_text()
    assert [path for path in DESCRIBED["paths"] if f"`{path}`" not in guide] == []


SNIPPETS = re.findall(r"```sh\n(curl .+?)\n```\n+```json\n(.+?)\n```", GUIDE.read_text(), re.DOTALL)

FROM_THE_CORRECTION_ON = GUIDE.read_text().partition("## Corrections")[2]


@pytest.mark.django_db
@pytest.mark.parametrize(("command", "printed"), SNIPPETS, ids=[command[:60] for command, _ in SNIPPETS])
def test_what_the_guide_prints_is_what_is_answered(command: str, printed: str) -> None:
    if command in FROM_THE_CORRECTION_ON:
        correct_as_the_guide_says()
    curl, _, filter_ = command.replace("\\\n", " ").partition("|")
    _, options, address = shlex.split(curl)
    response = Client().get(address.removeprefix("http://127.0.0.1:8000"), follow="L" in options)
    expected = json.loads(printed)
    answer = picked(response.json(), shlex.split(filter_)[1:])
    assert answer == expected


def correct_as_the_guide_says() -> None:
    """The one thing that its examples need beside the seeds."""
    act = StatusChange.objects.get(slug="usaid-arrangement-lapse")
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


def test_the_guide_has_examples() -> None:
    assert len(SNIPPETS) >= 5


def picked(answer: Any, jq: list[str]) -> Any:
    """What ``jq`` prints for the few filters that the guide uses: ``.``, ``.a.b``, ``[.a[].b.c]``, ``.a | {b, c}``."""
    for step in jq[-1].split(" | ") if jq else ():
        answer = _picked(answer, step)
    return answer


def _picked(answer: Any, step: str) -> Any:
    if step.startswith("{"):
        return {name.strip(): answer[name.strip()] for name in step.strip("{}").split(",")}
    if step.startswith("["):
        one, _, rest = step.strip("[]").partition("[]")
        return [_picked(item, rest) for item in _picked(answer, one)]
    for name in step.split("."):
        answer = answer[name] if name else answer
    return answer
