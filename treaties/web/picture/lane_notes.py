"""What could stand beside a bar in few words, the most telling first. The table says all of it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties.dates import PartialDate
from treaties.derivation.timeline import Path
from treaties.vocabulary import Evidence, Flag
from treaties.web.picture.flags import short
from treaties.web.picture.model import Mark, MarkKind, Phase, Spell

_WEAK = {
    Evidence.PRESS: gettext_lazy("press only"),
    Evidence.LIST: gettext_lazy("one list only"),
    Evidence.OFFICIAL: gettext_lazy("a statement only"),
}


def notes_of(spells: Sequence[Spell], marks: Sequence[Mark], *, is_contested: bool, path: Path) -> tuple[str, ...]:
    """``path`` is what the status of the chosen day rests on."""
    return tuple(_notes(spells, marks, is_contested, path))


def _notes(spells: Sequence[Spell], marks: Sequence[Mark], is_contested: bool, path: Path) -> Iterator[str]:
    signed = _first(marks, MarkKind.SIGNED)
    entered = _first(marks, MarkKind.ENTERED)
    if Flag.NOTICE_PENDING in path.flags:
        yield _("notice pending")
    if spells and spells[0].since is None and spells[0].until:
        yield _("start not on record")
    if is_contested:
        yield _("nature contested") if entered else _("nature contested; no entry into force found")
        yield _("nature contested")
    if any(spell.phase is Phase.GAP for spell in spells):
        yield _("term over by computation; called in force")
    yield from _changes([mark.when for mark in marks if mark.kind is MarkKind.CHANGED and mark.when])
    if signed and signed.when and not signed.when.is_exact:
        yield _("signed %(when)s, day not on record") % {"when": short(signed.when)}
    if entered and entered.when and not entered.when.is_exact:
        words = _("in force %(when)s") if "/" in entered.when.text else _("in force some day in %(when)s")
        yield words % {"when": short(entered.when)}
    if (home := _first(marks, MarkKind.AT_HOME)) and home.when:
        yield _("approved at home %(when)s") % {"when": short(home.when)}
    if path.evidence in _WEAK:
        yield str(_WEAK[path.evidence])


def _first(marks: Sequence[Mark], kind: MarkKind) -> Mark | None:
    return next((mark for mark in marks if mark.kind is kind and mark.when), None)


def _changes(days: list[PartialDate]) -> Iterator[str]:
    """“6 changes 2004–2009”."""
    if len(days) < 2:
        return
    years = sorted(day.possible_from.year for day in days)
    span = f"{years[0]}" if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
    yield _("%(n)d changes %(years)s") % {"n": len(days), "years": span}
