"""What could stand beside a bar in few words, the most telling first. The table says all of it."""

from collections.abc import Iterator, Sequence

from treaties.dates import PartialDate
from treaties.derivation.timeline import Path
from treaties.vocabulary import Evidence, Flag
from treaties.web.picture.flags import short
from treaties.web.picture.model import Mark, MarkKind, Phase, Spell

_WEAK = {
    Evidence.PRESS: "press only",
    Evidence.LIST: "one list only",
    Evidence.OFFICIAL: "a statement only",
}


def notes_of(spells: Sequence[Spell], marks: Sequence[Mark], *, is_contested: bool, path: Path) -> tuple[str, ...]:
    """``path`` is what the status of the chosen day rests on."""
    return tuple(_notes(spells, marks, is_contested, path))


def _notes(spells: Sequence[Spell], marks: Sequence[Mark], is_contested: bool, path: Path) -> Iterator[str]:
    signed = _first(marks, MarkKind.SIGNED)
    entered = _first(marks, MarkKind.ENTERED)
    if Flag.NOTICE_PENDING in path.flags:
        yield "notice pending"
    if spells and spells[0].since is None and spells[0].until:
        yield "start not on record"
    if is_contested:
        yield "nature contested" if entered else "nature contested; no entry into force found"
        yield "nature contested"
    if any(spell.phase is Phase.GAP for spell in spells):
        yield "term over by computation; called in force"
    yield from _changes([mark.when for mark in marks if mark.kind is MarkKind.CHANGED and mark.when])
    if signed and signed.when and not signed.when.is_exact:
        yield f"signed {short(signed.when)}, day not on record"
    if entered and entered.when and not entered.when.is_exact:
        some_day = "" if "/" in entered.when.text else "some day in "
        yield f"in force {some_day}{short(entered.when)}"
    if (home := _first(marks, MarkKind.AT_HOME)) and home.when:
        yield f"approved at home {short(home.when)}"
    if path.evidence in _WEAK:
        yield _WEAK[path.evidence]


def _first(marks: Sequence[Mark], kind: MarkKind) -> Mark | None:
    return next((mark for mark in marks if mark.kind is kind and mark.when), None)


def _changes(days: list[PartialDate]) -> Iterator[str]:
    """“6 changes 2004–2009”."""
    if len(days) < 2:
        return
    years = sorted(day.possible_from.year for day in days)
    span = f"{years[0]}" if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
    yield f"{len(days)} changes {span}"
