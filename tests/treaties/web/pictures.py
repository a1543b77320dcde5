"""Pictures made by hand, and how tests read a drawing."""

import xml.etree.ElementTree as ET
from datetime import date

from treaties.dates import PartialDate
from treaties.web.picture.drawing import Drawing
from treaties.web.picture.frame import PHONE, WIDE
from treaties.web.picture.model import Flag, Group, Lane, Mark, MarkKind, Picture, Spell, Strip
from treaties.web.picture.scale import Scale
from treaties.web.picture.window import (
    Window,
)

ON = date(2024, 10, 5)
WINDOW = Window(date(1992, 1, 1), date(2028, 1, 1))
SCALE = Scale(WINDOW, 326, 1152)
FRAMES = [WIDE, PHONE]


def lane(*spells: Spell, acts: tuple[Mark, ...] = (), title: str = "A treaty", notes: tuple[str, ...] = ()) -> Lane:
    return Lane(title, "force", "force", "In force", spells, acts, notes)


def act(kind: MarkKind, when: str) -> Mark:
    return Mark(kind, PartialDate.parse(when), kind.label, "TIAS (register)")


def picture(*lanes: Lane, on: date = ON, flags: tuple[Flag, ...] = (), strip: Strip | None = None, **more) -> Picture:
    groups = (Group("In force", lanes, binds=True),) if lanes else ()
    return Picture("Agreements", on, groups, strip, flags, **more)


def svg(drawing: Drawing) -> ET.Element:
    return ET.fromstring(f"<svg>{drawing.body}</svg>")


def said_in(drawing: Drawing) -> list[str]:
    return ["".join(text.itertext()) for text in svg(drawing).iter("text")]


def of_class(drawing: Drawing, cls: str) -> list[ET.Element]:
    return [element for element in svg(drawing).iter() if cls in (element.get("class") or "").split()]
