"""The endpoints that write. Each says what it writes; the same steps are taken for all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar, cast

from django.db import DataError, IntegrityError, transaction
from django.db.models import Model
from django.http import HttpResponse
from django.urls import URLPattern, path
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from treaties.actions.journal import open_block
from treaties.actions.kept_answers import digest_of, hold_key, keep_answer
from treaties.actions.refusals import finding_of
from treaties.api.v1.parameters import Parameter, read_parameters, today
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.writing import write_answer
from treaties.api.v1.views import ReadView
from treaties.api.v1.writing.requests import (
    DRY_RUN,
    key_of,
    key_reused,
    not_understood,
    object_in,
    permit,
    raw_body,
    with_address,
)
from treaties.dates import shorten
from treaties.importing.problems import Unreadable
from treaties.importing.writes.naming import numbered
from treaties.importing.writing import Scope, Write, Written, why_of
from treaties.models import KeptAnswer
from treaties.queries.knowledge import latest_knowledge
from treaties.rules.findings import Refused

CREATED, DONE = 201, 200


@dataclass(frozen=True, kw_only=True)
class Posting:
    """What POST does at an address."""

    operation: str
    write: Write[Any, Any]
    shape: type
    description: str
    example: Mapping[str, Any]
    """A body that is accepted, or would be if nothing of the kind were on record."""
    answers_with: Callable[[Written], tuple[str, dict[str, Any]]]
    """The address of what was written, and what GET answers there; asked in the block that wrote it."""
    says: Mapping[str, str] | None = None
    """What the address says instead of the body: the name in the address → the key of the body."""
    of: type[Model] | None = None
    """Whose slug, or number, stands in the address."""

    @property
    def summary(self) -> str:
        return self.write.label

    @property
    def scope(self) -> Scope:
        return self.write.scope

    @property
    def body(self) -> type:
        return self.write.row_type

    def said_by(self, in_path: Mapping[str, Any]) -> dict[str, Any]:
        """Raises Problem where the address leads to nothing on record."""
        if self.of and not self.of._default_manager.filter(**_named(in_path)).exists():
            (name,) = in_path.values()
            words = f"No {self.of._meta.verbose_name} is on record under “{shorten(str(name))}”."
            raise Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
        return {key: in_path[name] for name, key in (self.says or {}).items()}


def _named(in_path: Mapping[str, Any]) -> Mapping[str, Any]:
    return numbered(in_path["number"]) if "number" in in_path else in_path


class Posts(APIView):
    """Answers POST, beside what else is answered at the address."""

    posting: ClassVar[Posting]
    post_parameters: ClassVar[tuple[Parameter, ...]] = (DRY_RUN,)

    def post(self, request: Request, **in_path: Any) -> HttpResponse:
        """Everything is read and looked up before the block is opened, for others wait while it is."""
        posting, write = self.posting, self.posting.write
        permit(request, write.scope, write.permissions, to=write.label)
        asked = read_parameters(request, self.post_parameters)
        said = posting.said_by(in_path)
        body = raw_body(request)
        values = with_address(object_in(body), said)
        key = key_of(request, dry_run=asked["dry_run"])
        if key and (kept := kept_before(request, key, body)):
            return kept
        try:
            row = write.read(values, today=today())
            found = write.look_up(row)
        except Unreadable as unreadable:
            raise not_understood(unreadable) from None
        keeping = Keeping(request, key, body)
        return self.written(row, found, keeping, dry_run=asked["dry_run"])

    def written(self, row: Any, found: Any, keeping: "Keeping", *, dry_run: bool) -> HttpResponse:
        """In one transaction with the answer that is kept. Raises Refused."""
        request, token = keeping.request, cast(Any, keeping.request.auth)
        trace = f"POST {request.path} (token “{token.name}”)"
        try:
            with transaction.atomic():
                if kept := keeping.answer_kept():
                    return kept
                with open_block(actor=request.user.get_username(), reason=why_of(row), request=trace) as block:
                    written = self.posting.write.write(block, row, found)
                    location, shaped = self.posting.answers_with(written)
                    recorded_in = None if dry_run else block.no
                    answer = write_answer(written, recorded_in=recorded_in, on=today())
                    if dry_run:
                        transaction.set_rollback(True)
                status = DONE if dry_run else CREATED
                return keeping.keep({**answer, "written": shaped}, status, location, None if dry_run else block)
        except (IntegrityError, DataError) as error:
            raise Refused(finding_of(error)) from None
        except Refused as refused:  # of one object, whose slug says nothing to who gave none
            raise Refused(*(finding.at("") for finding in refused.findings)) from None

    def options(self, request: Any, *args: Any, **in_path: Any) -> Response:
        """Says by its headers what is allowed."""
        return Response(status=204)


@dataclass(frozen=True)
class Keeping:
    """A request with the key under which its answer is kept; without a key, none is."""

    request: Request
    key: str
    body: bytes

    @property
    def digest(self) -> str:
        return digest_of("POST", self.request.path, self.body)

    def answer_kept(self) -> HttpResponse | None:
        """In the transaction that is to answer. Raises Problem where the key was used for another request."""
        if not self.key:
            return None
        kept = hold_key(account=self.request.user, key=self.key)
        return again(kept, self.digest) if kept else None

    def keep(self, answer: Mapping[str, Any], status: int, location: str, block: Any) -> HttpResponse:
        text = JSONRenderer().render(answer).decode()
        if self.key:
            keep_answer(
                account=self.request.user,
                key=self.key,
                digest=self.digest,
                status=status,
                location=location,
                answer=text,
                block=block,
            )
        return _response(text, status, location)


def kept_before(request: Request, key: str, body: bytes) -> HttpResponse | None:
    """What was answered before, before anything is looked up: what was recorded since may stand in the way of it."""
    with transaction.atomic():
        return Keeping(request, key, body).answer_kept()


def again(kept: KeptAnswer, digest: str) -> HttpResponse:
    """Raises Problem where this is another request."""
    if kept.digest != digest:
        raise key_reused()
    response = _response(kept.answer, kept.status, kept.location)
    response["Idempotency-Replayed"] = "true"
    return response


def _response(text: str, status: int, location: str) -> HttpResponse:
    headers = {"Cache-Control": "no-store"} | ({"Location": location} if status == CREATED else {})
    return HttpResponse(text, status=status, content_type="application/json", headers=headers)


class PostView(Posts):
    """An address at which there is nothing to read."""

    http_method_names = ["post", "options"]
    posting = None  # type: ignore[assignment]  # given with the address


def posting_too(view: type[ReadView], posting: Posting) -> type[ReadView]:
    """The view of an address, at which POST is answered too."""
    members = {
        "__doc__": view.__doc__,
        "__module__": view.__module__,
        "posting": posting,
        "http_method_names": [*view.http_method_names, "post"],
    }
    return type(view.__name__, (Posts, view), members)


def mended_at(of: str, address: str, correct: Posting, retract: Posting) -> list[URLPattern]:
    """Where a row that is on record is corrected, and where it is retracted; routes call it ``of``."""
    return [
        path(f"{address}/corrections/", PostView.as_view(posting=correct), name=f"api-{of}-corrections"),
        path(f"{address}/retractions/", PostView.as_view(posting=retract), name=f"api-{of}-retractions"),
    ]


def answer_of(view: type[ReadView], **in_path: str) -> dict[str, Any]:
    """What GET would answer, without any parameter."""
    asked = {one.name: one.default() for one in view.parameters} | {"known_at": latest_knowledge()}
    answer: dict[str, Any] = view().answer(asked, **in_path)
    return answer
