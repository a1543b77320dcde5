"""The codebook of a snapshot: every table and column, every word that a column can hold, and the bits of statuses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from treaties.derivation.articles import cited_in_full
from treaties.derivation.law import LAW
from treaties.exporting.columns import Column
from treaties.exporting.panels import PANELS
from treaties.exporting.tables import BLOCKS, public_tables
from treaties.vocabulary import Act, AgreementStatus, Between, Evidence, ParticipationStatus

BITS = (
    ("timelines", "codes", "of the agreement as a whole, where there is no party", AgreementStatus),
    ("timelines", "codes", "of one party’s standing, where there is a party", ParticipationStatus),
    ("pair_timelines", "codes", "of what stands between two parties", Between),
    ("caught_agreements", "status_code", "of the agreement as a whole", AgreementStatus),
)
"""Where codes are sums of bits, and of which statuses."""


@dataclass(frozen=True, slots=True)
class Described:
    """A table or a panel: a name, what it holds, and its columns."""

    name: str
    description: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the codebook. ``part`` is what it tells of: a table, a column, a word, or the bit of a status."""

    part: str
    table: str
    column: str = ""
    code: str = ""
    bit: str = ""
    type: str = ""
    refers_to: str = ""
    meaning: str = ""


def described() -> list[Described]:
    tables = [Described(one.name, one.description, one.columns) for one in (BLOCKS, *public_tables())]
    return [*tables, *(Described(one.name, one.description, one.columns) for one in PANELS)]


def meaning_of_act(act: Act) -> str:
    """Whose act it can be, and the article that it rests on."""
    law = LAW[act]
    return f"{law.by.label}{f'; {cited_in_full(law.article)}' if law.article else ''}"


def entries() -> Iterator[Entry]:
    """Table by table in their order, each with its columns and their words."""
    for one in described():
        yield Entry("table", one.name, meaning=one.description)
        for column in one.columns:
            yield from _of_column(one.name, column)


def _of_column(table: str, column: Column) -> Iterator[Entry]:
    refers_to = ".".join(column.of) if column.of else ""
    kind = f"{column.kind.label}{', or none' if column.is_optional else ''}"
    yield Entry("column", table, column.name, type=kind, refers_to=refers_to, meaning=column.description)
    for code, label in column.vocabulary:
        yield Entry("word", table, column.name, code=code, meaning=_meaning(table, column, code, label))
    for of_table, of_column, whose, statuses in BITS:
        if (of_table, of_column) == (table, column.name):
            for status in statuses:
                yield Entry(
                    "bit", table, column.name, str(status), str(status.bit), meaning=f"{status.label} ({whose})"
                )


def _meaning(table: str, column: Column, code: str, label: str) -> str:
    if (table, column.name) == ("status_changes", "act"):
        return f"{label} ({meaning_of_act(Act(code))})"
    if (table, column.name) == ("sources", "evidence"):
        return f"{label} ({'strong' if Evidence(code).is_strong else 'weaker than a text or a register'})"
    return label


def as_markdown(title: str, lines: Iterable[Entry]) -> str:
    """For people: a heading for each table, its columns, and under a column its words."""
    told = [f"# {title}\n"]
    for entry in lines:
        match entry.part:
            case "table":
                told.append(f"\n## {entry.table}\n\n{entry.meaning}.\n")
            case "column":
                refers_to = f" → {entry.refers_to}" if entry.refers_to else ""
                told.append(f"* **{entry.column}** ({entry.type}{refers_to}): {entry.meaning}")
            case "word":
                told.append(f"  * `{entry.code}`: {entry.meaning}")
            case _:
                told.append(f"  * {entry.bit} = `{entry.code}`: {entry.meaning}")
    return "\n".join(told) + "\n"
