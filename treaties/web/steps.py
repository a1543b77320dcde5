"""The steps of a why."""

from collections.abc import Iterable
from dataclasses import dataclass

from treaties.models import Citation


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``kind`` is ``act``, ``clause``, ``gap`` (what is *not* on record) or ``result``."""

    kind: str
    heading: str
    text: str = ""
    article: str = ""
    citations: Iterable[Citation] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """The steps that lead to one status that is possible on the day."""

    heading: str
    steps: list[Step]
