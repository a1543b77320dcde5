"""``manage.py deliver_webhooks [--watch SECONDS]``: tell each webhook of the blocks that came after its place."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from treaties.exporting.webhooks.delivering import deliver

SENDERS = 4


class Command(BaseCommand):
    help = (
        "Sends to each webhook what was recorded after the last block that it was told of, in order. Once, or with "
        "--watch again and again. Several may run at a time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", type=_seconds, metavar="SECONDS", help="go on, and look again after so long")
        parser.add_argument("--senders", type=_some, default=SENDERS, help=f"how many send at once ({SENDERS})")

    def handle(self, *args: Any, watch: float | None, senders: int, **options: Any) -> None:
        stop = Event()
        if watch is not None:
            for one in (signal.SIGTERM, signal.SIGINT):
                signal.signal(one, lambda *_: stop.set())
        while True:
            self.deliver_all(senders, goes_on=watch is not None)
            if watch is None or stop.wait(watch):
                return
            close_old_connections()

    def deliver_all(self, senders: int, *, goes_on: bool) -> None:
        try:
            tried = deliver(now=timezone.now, senders=senders)
        except OperationalError as error:  # the database is away; it may come back
            if not goes_on:
                raise
            self.stderr.write(f"The database does not answer: {error}".strip())
            return
        failed = [done for done in tried if done.error]
        for done in failed:
            self.stderr.write(f"block {done.block}: {done.error}")
        if tried or not goes_on:
            self.stdout.write(f"{len(tried) - len(failed)} arrived, {len(failed)} did not")


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0.1 <= seconds <= 86_400:
        raise ValueError
    return seconds


def _some(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 32:
        raise ValueError
    return number
