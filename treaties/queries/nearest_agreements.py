"""Agreements whose address is near to one that does not exist."""

from difflib import get_close_matches

from treaties.models import Agreement

NEAREST = 3
LOOKED_AT = 2_000
"""Slugs compared at most: of those that begin with the same two characters."""


def nearest_agreements(slug: str) -> list[Agreement]:
    candidates = Agreement.objects.filter(slug__startswith=slug[:2]).only("slug", "title").order_by("slug")[:LOOKED_AT]
    by_slug = {agreement.slug: agreement for agreement in candidates}
    return [by_slug[close] for close in get_close_matches(slug, by_slug, n=NEAREST, cutoff=0.4)]
