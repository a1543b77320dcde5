"""How many agreements the answer for two parties names, counted in SQL: where another answer only speaks of it."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from treaties.models import StatusAssertion, StatusChange
from treaties.models.timelines import StatusOn
from treaties.queries.country_pair import COUNTED_AS_CERTAIN, Counts
from treaties.queries.groups import NOTHING_ON_RECORD
from treaties.queries.shared_agreements import Sharing, grouped
from treaties.vocabulary import Act, AgreementStatus, PairGroup


def latest_counts(two: Sharing, *, on: date) -> Counts:
    """As ``CountryPair.counts``, in the latest record. One statement."""
    entered = StatusChange.objects.standing().filter(agreement=OuterRef("pk"), act=Act.ENTRY_INTO_FORCE)
    rows = grouped(two, on).annotate(entered=Exists(entered), said=Exists(_said_otherwise(on)))
    kinds = ("is_bilateral", "group", "entered", "said")
    counted = rows.order_by().values(*kinds).annotate(number=Count("pk")).values_list(*kinds, "number")
    of_two, of_many, uncertain, whole = 0, 0, 0, 0
    for is_bilateral, group, has_entered, is_said_otherwise, number in counted:
        whole += number
        if group == PairGroup.IN_FORCE:
            of_two, of_many = of_two + number * is_bilateral, of_many + number * (not is_bilateral)
        elif is_bilateral and _is_uncertain(PairGroup(group), has_entered, is_said_otherwise):
            uncertain += number
    return Counts(of_two, uncertain, of_many, whole)


def _is_uncertain(group: PairGroup, has_entered: bool, is_said_otherwise: bool) -> bool:
    """As ``CountryPair.uncertain``."""
    if group is PairGroup.POSSIBLY_IN_FORCE or (group is PairGroup.SIGNED and not has_entered):
        return True
    return is_said_otherwise and group not in COUNTED_AS_CERTAIN


def _said_otherwise(on: date) -> Any:
    """Of an agreement, as ``PairRow.asserted_otherwise``."""
    then, now = (_code(StatusOn(day, of="agreement__")) for day in (F("asserted_on_latest"), on))
    by_then = Q(asserted_on_earliest=None) | Q(asserted_on_earliest__lte=on)
    said = StatusAssertion.objects.standing().filter(by_then, Exact(then, now), agreement=OuterRef("pk"))
    borne_out = Q()
    for status in AgreementStatus:
        borne_out |= Q(Exact(then, status.bit), status=status)
    return said.exclude(borne_out)


def _code(code: StatusOn) -> Coalesce:
    return Coalesce(code, NOTHING_ON_RECORD)
