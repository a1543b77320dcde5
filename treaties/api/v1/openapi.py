"""The schema of the API, from what the views declare: parameters, shape, problems. Nothing is described twice."""

from typing import Any, cast

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from treaties.api.v1.problems import CONTENT_TYPE
from treaties.api.v1.schema_of_shapes import Schema, component
from treaties.api.v1.shapes.problems import ProblemAnswer
from treaties.api.v1.views import ListView, ReadView

TEXT: Schema = {"type": "string"}


class ApiSchema(AutoSchema):
    """Describes a ``ReadView``."""

    @property
    def endpoint(self) -> ReadView:
        return cast(ReadView, self.view)

    def get_operation_id(self) -> str:
        return self.endpoint.operation

    def get_summary(self) -> str:
        return self.endpoint.summary

    def get_description(self) -> str:  # type: ignore[override]
        lines = [line.strip() for line in (type(self.endpoint).__doc__ or "").strip().splitlines()]
        return "\n".join(lines)

    def get_tags(self) -> list[str]:
        return [self.endpoint.tag]

    def get_auth(self) -> list[Any]:
        return []

    def _get_request_body(self, direction: str = "request") -> None:
        return None

    def _get_parameters(self) -> list[Schema]:
        in_path = [
            {"in": "path", "name": name, "required": True, "schema": TEXT, "description": text, "example": example}
            for name, (text, example) in self.endpoint.in_path.items()
        ]
        in_query = [
            {"in": "query", "name": one.name, "schema": one.schema, "description": one.description}
            | ({"example": one.example} if one.example != "" else {})
            for one in self.endpoint.parameters
        ]
        return in_path + in_query

    def _get_response_bodies(self, direction: str = "response") -> Schema:
        view = self.endpoint
        responses = {"200": _content("application/json", self.refer(view.shape), view.summary)}
        problem = self.refer(ProblemAnswer)
        if view.moves:
            moved = "Another spelling; the header Location, and the answer, say the address"
            body = {"type": "object", "properties": {"location": TEXT}, "required": ["location"]}
            responses["301"] = _content("application/json", body, moved)
        responses["400"] = _content(CONTENT_TYPE, problem, "The question is not understood; nothing was guessed")
        if view.in_path:
            responses["404"] = _content(CONTENT_TYPE, problem, "Nothing is on record under this name")
        responses["405"] = _content(CONTENT_TYPE, problem, "The record is only read here")
        responses["406"] = _content(CONTENT_TYPE, problem, "Answers are JSON")
        return responses

    def refer(self, shape: type) -> Schema:
        name = shape.__name__
        registered = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, object=name)
        if registered not in self.registry:
            self.registry.register(registered)
            registered.schema = component(shape, self.refer)
        return registered.ref

    def _is_list_view(self, serializer: Any = None) -> bool:
        return isinstance(self.view, ListView)


def _content(media_type: str, schema: Schema, description: str) -> Schema:
    return {"description": description, "content": {media_type: {"schema": schema}}}
