"""``manage.py import_source FORMAT FILE… [--plan] [--answers FILE] [--leave-out REPORT] …``: plan, show, do."""

from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from appeals.importing.doing import do
from appeals.importing.formats import FORMATS, Import, read_import
from appeals.importing.holding import Held, do_what_holds
from appeals.importing.plan import Plan, make_plan
from appeals.importing.report import NoReport, check_place, report_of, write_report
from appeals.management.showing import TakesIn, progress
from treaties.actions.journal import open_block
from treaties.importing.doing import Warned
from treaties.importing.formats.reading import Format, OptionRefused
from treaties.importing.formats.texts import name_of, read_text
from treaties.importing.same_agreement import Answers, read_answers
from treaties.importing.standing import ACTOR


class Command(TakesIn):
    help = (
        "Takes in files of a format: says what is new and what a newer edition corrects, then records it in one block."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument(
            "--answers", type=Path, metavar="FILE.toml", help="which agreements on record are meant, where it was asked"
        )
        for name, said in described_options(FORMATS).items():
            parser.add_argument(f"--{name.replace('_', '-')}", default="", help=said)
        parser.add_argument("--plan", action="store_true", help="say what would be done, try it out, and write nothing")
        parser.add_argument(
            "--retract-missing",
            action="store_true",
            help="take back what the record holds from the sources of these files alone, and they no longer give",
        )
        parser.add_argument(
            "--leave-out",
            type=Path,
            metavar="REPORT.csv",
            help="record what holds together, leave out the rest, and list it in this file with all that is odd",
        )

    def handle(self, *, files: list[Path], plan: bool, retract_missing: bool, verbosity: int, **options: Any) -> None:
        self.verbosity, self.report = verbosity, options["leave_out"]
        with self.nothing_written(), self.a_report():
            read = self.read(files, **options)
            for remark in read.remarks:
                self.list(remark.sentence, remark.lines) if remark.lines else self.say(remark.sentence)
            planned = make_plan(read.treaties, read.appeals, read.edition)
            self.show(planned)
            self.list("Corrected, because the record rests on an earlier edition:", planned.corrected)
            self.list(f"No longer in the files: {len(planned.gone)}", planned.gone)
            retracted = sum(not one.rests_elsewhere for one in planned.gone) if retract_missing else 0
            held = Held(planned)
            if planned.changes or retracted:
                held = self.do(planned, read, retract_missing=retract_missing, rehearse=plan)
            elif self.report:
                self.write_report(read, held)
        self.warn(held.warnings)
        self.tell_left_out(read, held)
        self.summarise(held.plan, retracted, rehearsed=plan)

    def read(self, files: list[Path], *, answers: Path | None, **options: Any) -> Import:
        """The files as rows, by their format and what it is told beside them."""
        given = {name: options[name] for name in described_options(FORMATS)}
        try:
            paths, leave_out = [file.absolute() for file in files], bool(self.report)
            return read_import(options["format"], paths, given, answers_of(answers), leave_out=leave_out)
        except OptionRefused as refused:
            flag = refused.option.replace("_", "-")
            raise CommandError(f"Nothing was written.\n--{flag}: {refused.sentence}") from None

    def do(self, plan: Plan, read: Import, *, retract_missing: bool, rehearse: bool) -> Held:
        """In one block, all or nothing; a rehearsal takes everything back at the end. With a report what does not hold
        is left out, and nothing stays unless the report is written."""
        files = read.edition.files
        with transaction.atomic(), progress(plan.changes, "Trying out" if rehearse else "Recording") as done:
            with open_block(actor=ACTOR, reason=f"Import of {files}") as block:
                if self.report:
                    held = do_what_holds(block, plan, read, retract_missing=retract_missing, done=done)
                    self.write_report(read, held)
                else:
                    doing = do(block, plan, files=files, retract_missing=retract_missing, done=done)
                    held = Held(plan, doing.warnings)
            transaction.set_rollback(rehearse)
        return held

    @contextmanager
    def a_report(self) -> Iterator[None]:
        """Its place is looked at before anything is read."""
        try:
            if self.report:
                check_place(self.report)
            yield
        except NoReport as refused:
            raise CommandError(f"Nothing was written.\n--leave-out: {refused}") from None

    def write_report(self, read: Import, held: Held) -> None:
        write_report(self.report, report_of(read.left_out, held.refused, read.remarks, held.warnings))

    def tell_left_out(self, read: Import, held: Held) -> None:
        if self.report:
            for heading, problems in (("Left out", read.left_out), ("Refused and left out", held.refused)):
                self.list(f"{heading}: {len(problems):,}", problems)
            self.say(f"Everything that is odd is listed in {self.report}.")

    def warn(self, warnings: Iterable[Warned]) -> None:
        """By what is warned of, with how often."""
        heaps: dict[str, list[str]] = defaultdict(list)
        for one in warnings:
            heaps[str(one.finding)].append(f"{one.place}: {one.name}")
        for sentence, lines in heaps.items():
            self.list(f"Warning ({len(lines)}): {sentence}", lines)

    def summarise(self, plan: Plan, retracted: int, *, rehearsed: bool) -> None:
        confirmed = sum(group.count_confirmed for group in plan.groups)
        counts = [f"{plan.new} new"]
        counts += [f"{len(plan.corrected)} corrected"] if plan.corrected else []
        counts += [f"{confirmed} confirmed by a further source"] if confirmed else []
        counts += [f"{retracted} retracted"] if retracted else []
        changes = plan.changes + retracted
        self.say(f"{', '.join(counts)}{' (planned, not written)' if rehearsed and changes else ''}")


def described_options(formats: Mapping[str, Format]) -> dict[str, str]:
    """What can be said beside the files, by name; each with the formats that take it."""
    described: dict[str, str] = {}
    for name, one in formats.items():
        for option in one.options:
            before = f"{described[option.name]}; " if option.name in described else ""
            described[option.name] = f"{before}{name}: {option.help}"
    return described


def answers_of(path: Path | None) -> Answers | None:
    return read_answers(read_text(path.absolute()), name_of(path.absolute())) if path else None
