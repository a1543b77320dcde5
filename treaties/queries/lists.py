"""Lists of the record, unordered and unsliced: who asks puts them in order and takes a page.

``known_at`` is a block: the list as the record then stood. Without one it is the list as it stands now.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FilteredRelation, OuterRef, Prefetch, Q, QuerySet
from django.db.models.lookups import IsNull

from treaties.models import Agreement, Correction, Participation, Party, PartyCode, PartyName, StatusChange, Succession
from treaties.models.agreements import AgreementQuerySet
from treaties.models.status_changes import NO_DAY, first_day_of_act
from treaties.models.timelines import StatusOn
from treaties.queries.as_known import joined_timelines, timeline_json, timeline_paths
from treaties.queries.citations import with_sources
from treaties.queries.groups import group_of
from treaties.queries.knowledge import known_by
from treaties.queries.pair_files import files_of_pair
from treaties.queries.search import with_words
from treaties.queries.shared_agreements import ENDS, grouped, sharing
from treaties.vocabulary import Act, PairGroup, Word

STANDINGS = ("one_code", "other_code")


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
    """Agreements as rows of a table, with how they stand on the day: as a whole, for one party, or between two, of whom
    either may be bound through a union.

    ``with_timelines`` adds those that the codes are of, as JSON, by the name of each code with ``_kept``. One without a
    file of its own has none: ``files`` are what its standing is made of (``pair_files.two_of``). One statement; for
    two parties one more, which reads their memberships.
    """
    rows, paths = _with_group(parties, on, known_at)
    if text is not None:
        rows = with_words(rows, text, known_at=known_at)
    taking_part = Participation.objects.filter(agreement=OuterRef("pk"), **known_by(known_at))
    rows = rows.annotate(party_codes=ArraySubquery(taking_part.order_by("side", "party__code").values("party__code")))
    if group:
        rows = rows.filter(group=group)
    columns = ["id", "slug", "title", "short_title", "form", "is_bilateral", "nature", "topics"]
    if with_timelines:
        timelines: dict[str, Any] = {f"{name}_kept": timeline_json(path) for name, path in paths.items()}
        if len(parties) > 1:
            own = Q(IsNull(OuterRef("one__pk"), False)) & Q(IsNull(OuterRef("other__pk"), False))
            timelines["files"] = files_of_pair(parties[0], parties[1], known_at, only=~own)
        rows, columns = rows.annotate(**timelines), [*columns, *timelines]
    return rows.values(*columns, "group", "party_codes", *paths)


def _with_group(parties: Sequence[Party], on: date, known_at: int | None) -> tuple[Any, dict[str, str]]:
    """Those that the parties take part in, or that are between two, with their group; and the paths of the timelines,
    by the names of the codes."""
    sides = ENDS[: len(parties)]
    paths = dict(zip(("status_code", *STANDINGS), timeline_paths(sides, known_at), strict=False))
    if len(parties) > 1:
        return grouped(sharing(parties[0], parties[1], known_at), on), paths
    agreements = joined_timelines(_agreements_of(parties, known_at), sides, known_at)
    codes = {name: StatusOn(on, of=path) for name, path in paths.items()}
    return agreements.annotate(**codes).annotate(group=group_of(*codes)), paths


def _agreements_of(parties: Sequence[Party], known_at: int | None) -> AgreementQuerySet:
    """All, or those that a party takes part in itself, with its participation joined."""
    agreements = Agreement.objects.known_at(known_at)
    for one in parties:
        own = Q(participations__party=one, **known_by(known_at, of="participations__"))
        agreements = agreements.of(one).annotate(one=FilteredRelation("participations", condition=own))
        agreements = agreements.filter(one__isnull=False)
    return agreements


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
