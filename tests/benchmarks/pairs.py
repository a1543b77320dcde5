"""How fast a large pair is read: ``uv run python -m tests.benchmarks.pairs [shared [others]]``, 3,000 and 3,000.

Two invented states share so many agreements, in a database of its own that holds as many others. Each figure is a ratio
of one run, with its goal beside it: pages and answers come from the process that serves them, through all middleware;
bare SQL is the statements of the page, made again as they were, with their rows fetched and thrown away.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import config.wsgi  # noqa: F401, I001  as a server is set up, with its memory

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import databases
from tests.factories.large_pair import ONE, OTHER, a_large_pair
from tests.factories.record import a_block
from treaties.models import Party
from treaties.queries.country_pair import CountryPair, country_pair
from treaties.queries.knowledge import latest_knowledge
from treaties.web.pair_facets import narrow

TIMES = 5
PAGE, ANSWER = f"/pairs/{ONE}-{OTHER}/", f"/api/v1/pairs/{ONE}-{OTHER}/"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Of the seconds of ``what`` to those of what it is held against; ``least`` where it is held to be no less."""

    what: str
    seconds: float
    against: float
    goal: float
    least: bool = False

    @property
    def is_reached(self) -> bool:
        return self.value >= self.goal if self.least else self.value <= self.goal

    @property
    def value(self) -> float:
        return self.seconds / self.against

    def line(self) -> str:
        goal = f"{'≥' if self.least else '≤'} {self.goal:g}×"
        told = "reached" if self.is_reached else "not reached"
        return f"{self.what:56}{self.seconds:9.3f}{self.against:9.3f}{self.value:8.2f}×{goal:>9}  {told}"


def main(shared: int, others: int) -> None:
    databases.make_template()
    with databases.clone():
        two = a_large_pair(shared, others=others)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        ratios = measured(*two)
    databases.drop_all()
    print(f"{shared:,} agreements between two, {others:,} others; the least of {TIMES} each, in seconds")
    print(f"{'':56}{'this':>9}{'that':>9}{'ratio':>9}{'goal':>9}")
    for ratio in ratios:
        print(ratio.line())


def measured(one: Party, other: Party) -> list[Ratio]:
    known = latest_knowledge()
    assert known
    with a_block():
        pass  # a later state of knowledge, so that the one before is answered as known
    today = timezone.localdate()
    past = today - timedelta(days=15_000)
    page, answer = _page(PAGE, on=today), _page(ANSWER, on=today)
    pair = country_pair(one, other, on=today)
    return [
        Ratio("pair page: its bare SQL", page, _bare(PAGE, on=today), 3),
        Ratio("pair page: any past day, to today", _page(PAGE, on=past), page, 1.2),
        Ratio("pair page: as known, to today", _page(PAGE, on=today, known_at=known.no), page, 2),
        Ratio("answer of the API: its bare SQL", answer, _bare(ANSWER, on=today), 3),
        Ratio("answer of the API: as known, to today", _page(ANSWER, on=today, known_at=known.no), answer, 2),
        Ratio("answer of the API: whole, to “not modified” (304)", answer, _not_modified(today), 30, least=True),
        Ratio("pair page: with its facets, to without", page, page - _facets(pair), 1.1),
    ]


def _least(work: Callable[[], object]) -> float:
    def timed() -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    work()
    return min(timed() for _ in range(TIMES))


def _page(path: str, **asked: date | int) -> float:
    return _least(lambda: _get(path, asked).content)


def _not_modified(day: date) -> float:
    held = {"if-none-match": _get(ANSWER, {"on": day})["ETag"]}
    return _least(lambda: _get(ANSWER, {"on": day}, held).content)


def _get(path: str, asked: Mapping[str, object], headers: dict[str, str] | None = None) -> Any:
    return Client(headers=headers).get(path, {name: str(value) for name, value in asked.items()})


def _bare(path: str, **asked: date | int) -> float:
    """The statements of the page alone, as they were sent."""
    with CaptureQueriesContext(connection) as made:
        _get(path, asked)

    def again() -> None:
        with connection.cursor() as cursor:
            for one in made.captured_queries:
                cursor.execute(one["sql"])
                if cursor.description:
                    cursor.fetchall()

    return _least(again)


def _facets(pair: CountryPair) -> float:
    """What they add: they are counted over rows that the page has read for its answer, so that a count by the database
    would come on top, and never instead of it."""
    return _least(lambda: narrow(pair, {}))


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    main(*(given + [3_000, 3_000][len(given) :]))
