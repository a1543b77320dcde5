"""Check that the record is what it says it is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from treaties.queries.verification import evidence_problems, journal_problems, row_problems, timeline_problems


class Command(BaseCommand):
    help = (
        "Checks the journal's chain, every fact against the journal, every timeline against its acts, and every kept "
        "file against its checksum."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        checks = {
            "journal": journal_problems,
            "facts": row_problems,
            "timelines": timeline_problems,
            "evidence": evidence_problems,
        }
        with transaction.atomic():
            problems = {name: list(check()) for name, check in checks.items()}
        for name, found in problems.items():
            self.stdout.write(f"{name}: {'equal' if not found else f'{len(found)} problems'}")
        wrong = [problem for found in problems.values() for problem in found]
        if wrong:
            raise CommandError("\n".join(["The record is not what it says it is:", *wrong]))
