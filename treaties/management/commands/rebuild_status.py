"""``manage.py rebuild_status [--check]``: derive every status anew from acts and clauses."""

from itertools import batched
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from treaties.actions.journal import open_block
from treaties.actions.timelines import derive_many, lock_agreements
from treaties.models import Agreement
from treaties.queries.verification import agreements_out_of_date, timeline_problems

ACTOR = "rebuild_status"
AT_ONCE = 500
REASON = "Statuses derived anew from the acts and clauses on record"


class Command(BaseCommand):
    help = (
        "Derives every timeline anew and writes a new version where it differs: after the law engine has changed. "
        "With --check nothing is written; it says “equal”, or what differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="say whether all are equal, and write nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if check:
            problems = list(timeline_problems())
            if problems:
                raise CommandError("\n".join([f"{len(problems)} differ:", *problems]))
            self.stdout.write(f"equal: {Agreement.objects.count()} agreements")
            return
        outdated = agreements_out_of_date()
        if not outdated:
            self.stdout.write(f"equal: {Agreement.objects.count()} agreements; nothing was written")
            return
        with open_block(actor=ACTOR, reason=REASON) as block:
            for some in batched(outdated, AT_ONCE):
                derive_many(block, [agreement.pk for agreement in lock_agreements(some)])
        self.stdout.write(f"rebuilt: {len(outdated)} agreements in block {block.no}; what was known before stays known")
