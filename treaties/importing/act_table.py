"""A table of acts, a row for each: its columns, and what people write in them, to lines of Pacta events.

Words are read as people write them where they can mean one thing only. What could mean several is asked, never guessed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from treaties.dates import DateNotUnderstood, read_partial, shorten
from treaties.importing.events import Line
from treaties.importing.formats.sheets import Sheet, expect_columns
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.models import Agreement, Source
from treaties.queries.by_name import agreements_by_name, sources_by_name
from treaties.queries.party_search import KnownParty, PartyIndex, known_parties
from treaties.vocabulary import Act, Scope, Word

MEANINGS = {
    "agreement": "its slug, number in a series, or exact title; never empty",
    "act": "ratification, notice_of_termination …, or the words for it; never empty",
    "by": "the party whose act it is, by code or name; empty: the agreement as a whole",
    "done_on": "signed, deposited, voted, sent",
    "received_on": "by the other side or the depositary",
    "effective_on": "when it took or takes effect, as a source says",
    "ends_on": "the first day on which what it began is over",
    "published_on": "when it was published",
    "scope": "whole (as where it is empty), part, pair or territory",
    "towards": "the one other party, or the territory, that its scope is limited to",
    "done_by_predecessor": "the state before it, whose act it was",
    "about": "the slug of the act on record that it answers",
    "order_on_day": "among acts of one day, lowest first: 0, 1, 2 …",
    "place": "where it was done",
    "note": "what else is to be known",
    "source": "the slug, address or exact title of a source on record; empty: the one chosen for all rows",
    "locator": "the place in the source: article, page, row",
}
"""The columns that a table may have, in the words of Pacta events, and what each holds."""
COLUMNS = tuple(MEANINGS)
DAYS = ("done_on", "received_on", "effective_on", "ends_on", "published_on")
PARTIES = ("by", "towards", "done_by_predecessor")
NEEDED = ("agreement", "act")
PLACED_BY = DAYS[:3]
"""A table has at least one of these columns: an act is placed in time by one of its days."""
DAY_ORDERS = {"day": "The day comes first: 3 April", "month": "The month comes first: 4 March"}
"""How “03/04/2024” is read."""
_NUMERIC = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})", re.ASCII)
_WHOLE = re.compile(r"\d{1,4}", re.ASCII)


class NotUnderstood(Exception):
    """``code`` and the sentence for who wrote it."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Default:
    """The source that rows without one rest on, and the place in it."""

    source: Source
    locator: str = ""


@dataclass
class ActTable:
    """Rows with the cells as they were typed, by column; ``day_order`` is the answer to which of 03/04/2024 is the day.

    Give the whole table at once: names are looked up in a fixed number of statements.
    """

    name: str
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Mapping[str, str]]]
    day_order: str = ""
    default: Default | None = None
    problems: list[Problem] = field(default_factory=list)
    agreements: Mapping[str, Sequence[Agreement]] = field(default_factory=dict)
    sources: Mapping[str, Sequence[Source]] = field(default_factory=dict)
    parties: PartyIndex = field(default_factory=known_parties)
    named: dict[int, str] = field(default_factory=dict)
    """The slug of the agreement of each row, empty where it was not understood."""

    def lines(self) -> list[Line]:
        """A line of Pacta events for each row that is understood; the others are told in ``problems``."""
        self.agreements = agreements_by_name(self._given("agreement"))
        self.sources = sources_by_name(self._given("source"))
        self.named = {number: self._slug(cells.get("agreement", "")) for number, cells in self.rows}
        return [line for number, cells in self.rows if (line := self._line(number, cells))]

    def _slug(self, cell: str) -> str:
        found = self.agreements.get(cell, ())
        return found[0].slug if len(found) == 1 else ""

    def _given(self, column: str) -> set[str]:
        return {cell for _, cells in self.rows if (cell := cells.get(column, ""))}

    def _line(self, number: int, cells: Mapping[str, str]) -> Line | None:
        values: dict[str, Any] = {}
        wrong = len(self.problems)
        for column, cell in cells.items():
            if cell and column not in ("source", "locator"):
                self._read(values, number, column, cell)
        for column in NEEDED:
            if not cells.get(column):
                self._tell(number, column, "missing", f"“{column}” is empty.")
        try:
            values["sources"] = [self._source(cells.get("source", ""), cells.get("locator", ""))]
        except NotUnderstood as error:
            self._tell(number, "source", error.code, error.sentence)
        if len(self.problems) > wrong:
            return None
        return Line(self.name, number, "act", values, lambda: self.places)

    @property
    def places(self) -> Mapping[str, int]:
        """The number of each column, by what it is called here or in an event; 0 where the table has none: the row."""
        of_source = self.columns.get("source", 0)
        return {**dict.fromkeys(("", *COLUMNS), 0), **self.columns, "sources": of_source, "source": of_source}

    def _read(self, values: dict[str, Any], number: int, column: str, cell: str) -> None:
        try:
            values[column] = self._value(column, cell)
        except NotUnderstood as error:
            self._tell(number, column, error.code, error.sentence)

    def _tell(self, number: int, column: str, code: str, sentence: str) -> None:
        place = Place(self.name, number, self.places[column])
        self.problems.append(Problem(place, sentence, code))

    def _value(self, column: str, cell: str) -> Any:
        if column == "agreement":
            return self._agreement(cell)
        if column in DAYS:
            return day_as_typed(cell, self.day_order)
        if column in PARTIES:
            return party_as_typed(cell, self.parties).code
        if column == "act":
            return word_as_typed(cell, Act)
        if column == "scope":
            return word_as_typed(cell, Scope)
        if column == "order_on_day":
            return int(cell) if _WHOLE.fullmatch(cell) else cell
        return cell

    def _agreement(self, cell: str) -> str:
        found = self.agreements[cell]
        if len(found) > 1:
            slugs = " or ".join(one.slug for one in found[:6])
            raise NotUnderstood("unclear_agreement", f"“{shorten(cell)}” may be {slugs}; write which.")
        if not found:
            raise NotUnderstood("unknown_agreement", f"No agreement on record is called “{shorten(cell)}”.")
        return found[0].slug

    def _source(self, cell: str, locator: str) -> dict[str, str]:
        if not cell and self.default is None:
            sentence = "No source is given: write it in this column, or choose one below for all rows."
            raise NotUnderstood("no_source", sentence)
        if not cell:
            assert self.default
            return {"source": self.default.source.slug, "locator": locator or self.default.locator}
        found = self.sources[cell]
        if len(found) > 1:
            slugs = " or ".join(one.slug for one in found[:6])
            raise NotUnderstood("unclear_source", f"“{shorten(cell)}” may be {slugs}; write which.")
        if not found:
            sentence = f"No source on record has this slug, address or title: “{shorten(cell)}”."
            raise NotUnderstood("unknown_source", sentence)
        return {"source": found[0].slug, "locator": locator}


def of_sheet(sheet: Sheet, *, day_order: str = "") -> ActTable:
    """Raises Unreadable where it has other columns than those of a table of acts, or lacks one."""
    problems: list[Problem] = []
    try:
        expect_columns(sheet, COLUMNS, all_of_them=False)
    except Unreadable as unreadable:
        problems += unreadable.problems
    header = Place(sheet.name, sheet.header_line)
    for column in NEEDED:
        if column not in sheet.header:
            problems.append(Problem(header, f"The column “{column}” is missing.", "missing_column"))
    if not set(PLACED_BY) & set(sheet.header):
        words = f"There is no column of a day: {', '.join(PLACED_BY)}."
        problems.append(Problem(header, words, "missing_column"))
    if problems:
        raise Unreadable(problems)
    rows = [(line, dict(zip(sheet.header, cells, strict=True))) for line, cells in sheet.records]
    return ActTable(sheet.name, sheet.columns, rows, day_order)


def unclear_day(table: ActTable) -> tuple[int, str] | None:
    """The first day that is written in figures with the year at its end, and its line."""
    cells = ((number, cells.get(column, "")) for number, cells in table.rows for column in DAYS)
    return next(((number, cell) for number, cell in cells if _NUMERIC.fullmatch(cell.strip())), None)


def day_as_typed(text: str, day_order: str) -> str:
    """A day as people type it, as EDTF. Raises NotUnderstood, also where nobody said which figure is the day."""
    if figures := _NUMERIC.fullmatch(text.strip()):
        first, second, year = figures.groups()
        if day_order not in DAY_ORDERS:
            sentence = f"“{text}”: it is not said which figure is the day; write {year}-MM-DD."
            raise NotUnderstood("unclear_day", sentence)
        day, month = (first, second) if day_order == "day" else (second, first)
        text = f"{year}-{int(month):02}-{int(day):02}"
    try:
        return str(read_partial(text))
    except DateNotUnderstood as error:
        raise NotUnderstood("date_not_understood", str(error)) from None


def party_as_typed(text: str, parties: PartyIndex) -> KnownParty:
    """By code or by name, in any language on record. Raises NotUnderstood."""
    answer = parties.find(text)
    if answer.party:
        return answer.party
    if answer.choices:
        raise NotUnderstood("unclear_party", f"“{answer.asked}” may be {_named(answer.choices, ' or ')}; write which.")
    near = f"; near are {_named(answer.nearest, ', ')}" if answer.is_near and answer.nearest else ""
    raise NotUnderstood("unknown_party", f"No party on record is called “{answer.asked}”{near}.")


def _named(parties: Iterable[KnownParty], joint: str) -> str:
    return joint.join(f"{party.name} ({party.code})" for party in parties)


def word_as_typed(text: str, words: type[Word]) -> str:
    """By code or by label; case and underscores do not count. Raises NotUnderstood."""
    key = text.replace("_", " ").casefold().strip()
    by_name = {one.label.casefold(): one for one in words} | {str(one).replace("_", " "): one for one in words}
    if key in by_name:
        return str(by_name[key])
    near = get_close_matches(key, by_name, n=1)
    advice = f"did you mean “{by_name[near[0]]}”?" if near else f"write one of {', '.join(words)}."
    raise NotUnderstood("unknown_word", f"“{shorten(text)}” is not accepted here; {advice}")
