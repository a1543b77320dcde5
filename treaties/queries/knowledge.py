"""States of knowledge: which block was the last one at a moment."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import F, Q, QuerySet, Subquery
from django.db.models.lookups import LessThanOrEqual
from django.utils.dateparse import parse_datetime

from treaties.dates import shorten
from treaties.models import Block

ACCEPTED = "a block number of the journal (1842), or a moment in RFC 3339 (2025-03-01T12:00:00Z)"
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_MOMENT = re.compile(
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)


class NotKnowledge(ValueError):
    """What was given names no state of knowledge; the message says what is accepted, or when the record began."""


class KnowledgeNotUnderstood(NotKnowledge):
    """Neither a block number nor a moment."""


class BeforeTheRecord(NotKnowledge):
    """Nothing was on record yet."""


class AfterTheRecord(NotKnowledge):
    """The journal has not come to that block yet."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the record held when block ``no`` was the last one, which was written at a moment (UTC)."""

    no: int
    at: datetime
    last: int = 0
    """The last block of the record when this was looked up."""

    @property
    def is_latest(self) -> bool:
        return self.no == self.last

    @property
    def words(self) -> str:
        """``1 March 2025, 12:00 UTC``."""
        at = self.at.astimezone(UTC)
        return f"{at.day} {at:%B %Y, %H:%M} UTC"


def known_by(block: int | None, *, of: str = "") -> dict[str, int]:
    """A filter for facts on record by that block, or for those at the end of a path; none without a block."""
    return {} if block is None else {f"{of}block__lte": block}


def among_few_known_by(block: int | None) -> Q:
    """The same of the few rows of a subquery that another index finds: the database would else read that of blocks, to
    its end, for each row around them."""
    return Q() if block is None else Q(LessThanOrEqual(F("block_id") + 0, block))


def knowledge_at(text: str) -> Knowledge:
    """The state of knowledge that a block number or a moment names: a moment means the last block at or before it.

    One statement. Raises NotKnowledge.
    """
    typed = text.strip().replace(" ", "+")  # a plus sign arrives as a space where nobody escaped it
    if _NUMBER.fullmatch(typed):
        return _of_number(int(typed))
    moment = _moment(typed)
    if moment is None:
        raise KnowledgeNotUnderstood(f"“{shorten(text)}” is not understood; write {ACCEPTED}.")
    block = _blocks().filter(at__lte=moment).order_by("-no").first()
    if block is None:
        raise BeforeTheRecord(f"The record did not exist yet at that moment. {_beginning()}")
    return Knowledge(block.no, block.at, block.last)


def latest_knowledge() -> Knowledge | None:
    """What the record holds now; ``None`` while it is empty. One statement."""
    block = Block.objects.order_by("-no").first()
    return Knowledge(block.no, block.at, block.no) if block else None


def _blocks() -> QuerySet:
    return Block.objects.annotate(last=Subquery(Block.objects.order_by("-no").values("no")[:1]))


def _of_number(number: int) -> Knowledge:
    block = _blocks().filter(no=number).first()
    if block is None and number > 0:
        last = Block.objects.order_by("-no").first()
        if last:
            raise AfterTheRecord(f"The record has no block {number} yet: the last one is {last.no}.")
    if block is None:
        raise BeforeTheRecord(f"The journal has no block {number}. {_beginning()}")
    return Knowledge(block.no, block.at, block.last)


def _moment(typed: str) -> datetime | None:
    if not _MOMENT.fullmatch(typed):
        return None
    try:
        moment = parse_datetime(typed.upper())
        return moment.astimezone(UTC) if moment else None
    except (ValueError, OverflowError):
        return None


def _beginning() -> str:
    first = Block.objects.order_by("no").first()
    if first is None:
        return "Nothing is on record yet."
    return f"It began with block {first.no}, on {Knowledge(first.no, first.at).words}."
