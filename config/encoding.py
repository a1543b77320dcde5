"""Text arrives in UTF-8. A request that announces another encoding is refused before anything is read of it: of the
codecs that Python knows, some are no encodings of text at all, and some bring characters that no text holds."""

import codecs
import json
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

type Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

READ = {"utf-8", "ascii"}
"""The codecs' own names."""
REFUSAL = b"Text is read in UTF-8 only.\n"
PROBLEM = {
    "type": "/api/v1/problems/refused/",
    "title": "The request is not accepted",
    "status": 400,
    "code": "refused",
    "detail": "Text is read in UTF-8 only; the header Content-Type announces another encoding.",
}
"""The same below ``/api/``, in the words of the API."""


def read_as_utf_8(application: Application) -> Application:
    """As WSGI: Django reads the encoding before its first middleware."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if _is_readable(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        kind, refusal = _refusal(environ.get("PATH_INFO", ""))
        start_response("400 Bad Request", [("Content-Type", kind), ("Content-Length", str(len(refusal)))])
        return [refusal]

    return answer


def _refusal(path: str) -> tuple[str, bytes]:
    """``path`` has each byte of the address as the character of that number."""
    if not path.startswith("/api/"):
        return "text/plain; charset=utf-8", REFUSAL
    instance = path.encode("latin-1").decode(errors="replace")
    return "application/problem+json", json.dumps(PROBLEM | {"instance": instance}).encode()


def _is_readable(content_type: str) -> bool:
    """Also where it names nothing, or what Python does not know: then it is read as UTF-8."""
    try:
        _, said = parse_header_parameters(content_type)
        return "charset" not in said or codecs.lookup(said["charset"]).name in READ
    except LookupError:
        return True
    except ValueError:  # an overlong header, or an impossible name
        return False
