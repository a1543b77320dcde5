"""Sends to each endpoint what came after its place in the journal: block by block in order, each at least once.

An endpoint has one sender at a time, and no connection to the database is held open in a transaction while one waits
for an answer. Where a sender dies after a message has arrived, and before that is noted, the message comes again.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connections

from treaties.actions.deliveries import (
    Attempted,
    claim,
    disable,
    keep_claim,
    note_arrival,
    note_failure,
    release,
)
from treaties.exporting.webhooks.failures import Failure
from treaties.exporting.webhooks.messages import message_of, message_of_test
from treaties.exporting.webhooks.sending import Answer, post
from treaties.exporting.webhooks.signing import signed_headers
from treaties.models import Endpoint, Head
from treaties.models.deliveries import SecretLost

TURN = 50
"""Messages that one endpoint is sent before the others have their turn."""
type Now = Callable[[], datetime]
type Send = Callable[[str, str, dict[str, str]], Answer]


def send_out(url: str, body: str, headers: dict[str, str]) -> Answer:
    return post(url, body, headers, may_be_private=settings.WEBHOOKS_TO_PRIVATE_NETWORKS)


def deliver(*, now: Now, senders: int = 1, send: Send = send_out) -> list[Attempted]:
    """Everything that is due now, by so many senders at once; what was tried."""
    if senders == 1:
        return deliver_in_turn(now=now, send=send)
    work = partial(_in_thread, now=now, send=send)
    with ThreadPoolExecutor(senders) as pool:
        return [done for tried in pool.map(lambda _: work(), range(senders)) for done in tried]


def deliver_in_turn(*, now: Now, send: Send) -> list[Attempted]:
    tried: list[Attempted] = []
    while endpoint := claim(head=last_block(), at=now()):
        tried += deliver_to(endpoint, now=now, send=send)
    return tried


def deliver_to(endpoint: Endpoint, *, now: Now, send: Send) -> list[Attempted]:
    """The next messages of an endpoint that this sender has claimed, until one fails."""
    tried: list[Attempted] = []
    for number in range(endpoint.block + 1, min(endpoint.block + TURN, last_block()) + 1):
        if not keep_claim(endpoint, at=now()):
            return tried
        done = attempt(endpoint, number, now=now, send=send)
        if done is None:
            return tried
        tried.append(done)
        if done.error:
            note_failure(endpoint, done)
            return tried
        note_arrival(endpoint, done)
    release(endpoint, at=now())
    return tried


def send_test(endpoint: Endpoint, *, now: Now, send: Send = send_out) -> Attempted | None:
    """A message of no block, whatever the state of the endpoint; what came of it is kept, and changes nothing."""
    done = attempt(endpoint, None, now=now, send=send)
    if done:
        (note_failure if done.error else note_arrival)(endpoint, done)
    return done


def attempt(endpoint: Endpoint, number: int | None, *, now: Now, send: Send) -> Attempted | None:
    """Send one message, of a block or a test; ``None`` where it cannot be signed, and the endpoint is disabled."""
    at = now()
    try:
        secrets = list(endpoint.secrets_at(at))
    except SecretLost as lost:
        disable(endpoint, because=str(lost), at=at)
        return None
    message_id, body = message_of_test(at) if number is None else message_of(number)
    answer = send(endpoint.url, body, signed_headers(message_id, body, at=at, secrets=secrets))
    error = "" if answer.has_arrived else answer.error or Failure.NO_SUCCESS.said(answer.status)
    return Attempted(number, at, answer.status, error, answer.took_ms, answer.retry_after)


def last_block() -> int:
    return Head.objects.get().no


def _in_thread(**given: Any) -> list[Attempted]:
    try:
        return deliver_in_turn(**given)
    finally:
        connections.close_all()
