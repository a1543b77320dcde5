"""Participant tables of the United Nations Treaty Collection, one CSV per treaty, as Pacta events.

Which agreement a table is of it does not say: an agreement on record is told by its slug, a new one by a file of facts
beside the table, ``IV-9.toml`` beside ``IV-9.csv``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from treaties.dates import shorten
from treaties.importing.events import RECORD, Line
from treaties.importing.formats.participant_cells import PARTICIPANT, Column, NotUnderstood, without_marks
from treaties.importing.formats.reading import Lines, Option, Remark
from treaties.importing.formats.sheets import Sheet, expect_records, read_sheet
from treaties.importing.formats.texts import name_of
from treaties.importing.formats.toml import Document
from treaties.importing.names import Names
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.models import Agreement

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
    return [_fact_line(FACTS, "source", ("table",), FACTS.values["table"])]


def read(paths: Sequence[Path], options: Mapping[str, Any]) -> Lines:
    """The tables. Raises Unreadable with all that is wrong, open questions about names included."""
    names = Names(TABLE, FACTS.values["answers"])
    problems: list[Problem] = []
    lines: list[Line] = []
    marked: list[Problem] = []
    told = options.get("agreement")
    if told and len(paths) > 1:
        sentence = "Of one agreement there is one table; give each of these files its facts beside it instead."
        raise Unreadable([Problem(Place(name_of(paths[1])), sentence)])
    for path in paths:
        try:
            facts = Facts.of(path, told)
            if not facts.lines:
                _expect_on_record(facts.agreement, path)
            table = Table(read_sheet(path), facts.agreement, names, problems)
            lines += [*facts.lines, *table.lines()]
            marked += table.marked
        except Unreadable as unreadable:
            problems += unreadable.problems
    problems += names.problems()
    if problems:
        raise Unreadable(problems)
    remarks = [Remark(NOT_IN_IT)]
    remarks += [Remark("Numbers of footnotes beside names; the footnotes are not in these tables.", marked)] * bool(
        marked
    )
    answers = [
        _fact_line(FACTS, "name_in_source", ("answers", name), {"source": TABLE, "name": name, "party": code})
        for name, code in names.answers().items()
    ]
    return Lines(
        [*source_lines(), *answers, *lines],
        edition_of=frozenset({TABLE}),
        of_its_agreements=True,
        is_partial=True,
        remarks=remarks,
    )


def _expect_on_record(slug: str, path: Path) -> None:
    """Said once, and not at each line of the table. Raises Unreadable."""
    if not slug.isprintable() or not Agreement.objects.filter(slug=slug).exists():
        raise Unreadable([Problem(Place(name_of(path)), f"There is no agreement “{shorten(slug)}” on record.")])


@dataclass(frozen=True)
class Facts:
    """Which agreement a table is of; and where it is new, the lines of what the table takes for granted."""

    agreement: str
    lines: Sequence[Line] = ()

    @classmethod
    def of(cls, path: Path, told: str | None) -> "Facts":
        """Raises Unreadable where nothing says it, or the facts do not hold."""
        if told:
            return cls(told)
        beside = path.with_suffix(".toml")
        if not beside.is_file():
            sentence = (
                "Which agreement this table is of must be said: its slug, where it is on record (--agreement, or the "
                "field “Agreement”), or its facts in a file beside it, of the same name with the ending .toml."
            )
            raise Unreadable([Problem(Place(name_of(path)), sentence)])
        document = Document.read(beside, name_of(beside))
        agreement = document.values.get("agreement")
        if isinstance(agreement, str):
            return cls(agreement)
        slug = agreement.get("slug") if isinstance(agreement, dict) else None
        if not isinstance(slug, str):
            sentence = "Say the agreement: agreement = the slug of one on record, or [agreement] with its slug."
            raise Unreadable([Problem(document.place(("agreement",)), sentence)])
        return cls(slug, list(_lines_of_facts(document, slug)))


PARTS = {"titles": "title", "numbers": "number", "clauses": "clause", "acts": "act"}
"""What may stand beside ``[source]`` and ``[agreement]`` in a file of facts, and the kind of record it is."""


def _lines_of_facts(document: Document, slug: str) -> Iterator[Line]:
    """A line per table; each rests on the source of the file unless it gives its own."""
    values, problems = document.values, []
    for key in values:
        if key not in ("source", "agreement", *PARTS):
            accepted = ", ".join(["source", "agreement", *PARTS])
            problems.append(Problem(document.place((key,)), f"“{key}” is none of {accepted}."))
    source = values.get("source")
    if not isinstance(source, dict) or not isinstance(source.get("slug"), str):
        problems.append(Problem(document.place(("source",)), "The facts rest on a source: [source], with its slug."))
    for key in PARTS:
        tables = values.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            problems.append(Problem(document.place((key,)), f"These are tables: [[{key}]]."))
    if problems or not isinstance(source, dict):
        raise Unreadable(problems)
    cited = {"sources": [source["slug"]]}
    yield _fact_line(document, "source", ("source",), source)
    own = {"is_bilateral": False, "nature_sources": cited["sources"]} | cited | values["agreement"]
    yield _fact_line(document, "agreement", ("agreement",), own)
    for key, record in PARTS.items():
        for number, one in enumerate(values.get(key, [])):
            yield _fact_line(document, record, (key, number), {"agreement": slug} | cited | one)


@dataclass
class Table:
    """One file: a row per participant, a column per kind of act."""

    sheet: Sheet
    agreement: str
    names: Names
    problems: list[Problem]
    marked: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        columns = self._columns()
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
            yield self._line(number, "participant", name, {"party": party})
            for column in columns:
                if given[column.name].strip():
                    yield from self._act(number, name, party, column, given[column.name])

    def _columns(self) -> list[Column]:
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

    def _act(self, number: int, name: str, party: str, column: Column, cell: str) -> Iterator[Line]:
        try:
            said, day = column.read(cell)
        except NotUnderstood as error:
            place = Place(self.sheet.name, number, self.sheet.columns[column.name])
            self.problems.append(Problem(place, str(error)))
            return
        values = {"by": party, "act": str(said.act), "done_on": day.isoformat()}
        if said.note:
            values["note"] = said.note
        yield self._line(number, "act", name, values, column.name)

    def _line(self, number: int, record: str, name: str, values: Mapping[str, Any], column: str = PARTICIPANT) -> Line:
        at = self.sheet.columns
        numbers = {"party": at[PARTICIPANT], "by": at[PARTICIPANT], "act": at[column], "done_on": at[column]}
        cited = {"sources": [{"source": TABLE, "locator": f"{self.agreement}: {name}"[:200]}]}
        return Line(self.sheet.name, number, record, {"agreement": self.agreement, **values, **cited}, lambda: numbers)


def _fact_line(document: Document, record: str, where: tuple[str | int, ...], values: Mapping[str, Any]) -> Line:
    place = document.place(where)
    return Line(place.file, place.line, record, {key: one for key, one in values.items() if key != RECORD}, dict)
