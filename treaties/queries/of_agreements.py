"""Rows that belong to agreements, for lists: participations, timelines, clauses, assertions, sources.

Unordered and unsliced: who asks puts them in order and takes a page. ``known_at`` is a block: the rows as the record
then stood.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, F, ForeignKey, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from treaties.models import Agreement, Citation, Party, Source, Timeline
from treaties.models.sources import COLUMN_OF
from treaties.models.status_changes import NO_DAY
from treaties.models.timelines import StatusOn
from treaties.queries import agreement_parts as parts
from treaties.queries.as_known import COLUMNS
from treaties.queries.knowledge import known_by
from treaties.queries.shared_agreements import agreements_of
from treaties.queries.source_search import with_words
from treaties.vocabulary import AgreementStatus, ClauseKind, Evidence, ParticipationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Which agreements the rows belong to; ``parties`` is one, or two between which they are. ``source`` keeps the rows
    that rest on it themselves."""

    agreement: Agreement | None = None
    parties: Sequence[Party] = ()
    source: Source | None = None
    known_at: int | None = None


def participations(among: Among, *, standing: ParticipationStatus | None = None, on: date | None = None) -> QuerySet:
    """Files of the parties; ``standing`` is the one certain of the day ``on``. Each has ``kept``."""
    rows = _of_agreement(parts.participations(among.known_at), among)
    if len(among.parties) > 1:
        agreements, theirs = agreements_of(among.parties, known_at=among.known_at, participation="")
        rows = rows.filter(theirs, agreement__in=agreements.values("pk"))
    elif among.parties:
        rows = rows.filter(party=among.parties[0])
    if standing and on:
        versions = Timeline.objects.known_at(among.known_at).exclude(participation=None).alias(code=StatusOn(on))
        of_it = versions.filter(code=standing.bit) if standing.bit > 1 else versions.filter(_blank())
        rows = rows.filter(pk__in=of_it.order_by().values("participation"))
    return rows


def _blank() -> Q:
    """Nothing on record that day: before the first step, or by a step that says so."""
    return Q(code=None) | Q(code=1)


def timelines(among: Among, *, of_parties: bool | None = None) -> QuerySet:
    """Of agreements as a whole, and of parties; only of one kind, if asked. One party means its own."""
    rows: Any = Timeline.objects.known_at(among.known_at).select_related("agreement", "participation__party")
    joined = [f"{of}__{column}" for of in ("agreement", "participation") for column in COLUMNS]
    rows = _of_agreement(rows.defer("story", *joined), among)
    if of_parties is not None:
        rows = rows.filter(participation__isnull=not of_parties)
    if len(among.parties) > 1:
        agreements, theirs = agreements_of(among.parties, known_at=among.known_at)
        return rows.filter(Q(participation=None) | theirs, agreement__in=agreements.values("pk"))
    return rows.filter(participation__party=among.parties[0]) if among.parties else rows


def clauses(among: Among, *, kind: ClauseKind | None = None) -> QuerySet:
    rows = _of_parties(_of_agreement(parts.clauses(among.known_at), among), among)
    rows = _resting_on_source(rows, among)
    return rows.filter(kind=kind) if kind else rows


def assertions(
    among: Among, *, status: AgreementStatus | None = None, since: date | None = None, until: date | None = None
) -> QuerySet:
    """Of a day that may be from ``since`` (closed) until ``until`` (open)."""
    rows = _of_parties(_of_agreement(parts.assertions(among.known_at), among), among)
    rows = _resting_on_source(rows, among)
    if status:
        rows = rows.filter(status=status)
    return within(rows, "asserted_on", since, until)


def within(rows: QuerySet, name: str, since: date | None, until: date | None) -> QuerySet:
    """Those whose partly known day may be from a day (closed) until a day (open). A day not on record is in no span."""
    if since or until:
        rows = rows.filter(**{f"{name}__isnull": False})
    if since:
        rows = rows.filter(Q(**{f"{name}_latest": None}) | Q(**{f"{name}_latest__gte": since}))
    if until:
        rows = rows.filter(Q(**{f"{name}_earliest": None}) | Q(**{f"{name}_earliest__lt": until}))
    return rows


def sources(
    *,
    known_at: int | None = None,
    words: str | None = None,
    evidence: Evidence | None = None,
    since: date | None = None,
    until: date | None = None,
    undated: date = NO_DAY,
) -> QuerySet:
    """Documents; ``published_day`` is the first possible one, and ``undated`` where none is on record."""
    rows: Any = Source.objects.filter(**known_by(known_at))
    if words is not None:
        rows = with_words(rows, words)
    if evidence:
        rows = rows.filter(evidence=evidence)
    bounds = [F(f"published_on_{end}") for end in ("earliest", "latest")]
    day = Coalesce(*bounds, Value(undated), output_field=DateField())
    return within(rows, "published_on", since, until).annotate(published_day=day)


def facts_citing(rows: QuerySet) -> dict[str, int]:
    """Of citations: how many there are of each kind of fact. One statement."""
    kinds = [one.name for one in rows.model._meta.fields if isinstance(one, ForeignKey)]
    counts = {kind: Count(kind) for kind in kinds if kind not in ("source", "block")}
    return {kind: number for kind, number in rows.order_by().aggregate(**counts).items() if number}


def citations_of(source: Source, *, known_at: int | None = None) -> QuerySet:
    return Citation.objects.filter(source=source, **known_by(known_at))


def _of_agreement(rows: QuerySet, among: Among) -> QuerySet:
    rows = rows.annotate(of_slug=F("agreement__slug"))
    return rows.filter(agreement=among.agreement) if among.agreement else rows


def _of_parties(rows: QuerySet, among: Among) -> QuerySet:
    if not among.parties:
        return rows
    agreements, _ = agreements_of(among.parties, known_at=among.known_at)
    return rows.filter(agreement__in=agreements.values("pk"))


def _resting_on_source(rows: QuerySet, among: Among) -> QuerySet:
    if among.source is None:
        return rows
    cited = Citation.objects.filter(source=among.source, **known_by(among.known_at))
    kind = COLUMN_OF[rows.model]
    return rows.filter(pk__in=cited.filter(**{f"{kind}__isnull": False}).order_by().values(kind))
