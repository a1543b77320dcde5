"""Cursors: a position in one list, signed. What this server did not give out is refused, whatever it says."""

from collections.abc import Callable
from datetime import date

from django.core import signing

from treaties.queries.keyset import Position

LONGEST = 400


class NotACursor(ValueError):
    """Forged, cut, of another list, or of a server with another key."""


def cursor_for(position: Position, *, of: str) -> str:
    """``of`` names the list; another list does not accept the cursor."""
    return _signer(of).sign_object([str(position.sort), position.id])


def position_in(cursor: str, *, of: str, sort: Callable[[str], str | date] = str) -> Position:
    """``sort`` reads the sort value. Raises NotACursor."""
    if len(cursor) > LONGEST:
        raise NotACursor
    try:
        value, number = _signer(of).unsign_object(cursor)
        return Position(sort(value), int(number))
    except (signing.BadSignature, ValueError, TypeError):
        raise NotACursor from None


def _signer(of: str) -> signing.Signer:
    return signing.Signer(salt=f"pacta.api.v1.cursor.{of}")
