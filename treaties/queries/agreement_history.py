"""What was recorded about one agreement, block by block: as far as its file knows, with what was mended since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from treaties.models import Block
from treaties.queries.agreement_file import AgreementFile

type Written = Mapping[int, Sequence[Any]]
"""Rows of the record by the number of the block that wrote them, what tells most first."""


def written_about(file: AgreementFile) -> dict[int, list[Any]]:
    """Every fact of the agreement that was on record by then, whether it still stands or not. No statement.

    Rows of all kinds: the agreement itself, titles, numbers, participations, clauses, acts, assertions, relations,
    corrections and judgements.
    """
    agreement = file.agreement
    found = defaultdict(list)
    for row in _each_once([agreement, *file.corrections, *file.judgements, *_standing(file), *_mended(file)]):
        found[row.block_id].append(row)
    return dict(found)


def _standing(file: AgreementFile) -> Iterable[Any]:
    """What a status rests on first."""
    yield from file.acts
    yield from file.agreement.standing_assertions
    for name in ("clauses", "relations", "titles", "series_numbers", "participations"):
        yield from getattr(file.agreement, name).all()


def _mended(file: AgreementFile) -> Iterable[Any]:
    """What no longer stands, and what was put in its place."""
    for correction in reversed(file.corrections):
        yield correction.row
        if correction.replacement:
            yield correction.replacement


def _each_once(rows: Iterable[Any]) -> Iterable[Any]:
    return {(type(row), row.pk): row for row in rows}.values()


def blocks(numbers: Iterable[int]) -> dict[int, Block]:
    """Who wrote them, when and why. One statement; none without a number."""
    asked = list(numbers)
    return Block.objects.in_bulk(asked) if asked else {}
