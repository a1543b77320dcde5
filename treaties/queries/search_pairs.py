"""Which of several pairs there is something on record between."""

from collections.abc import Sequence

from django.db.models import Exists

from treaties.models import Agreement, Party
from treaties.queries.pair_reading import Pair


def sharing_first(pairs: Sequence[Pair]) -> list[Pair]:
    """The same pairs, those that share an agreement first, otherwise in their order. One statement, by the index on the
    parties' ids; none for a single pair."""
    if len(pairs) < 2:
        return list(pairs)
    shares = [Exists(Agreement.objects.between(Party(pk=one.id), Party(pk=other.id))) for one, other in pairs]
    found = Agreement.objects.order_by().values_list(*shares)[:1]
    share = next(iter(found), (False,) * len(pairs))
    return [pair for _, pair in sorted(zip(share, pairs, strict=True), key=lambda two: not two[0])]
