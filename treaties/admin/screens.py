"""Pages that write to the record. Each is a ``Screen``: a form, and what it writes inside an open block.

A page is answered by ``respond(screen)``. ``GET`` shows the form; with ``?proposal=7`` filled in as proposed, with
``?again=7`` filled in as one that was refused, to be mended and proposed anew. ``POST`` says in ``do`` what is wanted:

* ``preview`` writes it, looks at what has changed, and undoes it;
* the screen's verb (``record``, ``correct``…) writes it in one block, for who has the screen's permissions;
* ``propose`` keeps the form for somebody else to accept; ``override`` keeps one that a rule refuses a person, and that
  is not impossible: an override is always a proposal;
* with a proposal, ``accept`` writes it as it is now filled in, ``refuse`` and ``withdraw`` close it.

An ordinary proposal is held to the rules as its editor would be. One that overrides rules is held to what is possible
at all, and to every rule that it does not name, however it is amended.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from treaties.actions.journal import open_block
from treaties.actions.proposals import accept_proposal, propose
from treaties.actions.refusals import finding_of
from treaties.admin.mending.mended import admin_url
from treaties.admin.recording.record import Done, PartRefused, RecordPart
from treaties.admin.recording.record_form import tell
from treaties.admin.review.proposing import (
    DECIDE,
    MOST,
    Reading,
    as_kept,
    cannot_be_kept,
    close,
    filled,
    may_decide,
    may_propose,
    may_withdraw,
    proposal_of,
    proposed_before,
)
from treaties.admin.review.since import changed_since, rules_in_words
from treaties.admin.status import status_on
from treaties.models import Block, Proposal
from treaties.rules.findings import Finding, Refused, Strictness

REFUSED = 422
CHANGE_LIST = "admin:treaties_proposal_changelist"


class Screen(ABC):
    """Subclasses build ``self.form`` from ``self.data`` (``None``: first shown) and, if other apps add any, its parts.
    Each part is checked and drawn like the form."""

    title: str
    verb: str
    """What the button does: “Record”; in lower case, the value that is posted with it."""
    template: str
    permissions: Sequence[str]
    """Who has them all writes; whoever may propose sees the page too."""
    can_override = False
    """``write`` heeds its ``strictness``: what is unlawful, and not impossible, can be proposed against the rule."""
    can_be_proposed = True
    most_kept = MOST
    """Characters of its form that a proposal holds."""
    agreement: Any = None
    """With its facts; ``None`` where no status is in question."""
    row: Any = None
    """What is mended, if anything is."""
    form: Any
    parts: Sequence[RecordPart] = ()
    says: tuple[str, str] = "", ""
    """What it would record, and why, of a form that was valid in itself; a form forgets what a rule refuses."""
    overridable: Sequence[Finding] = ()
    """What refused the form as it was posted, where an override can be proposed."""

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest) -> None:
        self.model_admin, self.request = model_admin, request
        self.proposal: Proposal | None = proposal_of(request)
        self.again: Proposal | None = proposed_before(request)
        self.data = filled(request, self.proposal, self.again)

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        """The pages above it, each with its address."""
        return ()

    @abstractmethod
    def write(self, block: Block, strictness: Strictness) -> Done:
        """Write what the valid forms say. Raises Refused, or PartRefused."""

    @abstractmethod
    def summary(self) -> str:
        """What it would record, in a line; the forms must be valid."""

    def foreseen(self, done: Done) -> dict[str, Any]:
        """What the page shows of what was written and undone."""
        return {}

    def shown_always(self) -> dict[str, Any]:
        """What else the page shows, in whatever state."""
        return {}

    @abstractmethod
    def finish(self, done: Done) -> HttpResponse:
        """It is written: say so, and go on to where it is read."""

    @property
    def reason(self) -> str:
        """Why, for the journal; the form must be valid."""
        return self.form.cleaned_data["reason"]

    @property
    def forms(self) -> list[Any]:
        return [self.form, *(part.form for part in self.parts)]

    def is_valid(self) -> bool:
        wrong = [form for form in self.forms if not form.is_valid()]  # each is looked at, so that all say what is wrong
        return not wrong

    @property
    def may_write(self) -> bool:
        return self.request.user.has_perms(self.permissions)

    @property
    def may_propose(self) -> bool:
        return self.can_be_proposed and may_propose(self.request)

    @property
    def decides(self) -> bool:
        """A proposal waits here, and this person may decide on it, and record it."""
        return self.proposal is not None and self.may_write and may_decide(self.request, self.proposal)

    @property
    def may_refuse(self) -> bool:
        return self.proposal is not None and may_decide(self.request, self.proposal)

    @property
    def may_withdraw(self) -> bool:
        return self.proposal is not None and may_withdraw(self.request, self.proposal)


def respond(screen: Screen) -> HttpResponse:
    """Raises PermissionDenied for who may neither write nor propose, or asks for what is not theirs to do."""
    request = screen.request
    if not (screen.may_write or screen.may_propose):
        raise PermissionDenied
    if isinstance(request, Reading):
        request.screen = screen
        return HttpResponse()
    if request.method != "POST":
        if screen.proposal and screen.proposal.decision:
            return redirect(admin_url(screen.proposal))
        return shown(screen) if screen.data is None else _preview(screen)
    do = request.POST.get("do")
    if do in DOING:
        return DOING[do](screen)
    return _write(screen) if do == screen.verb.lower() else _preview(screen)


def _preview(screen: Screen) -> HttpResponse:
    done = attempt(screen, keep=False)
    if done is None:
        return shown(screen, status=REFUSED if screen.request.method == "POST" else 200)
    return shown(screen, **screen.foreseen(done))


def _write(screen: Screen) -> HttpResponse:
    if not screen.may_write or screen.proposal:
        raise PermissionDenied
    done = attempt(screen, keep=True)
    return shown(screen, status=REFUSED) if done is None else screen.finish(done)


def _propose(screen: Screen) -> HttpResponse:
    """A form that the rules refuse is kept only as an override, and only where it is possible at all."""
    is_override = screen.request.POST.get("do") == "override"
    if not screen.may_propose or screen.proposal or (is_override and not screen.can_override):
        raise PermissionDenied
    done = None if _cannot_be_kept(screen) else attempt(screen, keep=False)
    overrides = [finding.code for finding in screen.overridable] if is_override else []
    if done is None and not overrides:
        return shown(screen, status=REFUSED)
    title, reason = screen.says
    try:
        proposal = propose(
            by=screen.request.user,
            screen=screen.request.path,
            title=title,
            filled=as_kept(screen.data),  # type: ignore[arg-type]  # it was posted
            reason=reason,
            overrides=overrides,
            agreement=screen.agreement,
        )
    except Refused as refused:
        messages.warning(screen.request, str(refused))
        return redirect(CHANGE_LIST)
    words = format_html("Proposed: {}. Nothing is recorded until an editor accepts it.", proposal.title)
    messages.success(screen.request, words)
    return redirect(admin_url(proposal))


def _cannot_be_kept(screen: Screen) -> bool:
    """A form that no proposal holds; the form then says why."""
    words = cannot_be_kept(as_kept(screen.data), screen.most_kept)  # type: ignore[arg-type]  # it was posted
    if words:
        screen.form.is_valid()
        screen.form.add_error(None, words)
    return bool(words)


def _accept(screen: Screen) -> HttpResponse:
    proposal, request = screen.proposal, screen.request
    if proposal is None or not screen.may_write or not request.user.has_perm(DECIDE):
        raise PermissionDenied
    if _cannot_be_kept(screen):
        return shown(screen, status=REFUSED)
    kept = as_kept(screen.data)  # type: ignore[arg-type]  # it was posted

    def decide(block: Block) -> None:
        accept_proposal(block, proposal=proposal, by=request.user, filled=kept)

    done = attempt(screen, keep=True, first=decide)
    proposal.refresh_from_db()
    if done is None:
        return shown(screen, status=REFUSED)
    how = proposal.get_decision_display().capitalize()
    messages.success(request, f"{how}: the proposal of {proposal.proposed_by.get_username()}.")
    return screen.finish(done)


def _close(screen: Screen) -> HttpResponse:
    """Refused by somebody else, or withdrawn by the proposer; nothing is recorded."""
    proposal, request = screen.proposal, screen.request
    if proposal is None or (request.POST.get("do") == "refuse" and not request.user.has_perm(DECIDE)):
        raise PermissionDenied
    if undecided := close(request, proposal):
        proposal.refresh_from_db()
        done = None if proposal.decision else attempt(screen, keep=False)
        return shown(screen, status=REFUSED, undecided=undecided, **(screen.foreseen(done) if done else {}))
    proposal.refresh_from_db()
    messages.success(request, f"{proposal.get_decision_display().capitalize()}. Nothing was recorded.")
    return redirect(admin_url(proposal))


DOING: dict[str, Callable[[Screen], HttpResponse]] = {
    "propose": _propose,
    "override": _propose,
    "accept": _accept,
    "refuse": _close,
    "withdraw": _close,
}


def attempt(screen: Screen, *, keep: bool, first: Callable[[Block], None] | None = None) -> Done | None:
    """Write, or try and undo. ``None`` where something is wrong; the forms then say what, and nothing is written."""
    if not screen.is_valid():
        return None
    screen.says = screen.summary(), screen.reason
    try:
        return _in_a_block(screen, keep=keep, first=first)
    except Refused as refused:
        if screen.can_override and not screen.proposal and _is_possible(screen):
            screen.overridable = refused.findings
        for finding in refused.findings:
            screen.form.tell(finding)
    except PartRefused as refused:
        for finding in refused.findings:
            tell(refused.part.form, finding)
    except (IntegrityError, DataError) as error:
        screen.form.tell(finding_of(error))
    return None


def _in_a_block(
    screen: Screen,
    *,
    keep: bool,
    strictness: Strictness = Strictness.PERSON,
    first: Callable[[Block], None] | None = None,
) -> Done:
    request, reason = screen.request, screen.reason
    trace = f"{request.method} {request.path}"
    if screen.proposal:
        reason = f"{reason} (proposed by {screen.proposal.proposed_by.get_username()})"
    with open_block(actor=request.user.get_username(), reason=reason, request=trace) as block:
        if first:
            first(block)
        overrides = screen.proposal.overrides if screen.proposal else ()
        done = _against(screen, block, overrides) if overrides else screen.write(block, strictness)
        if not keep:
            transaction.set_rollback(True)
    return done


def _against(screen: Screen, block: Block, overrides: Sequence[str]) -> Done:
    """Write against the rules that are named, and no others. Raises what ``write`` does."""
    try:
        with transaction.atomic():
            return screen.write(block, Strictness.PERSON)
    except Refused as refused:
        others = [finding for finding in refused.findings if finding.code not in overrides]
        if others:
            raise Refused(*others) from None
    return screen.write(block, Strictness.IMPORT)


def _is_possible(screen: Screen) -> bool:
    """What a person is refused would be taken from a register: it is against the law, and not impossible."""
    try:
        _in_a_block(screen, keep=False, strictness=Strictness.IMPORT)
    except (Refused, PartRefused, IntegrityError, DataError):
        return False
    return True


def shown(screen: Screen, *, status: int = 200, **found: Any) -> HttpResponse:
    """The page; ``found`` is what a preview brought."""
    model_admin, agreement, proposal = screen.model_admin, screen.agreement, screen.proposal
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(screen.request),
        "title": screen.title,
        "verb": screen.verb,
        "do": screen.verb.lower(),
        "screen": screen,
        "crumbs": screen.crumbs,
        "opts": model_admin.opts,
        "media": model_admin.media,
        "agreement": agreement,
        "row": screen.row,
        "now": status_on(agreement, timezone.localdate()) if agreement else None,
        "form": screen.form,
        "parts": screen.parts,
        "proposal": proposal,
        "since": changed_since(proposal, screen) if proposal and not proposal.decision else (),
        "rules": rules_in_words(proposal.overrides) if proposal else (),
        "proposals_url": reverse(CHANGE_LIST),
        "preview": None,
        "wrong": [bound for form in screen.forms for bound in form if bound.errors],
        "elsewhere": [error for form in screen.forms for error in form.non_field_errors()],
        **screen.shown_always(),
        **found,
    }
    return TemplateResponse(screen.request, screen.template, context, status=status)
