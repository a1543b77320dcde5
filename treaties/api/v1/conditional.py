"""Tags of answers (ETag), made before the answer is: who holds it already costs one statement.

An answer is decided by the last block of the journal, the day (UTC), the address with its query, the format, and the
code that makes it. So its tag is of these: weak, for the same answer may come compressed or not.
"""

from datetime import date
from functools import cache
from hashlib import blake2b

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request

from treaties.exporting.licence import in_words

DECIDED_BY = ("treaties/**/*.py", "appeals/**/*.py", "config/**/*.py", "config/templates/**/*.html", "docs/api/*.md")


def tag_of(request: Request, last_block: int | None, *, on: date) -> str:
    """``last_block`` is the last of the whole journal, whatever state of knowledge is asked about; none where the
    answer is not of the record. ``on`` is the day on which the answer is made."""
    address, format_ = request.build_absolute_uri(), request.accepted_renderer.media_type
    decided_by = f"{last_block}\n{on}\n{format_}\n{address}\n{code()}"
    return f'W/"{blake2b(decided_by.encode(errors="surrogateescape"), digest_size=16).hexdigest()}"'


def tags_held(request: Request) -> list[str]:
    """Those that the request names, weak or not: it makes no difference here (RFC 9110, 13.1.2). ``*`` names none: it
    asks whether there is an answer, and not which."""
    named = [tag for tag in parse_etags(request.headers.get("If-None-Match", "")) if tag != "*"]
    return [tag if tag.startswith("W/") else f"W/{tag}" for tag in named]


def not_modified(tag: str) -> HttpResponse:
    """Without a type: whoever holds the answer would take it for the type of that."""
    return with_tag(HttpResponseNotModified(), tag)


def with_tag[R: HttpResponseBase](response: R, tag: str) -> R:
    """Anybody may keep the answer, and asks each time whether it still holds."""
    response["ETag"] = tag
    response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Accept", "Accept-Encoding"])
    return response


@cache
def code() -> str:
    """A digest of what decides answers beside the record; once per process."""
    digest = blake2b(in_words(settings.DATA_LICENCE).encode(), digest_size=16)
    for pattern in ("uv.lock", *DECIDED_BY):
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
