"""The proposal that a page shows, what is kept of a form that is proposed, and closing one without recording it."""

from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, get_script_prefix, resolve

from treaties.actions.proposals import Filled, refuse_proposal, withdraw_proposal
from treaties.models import Proposal
from treaties.rules.findings import Refused
from treaties.vocabulary import Decision

PROPOSE, DECIDE = "treaties.add_proposal", "treaties.decide_proposal"
OF_THE_PAGE = {"csrfmiddlewaretoken", "do", "proposal", "decision_reason"}
"""What a page posts beside what its form asks for."""
MOST = 200_000
"""Characters of a form that can be proposed."""
MOST_REASON = 2000
CLOSING = ("refuse", "withdraw")


def may(request: HttpRequest, permission: str) -> bool:
    """Somebody may write so at once, or propose it."""
    return request.user.has_perm(permission) or may_propose(request)


def may_propose(request: HttpRequest) -> bool:
    return request.user.has_perm(PROPOSE)


def may_see(request: HttpRequest, proposal: Proposal) -> bool:
    """The page that it was made on, filled in so."""
    return request.user.has_perm(DECIDE) or proposal.proposed_by_id == request.user.pk


def may_decide(request: HttpRequest, proposal: Proposal) -> bool:
    """Waits, and not for itself: nobody decides on their own."""
    is_own = proposal.proposed_by_id == request.user.pk
    return not proposal.decision and not is_own and request.user.has_perm(DECIDE)


def may_withdraw(request: HttpRequest, proposal: Proposal) -> bool:
    return not proposal.decision and proposal.proposed_by_id == request.user.pk


def may_propose_again(request: HttpRequest, proposal: Proposal) -> bool:
    """One's own, that came to nothing."""
    came_to_nothing = proposal.decision in (Decision.REFUSED, Decision.WITHDRAWN)
    return came_to_nothing and proposal.proposed_by_id == request.user.pk and may_propose(request)


class Reading(HttpRequest):
    """Asks a page for the form of a proposal and for nothing else: ``respond`` leaves the page's screen here."""

    def __init__(self, request: HttpRequest, proposal: Proposal) -> None:
        super().__init__()
        self.method, self.path, self.path_info = "GET", proposal.screen, proposal.screen
        self.META, self.COOKIES, self.user = dict(request.META), request.COOKIES, request.user
        self.proposal = proposal
        self.screen: Any = None


def screen_of(request: HttpRequest, proposal: Proposal) -> Any:
    """The page of a proposal with its form filled in as proposed; ``None`` where there is no such page any more."""
    reading = Reading(request, proposal)
    try:
        found = resolve(f"/{proposal.screen.removeprefix(get_script_prefix())}")
        found.func(reading, *found.args, **found.kwargs)
    except (Resolver404, Http404):
        return None
    return reading.screen


def proposal_of(request: HttpRequest) -> Proposal | None:
    """The proposal that the page is asked to show: ``?proposal=7``, or posted with the form. It is of this very form.

    Raises Http404 where there is none, or where this person may neither decide on it nor made it.
    """
    if isinstance(request, Reading):
        return request.proposal
    found = _asked_for(request, request.POST if request.method == "POST" else request.GET, "proposal")
    if found is not None and not may_see(request, found):
        raise Http404("No such proposal.")
    return found


def proposed_before(request: HttpRequest) -> Proposal | None:
    """The proposal that came to nothing and is to be proposed anew, with changes: ``?again=7``. Raises Http404."""
    found = None if isinstance(request, Reading) else _asked_for(request, request.GET, "again")
    if found is not None and not may_propose_again(request, found):
        raise Http404("No such proposal.")
    return found


def _asked_for(request: HttpRequest, asked: QueryDict, name: str) -> Proposal | None:
    number = asked.get(name, "")
    if not number:
        return None
    proposals = Proposal.objects.select_related("proposed_by", "decided_by")
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    found = proposals.filter(pk=number, screen=request.path).first() if is_number else None
    if found is None:
        raise Http404("No such proposal.")
    return found


def filled(request: HttpRequest, proposal: Proposal | None, again: Proposal | None) -> QueryDict | None:
    """What a form of this page is filled in with: what was posted, or else what is or was proposed; ``None`` while
    empty. Who closes a proposal posts no form."""
    if request.method == "POST" and request.POST.get("do") not in CLOSING:
        return request.POST
    if proposal:
        return as_posted(proposal.amended or proposal.filled)
    return as_posted(again.filled) if again else None


def as_posted(kept: Filled) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data


def as_kept(posted: QueryDict) -> Filled:
    """The values of a form by its fields, without those that are empty and without what is the page's own; with one
    kind of line end, so that the same text is the same whoever posts it."""
    lists: Any = posted.lists()
    kept = {
        name: [str(value).replace("\r\n", "\n") for value in values]
        for name, values in lists
        if name not in OF_THE_PAGE
    }
    return {name: values for name, values in sorted(kept.items()) if any(values)}


def cannot_be_kept(kept: Filled, most: int = MOST) -> str:
    """Why a form cannot be kept as a proposal, in words; empty where it can."""
    everything = "".join([*kept, *(value for values in kept.values() for value in values)])
    if len(everything) > most:
        return f"A proposal holds at most {most:,} characters; this one has {len(everything):,}."
    if "\0" in everything or (not everything.isascii() and any("\ud800" <= one <= "\udfff" for one in everything)):
        return "This form holds a character that no text holds; type it anew."
    return ""


def close(request: HttpRequest, proposal: Proposal) -> list[str]:
    """Refuse what somebody else proposed, or withdraw one's own, as ``do`` says; nothing is recorded. Says what stands
    against it; nothing where it is done."""
    try:
        if request.POST.get("do") == "refuse":
            reason = as_reason(request.POST.get("decision_reason", ""))
            refuse_proposal(proposal=proposal, by=request.user, reason=reason)
        else:
            withdraw_proposal(proposal=proposal, by=request.user)
    except Refused as refused:
        return [str(finding) for finding in refused.findings]
    return []


def as_reason(typed: str) -> str:
    """As a text holds it, no longer than a reason is."""
    return "".join(one for one in typed if one != "\0" and not "\ud800" <= one <= "\udfff")[:MOST_REASON]
