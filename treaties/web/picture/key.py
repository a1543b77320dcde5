"""The key: only what occurs in the picture, each as it is drawn."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties.web.picture import marks, shapes
from treaties.web.picture.bars import defs
from treaties.web.picture.model import MarkKind, Phase, Picture

NAME = "key"
_WORDS = {
    "force": gettext_lazy("in force, on a register or text"),
    "said": gettext_lazy("in force, on weaker evidence or a day not known"),
    "maybe": gettext_lazy("possibly in force"),
    "susp": gettext_lazy("in force but suspended"),
    "prov": gettext_lazy("provisionally applied"),
    "soft": gettext_lazy("non-binding, or nature contested"),
    "wait": gettext_lazy("signed, in force later"),
    "unk": gettext_lazy("signed, entry into force not on record"),
    "contra": gettext_lazy("ended by computation, unconfirmed; called in force"),
}


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """``svg`` is the inside of a drawing ``width`` by 14."""

    svg: shapes.Svg
    width: int
    words: str


def key_of(picture: Picture) -> list[KeyEntry]:
    lanes = picture.drawn
    inks = {spell.ink for lane in lanes for spell in lane.spells}
    entries = [_bar(ink, str(words)) for ink, words in _WORDS.items() if ink in inks]
    kinds = {mark.kind for lane in lanes for mark in lane.marks if mark.when}
    if any(spell.is_over for lane in lanes for spell in lane.spells):
        kinds.add(MarkKind.ENDING)
    entries += [_mark(kind) for kind in MarkKind if kind in kinds]
    if any(mark.kind is MarkKind.SIGNED and mark.is_open for lane in lanes for mark in lane.marks if mark.when):
        span = shapes.rect("m-open m-span", 1, 2.5, 20, 9, round_=4.5)
        entries.append(KeyEntry(shapes.Svg(span), 22, _("some day in that time")))
    if picture.flags:
        entries.append(KeyEntry(shapes.Svg(shapes.symbol("appeal", "appeal", 0, 0, 14)), 16, _("appeal")))
    return entries


def key_defs() -> shapes.Svg:
    """The patterns of the key's own drawings."""
    return shapes.Svg(defs(NAME))


def _bar(ink: str, words: str) -> KeyEntry:
    if ink in (Phase.WAITING, Phase.NON_BINDING):
        sample = shapes.line(f"b-{ink}", 0, 7, 36, 7)
    elif ink == Phase.PROVISIONAL:
        sample = shapes.rect("b-prov", 0, 3.5, 36, 7)
    elif ink == Phase.IN_FORCE:
        sample = shapes.rect("b-force", 0, 0, 36, 14)
    else:
        sample = shapes.rect(f"b-{ink}", 0.6, 0.6, 34.8, 12.8, fill=f"p-{ink}-{NAME}")
    return KeyEntry(shapes.Svg(sample), 36, words)


def _mark(kind: MarkKind) -> KeyEntry:
    y = 11 if kind is MarkKind.SAID else 7
    return KeyEntry(shapes.Svg("".join(marks.glyph(kind, 8, y, 8))), 18, kind.label)
