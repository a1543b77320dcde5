"""The pages that set up a second factor, ask for it, and make new backup codes. All need the password first."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.sign_in import second_factor
from config.sign_in.delay import TOO_MANY, in_words
from config.sign_in.forms import CodeForm, FirstCodeForm

KEY = "second_factor_key"
"""Where a session keeps the key that is being set up."""
REFUSED = 422
View = Callable[[HttpRequest], HttpResponse]


def for_staff(view: View) -> View:
    """For who has signed in with the password; what comes back is kept nowhere."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not admin.site.has_permission(request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request)

    return never_cache(sensitive_post_parameters()(guarded))


@for_staff
@require_http_methods(["GET", "HEAD"])
def overview(request: HttpRequest) -> HttpResponse:
    if page := _before(request, "overview"):
        return page
    device = TOTPDevice.objects.filter(user=request.user, confirmed=True).first()
    left = second_factor.codes_left(request.user)
    return _page(request, "overview", "Your second factor", device=device, codes_left=left)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The first one, or another in its place; that needs the one there is."""
    if page := _before(request, "set_up"):
        return page
    if request.method == "POST" and KEY not in request.session:
        return _to("overview", _next(request))  # sent again, after it was set up
    key = request.session.setdefault(KEY, second_factor.new_key())
    form = FirstCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if done := second_factor.set_up(request.user, key=key, code=form.cleaned_data["code"]):
            del request.session[KEY]
            device, codes = done
            _signed_in_with(request, device)
            return _codes(request, codes, "Your second factor is set up")
        form.add_error("code", "This is not the code that the app shows now. Is the clock of the device right?")
    picture = _qr(second_factor.address_of(request.user, key))
    words = second_factor.as_typed(key)
    return _page(
        request,
        "set_up",
        "Set up a second factor",
        status=REFUSED if form.is_bound else 200,
        form=form,
        picture=picture,
        key=words,
        again=second_factor.has_one(request.user),
        needed=settings.SECOND_FACTOR and second_factor.must_have_one(request.user),
    )


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    account: Any = request.user
    if account.is_verified():
        return redirect(_next(request))
    if not second_factor.has_one(account):
        return _to("set_up", _next(request))
    form = CodeForm(request.POST if request.method == "POST" else None)
    status, seconds = 200, 0
    if form.is_valid():
        answer = second_factor.answer_to(account, form.cleaned_data["code"])
        if answer.device:
            _signed_in_with(request, answer.device)
            return redirect(_next(request))
        seconds = answer.wait
        again = f"After a wrong code there is a pause, longer each time. Wait {in_words(seconds)}, then type a code."
        form.add_error("code", again if seconds else "This code is wrong, was used before, or is no longer shown.")
    if form.is_bound:
        status = TOO_MANY if seconds else REFUSED
    page = _page(request, "code", "Second factor", status=status, form=form)
    if seconds:
        page.headers["Retry-After"] = str(seconds)
    return page


@for_staff
@require_POST
def backup_codes(request: HttpRequest) -> HttpResponse:
    if page := _before(request, "overview"):
        return page
    return _codes(request, second_factor.new_codes(request.user), "New backup codes")


def _before(request: HttpRequest, page: str) -> HttpResponse | None:
    """Where to go first: to set one up, or to show the one that there is."""
    account: Any = request.user
    if account.is_verified():
        return None
    if second_factor.has_one(account):
        return _to("code", reverse(f"second_factor:{page}"))
    return None if page == "set_up" else _to("set_up", _next(request))


def _to(page: str, then: str) -> HttpResponse:
    return redirect(f"{reverse(f'second_factor:{page}')}?{urlencode({'next': then})}")


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("admin:index")


def _signed_in_with(request: HttpRequest, device: Any) -> None:
    """From here on the session is another one: whoever saw its name before cannot use it."""
    login(request, device)
    request.session.cycle_key()


def _codes(request: HttpRequest, codes: list[str], title: str) -> HttpResponse:
    return _page(request, "codes", title, codes=[f"{code[:4]} {code[4:]}" for code in codes])


def _page(request: HttpRequest, name: str, title: str, *, status: int = 200, **context: Any) -> TemplateResponse:
    common = admin.site.each_context(request) | {"title": title, "next": _next(request)}
    verified = getattr(request.user, "is_verified", bool)()
    context |= {"is_nav_sidebar_enabled": False, "verified": verified, "asked": settings.SECOND_FACTOR}
    return TemplateResponse(request, f"sign_in/{name}.html", common | context, status=status)


def _qr(text: str) -> SafeString:
    """A QR code as SVG, dark on light whatever the colours of the page."""
    drawn = segno.make(text, error="m", micro=False)
    return mark_safe(drawn.svg_inline(scale=4, dark="#000", light="#fff", title="QR code of the key"))
