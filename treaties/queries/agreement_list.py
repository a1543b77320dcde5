"""The agreements on record, by title."""

from collections.abc import Sequence
from datetime import date

from treaties.models import Agreement
from treaties.queries.as_known import code_as_known, story_as_known

MOST = 500


def first_agreements(*, on: date, known_at: int | None = None) -> tuple[Sequence[Agreement], bool]:
    """The first 500 with ``status_code`` and ``story_step`` of the day, as known at a block or now; and whether there
    are more. One statement."""
    agreements = Agreement.objects.known_at(known_at).annotate(
        status_code=code_as_known(on, known_at), story_step=story_as_known(on, known_at)
    )
    found = list(agreements.defer("days", "codes", "story").order_by("title", "pk")[: MOST + 1])
    return found[:MOST], len(found) > MOST
