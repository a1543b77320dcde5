"""The schema of the API, from what the views declare: parameters, shape, problems. Nothing is described twice."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, cast

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent as Component

from treaties.api.v1.parameters import Parameter
from treaties.api.v1.problems import CONTENT_TYPE
from treaties.api.v1.schema_of_bodies import schema_of_row
from treaties.api.v1.schema_of_shapes import Schema, component
from treaties.api.v1.shapes.problems import ProblemAnswer
from treaties.api.v1.views import ListView, ReadView
from treaties.importing.tables import Row

TEXT: Schema = {"type": "string"}


class Refusal(NamedTuple):
    """``name`` is that of the component that describes it, ``said`` what it says."""

    name: str
    said: str


REFUSALS = {
    "400": Refusal("NotUnderstood", "The question is not understood; nothing was guessed"),
    "401": Refusal("TokenNotGood", "A token is shown that is not good; none is needed to read"),
    "405": Refusal(
        "MethodNotAllowed", "The method is not answered at this address; the header Allow lists those that are"
    ),
    "406": Refusal("NotAcceptable", "The answer comes in no format that is accepted"),
    "429": Refusal("TooManyRequests", "Too many requests in a short time"),
}
PRIVATE_REFUSALS = {
    "401": Refusal("TokenNeeded", "A token is needed, or the one that is shown is not good"),
    "403": Refusal("NotPermitted", "The token, or its owner, may not do this"),
}
WRITING_REFUSALS = {
    "409": Refusal("KeyReused", "The Idempotency-Key was used for another request"),
    "413": Refusal("TooLarge", "The body is too large"),
    "415": Refusal("NotJson", "The body is not sent as application/json"),
    "422": Refusal("BreaksRules", "The body is not understood, or breaks a rule of the record; nothing was written"),
}
NOWHERE = {"404": Refusal("NotOnRecord", "Nothing is on record under this name")}
IDEMPOTENCY_KEY: Schema = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "A text of your own, new for each write. Sent again within 24 hours, the same request is answered "
    "as before, and nothing is written twice.",
    "example": "5a1d0a6e-6f0f-4b0e-9c1b-2f7a0f6f3a11",
}
TOLD: Schema = {
    "ETag": {
        "description": "The tag of the answer; with it in If-None-Match, an answer that holds still is not made again",
        "schema": TEXT,
    },
    "RateLimit": {"description": "How many requests are left, and for how many seconds", "schema": TEXT},
    "RateLimit-Policy": {"description": "How many requests may be made in how many seconds", "schema": TEXT},
}
TOLD_OF_LISTS: Schema = {
    "Link": {"description": 'The next page, where there is one: `<address>; rel="next"`', "schema": TEXT},
    "Pacta-Known-At": {
        "description": "The block whose state of knowledge is answered for",
        "schema": {"type": "integer"},
    },
}
WRITTEN: Schema = {
    "Location": {"description": "The address of what was written", "schema": TEXT},
    "Idempotency-Replayed": {"description": "`true` where the request was answered before", "schema": TEXT},
}
WAITED: Schema = {"Retry-After": {"description": "After how many seconds to ask again", "schema": {"type": "integer"}}}
NOT_MODIFIED: Schema = {"description": "The answer whose tag is in If-None-Match still holds"}


class ApiSchema(AutoSchema):
    """Describes a ``ReadView``, and what is posted at an address."""

    @property
    def endpoint(self) -> ReadView:
        return cast(ReadView, self.view)

    @property
    def posting(self) -> Any:
        """What POST does here, of an operation that posts."""
        return getattr(self.view, "posting", None) if self.method == "POST" else None

    @property
    def scope(self) -> str:
        """What a token must be good for; empty where none is needed."""
        return str(getattr(self.posting or self.view, "scope", ""))

    def get_operation_id(self) -> str:
        said: str = (self.posting or self.endpoint).operation
        return said

    def get_summary(self) -> str:
        said: str = (self.posting or self.endpoint).summary
        return said[:1].upper() + said[1:]

    def get_description(self) -> str:  # type: ignore[override]
        told = self.posting.description if self.posting else type(self.endpoint).__doc__ or ""
        lines = [line.strip() for line in told.strip().splitlines()]
        needs = ["", f"Needs a token with the scope `{self.scope}`."] if self.scope else []
        return "\n".join(lines + needs)

    def get_tags(self) -> list[str]:
        tag = getattr(self.view, "tag", None)
        return [tag or self.path.split("/")[3]]

    def get_auth(self) -> list[Any]:
        return [{"token": []}] if self.scope else []

    def _get_request_body(self, direction: str = "request") -> Any:
        if not self.posting:
            return None
        schema = self.refer(self.posting.body, said=tuple((self.posting.says or {}).values()))
        content = {"schema": schema, "example": dict(self.posting.example)}
        return {"required": True, "content": {"application/json": content}}

    def _get_parameters(self) -> list[Schema]:
        in_path = [
            {"in": "path", "name": name, "required": True, "schema": TEXT, "description": text, "example": example}
            for name, (text, example) in self._said_in_path().items()
        ]
        asked = cast(Any, self.view).post_parameters if self.posting else self.endpoint.parameters
        in_query = [
            {"in": "query", "name": one.name, "schema": self._of(one), "description": one.description}
            | ({"style": "form", "explode": False} if one.schema.get("type") == "array" else {})
            | ({"example": one.example} if one.example != "" else {})
            for one in asked
        ]
        return in_path + in_query + ([IDEMPOTENCY_KEY] if self.posting else [])

    def _of(self, parameter: Parameter) -> Schema:
        return (self.refer(parameter.words) if parameter.words else {}) | parameter.schema

    def _said_in_path(self) -> dict[str, tuple[str, str]]:
        if not self.posting or hasattr(self.view, "in_path"):
            return self.endpoint.in_path
        named, of = re.findall(r"{(\w+)}", self.path), self.posting.of
        said = of._meta.verbose_name if of else "row"
        return {name: (f"The {name} of the {said}.", "1" if name == "number" else name) for name in named}

    def _get_response_bodies(self, direction: str = "response") -> Schema:
        if self.posting:
            return self._written()
        view = self.endpoint
        responses = {"200": self._answered(view.summary)}
        if not self.scope:
            responses["304"] = self.share(Component.RESPONSE, "NotModified", NOT_MODIFIED)
        if view.moves:
            moved = "Another spelling; the header Location, and the answer, say the address"
            body = {"type": "object", "properties": {"location": TEXT}, "required": ["location"]}
            responses["301"] = self.share(Component.RESPONSE, "Moved", _content("application/json", body, moved))
        return responses | self._refused(PRIVATE_REFUSALS if self.scope else {}, NOWHERE if view.in_path else {})

    def _written(self) -> Schema:
        """A dry run is answered with 200, and what was written with 201."""
        shape = self.refer(self.posting.shape)
        responses = {
            "200": _content("application/json", shape, "What would be written: nothing was"),
            "201": _content("application/json", shape, "What was written") | {"headers": self._headers(WRITTEN)},
        }
        nowhere = NOWHERE if self._said_in_path() else {}
        return responses | self._refused(PRIVATE_REFUSALS, WRITING_REFUSALS, nowhere)

    def _refused(self, *more: Mapping[str, Refusal]) -> Schema:
        """Whatever is refused is one of a few answers, the same for all operations."""
        refusals = dict(REFUSALS)
        for some in more:
            refusals |= some
        responses = {}
        for status, (name, said) in sorted(refusals.items()):
            answer = _content(CONTENT_TYPE, self.refer(ProblemAnswer), said)
            if status == "429":
                answer["headers"] = self._headers(WAITED)
            responses[status] = self.share(Component.RESPONSE, name, answer)
        return responses

    def _headers(self, said: Schema) -> Schema:
        return {name: self.share(Component.HEADER, name, header) for name, header in said.items()}

    def share(self, kind: str, name: str, described: Schema) -> Schema:
        """Describe it once among the components, and answer with a reference to it."""
        component = Component(name=name, type=kind, schema=described, object=name)
        self.registry.register_on_missing(component)
        assert self.registry[component].schema == described, f"two {kind} are called {name}"
        return component.ref

    def _answered(self, description: str) -> Schema:
        """The answer in each of its formats, JSON with an example."""
        view = self.endpoint
        formats: Schema = {one.media_type: {"schema": TEXT} for one in view.renderer_classes}
        formats["application/json"] = {"schema": self.refer(view.shape)}
        if example := examples().get(view.operation):
            formats["application/json"]["example"] = example
        told = {name: said for name, said in TOLD.items() if not (self.scope and name == "ETag")}
        headers = told | (TOLD_OF_LISTS if isinstance(view, ListView) else {})
        return {"description": description, "headers": self._headers(headers), "content": formats}

    def refer(self, shape: type, *, said: tuple[str, ...] = ()) -> Schema:
        """``said`` are keys of a body that the address says."""
        is_row = issubclass(shape, Row)
        name = f"{shape.__name__.removesuffix('Row').removesuffix('Body')}Body" if is_row else shape.__name__
        registered = Component(name=name, type=Component.SCHEMA, object=shape)
        if registered not in self.registry:
            self.registry.register(registered)
            registered.schema = schema_of_row(shape, self.refer, said=said) if is_row else component(shape, self.refer)
        assert self.registry[registered].object is shape, f"two shapes are called {name}"
        return registered.ref

    def _is_list_view(self, serializer: Any = None) -> bool:
        return isinstance(self.view, ListView)


def _content(media_type: str, schema: Schema, description: str) -> Schema:
    return {"description": description, "content": {media_type: {"schema": schema}}}


@cache
def examples() -> dict[str, Any]:
    """By operation, an answer of the seeded record, cut short. A test makes them anew, and compares."""
    return json.loads((settings.BASE_DIR / "docs" / "api" / "examples.json").read_text())
