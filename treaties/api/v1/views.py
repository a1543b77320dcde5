"""What every endpoint is: declared parameters in, one shaped answer out; read-only."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from treaties.api.v1.conditional import not_modified, tag_of, tags_held, with_tag
from treaties.api.v1.cursors import cursor_for
from treaties.api.v1.ordering import By, Ordering
from treaties.api.v1.parameters import Parameter, read_parameters, today
from treaties.api.v1.renderers import RENDERERS_OF_LISTS, headers_of
from treaties.api.v1.shapes.knowledge import known
from treaties.queries.keyset import Page, Position, page_of
from treaties.queries.knowledge import Knowledge, latest_knowledge


class Moved(Response):
    """The one true address of what was asked, in the header and in the answer. Nobody keeps it without asking again: a
    name that means one party may mean two, once another is on record."""

    def __init__(self, url: str) -> None:
        super().__init__({"location": url}, status=301, headers={"Location": url, "Cache-Control": "no-cache"})
        self.url = url


class ReadView(APIView, ABC):
    """An endpoint that answers GET. The docstring of each is its description in the schema."""

    http_method_names = ["get", "head", "options"]
    operation: ClassVar[str]
    summary: ClassVar[str]
    tag: ClassVar[str]
    shape: ClassVar[type]
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    in_path: ClassVar[dict[str, tuple[str, str]]] = {}
    """What stands in the address: name → (description, example)."""
    moves: ClassVar[bool] = False
    """True where another spelling of the address is answered by a redirect."""

    pinned: ClassVar[tuple[str, ...]] = ("on", "from_on")
    """The days that ``next`` says, so that pages turned at midnight are of one day."""

    is_of_the_record: ClassVar[bool] = True
    """False where no block of the journal changes the answer."""

    def get(self, request: Request, **in_path: str) -> HttpResponse:
        """Who names the tag that the answer would have holds the answer already, and it is not made again."""
        held = tags_held(request)
        if held and (tag := tag_of(request, self._last_block(), on=self.today())) in held:
            return not_modified(tag)
        asked = read_parameters(request, self.parameters, at_hand={latest_knowledge: self.newest, today: self.today})
        answer = self.answer(asked, **in_path)
        if isinstance(answer, HttpResponse):
            return answer
        return with_tag(self.respond(answer), tag_of(request, self._last_block(asked), on=self.today()))

    def respond(self, answer: Any) -> Response:
        return Response(answer)

    def newest(self) -> Knowledge | None:
        """What the record held when the request came; looked up once."""
        if not hasattr(self, "_newest"):
            self._newest = latest_knowledge()
        return self._newest

    def today(self) -> date:
        """The day (UTC) on which the request came: looked up once, so that an answer has no tag of another day."""
        if not hasattr(self, "_today"):
            self._today = today()
        return self._today

    def _last_block(self, asked: dict[str, Any] | None = None) -> int | None:
        if not self.is_of_the_record:
            return None
        knowledge = (asked or {}).get("known_at") or self.newest()
        return knowledge.last if knowledge else None

    def options(self, request: Any, *args: Any, **in_path: Any) -> Response:
        """Says by its headers what is allowed."""
        return Response(status=204)

    @abstractmethod
    def answer(self, asked: dict[str, Any], **in_path: str) -> Any:
        """The shaped answer, or a response where it is no answer. ``asked`` holds the parameters' values by name."""

    def moved_to(self, address: str) -> Response:
        """Another spelling of an address: its one true address, with the same question."""
        query = self.request.query_params.urlencode()
        return Moved(f"{address}?{query}" if query else address)

    def next_address(self, asked: dict[str, Any], cursor: str) -> str:
        """The same question from the cursor on. Day and block are said: pages turned at midnight are of one day, and
        what is recorded meanwhile is in none of them."""
        query: QueryDict = self.request.query_params.copy()
        for name in self.pinned:
            if asked.get(name):
                query[name] = asked[name].isoformat()
        for name in ("known_at", "from_known_at"):
            if asked.get(name):
                query[name] = str(asked[name].no)
        query["cursor"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")


class ListView(ReadView):
    """An endpoint whose answer comes in pages. Takes ``known_at``, ``page_size`` and ``cursor``."""

    renderer_classes = RENDERERS_OF_LISTS
    sort: ClassVar[str] = "id"
    """The column or annotation that the list is ordered by, before the id; never NULL."""
    ordering: ClassVar[Ordering | None] = None
    """The orders that it offers, where it offers several; then it takes ``order`` too."""

    def respond(self, answer: Any) -> Response:
        return Response(answer, headers=headers_of(answer))

    def page(self, asked: dict[str, Any], rows: QuerySet, shape: Callable[[list], list]) -> dict[str, Any]:
        by, of = self._order(asked)
        size, after = asked["page_size"], asked["cursor"]
        page = page_of(rows, by=by.column, size=size, after=after, descending=by.descending)
        cursor = page.goes_on_after and cursor_for(page.goes_on_after, of=of)
        return {
            "known_at": known(asked["known_at"]),
            "results": shape(page.rows),
            "next": self.next_address(asked, cursor) if cursor else None,
        }

    def _order(self, asked: dict[str, Any]) -> tuple[By, str]:
        """What the list is ordered by, and what its cursors are signed for. Raises Problem."""
        if self.ordering is None:
            return By(self.sort), self.operation
        self.ordering.refuse_cursor_of_another(asked["order"], asked["cursor"])
        return self.ordering.by[asked["order"]], self.ordering.name_of(asked["order"])

    def latest_page(
        self, asked: dict[str, Any], read: Callable[[int, Position | None], Page], shape: Callable[[list], list]
    ) -> dict[str, Any]:
        """A page of what has no history of its own: of the latest state of knowledge. ``read`` takes size and place."""
        knowledge = self.newest()
        page = read(asked["page_size"], asked["cursor"])
        cursor = page.goes_on_after and cursor_for(page.goes_on_after, of=self.operation)
        return {
            "known_at": known(knowledge),
            "results": shape(page.rows),
            "next": self.next_address(asked, cursor) if cursor else None,
        }
