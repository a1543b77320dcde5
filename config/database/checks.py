"""What ``manage.py check`` says about the database's logins."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security)
def two_logins(**_: Any) -> list[checks.CheckMessage]:
    """W001: with one login the web role owns the tables, and only triggers refuse edits of facts."""
    if settings.DATABASES["default"]["USER"] != settings.DATABASES["owner"]["USER"]:
        return []
    return [
        checks.Warning(
            "The web application logs in as the owner of the tables: only triggers protect the facts.",
            hint="Give DATABASE_URL a role of its own and DATABASE_OWNER_URL the owner's.",
            id="pacta.W001",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def not_embedded(**_: Any) -> list[checks.CheckMessage]:
    """W002 (``check --deploy``): the embedded server has no password, no replicas and nobody who watches it."""
    if not settings.EMBEDDED:
        return []
    return [
        checks.Warning(
            "The embedded PostgreSQL is for trying Pacta, not for serving it.",
            hint="Set DATABASE_URL and DATABASE_OWNER_URL.",
            id="pacta.W002",
        )
    ]
