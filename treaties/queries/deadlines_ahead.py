"""The next deadlines of a pair: of each bilateral agreement, kind and party the first from the day of the answer on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from treaties.dates import PartialDate
from treaties.derivation.deadlines import days_ahead
from treaties.models import Agreement
from treaties.queries.country_pair import CountryPair
from treaties.queries.deadlines import Asked, due
from treaties.queries.facts import facts_of
from treaties.queries.facts_at_once import agreements_with_facts
from treaties.queries.json_rows import JsonRows
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
    mended = {row.agreement.pk for row in pair.rows if row.agreement.is_bilateral and not row.is_as_now}
    return dict(_as_known(pair, keys, mended)) if mended else _kept(pair, keys)


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


def _as_known(pair: CountryPair, keys: list[int], mended: set[int]) -> Iterator[tuple[int, list[Ahead]]]:
    """Of those of which nothing was recorded since, from the same days. Of those ``mended`` since, from the facts that
    were known: no such days are kept of earlier states of knowledge."""
    running = {row.agreement.pk for row in pair.rows if row.group not in _BEHIND}
    days = due(Asked(since=pair.on)).filter(agreement=OuterRef("pk")).order_by("computed_on_latest", "pk")
    one = JSONObject(kind=F("kind"), day=F("computed_on"), by=F("participation__party__code"), stated=F("asserted_on"))
    agreements = Agreement.objects.filter(pk__in=keys).annotate(days_kept=JsonRows(days.values(json=one)))
    for agreement in agreements_with_facts(agreements, known_at=pair.known_at, only=mended & running):
        key = agreement.pk
        if key not in mended:
            yield (
                key,
                _first_of_each(
                    Ahead(
                        DayKind(row["kind"]), PartialDate.parse(row["day"]), row["by"] or "", row["stated"] is not None
                    )
                    for row in agreement.days_kept
                ),
            )
        elif key in running:
            yield (
                key,
                _first_of_each(
                    Ahead(day.kind, day.computed, day.by or "", day.asserted is not None)
                    for day in days_ahead(facts_of(agreement), since=pair.on)
                ),
            )


def _first_of_each(days: Iterable[Ahead]) -> list[Ahead]:
    found: dict[tuple[DayKind, str], Ahead] = {}
    for day in days:
        found.setdefault((day.kind, day.by), day)
    return sorted(found.values(), key=lambda ahead: ahead.day.in_order)
