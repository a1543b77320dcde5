"""WIPO's table of memberships to its copyright treaties, converted to Pacta events.

One record per party and treaty: the day of signature, the instrument with its day of deposit, and the day of entry into
force for the party. A record without an instrument is a signature only, or an entry into force with nothing behind it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treaties.importing.events import RECORD, Line
from treaties.importing.formats.sheets import Sheet, expect_columns, expect_records, read_sheet
from treaties.importing.formats.toml import Document
from treaties.importing.names import Names
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.vocabulary import Act

FACTS = Document.read(Path(__file__).with_suffix(".toml"), "wipo.toml")
TABLE, REGISTER = FACTS.values["table"]["slug"], FACTS.values["register"]["slug"]
COLUMNS = (
    PARTY,
    TREATY,
    SIGNED,
    INSTRUMENT,
    DEPOSITED,
    IN_FORCE,
) = (
    "Contracting Party",
    "Treaty",
    "Signature Date",
    "Instrument Type",
    "Instrument Date",
    "Entry Into Force Date",
)
INSTRUMENTS = {
    "Ratification": Act.RATIFICATION,
    "Accession": Act.ACCESSION,
    "Acceptance": Act.ACCEPTANCE,
    "Approval": Act.APPROVAL,
    "Declaration/Notification of Succession": Act.SUCCESSION,
    "Declaration of Continued Application": Act.CONTINUED_APPLICATION,
}
SAME_OF_ALL = {
    "is_bilateral": False,
    "nature": "treaty",
    "topics": ["intellectual_property"],
    "summary": "The days of effect are those of the depositary’s register.",
}


@dataclass(frozen=True)
class Entry:
    """One record of the table: its line, and what its fields say."""

    sheet: Sheet
    number: int
    fields: Mapping[str, str]

    def at(self, column: str) -> Place:
        return Place(self.sheet.name, self.number, self.sheet.columns[column])

    @property
    def locator(self) -> str:
        """The place in the table that stays the same from edition to edition."""
        return f"{self.fields[TREATY]}: {self.fields[PARTY]}"


def source_lines() -> list[Line]:
    """The two sources: the table, and the depositary's register."""
    return [_fact_line("source", (of,), FACTS.values[of]) for of in ("table", "register")]


def convert(paths: Iterable[Path]) -> list[Line]:
    """The table as Pacta events. Raises Unreadable with all that is wrong, open questions about names included."""
    names = Names(TABLE, FACTS.values["answers"])
    treaties = {one["name"]: one for one in FACTS.values["treaties"]}
    entries = [entry for path in paths for entry in _entries(path)]
    problems: list[Problem] = []
    lines = [line for entry in entries for line in _lines_of(entry, treaties, names, problems)]
    if problems or names.asked:
        raise Unreadable([*problems, *names.problems()])
    used = {entry.fields[TREATY] for entry in entries}
    return [*source_lines(), *_party_lines(names), *_name_lines(names), *_treaty_lines(used), *lines]


def _entries(path: Path) -> Iterator[Entry]:
    sheet = read_sheet(path)
    expect_columns(sheet, COLUMNS, all_of_them=True)
    expect_records(sheet)
    for number, cells in sheet.records:
        values = dict(zip(sheet.header, (cell.strip() for cell in cells), strict=True))
        yield Entry(sheet, number, values)


def _lines_of(
    entry: Entry, treaties: Mapping[str, Mapping[str, Any]], names: Names, problems: list[Problem]
) -> Iterator[Line]:
    """The participation of a party, and what it did: signed, deposited an instrument, became bound."""
    given = entry.fields
    treaty = treaties.get(given[TREATY])
    if treaty is None:
        problems.append(Problem(entry.at(TREATY), f"“{given[TREATY]}” is none of the treaties of this table."))
        return
    party = names.code(given[PARTY], entry.at(PARTY))
    of = {"agreement": treaty["slug"]}
    yield _line(entry, "participant", of | {"party": party})
    if given[SIGNED]:
        yield _line(entry, "act", of | {"by": party, "act": Act.SIGNATURE.value, "done_on": given[SIGNED]}, done=SIGNED)
    if given[INSTRUMENT] or given[DEPOSITED]:
        if given[INSTRUMENT] not in INSTRUMENTS:
            accepted = ", ".join(INSTRUMENTS)
            problems.append(Problem(entry.at(INSTRUMENT), f"“{given[INSTRUMENT]}” is none of {accepted}."))
            return
        act = INSTRUMENTS[given[INSTRUMENT]].value
        days = {"done_on": given[DEPOSITED], "effective_on": given[IN_FORCE]}
        yield _line(entry, "act", of | {"by": party, "act": act} | {key: day for key, day in days.items() if day})
    elif given[IN_FORCE]:
        act = Act.ENTRY_INTO_FORCE_FOR_PARTY.value
        yield _line(entry, "act", of | {"by": party, "act": act, "effective_on": given[IN_FORCE]})


def _line(entry: Entry, record: str, values: Mapping[str, Any], done: str = DEPOSITED) -> Line:
    columns = {"party": PARTY, "by": PARTY, "agreement": TREATY, "act": INSTRUMENT, "done_on": done}
    numbers = {key: entry.sheet.columns[name] for key, name in (columns | {"effective_on": IN_FORCE}).items()}
    cited = [{"source": TABLE, "locator": entry.locator}]
    return Line(entry.sheet.name, entry.number, record, dict(values) | {"sources": cited}, lambda: numbers)


def _treaty_lines(used: set[str]) -> Iterator[Line]:
    """The agreements that the table has a record of, their titles, and the days that are of the whole."""
    for number, one in enumerate(FACTS.values["treaties"]):
        if one["name"] not in used:
            continue
        where = ("treaties", number)
        cited = {"sources": [{"source": REGISTER, "locator": one["name"]}]}
        of = {"agreement": one["slug"]} | cited
        own = {key: one[key] for key in ("slug", "title", "short_title", "form")}
        yield _fact_line("agreement", where, own | SAME_OF_ALL | cited | {"nature_sources": cited["sources"]})
        yield _fact_line("title", where, of | {"title": one["title"], "language": "en"})
        yield _fact_line("act", where, of | {"act": Act.TEXT_ADOPTED.value, "done_on": one["adopted_on"]})
        if "in_force_on" in one:
            entry = {"act": Act.ENTRY_INTO_FORCE.value, "effective_on": one["in_force_on"]}
            yield _fact_line("act", where, of | entry)


def _party_lines(names: Names) -> Iterator[Line]:
    """Parties that our reference data may lack, where the table has them."""
    needed = set(names.answers().values())
    for number, one in enumerate(FACTS.values["parties"]):
        if one["code"] in needed:
            given = dict(one) | {"kind": "organisation", "sources": [REGISTER]}
            yield _fact_line("party", ("parties", number), given)


def _name_lines(names: Names) -> Iterator[Line]:
    for name, code in names.answers().items():
        yield _fact_line("name_in_source", ("answers", name), {"source": TABLE, "name": name, "party": code})


def _fact_line(record: str, where: tuple[str | int, ...], values: Mapping[str, Any]) -> Line:
    place = FACTS.place(where)
    return Line(place.file, place.line, record, {key: one for key, one in values.items() if key != RECORD}, dict)
