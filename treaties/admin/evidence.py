"""Copies of documents: the page that adds one to a source, the list on the source's page, and the way to fetch one."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.actions.evidence import keep_copy, store
from treaties.actions.journal import open_block
from treaties.admin.evidence_upload import kept_name, name_to_save, plain
from treaties.admin.mending.mended import admin_url
from treaties.admin.reading import ReadOnlyAdmin, ReadOnlyInline, days, lines
from treaties.admin.recording.record_source import UNSHOWABLE
from treaties.admin.recording.typed_dates import TypedDateField
from treaties.dates import in_words
from treaties.models import EvidenceFile, HeldCopy, Source
from treaties.rules.evidence import MB, too_large
from treaties.rules.findings import Refused
from treaties.vocabulary import MediaType

PERMISSIONS = ("treaties.add_heldcopy", "treaties.add_evidencefile")
REFUSED, GONE = 422, 410
LOCKED = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
"""A kept file is somebody else's: a browser may save it, and do nothing with it."""


class CopyForm(forms.Form):
    """A file, when the copy was made, and why it is kept."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,  # what is wrong with it is said with all else that can be
        widget=forms.FileInput(attrs={"accept": ",".join(str(kind) for kind in MediaType)}),
        error_messages={"required": "Choose a file.", "invalid": "Choose a file."},
    )
    captured_on = TypedDateField(
        label="Copied on", help_text="The day on which the copy was made, as well as it is known."
    )
    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept in the journal with your name.",
        error_messages={"required": "Say why this copy is kept."},
    )

    def clean_captured_on(self) -> Any:
        day = self.cleaned_data["captured_on"]
        if day and day.earliest > timezone.localdate():
            raise forms.ValidationError("This day is still to come; a copy is made before it is kept.")
        return day

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if found := UNSHOWABLE.search(reason.replace("\r\n", "\n")):
            raise forms.ValidationError(f"This holds a character that cannot be shown as text (U+{ord(found[0]):04X}).")
        return reason


class HeldCopies(ReadOnlyInline):
    """The panel of copies below a source."""

    model = HeldCopy
    verbose_name_plural = "copies that we hold"
    fields = ("document", days("captured_on", "copied on"), "kind", "checksum", "added")  # type: ignore[assignment]

    def get_queryset(self, request: HttpRequest) -> QuerySet[HeldCopy]:
        return super().get_queryset(request).select_related("file", "block").order_by("pk")

    @admin.display(description="Document")
    def document(self, copy: HeldCopy) -> SafeString:
        return format_html("{} {}", copy.name, _link(copy.file, copy.name))

    @admin.display(description="Kind")
    def kind(self, copy: HeldCopy) -> str:
        return f"{copy.file.get_media_type_display()}, {filesizeformat(copy.file.size)}"

    @admin.display(description="SHA-256")
    def checksum(self, copy: HeldCopy) -> SafeString:
        return format_html("<code>{}</code>", copy.file.checksum)

    @admin.display(description="Added")
    def added(self, copy: HeldCopy) -> str:
        return f"{in_words(copy.block.at.date())}, by {copy.block.actor}: {copy.block.reason}"


@admin.register(HeldCopy)
class HeldCopyAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("name", "source", "file", days("captured_on"))
    list_select_related = ("source", "file")


@admin.register(EvidenceFile)
class EvidenceFileAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("__str__", "in_words", "of_sources")
    list_filter = ("media_type",)
    search_fields = ("checksum", "copies__name", "copies__source__title")
    fields = ("media_type", "in_words", "checksum", "of_sources", "fetch")

    def get_queryset(self, request: HttpRequest) -> QuerySet[EvidenceFile]:
        return super().get_queryset(request).prefetch_related("copies__source").order_by("pk")

    @admin.display(description="Size", ordering="size")
    def in_words(self, file: EvidenceFile) -> str:
        return filesizeformat(file.size)

    @admin.display(description="A copy of")
    def of_sources(self, file: EvidenceFile) -> SafeString:
        return lines(
            format_html('<a href="{}">{}</a>', admin_url(copy.source), copy.source.title) for copy in file.copies.all()
        )

    @admin.display(description="The file itself")
    def fetch(self, file: EvidenceFile) -> SafeString:
        return _link(file, str(file))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.download_view)
        name = "treaties_evidencefile_download"
        return [path("<slug:checksum>/download/", view, name=name), *super().get_urls()]

    def download_view(self, request: HttpRequest, checksum: str) -> Any:
        """The bytes as they were added, to be saved and not shown; 410 where they are gone."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        file = get_object_or_404(EvidenceFile, checksum=checksum)
        try:
            content = file.open()
        except OSError:
            return self.gone(request, file)
        called = file.copies.order_by("pk").values_list("name", flat=True).first() or file.checksum
        name = name_to_save(called, MediaType(file.media_type))
        response = FileResponse(content, content_type=file.media_type)
        response.headers["Content-Disposition"] = (
            f"attachment; filename=\"{plain(name)}\"; filename*=UTF-8''{quote(name, safe='')}"
        )
        for header, value in LOCKED.items():
            response.headers[header] = value
        return response

    def gone(self, request: HttpRequest, file: EvidenceFile) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "The file is not where it was kept",
            "opts": self.opts,
            "media": self.media,
            "file": file,
        }
        return TemplateResponse(request, "admin/treaties/evidence_gone.html", context, status=GONE)


def _link(file: EvidenceFile, of: str) -> SafeString:
    return format_html('<a href="{}" aria-label="Download {}">Download</a>', download_url(file), of)


def download_url(file: EvidenceFile) -> str:
    return reverse("admin:treaties_evidencefile_download", args=[file.checksum])


def add_copy(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """A file is no proposal: only who may keep copies comes here."""
    if not request.user.has_perms(PERMISSIONS) or not model_admin.has_view_permission(request):
        raise PermissionDenied
    source = get_object_or_404(Source, pk=pk)
    form = CopyForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if "file" in getattr(request, "too_large", ()):
        form.full_clean()
        form.errors.pop("file", None)
        form.add_error("file", str(too_large(settings.EVIDENCE_MAX_MB * MB)))
    if form.is_valid():
        try:
            copy = _keep(request, source, form.cleaned_data)
        except Refused as refused:
            for finding in refused.findings:
                form.add_error(finding.field or None, str(finding))
        else:
            return _kept(model_admin, request, source, copy)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Add a copy",
        "opts": model_admin.opts,
        "media": model_admin.media,
        "crumbs": [("Sources", reverse("admin:treaties_source_changelist")), (source.title, admin_url(source))],
        "source": source,
        "form": form,
        "wrong": [field for field in form if field.errors],
        "elsewhere": form.non_field_errors(),
        "most": settings.EVIDENCE_MAX_MB,
    }
    status = REFUSED if form.is_bound else 200
    return TemplateResponse(request, "admin/treaties/add_copy.html", context, status=status)


def _keep(request: HttpRequest, source: Source, clean: dict[str, Any]) -> HeldCopy:
    stored = store(clean["file"].read())
    trace = f"{request.method} {request.path}"
    with open_block(actor=request.user.get_username(), reason=clean["reason"], request=trace) as block:
        return keep_copy(
            block, source=source, stored=stored, name=kept_name(clean["file"].name), captured_on=clean["captured_on"]
        )


def _kept(model_admin: admin.ModelAdmin, request: HttpRequest, source: Source, copy: HeldCopy) -> HttpResponse:
    words = f"Kept: {copy.name}, {copy.file.get_media_type_display()}, {filesizeformat(copy.file.size)}."
    if name_to_save(copy.name, MediaType(copy.file.media_type)) != copy.name:
        words += f" Whatever its name says, it is a {copy.file.get_media_type_display()}."
    if others := copy.file.copies.exclude(pk=copy.pk).count():
        words += f" The file was held already, of {others} other source{'s' if others > 1 else ''}; it is stored once."
    messages.success(request, words)
    model_admin.log_change(request, source, f"Added a copy: {copy.name}")
    return redirect(admin_url(source))
