"""Who is told of new blocks, and what became of it. It is no part of the record, and no block is opened for it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import random

from django.db.models import F
from django.db.models.functions import Coalesce

from treaties.models import Attempt, Endpoint
from treaties.models.deliveries import Secret

CLAIM = timedelta(minutes=2)
"""For so long nobody else sends to an endpoint that a sender has taken; a sender that dies is waited for no longer."""
ROTATION = timedelta(days=1)
"""For so long both secrets count after a new one was made."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=6)
LONGEST_ASKED = timedelta(days=1)
"""The longest pause that an answer may ask for."""
MOST_FAILURES, FAILING_FOR = 10, timedelta(days=2)
"""An endpoint is disabled that failed so often in a row, and for so long."""
KEPT = 300
"""The latest attempts of each endpoint are kept."""
GONE = 410


@dataclass(frozen=True, slots=True)
class Attempted:
    """What came of one message. ``block`` is none for a test; ``retry_after`` is in seconds."""

    block: int | None
    at: datetime
    status: int | None
    error: str
    took_ms: int
    retry_after: int | None = None


def make_secret(endpoint: Endpoint, *, at: datetime) -> Secret:
    """A new one, which is told once. The one before counts for a day more, beside it."""
    seed = secrets.token_hex(32)
    earlier = {"earlier_seed": endpoint.seed, "earlier_until": at + ROTATION if endpoint.seed else None}
    made = Secret(seed)
    Endpoint.objects.filter(pk=endpoint.pk).update(seed=seed, mark=made.mark, **earlier)
    endpoint.refresh_from_db()
    return made


def disable(endpoint: Endpoint, *, because: str, at: datetime) -> None:
    """Nothing is sent until it is enabled; what is recorded meanwhile is sent then."""
    Endpoint.objects.filter(pk=endpoint.pk, disabled_at=None).update(disabled_at=at, disabled_because=because[:300])


def enable(endpoint: Endpoint, *, at: datetime) -> None:
    """It goes on from where it stopped, at once."""
    Endpoint.objects.filter(pk=endpoint.pk).update(
        disabled_at=None, disabled_because="", failures=0, failing_since=None, not_before=at
    )


def claim(*, head: int, at: datetime) -> Endpoint | None:
    """The endpoint that is due, for this sender alone; ``None`` where none is, or others have them all."""
    due = Endpoint.objects.due(head=head, at=at)
    for endpoint in due[:100]:
        if due.order_by().filter(pk=endpoint.pk).update(not_before=at + CLAIM):
            endpoint.refresh_from_db()  # another may have gone on since it was listed
            return endpoint
    return None


def keep_claim(endpoint: Endpoint, *, at: datetime) -> bool:
    """Before each further message; False where it was disabled meanwhile."""
    return bool(Endpoint.objects.filter(pk=endpoint.pk, disabled_at=None).update(not_before=at + CLAIM))


def release(endpoint: Endpoint, *, at: datetime) -> None:
    """What is left of its messages is due at once, for whoever comes first."""
    Endpoint.objects.filter(pk=endpoint.pk, failures=0).update(not_before=at)


def note_arrival(endpoint: Endpoint, done: Attempted) -> None:
    _keep(endpoint, done)
    if done.block is not None:
        told = Endpoint.objects.filter(pk=endpoint.pk, block=done.block - 1)
        told.update(block=done.block, failures=0, failing_since=None)


def note_failure(endpoint: Endpoint, done: Attempted, *, chance: Callable[[], float] = random) -> None:
    """It is tried again after a pause that grows, or disabled: at once where the answer says that it is gone."""
    _keep(endpoint, done)
    if done.block is None:
        return
    failing = Endpoint.objects.filter(pk=endpoint.pk)
    failing.update(failures=F("failures") + 1, failing_since=Coalesce("failing_since", done.at))
    endpoint.refresh_from_db()
    failing.update(not_before=done.at + pause_after(endpoint.failures, asked=done.retry_after, chance=chance))
    assert endpoint.failing_since
    if done.status == GONE:
        disable(endpoint, because="It answered that it is gone (410).", at=done.at)
    elif endpoint.failures >= MOST_FAILURES and done.at - endpoint.failing_since >= FAILING_FOR:
        because = f"It failed {endpoint.failures} times in a row since {endpoint.failing_since:%Y-%m-%d %H:%M} UTC. "
        disable(endpoint, because=because + f"The last time: {done.error}", at=done.at)


def pause_after(failures: int, *, asked: int | None, chance: Callable[[], float] = random) -> timedelta:
    """5 seconds, then four times as long each time, up to 6 hours; of that between three quarters and all, by chance,
    so that many do not come back together. What the receiver asks for is honoured, up to a day."""
    grown = min(FIRST_PAUSE * 4 ** min(failures - 1, 10), LONGEST_PAUSE)
    pause = grown * (0.75 + chance() / 4)
    return max(pause, min(timedelta(seconds=asked), LONGEST_ASKED)) if asked else pause


def _keep(endpoint: Endpoint, done: Attempted) -> None:
    Attempt.objects.create(
        endpoint=endpoint,
        block=done.block,
        at=done.at,
        status=done.status,
        error=done.error[:300],
        took_ms=done.took_ms,
    )
    older = Attempt.objects.filter(endpoint=endpoint).order_by("-pk").values_list("pk", flat=True)[KEPT : KEPT + 100]
    Attempt.objects.filter(pk__in=list(older)).delete()
