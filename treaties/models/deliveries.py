"""Who is told of new blocks, and how far: webhooks. They are no part of the record.

Nothing is written here when a fact is recorded: an endpoint has its own place in the journal, and goes on from there.
"""

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac


class SecretLost(ValueError):
    """SECRET_KEY is another than when the secret was made."""


class Secret:
    """What messages to an endpoint are signed with: made of SECRET_KEY and a random seed, and kept nowhere. Whoever
    has the database, or a copy of it, has no secret."""

    def __init__(self, seed: str) -> None:
        self.key: bytes = salted_hmac("pacta.webhooks", seed, algorithm="sha256").digest()

    def __str__(self) -> str:
        """As its owner is given it."""
        return f"whsec_{base64.b64encode(self.key).decode()}"

    @property
    def mark(self) -> str:
        """By which it is recognised; it does not give the secret away."""
        return hashlib.sha256(self.key).hexdigest()[:16]


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def behind(self, head: int) -> Self:
        """Those that are delivered to, and have not been told of all blocks up to the last one."""
        return self.filter(disabled_at=None, block__lt=head).exclude(seed="")

    def due(self, *, head: int, at: datetime) -> Self:
        """Those of them whose time has come, who waited longest first."""
        return self.behind(head).filter(not_before__lte=at).order_by("not_before", "pk")


class Endpoint(models.Model):
    """An address that is told of each new block."""

    url = models.URLField(max_length=500, help_text="Where messages are posted to; https, and open to the world")
    description = models.CharField(max_length=200, blank=True, help_text="Whose it is, and what for")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    block = models.BigIntegerField(editable=False, help_text="The last block that it was told of")
    seed = models.CharField(max_length=64, blank=True, editable=False)
    mark = models.CharField(max_length=16, blank=True, editable=False)
    earlier_seed = models.CharField(max_length=64, blank=True, editable=False)
    earlier_until = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False, help_text="In a row, since the last success")
    failing_since = models.DateTimeField(null=True, editable=False)
    not_before = models.DateTimeField(
        db_default=Now(), editable=False, help_text="When the next message is due; while one is sent, a little later"
    )
    disabled_at = models.DateTimeField(null=True, editable=False)
    disabled_because = models.CharField(max_length=300, blank=True, editable=False)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = "webhook"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(block__gte=0), name="an_endpoint_was_told_of_no_block_or_of_some"),
            models.CheckConstraint(
                condition=Q(disabled_at=None, disabled_because="")
                | (Q(disabled_at__isnull=False) & ~Q(disabled_because="")),
                name="a_disabled_endpoint_says_since_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None) | Q(failures__gt=0, failing_since__isnull=False),
                name="an_endpoint_that_fails_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(earlier_seed="", earlier_until=None)
                | (~Q(earlier_seed="") & ~Q(earlier_seed=F("seed")) & Q(earlier_until__isnull=False)),
                name="an_earlier_secret_is_another_and_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    def secrets_at(self, moment: datetime) -> Iterator[Secret]:
        """The one that counts, and until its end the one before. Raises SecretLost."""
        latest = Secret(self.seed)
        if latest.mark != self.mark:
            raise SecretLost("SECRET_KEY was changed, and the secret is lost. Make a new one.")
        yield latest
        if self.earlier_until and moment < self.earlier_until:
            yield Secret(self.earlier_seed)


class Attempt(models.Model):
    """One message that was sent, or could not be. The latest of each endpoint are kept."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="attempts")
    block = models.BigIntegerField(null=True, help_text="None for a test")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, help_text="The status of the answer, where there was one")
    error = models.CharField(max_length=300, blank=True, help_text="Why it did not arrive, in words")
    took_ms = models.PositiveIntegerField(help_text="Milliseconds")

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["endpoint", "-id"], name="attempts_of_an_endpoint")]

    def __str__(self) -> str:
        return f"{'test' if self.block is None else f'block {self.block}'}: {self.error or self.status}"
