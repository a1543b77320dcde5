"""Deadlines as a calendar (RFC 5545): all-day events that a calendar program keeps, and knows again when they move."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from treaties.queries.deadline_words import how_known, what_follows, what_is_due
from treaties.queries.deadlines import Asked, Deadline, deadlines_page

CONTENT_TYPE = "text/calendar; charset=utf-8"
MOST = 500
"""Events in one calendar: those that are due first."""


def calendar_of(asked: Asked, request: HttpRequest, *, written_at: datetime, subject: str) -> bytes:
    """``written_at`` is the moment of the last block (UTC): the same record gives the same calendar, byte for byte."""
    page = deadlines_page(asked, size=MOST)
    calendar = Calendar()
    calendar.add("prodid", "-//Pacta//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add(
        "x-wr-calname", _("Deadlines: %(subject)s") % {"subject": subject} if subject else _("Deadlines of agreements")
    )
    for one in page.rows:
        calendar.add_component(_event(one, request, written_at))
    return calendar.to_ical()


def _event(one: Deadline, request: HttpRequest, written_at: datetime) -> Event:
    last = one.day.latest
    assert last, "what nothing bounds is no deadline"
    address = request.build_absolute_uri(one.agreement.get_absolute_url())
    event = Event()
    event.add("uid", f"{one.uid}@pacta")
    event.add("dtstamp", written_at)
    event.add("dtstart", one.day.earliest or last)
    if last < last.max:
        event.add("dtend", last + timedelta(days=1))  # half-open: the day after the last
    event.add("summary", f"{what_is_due(one)}: {one.agreement.short_title}")
    event.add("description", _description(one, address))
    event.add("url", address)
    event.add("categories", [one.kind.label])
    event.add("transp", "TRANSPARENT")
    return event


def _description(one: Deadline, address: str) -> str:
    only_as = _("The day is known only as %(day)s.") % {"day": one.day.words()}
    day = "" if one.day.is_exact else only_as
    reasons = [str(reason) for reason in one.reasons]
    return "\n".join(filter(None, [one.agreement.title, day, what_follows(one), how_known(one), *reasons, address]))
