"""Which of several pairs there is something on record between."""

from collections.abc import Sequence
from itertools import chain

from django.db.models import Exists

from treaties.models import Agreement, Party
from treaties.queries.pair_reading import Pair
from treaties.queries.shared_agreements import Belonging, agreements_between


def belonging_of(pairs: Sequence[Pair]) -> Belonging:
    """To which unions the parties of these pairs ever belonged. One statement; none without a pair."""
    return Belonging.of(Party(pk=party.id) for party in chain.from_iterable(pairs))


def sharing_first(pairs: Sequence[Pair], belonging: Belonging) -> list[Pair]:
    """The same pairs, those that share an agreement first, through unions too; otherwise in their order. One
    statement, by the index on the parties' ids; none for a single pair."""
    if len(pairs) < 2:
        return list(pairs)
    parties = [(Party(pk=one.id), Party(pk=other.id)) for one, other in pairs]
    shares = [Exists(agreements_between(belonging.between(*two))) for two in parties]
    found = Agreement.objects.order_by().values_list(*shares)[:1]
    share = next(iter(found), (False,) * len(pairs))
    return [pair for _, pair in sorted(zip(share, pairs, strict=True), key=lambda two: not two[0])]
