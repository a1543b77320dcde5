"""Participant tables of the United Nations Treaty Collection, one CSV per treaty, as Pacta events.

Which agreement a table is of it does not say: an agreement on record is told by its slug, a new one by a file of facts
beside the table, ``IV-9.toml`` beside ``IV-9.csv``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from treaties.importing.events import Line
from treaties.importing.formats.participant_cells import PARTICIPANT, Column, NotUnderstood, marks_of_day, without_marks
from treaties.importing.formats.participant_facts import Facts, fact_line
from treaties.importing.formats.reading import Lines, Option, Remark
from treaties.importing.formats.sheets import Sheet, expect_records, read_sheet
from treaties.importing.formats.texts import name_of
from treaties.importing.formats.toml import Document
from treaties.importing.names import Names
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.same_agreement import Candidate, Named

FACTS = Document.read(Path(__file__).with_suffix(".toml"), "participants.toml")
TABLE: str = FACTS.values["table"]["slug"]
OPTIONS = (
    Option(
        "agreement",
        "Agreement",
        "The slug of the agreement on record that the table is of. Without it, a file of facts stands beside the "
        "table, under the same name with the ending .toml.",
    ),
)
"""What the format is told beside its files."""
LONGEST_NAME = 200
NOT_IN_IT = (
    "Withdrawals are not in these tables: who left stands there as if it had stayed. "
    "Nor are reservations, territorial scope and days of effect."
)


def source_lines() -> list[Line]:
    return [fact_line(FACTS, "source", ("table",), FACTS.values["table"])]


def read(paths: Sequence[Path], options: Mapping[str, Any]) -> Lines:
    """The tables. Raises Unreadable with all that is wrong, open questions about names included."""
    names = Names(TABLE, FACTS.values["answers"])
    problems: list[Problem] = []
    tables: list[Table] = []
    told = options.get("agreement")
    if told and len(paths) > 1:
        sentence = "Of one agreement there is one table; give each of these files its facts beside it instead."
        raise Unreadable([Problem(Place(name_of(paths[1])), sentence)])
    for path in paths:
        try:
            tables.append(Table.of(read_sheet(path, [PARTICIPANT]), Facts.of(path, told), names, problems))
        except Unreadable as unreadable:
            problems += unreadable.problems
    problems += [*names.problems(), *_of_one_agreement(tables)]
    if problems:
        raise Unreadable(problems)
    answers = [
        fact_line(FACTS, "name_in_source", ("answers", name), {"source": TABLE, "name": name, "party": code})
        for name, code in names.answers().items()
    ]
    new = {table.facts.agreement: table for table in tables if table.facts.is_new}

    def write(named: Mapping[str, Named]) -> list[Line]:
        return [line for table in tables for line in table.lines(named.get(table.facts.agreement))]

    return Lines(
        [*source_lines(), *answers],
        edition_of=frozenset({TABLE}),
        candidates=[table.candidate for table in new.values()],
        write=write,
        of_its_agreements=True,
        is_partial=True,
        remarks=_remarks_of(tables),
    )


def _of_one_agreement(tables: Sequence["Table"]) -> Iterator[Problem]:
    """Two tables of one agreement would each say what the other leaves out."""
    first: dict[str, str] = {}
    for table in tables:
        before = first.setdefault(table.facts.agreement, table.sheet.name)
        if before != table.sheet.name:
            sentence = f"This table and {before} are both of “{table.facts.agreement}”; of one agreement there is one."
            yield Problem(Place(table.sheet.name), sentence)


def _remarks_of(tables: Sequence["Table"]) -> list[Remark]:
    remarks = [Remark(NOT_IN_IT)]
    if marked := [problem for table in tables for problem in table.marked]:
        remarks.append(
            Remark("Numbers of footnotes beside names and days; the footnotes are not in these tables.", marked)
        )
    return remarks


@dataclass
class Table:
    """One file: a row per participant, a column per kind of act; and the facts of its agreement."""

    sheet: Sheet
    facts: Facts
    said: Sequence[tuple[int, str, str, dict[str, Any], str]] = ()
    """By row what it gives: its line, the kind of record, the participant, the values, and the column."""
    marked: Sequence[Problem] = ()

    @classmethod
    def of(cls, sheet: Sheet, facts: Facts, names: Names, problems: list[Problem]) -> "Table":
        """Raises Unreadable where the header does not hold; what is wrong in a row is kept in ``problems``."""
        reading = _Reading(sheet, names, problems)
        return cls(sheet, facts, list(reading.rows(reading.columns())), reading.marked)

    @property
    def candidate(self) -> Candidate:
        parties = frozenset(values["party"] for _, _, _, values, _ in self.said if "party" in values)
        return self.facts.candidate(TABLE, parties)

    def lines(self, named: Named | None) -> Iterator[Line]:
        """Under what the agreement is called on record, if it is there under another name."""
        slug = named.slug if named else self.facts.agreement
        yield from self.facts.lines_under(slug, TABLE)
        yield from (self._line(slug, *said) for said in self.said)

    def _line(self, slug: str, number: int, record: str, name: str, values: Mapping[str, Any], column: str) -> Line:
        at = self.sheet.columns
        numbers = {"party": at[PARTICIPANT], "by": at[PARTICIPANT], "act": at[column], "done_on": at[column]}
        cited = {"sources": [{"source": TABLE, "locator": f"{slug}: {name}"[:200]}]}
        return Line(self.sheet.name, number, record, {"agreement": slug, **values, **cited}, lambda: numbers)


@dataclass
class _Reading:
    """The rows of one file on their way."""

    sheet: Sheet
    names: Names
    problems: list[Problem]
    marked: list[Problem] = field(default_factory=list)

    def rows(self, columns: Sequence[Column]) -> Iterator[tuple[int, str, str, dict[str, Any], str]]:
        for number, cells in self.sheet.records:
            given = dict(zip(self.sheet.header, cells, strict=True))
            place = Place(self.sheet.name, number, self.sheet.columns[PARTICIPANT])
            name, marks = without_marks(given[PARTICIPANT])
            if not name:
                self.problems.append(Problem(place, "This row has no participant."))
                continue
            if marks:
                self.marked.append(Problem(place, f"{name}: {marks}"))
            if len(name) > LONGEST_NAME:
                self.problems.append(Problem(place, f"The name of a participant has up to {LONGEST_NAME} characters."))
                continue
            party = self.names.code(name, place)
            yield number, "participant", name, {"party": party}, PARTICIPANT
            for column in columns:
                if given[column.name].strip():
                    yield from self._act(number, name, party, column, given[column.name])

    def columns(self) -> list[Column]:
        """What the header says. Raises Unreadable."""
        if PARTICIPANT not in self.sheet.header or len(self.sheet.header) < 2:
            sentence = f"The header has “{PARTICIPANT}”, and a column for each kind of act."
            raise Unreadable([Problem(Place(self.sheet.name, self.sheet.header_line), sentence)])
        columns, problems = [], []
        for name, number in self.sheet.columns.items():
            if name == PARTICIPANT:
                continue
            try:
                columns.append(Column.of(name))
            except NotUnderstood as error:
                problems.append(Problem(Place(self.sheet.name, self.sheet.header_line, number), str(error)))
        if problems:
            raise Unreadable(problems)
        expect_records(self.sheet)
        return columns

    def _act(self, number: int, name: str, party: str, column: Column, cell: str) -> Iterator[Any]:
        place = Place(self.sheet.name, number, self.sheet.columns[column.name])
        try:
            said, day = column.read(cell)
        except NotUnderstood as error:
            self.problems.append(Problem(place, str(error)))
            return
        if marks := marks_of_day(cell):
            self.marked.append(Problem(place, f"{name}, {day}: {marks}"))
        values = {"by": party, "act": str(said.act), "done_on": day.isoformat()}
        if said.note:
            values["note"] = said.note
        yield number, "act", name, values, column.name
