"""What derivation is told about a few agreements, in one statement: the same rows as ``with_facts``, as JSON."""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from treaties.models import Agreement, Clause, Participation, StatusChange
from treaties.queries.as_known import COLUMNS
from treaties.queries.citations import cited_by
from treaties.queries.clauses import NAMED
from treaties.queries.facts import OF_AN_ACT, amends_another
from treaties.queries.knowledge import known_by
from treaties.queries.nested import Nested, in_columns, put_all


def agreements_with_facts(
    agreements: QuerySet[Agreement], *, known_at: int | None = None, only: Collection[int] | None = None
) -> list[Any]:
    """Agreements with all that ``facts_of`` reads, as known at a block; without one, now. One statement.

    For as many as a page shows: their rows are made one by one. ``only`` those with these ids get their facts.
    """
    known = known_by(known_at)
    participations = Participation.objects.filter(**known)
    acts, clauses = StatusChange.objects.standing(known_at), Clause.objects.standing(known_at)
    cited = {"citations": cited_by("status_change", known_at=known_at)}
    cited_and_named = {"citations": cited_by("clause", known_at=known_at), "parties": NAMED}
    parts = {
        "participations": Nested(participations, "agreement", ("party",), without=COLUMNS),
        "standing_acts": Nested(acts, "agreement", OF_AN_ACT, cited, without=COLUMNS),
        "clauses": Nested(clauses, "agreement", children=cited_and_named),
    }
    columns: dict[str, Any] = {**in_columns(parts)}
    if only is not None:
        columns = {name: Case(When(Q(pk__in=only), then=column)) for name, column in columns.items()}
    read = agreements.filter(**known).annotate(amends=amends_another(known_at), **columns)
    found = list(read.defer(*COLUMNS))
    for agreement in found:
        if only is None or agreement.pk in only:
            put_all(agreement, parts)
    return found
