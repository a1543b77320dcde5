"""``manage.py import_source FORMAT FILE… [--plan] [--retract-missing]``: plan, show, do."""

from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction

from appeals.importing.doing import do
from appeals.importing.formats import FORMATS, Import, read_import
from appeals.importing.plan import Plan, make_plan
from appeals.management.showing import TakesIn, progress
from treaties.actions.journal import open_block
from treaties.importing.doing import Warned
from treaties.importing.standing import ACTOR


class Command(TakesIn):
    help = (
        "Takes in files of a format: says what is new and what a newer edition corrects, then records it in one block."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--plan", action="store_true", help="say what would be done, try it out, and write nothing")
        parser.add_argument(
            "--retract-missing",
            action="store_true",
            help="take back what the record holds from the sources of these files alone, and they no longer give",
        )

    def handle(self, *, files: list[Path], plan: bool, retract_missing: bool, verbosity: int, **options: Any) -> None:
        self.verbosity = verbosity
        with self.nothing_written():
            read = read_import(options["format"], [file.absolute() for file in files])
            planned = make_plan(read.treaties, read.appeals, read.edition)
            self.show(planned)
            self.list("Corrected, because the record rests on an earlier edition:", planned.corrected)
            self.list(f"No longer in the files: {len(planned.gone)}", planned.gone)
            retracted = sum(not one.rests_elsewhere for one in planned.gone) if retract_missing else 0
            warnings: list[Warned] = []
            if planned.changes or retracted:
                warnings = self.do(planned, read, retract_missing=retract_missing, rehearse=plan)
        self.warn(warnings)
        self.summarise(planned, retracted, rehearsed=plan)

    def do(self, plan: Plan, read: Import, *, retract_missing: bool, rehearse: bool) -> list[Warned]:
        """In one block, all or nothing; a rehearsal takes everything back at the end."""
        files = read.edition.files
        with transaction.atomic(), progress(plan.changes, "Trying out" if rehearse else "Recording") as done:
            with open_block(actor=ACTOR, reason=f"Import of {files}") as block:
                warnings = do(block, plan, files=files, retract_missing=retract_missing, done=done).warnings
            transaction.set_rollback(rehearse)
        return warnings

    def warn(self, warnings: Iterable[Warned]) -> None:
        """By what is warned of, with how often."""
        heaps: dict[str, list[str]] = defaultdict(list)
        for one in warnings:
            heaps[str(one.finding)].append(f"{one.place}: {one.name}")
        for sentence, lines in heaps.items():
            self.list(f"Warning ({len(lines)}): {sentence}", lines)

    def summarise(self, plan: Plan, retracted: int, *, rehearsed: bool) -> None:
        confirmed = sum(len(group.confirmed) for group in plan.groups)
        counts = [f"{plan.new} new"]
        counts += [f"{len(plan.corrected)} corrected"] if plan.corrected else []
        counts += [f"{confirmed} confirmed by a further source"] if confirmed else []
        counts += [f"{retracted} retracted"] if retracted else []
        changes = plan.changes + retracted
        self.say(f"{', '.join(counts)}{' (planned, not written)' if rehearsed and changes else ''}")
