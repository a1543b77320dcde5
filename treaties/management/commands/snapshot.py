"""``manage.py snapshot [--format csv|ndjson|all] [--at BLOCK] [--keep N] [DIRECTORY]``: the public record as files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from treaties.exporting.copying import Form
from treaties.exporting.snapshots import Snapshot, held, name_of, prune, write_snapshot
from treaties.queries.knowledge import NotKnowledge, knowledge_at, latest_knowledge


class Command(BaseCommand):
    help = (
        "Writes the whole public record as of a block into a folder named by the block, with a description for"
        " programs, a codebook, panels and checksums, and the same as one zip file beside it. The site serves those of"
        " the default directory. One that is there already is left as it is: the same block gives the same bytes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=Path(settings.SNAPSHOT_ROOT))
        parser.add_argument("--format", choices=[*map(str, Form), "all"], default="all", help="of the tables (all)")
        parser.add_argument(
            "--at", default="", help="a block number, or a moment in RFC 3339; the last block, without it"
        )
        parser.add_argument("--if-none", action="store_true", help="do nothing where the directory holds one already")
        parser.add_argument("--keep", type=int, help="take away all but so many of the newest in the directory")

    def handle(self, *, directory: Path, at: str, keep: int | None, verbosity: int, **options: Any) -> None:
        if options["if_none"] and held(directory):
            return
        if keep is not None and keep < 1:
            raise CommandError("--keep takes a number from 1.")
        try:
            known = knowledge_at(at) if at else latest_knowledge()
        except NotKnowledge as error:
            raise CommandError(str(error)) from None
        if known is None:
            raise CommandError("Nothing is on record yet.")
        forms = list(Form) if options["format"] == "all" else [Form(options["format"])]
        there = next((one for one in held(directory) if one.name == name_of(known.no)), None)
        tell = self.stdout.write if verbosity > 1 else lambda file: None
        try:
            snapshot = there or write_snapshot(directory, forms, known=known, tell=tell)
            gone = prune(directory, keep=keep) if keep else []
        except OSError as error:
            raise CommandError(f"{error.filename or directory} cannot be written: {error.strerror}.") from error
        if verbosity:
            self.tell(snapshot, is_new=there is None, gone=gone)

    def tell(self, snapshot: Snapshot, *, is_new: bool, gone: list[str]) -> None:
        files = snapshot.files() if snapshot.folder.exists() else []
        size = sum(file.size for file in files) / 1e6
        was = "" if is_new else " (it was there already)"
        self.stdout.write(f"{snapshot.folder}: {len(files)} files, {size:.1f} MB, block {snapshot.block}{was}")
        if gone:
            self.stdout.write(f"Taken away: {', '.join(gone)}")
