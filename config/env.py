"""Reads settings from the environment and refuses to guess: a value is understood, or it is an error in words."""

import os

from django.core.exceptions import ImproperlyConfigured

from treaties.exporting.licence import Licence

YES = {"yes", "true", "on", "1"}
NO = {"no", "false", "off", "0"}


def text(name: str, *, default: str | None = None) -> str:
    """The value without surrounding blanks. A variable set to nothing counts as not set."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is missing; set it in the environment.")
    return default


def flag(name: str, *, default: bool) -> bool:
    value = text(name, default="yes" if default else "no")
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; write yes or no.")


def integer(name: str, *, default: int, minimum: int = 0) -> int:
    value = text(name, default=str(default))
    if not (value.isascii() and value.isdigit()) or int(value) < minimum:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number of at least {minimum}.")
    return int(value)


def licence(name: str) -> Licence | None:
    """``None`` where it is not set: what nobody has stated is not guessed."""
    value = text(name, default="")
    try:
        return Licence.read(value) if value else None
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {error}") from None


def words(name: str, *, default: list[str] | None = None) -> list[str]:
    """A list written with commas: ``a.example, b.example``."""
    value = text(name, default=None if default is None else ",".join(default))
    return [word.strip() for word in value.split(",") if word.strip()]
