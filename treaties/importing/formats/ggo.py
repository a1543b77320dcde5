"""The GGO party tables of manytreaties, converted to Pacta events: one row per state and instrument, compiled by many.

Nothing of a row is lost: it becomes facts, or it is told with its line. What cannot be a fact of the record is *left
out*: a day on which nobody signed a resolution, a second consent of a party that is bound already, a code that is no
party. What is odd and kept is a *remark*. The rules judge what is recorded, as they judge what any register brings.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from treaties.actions.slugs import slug_of_act
from treaties.dates import PartialDate
from treaties.importing.events import RECORD, Line
from treaties.importing.formats.ggo_parties import Part, lines_of
from treaties.importing.formats.ggo_rows import (
    BEGIN,
    END,
    FORCE,
    IN_FORCE,
    RATIFIED,
    SIGNATURE,
    STATE,
    TERM,
    TITLE,
    TREATY,
    Entry,
    Odd,
    in_rows,
    letter_of,
    linked_to,
    read_entries,
)
from treaties.importing.formats.reading import Lines
from treaties.importing.formats.register_titles import LONGEST, SHORTEST, cut, form_of, slug_of
from treaties.importing.formats.told import Told
from treaties.importing.formats.toml import Document
from treaties.importing.names import Names
from treaties.importing.same_agreement import Candidate, Named
from treaties.vocabulary import Act, AgreementStatus, Nature, RelationKind

FACTS = Document.read(Path(__file__).with_suffix(".toml"), "ggo.toml")
TABLE = FACTS.values["table"]["slug"]
KINDS = FACTS.values["kinds"]
RELATIONS = {"E": RelationKind.AMENDS, "P": RelationKind.PROTOCOL_TO}
_OF_TWO = re.compile(r"([A-Z]{2,3})-([A-Z]{2,3})[_\[]")
_PARTIES_OF_A_PAIR = 2


def source_lines() -> list[Line]:
    return [_fact_line("source", ("table",), FACTS.values["table"])]


def read(paths: Sequence[Path], options: Mapping[str, Any]) -> Lines:
    """The tables as Pacta events. Raises Unreadable where a file is none."""
    told, names = Told(Odd.headings()), Names(TABLE, FACTS.values["answers"])
    treaties = _gathered(read_entries(paths, told), names, told)
    for treaty in treaties:
        treaty.judge(told)
    candidates = [treaty.candidate for treaty in treaties]
    # The lines of the parties are made once, so that what is odd in them is told once and before anything is asked.
    written = {treaty.key: _Written(treaty, told) for treaty in treaties}

    def write(named: Mapping[str, Named]) -> list[Line]:
        slugs = {key: one.slug for key, one in named.items()}
        return [line for key, one in written.items() for line in one.lines(named[key], slugs)]

    return Lines(
        [*source_lines(), *_name_lines(names)],
        edition_of=frozenset({TABLE}),
        candidates=candidates,
        write=write,
        of_its_agreements=True,
        remarks=told.remarks(),
        left_out=sorted(told.left_out),
    )


@dataclass(frozen=True)
class Treaty:
    """An instrument of the table: its rows by the code of the party."""

    key: str
    parts: Mapping[str, Sequence[Entry]]

    @cached_property
    def entries(self) -> list[Entry]:
        return sorted((one for some in self.parts.values() for one in some), key=lambda one: one.number)

    @cached_property
    def first(self) -> Entry:
        return self.entries[0]

    @cached_property
    def is_bound(self) -> bool:
        """Somebody ratified it, or it entered into force: that, and no title, makes it a treaty to us."""
        return any(one.days.get(column) for one in self.entries for column in (FORCE, RATIFIED, IN_FORCE))

    @property
    def is_agreement(self) -> bool:
        """Whether states sign it: by what the table says of it, or else by the compilers' kind."""
        return self.is_bound or letter_of(self.key) in KINDS

    @cached_property
    def title(self) -> str:
        return cut(self._of_most(TITLE), LONGEST)

    @cached_property
    def titles(self) -> dict[str, Entry]:
        """Each with the first row that has it."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            found.setdefault(cut(entry.fields[TITLE], LONGEST), entry)
        return found

    @cached_property
    def made_on(self) -> str:
        return self._of_most(SIGNATURE) or self._of_most(BEGIN)

    @cached_property
    def force(self) -> str:
        return self._of_most(FORCE)

    @cached_property
    def ends(self) -> list[tuple[str, Entry, str]]:
        """Each day on which it is said to end, with the first row that says so, and the column."""
        found: dict[str, tuple[Entry, str]] = {}
        for column in (END, TERM):
            for entry in self.entries:
                if day := entry.days.get(column):
                    found.setdefault(day, (entry, column))
        return sorted((day, *said) for day, said in found.items())

    @property
    def pair(self) -> list[str]:
        """The two parties of a bilateral instrument: its own name begins with two, and no others have rows."""
        return sorted(self.parts) if _OF_TWO.match(self.key) and len(self.parts) == _PARTIES_OF_A_PAIR else []

    @property
    def candidate(self) -> Candidate:
        slug = slug_of("ggo", self.key)
        day = PartialDate.parse(self.made_on) if self.made_on else None
        parties, place = frozenset(self.parts), self.first.at(TREATY)
        return Candidate(self.key, TABLE, slug, self.key, parties, day, self.title, bool(self.pair), place)

    def _of_most(self, column: str) -> str:
        """What most rows say of the whole; of as many, what the first says."""
        counts = Counter(value for one in self.entries if (value := _value(one, column)))
        return counts.most_common(1)[0][0] if counts else ""

    def judge(self, told: Told) -> None:
        """Tell where the rows disagree about the whole, and what else is odd about it."""
        for column, own in ((SIGNATURE, self.made_on), (BEGIN, self.made_on), (FORCE, self.force)):
            for entry in self.entries:
                if (value := entry.days.get(column)) and value != own:
                    told.leave_out(
                        entry.at(column), Odd.DISAGREES, f"{column} is {value}; of the instrument it is {own}."
                    )
        for title, entry in self.titles.items():
            if title != self.title:
                told.keep(entry.at(TITLE), Odd.TITLES, f"{self.key} is “{title}” here, and mostly “{self.title}”.")
            if title != entry.fields[TITLE]:
                told.keep(entry.at(TITLE), Odd.LONG_TITLE, entry.fields[TITLE])
        self._judge_ends(told)
        if not self.is_agreement:
            told.keep(
                self.first.at(TREATY), Odd.NO_AGREEMENT, f"{self.title} ({self.key}): form and nature are left open."
            )

    def _judge_ends(self, told: Told) -> None:
        counts = Counter(one.fields.get(END, "nothing") for one in self.entries)
        if len(counts) > 1:
            said = ", ".join(f"{value} in {in_rows(times)}" for value, times in sorted(counts.items()))
            told.keep(self.first.at(END), Odd.ENDS_DISAGREE, f"{self.key}: {said}.")
        start = PartialDate.parse(self.force) if self.force else None
        for day, entry, column in self.ends:
            last = PartialDate.parse(day).latest
            if start and last and start.earliest and last <= start.earliest:
                told.keep(entry.at(column), Odd.END_BEFORE_FORCE, f"{self.key}: ends {day}, in force {self.force}.")


@dataclass
class _Written:
    """The lines of an instrument under the name that its identifier gives it, to be renamed where it is on record."""

    treaty: Treaty
    told: Told

    def __post_init__(self) -> None:
        treaty, pair = self.treaty, self.treaty.pair
        self.part_lines = [
            line
            for code, entries in treaty.parts.items()
            for line in lines_of(
                Part("", code, TABLE, entries, treaty.is_agreement, pair.index(code) + 1 if pair else None), self.told
            )
        ]

    def lines(self, named: Named, slugs: Mapping[str, str]) -> Iterator[Line]:
        treaty = self.treaty
        yield from _whole_lines(treaty, named, slugs)
        for line in self.part_lines:
            values = dict(line.values) | {"agreement": named.slug}
            if line.record == "act":
                values["slug"] = f"{named.slug}{values['slug']}"
            else:
                side = named.side(values["party"], values.get("side"))
                values = {key: one for key, one in values.items() if key != "side"} | ({"side": side} if side else {})
            yield Line(line.file, line.number, line.record, values, line.columns)


def _whole_lines(treaty: Treaty, named: Named, slugs: Mapping[str, str]) -> Iterator[Line]:
    """The agreement, where it is new; its title, its making, its entry into force; what is said of its end."""
    of, cited = {"agreement": named.slug}, {"sources": [{"source": TABLE, "locator": treaty.key}]}
    if not named.is_on_record:
        yield treaty.first.line(
            "agreement", _agreement(treaty, named.slug) | cited | {"nature_sources": cited["sources"]}
        )
    for title, entry in treaty.titles.items():
        yield entry.line("title", of | {"title": title, "language": "en"} | cited)
    if treaty.made_on:
        act = {
            "act": Act.TEXT_ADOPTED.value,
            "slug": slug_of_act(named.slug, Act.TEXT_ADOPTED),
            "done_on": treaty.made_on,
        }
        yield treaty.first.line("act", of | act | cited, done_on=SIGNATURE)
    if treaty.force:
        force = {"act": Act.ENTRY_INTO_FORCE.value, "slug": slug_of_act(named.slug, Act.ENTRY_INTO_FORCE)}
        yield treaty.first.line("act", of | force | {"effective_on": treaty.force} | cited, effective_on=FORCE)
    for number, (day, entry, column) in enumerate(treaty.ends, start=1):
        said = {
            "slug": f"{named.slug}-end-{number}" if number > 1 else f"{named.slug}-end",
            "asserted_on": FACTS.values["table"]["published_on"],
            "status": AgreementStatus.ENDED.value,
            "since": day,
            "sources": [{"source": TABLE, "locator": f"{treaty.key}: {column}"}],
        }
        yield entry.line("assertion", of | said, since=column)
    kind, other = RELATIONS.get(letter_of(treaty.key)), slugs.get(linked_to(treaty.key))
    if kind and other and other != named.slug:
        yield treaty.first.line("relation", of | {"kind": kind.value, "other": other} | cited, other=TREATY)


def _agreement(treaty: Treaty, slug: str) -> dict[str, Any]:
    kind = KINDS.get(letter_of(treaty.key), "other texts")
    evidence = (
        "gives it as ratified or in force" if treaty.is_bound else "gives no ratification and no entry into force"
    )
    return {
        "slug": slug,
        "title": treaty.title,
        "short_title": cut(treaty.title, SHORTEST),
        "form": form_of(treaty.title).value,
        "is_bilateral": bool(treaty.pair),
        "nature": (Nature.TREATY if treaty.is_bound else Nature.UNKNOWN).value,
        "nature_note": f"Its compilers count it among {kind}; the table {evidence}.",
    }


def _gathered(entries: Iterator[Entry], names: Names, told: Told) -> list[Treaty]:
    """The rows by instrument and party. Rows of no party on record are left out, each with what answers for it."""
    found: dict[str, dict[str, list[Entry]]] = {}
    unknown: list[Entry] = []
    for entry in entries:
        missing = [column for column in (STATE, TREATY, TITLE) if column not in entry.fields]
        if missing:
            told.leave_out(entry.at(missing[0]), Odd.NO_NAME, f"{', '.join(missing)}: nothing is given.")
            continue
        parts = found.setdefault(entry.fields[TREATY], {})
        if code := names.code(entry.fields[STATE], entry.at(STATE)):
            parts.setdefault(code, []).append(entry)
        else:
            unknown.append(entry)
    questions = {name: problem.sentence for name, problem in zip(names.asked, names.problems(), strict=True)}
    for entry in unknown:
        told.leave_out(entry.at(STATE), Odd.UNKNOWN_PARTY, questions[entry.fields[STATE]])
    treaties = [Treaty(key, parts) for key, parts in found.items() if parts]
    for treaty in treaties:
        if (other := linked_to(treaty.key)) and other not in found:
            told.keep(treaty.first.at(TREATY), Odd.LINKED, f"{treaty.key} belongs to {other}.")
    return treaties


def _value(entry: Entry, column: str) -> str:
    return entry.fields.get(column, "") if column == TITLE else entry.days.get(column, "")


def _name_lines(names: Names) -> Iterator[Line]:
    for name, code in names.answers().items():
        yield _fact_line("name_in_source", ("answers", name), {"source": TABLE, "name": name, "party": code})


def _fact_line(record: str, where: tuple[str | int, ...], values: Mapping[str, Any]) -> Line:
    place = FACTS.place(where)
    return Line(place.file, place.line, record, {key: one for key, one in values.items() if key != RECORD}, dict)
