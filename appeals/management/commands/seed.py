"""``manage.py seed [--plan] [DIRECTORY]``: plan, show, do."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from appeals.importing.directory import read_directory
from appeals.importing.doing import do
from appeals.importing.plan import Plan, make_plan
from appeals.management.showing import TakesIn
from treaties.actions.journal import open_block
from treaties.importing.doing import Warned

ACTOR = "seeds"


class Command(TakesIn):
    help = "Takes in the facts of a directory (default: seeds/): says what is new, then records it in one block."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=settings.BASE_DIR / "seeds")
        parser.add_argument("--plan", action="store_true", help="say what would be done, try it out, and write nothing")

    def handle(self, *, directory: Path, plan: bool, verbosity: int, **options: Any) -> None:
        self.verbosity = verbosity
        with self.nothing_written():
            planned = make_plan(*read_directory(directory.absolute()))
            self.show(planned)
            warnings = self.do(planned, rehearse=plan) if planned.new else []
        self.list("The rules warn of:", warnings)
        self.say(f"{planned.new} new{' (planned, not written)' if plan and planned.new else ''}")

    def do(self, plan: Plan, *, rehearse: bool) -> list[Warned]:
        """In one block, all or nothing; a rehearsal takes everything back at the end."""
        with transaction.atomic():
            with open_block(actor=ACTOR, reason="Facts of the seed files, each with its source") as block:
                warnings = do(block, plan).warnings
            transaction.set_rollback(rehearse)
        return warnings
