from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.database import dumps


class Command(BaseCommand):
    help = "Writes a copy of the whole database to a new file, while the site runs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that does not exist yet")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        dumps.backup(file)
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes.")
