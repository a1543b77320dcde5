"""How sure a status is, for how long it holds, what it rests on, and where its why is."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, NamedTuple, TypedDict
from urllib.parse import urlencode

from treaties.api.v1.shapes.addresses import address_of
from treaties.dates import PartialDate
from treaties.derivation.stories import path_from
from treaties.models import Party
from treaties.models.timelines import Kept
from treaties.queries.periods import Span, span_around
from treaties.vocabulary import Flag, Nature, PairGroup, Status, Word

BY_COMPUTATION = frozenset({Flag.COMPUTED, Flag.BY_CLAUSE, Flag.RENEWED})
NOTHING_ON_RECORD = 1
"""The bit of the first word of each status: what a missing code means."""


class Certainty(Word):
    """Whether a status is known. Not knowing, not yet, none and not applicable are four things, and told apart."""

    CERTAIN = "certain", "one status, for certain"
    POSSIBLE = "possible", "unknown which: the record leaves each of the statuses in `possible` open"
    NOT_YET = "not_yet", "nothing is on record by that day, and something is of a later one"
    NONE = "none", "nothing is on record, of any day"
    NOT_APPLICABLE = "not_applicable", "nothing to know: the party did not exist that day, or the text binds nobody"


class Rests(Word):
    """What a status rests on."""

    ASSERTED = "asserted", "acts on record, each with its sources, state it"
    COMPUTED = "computed", "it, its day or its renewal is computed from a clause, and no act on record states that"
    NOTHING = "nothing", "nothing on record"


# `from` is a word of Python, so this shape is written as a call.
Period = TypedDict(
    "Period",
    {
        "from": Annotated[date | None, "The first day (included); null: as far back as the calendar goes"],
        "until": Annotated[date | None, "The first day that is no longer part of it; null: no end is known"],
    },
)
Period.__doc__ = "The days around `on` on which the same is possible, and as certain; half-open."


class Dated(TypedDict):
    """Of a status on a day: how sure it is, for how long it holds, what it rests on, and where to read why."""

    certainty: Certainty
    period: Period
    basis: Annotated[Rests, "Of the last possible status"]
    why: Annotated[str, "The address of its reasons, pinned to the day and to the state of knowledge"]


class Applies(NamedTuple):
    """Whether there is anything to know of a day, and around it the days (half-open) of which the same holds."""

    is_so: bool = True
    days: Span = Span()


ALWAYS = Applies()


def dated(kept: Kept, on: date, why: str, words: type[Status], *, applies: Applies = ALWAYS) -> Dated:
    """Of a timeline as it was known."""
    code = kept.code_on(on) or NOTHING_ON_RECORD
    possible = words.possible_in(code)
    flags = path_from(kept.story_on(on), possible[-1]).flags
    begins_later = any(later != NOTHING_ON_RECORD for day, later in zip(kept.days, kept.codes, strict=True) if day > on)
    is_blank = code == NOTHING_ON_RECORD
    span = span_around(on, kept.days, kept.codes, NOTHING_ON_RECORD)
    return {
        "certainty": _certainty(is_blank, len(possible), begins_later, applies.is_so),
        "period": period(within(span, applies.days) if is_blank else span),
        "basis": rests(flags, on_record=possible[-1].bit != NOTHING_ON_RECORD),
        "why": why,
    }


def _certainty(is_blank: bool, number: int, begins_later: bool, applies: bool) -> Certainty:
    if not is_blank:
        return Certainty.CERTAIN if number == 1 else Certainty.POSSIBLE
    if not applies:
        return Certainty.NOT_APPLICABLE
    return Certainty.NOT_YET if begins_later else Certainty.NONE


def group_dated(
    groups: Sequence[PairGroup], days: Sequence[date], on: date, flags: Iterable[Flag], why: str, *, applies: Applies
) -> Dated:
    """Of an agreement between two parties: ``groups`` are where it stands from each of the ``days`` on."""
    begun = [group for day, group in zip(days, groups, strict=True) if day <= on]
    group = begun[-1] if begun else PairGroup.NOT_YET
    is_blank, is_open = group is PairGroup.NOT_YET, group in OPEN
    later = any(one is not PairGroup.NOT_YET for day, one in zip(days, groups, strict=True) if day > on)
    span = span_around(on, days, groups, PairGroup.NOT_YET)
    return {
        "certainty": _certainty(is_blank, 2 if is_open else 1, later, applies.is_so),
        "period": period(within(span, applies.days) if is_blank else span),
        "basis": rests(flags, on_record=not is_blank),
        "why": why,
    }


OPEN = (PairGroup.POSSIBLY_IN_FORCE, PairGroup.POSSIBLY_SIGNED)
"""The groups of what is not certain."""


def rests(flags: Iterable[Flag], *, on_record: bool) -> Rests:
    if not on_record:
        return Rests.NOTHING
    return Rests.COMPUTED if BY_COMPUTATION & set(flags) else Rests.ASSERTED


def period(span: Span) -> Period:
    return {"from": span.since, "until": span.until}


def within(span: Span, other: Span) -> Span:
    """The days that are in both."""
    return Span(
        max((day for day in (span.since, other.since) if day), default=None),
        min((day for day in (span.until, other.until) if day), default=None),
    )


def may_stand(nature: str, begins: PartialDate | None, ends: PartialDate | None, on: date) -> Applies:
    """Whether a party may have a standing that day: not under a text that binds nobody, and not while it certainly did
    not exist."""
    return Applies(is_so=False) if nature == Nature.NON_BINDING else _may_exist(begins, ends, on)


def may_both_exist(one: Party, other: Party, on: date) -> Applies:
    """Whether there may be anything between the two that day."""
    each = [_may_exist(party.exists_from, party.exists_until, on) for party in (one, other)]
    missing = [found for found in each if not found.is_so]
    return missing[0] if missing else Applies(days=within(each[0].days, each[1].days))


def _may_exist(begins: PartialDate | None, ends: PartialDate | None, on: date) -> Applies:
    first, over = begins.earliest if begins else None, ends.latest if ends else None
    if first and on < first:
        return Applies(is_so=False, days=Span(until=first))
    if over and on >= over:
        return Applies(is_so=False, days=Span(since=over))
    return Applies(days=Span(first, over))


def why_url(slug: str, *, on: date, known_at: int | None, **of: str) -> str:
    """Of a status on a day. ``of`` may name a ``party`` or a ``pair``; without, it is of the agreement as a whole."""
    return timeline_url(slug, known_at=known_at, **of, on=on.isoformat())


def timeline_url(slug: str, *, known_at: int | None, **query: str) -> str:
    known = {} if known_at is None else {"known_at": known_at}
    asked = urlencode({**query, **known})
    return address_of("api-agreement-timeline", slug) + (f"?{asked}" if asked else "")
