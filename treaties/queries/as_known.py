"""Timelines as they were known at some block, as an expression of one statement; the current ones without a block."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, FilteredRelation, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject

from treaties.models import Timeline
from treaties.models.timelines import StatusOn, StoryOn

COLUMNS = ("days", "codes", "story")


def kept_json(known_at: int | None, *, participation: str = "") -> Any:
    """The timeline of an agreement, or of one of its joined participations, as JSON (``Kept.from_json``).

    ``known_at`` is a block; NULL where nothing was known of it then.
    """
    if known_at is None:
        prefix = f"{participation}__" if participation else ""
        return JSONObject(**{column: F(f"{prefix}{column}") for column in COLUMNS})
    columns = JSONObject(**{column: F(column) for column in COLUMNS})
    return Subquery(_versions(known_at, participation).values(json=columns)[:1])


def kept_of_participation(known_at: int | None) -> Any:
    """The same, of rows that are participations."""
    columns = JSONObject(**{column: F(column) for column in COLUMNS})
    if known_at is None:
        return columns
    versions = Timeline.objects.known_at(known_at).filter(participation=OuterRef("pk"))
    return Subquery(versions.order_by().values(json=columns)[:1])


def timeline_json(of: str = "") -> Case:
    """The columns of a timeline, or of one joined at a path, as JSON; NULL where nothing is joined."""
    columns = JSONObject(**{column: F(f"{of}{column}") for column in COLUMNS})
    return Case(When(**{f"{of}days__isnull": False}, then=columns))


def code_as_known(on: Any, known_at: int | None, *, participation: str = "") -> Any:
    """The code on a day as it was known: the statuses possible that day; NULL before the first day on record."""
    if known_at is None:
        return StatusOn(on, of=f"{participation}__" if participation else "")
    return Subquery(_versions(known_at, participation).values(code=StatusOn(on))[:1])


def story_as_known(on: Any, known_at: int | None) -> Any:
    """What the agreement's status on a day rested on, as it was known; NULL before the first day on record."""
    if known_at is None:
        return StoryOn(on)
    return Subquery(_versions(known_at, "").values(step=StoryOn(on))[:1])


def _versions(known_at: int, participation: str) -> Any:
    """The one version. In no order: asked for one, the database would read all that were known by then."""
    of = OuterRef(f"{participation}__pk") if participation else None
    return Timeline.objects.known_at(known_at).filter(agreement=OuterRef("pk"), participation=of).order_by()


def joined_timelines(agreements: Any, sides: Sequence[str], known_at: int | None) -> Any:
    """Of agreements with participations joined as ``sides``: with the timelines at ``timeline_paths``.

    The version that was current at a block is joined, and not asked for row by row: a filter by group reads each of
    its columns many times over.
    """
    if known_at is None:
        return agreements
    of_whole = Q(timelines__participation=None) & current_at(known_at, of="timelines__")
    agreements = agreements.annotate(whole=FilteredRelation("timelines", condition=of_whole))
    for side in sides:
        path = f"{side}__timelines"
        version = FilteredRelation(path, condition=current_at(known_at, of=f"{path}__"))
        agreements = agreements.annotate(**{f"{side}_then": version})
    return agreements


def timeline_paths(sides: Sequence[str], known_at: int | None) -> list[str]:
    """Of the agreement as a whole, and of each side."""
    if known_at is None:
        return ["", *(f"{side}__" for side in sides)]
    return ["whole__", *(f"{side}_then__" for side in sides)]


def current_at(block: int, *, of: str) -> Q:
    """As ``Timeline.objects.known_at``, of a joined timeline."""
    not_yet_replaced = Q(**{f"{of}known_until": None}) | Q(**{f"{of}known_until__gt": block})
    return not_yet_replaced & Q(**{f"{of}known_from__lte": block})
