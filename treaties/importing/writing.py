"""One write: an object of JSON that says one fact, with the keys of Pacta events and why it is written.

The API takes such objects, and a proposal keeps them. What they say is read as strictly as files are, and held to what
a person is held to: a ``Write`` calls the actions and the rules that the pages of the administration call.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model

from treaties.dates import PartialDate, shorten
from treaties.importing.entries import within
from treaties.importing.problems import Place, Problem, Unreadable, Where
from treaties.importing.tables import Row, keys_of, read_row
from treaties.models import Agreement, Block
from treaties.rules.findings import Finding, Strictness
from treaties.vocabulary import Word

MOST_WHY, LONGEST = 1_000, 8_000
"""Characters: of why it is written, and of any other text."""
MOST_KEYS, MOST_LISTED = 100, 1_000
"""Of one object; and in all of its lists together."""
WORDED = (
    (", neither in these files nor on record.", " on record."),
    ("; “manage.py load_reference” loads the parties there are.", "."),
    ("A table with ", "An object with "),
    (" of this table;", " of this object;"),
)
"""What messages about files say otherwise to who gives one object."""


class Scope(Word):
    """What a token is good for; its owner must be allowed to do it besides."""

    PROPOSE = "propose", "propose what an editor then accepts or refuses"
    RECORD = "record", "record agreements, clauses, acts, and what sources say the status was"
    CORRECT = "correct", "correct and retract what is on record"
    SOURCES = "sources", "add sources"
    APPEALS = "appeals", "record appeals, demands, responses, outcomes and links"


@dataclass(frozen=True)
class Body:
    """A ``Document`` of one object. A place in it is the way to the value: ``sources[0].locator``."""

    values: Mapping[str, Any]
    unit: str = "this object"

    def place(self, where: Where) -> Place:
        steps = [f"[{step}]" if isinstance(step, int) else f".{shorten(step)}" for step in where]
        return Place("".join(steps).removeprefix("."))


def field_of(problem: Problem) -> str:
    """Of a problem with a ``Body``: the way to the value; empty for the whole."""
    return problem.place.file


@dataclass(frozen=True, kw_only=True)
class Why:
    """What every write says beside its fact: why it is written, for the journal."""

    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """The row that was written, or that a retraction says no longer stands; the agreement whose status it bears on
    with its facts, before and after (``None``: it bears on none); and what the rules warn of."""

    row: Model
    before: Agreement | None = None
    after: Agreement | None = None
    warnings: tuple[Finding, ...] = ()


class Write[R: Row, F](ABC):
    """One kind of write. Two steps, for a block stays open as briefly as can be: ``look_up`` finds what the object
    names, and ``write`` writes inside an open block."""

    record: ClassVar[str]
    """What a line of Pacta events calls it, as far as they know it."""
    label: ClassVar[str]
    scope: ClassVar[Scope]
    permissions: ClassVar[tuple[str, ...]]
    """As the page of the administration asks."""
    can_override: ClassVar[bool] = False
    happened: ClassVar[Collection[str]] = ()
    """Keys of days, of the row or of rows within it, on which something happened: they are never to come."""
    row_type: type[R]

    def read(self, values: Mapping[str, Any], *, today: date) -> R:
        """Raises Unreadable with everything that is wrong with it. What is null is not given."""
        body = Body(values)
        if too_many := [Problem(body.place(where), sentence, "too_many") for where, sentence in _too_many(values)]:
            raise Unreadable(too_many)
        row = read_row(self.row_type, Body(_given(values)))
        if problems := [problem for one in within(row) for problem in self._beyond_people(one, today)]:
            raise Unreadable(problems)
        return row

    def _beyond_people(self, row: Row, today: date) -> Iterator[Problem]:
        """What files may hold, and forms do not: texts of any length, and days to come of what has happened."""
        for name in keys_of(type(row)):
            value, most = getattr(row, name), MOST_WHY if name == "why" else LONGEST
            if isinstance(value, str) and len(value) > most:
                yield Problem(row.at(name), f"At most {most:,} characters; this has {len(value):,}.", "too_long")
            is_day = isinstance(value, PartialDate) and name in self.happened
            if is_day and value.earliest and value.earliest > today:
                yield Problem(row.at(name), f"This day is still to come: {value.words()}.", "still_to_come")

    @abstractmethod
    def look_up(self, row: R) -> F:
        """Raises Unreadable where something that it names is not on record."""

    @abstractmethod
    def write(self, block: Block, row: R, found: F, strictness: Strictness = Strictness.PERSON) -> Written:
        """Raises Refused."""

    @abstractmethod
    def title(self, row: R, found: F) -> str:
        """What it would record, in a line."""


def why_of(row: Any) -> str:
    return row.why


def _too_many(values: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """What no fact has, found before any of it is looked at."""
    listed = 0
    level: list[tuple[Where, Any]] = [((), values)]
    for where, value in level:  # which grows on the way
        if isinstance(value, dict) and len(value) > MOST_KEYS:
            yield where, f"No object has {len(value):,} keys."
        elif isinstance(value, dict):
            level += [((*where, key), one) for key, one in value.items()]
        elif isinstance(value, list):
            listed += len(value)
            if listed > MOST_LISTED:
                yield where, f"At most {MOST_LISTED:,} in all lists together; take in a file instead."
                return
            level += [((*where, number), one) for number, one in enumerate(value)]


def _given(value: Any) -> Any:
    match value:
        case dict():
            return {key: _given(one) for key, one in value.items() if one is not None}
        case list():
            return [_given(one) for one in value]
    return value


def said_of(problem: Problem) -> str:
    """For who gives one object and no files."""
    words = problem.sentence
    for of_files, of_objects in WORDED:
        words = words.replace(of_files, of_objects)
    return words
