"""Readable names that never change once given."""

from datetime import date

from django.db.models import QuerySet

from treaties.dates import PartialDate
from treaties.models import StatusAssertion
from treaties.vocabulary import Act, AgreementStatus


def slug_of_act(agreement: str, act: Act, by: str = "") -> str:
    """After its agreement's slug, its kind, and the code of the party whose it is: ``cerd-1965-accession-az``."""
    return "-".join([agreement, act.replace("_", "-"), *([by.lower()] if by else [])])


def free_slug(stem: str, records: QuerySet) -> str:
    """The stem itself, or with a number from the second on: the first that none of the records has."""
    taken = set(records.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)


def free_assertion_slug(agreement: str, status: AgreementStatus, asserted_on: PartialDate) -> str:
    """After its agreement's slug, what is said, and of which day."""
    day: date | None = asserted_on.latest or asserted_on.earliest
    stem = "-".join([agreement, "said", status.replace("_", "-"), str(day or "")]).rstrip("-")
    return free_slug(stem[:190], StatusAssertion.objects.all())
