"""The address that answers what is typed where a source is searched: the sources found, to choose from."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path

from treaties.admin.recording.record_source import UNSHOWABLE, Search
from treaties.models import Source

MOST_TYPED = 600


class FindsSources(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.found_view)
        return [path("found/", view, name="treaties_source_found"), *super().get_urls()]

    def found_view(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        words, key = request.GET.get("source_words", ""), request.GET.get("source_on_record", "")
        words = "" if UNSHOWABLE.search(words) else words.strip()[:MOST_TYPED]
        is_key = key.isascii() and key.isdecimal() and len(key) < 19
        chosen = Source.objects.filter(pk=key).first() if is_key else None
        context = {"search": Search(words, chosen), "may_add_source": request.user.has_perm("treaties.add_source")}
        return render(request, "admin/treaties/sources_found.html", context)
