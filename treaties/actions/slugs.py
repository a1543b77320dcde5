"""Readable names that never change once given."""

from django.db.models import QuerySet

from treaties.vocabulary import Act


def slug_of_act(agreement: str, act: Act, by: str = "") -> str:
    """After its agreement's slug, its kind, and the code of the party whose it is: ``cerd-1965-accession-az``."""
    return "-".join([agreement, act.replace("_", "-"), *([by.lower()] if by else [])])


def free_slug(stem: str, records: QuerySet) -> str:
    """The stem itself, or with a number from the second on: the first that none of the records has."""
    taken = set(records.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
