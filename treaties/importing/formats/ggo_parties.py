"""What the rows of one state under one instrument give: its acts, each day once, and what cannot stand beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from treaties.actions.slugs import slug_of_act
from treaties.dates import PartialDate
from treaties.importing.events import Line
from treaties.importing.formats.ggo_rows import (
    COMMENTS,
    END,
    ENDED,
    IN_FORCE,
    OF_STATE,
    RATIFIED,
    SIGNED,
    STATE,
    TREATY,
    Entry,
    Odd,
)
from treaties.importing.formats.told import Told
from treaties.vocabulary import Act

NOTE = "Comment of the table: {}"
UNSIGNED = "states do not sign such a text; it is on record that this one takes part, without the day."


@dataclass(frozen=True)
class Part:
    """A party of an instrument with its rows, in the order of the files."""

    slug: str
    """Of the agreement."""
    code: str
    source: str
    entries: Sequence[Entry]
    is_agreement: bool
    """Whether states sign it, and are bound by it."""
    side: int | None = None

    def cites(self, entries: Sequence[Entry], number: int = 1) -> list[dict[str, str]]:
        """The places in the table: the same from edition to edition. ``number`` tells a second act of a kind."""
        names = dict.fromkeys(f"{one.fields[TREATY]}: {one.fields[STATE]}" for one in entries)
        return [{"source": self.source, "locator": f"{name} ({number})" if number > 1 else name} for name in names]


@dataclass(frozen=True, slots=True)
class Said:
    """A day of a column, with the rows that give it."""

    day: str
    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        return self.entries[0]

    @property
    def when(self) -> PartialDate:
        return PartialDate.parse(self.day)


def lines_of(part: Part, told: Told) -> Iterator[Line]:
    """The participant, and what it did."""
    distinct = _distinct(part, told)
    participant = {"agreement": part.slug, "party": part.code, "side": part.side, "sources": part.cites(distinct)}
    yield part.entries[0].line("participant", {key: value for key, value in participant.items() if value is not None})
    if part.is_agreement:
        lines = [*_signatures(part, distinct, told), *_bonds(part, distinct, told)]
    else:
        lines = []
        _unsigned(distinct, told)
    yield from lines
    recorded = {(line.file, line.number) for line in lines}
    for entry in distinct:
        if not any(entry.days.get(column) for column in OF_STATE):
            told.keep(entry.at(STATE), Odd.NO_DAY, f"{entry.fields[STATE]} takes part; no day is given.")
        if COMMENTS in entry.fields and (entry.sheet.name, entry.number) not in recorded:
            told.keep(entry.at(COMMENTS), Odd.COMMENT, entry.fields[COMMENTS])


def _distinct(part: Part, told: Told) -> list[Entry]:
    """Without rows that say what an earlier one says."""
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in part.entries:
        first = seen.setdefault(entry.says, entry)
        if first is not entry:
            told.keep(entry.at(STATE), Odd.GIVEN_TWICE, f"{part.code}: the same as in line {first.number}.")
    distinct = list(seen.values())
    for entry in distinct[1:]:
        told.keep(entry.at(STATE), Odd.DOUBLED, f"{part.code}: beside line {distinct[0].number}.")
    return distinct


def _said(column: str, entries: Sequence[Entry]) -> list[Said]:
    """The days of a column, the first to have happened first."""
    days: dict[str, list[Entry]] = {}
    for entry in entries:
        if day := entry.days.get(column):
            days.setdefault(day, []).append(entry)
    return sorted((Said(day, tuple(some)) for day, some in days.items()), key=lambda said: said.when.in_order)


def _act(part: Part, act: Act, said: Said, days: Mapping[str, str], number: int = 1, **columns: str) -> Line:
    slug = slug_of_act(part.slug, act, part.code)
    comments = dict.fromkeys(one.fields[COMMENTS] for one in said.entries if COMMENTS in one.fields)
    values: dict[str, Any] = {
        "agreement": part.slug,
        "act": act.value,
        "by": part.code,
        "slug": f"{slug}-{number}" if number > 1 else slug,
        "sources": part.cites(said.entries, number),
        **days,
    }
    note = {"note": NOTE.format(" · ".join(comments))} if comments else {}
    return said.first.line("act", values | note, **columns)


def _signatures(part: Part, entries: Sequence[Entry], told: Told) -> Iterator[Line]:
    """One for each day: where rows disagree, the rules warn, and both stand."""
    for number, said in enumerate(_said(SIGNED, entries), start=1):
        yield _act(part, Act.SIGNATURE, said, {"done_on": said.day}, number, done_on=SIGNED)
        for entry in said.entries:
            if entry.days.get(IN_FORCE) == said.day:
                told.keep(entry.at(SIGNED), Odd.SIGNED_WHEN_BOUND, f"{part.code}: {said.day}.")


def _bonds(part: Part, entries: Sequence[Entry], told: Told) -> Iterator[Line]:
    """Its consent, its entry into force and its end: once each, for no party is bound while it is bound."""
    consents, starts = _said(RATIFIED, entries), _said(IN_FORCE, entries)
    for column, further, odd in ((RATIFIED, consents, Odd.SECOND_CONSENT), (IN_FORCE, starts, Odd.SECOND_ENTRY)):
        for said in further[1:]:
            for entry in said.entries:
                first = f"line {further[0].first.number} has {further[0].day}"
                sentence = (
                    f"{column} of {part.code} is {said.day}; {first}, and a party that is bound is not bound anew."
                )
                told.leave_out(entry.at(column), odd, sentence)
    effect = {"effective_on": starts[0].day} if starts else {}
    if consents:
        days = {"done_on": consents[0].day} | effect
        yield _act(part, Act.RATIFICATION, consents[0], days, done_on=RATIFIED, effective_on=IN_FORCE)
    elif starts:
        yield _act(part, Act.ENTRY_INTO_FORCE_FOR_PARTY, starts[0], effect, effective_on=IN_FORCE)
    yield from _ends(part, entries, (starts or consents)[:1], told)


def _ends(part: Part, entries: Sequence[Entry], begun: Sequence[Said], told: Told) -> Iterator[Line]:
    """What the table calls its end for the state. Where it is the end of the whole, that is asserted of the whole."""
    own = [said for said in _said(ENDED, entries) if any(one.days.get(END) != said.day for one in said.entries)]
    for said in own:
        after = begun and said.when.possible_from > (begun[0].when.latest or said.when.possible_from)
        if after and said is own[0]:
            yield _act(part, Act.WITHDRAWAL_TAKES_EFFECT, said, {"effective_on": said.day}, effective_on=ENDED)
            continue
        for entry in said.entries:
            since = f"bound from {begun[0].day}" if begun else "never bound"
            told.leave_out(entry.at(ENDED), Odd.NO_END, f"{ENDED} of {part.code} is {said.day}; it was {since}.")


def _unsigned(entries: Sequence[Entry], told: Told) -> None:
    """Of a text that states do not sign: a resolution, a strategy."""
    for entry in entries:
        if day := entry.days.get(SIGNED):
            told.leave_out(
                entry.at(SIGNED), Odd.NO_SIGNATURE, f"{SIGNED} of {entry.fields[STATE]} is {day}: {UNSIGNED}"
            )
        if (day := entry.days.get(ENDED)) and entry.days.get(END) != day:
            told.leave_out(entry.at(ENDED), Odd.NO_END, f"{ENDED} of {entry.fields[STATE]} is {day}.")
