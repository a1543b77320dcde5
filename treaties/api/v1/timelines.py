"""Timelines: the derived statuses over time, as data; and step by step with the reasons."""

from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Any

from treaties.api.v1 import filtering as f
from treaties.api.v1 import parameters as p
from treaties.api.v1.agreements import unknown_agreement
from treaties.api.v1.participations import takes_no_part
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.shapes.knowledge import known
from treaties.api.v1.shapes.references import agreement_ref, party_ref
from treaties.api.v1.shapes.timelines import (
    TimelineAnswer,
    TimelineList,
    pair_step_given,
    step_given,
    timeline_given,
)
from treaties.api.v1.views import ListView, ReadView
from treaties.models import Agreement, Participation
from treaties.queries.of_agreements import Among, timelines
from treaties.queries.timeline_steps import Timelines, pair_under, participation_under, timelines_of
from treaties.vocabulary import Nature, Word


class Whose(Word):
    """Whose timelines are listed."""

    AGREEMENTS = "agreements", "only those of agreements as a whole"
    PARTIES = "parties", "only those of single parties"


WHOSE = p.choice(Whose, "of", "Whose timelines. Both, where it is left out.", example=Whose.AGREEMENTS)
OF_PARTY = replace(p.PARTY, description="One party: its own timelines. Not together with `pair`.")
STEP_ON = replace(
    p.ON,
    description="Only the step of this day. A month or a year means its last day. All steps where it is left out.",
    default=lambda: None,
)


class TimelineListView(ListView):
    """The derived statuses over time, as the record knew them: of agreements as a whole, and of each party.

    Each says since which block the record says so; `known_at` asks for an earlier state of knowledge. A timeline that
    changes with a later block is another one: nothing of what was known is lost.
    """

    operation = "list_timelines"
    summary = "List timelines"
    tag = "timelines"
    shape = TimelineList
    sort = "of_slug"
    parameters = (
        *(p.AGREEMENT, p.PAIR, OF_PARTY, WHOSE, p.KNOWN_AT, p.PAGE_SIZE),
        p.cursor(operation),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        block, whose = p.block_of(asked), asked["of"]
        if asked["party"] and whose is Whose.AGREEMENTS:
            words = "With party, timelines are its own; for those of agreements as a whole, give agreement or pair."
            raise Problem(ProblemKind.INVALID_PARAMETER, words, parameter="of")
        among = Among(agreement=asked["agreement"], parties=f.parties_asked(asked), known_at=block)
        rows = timelines(among, of_parties=None if whose is None else whose is Whose.PARTIES)
        return self.page(asked, rows, lambda page: [timeline_given(row, known_at=block) for row in page])


class AgreementTimelineView(ReadView):
    """Why a status is what it is: every step of a timeline, with the acts, clauses and articles that each rests on.

    Of the agreement as a whole; with `party` of that party's standing; with `pair` of how it stands between two, who
    may be bound through unions too. With `on` only the step of that day: it is where the `why` of every status leads.
    """

    operation = "get_agreement_timeline"
    summary = "Get an agreement’s timeline with its reasons"
    tag = "timelines"
    shape = TimelineAnswer
    parameters = (p.PAIR, OF_PARTY, STEP_ON, p.KNOWN_AT)
    in_path = {"slug": ("The slug of the agreement.", "bit-azerbaijan-united-states-1997")}

    def answer(self, asked: dict[str, Any], **in_path: str) -> TimelineAnswer:
        parties, on = f.parties_asked(asked), asked["on"]
        try:
            told = timelines_of(in_path["slug"], known_at=p.block_of(asked))
        except Agreement.DoesNotExist:
            raise unknown_agreement(in_path["slug"], asked) from None
        party = asked["party"]
        return {
            "agreement": agreement_ref(told.agreement),
            "party": party_ref(party) if party else None,
            "pair": [party_ref(one) for one in parties] if asked["pair"] else [],
            "on": on,
            "known_at": known(asked["known_at"]),
            "steps": _steps(told, asked, on=on or self.today()),
        }


def _steps(told: Timelines, asked: dict[str, Any], *, on: date) -> list[Any]:
    """Raises Problem: they have no file under it, or are no pair."""
    agreement, day, party = told.agreement, asked["on"], asked["party"]
    contested = agreement.nature == Nature.CONTESTED
    if asked["pair"]:
        row = pair_under(agreement, *asked["pair"], on=on, known_at=told.known_at)
        if row is None:
            one, other = asked["pair"]
            words = f"{one.name} and {other.name} are no pair under {agreement.slug}{p.as_known(asked)}."
            raise Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND, parameter="pair")
        between = [one for one in told.between(row, on) if day is None or one.days.hold(day)]
        return [pair_step_given(one, contested) for one in between]
    steps: list[Any] = told.of_the_whole(on)
    if party:
        try:
            steps = told.of_party(participation_under(agreement.slug, party, known_at=told.known_at), on)
        except Participation.DoesNotExist:
            raise takes_no_part(party.sentence_name, agreement.slug, asked) from None
    return [step_given(one, contested) for one in steps if day is None or one.days.hold(day)]
