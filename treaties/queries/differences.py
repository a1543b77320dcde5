"""What differs between two points: two legal days, two states of knowledge, or both. One statement.

With one day and two states of knowledge the difference is what we learned between them; with two days and one state of
knowledge it is what changed in law.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Func, JSONField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.lookups import Exact, IsNull

from treaties.derivation.stories import path_from
from treaties.derivation.timeline import Path
from treaties.models import Agreement, Party, Timeline
from treaties.models.timelines import StatusOn, StepOn, StoryOn
from treaties.queries.country_pair import PairRow, country_pair
from treaties.queries.shared_agreements import agreements_of
from treaties.vocabulary import AgreementStatus, PairGroup, ParticipationStatus, Status

NOTHING = {"code": None, "story": None}


@dataclass(frozen=True, slots=True)
class Point:
    """``on`` is the legal day; ``known_at`` a block, ``None`` for now."""

    on: date
    known_at: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What was possible at one of the two points; ``code`` is ``None`` where nothing was on record by then."""

    words: type[Status]
    code: int | None
    story: dict[str, Any] | None

    @property
    def statuses(self) -> list[Status]:
        return self.words.possible_in(self.code)

    @property
    def path(self) -> Path:
        """What the last possible status rests on."""
        return path_from(self.story, self.statuses[-1])


@dataclass(frozen=True, slots=True)
class Difference:
    """An agreement as a whole (``party`` is ``None``), or one party's standing under it, that differs."""

    agreement: Agreement
    party: Party | None
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Move:
    """An agreement that stands otherwise between the two parties of a pair at the two points; ``None`` where it was not
    on record between them."""

    agreement: Agreement
    before: PairRow | None
    after: PairRow | None

    @property
    def shown(self) -> PairRow:
        row = self.after or self.before
        assert row, "one of the two points knows it"
        return row


@dataclass(frozen=True, slots=True)
class PairDifference:
    """What the pair's page says otherwise at two points. ``agreements`` are all that it knows at one of them, with
    those that bind through a union, and ``codes`` the parties whose standings count there."""

    moves: list[Move]
    agreements: frozenset[int]
    codes: frozenset[str]


def pair_difference(before: Point, after: Point, pair: tuple[Party, Party]) -> PairDifference:
    """By the groups of the pair's page, in its order: with what stands between the two, and with unions. Two
    statements."""
    then, now = (country_pair(*pair, on=one.on, known_at=one.known_at) for one in (before, after))
    by_id = ({row.agreement.pk: row for row in found.rows} for found in (then, now))
    befores, afters = by_id
    rows = [*now.rows, *(row for row in then.rows if row.agreement.pk not in afters)]
    moves = [Move(row.agreement, befores.get(row.agreement.pk), afters.get(row.agreement.pk)) for row in rows]
    codes = {code for row in rows for code in row.names} | {party.code for party in pair}
    moved = [one for one in moves if _group(one.before) is not _group(one.after)]
    return PairDifference(moved, frozenset({*befores, *afters}), frozenset(codes))


def _group(row: PairRow | None) -> PairGroup:
    return row.group if row else PairGroup.NOT_YET


class IsDistinct(Func):
    """Unequal, where NULL equals NULL."""

    arg_joiner = " IS DISTINCT FROM "
    template = "(%(expressions)s)"
    output_field = BooleanField()


def differing(
    before: Point,
    after: Point,
    *,
    agreement: Agreement | None = None,
    pair: tuple[Party, Party] | None = None,
    within: PairDifference | None = None,
) -> QuerySet:
    """Rows for ``difference_from``: of one agreement, of what is between two parties, or of everything on record.

    ``pair`` means the agreements between the two, with the standings of either and of the unions through which one
    without a file may be bound; ``within`` all that their page knows at either point, with those of all their unions.

    Unordered and unsliced: whoever asks puts them in order, or takes a page by ``id``.
    """
    rows: Any = Timeline.objects.known_at(after.known_at)
    if agreement:
        rows = rows.filter(agreement=agreement)
    if pair:
        agreements, theirs = agreements_of(pair, known_at=after.known_at)
        rows = rows.filter(Q(participation=None) | theirs, agreement__in=agreements.values("pk"))
    if within:
        of_one = Q(participation=None) | Q(participation__party__code__in=within.codes)
        rows = rows.filter(of_one, agreement__in=within.agreements)
    if before.on == after.on and before.known_at is not None:
        rows = rows.filter(known_from__gt=before.known_at)  # an older version says of one day what it said then
    same_version = before.known_at == after.known_at
    if same_version:
        rows = rows.exclude(Exact(StepOn("days", before.on), StepOn("days", after.on)))
    then = _step_on(before.on) if same_version else _step_then(before)
    rows = rows.annotate(before=then, after=_step_on(after.on)).filter(IsDistinct("before", "after"))
    return rows.select_related("agreement", "participation__party").defer(
        *(f"{of}{column}" for of in ("", "agreement__", "participation__") for column in ("days", "codes", "story"))
    )


def difference_from(row: Any) -> Difference:
    party = row.participation.party if row.participation else None
    words: type[Status] = ParticipationStatus if party else AgreementStatus
    before, after = (Side(words, step["code"], step["story"]) for step in (row.before, row.after))
    return Difference(row.agreement, party, before, after)


def _step_then(point: Point) -> Coalesce:
    """The step in the version of the same timeline that was current at the point."""
    whole = IsNull(OuterRef("participation"), True)
    same = Timeline.objects.known_at(point.known_at).filter(
        Q(participation=OuterRef("participation")) | Q(whole, participation=None), agreement=OuterRef("agreement")
    )
    then = Subquery(same.order_by().values(step=_step_on(point.on))[:1], output_field=JSONField())
    return Coalesce(then, Value(NOTHING, output_field=JSONField()), output_field=JSONField())


def _step_on(day: date) -> JSONObject:
    return JSONObject(code=StatusOn(day), story=StoryOn(day))
