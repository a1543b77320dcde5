"""What a refusal looks like (RFC 9457)."""

from typing import Annotated, NotRequired, TypedDict

from treaties.api.v1.problems import ProblemKind
from treaties.api.v1.shapes.references import PartyRef


class Choice(TypedDict):
    """One meaning of an ambiguous text: a party by `code` and `name`, or a pair by `pair` and `names`."""

    url: str
    code: NotRequired[str]
    name: NotRequired[str]
    pair: NotRequired[str]
    names: NotRequired[list[str]]


class ProblemInDetail(TypedDict):
    """What else a problem says, where it has it to say."""

    accepted: NotRequired[Annotated[list[str], "The parameters that are accepted"]]
    choices: NotRequired[Annotated[list[Choice], "What an ambiguous text may mean"]]
    understood: NotRequired[Annotated[PartyRef, "The one party of a pair that was recognised"]]
    nearest: NotRequired[Annotated[list[PartyRef], "Parties with a name like the one that was not found"]]


class PlaceInFile(TypedDict):
    """Lines and columns count from 1."""

    file: str
    line: int
    column: int


class OneOfSeveral(ProblemInDetail):
    """One of the things that are wrong. `/api/v1/problems/{code}/` says what to do about it."""

    code: Annotated[str, "The kind of problem, or the code of the rule that is broken"]
    detail: str
    parameter: NotRequired[Annotated[str | None, "The query parameter at fault"]]
    field: NotRequired[Annotated[str | None, "The field of the body at fault; null where it is about all of it"]]
    article: NotRequired[Annotated[str | None, "Of the Vienna Convention on the Law of Treaties, where it has one"]]
    of: NotRequired[Annotated[str, "The slug of the act, where several are held to the rules together"]]
    place: NotRequired[Annotated[PlaceInFile, "In the file, or in the entries as they were given"]]


class ProblemAnswer(ProblemInDetail):
    """A refusal in words (RFC 9457)."""

    type: Annotated[str, "The address of this kind of problem"]
    title: str
    status: int
    code: Annotated[ProblemKind, "The last part of `type`"]
    detail: Annotated[str, "What is wrong with this request, in words"]
    instance: Annotated[str, "The address that was asked"]
    parameter: NotRequired[Annotated[str, "The query parameter at fault"]]
    errors: NotRequired[Annotated[list[OneOfSeveral], "Each problem, where there are several"]]


class ProblemKindAnswer(TypedDict):
    """One kind of problem, or one rule of the record, and what to do about it."""

    code: str
    title: Annotated[str, "What it means; of a rule its sentence"]
    status: Annotated[str | None, "Of the answer over HTTP, in words; null for a rule, which is among `errors`"]
    article: Annotated[str | None, "Of the Vienna Convention on the Law of Treaties; null where there is none"]
    what_to_do: Annotated[str, "In Markdown"]
    url: str


class ProblemKindList(TypedDict):
    """Kinds of problems, then rules of the record."""

    results: list[ProblemKindAnswer]
