"""Clauses of files beside those on record: which is which, what keeps one from being taken in, and what is given of it.

A clause has no slug. One of a kind is the one of that kind; of several conditions of entry into force, those that say
the same are the same, and the others are in the order in which they are given.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from treaties.actions.clauses import ClauseGiven, NamedParty, correct_clause
from treaties.derivation.facts import ClauseFact
from treaties.importing.doing import Doing
from treaties.importing.entries import Entry
from treaties.importing.matching import Record
from treaties.importing.problems import Problem
from treaties.importing.recorded import clause_row
from treaties.importing.rows import ClauseRow
from treaties.importing.sorting import Found, differences
from treaties.importing.standing import standing_of
from treaties.models import Clause
from treaties.rules.clauses import clause_findings


def held_clauses(entries: Iterable[Entry[ClauseRow]], record: Record) -> dict[Hashable, Clause]:
    """The clause on record that each row is about, as it was first recorded; of rows that are new, none."""
    held: dict[Hashable, Clause] = {}
    for (of, kind), group in by_kind(entries).items():
        first = [one for one in record.clauses_of(of) if one.kind == kind and getattr(one, "corrects", None) is None]
        left = sorted(first, key=lambda one: (standing_of(one).row is None, one.ordinal))
        others = []
        for entry in group:
            same = next((one for one in left if _says_the_same(entry.row, one)), None)
            if same is None:
                others.append(entry)
                continue
            held[entry.key] = same
            left.remove(same)
        held |= {entry.key: one for entry, one in zip(others, left, strict=False)}
    return held


def by_kind(entries: Iterable[Entry[ClauseRow]]) -> dict[tuple[str, str], list[Entry[ClauseRow]]]:
    """By agreement and kind, in the order of the files."""
    found: dict[tuple[str, str], list[Entry[ClauseRow]]] = defaultdict(list)
    for entry in entries:
        found[entry.of, str(entry.row.kind)].append(entry)
    return found


def _says_the_same(row: ClauseRow, clause: Clause) -> bool:
    """As the clause was first recorded, or as it stands."""
    versions = [one for one in (clause, standing_of(clause).row) if one]
    return any(not differences(row, clause_row(one)) for one in versions)


def wrong_clauses(entries: Iterable[Entry[ClauseRow]]) -> Iterator[Problem]:
    """What the rules about clauses refuse, each row beside those before it; told at the key that is wrong."""
    for group in by_kind(entries).values():
        beside: list[ClauseFact] = []
        for entry in group:
            fact = as_fact(entry.row)
            for finding in clause_findings(fact, beside):
                yield Problem(entry.row.at(finding.field), str(finding), finding.code)
            for name in ("months", "days"):
                if getattr(entry.row, name) == 0:
                    yield Problem(entry.row.at(name), "A clause is longer than nothing.")
            beside.append(fact)


def as_fact(row: ClauseRow) -> ClauseFact:
    return ClauseFact(
        ref=f"clause:{row.kind}",
        kind=row.kind,
        months=row.months or 0,
        days=row.days or 0,
        counting=row.counting,
        count=row.count,
        percent=row.percent,
        parties=tuple(one.party for one in row.parties),
        shares=tuple((one.party, one.share) for one in row.parties if one.share is not None),
        of_what=row.of_what,
        not_before=row.not_before or 0,
        counted_from=row.counted_from,
    )


def clause_given(doing: Doing, row: ClauseRow) -> ClauseGiven:
    return ClauseGiven(
        kind=row.kind,
        months=row.months,
        days=row.days,
        counting=row.counting,
        count=row.count,
        percent=row.percent,
        parties=[NamedParty(doing.record.parties[one.party], one.share) for one in row.parties],
        of_what=row.of_what,
        not_before=row.not_before,
        counted_from=row.counted_from,
        note=row.note,
        cites=doing.cites(row.sources),
    )


def correct_clause_row(doing: Doing, found: Found[ClauseRow, Clause]) -> None:
    given, reason = clause_given(doing, found.entry.row), doing.why_corrected(found)
    correct_clause(doing.block, clause=found.record, given=given, reason=reason)
