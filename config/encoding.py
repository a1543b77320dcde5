"""Text arrives in UTF-8. A request that announces another encoding is refused before anything is read of it: of the
codecs that Python knows, some are no encodings of text at all, and some bring characters that no text holds."""

import codecs
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

type Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

READ = {"utf-8", "ascii"}
"""The codecs' own names."""
REFUSAL = b"Text is read in UTF-8 only.\n"


def read_as_utf_8(application: Application) -> Application:
    """As WSGI: Django reads the encoding before its first middleware."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if _is_readable(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(REFUSAL)))]
        start_response("400 Bad Request", headers)
        return [REFUSAL]

    return answer


def _is_readable(content_type: str) -> bool:
    """Also where it names nothing, or what Python does not know: then it is read as UTF-8."""
    try:
        _, said = parse_header_parameters(content_type)
        return "charset" not in said or codecs.lookup(said["charset"]).name in READ
    except LookupError:
        return True
    except ValueError:  # an overlong header, or an impossible name
        return False
