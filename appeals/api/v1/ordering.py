"""The orders that lists of appeals and of demands offer."""

from datetime import date

from treaties.api.v1.ordering import By, Ordering
from treaties.vocabulary import Word


class AppealOrder(Word):
    """By the first day on which the appeal may have been issued."""

    ISSUED = "issued_on", "day of the appeal"
    LAST_ISSUED = "-issued_on", "day of the appeal, the latest first"


def by_day_of(operation: str) -> Ordering:
    return Ordering(
        operation,
        AppealOrder,
        {
            AppealOrder.ISSUED: By("issued_day", date.fromisoformat),
            AppealOrder.LAST_ISSUED: By("issued_day", date.fromisoformat, descending=True),
        },
    )
