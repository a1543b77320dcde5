"""The groups in SQL are those that the pair's own answer gives, whatever is possible of the whole and of each party."""

from datetime import date
from itertools import combinations

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, IntegerField, Value
from django.db.models.functions import Cast, Mod

from treaties.models import Agreement, PartyName
from treaties.models.timelines import Kept
from treaties.queries.country_pair import PairRow
from treaties.queries.groups import group_of
from treaties.vocabulary import AgreementStatus, Between, PairGroup, ParticipationStatus, Status

pytestmark = pytest.mark.slow

A, P = AgreementStatus, ParticipationStatus
STEP = 7919
"""A prime: consecutive rows get combinations far apart."""


def codes(words: type[Status]) -> list[int]:
    """One status certain, or two possible."""
    bits = [status.bit for status in words]
    return bits + [one + other for one, other in combinations(bits, 2)]


WHOLE, STANDING, BETWEEN = codes(AgreementStatus), codes(ParticipationStatus), codes(Between)


class Nth(Func):
    template = "(%(expressions)s]"
    arg_joiner = ")["
    output_field = IntegerField()

    def __init__(self, among: list[int], index) -> None:
        super().__init__(Value(among, output_field=ArrayField(IntegerField())), index + 1)


@pytest.mark.django_db
@pytest.mark.parametrize("start", range(0, 120_000, 20_000))
def test_sql_and_python_put_each_combination_into_one_group(start: int) -> None:
    number = Mod(F("pk") * STEP + start, Value(len(WHOLE) * len(STANDING) ** 2))
    rows = (
        PartyName.objects.annotate(number=Cast(number, IntegerField()))
        .annotate(
            status_code=Nth(WHOLE, F("number") % len(WHOLE)),
            one_code=Nth(STANDING, Cast(F("number") / len(WHOLE), IntegerField()) % len(STANDING)),
            other_code=Nth(STANDING, Cast(F("number") / (len(WHOLE) * len(STANDING)), IntegerField())),
        )
        .annotate(group=group_of("status_code", "one_code", "other_code"))
    )
    found = set(rows.values_list("status_code", "one_code", "other_code", "group"))
    assert len(found) > 8000
    assert [row for row in found if row[3] != in_python(*row[:3])] == []


@pytest.mark.django_db
@pytest.mark.parametrize("between", BETWEEN)
def test_they_do_so_whatever_stands_between_the_two(between: int) -> None:
    number = Cast(Mod(F("pk") * STEP, Value(len(WHOLE) * len(STANDING) ** 2)), IntegerField())
    rows = (
        PartyName.objects.annotate(number=number)
        .annotate(
            status_code=Nth(WHOLE, F("number") % len(WHOLE)),
            one_code=Nth(STANDING, Cast(F("number") / len(WHOLE), IntegerField()) % len(STANDING)),
            other_code=Nth(STANDING, Cast(F("number") / (len(WHOLE) * len(STANDING)), IntegerField())),
            between_code=Value(between, output_field=IntegerField()),
        )
        .annotate(group=group_of("status_code", "one_code", "other_code", between="between_code"))
    )
    found = set(rows.values_list("status_code", "one_code", "other_code", "group"))
    assert [row for row in found if row[3] != in_python(*row[:3], between)] == []


@pytest.mark.django_db
def test_every_group_but_not_yet_is_reached_by_some_combination() -> None:
    groups = {in_python(whole, one, other) for whole in WHOLE for one in STANDING for other in STANDING}
    assert groups == set(PairGroup) - {PairGroup.NOT_BETWEEN}
    assert in_python(A.IN_FORCE.bit, P.PARTY.bit, P.PARTY.bit, Between.PRECLUDED.bit) == PairGroup.NOT_BETWEEN


def in_python(whole: int, one: int, other: int, between: int = 1) -> str:
    of_whole, of_one, of_other, law = (Kept([date.min], [code], [{}]) for code in (whole, one, other, between))
    return PairRow(Agreement(), of_whole, of_one, of_other, acts=(), said=(), on=date.min, between=law).group
