"""Opening a block of the journal: number first, then facts; no block, no write."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from treaties.models import Block
from treaties.rules.findings import Finding, Refused


@contextmanager
def open_block(*, actor: str, reason: str, request: str = "") -> Iterator[Block]:
    """One transaction and its block. All that actions write inside belongs to it; an exception leaves no trace.

    Other writers wait from here until commit, so read, plan and render before. Raises Refused without actor or reason.
    """
    if not actor.strip() or not reason.strip():
        field = "reason" if actor.strip() else "actor"
        raise Refused(
            Finding(
                "no_block", f"A write to the record needs {'a' if field == 'reason' else 'an'} {field}.", field=field
            )
        )
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pacta_open_block(%s, %s, %s)", [actor, reason, request])
            (number,) = cursor.fetchone()
        yield Block(no=number, actor=actor, reason=reason, request=request)
