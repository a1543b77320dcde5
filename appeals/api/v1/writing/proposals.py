"""Proposals: what may be posted elsewhere, to be accepted, amended or refused by an editor at the desk."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, ClassVar, TypedDict

from django.db import DataError, IntegrityError, transaction
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from appeals.importing.writes import WRITES
from treaties.actions.journal import open_block
from treaties.actions.proposals import propose, withdraw_proposal
from treaties.actions.refusals import finding_of
from treaties.api.v1.parameters import Parameter, choice, read_parameters, today
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.writing import WriteAnswer, write_answer
from treaties.api.v1.writing.postings import RECORD_ACT
from treaties.api.v1.writing.requests import (
    DRY_RUN,
    key_of,
    not_understood,
    object_in,
    permit,
    raw_body,
)
from treaties.api.v1.writing.views import CREATED, DONE, Keeping, Posts, kept_before
from treaties.importing.problems import Unreadable
from treaties.importing.tables import listed, quoted
from treaties.importing.writing import Scope, Write, Written, why_of
from treaties.models import Proposal
from treaties.rules.findings import Refused
from treaties.vocabulary import Word

RECORD = "record"
MOST = 100
LONGEST = 200_000
"""Characters of an object, as it is kept."""
SCREEN = "admin:appeals_appeal_write"
PERMISSION = ("treaties.add_proposal",)


class State(Word):
    """What became of a proposal."""

    WAITING = "waiting", "nobody has decided on it yet"
    ACCEPTED = "accepted", "recorded as it was proposed"
    AMENDED = "amended", "recorded with changes"
    REFUSED = "refused", "refused, with a reason; nothing was recorded"
    WITHDRAWN = "withdrawn", "taken back by its proposer; nothing was recorded"


def _read_number(text: str) -> int:
    if text.isascii() and text.isdecimal() and 0 < len(text) < 19:
        return int(text)
    raise Problem(ProblemKind.INVALID_PARAMETER, "before is the number of a proposal.")


STATE = choice(State, "state", "Only those of which this became.", example=State.WAITING)
BEFORE = Parameter(
    "before",
    "Only those with a lower number; `next` says it.",
    _read_number,
    101,
    schema={"type": "integer", "minimum": 0},
)


class ProposalAnswer(TypedDict):
    """One proposal of yours, and what became of it."""

    id: int
    url: str
    state: State
    title: Annotated[str, "What it would record, in a line"]
    object: Annotated[dict[str, Any] | None, "As it was proposed; null where it was proposed on a page of the desk"]
    recorded_object: Annotated[dict[str, Any] | None, "As it was accepted, where that differs; else null"]
    why: str
    overrides: Annotated[list[str], "Codes of the rules that it is against"]
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: Annotated[str | None, "The account of who decided; null while it waits"]
    decision_reason: Annotated[str, "Why it was refused; empty where it was not"]
    recorded_in: Annotated[int | None, "The block of the journal, where it was accepted or amended"]


class ProposalList(TypedDict):
    """The last one first, a hundred at most."""

    results: list[ProposalAnswer]
    next: Annotated[str | None, "The address of those before; null where there are none"]


class ProposalWritten(WriteAnswer):
    """A proposal that was made. ``recorded_in`` is null: nothing is on record until an editor accepts it; ``effect``
    is what would change if that were now."""

    written: Annotated[ProposalAnswer | None, "As GET gives it; null in a dry run"]


class ProposedBody(TypedDict):
    """An object that could be posted elsewhere, with what it is. Its other members are those of that object; what an
    address would say stands in it too (``corrects``, ``retracts``, ``appeal``)."""

    record: Annotated[str, f"What it is: {listed(WRITES)}"]
    why: Annotated[str, "Why you propose it; whoever decides reads it"]


class NothingBody(TypedDict):
    """An object without members: the address says all."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What POST does among proposals, for the schema: as much of a ``Posting`` as that reads."""

    operation: str
    summary: str
    description: str
    body: type
    shape: type
    example: Mapping[str, Any] = field(default_factory=dict)
    scope: Scope = Scope.PROPOSE
    says: None = None
    of: None = None


PROPOSING = Told(
    operation="propose",
    summary="propose something for an editor to accept",
    description="Whatever can be posted elsewhere can be proposed: the same object, with `record` to say what it is. "
    "It is tried first, so that the answer tells what would change; what the rules refuse is refused here too. Nothing "
    "is on record until an editor accepts it at the desk.",
    body=ProposedBody,
    shape=ProposalWritten,
    example={RECORD: "act", **RECORD_ACT.example},
)
WITHDRAWING = Told(
    operation="withdraw_proposal",
    summary="withdraw a proposal of yours",
    description="Take back what waits: nobody is asked to decide on it any more. It stays readable, as `withdrawn`, "
    "and what it said may be proposed again.",
    body=NothingBody,
    shape=ProposalAnswer,
)


class OwnProposals(Posts):
    """What all their addresses share: a token that proposes, and answers that nobody else keeps."""

    tag: ClassVar[str] = "proposals"
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    in_path: ClassVar[dict[str, tuple[str, str]]] = {}
    moves: ClassVar[bool] = False
    scope: ClassVar[Scope] = Scope.PROPOSE
    """What reading needs, too."""

    def own(self, request: Request) -> Any:
        proposals = Proposal.objects.filter(proposed_by=request.user.pk)
        return proposals.select_related("decided_by").order_by("-pk")

    def one(self, request: Request, number: int) -> Proposal:
        """Raises Problem where no proposal of theirs has this number."""
        found: Proposal | None = self.own(request).filter(pk=number).first() if number < 2**63 else None
        if found is None:
            words = "No proposal of yours has this number."
            raise Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
        return found


class ProposalsView(OwnProposals):
    """What you proposed, the last one first: a hundred at most, and the address of those before."""

    http_method_names = ["get", "head", "post", "options"]
    posting = PROPOSING  # type: ignore[assignment]
    operation = "list_proposals"
    summary = "List your proposals"
    shape = ProposalList
    parameters = (STATE, BEFORE)

    def get(self, request: Request) -> Response:
        permit(request, Scope.PROPOSE, (), to="List your proposals")
        asked = read_parameters(request, self.parameters)
        found = self.own(request)
        if asked["state"]:
            found = found.filter(decision="" if asked["state"] is State.WAITING else asked["state"])
        if asked["before"]:
            found = found.filter(pk__lt=asked["before"])
        page = list(found[: MOST + 1])
        answer: ProposalList = {
            "results": [shaped(one) for one in page[:MOST]],
            "next": self.next_address(before=page[MOST - 1].pk) if len(page) > MOST else None,
        }
        return Response(answer, headers={"Cache-Control": "no-store"})

    def next_address(self, *, before: int) -> str:
        """The same question of those with a lower number."""
        query: QueryDict = self.request.query_params.copy()
        query["before"] = str(before)
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")

    def post(self, request: Request, **in_path: Any) -> HttpResponse:
        """Tried before it is kept: what the rules refuse a person is not proposed."""
        permit(request, Scope.PROPOSE, PERMISSION, to="Propose")
        asked = read_parameters(request, (DRY_RUN,))
        body = raw_body(request)
        values = object_in(body)
        key = key_of(request, dry_run=asked["dry_run"])
        if key and (kept := kept_before(request, key, body)):
            return kept
        write = write_of(values)
        said = {name: value for name, value in values.items() if name != RECORD}
        try:
            row = write.read(said, today=today())
            found = write.look_up(row)
        except Unreadable as unreadable:
            raise not_understood(unreadable) from None
        filled = filled_in(write, said)
        keeping = Keeping(request, key, body)
        with transaction.atomic():
            if kept := keeping.answer_kept():
                return kept
            answer: dict[str, Any] = dict(write_answer(tried(request, write, row, found), recorded_in=None, on=today()))
            answer["dry_run"] = asked["dry_run"]
            if asked["dry_run"]:
                return keeping.keep(answer | {"written": None}, DONE, "", None)
            proposal = propose(
                by=request.user,
                screen=reverse(SCREEN),
                title=write.title(row, found),
                filled=filled,
                reason=why_of(row),
                agreement=getattr(found, "agreement", None),
            )
            proposal.refresh_from_db()
            return keeping.keep(answer | {"written": shaped(proposal)}, CREATED, address_of(proposal), None)


class ProposalView(OwnProposals):
    """One proposal of yours: whether it waits, and what became of it."""

    http_method_names = ["get", "head", "options"]
    operation = "get_proposal"
    summary = "Get a proposal of yours"
    shape = ProposalAnswer
    in_path = {"number": ("The number of the proposal.", "1")}

    def get(self, request: Request, number: int) -> Response:
        permit(request, Scope.PROPOSE, (), to="Read a proposal of yours")
        read_parameters(request, ())
        return Response(shaped(self.one(request, number)), headers={"Cache-Control": "no-store"})


class WithdrawalView(OwnProposals):
    """Where a proposal of yours is taken back."""

    http_method_names = ["post", "options"]
    posting = WITHDRAWING  # type: ignore[assignment]
    post_parameters = ()
    in_path = ProposalView.in_path

    def post(self, request: Request, **in_path: Any) -> HttpResponse:
        """Raises Refused where somebody decided on it before."""
        permit(request, Scope.PROPOSE, (), to="Withdraw a proposal of yours")
        read_parameters(request, ())
        proposal = self.one(request, in_path["number"])
        body = raw_body(request)
        refuse_members(object_in(body))
        keeping = Keeping(request, key_of(request), body)
        with transaction.atomic():
            if kept := keeping.answer_kept():
                return kept
            withdraw_proposal(proposal=proposal, by=request.user)
            return keeping.keep(shaped(self.one(request, proposal.pk)), DONE, "", None)


def refuse_members(values: Mapping[str, Any]) -> None:
    """Raises Problem where something is said that nobody would keep."""
    errors = [
        {"field": name, "code": str(ProblemKind.INVALID_FIELD), "article": None, "detail": "Nothing is kept of this."}
        for name, value in values.items()
        if value is not None
    ]
    if errors:
        words = "A withdrawal is an object without members: {}."
        raise Problem(ProblemKind.INVALID_FIELD, words, status=HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)


def write_of(values: Mapping[str, Any]) -> Write[Any, Any]:
    """What the object says it is. Raises Problem."""
    name = values.get(RECORD)
    if isinstance(name, str) and name in WRITES:
        return WRITES[name]
    said = f"{quoted(name)} is not accepted here" if name else f"“{RECORD}” is missing"
    words = f"{said}; write one of {listed(WRITES)}."
    errors = [{"field": RECORD, "code": str(ProblemKind.INVALID_FIELD), "article": None, "detail": words}]
    raise Problem(ProblemKind.INVALID_FIELD, words, status=HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)


def filled_in(write: Write[Any, Any], said: Mapping[str, Any]) -> dict[str, list[str]]:
    """The form of the desk that an editor decides on. Raises Problem where no proposal holds it."""
    body = json.dumps(said, ensure_ascii=False, indent=2)
    if len(body) > LONGEST:
        words = f"A proposal holds at most {LONGEST:,} characters."
        raise Problem(ProblemKind.TOO_LARGE, words, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return {"record": [write.record], "body": [body]}


def tried(request: Request, write: Write[Any, Any], row: Any, found: Any) -> Written:
    """Written and undone. Raises Refused."""
    try:
        with open_block(actor=request.user.get_username(), reason=why_of(row), request=f"POST {request.path}") as block:
            written = write.write(block, row, found)
            transaction.set_rollback(True)
        return written
    except (IntegrityError, DataError) as error:
        raise Refused(finding_of(error)) from None


def shaped(proposal: Proposal) -> ProposalAnswer:
    by = proposal.decided_by
    return {
        "id": proposal.pk,
        "url": address_of(proposal),
        "state": State(proposal.decision or State.WAITING),
        "title": proposal.title,
        "object": object_of_form(proposal.filled),
        "recorded_object": object_of_form(proposal.amended) if proposal.amended else None,
        "why": proposal.reason,
        "overrides": list(proposal.overrides),
        "proposed_at": proposal.proposed_at,
        "decided_at": proposal.decided_at,
        "decided_by": by.get_username() if by else None,
        "decision_reason": proposal.decision_reason,
        "recorded_in": proposal.recorded_in_id,
    }


def object_of_form(filled: Mapping[str, list[str]]) -> dict[str, Any] | None:
    if set(filled) != {"record", "body"}:
        return None
    try:
        return {RECORD: filled["record"][0], **json.loads(filled["body"][0])}
    except (ValueError, TypeError):
        return None


def address_of(proposal: Proposal) -> str:
    return reverse("api-proposal", args=[proposal.pk])
