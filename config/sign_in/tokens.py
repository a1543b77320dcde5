"""Who asks the API: told by a token and by nothing else. Cookies say nothing here, so that no other site's page can
make a browser write."""

from typing import Any

from django.utils import timezone
from knox.auth import TokenAuthentication
from knox.models import get_token_model
from knox.settings import CONSTANTS
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

INVALID = "This token is not known here: it is mistyped, or was revoked."


class ByToken(TokenAuthentication):
    """``request.user`` is the owner, ``request.auth`` the token. Without a token both are empty.

    Whoever shows a token that is not good is told so, even where none is needed: a program then knows that it must get
    another one.
    """

    def authenticate(self, request: Request) -> Any:
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header.strip():
            return None
        kind, _, shown = header.strip().partition(" ")
        if kind.lower() != "bearer" or not shown.strip():
            raise AuthenticationFailed(
                "Write the token as “Authorization: Bearer TOKEN”; other kinds are not known here."
            )
        return self.authenticate_credentials(shown.strip().encode(errors="replace"))

    def authenticate_credentials(self, token: bytes) -> Any:
        """Raises AuthenticationFailed."""
        if not token.isascii() or len(token) > CONSTANTS.DIGEST_LENGTH:
            raise AuthenticationFailed(INVALID)
        try:
            user, found = super().authenticate_credentials(token)
        except AuthenticationFailed:
            raise AuthenticationFailed(INVALID) from None
        if found.has_expired:
            day = f"{found.expiry:%Y-%m-%d}"
            raise AuthenticationFailed(f"This token expired on {day}; make another one on the page “API tokens”.")
        _note_use(found)
        return user, found

    def validate_user(self, auth_token: Any) -> Any:
        if not (auth_token.user.is_active and auth_token.user.is_staff):
            raise AuthenticationFailed(INVALID)
        return auth_token.user, auth_token

    def _cleanup_token(self, auth_token: Any) -> bool:
        """An expired one is kept, so that its owner sees which it was; it is good for nothing."""
        return False


def _note_use(token: Any) -> None:
    """By the day, so that this writes once a day."""
    today = timezone.now().date()
    if token.last_used_on != today:
        get_token_model().objects.filter(pk=token.pk).update(last_used_on=today)
