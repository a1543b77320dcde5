"""The rows of a subquery as one JSON value, so that what a row of the outer statement brings is read in one go."""

from typing import Any

from django.db.models import JSONField, Subquery


class JsonRows(Subquery):
    """Like ``ArraySubquery``, in the order of the subquery, but one value: an array of JSON would be read element by
    element, which costs more than the statement where there are thousands."""

    template = "TO_JSONB(ARRAY(%(subquery)s))"

    @property
    def output_field(self) -> Any:
        return JSONField()
