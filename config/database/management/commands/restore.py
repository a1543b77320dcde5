from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.database import dumps


class Command(BaseCommand):
    help = "Restores a copy made by backup into an empty record. Stop the site first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="throw away the record that is there now")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        dumps.restore(file, replace=replace)
        self.stdout.write(f"Restored. Blocks in the journal: {dumps.blocks():,}. Now run: manage.py migrate")
