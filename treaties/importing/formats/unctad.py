"""UNCTAD's navigator of investment agreements: the workbooks of one or several countries, as Pacta events.

What a workbook says of the status is an assertion of the day of the file, beside the acts that its dates are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from treaties.dates import PartialDate
from treaties.importing.events import RECORD, Line
from treaties.importing.formats import unctad_rows as rows_of
from treaties.importing.formats.days import day_of_iso, stands_for_nothing
from treaties.importing.formats.reading import Lines, Option, Remark
from treaties.importing.formats.register_titles import SHORTEST, cut, slug_of
from treaties.importing.formats.toml import Document
from treaties.importing.formats.unctad_rows import (
    AMENDED,
    CONSENT,
    DAYS,
    DENOUNCED,
    ENDED,
    EXPIRED,
    FILES,
    HOW,
    IN_FORCE,
    IN_FORCE_NOW,
    NUMBER,
    OVER,
    PARTIES,
    REPLACED,
    SHORT,
    SIDE,
    SIGNED,
    SIGNED_ONLY,
    STATUS,
    TITLE,
    TYPE,
    Entry,
    Listed,
    gathered,
    termination_of,
)
from treaties.importing.names import Names
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.same_agreement import ALL, Candidate, Named
from treaties.vocabulary import Act, AgreementStatus, EndReason

FACTS = Document.read(Path(__file__).with_suffix(".toml"), "unctad.toml")
TABLE: str = FACTS.values["table"]["slug"]
TYPES: dict[str, dict[str, str]] = FACTS.values["types"]
DENOUNCED_BY, UNKNOWN = "denounced_by", "unknown"
STATUSES = {
    IN_FORCE_NOW: AgreementStatus.IN_FORCE,
    SIGNED_ONLY: AgreementStatus.SIGNED,
    OVER: AgreementStatus.ENDED,
}
ENDS = {
    REPLACED: (Act.SUPERSESSION, EndReason.SUPERSEDED),
    CONSENT: (Act.TERMINATION_BY_CONSENT, EndReason.CONSENT),
    EXPIRED: (Act.EXPIRY, EndReason.EXPIRED),
    DENOUNCED: (Act.WITHDRAWAL_TAKES_EFFECT, EndReason.DENOUNCED),
}
PAIR, FEW_PARTIES = 2, 3
OPTIONS = (
    Option(
        "as_of",
        "As of",
        "The day of the file, as 2025-06-30: what it says of the status is said of that day. "
        "Without it, the day on which a workbook says that it was last changed.",
        day_of_iso,
    ),
)
"""What the format is told beside its files."""


def source_lines() -> list[Line]:
    return [_fact_line("source", ("table",), FACTS.values["table"])]


def read(paths: Sequence[Path], options: Mapping[str, Any]) -> Lines:
    """The workbooks. Raises Unreadable with all that is wrong, open questions about names included."""
    names = Names(TABLE, FACTS.values["answers"])
    unread: list[Problem] = []
    entries = rows_of.read_rows(paths, options.get("as_of"), names, TYPES, unread)
    listed = gathered(entries)
    answers = [
        _fact_line("name_in_source", ("answers", name), {"source": TABLE, "name": name, "party": code})
        for name, code in names.answers().items()
    ]
    remarks = [
        *([Remark("Only the first sheet of a workbook is read.", unread)] if unread else []),
        *_remarks_of(listed),
    ]

    def write(named: Mapping[str, Named]) -> list[Line]:
        writing = Writing()
        lines = [line for one in listed for line in writing.lines(one, named[one.key])]
        if writing.problems:
            raise Unreadable(writing.problems)
        remarks.extend(writing.remarks())
        return lines

    return Lines(
        [*source_lines(), *answers],
        edition_of=frozenset({TABLE}),
        candidates=[_candidate(one) for one in listed],
        write=write,
        of_its_agreements=True,
        is_partial=True,
        remarks=remarks,
    )


def _candidate(listed: Listed) -> Candidate:
    first, signed = listed.first, listed.day(SIGNED)
    word = TYPES[first.cells[TYPE]]["word"]
    year = _year(first, signed)
    if word == "bit" and len(first.parties) <= FEW_PARTIES:
        slug = "-".join(["unctad", *sorted(code.lower() for code in first.parties), word, year])
    else:
        slug = slug_of("unctad", first.name)
    return Candidate(
        key=listed.key,
        source=TABLE,
        slug=slug,
        number=sha256(listed.key.encode()).hexdigest()[:6],
        parties=first.parties,
        signed_on=PartialDate.of(signed) if signed else None,
        title=f"{first.name} {word}" if word == "bit" else first.name,
        is_bilateral=len(first.parties) == PAIR,
        place=first.at(SHORT if first.cells[SHORT] else TITLE),
    )


def _year(entry: Entry, signed: date | None) -> str:
    """The year that is part of its name, else that of its signature."""
    end = entry.name.rpartition("(")[2].rstrip(")")
    return end if len(end) == 4 and end.isdecimal() else str(signed.year) if signed else "undated"


def _remarks_of(listed: Sequence[Listed]) -> list[Remark]:
    """What is to be known of the files, whatever the record says."""
    rows = [row for one in listed for row in one.rows]
    days = dict.fromkeys((row.sheet.name, row.as_of) for row in rows)
    files = [Problem(Place(name), f"{day.isoformat()}.") for name, day in days]
    found = [Remark("What these files say of the status is said of this day.", files)]
    shared = sum(len({row.sheet.name for row in one.rows}) > 1 for one in listed)
    if shared:
        found.append(Remark(f"{shared} of these agreements are in several of the files, and are one each."))
    texts = [(row, column) for row in rows for column in BESIDE if row.cells[column]]
    lists = {
        "Kept in the note of what is said of the status, not as agreements of their own.": [
            Problem(row.at(column), f"{column}: {row.cells[column]}") for row, column in texts if column != FILES
        ],
        "Stands for a day that is not known, and is no day.": [
            Problem(row.at(column), row.cells[column])
            for row in rows
            for column in DAYS
            if stands_for_nothing(row.cells[column])
        ],
        "An agreement stands in one file twice; these rows are taken as one.": [
            Problem(row.at(NUMBER), f"{one.key}, as in line {before.number}")
            for one in listed
            for before, row in pairwise(one.rows)
            if row.sheet.name == before.sheet.name
        ],
        "The files disagree; the first is taken, the other kept in a note.": [
            Problem(other.at(column), _disagrees(column, other, said))
            for one in listed
            for column in COMPARED
            for said in [one.said(column)]
            for other in one.otherwise(column)
        ],
        "Of the same parties and day of signature, and called otherwise: kept as two.": list(_alike(listed)),
        "Of more than two parties: the list does not say what each of them did, so who is bound is not on record.": [
            Problem(one.first.at(PARTIES), one.key) for one in listed if len(one.first.parties) > PAIR
        ],
    }
    return found + [Remark(sentence, lines) for sentence, lines in lists.items() if lines]


def _disagrees(column: str, other: Entry, said: Entry) -> str:
    """Days as ISO, whatever the shape of their cells; with what explains it, if they are one day written two ways."""
    here, there = other.days.get(column), said.days.get(column)
    turned = here and there and (here.year, here.month, here.day) == (there.year, there.day, there.month)
    hint = ": day and month have changed places in one of them" if turned else ""
    return f"{column}: {here or other.cells[column]}; {said.at(column)} has {there or said.cells[column]}{hint}"


def _alike(listed: Sequence[Listed]) -> Iterator[Problem]:
    """Of one day and of the same parties, under names that they do not share: perhaps one."""
    first: dict[Any, Listed] = {}
    for one in listed:
        if day := one.day(SIGNED):
            before = first.setdefault((day, one.first.parties, one.first.cells[TYPE]), one)
            if before is not one:
                yield Problem(one.first.at(SIGNED), f"{one.key}; and {before.key} ({before.first.at(SIGNED)})")


BESIDE = (AMENDED, SIDE, FILES)
"""Columns that are no facts of their own here."""
COMPARED = (TYPE, STATUS, SIGNED, IN_FORCE, ENDED, HOW, AMENDED, SIDE)


@dataclass
class Writing:
    """The lines of the agreements, once each is named."""

    problems: list[Problem] = field(default_factory=list)
    not_acts: list[Problem] = field(default_factory=list)
    """Ends that are kept as what the list asserts alone, each with the reason."""
    never_in_force: list[Problem] = field(default_factory=list)
    """Ends of what had not begun, each with the act that it is."""

    def remarks(self) -> list[Remark]:
        lists = {
            "Ends that are kept as what the list says, and not as acts: the status is computed without them.": (
                self.not_acts
            ),
            "Terminated, the list says, and it has no entry into force: recorded as an end of what never began.": (
                self.never_in_force
            ),
        }
        return [Remark(sentence, lines) for sentence, lines in lists.items() if lines]

    def lines(self, listed: Listed, named: Named) -> Iterator[Line]:
        first, of = listed.first, {"agreement": named.slug}
        if not named.is_on_record:
            yield self._agreement(listed, named.slug)
        for number, code in enumerate(sorted(first.parties), start=1):
            side = named.side(code, number if len(first.parties) == PAIR else None)
            yield _line(first, listed, "participant", of | {"party": code, "side": side})
        for title in dict.fromkeys(title for row in listed.rows for title in row.titles):
            yield _line(first, listed, "title", of | {"title": title, "language": "en"})
        for column, act, day in ((SIGNED, Act.SIGNATURE, "done_on"), (IN_FORCE, Act.ENTRY_INTO_FORCE, "effective_on")):
            if listed.day(column):
                yield self._act(listed, of, column, {"act": str(act)}, day)
        yield from self._end(listed, named, of)
        yield from self._assertions(listed, named.slug)

    def _agreement(self, listed: Listed, slug: str) -> Line:
        first = listed.first
        values = {
            "slug": slug,
            "title": first.cells[TITLE] or first.cells[SHORT],
            "short_title": cut(first.cells[SHORT] or first.cells[TITLE], SHORTEST),
            "form": TYPES[first.cells[TYPE]]["form"],
            "is_bilateral": len(first.parties) == PAIR,
            "nature": "treaty",
            "nature_sources": [_cite(listed)],
            "topics": ["economy"],
        }
        return _line(first, listed, "agreement", values)

    def _act(self, listed: Listed, of: Mapping[str, str], column: str, values: Mapping[str, str], key: str) -> Line:
        said, others = listed.said(column), listed.otherwise(column)
        given = {**of, **values, key: str(listed.day(column))}
        if others:
            days = ", ".join(sorted({str(other.days.get(column, other.cells[column])) for other in others}))
            also = f"Another workbook of the register has {days}."
            given["note"] = f"{values['note']} {also}" if "note" in values else also
        return _line(said, listed, "act", given, {key: column, "act": HOW if column == ENDED else column})

    def _end(self, listed: Listed, named: Named, of: Mapping[str, str]) -> Iterator[Line]:
        """The act by which it ended; or nothing, where the list says too little or what cannot be."""
        end, in_force = listed.day(ENDED), listed.day(IN_FORCE)
        how = termination_of(listed.said(HOW).cells[HOW])
        is_over = listed.said(STATUS).cells[STATUS] == OVER
        why = _why_no_act(listed, end, how, is_over=is_over)
        if why:
            self._not_an_act(listed, why)
        elif how and end and in_force is None:
            act = Act.REPLACEMENT_BEFORE_FORCE if how == REPLACED else Act.ABANDONMENT
            note = f"The list says: {how.lower()}; it has no entry into force."
            place = listed.said(HOW).at(HOW)
            self.never_in_force.append(Problem(place, f"{listed.key}: {how.lower()}, recorded as {act.label}"))
            yield self._act(listed, of, ENDED, {"act": str(act), "note": note}, "effective_on")
        elif how == DENOUNCED:
            if by := self._denounced_by(listed, named):
                given = {"act": str(ENDS[how][0]), "by": by}
                yield self._act(listed, of, ENDED, given, "effective_on")
        elif how and end:
            yield self._act(listed, of, ENDED, {"act": str(ENDS[how][0])}, "effective_on")

    def _denounced_by(self, listed: Listed, named: Named) -> str:
        """The code of the party that denounced it, which the list does not say: a person does, or says “unknown”."""
        answer, parties = named.answered.get(DENOUNCED_BY, ""), ", ".join(sorted(listed.first.parties))
        if answer.casefold() == UNKNOWN:
            self._not_an_act(listed, "denounced, and by whom is not on record")
        elif answer.upper() in listed.first.parties:
            return answer.upper()
        else:
            said = f"“{answer}” is no party to it" if answer else "The list does not say who denounced it"
            sentence = (
                f"{said}. Say it in the answers, under [{DENOUNCED_BY}]: “{listed.key}” = one of {parties}, "
                f"or “{UNKNOWN}”; “{ALL}” stands for all that are not named."
            )
            self.problems.append(Problem(listed.said(HOW).at(HOW), sentence, code=DENOUNCED_BY))
        return ""

    def _not_an_act(self, listed: Listed, why: str) -> None:
        self.not_acts.append(Problem(listed.said(ENDED).at(ENDED), f"{listed.key}: {why}"))

    def _assertions(self, listed: Listed, slug: str) -> Iterator[Line]:
        """What the list says of the status, once for each day of its files."""
        for day in dict.fromkeys(row.as_of for row in listed.rows):
            rows = [row for row in listed.rows if row.as_of == day]
            status = STATUSES[rows[0].cells[STATUS]]
            column = {AgreementStatus.IN_FORCE: IN_FORCE, AgreementStatus.SIGNED: SIGNED}.get(status, ENDED)
            since, how = rows[0].days.get(column), termination_of(rows[0].cells[HOW])
            values = {
                "agreement": slug,
                "slug": f"{slug}-unctad-{day}",
                "asserted_on": str(day),
                "status": str(status),
                "since": str(since) if since else None,
                "reason": str(ENDS[how][1]) if how and status is AgreementStatus.ENDED else None,
                "note": _note(rows),
            }
            yield _line(rows[0], listed, "assertion", values, {"status": STATUS, "since": column, "reason": HOW})


def _why_no_act(listed: Listed, end: date | None, how: str | None, *, is_over: bool) -> str:
    """Why the end of an agreement is no act; empty where it is one, or where nothing has ended."""
    in_force, signed = listed.day(IN_FORCE), listed.day(SIGNED)
    if end is None:
        return "ended, and the day is not in the list" if is_over else ""
    if how is None:
        return f"ended on {end}, and how is not in the list"
    if in_force and end <= in_force:
        return f"would end on {end}, and enter into force on {in_force}"
    if signed and end < signed:
        return f"would end on {end}, and be signed on {signed}"
    return "" if in_force or is_over else f"would end on {end}, has no entry into force, and is not called terminated"


def _note(rows: Sequence[Entry]) -> str:
    """What the list has beside: amendments, side instruments, files; and what another workbook has instead."""
    said = dict.fromkeys(f"{column}: {row.cells[column]}" for column in BESIDE for row in rows if row.cells[column])
    others = {row.cells[STATUS] for row in rows} - {rows[0].cells[STATUS]}
    said |= dict.fromkeys(f"Another workbook of the register has the status {one}" for one in sorted(others))
    return "".join(f"{text.rstrip('.')}. " for text in said).rstrip()


def _cite(listed: Listed) -> dict[str, str]:
    return {"source": TABLE, "locator": listed.key}


def _line(
    entry: Entry,
    listed: Listed,
    record: str,
    values: Mapping[str, Any],
    columns: Mapping[str, str] = MappingProxyType({}),
) -> Line:
    of_row = {"party": PARTIES, "title": TITLE, "form": TYPE, "": NUMBER} | dict(columns)
    numbers = {key: entry.sheet.columns[column] for key, column in of_row.items()}
    given = {key: value for key, value in values.items() if value is not None} | {"sources": [_cite(listed)]}
    return Line(entry.sheet.name, entry.number, record, given, lambda: numbers)


def _fact_line(record: str, where: tuple[str | int, ...], values: Mapping[str, Any]) -> Line:
    place = FACTS.place(where)
    return Line(place.file, place.line, record, {key: one for key, one in values.items() if key != RECORD}, dict)
