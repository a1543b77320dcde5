"""The group of an agreement on a day, in SQL, for lists that are filtered by it.

``PairRow.group`` says the same in Python for the two parties of a pair; a test holds the two together. With no party
the group is that of the agreement as a whole, with one it is how that party stands.
"""

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from treaties.derivation.transitions import OVER
from treaties.queries.country_pair import APPLYING, BOUND, RUNNING
from treaties.vocabulary import AgreementStatus, Between, PairGroup, ParticipationStatus, Status

A, P, B = AgreementStatus, ParticipationStatus, Between
NOTHING_ON_RECORD = 1
"""The bit of the first word of each status: what a NULL code means."""


def group_of(whole: str, *standings: str, between: str = "") -> Case:
    """``whole`` and ``standings`` name the columns with the codes of the day: of the agreement, of each party asked.

    ``between`` names that of what stands between the two; without it, nothing does.
    """
    applies, may_apply = (_within(between, B.APPLIES), _may_be(between, B.APPLIES)) if between else (Q(), Q())
    barred = ~_may_be(between, B.APPLIES, B.SUSPENDED) if between else Q(pk__in=[])
    both_may_be_bound = _may_be(whole, *RUNNING) & _all(_may_be, standings, *BOUND)
    both_may_be_party = _all(_may_be, standings, P.PARTY) & _may_be(whole, A.IN_FORCE)
    applied = _within(whole, A.PROVISIONAL) | _any(_within, standings, P.PROVISIONAL)
    either_may_apply = _within(whole, A.IN_FORCE, A.PROVISIONAL) & _all(_within, standings, *APPLYING)
    return Case(
        When(_within(whole, A.OPERATIVE), then=Value(PairGroup.OPERATIVE)),
        When(_may_be(whole, A.OPERATIVE), then=Value(PairGroup.POSSIBLY_IN_FORCE)),
        When(both_may_be_bound & barred, then=Value(PairGroup.NOT_BETWEEN)),
        When(_all(_within, standings, P.PARTY) & _within(whole, A.IN_FORCE) & applies, then=Value(PairGroup.IN_FORCE)),
        When(both_may_be_party & may_apply, then=Value(PairGroup.POSSIBLY_IN_FORCE)),
        When(_within(whole, *RUNNING) & _all(_within, standings, *BOUND), then=Value(PairGroup.SUSPENDED)),
        When(either_may_apply & applied, then=Value(PairGroup.PROVISIONAL)),
        When(either_may_apply, then=Value(PairGroup.SIGNED)),
        When(_any(_within, standings, P.FORMER) | _within(whole, *OVER), then=Value(PairGroup.ENDED)),
        When(_within(whole, A.NEVER_IN_FORCE), then=Value(PairGroup.NEVER_IN_FORCE)),
        When(_any(_within, standings, P.NONE) | _within(whole, A.NOT_YET), then=Value(PairGroup.NOT_YET)),
        When(_any(_may_be, standings, P.NONE) | _may_be(whole, A.NOT_YET), then=Value(PairGroup.POSSIBLY_SIGNED)),
        default=Value(PairGroup.SIGNED),
    )


def _code(column: str) -> Coalesce:
    return Coalesce(F(column), Value(NOTHING_ON_RECORD), output_field=IntegerField())


def _within(column: str, *statuses: Status) -> Q:
    """No status but these is possible."""
    allowed = sum(status.bit for status in statuses)
    return Q(Exact(_code(column).bitor(allowed), allowed))


def _may_be(column: str, *statuses: Status) -> Q:
    """One of these is possible."""
    return ~Q(Exact(_code(column).bitand(sum(status.bit for status in statuses)), 0))


def _all(test, columns: tuple[str, ...], *statuses: Status) -> Q:
    condition = Q()
    for column in columns:
        condition &= test(column, *statuses)
    return condition


def _any(test, columns: tuple[str, ...], *statuses: Status) -> Q:
    condition = Q(pk__in=[])
    for column in columns:
        condition |= test(column, *statuses)
    return condition
