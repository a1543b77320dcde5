"""Asking the API, for tests: the answer as data, with its status and its kind checked on the way."""

from typing import Any

from django.test import Client

API = "/api/v1"


def ask(address: str, **parameters: Any) -> Any:
    """What is answered at an address below /api/v1/, which must be 200 and JSON."""
    response = Client().get(f"{API}{address}", parameters)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    return response.json()


def refusal(address: str, *, status: int = 400, **parameters: Any) -> Any:
    """The problem that an address below /api/v1/ answers with."""
    response = Client().get(f"{API}{address}", parameters)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["type"] == f"/api/v1/problems/{problem['code']}/"
    assert problem["instance"] == f"{API}{address}"
    return problem


def walk(address: str, **parameters: Any) -> list[Any]:
    """All items of a list, page by page, by following ``next``; fails where the list does not come to an end."""
    page = ask(address, **parameters)
    items = list(page["results"])
    for _ in range(1000):
        if page["next"] is None:
            return items
        response = Client().get(page["next"])
        assert response.status_code == 200, response.content
        page = response.json()
        assert page["results"], "a page that is announced holds something"
        items += page["results"]
    raise AssertionError("the list does not come to an end")
