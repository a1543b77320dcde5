"""Versions of timelines: one per change of knowledge, written once within a block and mended until commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from treaties.actions.bulk import copy_rows
from treaties.derivation.stories import story_of
from treaties.derivation.timeline import Timeline as Derived
from treaties.models import Agreement, Block, PairTimeline, Participation, Timeline

COLUMNS = ["days", "codes", "story"]
GIVEN = {*COLUMNS, "id", "known_from_id", "known_until_id"}
"""What a version has beside what it is of; the database gives its id, and since when it is known."""
NOTHING: dict[str, Any] = {"days": [], "codes": [], "story": []}
"""What no longer stands is kept as a version without a step."""


@dataclass(frozen=True, slots=True)
class Version[M: (Timeline, PairTimeline)]:
    """What was just derived, the version that is current so far, and a further one, not yet filled."""

    blank: M
    current: M | None
    kept: dict[str, Any]

    @property
    def is_new(self) -> bool:
        return self.current is None or any(getattr(self.current, name) != value for name, value in self.kept.items())

    def fill[R: Agreement | Participation | Timeline | PairTimeline](self, row: R) -> R:
        for name, value in self.kept.items():
            setattr(row, name, value)
        return row


def columns_of(derived: Derived[Any]) -> dict[str, Any]:
    return {"days": derived.days, "codes": derived.codes, "story": story_of(derived)}


def write_versions[M: (Timeline, PairTimeline)](block: Block, model: type[M], new: Sequence[Version[M]]) -> None:
    """Of those that are new. At most three statements for a few hundred; none where there is nothing to write."""
    mended = [one.fill(one.current) for one in new if one.current and one.current.known_from_id == block.no]
    model.objects.bulk_update(mended, COLUMNS, batch_size=200)
    outdated = [one.current.pk for one in new if one.current and one.current.known_from_id != block.no]
    model.objects.filter(pk__in=outdated, known_until=None).update(known_until=block)
    further = [one for one in new if one.current is None or one.current.known_from_id != block.no]
    if further:
        of: list[str] = [field.attname for field in model._meta.concrete_fields if field.attname not in GIVEN]
        copy_rows(model, [*of, *COLUMNS], (_values(version, of) for version in further))


def _values(version: Version[Any], of: Sequence[str]) -> list[Any]:
    kept = version.kept
    return [*(getattr(version.blank, name) for name in of), kept["days"], kept["codes"], Jsonb(kept["story"])]
