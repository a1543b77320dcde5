"""Parts of several agreements at once, for lists that include them: each kind in one statement, by agreement.

``known_at`` is a block: as the record then stood. Without one it is as the record stands now.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject

from treaties.models import (
    Agreement,
    AgreementRelation,
    AgreementTitle,
    Citation,
    Clause,
    Participation,
    SeriesNumber,
    StatusAssertion,
    Timeline,
)
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import AgreementFile, is_borne_out
from treaties.queries.as_known import COLUMNS, kept_json, kept_of_participation
from treaties.queries.citations import attach_citations, cited_by
from treaties.queries.clauses import NAMED
from treaties.queries.facts_at_once import agreements_with_facts
from treaties.queries.knowledge import known_by
from treaties.queries.nested import Nested, in_columns, put_all

AGREEMENT_TIMELINE = tuple(f"agreement__{column}" for column in COLUMNS)
"""What is not read of a joined agreement."""


def by_agreement(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.agreement_id].append(row)
    return dict(found)


def read_with(rows: QuerySet, parts: dict[str, Nested]) -> list[Any]:
    """The rows, with those that belong to them. One statement."""
    found = list(rows.annotate(**in_columns(parts)))
    for row in found:
        put_all(row, parts)
    return found


def cited_rows(rows: QuerySet, fact: str, known_at: int | None, **more: Nested) -> list[Any]:
    """The rows with their citations; ``fact`` is the column of their kind in a citation."""
    return read_with(rows, {"citations": cited_by(fact, known_at=known_at), **more})


def read_citations(page: list[Any], *, known_at: int | None) -> list[Any]:
    """The rows of a page of one kind, with their citations. One statement; none where there are no rows."""
    if page:
        attach_citations(page, known_at=known_at)
    return page


def read_clauses(page: list[Any], *, known_at: int | None) -> list[Any]:
    """Clauses of a page with what their words read. Two statements; none where there are no rows."""
    if page:
        attach_citations(page, known_at=known_at)
        prefetch_related_objects(page, Prefetch("parties", NAMED.rows.select_related("party")))
    return page


def participations(known_at: int | None) -> QuerySet:
    """With party, agreement and ``kept``."""
    rows: Any = Participation.objects.filter(**known_by(known_at)).select_related("party", "agreement")
    return rows.annotate(kept=kept_of_participation(known_at)).defer(*COLUMNS, *AGREEMENT_TIMELINE)


def clauses(known_at: int | None) -> QuerySet:
    return Clause.objects.standing(known_at).select_related("agreement").defer(*AGREEMENT_TIMELINE)


def cited_clauses(rows: QuerySet, known_at: int | None) -> list[Any]:
    return cited_rows(rows, "clause", known_at, parties=NAMED)


def assertions(known_at: int | None) -> QuerySet:
    """With agreement, what each corrects, and ``whole``: the timeline that it is held against."""
    whole = Timeline.objects.known_at(known_at).filter(agreement=OuterRef("agreement"), participation=None)
    rows: Any = StatusAssertion.objects.standing(known_at)
    rows = rows.select_related("agreement", "corrects__block", "corrects__assertion").defer(*AGREEMENT_TIMELINE)
    columns = JSONObject(**{column: F(column) for column in COLUMNS})
    return rows.annotate(whole=Subquery(whole.order_by().values(json=columns)[:1]))


def is_borne_out_by_record(said: Any) -> bool:
    """Of one of ``assertions``."""
    return is_borne_out(Kept.from_json(said.whole), said)


def titles_of(ids: Collection[int], known_at: int | None) -> list[Any]:
    rows = AgreementTitle.objects.filter(agreement__in=ids, **known_by(known_at)).order_by("pk")
    return cited_rows(rows, "title", known_at)


def series_numbers_of(ids: Collection[int], known_at: int | None) -> list[Any]:
    rows = SeriesNumber.objects.filter(agreement__in=ids, **known_by(known_at)).order_by("pk")
    return cited_rows(rows, "series_number", known_at)


def relations_of(ids: Collection[int], known_at: int | None) -> list[Any]:
    rows = AgreementRelation.objects.filter(agreement__in=ids, **known_by(known_at)).select_related("other")
    return cited_rows(rows.defer(*(f"other__{column}" for column in COLUMNS)).order_by("pk"), "relation", known_at)


def citations_of(ids: Collection[int], known_at: int | None) -> list[Citation]:
    rows = Citation.objects.filter(agreement__in=ids, **known_by(known_at))
    return list(rows.select_related("source").order_by("pk"))


def timelines_of_wholes(ids: Collection[int], known_at: int | None) -> dict[int, Kept]:
    rows = Timeline.objects.known_at(known_at).filter(agreement__in=ids, participation=None)
    return {key: Kept(days, codes) for key, days, codes in rows.values_list("agreement", "days", "codes")}


def files_at_once(ids: Sequence[int], *, on: date, known_at: int | None) -> list[AgreementFile]:
    """With what ``deadlines_in`` reads of a file, and no more."""
    agreements = Agreement.objects.filter(pk__in=ids).annotate(whole=kept_json(known_at))
    return [AgreementFile(one, on, known_at) for one in agreements_with_facts(agreements, known_at=known_at)]
