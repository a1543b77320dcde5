"""The rows of a GGO party table, with the days that they give; what a field does not give as a day is told."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treaties.dates import DateNotUnderstood
from treaties.importing.events import Line
from treaties.importing.formats.messy_dates import NOTHING, read_messy
from treaties.importing.formats.sheets import Sheet, expect_columns, expect_records, read_sheet
from treaties.importing.formats.told import Told
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.vocabulary import Word

NEEDED = (STATE, TREATY, TITLE, BEGIN, END, SIGNATURE, SIGNED, RATIFIED, FORCE, IN_FORCE, TERM, ENDED) = (
    "stateID",
    "treatyID",
    "Title",
    "Begin",
    "End",
    "Signature",
    "StateSignature",
    "StateRatification",
    "Force",
    "StateForce",
    "Term",
    "StateEnd",
)
OPTIONAL = (CODER, COMMENTS) = ("Coder", "Comments")
DAYS = (BEGIN, END, SIGNATURE, SIGNED, RATIFIED, FORCE, IN_FORCE, TERM, ENDED)
OF_STATE = (SIGNED, RATIFIED, IN_FORCE, ENDED)


class Odd(Word):
    """What is odd in a row, and what that means."""

    UNKNOWN_PARTY = "unknown_party", "The code of the state is no party on record"
    NO_NAME = "no_name", "A row does not say which state it is of, which instrument, or what that is called"
    NOT_A_DAY = "not_a_day", "A field is no date that is understood"
    NO_SIGNATURE = "no_signature", "A day in StateSignature of a text that states do not sign"
    SECOND_CONSENT = "second_consent", "A second day of ratification of a party that had consented already"
    SECOND_ENTRY = "second_entry", "A second day of entry into force for a party that was bound already"
    NO_END = "no_end", "A day in StateEnd on which nothing that had begun can have ended"
    DISAGREES = "disagrees", "Rows of one instrument disagree about the whole of it"
    GIVEN_TWICE = "given_twice", "A row says what an earlier one says"
    DOUBLED = "doubled", "A party has several rows of other days: kept together"
    UNCERTAIN = "uncertain", "A date in a notation that ours lacks, read as the period it leaves open"
    OPEN = "open", "9999-12-31 stands for what is open, and is no day"
    PLACEHOLDER = "placeholder", "A date that stands for an unknown day"
    ENDS_DISAGREE = "ends_disagree", "Rows of one instrument disagree about its end: each is kept as an assertion"
    END_BEFORE_FORCE = "end_before_force", "The instrument ends before it enters into force, or on that day"
    NO_DAY = "no_day", "A row that gives no day: the state takes part, and nothing else is known"
    NO_AGREEMENT = "no_agreement", "Counted by the table among agreements, though it may be none"
    SIGNED_WHEN_BOUND = "signed_when_bound", "StateSignature is the day of StateForce"
    LINKED = "linked", "The instrument belongs to another, which is not in these files"
    COMMENT = "comment", "A comment on a row of which no act is recorded"
    CODER = "coder", "The column Coder says who entered a row; it is not taken in"
    TITLES = "titles", "Rows of one instrument call it otherwise: each title is kept"
    LONG_TITLE = "long_title", "A title longer than the record holds was cut"

    @classmethod
    def headings(cls) -> dict[str, str]:
        return {str(one): f"{one.label}." for one in cls}


@dataclass(frozen=True)
class Entry:
    """One row: its line, its fields without what stands for nothing, and its days as our dates."""

    sheet: Sheet
    number: int
    fields: Mapping[str, str]
    days: Mapping[str, str]

    def at(self, column: str) -> Place:
        return Place(self.sheet.name, self.number, self.sheet.columns.get(column, 1))

    @property
    def says(self) -> tuple[str, ...]:
        """What it says of its state."""
        return (*(self.days.get(column, "") for column in OF_STATE), self.fields.get(COMMENTS, ""))

    def line(self, record: str, values: Mapping[str, Any], **columns: str) -> Line:
        """``columns`` say where the keys of a line stand in the row."""
        known = {"party": STATE, "by": STATE, "agreement": TREATY, "slug": TREATY, "title": TITLE, "about": STATE}
        numbers = {key: self.sheet.columns.get(name, 1) for key, name in (known | columns).items()}
        return Line(self.sheet.name, self.number, record, values, lambda: numbers)


def read_entries(paths: Iterable[Path], told: Told) -> Iterator[Entry]:
    """The rows of all files. Raises Unreadable where one is no such table."""
    problems: list[Problem] = []
    for path in paths:
        try:
            sheet = read_sheet(path, NEEDED)
            expect_columns(sheet, (*NEEDED, *(name for name in OPTIONAL if name in sheet.header)), all_of_them=True)
            expect_records(sheet)
        except Unreadable as unreadable:
            problems += unreadable.problems
            continue
        yield from _of_sheet(sheet, told)
    if problems:
        raise Unreadable(problems)


def _of_sheet(sheet: Sheet, told: Told) -> Iterator[Entry]:
    opened: Counter[str] = Counter()
    for number, cells in sheet.records:
        given = dict(zip(sheet.header, (" ".join(cell.split()) for cell in cells), strict=True))
        fields = {name: text for name, text in given.items() if text not in NOTHING}
        days: dict[str, str] = {}
        entry = Entry(sheet, number, fields, days)
        for column in DAYS:
            if column in fields:
                days[column] = _day(entry, column, told, opened)
        yield entry
    top = {column: Place(sheet.name, sheet.header_line, sheet.columns.get(column, 1)) for column in sheet.header}
    for column, times in opened.items():
        told.keep(top[column], Odd.OPEN, f"{column}: in {in_rows(times)}.")
    if CODER in sheet.header:
        told.keep(top[CODER], Odd.CODER, f"{CODER}: of {in_rows(len(sheet.records))}.")


def _day(entry: Entry, column: str, told: Told, opened: Counter[str]) -> str:
    text = entry.fields[column]
    try:
        messy = read_messy(text)
    except DateNotUnderstood as error:
        told.leave_out(entry.at(column), Odd.NOT_A_DAY, f"{column}: {error}")
        return ""
    if messy.is_open:
        opened[column] += 1
    elif messy.why:
        told.keep(entry.at(column), Odd.UNCERTAIN if messy.day else Odd.PLACEHOLDER, f"{column}: {text} {messy.why}.")
    return messy.day


def in_rows(times: int) -> str:
    return "1 row" if times == 1 else f"{times:,} rows"


def linked_to(treaty: str) -> str:
    """The treatyID to which an instrument belongs: behind a colon in its own."""
    return treaty.partition(":")[2]


def letter_of(treaty: str) -> str:
    """The kind of the instrument: the letter behind the year of a treatyID; none where it has another form."""
    match = re.search(r"_[\dX?~.%-]{4,}([A-Z])", treaty.partition(":")[0])
    return match[1] if match else ""
