"""What rows may not say together: names of nothing, keys given twice, sides and lengths that do not fit."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from treaties.importing.entries import Entry, TreatyRows, within
from treaties.importing.matching import Record
from treaties.importing.problems import Place, Problem
from treaties.importing.rows import AgreementRow, CiteRow, ClauseRow
from treaties.importing.tables import Row, quoted
from treaties.vocabulary import ClauseKind


def problems_of(rows: TreatyRows, record: Record) -> Iterator[Problem]:
    """Everything that keeps these rows from being taken in."""
    for entries in (rows.source_entries(), rows.agreement_entries(), rows.act_entries(), rows.assertion_entries()):
        yield from twice(entries)
    yield from twice(rows.relation_entries(), key="other")
    yield from twice(rows.number_entries(), key="number")
    sources = {row.slug for row in rows.sources}
    agreements = {row.slug for row in rows.agreements}
    for row in rows.agreements:
        yield from unknown_sources(row, sources, record)
        yield from unknown_parties(row, record)
        for relation in row.relations:
            yield from unknown("agreement", relation.other, relation.at("other"), agreements, record.agreements)
        yield from wrong_sides(row)
        for clause in row.clauses:
            yield from wrong_length(clause)
        yield from given_twice(row)
    yield from taken(rows.act_entries(), record.acts)
    yield from taken(rows.assertion_entries(), record.assertions)
    yield from taken(rows.number_entries(), record.numbers, key="number")


def unknown_sources(row: Row, sources: set[str], record: Record) -> Iterator[Problem]:
    for cite in within(row):
        if isinstance(cite, CiteRow):
            yield from unknown("source", cite.source, cite.at("source"), sources, record.sources)


def unknown_parties(row: AgreementRow, record: Record) -> Iterator[Problem]:
    codes = {one.party for one in row.participants}
    for one in row.participants:
        yield from unknown_party(one.party, one.at("party"), record)
    for act in row.acts:
        if act.by and act.by not in codes:
            sentence = f"{quoted(act.by)} does not take part in this agreement; it has {', '.join(sorted(codes))}."
            yield Problem(act.at("by"), sentence)
        if act.done_by_predecessor:
            yield from unknown_party(act.done_by_predecessor, act.at("done_by_predecessor"), record)


def unknown_party(code: str, place: Place, record: Record) -> Iterator[Problem]:
    if code not in record.parties:
        sentence = f"No party {quoted(code)} is on record; “manage.py load_reference” loads the parties there are."
        yield Problem(place, sentence)


def wrong_sides(row: AgreementRow) -> Iterator[Problem]:
    sides = {one.side for one in row.participants}
    if row.is_bilateral and sides != {1, 2}:
        yield Problem(
            row.at("is_bilateral"), "A bilateral agreement has exactly two sides: give each participant side 1 or 2."
        )
    for one in row.participants:
        if not row.is_bilateral and one.side is not None:
            yield Problem(one.at("side"), "A multilateral agreement has no sides.")


def wrong_length(clause: ClauseRow) -> Iterator[Problem]:
    lengths = {"months": clause.months, "days": clause.days}
    given = [name for name, length in lengths.items() if length is not None]
    if clause.kind is ClauseKind.DURATION and given != ["months"]:
        yield Problem(clause.at("kind"), "A duration is given in months.")
    elif len(given) != 1:
        yield Problem(clause.at("kind"), "A notice period is given in months or in days.")
    for name in given:
        if lengths[name] == 0:
            yield Problem(clause.at(name), "A clause is longer than nothing.")


def given_twice(row: AgreementRow) -> Iterator[Problem]:
    yield from repeated([(one.party, one.at("party")) for one in row.participants], "A party takes part once")
    yield from repeated([((one.title, one.language), one.at("title")) for one in row.titles], "A title is given once")
    yield from repeated([(one.kind, one.at("kind")) for one in row.clauses], "There is one clause of a kind")


def repeated(keys: list[tuple[Hashable, Place]], sentence: str) -> Iterator[Problem]:
    seen: Counter[Hashable] = Counter()
    for key, place in keys:
        seen[key] += 1
        if seen[key] > 1:
            yield Problem(place, f"{sentence}; this is the {seen[key]}. time.")


def taken(entries: Iterable[Entry[Any]], shelf: Any, key: str = "slug") -> Iterator[Problem]:
    """What is on record already, as a fact of another agreement."""
    for entry in entries:
        recorded = shelf.get(entry.key)
        if recorded and recorded.agreement.slug != entry.of:
            sentence = f"{quoted(entry.name)} is on record already, under the agreement “{recorded.agreement.slug}”."
            yield Problem(entry.row.at(key), sentence)


def twice(entries: Iterable[Entry[Any]], key: str = "slug") -> Iterator[Problem]:
    """Rows of the files that share what they are known by; told at ``key`` of the later one."""
    first: dict[Hashable, Place] = {}
    for entry in entries:
        place = entry.row.at(key)
        if entry.key in first:
            yield Problem(
                place, f"{quoted(entry.name)} is already given at {first[entry.key]}; give this one a {key} of its own."
            )
        first.setdefault(entry.key, place)


def unknown(what: str, name: str, place: Place, *known: Collection[Hashable]) -> Iterator[Problem]:
    """A problem, unless one of the collections holds the name."""
    if any(name in names for names in known):
        return
    near = get_close_matches(name, [str(one) for names in known for one in names], n=1)
    advice = f" Did you mean “{near[0]}”?" if near else ""
    yield Problem(place, f"There is no {what} {quoted(name)}, neither in these files nor on record.{advice}")
