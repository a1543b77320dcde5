"""Tokens of the API: of one account, for some things, for some time. Only a digest of each is kept."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from knox.models import AbstractAuthToken

from treaties.importing.writing import Scope


class Token(AbstractAuthToken):
    """What a program shows instead of a password. It never may more than its owner may."""

    name = models.CharField(max_length=80, help_text="What it is for, so that you know which one to revoke")
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices()))
    last_used_on = models.DateField(null=True, blank=True, help_text="The day (UTC)")

    class Meta:
        verbose_name = "API token"
        ordering: ClassVar = ["expiry"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(expiry__isnull=False), name="a_token_expires"),
            models.CheckConstraint(condition=models.Q(scopes__len__gt=0), name="a_token_is_good_for_something"),
            models.UniqueConstraint(
                fields=["user", "name"],
                name="an_account_has_a_name_for_each_token",
                violation_error_message="You have a token of this name; take another, or revoke that one first.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_expired(self) -> bool:
        return self.expiry <= timezone.now()
