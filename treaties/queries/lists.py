"""Lists of the record, unordered and unsliced: who asks puts them in order and takes a page.

``known_at`` is a block: the list as the record then stood. Without one it is the list as it stands now.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FilteredRelation, OuterRef, Prefetch, Q, QuerySet

from treaties.models import Agreement, Correction, Participation, Party, PartyCode, PartyName, StatusChange, Succession
from treaties.models.agreements import AgreementQuerySet
from treaties.models.status_changes import NO_DAY, first_day_of_act
from treaties.models.timelines import StatusOn
from treaties.queries.as_known import timeline_json
from treaties.queries.between import between_as_known
from treaties.queries.citations import with_sources
from treaties.queries.groups import group_of
from treaties.queries.knowledge import known_by
from treaties.queries.search import with_words
from treaties.vocabulary import Act, PairGroup, Word

STANDINGS = ("one_code", "other_code")
SIDES = ("one", "other")
"""How the participations of the parties asked about are joined."""


class Mended(Word):
    """Whether a list of acts holds those that no longer stand, because they were corrected or retracted."""

    WITHOUT = "without", "only acts that stand"
    WITH = "with", "acts that stand, and acts that were corrected or retracted"
    ONLY = "only", "only acts that were corrected or retracted"


def agreements_on(
    on: date,
    *,
    known_at: int | None = None,
    parties: Sequence[Party] = (),
    group: PairGroup | None = None,
    text: str | None = None,
    with_timelines: bool = False,
) -> QuerySet:
    """Agreements as rows of a table, with how they stand on the day: as a whole, for one party, or between two.

    ``with_timelines`` adds those that the codes are of, as JSON, by the name of each code with ``_kept``.
    """
    agreements = _agreements_of(parties, known_at)
    if text is not None:
        agreements = with_words(agreements, text, known_at=known_at)
    agreements, whole, joined = _with_timelines(agreements, SIDES[: len(parties)], known_at)
    codes = {name: StatusOn(on, of=side) for name, side in zip(STANDINGS, joined, strict=False)}
    between = {"between_code": between_as_known(on, known_at)} if len(joined) == len(SIDES) else {}
    taking_part = Participation.objects.filter(agreement=OuterRef("pk"), **known_by(known_at))
    agreements = agreements.annotate(status_code=StatusOn(on, of=whole), **codes, **between).annotate(
        group=group_of("status_code", *codes, between="".join(between)),
        party_codes=ArraySubquery(taking_part.order_by("side", "party__code").values("party__code")),
    )
    if group:
        agreements = agreements.filter(group=group)
    columns = ["id", "slug", "title", "short_title", "form", "is_bilateral", "nature", "topics"]
    if with_timelines:
        paths = {"status_code": whole} | dict(zip(STANDINGS, joined, strict=False))
        timelines = {f"{name}_kept": timeline_json(path) for name, path in paths.items()}
        agreements, columns = agreements.annotate(**timelines), [*columns, *timelines]
    return agreements.values(*columns, "status_code", "group", "party_codes", *codes)


def _agreements_of(parties: Sequence[Party], known_at: int | None) -> AgreementQuerySet:
    """Those that the parties take part in, with their participations joined as ``SIDES``."""
    agreements = Agreement.objects.known_at(known_at)
    if not parties:
        return agreements
    one, *others = parties
    if others:
        return Agreement.objects.between(one, others[0], known_at=known_at)
    own = Q(participations__party=one, **known_by(known_at, of="participations__"))
    joined = agreements.of(one).annotate(one=FilteredRelation("participations", condition=own))
    return joined.filter(one__isnull=False)


def _with_timelines(
    agreements: Any, sides: Sequence[str], known_at: int | None
) -> tuple[AgreementQuerySet, str, list[str]]:
    """Where the timelines are to be found: of the agreement, and of each joined participation.

    The version that was current at a block is joined, and not asked for row by row: a filter by group reads each of
    its columns many times over.
    """
    if known_at is None:
        return agreements, "", [f"{side}__" for side in sides]
    of_whole = Q(timelines__participation=None) & _current_at(known_at, of="timelines__")
    agreements = agreements.annotate(whole=FilteredRelation("timelines", condition=of_whole))
    for side in sides:
        path = f"{side}__timelines"
        version = FilteredRelation(path, condition=_current_at(known_at, of=f"{path}__"))
        agreements = agreements.annotate(**{f"{side}_then": version})
    return agreements, "whole__", [f"{side}_then__" for side in sides]


def _current_at(block: int, *, of: str) -> Q:
    """As ``Timeline.objects.known_at``, of a joined timeline."""
    not_yet_replaced = Q(**{f"{of}known_until": None}) | Q(**{f"{of}known_until__gt": block})
    return not_yet_replaced & Q(**{f"{of}known_from__lte": block})


def status_changes(
    *,
    known_at: int | None = None,
    mended: Mended = Mended.WITHOUT,
    agreement: Agreement | None = None,
    act: Act | None = None,
    by: Party | None = None,
    undated: date = NO_DAY,
) -> QuerySet:
    """Acts on record with their sources; ``first_day`` is what they are ordered by, ``undated`` where none is known.

    Each has its ``correction`` and what it ``corrects``, of whatever block. Two statements; one more for the sources of
    corrections, where there are any.
    """
    corrections = ("correction__block", "correction__replacement_change", "corrects__block", "corrects__status_change")
    related = ("agreement", "participation__party", "done_by_predecessor", "towards", "about", *corrections)
    changes: QuerySet = _recorded_acts(mended, known_at).select_related(*related)
    changes = changes.defer("agreement__story", "participation__story").annotate(
        first_day=first_day_of_act(undated=undated)
    )
    if agreement is not None:
        changes = changes.filter(agreement=agreement)
    if act:
        changes = changes.filter(act=act)
    if by:
        changes = changes.filter(participation__party=by)
    cited = with_sources(known_at=known_at)
    return changes.prefetch_related(cited, Prefetch("correction__citations", cited.queryset))


def corrected_by_then(row: Any, known_at: int | None) -> Correction | None:
    """What a row that stands was put in the place by, as far as it was known; of a row that says what it corrects."""
    return by_then(getattr(row, "corrects", None), known_at)


def by_then(correction: Correction | None, known_at: int | None) -> Correction | None:
    """What was made later was not known yet."""
    if correction and known_at is not None and correction.block_id > known_at:
        return None
    return correction


def with_replacements(acts: set[int], known_at: int | None) -> set[int]:
    """The keys of acts, and of those that were put in their places, however often. A statement for each time."""
    found, last = set(acts), set(acts)
    while last:
        corrections = Correction.objects.filter(status_change__in=last, replacement_change__isnull=False)
        replaced = corrections.filter(**known_by(known_at)).values_list("replacement_change", flat=True)
        last = {key for key in replaced if key is not None} - found
        found |= last
    return found


def _recorded_acts(mended: Mended, known_at: int | None) -> QuerySet:
    if mended is Mended.WITHOUT:
        return StatusChange.objects.standing(known_at)
    if mended is Mended.ONLY:
        return StatusChange.objects.filter(correction__isnull=False, **known_by(known_at, of="correction__"))
    return StatusChange.objects.filter(**known_by(known_at))


def parties(*, known_at: int | None = None, ids: Sequence[int] | None = None, kind: str | None = None) -> QuerySet:
    """Parties as rows of a table; ``ids`` keeps those that a search has found."""
    found = Party.objects.filter(**known_by(known_at))
    if ids is not None:
        found = found.filter(pk__in=ids)
    if kind:
        found = found.filter(kind=kind)
    return found


def existing_on(rows: QuerySet, day: date) -> QuerySet:
    """Of parties: those that may have existed that day. No beginning or no end on record is none that is known."""
    begun = Q(exists_from_earliest=None) | Q(exists_from_earliest__lte=day)
    lasting = Q(exists_until_latest=None) | Q(exists_until_latest__gt=day)
    return rows.filter(begun, lasting)


def party_file(code: str, *, known_at: int | None = None) -> Party:
    """One party with its names, codes and successions, in a fixed number of statements.

    Raises Party.DoesNotExist: no such party, or none yet at that block.
    """
    known = known_by(known_at)
    successions = Succession.objects.filter(**known).order_by("pk")
    return Party.objects.prefetch_related(
        Prefetch("names", PartyName.objects.filter(**known).order_by("language", "kind", "name")),
        Prefetch("codes", PartyCode.objects.filter(**known).order_by("pk")),
        Prefetch("successors", successions.select_related("successor")),
        Prefetch("predecessors", successions.select_related("predecessor")),
        with_sources(known_at=known_at),
    ).get(code=code, **known)
