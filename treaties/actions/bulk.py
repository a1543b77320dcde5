"""Very many rows at once, of which nobody needs the ids."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from psycopg import sql

from treaties.models import Block, StatusChange


def copy_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows by COPY, in their order: the database guards and journals them as it does any other insert.

    ``columns`` are those of the table; the database gives the others. None of the values is looked at here.
    """
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def copy_acts(block: Block, acts: Sequence[StatusChange]) -> None:
    """The rows of new acts, each with its id from then on: two statements."""
    copy_rows(StatusChange, [str(field.column) for field in OF_ACTS], (_values_of(act) for act in acts))
    ids = dict(StatusChange.objects.filter(slug__in=[act.slug for act in acts]).order_by().values_list("slug", "pk"))
    for act in acts:
        act.pk, act.block = ids[act.slug], block
        act._state.adding, act._state.db = False, connection.alias


OF_ACTS: Sequence[Field] = [field for field in StatusChange._meta.concrete_fields if field.name not in ("id", "block")]


def _values_of(act: StatusChange) -> list[Any]:
    """As they are saved; of a word its code, and of a partial date its text."""
    values = (field.pre_save(act, add=True) for field in OF_ACTS)
    return [value if value is None or isinstance(value, int | date) else str(value) for value in values]
