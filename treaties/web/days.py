"""The day that a page is asked about. The only place of the pages that looks at the clock."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from treaties.dates import DateNotUnderstood, read_day


class Tense(Enum):
    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class AskedDay:
    """``on`` is the legal day of the question, and ``today`` the day in UTC on which it is asked."""

    on: date
    today: date
    is_given: bool = True
    """False where the address names no day: then ``on`` is today."""

    @property
    def tense(self) -> Tense:
        if self.on == self.today:
            return Tense.PRESENT
        return Tense.PAST if self.on < self.today else Tense.FUTURE

    @property
    def query(self) -> str:
        """What a link needs to ask about the same day: ``?on=2024-10-05``, or nothing."""
        return f"?{urlencode({'on': self.on.isoformat()})}" if self.is_given else ""


def today() -> date:
    return timezone.now().date()


def asked_day(request: HttpRequest) -> AskedDay:
    """The day of ``?on=``, or today. Raises DateNotUnderstood."""
    typed = request.GET.getlist("on")
    if len(typed) > 1:
        raise DateNotUnderstood(f"One day at a time: “on” was given {len(typed)} times.")
    if not typed or not typed[0].strip():
        return AskedDay(today(), today(), is_given=False)
    return AskedDay(read_day(typed[0]), today())
