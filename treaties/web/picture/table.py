"""The same as a table: every bar and every mark, from when, until when, and how it is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties.dates import in_words
from treaties.web.picture.model import Lane, Mark, Picture, Spell, Step, Strip

NOT_ON_RECORD = gettext_lazy("not on record")
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One bar or one mark in words. ``until`` is empty for what happened on one day."""

    what: str
    since: str
    until: str
    how: str
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """What one lane shows, under its title and status."""

    lane: Lane
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Block:
    """A group of lanes under its heading."""

    heading: str
    rows: list[Rows]
    total: int
    listed_at: str = ""

    @property
    def left_out(self) -> int:
        """How many lanes of the group are told elsewhere only: at ``listed_at``."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Table:
    blocks: list[Block]
    flags: list[tuple[str, str]]
    """Day and words of each appeal, the latest first."""
    strip_heading: str
    steps: list[tuple[str, int, int]]
    """From when, how many for certain, how many more possibly."""
    is_yearly: bool = False
    """The steps are too many to be told one by one: of each year, the last."""


def table_of(picture: Picture) -> Table:
    flags = sorted(picture.flags, key=lambda flag: flag.when.in_order, reverse=True)
    strip = picture.strip
    return Table(
        blocks=[
            Block(
                group.heading,
                [Rows(lane, list(entries_of(lane))) for lane in picture.told(group)],
                len(group.lanes),
                group.listed_at,
            )
            for group in picture.groups
        ],
        flags=[(flag.when.words(), flag.words) for flag in flags],
        strip_heading=strip.heading if strip else "",
        steps=[(in_words(step.day), step.certain, step.possible) for step in _told_of(strip)] if strip else [],
        is_yearly=strip is not None and len(strip.steps) > MOST_STEPS,
    )


def _told_of(strip: Strip) -> Iterable[Step]:
    return strip.steps if len(strip.steps) <= MOST_STEPS else {step.day.year: step for step in strip.steps}.values()


def entries_of(lane: Lane) -> Iterator[Entry]:
    """Acts first, in time; then what followed from them."""
    for mark in sorted(lane.marks, key=_moment):
        yield Entry(mark.what, mark.when.words() if mark.when else str(NOT_ON_RECORD), "", mark.how, True)
    for spell in lane.spells:
        yield _of_spell(spell)


def _moment(mark: Mark) -> tuple[bool, object]:
    return mark.when is None, mark.when.in_order if mark.when else ()


def _of_spell(spell: Spell) -> Entry:
    until = in_words(spell.until) if spell.until else _("no end on record")
    return Entry(
        spell.phase.label,
        in_words(spell.since) if spell.since else str(NOT_ON_RECORD),
        _("%(day)s, its end") % {"day": until} if spell.is_over else until,
        spell.how,
    )
