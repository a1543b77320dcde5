"""Refusals as problem details (RFC 9457): one kind of answer for whatever goes wrong, never a page of HTML."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, JsonResponse
from django.utils.log import log_response
from rest_framework import exceptions

from treaties.vocabulary import Word

CONTENT_TYPE = "application/problem+json"


class ProblemKind(Word):
    """The code of a problem, and its title. ``docs/api/problems.md`` says of each what to do."""

    UNKNOWN_PARAMETER = "unknown_parameter", "A parameter that is not accepted here"
    REPEATED_PARAMETER = "repeated_parameter", "A parameter is given more than once"
    INVALID_PARAMETER = "invalid_parameter", "The value of a parameter is not accepted"
    INVALID_DAY = "invalid_day", "The text is not one day"
    INVALID_KNOWLEDGE = "invalid_knowledge", "The text is neither a block nor a moment"
    UNKNOWN_BLOCK = "unknown_block", "The journal has not come to that block yet"
    BEFORE_THE_RECORD = "before_the_record", "Nothing was on record yet"
    NOTHING_TO_COMPARE = "nothing_to_compare", "Two points are needed, and one is given"
    INVALID_CURSOR = "invalid_cursor", "The cursor is not one that this list gave out"
    SEVERAL_PROBLEMS = "several_problems", "Several parameters are not accepted"
    UNKNOWN_PARTY = "unknown_party", "No such party"
    AMBIGUOUS_PARTY = "ambiguous_party", "The text names more than one party"
    UNKNOWN_PAIR = "unknown_pair", "The text does not name two parties"
    AMBIGUOUS_PAIR = "ambiguous_pair", "The text names more than one pair"
    ONE_PARTY_TWICE = "one_party_twice", "A pair is two different parties"
    UNKNOWN_AGREEMENT = "unknown_agreement", "No such agreement"
    NOT_FOUND = "not_found", "Nothing is at this address"
    METHOD_NOT_ALLOWED = "method_not_allowed", "The record is only read here"
    NOT_ACCEPTABLE = "not_acceptable", "Answers are JSON"
    REFUSED = "refused", "The request is not accepted"
    SERVER_ERROR = "server_error", "The answer could not be made"


class Problem(exceptions.APIException):
    """A refusal in words. ``parameter`` names the query parameter at fault; further members are part of the answer."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        *,
        status: int = HTTPStatus.BAD_REQUEST,
        parameter: str | None = None,
        **members: Any,
    ) -> None:
        super().__init__(detail)
        self.kind, self.words, self.status_code = kind, detail, status
        self.parameter, self.members = parameter, members

    def as_error(self) -> dict[str, Any]:
        """As one of several."""
        return {"code": str(self.kind), "parameter": self.parameter, "detail": self.words, **self.members}


def several(problems: list[Problem]) -> Problem:
    """All that is wrong with one request, so that nobody has to find it out piece by piece."""
    if len(problems) == 1:
        return problems[0]
    detail = " ".join(problem.words for problem in problems)
    return Problem(ProblemKind.SEVERAL_PROBLEMS, detail, errors=[problem.as_error() for problem in problems])


def answer_to(error: Exception, context: dict[str, Any]) -> JsonResponse:
    """The exception handler of the API. An unforeseen error is logged as Django logs it, and answered as a problem."""
    request = context["request"]._request
    problem = _problem_of(error)
    response = response_to(problem, request.path)
    if problem.kind is ProblemKind.SERVER_ERROR:
        got_request_exception.send(sender=None, request=request)
        log_response("%s: %s", problem.kind.label, request.path, response=response, request=request, exception=error)
    if isinstance(error, exceptions.MethodNotAllowed):
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    return response


def response_to(problem: Problem, path: str) -> JsonResponse:
    """In JSON, whatever the request accepts."""
    body = {
        "type": f"/api/v1/problems/{problem.kind}/",
        "title": problem.kind.label,
        "status": int(problem.status_code),
        "code": str(problem.kind),
        "detail": problem.words,
        "instance": path,
    }
    if problem.parameter:
        body["parameter"] = problem.parameter
    return JsonResponse(
        body | problem.members,
        status=int(problem.status_code),
        content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def _problem_of(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case exceptions.MethodNotAllowed():
            words = "Only GET, HEAD and OPTIONS are answered: the record is written elsewhere."
            return Problem(ProblemKind.METHOD_NOT_ALLOWED, words, status=HTTPStatus.METHOD_NOT_ALLOWED)
        case exceptions.NotAcceptable():
            words = "Answers are application/json; the Accept header asks for something else."
            return Problem(ProblemKind.NOT_ACCEPTABLE, words, status=HTTPStatus.NOT_ACCEPTABLE)
        case Http404() | exceptions.NotFound():
            words = "Nothing is at this address. The list of addresses is at /api/v1/."
            return Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
        case exceptions.APIException():
            return Problem(ProblemKind.REFUSED, str(error.detail), status=error.status_code)
        case SuspiciousOperation():
            return Problem(ProblemKind.REFUSED, "The request holds too much, or something that cannot be read.")
    words = "Something went wrong on this server. It has been logged; please try again later."
    return Problem(ProblemKind.SERVER_ERROR, words, status=HTTPStatus.INTERNAL_SERVER_ERROR)
