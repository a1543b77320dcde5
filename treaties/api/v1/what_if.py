"""What a hypothetical act would do."""

from dataclasses import replace
from typing import Any

from treaties.actions.what_if import ask_what_if
from treaties.api.v1 import parameters as p
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.what_if import WhatIfAnswer, what_if_answer
from treaties.api.v1.views import ReadView
from treaties.dates import shorten
from treaties.queries.what_if import MOST, SLUG, NoSuchAgreements, Question
from treaties.vocabulary import Act, Topic


def _read_slugs(text: str) -> tuple[str, ...]:
    slugs = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    if len(slugs) > MOST:
        words = f"agreement names {len(slugs)} agreements; at most {MOST} are answered for at once."
        raise Problem(ProblemKind.INVALID_PARAMETER, words)
    for slug in slugs:
        if not SLUG.fullmatch(slug):
            words = f"“{shorten(slug)}” is no slug of an agreement; write slugs, separated by commas."
            raise Problem(ProblemKind.INVALID_PARAMETER, words)
    return slugs


PARTY = replace(
    p.PARTY,
    read=p.read_party,
    description="Whose act it would be, by code or by name in any language on record. Needed.",
)
WITH = replace(
    PARTY,
    name="with",
    description="The other party: all agreements that may bind the two on the day are meant, up to 200, unless "
    "`agreement` names some. Either is needed.",
    example="US",
)
RECEIVED_ON = replace(
    p.ON,
    name="received_on",
    description="The day on which the act is received, done or effective, as its kind counts. A month or a year means "
    "its last day. Today (UTC) where it is left out.",
    example="2026-11-26",
)
AGREEMENTS = p.Parameter(
    "agreement",
    "The slugs of agreements, separated by commas; at most 200.",
    _read_slugs,
    "bit-azerbaijan-united-states-1997",
    default=tuple,
)
ACT = p.choice(Act, "act", "The kind of act.", example=Act.NOTICE_OF_TERMINATION, default=Act.NOTICE_OF_TERMINATION)
TOPIC = p.choice(Topic, "topic", "Keeps agreements of one topic, of those that `with` means.", example=Topic.ECONOMY)


class WhatIfView(ReadView):
    """What an act of a party would do: to which agreements, parties and pairs, when, and why; or why law gives it no
    place. Hypothetical: nothing is recorded, and no status changes.

    Where no clause says when a notice takes effect, no day of an end is given but the earliest that is possible at all
    (Art. 56). A refusal is an answer, and no error: it is among the results, with its code and article.
    """

    operation = "get_what_if"
    summary = "Ask what a hypothetical act would do"
    tag = "what-if"
    shape = WhatIfAnswer
    parameters = (PARTY, ACT, RECEIVED_ON, WITH, AGREEMENTS, TOPIC, p.KNOWN_AT)

    def answer(self, asked: dict[str, Any], **in_path: str) -> WhatIfAnswer:
        _refuse_what_is_missing(asked)
        question = Question(
            by=asked["party"],
            act=asked["act"],
            received_on=asked["received_on"],
            slugs=asked["agreement"],
            towards=asked["with"],
            topic=asked["topic"],
            known_at=p.block_of(asked),
        )
        try:
            return what_if_answer(ask_what_if(question), asked["known_at"])
        except NoSuchAgreements as error:
            slugs = ", ".join(f"“{slug}”" for slug in error.slugs)
            words = f"No agreement is on record under {slugs}{p.as_known(asked)}; the slugs are in /api/v1/agreements/."
            raise Problem(ProblemKind.UNKNOWN_AGREEMENT, words, parameter="agreement") from None


def _refuse_what_is_missing(asked: dict[str, Any]) -> None:
    """Raises Problem."""
    if asked["party"] is None:
        raise Problem(ProblemKind.INVALID_PARAMETER, "Give party: whose act it would be.", parameter="party")
    if asked["party"] == asked["with"]:
        words = f"party and with are both {asked['party'].sentence_name}; give two different parties."
        raise Problem(ProblemKind.ONE_PARTY_TWICE, words, parameter="with")
    if not (asked["agreement"] or asked["with"]):
        words = "Give agreement, or with: under which agreements the act would be."
        raise Problem(ProblemKind.INVALID_PARAMETER, words, parameter="agreement")
