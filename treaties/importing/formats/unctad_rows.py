"""The rows of UNCTAD's workbooks, one per country: each an agreement with its parties, its days and what it says of its
status. The same agreement is in the workbook of every party."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from treaties.dates import shorten
from treaties.importing.formats.days import NoDay, day_of_iso, spreadsheet_day, stands_for_nothing
from treaties.importing.formats.sheets import Sheet, expect_columns, expect_header_first
from treaties.importing.formats.spreadsheet import LARGEST, read_table
from treaties.importing.formats.texts import name_of, read_text
from treaties.importing.formats.workbook import FROM_1904, is_workbook, read_workbook
from treaties.importing.names import Names
from treaties.importing.problems import Place, Problem, Unreadable

COLUMNS = (
    NUMBER,
    TITLE,
    SHORT,
    PARTIES,
    TYPE,
    STATUS,
    FILES,
    SIGNED,
    IN_FORCE,
    ENDED,
    HOW,
    AMENDED,
    SIDE,
) = (
    "No.",
    "Title of agreement",
    "Short title",
    "Parties",
    "Type of agreement",
    "Status",
    "Files",
    "Date of signature",
    "Date of entry into force",
    "Date of termination",
    "Type of termination",
    "Amendment protocols",
    "Side instruments",
)
DAYS = (SIGNED, IN_FORCE, ENDED)
IN_FORCE_NOW, SIGNED_ONLY, OVER = STATUSES = ("In force", "Signed (not in force)", "Terminated")
DENOUNCED, REPLACED, CONSENT, EXPIRED = TERMINATIONS = (
    "Unilaterally denounced",
    "Replaced by new treaty",
    "Terminated by consent",
    "Expired",
)
ANSWER_AS_OF = "say the day of the file with --as-of, or in the field “As of”"


@dataclass(frozen=True)
class Entry:
    """One row: where it stands, what its cells say, the codes of its parties, and the day of its file."""

    sheet: Sheet
    number: int
    cells: Mapping[str, str]
    parties: frozenset[str]
    days: Mapping[str, date]
    as_of: date

    def at(self, column: str) -> Place:
        return Place(self.sheet.name, self.number, self.sheet.columns[column])

    @cached_property
    def name(self) -> str:
        """What the register calls it in short; it stands in either column."""
        return _name(self.cells[SHORT] or self.cells[TITLE])

    @cached_property
    def names(self) -> frozenset[str]:
        """What it is called in either column: another workbook may have the one in place of the other."""
        return frozenset(_name(title).casefold() for title in self.titles)

    @property
    def titles(self) -> list[str]:
        return list(dict.fromkeys(title for title in (self.cells[TITLE], self.cells[SHORT]) if title))


@dataclass(frozen=True)
class Listed:
    """An agreement, with every row that is of it: the first is the one whose word counts."""

    key: str
    rows: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        return self.rows[0]

    def said(self, column: str) -> Entry:
        """The first row that says anything there, else the first of all."""
        return next((row for row in self.rows if row.cells[column]), self.first)

    def day(self, column: str) -> date | None:
        return self.said(column).days.get(column)

    def otherwise(self, column: str) -> list[Entry]:
        """Rows that say something else there than the one whose word counts."""
        taken = self.said(column)
        return [row for row in self.rows if row.cells[column] and _value(row, column) != _value(taken, column)]


def _name(title: str) -> str:
    """A dash is a dash, however it is written."""
    return " ".join(title.replace("–", "-").replace("—", "-").split())[:200]


def _value(row: Entry, column: str) -> object:
    return row.days.get(column) if column in DAYS else row.cells[column].casefold()


def read_rows(
    paths: Iterable[Path], as_of: date | None, names: Names, types: Iterable[str], unread: list[Problem]
) -> list[Entry]:
    """All rows of all files. Raises Unreadable with everything that is wrong in any, open names included.

    ``unread`` is told which sheet of a workbook was read, where there are others.
    """
    problems: list[Problem] = []
    entries: list[Entry] = []
    for path in paths:
        try:
            entries += _Reading(*_sheet_of(path, as_of, unread), names, set(types), problems).entries()
        except Unreadable as unreadable:
            problems += unreadable.problems
    problems += names.problems()
    if problems:
        raise Unreadable(problems)
    return entries


def _sheet_of(path: Path, as_of: date | None, unread: list[Problem]) -> tuple[Sheet, date]:
    """A workbook, or the table that its cells are as text. Raises Unreadable, also where its day is not known."""
    name = name_of(path)
    data = _beginning(path)
    if is_workbook(data):
        pages = read_workbook(data, name)
        if pages.counts_from_1904:
            raise Unreadable([Problem(Place(name), FROM_1904)])
        text, day = pages.text, as_of or _modified(pages.modified_on)
        unread += [Problem(Place(name), pages.choice)] if pages.choice else []
    else:
        text, day = read_text(path), as_of
    if day is None:
        raise Unreadable([Problem(Place(name), f"This file does not say of which day it is: {ANSWER_AS_OF}.")])
    expect_header_first(text, COLUMNS, name, f"The first row names no column of such a list: {', '.join(COLUMNS)}.")
    sheet = read_table(text, name)
    expect_columns(sheet, COLUMNS, all_of_them=True)
    return sheet, day


def _beginning(path: Path) -> bytes:
    """As much as shows what it is; nothing of what cannot be read, which is told where it is read as text."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1) if path.is_file() else b""
    except OSError:
        return b""


def _modified(text: str) -> date | None:
    try:
        return day_of_iso(text)
    except NoDay:
        return None


@dataclass
class _Reading:
    sheet: Sheet
    as_of: date
    names: Names
    types: set[str]
    problems: list[Problem]

    def entries(self) -> Iterator[Entry]:
        for number, cells in self.sheet.records:
            given = dict(zip(self.sheet.header, (" ".join(cell.split()) for cell in cells), strict=True))
            before = len(self.problems)
            self._look(number, given)
            parties, days = self._parties(number, given), self._days(number, given)
            if len(self.problems) == before:
                yield Entry(self.sheet, number, given, parties, days, self.as_of)

    def _tell(self, number: int, column: str, sentence: str) -> None:
        self.problems.append(Problem(Place(self.sheet.name, number, self.sheet.columns[column]), sentence))

    def _look(self, number: int, given: Mapping[str, str]) -> None:
        """Words that are of a list, and what must be there."""
        if not (given[TITLE] or given[SHORT]):
            self._tell(number, TITLE, "The agreement has no title, neither here nor as a short title.")
        for column in (TITLE, SHORT):
            if len(given[column]) > LONGEST_TITLE:
                self._tell(number, column, f"A title has up to {LONGEST_TITLE} characters.")
        for column, accepted in ((TYPE, self.types), (STATUS, STATUSES)):
            if given[column] not in accepted:
                said = (
                    f"“{shorten(given[column])}” is none of" if given[column] else "Nothing is said here; expected is"
                )
                self._tell(number, column, f"{said} {', '.join(sorted(accepted))}.")
        if given[HOW] and termination_of(given[HOW]) is None:
            self._tell(number, HOW, f"“{shorten(given[HOW])}” is none of {', '.join(TERMINATIONS)}.")

    def _parties(self, number: int, given: Mapping[str, str]) -> frozenset[str]:
        """Each name ends in a semicolon; the last one need not."""
        place = Place(self.sheet.name, number, self.sheet.columns[PARTIES])
        called = [name.strip() for name in given[PARTIES].split(";") if name.strip()]
        for name in called:
            if len(name) > LONGEST_NAME:
                self._tell(number, PARTIES, f"The name of a party has up to {LONGEST_NAME} characters.")
        codes = [self.names.code(name, place) for name in called if len(name) <= LONGEST_NAME]
        for code, times in Counter(code for code in codes if code).items():
            if times > 1:
                self._tell(number, PARTIES, f"The party {code} is named {times} times.")
        if len(called) < 2:
            self._tell(number, PARTIES, "An agreement has two parties or more, each name ended by a semicolon.")
        return frozenset(code for code in codes if code)

    def _days(self, number: int, given: Mapping[str, str]) -> dict[str, date]:
        days = {}
        for column in DAYS:
            if not given[column] or stands_for_nothing(given[column]):
                continue
            try:
                days[column] = spreadsheet_day(given[column])
            except NoDay as error:
                self._tell(number, column, str(error))
        return days


LONGEST_TITLE, LONGEST_NAME = 400, 200


def termination_of(text: str) -> str | None:
    """The register's own word for how it ended, whatever its capitals."""
    return next((word for word in TERMINATIONS if word.casefold() == text.casefold()), None)


def gathered(entries: Iterable[Entry]) -> list[Listed]:
    """Rows of one agreement together, from whichever workbook, in the order of the first of each."""
    together: list[list[Entry]] = []
    of_parties: dict[frozenset[str], list[list[Entry]]] = defaultdict(list)
    for entry in entries:
        of_these = of_parties[entry.parties]
        same = next((rows for rows in of_these if any(_is_same(entry, row) for row in rows)), None)
        if same is None:
            of_these.append(same := [])
            together.append(same)
        same.append(entry)
    found = [(key, rows) for same in together for key, rows in _told_apart(same)]
    times = Counter(key.casefold() for key, _ in found)
    return [
        Listed(f"{key}, {'-'.join(sorted(rows[0].parties))}" if times[key.casefold()] > 1 else key, tuple(rows))
        for key, rows in found
    ]


def _is_same(one: Entry, other: Entry) -> bool:
    """Of one name; or in two workbooks with a title that they share, and of one day of signature."""
    if one.name.casefold() == other.name.casefold():
        return True
    in_two = one.sheet.name != other.sheet.name
    return in_two and bool(one.names & other.names) and one.days.get(SIGNED) == other.days.get(SIGNED)


def _told_apart(rows: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """Where one workbook has several of a name, these are told apart by the day of signature."""
    of_file: dict[str, set[date | None]] = defaultdict(set)
    by_day: dict[date | None, list[Entry]] = defaultdict(list)
    for row in rows:
        of_file[row.sheet.name].add(row.days.get(SIGNED))
        by_day[row.days.get(SIGNED)].append(row)
    if max(map(len, of_file.values())) == 1:
        return [(rows[0].name, rows)]
    return [(f"{some[0].name}, signed {day or 'on no day'}", some) for day, some in by_day.items()]
