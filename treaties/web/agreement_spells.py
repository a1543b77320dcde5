"""How each party of an agreement stood over time: one line for each stretch of days with the same standing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from treaties.derivation.stories import path_from
from treaties.models import Clause, StatusChange
from treaties.queries.agreement_file import Member
from treaties.queries.clauses import words_of
from treaties.vocabulary import ParticipationStatus
from treaties.web.act_words import act_in_words
from treaties.web.signs import Sign, sign_of_party

MOST_UNFOLDED = 16
"""Lines of the table above which it is folded."""


@dataclass(frozen=True, slots=True)
class Spell:
    """From a day (closed) until a day (open); ``None`` while nothing on record ends it. ``rows`` is how many lines the
    party has, on its first one; else 0."""

    party: str
    since: date
    until: date | None
    sign: Sign
    why: str
    is_of_the_day: bool
    rows: int = 0


def spells(
    members: Iterable[Member], acts: Mapping[str, StatusChange], clauses: Mapping[str, Clause], *, on: date
) -> list[Spell]:
    """Of the parties in their order. ``acts`` and ``clauses`` are by the refs that timelines name."""
    return [spell for member in members for spell in _spells(member, acts, clauses, on)]


def _spells(
    member: Member, acts: Mapping[str, StatusChange], clauses: Mapping[str, Clause], on: date
) -> Iterator[Spell]:
    found = []
    for since, code, story in zip(member.kept.days, member.kept.codes, member.kept.story, strict=True):
        statuses = ParticipationStatus.possible_in(code)
        paths = [path_from(story, status) for status in statuses]
        refs = [ref for ref in paths[-1].because if ref in acts or ref in clauses]
        found.append((since, sign_of_party(list(zip(statuses, paths, strict=True))), refs[-1] if refs else ""))
    merged = [next(same) for _, same in groupby(found, key=lambda one: (one[1], one[2]))]
    ends = [*(since for since, *_ in merged[1:]), None][: len(merged)]
    for number, ((since, sign, ref), until) in enumerate(zip(merged, ends, strict=True)):
        why = act_in_words(acts[ref]) if ref in acts else words_of(clauses[ref]) if ref else ""
        is_of_the_day = since <= on and (until is None or on < until)
        name = member.participation.party.name
        yield Spell(name, since, until, sign, why, is_of_the_day, rows=0 if number else len(merged))
