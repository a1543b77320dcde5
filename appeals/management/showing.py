"""How commands that take facts in say what they plan, what they did, and what is wrong."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError
from tqdm import tqdm

from appeals.importing.plan import Plan
from treaties.importing.problems import Unreadable

FEW = 10
"""Lines of a list that are shown; all of them at verbosity 2."""


class TakesIn(BaseCommand):
    """A command that plans, shows and does."""

    verbosity = 1

    @contextmanager
    def nothing_written(self) -> Iterator[None]:
        """What was wrong, in words, and that nothing of it stays."""
        try:
            yield
        except Unreadable as unreadable:
            raise CommandError(f"Nothing was written.\n{unreadable}") from None
        except (IntegrityError, DataError) as error:
            sentence = str(error).partition("\n")[0]
            raise CommandError(f"Nothing was written.\nThe database refuses: {sentence}") from None

    def show(self, plan: Plan) -> None:
        for group in plan.groups:
            if group.new or group.on_record or self.verbosity > 1:
                self.say(str(group))
        self.list("On record, and the files say otherwise (not changed):", plan.differing)

    def list(self, heading: str, lines: Sequence[Any]) -> None:
        if not lines:
            return
        shown = lines if self.verbosity > 1 or len(lines) <= FEW else lines[:FEW]
        rest = [f"… and {len(lines) - len(shown)} more (all of them: --verbosity 2)"] if len(shown) < len(lines) else []
        self.say("\n".join([heading, *(f"  {line}" for line in [*shown, *rest])]))

    def say(self, line: str) -> None:
        if self.verbosity:
            self.stdout.write(line)


@contextmanager
def progress(total: int, words: str) -> Iterator[Callable[[int], None]]:
    """A bar on standard error where that is a terminal, and nothing elsewhere."""
    with tqdm(total=total, desc=words, unit=" facts", leave=False, disable=None) as bar:

        def done(count: int) -> None:
            bar.update(count)

        yield done
