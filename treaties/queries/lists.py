"""Lists of the record, unordered and unsliced: who asks puts them in order and takes a page."""

from collections.abc import Sequence
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FilteredRelation, OuterRef, Prefetch, Q, QuerySet

from treaties.models import Agreement, Participation, Party, PartyName, StatusChange
from treaties.models.agreements import AgreementQuerySet
from treaties.models.status_changes import first_day_of_act
from treaties.models.timelines import StatusOn
from treaties.queries.citations import with_sources
from treaties.queries.groups import group_of
from treaties.queries.search import with_words
from treaties.vocabulary import Act, PairGroup

STANDINGS = ("one_code", "other_code")


def agreements_on(
    on: date, *, parties: Sequence[Party] = (), group: PairGroup | None = None, text: str | None = None
) -> QuerySet:
    """Agreements as rows of a table, with how they stand on the day: as a whole, for one party, or between two."""
    agreements = _agreements_of(parties)
    joined = ("one__", "other__")[: len(parties)]
    codes = {name: StatusOn(on, of=side) for name, side in zip(STANDINGS, joined, strict=False)}
    codes_of_parties = Participation.objects.filter(agreement=OuterRef("pk")).order_by("side", "party__code")
    if text is not None:
        agreements = with_words(agreements, text)
    agreements = (
        agreements.with_status(on=on)
        .annotate(**codes)
        .annotate(
            group=group_of("status_code", *codes),
            party_codes=ArraySubquery(codes_of_parties.values("party__code")),
        )
    )
    if group:
        agreements = agreements.filter(group=group)
    columns = ("id", "slug", "title", "short_title", "form", "is_bilateral", "nature", "topics")
    return agreements.values(*columns, "status_code", "group", "party_codes", *codes)


def _agreements_of(parties: Sequence[Party]) -> AgreementQuerySet:
    if not parties:
        return Agreement.objects.all()
    one, *others = parties
    if others:
        return Agreement.objects.between(one, others[0])
    of_one = Q(participations__party=one)
    return Agreement.objects.of(one).annotate(one=FilteredRelation("participations", condition=of_one))


def status_changes(*, agreement: str | None = None, act: Act | None = None, by: Party | None = None) -> QuerySet:
    """Acts on record with their sources; ``first_day`` is what they are ordered by. Two statements."""
    changes = StatusChange.objects.select_related("agreement", "participation__party", "done_by_predecessor")
    changes = changes.defer("agreement__story", "participation__story").annotate(first_day=first_day_of_act())
    if agreement is not None:
        changes = changes.filter(agreement__slug=agreement)
    if act:
        changes = changes.filter(act=act)
    if by:
        changes = changes.filter(participation__party=by)
    return changes.prefetch_related(with_sources())


def parties(*, ids: Sequence[int] | None = None, kind: str | None = None) -> QuerySet:
    """Parties as rows of a table; ``ids`` keeps those that a search has found."""
    found = Party.objects.all()
    if ids is not None:
        found = found.filter(pk__in=ids)
    if kind:
        found = found.filter(kind=kind)
    return found


def party_file(code: str) -> Party:
    """One party with its names, codes and successions, in a fixed number of statements. Raises Party.DoesNotExist."""
    names = Prefetch("names", PartyName.objects.order_by("language", "kind", "name"))
    related = ("codes", "successors__successor", "predecessors__predecessor")
    return Party.objects.prefetch_related(names, *related, with_sources()).get(code=code)
