"""Who may do what: ``cases/permissions.toml`` against every address that the site has, for every role and method."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from pytest_django import DjangoDbBlocker

from tests import databases
from tests.factories import many
from tests.factories.analysts import contributor, filled_in, record_url, signed_in
from tests.factories.watched import in_force, noticed_otherwise
from treaties.actions.proposals import propose
from treaties.models import Agreement, Head, Proposal, StatusAssertion, StatusChange

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "permissions.toml").read_text())
RULES: list[dict[str, Any]] = TABLE["rule"]
ADDRESSES: dict[str, str] = TABLE["addresses"]
VERBS: dict[str, str] = TABLE["verbs"]
ROLES = ("nobody", "without rights", "contributor", "editor", "superuser")
FIRST = ("nobody", "contributor", "editor")
"""Those who are asked in every run; the others in the slow lane."""
METHODS = {
    "GET": ["GET"],
    "POST": ["POST"],
    "other": ["PATCH", "DELETE"],
    "PUT": ["PUT"],
    "HEAD": ["HEAD"],
    "OPTIONS": ["OPTIONS"],
}
BUTTONS = ["preview", "propose", "write", "accept", "refuse", "withdraw"]
SHOWN = {200, 302, 409, 410, 422}
"""Answers of a page that lets in."""
EVERYWHERE = {"nobody": ["GET", "POST"], "without rights": ["GET"], "contributor": ["write"]}
"""Of whom what is asked of each route at every run of the tests; the rest of it is for the exhaustive ones."""
VARIABLE = re.compile(r"<(?:\w+:)?\w+>")
type Answer = int | str


@dataclass(frozen=True)
class Route:
    """``name`` as the table has it: with its namespace; its pattern, where it has no name."""

    name: str
    pattern: str

    @property
    def model(self) -> type[Model]:
        """Whose rows an address of the administration is about."""
        words = (
            self.name.removeprefix("admin:").split("_")
            if self.name.startswith("admin:")
            else self.pattern.split("/")[1:]
        )
        return apps.get_model(words[0], words[1])


def routes(within: URLResolver | None = None, before: str = "", names: tuple[str, ...] = ()) -> Iterator[Route]:
    for one in (within or get_resolver()).url_patterns:
        pattern = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from routes(one, pattern, (*names, one.namespace) if one.namespace else names)
        elif isinstance(one, URLPattern):
            yield Route(":".join([*names, one.name]) if one.name else pattern, pattern)


def rule_of(route: Route) -> dict[str, Any] | None:
    """The first that names it."""
    return next((rule for rule in RULES if any(fnmatchcase(route.name, one) for one in rule["routes"])), None)


ROUTES = {route: rule_of(route) for route in routes()}


def test_every_route_has_a_rule() -> None:
    assert [route.name for route, rule in ROUTES.items() if rule is None] == []


def test_every_rule_has_a_route_and_every_button_and_address_too() -> None:
    def used(pattern: str, rule: dict[str, Any]) -> bool:
        return any(of is rule and fnmatchcase(route.name, pattern) for route, of in ROUTES.items())

    assert [pattern for rule in RULES for pattern in rule["routes"] if not used(pattern, rule)] == []
    assert [one for one in (*VERBS, *ADDRESSES) if not any(fnmatchcase(route.name, one) for route in ROUTES)] == []


@dataclass
class Stage:
    """The roles, each with a session, and a row of every model."""

    sessions: dict[str, str]
    rows: dict[type[Model], Any]
    client: Client
    written: Any

    def ask(self, role: str, method: str, address: str, posted: dict[str, str] | None) -> tuple[Answer, bool]:
        """The answer, and whether the record grew. Nothing of it is kept, nor of the session."""
        self.client.cookies = SimpleCookie({"sessionid": self.sessions[role]} if role in self.sessions else {})
        given = {"data": posted} if posted else {}
        with transaction.atomic():
            response: Any = getattr(self.client, method.lower())(address, **given)
            response.getvalue()  # a file is closed at its end
            grew = written() != self.written
            transaction.set_rollback(True)
        signs_in = response.status_code == 302 and response["Location"].startswith("/admin/login/")
        if response.status_code == 500:
            return f"500, {response.exc_info[1]!r}", grew
        return "in" if signs_in else response.status_code, grew

    def address(self, route: Route) -> str:
        """One of the route's, about a row that is there."""
        if route.name in ADDRESSES:
            kind = ContentType.objects.get_for_model(Agreement).pk
            address = ADDRESSES[route.name].format(kind=kind, agreement=self.row(Agreement).pk, file="0" * 64)
        else:
            address = "/" + VARIABLE.sub(lambda _: str(self.row(route.model).pk), route.pattern)
        found = resolve(address.partition("?")[0])
        assert route.name in (found.view_name, found.route)
        return address

    def row(self, model: type[Model]) -> Any:
        if model not in self.rows:
            self.rows[model] = model._default_manager.order_by("pk").first()
        assert self.rows[model], f"{model.__name__} has no row"
        return self.rows[model]


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """A database of this module's own: nothing in it is made anew for each test."""
    with django_db_blocker.unblock(), databases.clone(), pytest.MonkeyPatch.context() as patch:
        accounts = {
            "without rights": signed_in("stranger", is_staff=True),
            "contributor": contributor(),
            "editor": signed_in("editor"),
            "superuser": signed_in("superuser", is_staff=True, is_superuser=True),
        }
        patch.setattr(many, "MANY", 3)
        many.a_hundred_of_everything(User.objects.create(username="proposer"))
        rows: dict[type[Model], Any] = {
            StatusAssertion: StatusAssertion.objects.get(slug="acquisition-agreement-2013-in-force-2024-10-05"),
            StatusChange: noticed_otherwise()[1],
        }
        sessions = {role: client.cookies["sessionid"].value for role, client in accounts.items()}
        yield Stage(sessions, rows, Client(raise_request_exception=False), written())


def written() -> Any:
    """The last block of the journal, and the last proposal."""
    return Head.objects.get().no, Proposal.objects.order_by("-pk").values_list("pk", flat=True).first()


@dataclass(frozen=True)
class Question:
    """What is asked of a route by a word of its rule: by a method, or by a button of its form."""

    route: Route
    word: str
    method: str
    posted: dict[str, str] | None
    expected: Answer


def questions(rule: dict[str, Any], role: str, *, thorough: bool) -> Iterator[Question]:
    answers = {"HEAD": rule["GET"], "PUT": rule["other"]} | rule
    ways = [(word, method, None) for word, methods in METHODS.items() if word in answers for method in methods]
    for number, route in enumerate(route for route, of in ROUTES.items() if of is rule):
        for word, method, posted in [*ways, *buttons(rule, route)]:
            said = answers[word]
            if isinstance(said, list) or role == "nobody" or thorough:  # of what is the same for all, nobody is enough
                expected = said[ROLES.index(role)] if isinstance(said, list) else said
                if is_asked(role, word, expected, is_first=number == 0, thorough=thorough):
                    yield Question(route, word, method, posted, expected)


def buttons(rule: dict[str, Any], route: Route) -> list[tuple[str, str, dict[str, str]]]:
    verb = next((verb for pattern, verb in VERBS.items() if fnmatchcase(route.name, pattern)), "")
    return [(word, "POST", {"do": verb if word == "write" else word}) for word in BUTTONS if word in rule]


def is_asked(role: str, word: str, expected: Answer, *, is_first: bool, thorough: bool) -> bool:
    """In short: what tells most of each route, and GET, POST and the buttons of the first route of each rule. In full:
    all of each route, but that a page which lets in is not fetched again by each method that is answered like GET."""
    usual = word in ("GET", "POST") or word in BUTTONS
    if not thorough:
        return (is_first and usual) or word in EVERYWHERE.get(role, ())
    return is_first or usual or expected not in SHOWN


@pytest.mark.django_db
@pytest.mark.parametrize(
    "thorough", [False, pytest.param(True, marks=pytest.mark.exhaustive)], ids=["in short", "in full"]
)
@pytest.mark.parametrize("role", [one if one in FIRST else pytest.param(one, marks=pytest.mark.slow) for one in ROLES])
@pytest.mark.parametrize("rule", RULES, ids=[rule["what"] for rule in RULES])
def test_each_is_answered_as_the_table_says_and_writes_nothing(
    stage: Stage, rule: dict[str, Any], role: str, thorough: bool
) -> None:
    wrong = []
    for asked in questions(rule, role, thorough=thorough):
        answer, grew = stage.ask(role, asked.method, stage.address(asked.route), asked.posted)
        if (answer, grew) != (asked.expected, False):
            how = f"{asked.route.name} {asked.word} {asked.method}"
            wrong.append(f"{how}: {answer}, not {asked.expected}{', and it wrote' * grew}")
    assert wrong == []


@pytest.mark.django_db
def test_what_a_role_may_is_done(stage: Stage) -> None:
    """Who writes and who proposes, with a form that is filled in; and nobody accepts a proposal of their own."""
    agreement = in_force()
    form, typed = record_url(agreement), filled_in(agreement, "amendment", done_on="2003-01-01")
    here = replace(stage, written=written())
    assert here.ask("contributor", "POST", form, typed) == (403, False)
    assert here.ask("editor", "POST", form, typed) == (302, True)
    for proposer in ("contributor", "editor"):
        assert here.ask(proposer, "POST", form, typed | {"do": "propose"}) == (302, True)
        kept = {name: [str(value)] for name, value in typed.items() if value and name != "do"}
        by = User.objects.get(username=proposer)
        proposal = propose(by=by, screen=form, title="An amendment", filled=kept, reason="Read", agreement=agreement)
        here = replace(here, written=written())
        accept = typed | {"do": "accept", "proposal": str(proposal.pk)}
        assert {role: here.ask(role, "POST", form, accept) for role in ROLES} == {
            "nobody": ("in", False),
            "without rights": (404, False),
            "contributor": (403 if proposer == "contributor" else 404, False),
            "editor": (302, True) if proposer == "contributor" else (422, False),
            "superuser": (302, True),
        }
