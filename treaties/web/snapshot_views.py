"""Snapshots of the record as files. Nothing here asks the database, so whoever reads slowly keeps no connection."""

import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from treaties.exporting.snapshots import Snapshot, held
from treaties.web.snapshots_listed import of_one
from treaties.web.views import public

TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".ndjson": "application/x-ndjson; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".zip": "application/zip",
}
A_YEAR = 365 * 24 * 3600
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def snapshots() -> list[Snapshot]:
    return held(Path(settings.SNAPSHOT_ROOT))


def snapshot_of(block: int) -> Snapshot:
    found = next((one for one in snapshots() if one.block == block), None)
    if found is None:
        raise Http404(_("This site holds no snapshot of that block."))
    return found


@public
def latest(request: HttpRequest, path: str = "") -> HttpResponse:
    """A permanent address of the newest, and of each of its files."""
    newest = next(iter(snapshots()), None)
    if newest is None:
        raise Http404(_("This site holds no snapshot yet."))
    if path == "pacta.zip":
        path = newest.archive.name
    response = redirect("snapshot_file", newest.block, path) if path else redirect("snapshot", newest.block)
    patch_cache_control(response, no_cache=True)
    return response


@public
def snapshot(request: HttpRequest, block: int) -> HttpResponse:
    shown = {"page": of_one(snapshot_of(block)), "licence": settings.DATA_LICENCE}
    return render(request, "treaties/snapshot.html", shown)


def _found(block: int, path: str) -> tuple[Path, str]:
    """Only what the list of checksums names, that list, and the archive; with what tells one version from another."""
    one = snapshot_of(block)
    if path == one.archive.name and one.archive.is_file():
        return one.archive, f"zip-{one.archive.stat().st_size}-{one.archive.stat().st_mtime_ns}"
    named = {file.path: file.checksum for file in one.files()} | {"SHA256SUMS": one.checksum_of_sums}
    if path not in named:
        raise Http404(_("The snapshot has no such file."))
    return one.folder / path, named[path]


def _tag(request: HttpRequest, block: int, path: str) -> str:
    return f'"{_found(block, path)[1]}"'


@public
@condition(etag_func=_tag)
def snapshot_file(request: HttpRequest, block: int, path: str) -> Any:
    """Whole, or one range of its bytes (RFC 9110)."""
    file, tag = _found(block, path)
    size, modified = file.stat().st_size, file.stat().st_mtime
    asked = _range(request, size, f'"{tag}"')
    if asked == (0, 0) and size:
        return HttpResponse(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers={"Content-Range": f"bytes */{size}"}
        )
    content: Any = open(file, "rb")  # noqa: SIM115  the response closes it
    if asked:
        content.seek(asked[0])
        content = _Part(content, asked[1] - asked[0])
    name = file.name if file.suffix == ".zip" else f"{_named(block)}-{file.name}"
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=TYPES.get(file.suffix, "text/plain")
    )
    response["Last-Modified"], response["Accept-Ranges"] = http_date(modified), "bytes"
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    if asked:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = f"bytes {asked[0]}-{asked[1] - 1}/{size}"
        response["Content-Length"] = asked[1] - asked[0]
    if asked or file.suffix == ".zip":
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # a part of a file, and what is packed, stay as they are
    return response


def _named(block: int) -> str:
    return snapshot_of(block).name


def _range(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """From a byte (closed) to a byte (open); ``None``: the whole is asked for; (0, 0): there is no such part."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or request.headers.get("If-Range", tag) != tag or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return max(size - int(last), 0), size if int(last) else 0
    begins, ends = int(first), min(int(last) + 1, size) if last else size
    return (begins, ends) if begins < ends else (0, 0)


class _Part:
    """So many bytes of an open file, from where it stands."""

    def __init__(self, file: Any, left: int) -> None:
        self.file, self.left = file, left

    def read(self, size: int = -1) -> bytes:
        some = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(some)
        return some

    def close(self) -> None:
        self.file.close()
