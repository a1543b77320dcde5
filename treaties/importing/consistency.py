"""What rows may not say together: names of nothing, keys given twice, sides and clauses that do not fit."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from treaties.importing.clauses import wrong_clauses
from treaties.importing.entries import Entry, TreatyRows
from treaties.importing.matching import Record
from treaties.importing.parts import Brought, Parts
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


def problems_of(rows: TreatyRows, record: Record, brought: Brought | None = None) -> Iterator[Problem]:
    """Everything that keeps these rows from being taken in; ``brought`` is what all rows bring, of which these are a
    part."""
    brought = brought or Brought.by(rows)
    yield from given_twice(rows)
    yield from unknown_names(rows, record, brought)
    yield from unknown_parties(rows, record, brought)
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
    yield from twice(rows.act_retraction_entries())
    yield from twice(rows.assertion_retraction_entries())
    yield from twice(rows.relation_entries(), key="other")
    yield from twice(rows.name_entries(), key="name")
    yield from twice(rows.succession_entries(), key="predecessor")
    yield from twice(rows.party_name_entries(), key="name")
    yield from twice(rows.party_code_entries(), key="code")
    yield from repeated(rows.participant_entries(), "party", "A party takes part once")
    yield from repeated(rows.title_entries(), "title", "A title is given once")


def given_twice_anywhere(parts: Parts) -> Iterator[Problem]:
    """The same, of what is known by a name that no other agreement may use either."""
    yield from twice(parts.of_agreements(parts.brought_twice("agreement")).agreement_entries())
    yield from twice(parts.of_agreements(parts.brought_twice("number")).number_entries(), key="number")
    yield from twice(parts.under(parts.brought_twice("act")).act_entries())
    yield from twice(parts.under(parts.brought_twice("assertion")).assertion_entries())


def unknown_names(rows: TreatyRows, record: Record, brought: Brought) -> Iterator[Problem]:
    """Sources, agreements and acts that are neither in the files nor on record."""
    sources, agreements, acts = brought.sources, brought.agreements, brought.acts
    for row in rows.every_row():
        if isinstance(row, CiteRow | NameRow) and row.source not in sources and row.source not in record.sources:
            yield from unknown("source", row.source, row.at("source"), sources, record.sources)
    of = {str(fact.of[0]) for fact in rows.facts if isinstance(fact.row, OF_AGREEMENTS)}
    strange = {slug for slug in of if slug not in record.agreements and slug not in agreements}
    for fact in rows.facts:
        if isinstance(fact.row, OF_AGREEMENTS) and fact.of[0] in strange:
            yield from unknown("agreement", fact.of[0], fact.row.at("agreement"), agreements, record.agreements)
    for entry in rows.relation_entries():
        yield from unknown("agreement", entry.row.other, entry.row.at("other"), agreements, record.agreements)
    for act in rows.act_entries():
        if act.row.about and act.row.about not in acts:
            yield from unknown("act", act.row.about, act.row.at("about"), acts, record.acts)
    for retraction in rows.act_retractions:
        yield from unknown("act", retraction.slug, retraction.at("slug"), acts, record.acts)
    for retraction in rows.assertion_retractions:
        yield from unknown("assertion", retraction.slug, retraction.at("slug"), brought.assertions, record.assertions)


def unknown_parties(rows: TreatyRows, record: Record, brought: Brought) -> Iterator[Problem]:
    new = brought.parties
    acting_under = {entry.of for entry in rows.act_entries() if entry.row.by}
    takes_part = {of: brought.takes_part(of) for of in acting_under}
    for of, code in record.takes_part(acting_under):
        takes_part[of].add(code)
    for entry in rows.participant_entries():
        yield from unknown_party(entry.row.party, entry.row, "party", record, new)
    for clause in rows.clause_entries():
        for named in clause.row.parties:
            yield from unknown_party(named.party, named, "party", record, new)
    for act in rows.act_entries():
        row, codes = act.row, takes_part.get(act.of, set())
        if row.by and row.by not in codes:
            some = f"it has {', '.join(sorted(codes)[:12])}{' …' if len(codes) > 12 else ''}"
            yield Problem(row.at("by"), f"{quoted(row.by)} does not take part in this agreement; {some}.")
        for key in ("done_by_predecessor", "towards"):
            if getattr(row, key):
                yield from unknown_party(getattr(row, key), row, key, record, new)
    for succession in rows.successions:
        for key in ("predecessor", "successor"):
            yield from unknown_party(getattr(succession, key), succession, key, record, new)
    for name in rows.names:
        yield from unknown_party(name.party, name, "party", record, new)
    for fact in rows.facts:
        if isinstance(fact.row, PartyNameRow | PartyCodeRow):
            yield from unknown_party(fact.of[0], fact.row, "party", record, new)


def unknown_party(code: str, row: Row, key: str, record: Record, new: Collection[Hashable] = ()) -> Iterator[Problem]:
    """Told at the key of the row, whose place is looked for only then."""
    if code not in record.parties and code not in new:
        sentence = f"No party {quoted(code)} is on record; “manage.py load_reference” loads the parties there are."
        yield Problem(row.at(key), sentence)


def wrong_sides(row: AgreementRow) -> Iterator[Problem]:
    sides = {one.side for one in row.participants}
    if row.is_bilateral and sides != {1, 2}:
        sentence = "A bilateral agreement has exactly two sides: give each participant side 1 or 2."
        yield Problem(row.at("is_bilateral"), sentence, "two_sides")
    for one in row.participants:
        if not row.is_bilateral and one.side is not None:
            yield Problem(one.at("side"), "A multilateral agreement has no sides.", "no_sides")


def wrong_further_sides(rows: TreatyRows, record: Record) -> Iterator[Problem]:
    """Of participants that join an agreement on record."""
    for entry in rows.participant_entries():
        agreement, row = record.agreements.get(entry.of), entry.row
        if agreement and agreement.is_bilateral and row.side not in (1, 2):
            yield Problem(row.at("side"), "A bilateral agreement has exactly two sides: say 1 or 2.", "two_sides")
        elif agreement and not agreement.is_bilateral and row.side is not None:
            yield Problem(row.at("side"), "A multilateral agreement has no sides.", "no_sides")


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
