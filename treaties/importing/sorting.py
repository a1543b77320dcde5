"""Rows beside the record: which are new, which are there, which differ, and what an import may do about it."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Protocol, Self

from django.db.models import Model

from treaties.dates import shorten
from treaties.importing.entries import Entry
from treaties.importing.problems import Place
from treaties.importing.rows import CiteRow
from treaties.importing.standing import standing_of
from treaties.importing.tables import Row

CITES = {"sources": "", "nature_sources": "nature"}
"""The lists of places in sources that a row may have, and the detail of the fact that each is about."""
LONGEST_SAID = 200
STAYS = "another source says so too: it stays"
LISTED = 1_000
"""Rows of a kind that the plan of many parts lists; the others it counts."""


class Held[M: Model](Protocol):
    """Records by key."""

    def get(self, key: Hashable, /) -> M | None: ...


@dataclass(frozen=True, slots=True)
class Edition:
    """Files that may be a newer edition of their sources: what they say otherwise than before corrects the record.

    ``sources`` are those that the files themselves bring: of these they are held to be complete.
    """

    files: str
    sources: frozenset[str]
    is_partial: bool = False
    """What a row leaves out it does not deny: a table that people made, and no copy of a register."""
    agreements: frozenset[str] | None = None
    """The agreements of its sources that the files are complete of: all, where nothing is said."""


@dataclass(frozen=True, slots=True)
class Differs:
    """What a file says of a recorded fact is not what the record says, and the import does not change it."""

    place: Place
    name: str
    details: tuple[str, ...]
    why: str = ""
    values: tuple[str, ...] = ()
    """Each detail with what the file has and what is on record."""

    def __str__(self) -> str:
        said = ", ".join(shorten(one, LONGEST_SAID) for one in self.values or self.details)
        return f"{self.place}: {self.name}: {said}{f' ({self.why})' if self.why else ''}"


@dataclass(frozen=True, slots=True)
class Found[R: Row, M: Model]:
    """A row of a file with the record that it is about, and what is to be done: further places to cite, or changes."""

    entry: Entry[R]
    record: M
    cites: tuple[CiteRow, ...] = ()
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.entry.row.at()}: {self.entry.name}: {', '.join(self.details)}"


@dataclass(frozen=True)
class Group[R: Row]:
    """The rows of one kind, sorted out. ``matched`` are the records that rows are about, as they now stand."""

    name: str
    new: tuple[Entry[R], ...] = ()
    on_record: int = 0
    differing: tuple[Differs, ...] = ()
    confirmed: tuple[Found[R, Any], ...] = ()
    corrected: tuple[Found[R, Any], ...] = ()
    matched: frozenset[int] = field(default=frozenset(), compare=False)
    unlisted_new: int = 0
    """Those that are new beside ``new``, and confirmed beside ``confirmed``: a sum of very many lists the first."""
    unlisted_confirmed: int = 0

    @property
    def count_new(self) -> int:
        return len(self.new) + self.unlisted_new

    @property
    def count_confirmed(self) -> int:
        return len(self.confirmed) + self.unlisted_confirmed

    @property
    def changes(self) -> int:
        """How many facts an import of this would write."""
        return self.count_new + self.count_confirmed + len(self.corrected)

    def __add__(self, other: Self) -> Self:
        """What two parts of the same files plan, in sum."""
        new, confirmed = self.new + other.new, self.confirmed + other.confirmed
        return replace(
            other,
            new=new[:LISTED],
            on_record=self.on_record + other.on_record,
            differing=self.differing + other.differing,
            confirmed=confirmed[:LISTED],
            corrected=self.corrected + other.corrected,
            matched=self.matched | other.matched,
            unlisted_new=self.unlisted_new + other.unlisted_new + len(new[LISTED:]),
            unlisted_confirmed=self.unlisted_confirmed + other.unlisted_confirmed + len(confirmed[LISTED:]),
        )

    def __str__(self) -> str:
        counts = {
            "differ": f"{len(self.differing)} of them differ" if self.differing else "",
            "corrected": f"{len(self.corrected)} corrected" if self.corrected else "",
            "confirmed": f"{self.count_confirmed} confirmed by a further source" if self.confirmed else "",
        }
        rest = "".join(f", {text}" for text in counts.values() if text)
        return f"{self.name:<20}{self.count_new:>5} new, {self.on_record:>5} on record{rest}"


class Sorter[R: Row, M: Model]:
    """Sorts the rows of one kind. Without an edition nothing on record is touched: what differs is told."""

    def __init__(
        self,
        held: Held[M],
        as_row: Callable[[M], R],
        *,
        edition: Edition | None = None,
        is_correctable: bool = False,
        alike: Callable[[Entry[R]], M | None] = lambda entry: None,
        taken_back: Collection[Hashable] = (),
    ) -> None:
        """``alike`` finds a fact under another name; ``taken_back`` are the keys that the files themselves retract."""
        self.held, self.as_row, self.edition = held, as_row, edition
        self.is_correctable, self.alike = is_correctable and edition is not None, alike
        self.taken_back = taken_back
        self.new: list[Entry[R]] = []
        self.differing: list[Differs] = []
        self.confirmed: list[Found[R, M]] = []
        self.corrected: list[Found[R, M]] = []
        self.matched: list[int] = []
        self.on_record = 0

    def group(self, name: str, entries: Iterable[Entry[R]]) -> Group[R]:
        for entry in entries:
            self.sort(entry)
        return Group(
            name,
            tuple(self.new),
            self.on_record,
            tuple(self.differing),
            tuple(self.confirmed),
            tuple(self.corrected),
            matched=frozenset(self.matched),
        )

    def sort(self, entry: Entry[R]) -> None:
        recorded = self.held.get(entry.key)
        standing = standing_of(recorded) if recorded else None
        if standing and entry.key in self.taken_back:
            self.on_record += 1
            self.matched += [standing.row.pk] if standing.row else []
        elif standing is None or (standing.row is None and not standing.by_hand and self.edition):
            self.not_on_record(entry)
        elif standing.row is None:
            self.on_record += 1
            self.differing.append(Differs(entry.row.at(), entry.name, ("retracted here",)))
        else:
            self.on_record += 1
            self.compare(entry, standing.row, standing.by_hand)

    def not_on_record(self, entry: Entry[R]) -> None:
        """Under this name; the same fact may be there under another."""
        if recorded := self.alike(entry):
            self.on_record += 1
            self.compare(entry, recorded, by_hand=True)
        else:
            self.new.append(entry)

    def compare(self, entry: Entry[R], record: M, by_hand: bool) -> None:
        self.matched.append(record.pk)
        recorded = called_alike(self.as_row(record), entry.row)
        if self.edition and self.edition.is_partial:
            recorded = as_far_as_said(recorded, entry.row)
        details, cites = differences(entry.row, recorded), further_cites(entry.row, recorded)
        if details and self.is_correctable and not by_hand and self.rests_on_these(entry.row, recorded):
            self.corrected.append(Found(entry, record, details=changes(details, entry.row, recorded)))
        elif details or (cites and not self.edition):
            why = self.why_left(entry.row, recorded, by_hand=by_hand)
            values = changes(details, entry.row, recorded)
            self.differing.append(Differs(entry.row.at(), entry.name, details or ("sources",), why, values))
        elif cites:
            self.confirmed.append(Found(entry, record, cites=cites))

    def why_left(self, row: R, recorded: R, *, by_hand: bool) -> str:
        """Why an import that corrects does not correct this."""
        if not self.is_correctable:
            return ""
        if by_hand:
            return "corrected here"
        shared = sources_of(row) & sources_of(recorded)
        return STAYS if shared else "the record rests on another source"

    def rests_on_these(self, row: R, recorded: R) -> bool:
        """Whether no other source holds the record up: what one of several says otherwise is told, and stays."""
        assert self.edition
        on_record, own = sources_of(recorded), sources_of(row)
        return bool(on_record & own) and on_record <= own | self.edition.sources


def called_alike[R: Row](recorded: R, row: R) -> R:
    """A later row of a chain of corrections has a slug of its own; the file knows the first."""
    return replace(recorded, slug=row.slug) if hasattr(row, "slug") else recorded  # type: ignore[call-arg]


def as_far_as_said[R: Row](recorded: R, row: R) -> R:
    """What is on record, without what the row leaves out."""
    left_out = [key for key in fields(row) if key.compare and getattr(row, key.name) == key.default]
    return replace(recorded, **{key.name: getattr(row, key.name) for key in left_out})


def differences(row: Row, recorded: Row) -> tuple[str, ...]:
    """The keys in which a row differs from what is on record, sources apart. The order within a list does not count."""
    names = [key.name for key in fields(row) if key.compare and key.name not in CITES]
    return tuple(name for name in names if _unordered(getattr(row, name)) != _unordered(getattr(recorded, name)))


def changes(details: tuple[str, ...], row: Row, recorded: Row) -> tuple[str, ...]:
    """Each detail with what the row has and what was on record."""
    return tuple(f"{name} {said(getattr(row, name))} instead of {said(getattr(recorded, name))}" for name in details)


def said(value: Any) -> str:
    if value in (None, "", ()):
        return "nothing"
    return f"“{', '.join(map(str, value)) if isinstance(value, tuple) else value}”"


def further_cites(row: Row, recorded: Row) -> tuple[CiteRow, ...]:
    """The places in sources that the row has and the record has not. That the record has more is no difference."""
    there = set(cites_in(recorded))
    return tuple(dict.fromkeys(cite for cite in cites_in(row) if cite not in there))


def cites_in(row: Row) -> list[CiteRow]:
    return [
        replace(cite, about=about or cite.about) for name, about in CITES.items() for cite in getattr(row, name, ())
    ]


def sources_of(row: Row) -> set[str]:
    return {cite.source for cite in cites_in(row)}


def _unordered(value: Any) -> Hashable:
    if isinstance(value, tuple):
        return frozenset(Counter(_unordered(one) for one in value).items())
    if isinstance(value, Row):
        return tuple(_unordered(getattr(value, key.name)) for key in fields(value) if key.compare)
    return value
