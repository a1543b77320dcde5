import os
import signal
import sys
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Bringing the tables up to date", "migrate", {"verbosity": 0}),
    ("Loading the reference data", "load_reference", {}),
    ("Loading the seeds", "seed", {}),
    ("Deriving the statuses anew where the law engine has changed", "rebuild_status", {}),
    ("Writing a first snapshot of the record", "snapshot", {"if_none": True}),
    ("Looking for the analyst's account", "create_analyst", {"if_missing": True}),
)


class Command(BaseCommand):
    help = (
        "For run.py: starts the database, brings it up to date, says 'ready', and keeps it running until the standard "
        "input closes. Process ids written there, one a line, are then asked to stop first: so whatever run.py started "
        "ends even when run.py was killed. A line that begins with '> ' announces a step."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # rolls back, and stops the database on the way out
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.say("> Starting the database" if settings.EMBEDDED else "> Reaching the database")
        connections["owner"].ensure_connection()
        for title, command, how in STEPS:
            self.say(f"> {title}")
            call_command(command, stdout=self.stdout, **how)
        connections.close_all()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # from here on only the closed pipe stops us: we go last
        self.say("ready")
        for line in list(sys.stdin):
            end(int(line))

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def end(leader: int, *, patience: int = 5) -> None:
    """Ask the leader of a process group to stop; after ``patience`` seconds, end it and its children."""
    with suppress(ProcessLookupError):
        os.kill(leader, signal.SIGTERM)
        for _ in range(patience * 20):
            os.kill(leader, 0)
            time.sleep(0.05)
        os.killpg(leader, signal.SIGKILL)
