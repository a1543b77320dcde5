"""Counting as clauses do: months to the same-numbered day, days one by one, and the first of a month or of a year.

n months or years from D end on the same-numbered day, or on the last day of a shorter month; the effect is that day
unless the clause counts otherwise. Ends are half-open: what ends on D is not in force on D.
"""

from datetime import date, timedelta

from treaties.dates import PartialDate, add_months
from treaties.derivation.facts import ClauseFact
from treaties.vocabulary import Counting

HORIZON = date(2200, 1, 1)
"""Terms that renew themselves without limit are not followed beyond this day."""


def over(start: PartialDate, clause: ClauseFact) -> PartialDate:
    """The day on which the clause's period, begun on ``start``, is over; as imprecise as its start."""
    if clause.months and clause.counting in (Counting.SAME_DAY, Counting.END_OF_TERM):
        return after_months(start, clause.months)
    return start.through(lambda day: _over(day, clause))


def after_months(start: PartialDate, months: int) -> PartialDate:
    """So many months from a day known only in part: ``2013`` and five years are ``2018``."""
    try:
        return start.plus(months=months)
    except (ValueError, OverflowError):  # eighteen months from "2013": count from the bounds instead of the year
        return start.through(lambda day: _months_on(day, months))


def last_day_before(end: PartialDate, clause: ClauseFact) -> PartialDate:
    """The last day on which a notice of the clause's length is in time for this end (closed)."""
    return end.through(lambda day: _days_on(_months_on(day, -clause.months), -clause.days))


def _over(day: date, clause: ClauseFact) -> date:
    end = _days_on(_months_on(day, clause.months), clause.days)
    match clause.counting:
        case Counting.DAY_AFTER:
            return _days_on(end, 1)
        case Counting.FIRST_OF_MONTH:
            return _months_on(end.replace(day=1), 1)
        case Counting.FIRST_OF_YEAR:
            return _months_on(date(end.year, 1, 1), 12)
        case _:
            return end


def _months_on(day: date, months: int) -> date:
    """Never beyond the calendar: derivation answers, whatever is on record."""
    try:
        return add_months(day, months)
    except (ValueError, OverflowError):
        return date.max if months > 0 else date.min


def _days_on(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def length_in_words(clause: ClauseFact) -> str:
    """``10 years``, ``1 year and 6 months``, ``60 days``; empty where the clause has no length."""
    years, months = divmod(clause.months, 12)
    amounts = ((years, "year"), (months, "month"), (clause.days, "day"))
    return " and ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in amounts if n)
