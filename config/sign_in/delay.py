"""The delay after wrong passwords: whose they were counts together with where they came from, so that a stranger
elsewhere keeps nobody out."""

from ipaddress import ip_address
from math import ceil
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

TOO_MANY = 429


def address(request: HttpRequest) -> str | None:
    """Where a request comes from; what it says of that itself is believed only where a proxy sets it."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR")):
        said = forwarded.rpartition(",")[2]  # the proxy's own entry is the last
    try:
        return str(ip_address(said.strip()))
    except ValueError:
        return None


def seconds_left(request: HttpRequest, credentials: dict[str, Any] | None) -> int:
    """Until the next attempt is looked at; whole seconds, at least one."""
    kept = AccessAttempt.objects.filter(
        username=get_client_username(request, credentials),
        ip_address=address(request),
        attempt_time__gt=get_cool_off_threshold(request),
    )
    last = kept.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    return max(1, ceil((last + get_cool_off(request) - timezone.now()).total_seconds()))


def wait(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """The answer to who tries during the delay, whatever the password."""
    seconds = seconds_left(request, credentials)
    context = {**admin.site.each_context(request), "title": "Too many wrong passwords", "wait": in_words(seconds)}
    context["is_nav_sidebar_enabled"] = False
    page = TemplateResponse(request, "sign_in/wait.html", context, status=TOO_MANY)
    page.headers["Retry-After"] = str(seconds)
    page.headers["Cache-Control"] = "no-store, private"
    return page.render()


def in_words(seconds: int) -> str:
    """“40 seconds”, “12 minutes”: rounded up, so that who waits so long has waited enough."""
    number, unit = (seconds, "second") if seconds < 60 else (ceil(seconds / 60), "minute")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
