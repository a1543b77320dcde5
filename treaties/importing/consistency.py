"""What rows may not say together: names of nothing, keys given twice, sides and clauses that do not fit."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from treaties.importing.clauses import wrong_clauses
from treaties.importing.entries import Entry, TreatyRows
from treaties.importing.matching import Record
from treaties.importing.problems import Place, Problem
from treaties.importing.rows import (
    ActRow,
    AgreementRow,
    AssertionRow,
    CiteRow,
    ClauseRow,
    NameRow,
    NumberRow,
    ParticipantRow,
    PartyCodeRow,
    PartyNameRow,
    RelationRow,
    TitleRow,
)
from treaties.importing.tables import Row, quoted

OF_AGREEMENTS = (ParticipantRow, TitleRow, NumberRow, ClauseRow, RelationRow, ActRow, AssertionRow)
"""The rows that may be of an agreement that is in none of the files."""


def problems_of(rows: TreatyRows, record: Record) -> Iterator[Problem]:
    """Everything that keeps these rows from being taken in."""
    yield from given_twice(rows)
    yield from unknown_names(rows, record)
    yield from unknown_parties(rows, record)
    for row in rows.agreements:
        yield from wrong_sides(row)
    yield from wrong_further_sides(rows, record)
    yield from wrong_clauses(rows.clause_entries())
    yield from taken(rows.act_entries(), record.acts)
    yield from taken(rows.assertion_entries(), record.assertions)
    yield from taken(rows.number_entries(), record.numbers, key="number")


def given_twice(rows: TreatyRows) -> Iterator[Problem]:
    yield from twice(rows.source_entries())
    yield from twice(rows.party_entries(), key="code")
    yield from twice(rows.agreement_entries())
    yield from twice(rows.act_entries())
    yield from twice(rows.assertion_entries())
    yield from twice(rows.act_retraction_entries())
    yield from twice(rows.assertion_retraction_entries())
    yield from twice(rows.relation_entries(), key="other")
    yield from twice(rows.number_entries(), key="number")
    yield from twice(rows.name_entries(), key="name")
    yield from twice(rows.succession_entries(), key="predecessor")
    yield from twice(rows.party_name_entries(), key="name")
    yield from twice(rows.party_code_entries(), key="code")
    yield from repeated(rows.participant_entries(), "party", "A party takes part once")
    yield from repeated(rows.title_entries(), "title", "A title is given once")


def unknown_names(rows: TreatyRows, record: Record) -> Iterator[Problem]:
    """Sources, agreements and acts that are neither in the files nor on record."""
    sources = {row.slug for row in rows.sources}
    for row in rows.every_row():
        if isinstance(row, CiteRow | NameRow) and row.source not in sources and row.source not in record.sources:
            yield from unknown("source", row.source, row.at("source"), sources, record.sources)
    agreements = {row.slug for row in rows.agreements}
    for fact in rows.facts:
        if isinstance(fact.row, OF_AGREEMENTS) and fact.of[0] not in record.agreements:
            yield from unknown("agreement", fact.of[0], fact.row.at("agreement"), agreements, record.agreements)
    for entry in rows.relation_entries():
        yield from unknown("agreement", entry.row.other, entry.row.at("other"), agreements, record.agreements)
    acts = {entry.key for entry in rows.act_entries()}
    assertions = {entry.key for entry in rows.assertion_entries()}
    for act in rows.act_entries():
        if act.row.about:
            yield from unknown("act", act.row.about, act.row.at("about"), acts, record.acts)
    for retraction in rows.act_retractions:
        yield from unknown("act", retraction.slug, retraction.at("slug"), acts, record.acts)
    for retraction in rows.assertion_retractions:
        yield from unknown("assertion", retraction.slug, retraction.at("slug"), assertions, record.assertions)


def unknown_parties(rows: TreatyRows, record: Record) -> Iterator[Problem]:
    new = {row.code for row in rows.parties}
    takes_part: dict[str, set[str]] = {}
    joining = [(entry.of, entry.row.party) for entry in rows.participant_entries()]
    for of, code in [*record.takes_part(), *joining]:
        takes_part.setdefault(of, set()).add(code)
    for entry in rows.participant_entries():
        yield from unknown_party(entry.row.party, entry.row.at("party"), record, new)
    for clause in rows.clause_entries():
        for named in clause.row.parties:
            yield from unknown_party(named.party, named.at("party"), record, new)
    for act in rows.act_entries():
        row, codes = act.row, takes_part.get(act.of, set())
        if row.by and row.by not in codes:
            some = f"it has {', '.join(sorted(codes)[:12])}{' …' if len(codes) > 12 else ''}"
            yield Problem(row.at("by"), f"{quoted(row.by)} does not take part in this agreement; {some}.")
        for key in ("done_by_predecessor", "towards"):
            if getattr(row, key):
                yield from unknown_party(getattr(row, key), row.at(key), record, new)
    for succession in rows.successions:
        for key in ("predecessor", "successor"):
            yield from unknown_party(getattr(succession, key), succession.at(key), record, new)
    for name in rows.names:
        yield from unknown_party(name.party, name.at("party"), record, new)
    for fact in rows.facts:
        if isinstance(fact.row, PartyNameRow | PartyCodeRow):
            yield from unknown_party(fact.of[0], fact.row.at("party"), record, new)


def unknown_party(code: str, place: Place, record: Record, new: Collection[str] = ()) -> Iterator[Problem]:
    if code not in record.parties and code not in new:
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


def wrong_further_sides(rows: TreatyRows, record: Record) -> Iterator[Problem]:
    """Of participants that join an agreement on record."""
    for entry in rows.participant_entries():
        agreement, row = record.agreements.get(entry.of), entry.row
        if agreement and agreement.is_bilateral and row.side not in (1, 2):
            yield Problem(row.at("side"), "A bilateral agreement has exactly two sides: say 1 or 2.")
        elif agreement and not agreement.is_bilateral and row.side is not None:
            yield Problem(row.at("side"), "A multilateral agreement has no sides.")


def repeated(entries: Iterable[Entry[Any]], key: str, sentence: str) -> Iterator[Problem]:
    seen: Counter[Hashable] = Counter()
    for entry in entries:
        seen[entry.key] += 1
        if seen[entry.key] > 1:
            yield Problem(entry.row.at(key), f"{sentence}; this is the {seen[entry.key]}. time.")


def taken(entries: Iterable[Entry[Any]], shelf: Any, key: str = "slug") -> Iterator[Problem]:
    """What is on record already, as a fact of another agreement."""
    for entry in entries:
        recorded = shelf.get(entry.key)
        if recorded and recorded.agreement.slug != entry.of:
            sentence = f"{quoted(entry.name)} is on record already, under the agreement “{recorded.agreement.slug}”."
            yield Problem(entry.row.at(key), sentence)


def twice(entries: Iterable[Entry[Any]], key: str = "slug") -> Iterator[Problem]:
    """Rows of the files that share what they are known by; told at ``key`` of the later one."""
    first: dict[Hashable, Row] = {}
    for entry in entries:
        before = first.setdefault(entry.key, entry.row)
        if before is not entry.row:
            sentence = f"{quoted(entry.name)} is already given at {before.at(key)}; give this one a {key} of its own."
            yield Problem(entry.row.at(key), sentence)


def unknown(what: str, name: Hashable, place: Place, *known: Collection[Hashable]) -> Iterator[Problem]:
    """A problem, unless one of the collections holds the name."""
    if any(name in names for names in known):
        return
    said = " ".join(str(part) for part in name if part != "") if isinstance(name, tuple) else str(name)
    near = get_close_matches(said, [str(one) for names in known for one in names], n=1)
    advice = f" Did you mean “{near[0]}”?" if near else ""
    yield Problem(place, f"There is no {what} {quoted(said)}, neither in these files nor on record.{advice}")
