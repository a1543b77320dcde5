"""The agreements on record, by title."""

from collections.abc import Sequence
from datetime import date

from treaties.models import Agreement
from treaties.models.timelines import StoryOn

MOST = 500


def first_agreements(*, on: date) -> tuple[Sequence[Agreement], bool]:
    """The first 500 with ``status_code`` and ``story_step`` of the day, and whether there are more. One statement."""
    agreements = Agreement.objects.with_status(on=on).annotate(story_step=StoryOn(on)).defer("days", "codes", "story")
    found = list(agreements.order_by("title", "pk")[: MOST + 1])
    return found[:MOST], len(found) > MOST
