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


class OneOfSeveral(ProblemInDetail):
    code: ProblemKind
    parameter: str | None
    detail: str


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
    """One kind of problem."""

    code: ProblemKind
    title: str
    url: str


class ProblemKindList(TypedDict):
    results: list[ProblemKindAnswer]
