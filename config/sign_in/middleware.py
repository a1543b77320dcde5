"""Who needs a second factor reaches nothing of the administration before it, but the pages that ask for it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from config.sign_in.second_factor import has_one, must_have_one

OPEN = {"login", "logout", "jsi18n"}


class SecondFactorMiddleware:
    """Comes after the middleware that says who is signed in, and on which device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        found = request.resolver_match
        if not settings.SECOND_FACTOR or found is None or "admin" not in found.namespaces or found.url_name in OPEN:
            return None
        account: Any = request.user
        if not account.is_authenticated or account.is_verified() or not (must_have_one(account) or has_one(account)):
            return None
        page = redirect("second_factor:code" if has_one(account) else "second_factor:set_up")
        page["Location"] += f"?{urlencode({'next': request.get_full_path()})}"
        return page
