"""Keeping the answer to a write under the key that its sender chose, so that sending it again writes nothing again."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.models.functions import Now

from treaties.models import Block, KeptAnswer

KEPT_FOR = timedelta(hours=24)


def hold_key(*, account: Any, key: str) -> KeptAnswer | None:
    """What was answered under this key in the last day, if anything was; in the transaction that is to answer.

    Until that ends, whoever else comes with the same key waits here, and then sees what was answered.
    """
    name = f"{account.pk}:{key}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    kept = KeptAnswer.objects.filter(account_id=account.pk, key=key)
    kept.filter(kept_at__lt=Now() - KEPT_FOR).delete()
    return kept.first()


def keep_answer(
    *, account: Any, key: str, digest: str, status: int, location: str, answer: str, block: Block | None
) -> KeptAnswer:
    """In the transaction that holds the key."""
    return KeptAnswer.objects.create(
        account_id=account.pk,
        key=key,
        digest=digest,
        status=status,
        location=location,
        answer=answer,
        recorded_in=block,
    )


def forget_answers() -> int:
    """Those that were kept for a day; how many there were."""
    count, _ = KeptAnswer.objects.filter(kept_at__lt=Now() - KEPT_FOR).delete()
    return count


def digest_of(method: str, address: str, body: bytes) -> str:
    return sha256(b"\n".join([method.encode(), address.encode(), body])).hexdigest()
