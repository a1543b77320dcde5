"""``manage.py restore_snapshot DIRECTORY [--plan]``: a snapshot back into an empty record: plan, show, do."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError

from treaties.importing.problems import Unreadable
from treaties.importing.snapshots.package import Package
from treaties.importing.snapshots.restoring import NotRestored, Plan, do, make_plan

SHOWN = 40


class Command(BaseCommand):
    help = (
        "Takes the folder of a snapshot into an empty record: the same blocks, rows and ids, with every status derived"
        " anew beside the one that was kept. All or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument("--plan", action="store_true", help="say what would be done, try it out, and write nothing")

    def handle(self, *, directory: Path, plan: bool, verbosity: int, **options: Any) -> None:
        try:
            planned = make_plan(Package.open(directory.absolute()))
            if verbosity:
                self.show(planned)
            restored = do(planned, rehearse=plan)
        except Unreadable as unreadable:
            lines = str(unreadable).splitlines()
            more = [f"… and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
            raise CommandError("\n".join(["Nothing was written.", *lines[:SHOWN], *more])) from None
        except (NotRestored, OSError) as error:
            raise CommandError(f"Nothing was written.\n{error}") from None
        except (IntegrityError, DataError) as error:
            sentence = str(error).partition("\n")[0]
            raise CommandError(f"Nothing was written.\nThe database refuses: {sentence}") from None
        if restored.otherwise and verbosity:
            self.stdout.write(
                f"Kept as they were known, though today's law derives them otherwise: {len(restored.otherwise)}"
            )
            self.stdout.writelines(f"  {line}" for line in restored.otherwise[:SHOWN])
        if verbosity:
            did = "planned, not written" if plan else "taken in; journal, facts, timelines and rules looked at: equal"
            self.stdout.write(f"{len(planned.blocks)} blocks, {sum(planned.counts.values())} rows: {did}")

    def show(self, plan: Plan) -> None:
        for name, count in plan.counts.items():
            if count:
                self.stdout.write(f"{name:24} {count:>9,}")
