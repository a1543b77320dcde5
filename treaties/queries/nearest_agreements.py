"""Agreements whose address is near to one that does not exist."""

from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz, process

from treaties.models import Agreement
from treaties.queries.agreement_search import find_agreements_forgiving

NEAREST = 3
LOOKED_AT = 2_000
"""Slugs compared at most: of those that begin with the same two characters."""
CLOSE_ENOUGH = 60
"""Per cent of likeness at which a slug is worth showing as a near one."""


def nearest_agreements(slug: str, *, on: date) -> Sequence[Agreement]:
    """At most three with a slug like it; where there are none, those whose titles have most of its words."""
    candidates = Agreement.objects.filter(slug__startswith=slug[:2]).only("slug", "title").order_by("slug")[:LOOKED_AT]
    by_slug = {agreement.slug: agreement for agreement in candidates}
    near = process.extract(slug, list(by_slug), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=NEAREST)
    if near:
        return [by_slug[close] for close, *_ in near]
    return find_agreements_forgiving(slug, on=on).agreements[:NEAREST]
