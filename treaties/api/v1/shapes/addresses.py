"""The addresses that answers name: as ``reverse`` makes them, which takes longer than a row of thousands does."""

from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, get_urlconf, reverse

A_SLUG = "0-0-0"


def address_of(name: str, slug: str) -> str:
    """The address of a route that takes a slug alone."""
    before, after = _around(name, get_script_prefix(), get_urlconf())
    return f"{before}{quote(slug)}{after}"


@lru_cache(maxsize=1_000)
def _around(name: str, _prefix: str, _urlconf: str | None) -> tuple[str, str]:
    before, _, after = reverse(name, args=[A_SLUG]).partition(A_SLUG)
    return before, after
