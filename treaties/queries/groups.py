"""The group of an agreement on a day, in SQL, for lists that are filtered by it.

``PairRow.group`` says the same in Python for the two parties of a pair; a test holds the two together. With no party
the group is that of the agreement as a whole, with one it is how that party stands.
"""

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from treaties.derivation.transitions import OVER
from treaties.queries.country_pair import APPLYING, BOUND
from treaties.vocabulary import AgreementStatus, PairGroup, ParticipationStatus, Status

A, P = AgreementStatus, ParticipationStatus
NOTHING_ON_RECORD = 1
"""The bit of the first word of either status: what a NULL code means."""


def group_of(whole: str, *standings: str) -> Case:
    """``whole`` and ``standings`` name the columns with the codes of the day: of the agreement, of each party asked."""
    applied = _within(whole, A.PROVISIONAL) | _any(_within, standings, P.PROVISIONAL)
    either_may_apply = _within(whole, A.IN_FORCE, A.PROVISIONAL) & _all(_within, standings, *APPLYING)
    return Case(
        When(_within(whole, A.OPERATIVE), then=Value(PairGroup.OPERATIVE)),
        When(_may_be(whole, A.OPERATIVE), then=Value(PairGroup.POSSIBLY_IN_FORCE)),
        When(_all(_within, standings, P.PARTY) & _within(whole, A.IN_FORCE), then=Value(PairGroup.IN_FORCE)),
        When(_all(_may_be, standings, P.PARTY) & _may_be(whole, A.IN_FORCE), then=Value(PairGroup.POSSIBLY_IN_FORCE)),
        When(
            _within(whole, A.IN_FORCE, A.SUSPENDED) & _all(_within, standings, *BOUND), then=Value(PairGroup.SUSPENDED)
        ),
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


def _may_be(column: str, status: Status) -> Q:
    return Q(Exact(_code(column).bitand(status.bit), status.bit))


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
