"""The next deadlines of a pair: of each bilateral agreement, kind and party the first from the day of the answer on."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from treaties.dates import PartialDate
from treaties.derivation.deadlines import days_ahead
from treaties.models import Agreement
from treaties.queries.country_pair import CountryPair
from treaties.queries.deadlines import Asked, due
from treaties.queries.facts import facts_of
from treaties.queries.facts_at_once import agreements_with_facts
from treaties.vocabulary import DayKind, PairGroup

_BEHIND = (PairGroup.ENDED, PairGroup.NEVER_IN_FORCE)


@dataclass(frozen=True, slots=True)
class Ahead:
    """``day`` is computed, unless ``is_stated``: then a source gives it. ``by`` is a party's code, empty for none."""

    kind: DayKind
    day: PartialDate
    by: str = ""
    is_stated: bool = False


def deadlines_ahead(pair: CountryPair) -> dict[int, list[Ahead]]:
    """By the key of the agreement, in the order of days, as known when the answer is. One statement."""
    keys = [row.agreement.pk for row in pair.rows if row.agreement.is_bilateral]
    if not keys:
        return {}
    if pair.known_at is None:
        return _kept(pair, keys)
    running = [row.agreement.pk for row in pair.rows if row.agreement.is_bilateral and row.group not in _BEHIND]
    return dict(_computed(pair, running))


def _kept(pair: CountryPair, keys: list[int]) -> dict[int, list[Ahead]]:
    """From the days that are kept of the latest record."""
    which = ("agreement_id", "kind", "participation_id")
    days = due(Asked(since=pair.on)).filter(agreement__in=keys)
    first = days.order_by(*which, "computed_on_latest", "pk").distinct(*which)
    found = defaultdict(list)
    for key, kind, day, stated, by in first.values_list(
        "agreement_id", "kind", "computed_on", "asserted_on", "participation__party__code"
    ):
        if day:
            found[key].append(Ahead(DayKind(kind), day, by or "", stated is not None))
    return {key: sorted(one, key=lambda ahead: ahead.day.in_order) for key, one in found.items()}


def _computed(pair: CountryPair, keys: list[int]) -> Iterator[tuple[int, list[Ahead]]]:
    """From the facts that were known: no such days are kept of earlier states of knowledge."""
    for agreement in agreements_with_facts(Agreement.objects.filter(pk__in=keys), known_at=pair.known_at):
        found: dict[tuple[DayKind, str], Ahead] = {}
        for day in days_ahead(facts_of(agreement), since=pair.on):
            one = Ahead(day.kind, day.computed, day.by or "", day.asserted is not None)
            found.setdefault((day.kind, one.by), one)
        yield agreement.pk, list(found.values())
