"""The records of UK Treaties Online: their names of countries, and their events with the days of each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from treaties.dates import PartialDate, shorten
from treaties.importing.events import Line
from treaties.importing.formats.days import NoDay, day_first, day_of_iso, stands_for_nothing
from treaties.importing.formats.json_records import JsonRecord, read_records
from treaties.importing.formats.register_titles import cut
from treaties.importing.formats.told import Told
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.vocabulary import Word

TITLE, COUNTRIES, KIND = "title", "country_name", "field3"
IDENTIFIERS = ("id", "treaty_id", "record_id", "reference", "lr_number")
"""Keys of what a record is known by, where it has one: the first of these."""
EVENTS = (SIGNED, ADOPTED, PROVISIONAL, IN_FORCE, TERMINATED, WITHDRAWN) = (
    "signed",
    "adopted",
    "provisional_eif",
    "definative_eif",
    "terminated",
    "withdrawn",
)
"""The register spells “definative” so."""
SPELT_RIGHT = "definitive_eif"
"""Should it ever correct that, or somebody who copied it."""
KINDS = {"BI": True, "BILATERAL": True, "MULTI": False, "MULTILATERAL": False}
SEPARATOR = ";"
LONGEST_KEY = 180
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MIDNIGHT = re.compile(r"T00:00:00(\.0+)?Z?")


class Odd(Word):
    """What is odd in a record, and what that means."""

    NOT_A_TEXT = "not_a_text", "A field holds no text"
    NO_TITLE = "no_title", "A record has no title"
    NO_KIND = "no_kind", "A record does not say whether it is bilateral or multilateral"
    NO_OTHER_SIDE = "no_other_side", "A bilateral record of which nobody on the other side is known"
    UNKNOWN_PARTY = "unknown_party", "A name of a country is no party on record"
    NOT_A_DAY = "not_a_day", "A field is no day"
    GIVEN_TWICE = "given_twice", "A record says what an earlier one says"
    NAMED_TWICE = "named_twice", "A record names a country twice"
    SAME_NAME = "same_name", "Records of one title and day say different things: told apart by their order"
    TERRITORY = "territory", "A territory takes part: under a bilateral record on the side of the United Kingdom"
    CLASS = "class", "A name written as a state, which is none on record"
    ENDED = "ended", "The register does not say how it ended: kept as an assertion of its status"
    NO_SIGNATURE = "no_signature", "A record gives no day of signature or adoption"
    FORCE_FIRST = "force_first", "It entered into force before it was signed"
    PLACEHOLDER = "placeholder", "A day that stands for an unknown one, or for an end that is open"
    LONG_TITLE = "long_title", "A title longer than the record holds was cut"
    FURTHER = "further", "Fields that are not taken in"

    @classmethod
    def headings(cls) -> dict[str, str]:
        return {str(one): f"{one.label}." for one in cls}


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, and from when it has effect: ISO days, empty where none is given; with the keys of its days."""

    name: str
    on: str = ""
    effective: str = ""

    @property
    def day(self) -> str:
        """The day from which it has effect; where none is given, on which it happened."""
        return self.effective or self.on

    @property
    def key(self) -> str:
        return f"{self.name}_event_{'effective_' if self.effective else ''}date"


@dataclass(frozen=True)
class Entry:
    """One record, read: ``key`` is what it is known by from edition to edition."""

    record: JsonRecord
    key: str
    title: str
    is_bilateral: bool
    names: tuple[str, ...]
    events: Mapping[str, Event]

    def at(self, key: str = "") -> Place:
        return self.record.at(key)

    @property
    def made_on(self) -> str:
        made = self.events.get(SIGNED) or self.events.get(ADOPTED)
        return (made.on or made.effective) if made else ""

    def line(self, record: str, values: Mapping[str, Any], **keys: str) -> Line:
        """``keys`` say under which key of the record each key of the line stands."""
        known = {"title": TITLE, "party": COUNTRIES, "is_bilateral": KIND, "by": COUNTRIES} | keys
        at = self.record.at

        def columns() -> dict[str, int]:
            return {key: at(name).column for key, name in known.items()}

        return Line(self.record.file.name, self.record.number, record, values, columns)


def read_entries(paths: Iterable[Path], told: Told) -> list[Entry]:
    """The records of all files. Raises Unreadable where one is no JSON."""
    problems: list[Problem] = []
    records: list[JsonRecord] = []
    for path in paths:
        try:
            records += read_records(path)
        except Unreadable as unreadable:
            problems += unreadable.problems
    if problems:
        raise Unreadable(problems)
    entries = [entry for record in records if (entry := _entry(record, told))]
    _tell_further(records, told)
    return list(_named(entries, told))


def _entry(record: JsonRecord, told: Told) -> Entry | None:
    texts = {_own(key): text for key in record.values if (text := _text(record, key, told))}
    if TITLE not in texts:
        told.leave_out(record.at(TITLE), Odd.NO_TITLE, "This record has no “title”.")
        return None
    kind = texts.get(KIND, "").upper()
    if kind not in KINDS:
        sentence = f"“{KIND}” is “{texts.get(KIND, '')}”; BI or MULTI is expected. The record: {texts[TITLE]}."
        told.leave_out(record.at(KIND), Odd.NO_KIND, sentence)
        return None
    events = {name: event for name in EVENTS if (event := _event(record, name, texts, told)).day}
    given = [" ".join(name.split()) for name in texts.get(COUNTRIES, "").split(SEPARATOR) if name.strip()]
    for name in (name for name, times in Counter(given).items() if times > 1):
        told.keep(record.at(COUNTRIES), Odd.NAMED_TWICE, f"{name}.")
    entry = Entry(record, "", texts[TITLE], KINDS[kind], tuple(dict.fromkeys(given)), events)
    own = next((texts[key] for key in IDENTIFIERS if key in texts), "")
    return replace(entry, key=_key(own or f"{entry.title} ({entry.made_on or 'no day'})"))


def _key(name: str) -> str:
    """What is longer than a place in a source may be ends in a checksum."""
    if len(name) <= LONGEST_KEY:
        return name
    return f"{cut(name, LONGEST_KEY - 10)} {sha256(name.encode()).hexdigest()[:8]}"


def _text(record: JsonRecord, key: str, told: Told) -> str:
    """The text of a field; what is null, or a list of one text, is as its search engine gives it."""
    value = record.values[key]
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not key.isprintable():
        sentence = f"“{shorten(key)}” is the name of no field: it holds a character that cannot be seen."
        told.leave_out(record.at(key), Odd.NOT_A_TEXT, sentence)
        return ""
    if value is None or not _is_ours(key):
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and key in IDENTIFIERS:
        value = str(value)
    if not isinstance(value, str) or _UNWRITABLE.search(value):
        told.leave_out(record.at(key), Odd.NOT_A_TEXT, f"“{key}” holds no text that can be kept.")
        return ""
    return " ".join(value.split())


def _own(key: str) -> str:
    return key.replace(SPELT_RIGHT, IN_FORCE) if key.startswith(SPELT_RIGHT) else key


def _is_ours(key: str) -> bool:
    days = {f"{name}_event_{part}date" for name in EVENTS for part in ("", "effective_")}
    return _own(key) in {TITLE, COUNTRIES, KIND, *IDENTIFIERS, *days}


def _event(record: JsonRecord, name: str, texts: Mapping[str, str], told: Told) -> Event:
    days = [_day(record, f"{name}_event_{part}date", texts, told) for part in ("", "effective_")]
    return Event(name, days[0], "" if days[1] == days[0] else days[1])


def _day(record: JsonRecord, key: str, texts: Mapping[str, str], told: Told) -> str:
    """dd/mm/yyyy, as the register writes it; an ISO day, with or without midnight, means nothing else either."""
    text = _MIDNIGHT.sub("", texts.get(key, ""))
    if not text:
        return ""
    if stands_for_nothing(text):
        told.keep(record.at(key), Odd.PLACEHOLDER, f"{key}: {text}.")
        return ""
    try:
        return (day_of_iso(text) if "-" in text else day_first(text)).isoformat()
    except NoDay as error:
        told.leave_out(record.at(key), Odd.NOT_A_DAY, f"{key}: {error}")
        return ""


def _named(entries: Iterable[Entry], told: Told) -> Iterator[Entry]:
    """Without records that say what an earlier one says; of one name and saying other things, numbered."""
    seen: dict[str, dict[Any, Entry]] = {}
    for entry in entries:
        says = (entry.title, entry.is_bilateral, entry.names, tuple(entry.events.values()))
        same = seen.setdefault(entry.key, {})
        if says in same:
            told.keep(entry.at(), Odd.GIVEN_TWICE, f"{entry.title}: the same as in line {same[says].record.number}.")
            continue
        if same:
            told.keep(entry.at(), Odd.SAME_NAME, f"{entry.key}: the {len(same) + 1}. of that name.")
        same[says] = entry
        yield replace(entry, key=f"{entry.key} ({len(same)})") if len(same) > 1 else entry


def _tell_further(records: Iterable[JsonRecord], told: Told) -> None:
    further: dict[str, JsonRecord] = {}
    times: Counter[str] = Counter()
    for record in records:
        for key, value in record.values.items():
            if not _is_ours(key) and value not in (None, "", []):
                further.setdefault(key, record)
                times[key] += 1
    for key, record in further.items():
        told.keep(record.at(key), Odd.FURTHER, f"“{cut(key, 60)}”, first here; {times[key]:,} in all.")


def when(day: str) -> PartialDate | None:
    return PartialDate.parse(day) if day else None
