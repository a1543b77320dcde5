"""The page of API tokens: one's own, and for a superuser those of all; made, shown once, and revoked.

It is a list of the administration, so that whoever needs a second factor has shown it before.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from config.sign_in.models import Token
from treaties.importing.writing import Scope

PAGE = "admin:pacta_sign_in_token_changelist"
REFUSED = 422
DAYS, MOST_DAYS = 90, 366
MOST_TOKENS = 20
"""Of one account: more are a sign that old ones are never revoked."""
NEEDS: dict[Scope, tuple[str, ...]] = {
    Scope.PROPOSE: ("treaties.add_proposal",),
    Scope.RECORD: ("treaties.add_statuschange", "treaties.add_statusassertion"),
    Scope.CORRECT: ("treaties.add_correction",),
    Scope.SOURCES: ("treaties.add_source",),
    Scope.APPEALS: (
        "appeals.add_appeal",
        "appeals.add_response",
        "appeals.add_outcome",
        "appeals.add_link",
    ),
}
"""Who has any of these may do something of a scope."""


def scopes_for(account: Any) -> list[Scope]:
    return [scope for scope, needs in NEEDS.items() if any(account.has_perm(one) for one in needs)]


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=80,
        help_text="What it is for, “newsroom import”, so that you know later which one to revoke.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="Good for",
        widget=forms.CheckboxSelectMultiple,
        help_text="Never for more than you may do yourself.",
        error_messages={"required": "Tick what it is good for; reading needs no token."},
    )
    days = forms.IntegerField(
        label="Days until it expires",
        initial=DAYS,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=f"At most {MOST_DAYS}.",
    )

    def __init__(self, account: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        scopes: Any = self.fields["scopes"]
        scopes.choices = [(str(one), f"{one}: {one.label}") for one in scopes_for(account)]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if Token.objects.filter(user=self.account).count() >= MOST_TOKENS:
            self.add_error(None, f"You have {MOST_TOKENS} tokens; revoke one before you make another.")
        return clean

    def make(self) -> tuple[Token, str] | None:
        """The token, and what a program shows: it is kept nowhere. ``None`` where the name is taken."""
        clean = self.cleaned_data
        try:
            with transaction.atomic():
                made: tuple[Token, str] = Token.objects.create(
                    self.account,
                    expiry=timedelta(days=clean["days"]),
                    name=clean["name"],
                    scopes=clean["scopes"],
                )
        except IntegrityError:
            self.add_error("name", "You have a token of this name; take another, or revoke that one first.")
            return None
        return made


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin):
    """Two addresses: the list, on which one is made, and the button that revokes one."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(scopes_for(request.user))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.tokens_view), name="pacta_sign_in_token_changelist"),
            path("<str:pk>/revoke/", wrap(self.revoke_view), name="pacta_sign_in_token_revoke"),
        ]

    def tokens_of(self, request: HttpRequest) -> QuerySet[Token]:
        tokens = Token.objects.select_related("user").order_by("user__username", "expiry")
        return tokens if request.user.is_superuser else tokens.filter(user=request.user.pk)

    @method_decorator(sensitive_post_parameters())
    def tokens_view(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = TokenForm(request.user, request.POST if request.method == "POST" else None)
        made = form.make() if form.is_valid() else None
        if made is None:
            return self._page(request, form, status=REFUSED if form.is_bound else 200)
        token, shown = made
        self.log_addition(request, token, f"Good for {', '.join(token.scopes)}, until {token.expiry:%Y-%m-%d}")
        return self._page(request, TokenForm(request.user), made=token, shown=shown)

    def revoke_view(self, request: HttpRequest, pk: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        token = get_object_or_404(self.tokens_of(request), pk=unquote(pk))
        self.log_deletions(request, Token.objects.filter(pk=token.pk))
        token.delete()
        messages.success(request, f"Revoked: {token.name}. Whatever shows it is refused from now on.")
        return redirect(PAGE)

    def _page(self, request: HttpRequest, form: TokenForm, *, status: int = 200, **made: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "API tokens",
            "opts": self.opts,
            "form": form,
            "tokens": self.tokens_of(request),
            "of_all": request.user.is_superuser,
            **made,
        }
        return TemplateResponse(request, "sign_in/tokens.html", context, status=status)
