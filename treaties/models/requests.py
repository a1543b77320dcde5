"""Writes through the API that were answered: who sends the same again gets the same answer, and nothing twice."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from treaties.models.journal import Block


class KeptAnswer(models.Model):
    """The answer to one write, kept in the transaction that wrote, under the key that its sender chose.

    No part of the record: it is forgotten after a day.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255, help_text="The header Idempotency-Key")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the method, the address and the body")
    status = models.PositiveSmallIntegerField()
    location = models.CharField(max_length=300, blank=True)
    answer = models.TextField(help_text="As it was sent")
    kept_at = models.DateTimeField(db_default=Now(), editable=False)
    recorded_in = models.ForeignKey(Block, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "key"], name="a_key_of_an_account_is_used_once")
        ]
        indexes: ClassVar = [models.Index(fields=["kept_at"], name="kept_answers_by_moment")]

    def __str__(self) -> str:
        return self.key
