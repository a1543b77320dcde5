"""What changed: as the record learned it, block by block, or as it happened, day by day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from treaties import slots
from treaties.dates import in_words
from treaties.models import Block
from treaties.queries.changes_by_day import Place, acts_by_day
from treaties.queries.knowledge import Knowledge
from treaties.queries.party_search import canonical_pair
from treaties.queries.recorded_changes import (
    Asked,
    RecordedFact,
    blocks_recorded,
    facts_recorded,
    statuses_known,
)
from treaties.vocabulary import Word
from treaties.web.change_lines import DatedLine, OtherChanges, RecordedLine, dated_lines, fact_in_words, sign_of_change
from treaties.web.days import today
from treaties.web.record_filters import Filters, NarrowedPage, no_place

MOST = 50
MANY = 12
"""Agreements in one block from which on they are summed up."""
MOST_WORDS = 25
"""Facts of one agreement in one block that are told one by one."""
_DAY_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}):([0-9]):([0-9]{1,18})", re.ASCII)


class Order(Word):
    RECORDED = "recorded", gettext_lazy("as it was recorded")
    DAY = "day", gettext_lazy("as it happened")


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block, with what it told of each agreement and each appeal."""

    block: Block
    lines: Sequence[RecordedLine]
    summed_up: Sequence[RecordedLine] = ()
    """Agreements of a block with many: named, not told."""
    is_cut: bool = False

    @property
    def moment(self) -> str:
        return Knowledge(self.block.no, self.block.at).words

    @property
    def summary(self) -> str:
        number = len(self.summed_up)
        more = _("%(n)d or more") % {"n": number} if self.is_cut else str(number)
        return ngettext("%(number)s agreement recorded:", "%(number)s agreements recorded:", number) % {"number": more}

    @property
    def reason(self) -> str:
        return self.block.reason


@dataclass(frozen=True)
class ChangesPage(NarrowedPage):
    """Everything that the template shows. With problems nothing is listed."""

    asked: Asked
    by: Order
    blocks: Sequence[BlockView] = ()
    lines: Sequence[DatedLine] = ()
    next: str = ""
    is_continued: bool = False

    @property
    def is_recorded(self) -> bool:
        return self.by is Order.RECORDED

    @property
    def is_empty(self) -> bool:
        return not (self.blocks or self.lines)

    @property
    def days(self) -> list[tuple[str, list[DatedLine]]]:
        """By year: the years are headings, each line has its own day."""
        found = groupby(self.lines, key=lambda line: line.place.day.year)
        return [(f"{year:04}", list(lines)) for year, lines in found]

    @property
    def subject(self) -> str:
        names = [party.name for party in self.asked.parties]
        return " – ".join(names) or (self.asked.agreement.title if self.asked.agreement else "")

    @property
    def back(self) -> str:
        codes = [party.code for party in self.asked.parties]
        if len(codes) > 1:
            return reverse("pair", args=[canonical_pair(*codes)])
        return self.asked.agreement.get_absolute_url() if self.asked.agreement and not codes else ""

    @property
    def typed_since(self) -> str:
        return self.filters.first("since")

    @property
    def typed_until(self) -> str:
        return self.filters.first("until")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The filters that the form has no field for."""
        return [(name, value) for name, value, _words in self.filters.on if name == "agreement"]

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """Value, words, whether it is chosen."""
        return [(str(order), str(order.label), order is self.by) for order in Order]

    @property
    def other_order(self) -> str:
        """The query of the same question in the other order."""
        other = Order.DAY if self.is_recorded else Order.RECORDED
        given = [(name, value) for name, value, _words in self.filters.on if name != "by"]
        return f"?{urlencode([*given, ('by', str(other))])}"

    @property
    def atom(self) -> str:
        given = [(name, value) for name, value, _words in self.filters.on if name != "by"]
        return f"{reverse('changes_atom')}{f'?{urlencode(given)}' if given else ''}"

    @property
    def other_problems(self) -> list[str]:
        """Of what the form has no field for."""
        of_fields = ("party", "since", "until", "by")
        return [words for name, words in self.filters.problems.items() if name not in of_fields]


def changes_of_request(request: HttpRequest, *, by: Order | None = None) -> ChangesPage:
    """``by`` fixes the order for a feed. At most ten statements."""
    filters = Filters(request)
    asked = Asked(
        parties=filters.parties(),
        agreement=filters.agreement(),
        since=filters.day("since", words=_("since %(day)s"), begins=True),
        until=filters.day("until", words=_("until %(day)s")),
    )
    if asked.since and asked.until and asked.until < asked.since:
        filters.problems["until"] = _("That is before %(day)s, the first day asked for.") % {
            "day": in_words(asked.since)
        }
    chosen = by or filters.word("by", Order) or Order.RECORDED
    if chosen is Order.DAY:
        return _by_day(filters, asked)
    return _recorded(filters, asked)


def _recorded(filters: Filters, asked: Asked) -> ChangesPage:
    before = _block_place(filters)
    if filters.problems:
        return ChangesPage(filters, asked, Order.RECORDED)
    views, following = recorded_blocks(asked, size=MOST, before=before)
    further = filters.with_also({"after": str(following)}) if following else ""
    return ChangesPage(filters, asked, Order.RECORDED, views, next=further, is_continued=before is not None)


def _by_day(filters: Filters, asked: Asked) -> ChangesPage:
    place = _day_place(filters)
    if filters.problems:
        return ChangesPage(filters, asked, Order.DAY)
    lines, following = happened(asked, size=MOST, place=place, until=asked.until or today())
    on = f"{following.day.isoformat()}:{following.rank}:{following.id}" if following else ""
    further = filters.with_also({"after": on}) if on else ""
    return ChangesPage(filters, asked, Order.DAY, lines=lines, next=further, is_continued=place is not None)


def recorded_blocks(asked: Asked, *, size: int, before: int | None = None) -> tuple[list[BlockView], int | None]:
    """At most six statements, and those of other apps."""
    others: list[OtherChanges] = slots.CHANGES(asked)
    also: set[int] = set()
    for other in others if asked.is_narrow else ():
        also |= other.numbers(most=size + 1, before=before)
    blocks, following = blocks_recorded(asked, size=size, before=before, also=also)
    facts = facts_recorded(asked, blocks) if blocks else []
    told = _told(facts, blocks)
    further = [line for other in others for line in other.recorded_in(blocks)] if blocks else []
    views = [
        _view(block, told.get(block.no, []), [line for line in further if line.block == block.no]) for block in blocks
    ]
    return [view for view in views if view.lines or view.summed_up or not asked.is_narrow], following


def _told(facts: Sequence[RecordedFact], blocks: Sequence[Block]) -> dict[int, list[RecordedLine]]:
    """The lines of each block; of a block with many agreements without words and signs."""
    of_block: dict[int, dict[int, list[RecordedFact]]] = {}
    for fact in facts:
        of_block.setdefault(fact.block, {}).setdefault(fact.agreement, []).append(fact)
    few = {pk for agreements in of_block.values() if len(agreements) <= MANY for pk in agreements}
    known = statuses_known(few, on=today(), blocks=blocks) if few else {}
    told: dict[int, list[RecordedLine]] = {}
    for number, agreements in of_block.items():
        is_few = len(agreements) <= MANY
        told[number] = [
            _line(number, of_one, known.get(pk, []) if is_few else None) for pk, of_one in agreements.items()
        ]
    return told


def _line(number: int, facts: Sequence[RecordedFact], known: Iterable | None) -> RecordedLine:
    first = facts[0]
    url = reverse("agreement", args=[first.slug])
    if known is None:
        return RecordedLine(number, first.slug, first.title, url, (), None)
    words = [fact_in_words(fact) for fact in facts[:MOST_WORDS]]
    if len(facts) > MOST_WORDS:
        more = len(facts) - MOST_WORDS
        words.append(ngettext("and %(n)d further fact", "and %(n)d further facts", more) % {"n": more})
    version = next((one for one in known if one.was_known_at(number)), None)
    sign = sign_of_change(version.code, version.story, first.nature) if version else None
    return RecordedLine(number, first.slug, first.title, url, tuple(words), sign)


def _view(block: Block, told: Sequence[RecordedLine], further: Sequence[RecordedLine]) -> BlockView:
    if len(told) > MANY:
        named = sorted(told, key=lambda line: line.title)
        return BlockView(block, further, named, is_cut=len(told) >= 200)
    return BlockView(block, [*told, *further])


def happened(
    asked: Asked, *, size: int, until: date, place: Place | None = None
) -> tuple[list[DatedLine], Place | None]:
    """What acts and other apps tell, merged; and the place to go on from. At most one statement each."""
    within = Asked(asked.parties, asked.agreement, asked.since, until)
    acts = acts_by_day(within, size=size + 1, place=place)
    others: list[OtherChanges] = slots.CHANGES(within)
    rows = [(Place(act.day, 0, act.key), act) for act in acts]
    rows += [(line.place, line) for other in others for line in other.by_day(most=size + 1, place=place)]
    rows.sort(key=lambda row: row[0].in_order)
    shown = rows[:size]
    lines = [row for _place, row in shown if isinstance(row, DatedLine)]
    lines += dated_lines(row for _place, row in shown if not isinstance(row, DatedLine))
    lines.sort(key=lambda line: line.place.in_order)
    return lines, shown[-1][0] if len(rows) > size else None


def _block_place(filters: Filters) -> int | None:
    text = filters.once("after")
    if text and not re.fullmatch(r"[0-9]{1,18}", text, re.ASCII):
        filters.problems["after"] = no_place(text)
    return int(text) if text and "after" not in filters.problems else None


def _day_place(filters: Filters) -> Place | None:
    text = filters.once("after")
    match = _DAY_PLACE.fullmatch(text)
    try:
        return Place(date.fromisoformat(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        match = None
        return None
    finally:
        if text and match is None:
            filters.problems["after"] = no_place(text)
