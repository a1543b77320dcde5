"""Accounts that ask the API, and their tokens."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from knox.models import get_token_model

from treaties.importing.writing import Scope


def an_editor(username: str = "editor") -> User:
    return _account(username, "editors")


def a_contributor(username: str = "contributor") -> User:
    return _account(username, "contributors")


def _account(username: str, group: str) -> User:
    account, _ = User.objects.get_or_create(username=username, is_staff=True)
    account.groups.add(Group.objects.get(name=group))
    return account


def token_of(account: User, *scopes: Scope, days: float = 90, name: str = "") -> str:
    """What a program shows."""
    tokens: Any = get_token_model().objects
    name = name or f"token {tokens.count() + 1}"
    _, shown = tokens.create(account, expiry=timedelta(days=days), name=name, scopes=[str(one) for one in scopes])
    return str(shown)
