import os
import signal
import sys
import time
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections


class Command(BaseCommand):
    help = (
        "Keeps the embedded server running until its standard input closes. Process ids written there, one a line, "
        "are then asked to stop first: so whatever run.py started ends even when run.py was killed."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_IGN)  # only the closed pipe stops us: we go last
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT current_database()")
        connections["owner"].close()
        self.stdout.write("ready")
        self.stdout.flush()
        for line in list(sys.stdin):
            end(int(line))


def end(process: int, *, patience: int = 10) -> None:
    """Ask a process to stop and wait until it has, at most ``patience`` seconds."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
        for _ in range(patience * 20):
            os.kill(process, 0)
            time.sleep(0.05)
