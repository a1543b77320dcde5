"""What changed, and the feeds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from treaties.models import Block
from treaties.queries.contradictions import Contradiction
from treaties.queries.contradictions_listed import latest_contradictions
from treaties.queries.deadline_words import how_known, what_follows, what_is_due
from treaties.queries.deadlines import Deadline, deadlines_page
from treaties.queries.knowledge import latest_knowledge
from treaties.web.changes_page import BlockView, Order, changes_of_request
from treaties.web.contradictions_page import ContradictionView, asked_contradictions
from treaties.web.deadlines_page import DeadlinesPage, asked_deadlines
from treaties.web.feeds import MOST, PLAIN, Feed, FeedEntry, feed_response, refused
from treaties.web.record_filters import Filters
from treaties.web.views import public


@public
def changes(request: HttpRequest) -> HttpResponse:
    page = changes_of_request(request)
    return render(request, "treaties/changes.html", {"page": page}, status=page.status)


@public
def changes_atom(request: HttpRequest) -> HttpResponse:
    """In the order of recording, whatever the page shows."""
    page = changes_of_request(request, by=Order.RECORDED)
    known = latest_knowledge()
    if page.filters.problems:
        return refused(page.filters)
    if known is None:
        return nothing_yet()
    entries = [entry for view in page.blocks for entry in _entries_of_block(view)]
    title = _titled(_("Changes to the record"), page.subject)
    feed = Feed("changes", title, f"{reverse('changes')}{page.filters.query}", known.at, entries)
    return feed_response(request, feed)


@public
def contradictions_atom(request: HttpRequest) -> HttpResponse:
    """Those recorded last come first."""
    filters = Filters(request)
    asked = asked_contradictions(filters)
    known = latest_knowledge()
    if filters.problems:
        return refused(filters)
    if known is None:
        return nothing_yet()
    found = latest_contradictions(asked, most=MOST)
    blocks = Block.objects.in_bulk({one.changed_in for one in found})
    entries = [_contradiction(one, blocks) for one in found]
    title = _titled(_("Contradictions"), " – ".join(party.name for party in asked.parties))
    feed = Feed("contradictions", title, f"{reverse('contradictions')}{filters.query}", known.at, entries)
    return feed_response(request, feed)


@public
def deadlines_atom(request: HttpRequest) -> HttpResponse:
    """Those due first come first; each was changed when the last of what it rests on was recorded."""
    filters = Filters(request)
    asked = asked_deadlines(filters)
    known = latest_knowledge()
    if filters.problems:
        return refused(filters)
    if known is None:
        return nothing_yet()
    found = deadlines_page(asked, size=MOST).rows
    blocks = Block.objects.in_bulk({one.known_since for one in found})
    title = _titled(_("Deadlines"), DeadlinesPage(filters, asked).subject)
    entries = [_deadline(one, blocks) for one in found]
    return feed_response(request, Feed("deadlines", title, f"{reverse('deadlines')}{filters.query}", known.at, entries))


def nothing_yet() -> HttpResponse:
    return HttpResponse(_("Nothing is on record yet.") + "\n", content_type=PLAIN, status=404)


def _titled(what: str, subject: str) -> str:
    if not subject:
        return _("Pacta: %(what)s") % {"what": what}
    return _("Pacta: %(what)s, %(subject)s") % {"what": what, "subject": subject}


def _entries_of_block(view: BlockView) -> list[FeedEntry]:
    """One for each agreement or appeal; of a block with many agreements, one for all of them."""
    at, no = view.block.at, view.block.no
    entries = []
    if view.summed_up:
        named = ", ".join(line.title for line in view.summed_up)
        page = f"{reverse('changes')}#block-{no}"
        entries.append(FeedEntry(f"changes/{no}", view.reason, page, f"{view.summary} {named}.", at))
    for line in view.lines:
        status = f" {line.sign.words}." if line.sign else ""
        summary = f"{' '.join(line.words)}{status}"
        entries.append(FeedEntry(f"changes/{no}/{line.name}", line.title, line.url, summary, at))
    return entries


def _contradiction(one: Contradiction, blocks: dict[int, Block]) -> FeedEntry:
    view = ContradictionView(one)
    summary = _("%(ours_heading)s: %(ours)s. %(theirs_heading)s: %(theirs)s. What would settle it: %(settlement)s.") % {
        "ours_heading": view.ours_heading,
        "ours": view.ours,
        "theirs_heading": view.theirs_heading,
        "theirs": view.theirs,
        "settlement": view.settlement,
    }
    if one.judgement:
        summary = f"{summary} {_('An analyst’s judgement: %(verdict)s.') % {'verdict': view.judged[0].verdict}}"
    page = f"{one.agreement.get_absolute_url()}#{one.ref}"
    title = f"{one.agreement.short_title}: {view.subject}"
    return FeedEntry(f"contradictions/{one.ref}", title, page, summary, blocks[one.changed_in].at)


def _deadline(one: Deadline, blocks: dict[int, Block]) -> FeedEntry:
    told = [one.day.words(), what_follows(one), *(str(reason) for reason in one.reasons), how_known(one)]
    summary = " ".join(text if text.endswith(".") else f"{text}." for text in told if text)
    title = f"{what_is_due(one)}: {one.agreement.short_title}"
    page = one.agreement.get_absolute_url()
    return FeedEntry(f"deadlines/{one.uid}", title, page, summary, blocks[one.known_since].at)
