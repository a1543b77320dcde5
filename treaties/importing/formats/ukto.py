"""The records of UK Treaties Online, converted to Pacta events: one treaty of the United Kingdom each.

The United Kingdom is a party of every record, named or not. The events are of the treaty as a whole; only a withdrawal
from a multilateral treaty is the United Kingdom's own act. How a treaty ended the register does not say: that is kept
as an assertion, which the record answers and does not obey.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treaties.actions.slugs import slug_of_act
from treaties.importing.events import RECORD, Line
from treaties.importing.formats.reading import Lines
from treaties.importing.formats.register_titles import LONGEST, SHORTEST, cut, form_of, slug_of
from treaties.importing.formats.told import Told
from treaties.importing.formats.toml import Document
from treaties.importing.formats.ukto_rows import (
    ADOPTED,
    COUNTRIES,
    IN_FORCE,
    PROVISIONAL,
    SIGNED,
    TERMINATED,
    TITLE,
    WITHDRAWN,
    Entry,
    Event,
    Odd,
    read_entries,
    when,
)
from treaties.importing.names import Names
from treaties.importing.same_agreement import Candidate, Named
from treaties.models import Party
from treaties.vocabulary import Act, AgreementStatus, Nature, PartyKind

FACTS = Document.read(Path(__file__).with_suffix(".toml"), "ukto.toml")
TABLE = FACTS.values["table"]["slug"]
UK = FACTS.values["implied"]["party"]
UK_NAMES = frozenset(FACTS.values["implied"]["names"])
OURS, THEIRS = 1, 2
"""The sides of a bilateral treaty: the United Kingdom with its territories, and the others."""
ACTS = {
    ADOPTED: (Act.TEXT_ADOPTED, "done_on"),
    SIGNED: (Act.SIGNATURE, "done_on"),
    PROVISIONAL: (Act.PROVISIONAL_APPLICATION, "effective_on"),
    IN_FORCE: (Act.ENTRY_INTO_FORCE, "effective_on"),
}
"""The act of the whole that an event is, and the date of it that counts."""


def source_lines() -> list[Line]:
    return [_fact_line("source", ("table",), FACTS.values["table"])]


def read(paths: Sequence[Path], options: Mapping[str, Any]) -> Lines:
    """The records as Pacta events. Raises Unreadable where a file is no JSON of records."""
    told, names = Told(Odd.headings()), Names(TABLE, FACTS.values["answers"])
    treaties = _treaties(read_entries(paths, told), names, told)
    for treaty in treaties:
        treaty.judge(told)

    def write(named: Mapping[str, Named]) -> list[Line]:
        return [line for treaty in treaties for line in treaty.lines(named[treaty.entry.key])]

    answers = [
        _fact_line("name_in_source", ("answers", name), {"source": TABLE, "name": name, "party": code})
        for name, code in names.answers().items()
    ]
    return Lines(
        [*source_lines(), *answers],
        edition_of=frozenset({TABLE}),
        candidates=[treaty.candidate for treaty in treaties],
        write=write,
        of_its_agreements=True,
        remarks=told.remarks(),
        left_out=sorted(told.left_out),
    )


@dataclass(frozen=True)
class Treaty:
    """A record with its parties understood: by code, each with its side where there are sides."""

    entry: Entry
    sides: Mapping[str, int | None]

    @property
    def title(self) -> str:
        return cut(self.entry.title, LONGEST)

    @property
    def candidate(self) -> Candidate:
        entry = self.entry
        slug, parties = slug_of("ukto", entry.key), frozenset(self.sides)
        return Candidate(
            entry.key,
            TABLE,
            slug,
            entry.key,
            parties,
            when(entry.made_on),
            self.title,
            entry.is_bilateral,
            entry.at(TITLE),
        )

    def judge(self, told: Told) -> None:
        """Tell what is odd and kept."""
        entry, events = self.entry, self.entry.events
        if self.title != entry.title:
            told.keep(entry.at(TITLE), Odd.LONG_TITLE, entry.title)
        if not entry.made_on:
            told.keep(entry.at(), Odd.NO_SIGNATURE, f"{self.title}.")
        signed, force = events.get(SIGNED), events.get(IN_FORCE)
        if signed and force and signed.on and force.day < signed.on:
            told.keep(entry.at(force.key), Odd.FORCE_FIRST, f"In force {force.day}, signed {signed.on}.")
        for event in self.ends:
            told.keep(entry.at(event.key), Odd.ENDED, f"{event.name.capitalize()} {event.day}: {self.title}.")

    @property
    def ends(self) -> list[Event]:
        """Events that end the whole, without a ground that the register gives."""
        names = (TERMINATED, WITHDRAWN) if self.entry.is_bilateral else (TERMINATED,)
        return [self.entry.events[name] for name in names if name in self.entry.events]

    def lines(self, named: Named) -> Iterator[Line]:
        entry, of = self.entry, {"agreement": named.slug}
        cited = {"sources": [{"source": TABLE, "locator": entry.key}]}
        if not named.is_on_record:
            yield entry.line("agreement", self._agreement(named.slug) | cited | {"nature_sources": cited["sources"]})
        yield entry.line("title", of | {"title": self.title, "language": "en"} | cited)
        for code, own in self.sides.items():
            side = named.side(code, own)
            yield entry.line("participant", of | {"party": code} | ({"side": side} if side else {}) | cited)
        for name, (act, counts) in ACTS.items():
            if event := entry.events.get(name):
                yield self._act(event, of | cited, act, counts)
        if not entry.is_bilateral and (event := entry.events.get(WITHDRAWN)):
            yield self._withdrawal(event, of | cited)
        for event in self.ends:
            said = {"slug": f"{named.slug}-{event.name}", "status": AgreementStatus.ENDED.value, "since": event.day}
            yield entry.line("assertion", of | said | {"asserted_on": event.day} | cited, since=event.key)

    def _agreement(self, slug: str) -> dict[str, Any]:
        return {
            "slug": slug,
            "title": self.title,
            "short_title": cut(self.title, SHORTEST),
            "form": form_of(self.title).value,
            "is_bilateral": self.entry.is_bilateral,
            "nature": Nature.TREATY.value,
        }

    def _act(self, event: Event, of: Mapping[str, Any], act: Act, counts: str) -> Line:
        """Both days where the register gives two; one alone is the one that counts."""
        days = {"done_on": event.on, "effective_on": event.effective} if event.on and event.effective else {}
        keys = {"done_on": f"{event.name}_event_date", "effective_on": f"{event.name}_event_effective_date"}
        days = days or {counts: event.day}
        keys |= {counts: event.key} if len(days) == 1 else {}
        values = {"act": act.value, "slug": slug_of_act(of["agreement"], act)}
        return self.entry.line("act", {**of, **values, **days}, **keys)

    def _withdrawal(self, event: Event, of: Mapping[str, Any]) -> Line:
        """From a multilateral treaty: notice given on the day of the event, with the effect that is given, if any."""
        act = Act.NOTICE_OF_TERMINATION if event.on else Act.WITHDRAWAL_TAKES_EFFECT
        days = {key: day for key, day in (("done_on", event.on), ("effective_on", event.effective)) if day}
        values = {"act": act.value, "by": UK, "slug": slug_of_act(of["agreement"], act, UK)}
        return self.entry.line(
            "act", {**of, **values, **days}, done_on=f"{WITHDRAWN}_event_date", effective_on=event.key
        )


def _treaties(entries: Sequence[Entry], names: Names, told: Told) -> list[Treaty]:
    kinds = dict(Party.objects.order_by().values_list("code", "kind"))
    read = [(entry, _codes(entry, names, kinds, told)) for entry in entries]
    questions = {name: one.sentence for name, one in zip(names.asked, names.problems(), strict=True)}
    found = []
    for entry, codes in read:
        for name in (name for name, code in codes.items() if not code and name in questions):
            told.leave_out(entry.at(COUNTRIES), Odd.UNKNOWN_PARTY, questions[name])
        others = [code for code in dict.fromkeys(codes.values()) if code and code != UK]
        if entry.is_bilateral and not others:
            sentence = f"Nobody is known on the other side of “{entry.title}”, which is left out."
            told.leave_out(entry.at(COUNTRIES), Odd.NO_OTHER_SIDE, sentence)
            continue
        found.append(Treaty(entry, dict(_sides(entry, others, kinds, told))))
    return found


def _codes(entry: Entry, names: Names, kinds: Mapping[str, str], told: Told) -> dict[str, str]:
    """The parties by the names of a record: in capitals a state, otherwise a territory."""
    codes = {}
    for name in entry.names:
        codes[name] = code = UK if name in UK_NAMES else names.code(name, entry.at(COUNTRIES))
        is_answered = name in names.on_record or name in names.coming
        if not code or is_answered or name in UK_NAMES:
            continue
        kind = kinds[code]
        if name != name.upper() and kind == PartyKind.STATE:
            codes[name] = ""
            sentence = (
                f"“{name}” is written as a territory, and on record it is the state {code}. "
                f"Say which is meant: {names.command(name, code)}"
            )
            told.leave_out(entry.at(COUNTRIES), Odd.UNKNOWN_PARTY, sentence)
        elif name == name.upper() and kind == PartyKind.TERRITORY:
            told.keep(entry.at(COUNTRIES), Odd.CLASS, f"{name} ({code}) is a territory on record.")
    return codes


def _sides(
    entry: Entry, others: Sequence[str], kinds: Mapping[str, str], told: Told
) -> Iterator[tuple[str, int | None]]:
    """Territories of a bilateral treaty with a state are those to which the United Kingdom extends it."""
    states = [code for code in others if kinds[code] != PartyKind.TERRITORY]
    yield UK, OURS if entry.is_bilateral else None
    for code in others:
        theirs = code in states or not states
        if kinds[code] == PartyKind.TERRITORY:
            told.keep(entry.at(COUNTRIES), Odd.TERRITORY, f"{code}: {entry.title}.")
        yield code, (THEIRS if theirs else OURS) if entry.is_bilateral else None


def _fact_line(record: str, where: tuple[str | int, ...], values: Mapping[str, Any]) -> Line:
    place = FACTS.place(where)
    return Line(place.file, place.line, record, {key: one for key, one in values.items() if key != RECORD}, dict)
