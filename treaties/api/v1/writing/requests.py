"""What a request to write says: who may, the object in its body, and the key under which its answer is kept."""

import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import NotAuthenticated, UnsupportedMediaType
from rest_framework.request import Request

from treaties.api.v1.parameters import Parameter
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.dates import shorten
from treaties.importing.formats.json_lines import object_of
from treaties.importing.problems import Unreadable
from treaties.importing.writing import Scope, field_of, said_of

LARGEST = 2**20
"""Bytes of a body."""
_KEY = re.compile(r'"[!#-~ ]{1,255}"|[!#-~ ]{1,255}')
"""A string of a structured field (RFC 9651), or its text alone."""
MOST_ERRORS = 100
_NUMBER = re.compile(r"(?<=\[)([0-9]{1,9})(?=\])")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _read_flag(text: str) -> bool:
    if text in ("true", "false"):
        return text == "true"
    raise Problem(ProblemKind.INVALID_PARAMETER, f"dry_run is true or false, and not “{shorten(text)}”.")


DRY_RUN = Parameter(
    "dry_run",
    "Write it, look at what changes, and undo it: the answer says what would be written, and nothing is kept.",
    _read_flag,
    "true",
    default=lambda: False,
    schema={"type": "boolean", "default": False},
)


def permit(request: Request, scope: Scope, permissions: Sequence[str], *, to: str) -> None:
    """``to`` says what is asked for, as a heading does. Raises NotAuthenticated without a token; Problem where it, or
    its owner, may not do this."""
    token: Any = request.auth
    if token is None:
        words = f"{to}: this needs a token with the scope “{scope}”, sent as “Authorization: Bearer TOKEN”."
        raise NotAuthenticated(words)
    if scope not in token.scopes:
        words = f"This token is not good for this: it lacks the scope “{scope}” ({scope.label})."
        raise _forbidden(words, missing_scope=str(scope))
    missing = [one for one in permissions if not request.user.has_perm(one)]
    if missing:
        words = f"The owner of this token may not do this: {', '.join(missing)} is not among what they may."
        raise _forbidden(words, missing_permissions=missing)


def _forbidden(words: str, **members: Any) -> Problem:
    return Problem(ProblemKind.NOT_PERMITTED, words, status=HTTPStatus.FORBIDDEN, **members)


def raw_body(request: Request) -> bytes:
    """Raises Problem, or UnsupportedMediaType."""
    plain = request._request
    if plain.content_type != "application/json":
        raise UnsupportedMediaType(shorten(plain.content_type or "nothing"))
    said = plain.META.get("CONTENT_LENGTH") or "0"
    if said == "0" and plain.META.get("HTTP_TRANSFER_ENCODING"):
        raise _malformed("Say how long it is in the header Content-Length: what comes in chunks is not read here.")
    if said.isascii() and said.isdigit() and len(said) < 19 and int(said) > LARGEST:
        raise _too_large()
    try:
        body = plain.body
    except RequestDataTooBig:
        raise _too_large() from None
    if len(body) > LARGEST:
        raise _too_large()
    return body


def _too_large() -> Problem:
    words = f"The body is larger than {LARGEST // 2**20} MiB."
    return Problem(ProblemKind.TOO_LARGE, words, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def object_in(body: bytes) -> dict[str, Any]:
    """The one object of JSON that a body is. Raises Problem."""
    try:
        text = body.decode("utf-8")
        values = object_of(text)
        said = json.dumps(values, ensure_ascii=False)
    except UnicodeDecodeError as error:
        raise _malformed(f"It is not UTF-8, from byte {error.start + 1} on.") from None
    except json.JSONDecodeError as error:
        raise _malformed(f"{error.msg} (line {error.lineno}, column {error.colno}).") from None
    except RecursionError:
        raise _malformed("It is nested too deeply.") from None
    except ValueError as error:
        raise _malformed(str(error).replace("Each line is", "It is not")) from None
    if _SURROGATE.search(said):
        raise _malformed("It holds half of a character (a lone surrogate).")
    return values


def _malformed(why: str) -> Problem:
    return Problem(ProblemKind.MALFORMED_BODY, f"The body is no JSON that can be read. {why}")


def key_of(request: Request, *, dry_run: bool = False) -> str:
    """The header Idempotency-Key, without its quotes; empty without one. Of a dry run nothing is kept, and its key only
    looked at. Raises Problem."""
    said = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if said is None:
        return ""
    found = _KEY.fullmatch(said.strip())
    key = found[0].strip('"') if found else ""
    if not key.strip():
        words = "The header Idempotency-Key is a text of 1 to 255 ASCII characters, such as a UUID."
        raise Problem(ProblemKind.REFUSED, words)
    return "" if dry_run else key


def key_reused() -> Problem:
    words = "This Idempotency-Key was used in the last 24 hours for another request. Take a new key for each write."
    return Problem(ProblemKind.KEY_REUSED, words, status=HTTPStatus.CONFLICT)


def not_understood(error: Unreadable) -> Problem:
    """What is wrong with the object, each with the way to its field, in the order of the lists; at most a hundred."""
    problems = sorted(error.problems, key=lambda one: _natural(field_of(one)))
    errors = [
        {
            "field": field_of(one) or None,
            "code": one.code or str(ProblemKind.INVALID_FIELD),
            "article": None,
            "detail": said_of(one),
        }
        for one in problems[:MOST_ERRORS]
    ]
    detail = " ".join(f"{one['field']}: {one['detail']}" if one["field"] else str(one["detail"]) for one in errors[:5])
    if more := len(problems) - len(errors):
        detail += f" Beside what “errors” lists, {more:,} more fields are not accepted."
    return Problem(ProblemKind.INVALID_FIELD, detail, status=HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)


def _natural(field: str) -> list[tuple[int, str]]:
    """``sources[9]`` before ``sources[10]``."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in _NUMBER.split(field)]


def with_address(values: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The object together with what the address says. Raises Problem where they say different things."""
    errors = [
        {
            "field": key,
            "code": str(ProblemKind.INVALID_FIELD),
            "article": None,
            "detail": f"The address says “{value}”; leave it out here, or say the same.",
        }
        for key, value in said.items()
        if values.get(key) not in (None, value)
    ]
    if errors:
        words = " ".join(str(one["detail"]) for one in errors)
        raise Problem(ProblemKind.INVALID_FIELD, words, status=HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)
    return {**values, **said}
