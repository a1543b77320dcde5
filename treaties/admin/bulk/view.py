"""Where the pages that record many acts at once are entered, and what is downloaded and uploaded there."""

import csv
import io
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from treaties.admin.bulk.screens import ForAgreementsScreen, ForPartiesScreen, RowsScreen
from treaties.admin.recording.record_view import may_record
from treaties.admin.screens import respond
from treaties.importing.act_table import COLUMNS, MEANINGS
from treaties.importing.formats.spreadsheet import LARGEST, decoded
from treaties.importing.formats.workbook import is_workbook, letter, read_workbook, write_workbook
from treaties.importing.problems import Unreadable
from treaties.models import Agreement
from treaties.queries.facts import with_facts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_TICKED = 500
"""Agreements that fit into an address."""
TOO_LARGE = f"Files of up to {LARGEST // 2**20} MiB are read."


def record_for_parties(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(with_facts(Agreement.objects.all()), pk=pk)
    return respond(ForPartiesScreen(model_admin, request, agreement))


def record_for_agreements(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    return respond(ForAgreementsScreen(model_admin, request))


def record_rows(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """A file that comes with the form is read into its rows, and only looked at, whatever was pressed."""
    if not may_record(request):
        raise PermissionDenied
    problems = read_upload(request) if request.method == "POST" else []
    return respond(RowsScreen(model_admin, request, problems))


def read_upload(request: HttpRequest) -> list[str]:
    """Put the file's rows into what was posted, and say so. Returns what is wrong with it: then the rows stay."""
    if "upload" in getattr(request, "too_large", ()):
        return _only_looked_at(request, [TOO_LARGE])
    upload: Any = request.FILES.get("upload")
    if upload is None:
        return []
    if upload.size > LARGEST:
        return _only_looked_at(request, [TOO_LARGE])
    data, name = upload.read(), str(upload.name)
    try:
        text, said = _read(data, name)
    except Unreadable as unreadable:
        letters = is_workbook(data)
        wrong = [
            f"Line {one.place.line}, column {letter(one.place.column) if letters else one.place.column}: {one.sentence}"
            for one in unreadable.problems
        ]
        return _only_looked_at(request, wrong)
    messages.info(request, said)
    _only_looked_at(request, [], rows=text)
    return []


def _read(data: bytes, name: str) -> tuple[str, str]:
    """The rows, and what is said of where they come from. Raises Unreadable."""
    name = "".join(letter for letter in name if letter.isprintable())[:120]
    if not is_workbook(data):
        return decoded(data, name), f"Read from {name}. Nothing is recorded yet."
    pages = read_workbook(data, name)
    left = f" Its other sheets were not read: {', '.join(pages.others)[:200]}." if pages.others else ""
    return pages.text, f"Read from the sheet “{pages.sheet}” of {name}.{left} Nothing is recorded yet."


def _only_looked_at(request: HttpRequest, problems: list[str], **instead: str) -> list[str]:
    posted: QueryDict = request.POST.copy()
    for name, value in (instead | {"do": "preview"}).items():
        posted[name] = value
    request.POST = posted  # type: ignore[assignment]
    return problems


def bulk_template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty table with every column."""
    if not may_record(request):
        raise PermissionDenied
    if kind not in ("xlsx", "csv"):
        raise Http404("A table is downloaded as XLSX or CSV.")
    if kind == "xlsx":
        meanings = [("column", "what it holds"), *MEANINGS.items()]
        data, media_type = write_workbook({"acts": [COLUMNS], "columns": meanings}), XLSX
    else:
        held = io.StringIO()
        csv.writer(held).writerow(COLUMNS)
        data, media_type = held.getvalue().encode(), "text/csv; charset=utf-8"
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="pacta-acts.{kind}"'
    return answer


@admin.action(description="Record one act for these", permissions=["record_many"])
def record_one_act_for_these(model_admin: admin.ModelAdmin, request: HttpRequest, queryset: Any) -> HttpResponse:
    ids = ",".join(str(pk) for pk in queryset.order_by("pk").values_list("pk", flat=True)[:MOST_TICKED])
    return redirect(f"{reverse('admin:treaties_agreement_record_for_many')}?agreements={ids}")
