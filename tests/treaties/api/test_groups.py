"""The groups in SQL are those that the pair's own answer gives, whatever the codes."""

from datetime import date

import pytest
from django.db.models import F, IntegerField, Value
from django.db.models.functions import Cast, Mod

from treaties.models import Agreement, PartyName
from treaties.queries.country_pair import PairRow
from treaties.queries.groups import group_of

WHOLE, STANDING = 64, 32
"""One more than the highest code of an agreement, and of a standing."""
STEP = 7919
"""A prime: consecutive rows get combinations far apart."""


@pytest.mark.django_db
@pytest.mark.parametrize("start", [0, 20_000, 40_000])
def test_sql_and_python_put_each_combination_into_one_group(start: int) -> None:
    number = Mod(F("pk") * STEP + start, Value(WHOLE * STANDING * STANDING))
    rows = (
        PartyName.objects.annotate(number=Cast(number, IntegerField()))
        .annotate(
            status_code=F("number") % WHOLE,
            one_code=Cast(F("number") / WHOLE, IntegerField()) % STANDING,
            other_code=Cast(F("number") / (WHOLE * STANDING), IntegerField()),
        )
        .exclude(status_code=0)
        .exclude(one_code=0)
        .exclude(other_code=0)
        .annotate(group=group_of("status_code", "one_code", "other_code"))
    )
    found = set(rows.values_list("status_code", "one_code", "other_code", "group"))
    assert len(found) > 8000
    assert [row for row in found if row[3] != in_python(*row[:3])] == []


def in_python(whole: int, one: int, other: int) -> str:
    return PairRow(Agreement(), whole, one, other, story=None, acts=(), assertions=(), on=date.min).group
