"""Which format an answer comes in, by the header Accept."""

from collections.abc import Iterable
from typing import Any

from django.http.request import MediaType
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request


class Negotiation(DefaultContentNegotiation):
    """The format of the highest quality, then the one that is named most exactly, then the first that is offered.
    Parameters of media types, such as a charset, do not matter; a header that names nothing asks for nothing."""

    def get_accept_list(self, request: Request) -> list[str]:
        named = [token for token in super().get_accept_list(request) if token.strip()]
        return named or ["*/*"]

    def select_renderer(self, request: Request, renderers: Iterable[Any], format_suffix: Any = None) -> Any:
        accepted = [one for token in self.get_accept_list(request) if (one := _media_type(token))]
        best = max(renderers, key=lambda one: _liking(one.media_type, accepted))
        quality, _ = _liking(best.media_type, accepted)
        if not quality:
            raise NotAcceptable
        return best, best.media_type


def _media_type(token: str) -> MediaType | None:
    try:
        return MediaType(token)
    except ValueError:  # parameters that nobody can read
        return None


def _liking(offered: str, accepted: Iterable[MediaType]) -> tuple[float, int]:
    """What the most exact of the accepted ranges says of a format: its quality, and how exact it is."""
    main, _, sub = offered.partition("/")
    matching = [one for one in accepted if one.main_type in ("*", main) and one.sub_type in ("*", sub)]
    matching = [one for one in matching if one.main_type != "*" or one.sub_type == "*"]
    best = max(matching, key=lambda one: (_exactness(one), one.quality), default=None)
    return (best.quality, _exactness(best)) if best else (0, 0)


def _exactness(range_: MediaType) -> int:
    return 1 + (range_.main_type != "*") + (range_.sub_type != "*")
