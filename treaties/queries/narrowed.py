"""The agreements of one party, or between two, as parts of a statement that is written in SQL."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from treaties.models import Participation, Party
from treaties.queries.shared_agreements import agreements_of

NOBODY = "SELECT NULL::bigint WHERE false"


def of_parties(parties: Sequence[Party]) -> tuple[str, dict[str, Any]]:
    """Two tables for the ``WITH`` of a statement, and what is given to them by name.

    ``among`` holds the ids of the agreements, and ``theirs`` those of the participations under them that are of these
    parties, or of the unions through which they may be bound (``agreements_of``). Both are empty without a party. Of
    two, one statement reads their memberships.
    """
    if not parties:
        return f"among (id) AS ({NOBODY}), theirs (id) AS ({NOBODY})", {}
    agreements, theirs = agreements_of(parties, participation="")
    files = Participation.objects.filter(theirs, agreement__in=RawSQL("SELECT id FROM among", []))
    among, given = _by_name(agreements, "among")
    own, also = _by_name(files.order_by(), "theirs")
    return f"among (id) AS ({among}), theirs (id) AS ({own})", given | also


def _by_name(rows: QuerySet, name: str) -> tuple[str, dict[str, Any]]:
    """The ids of the rows as SQL, with a name for each value."""
    sql, given = rows.values("pk").query.sql_with_params()
    names = [f"{name}_{place}" for place in range(len(given))]
    return sql % tuple(f"%({one})s" for one in names), dict(zip(names, given, strict=True))
