"""What agreements in lists hold on request."""

from typing import Annotated, TypedDict

from treaties.api.v1.shapes.agreements import Relation, SeriesNumberGiven, Title
from treaties.api.v1.shapes.clauses import ClauseGiven
from treaties.api.v1.shapes.deadlines import DeadlineGiven
from treaties.api.v1.shapes.participations import ParticipantBrief
from treaties.api.v1.shapes.references import Cited
from treaties.api.v1.shapes.timelines import TimelineStep


class AgreementMore(TypedDict, total=False):
    """Each by the word of `include` with its name."""

    participations: Annotated[list[ParticipantBrief], "With `include=participations`"]
    clauses: Annotated[list[ClauseGiven], "With `include=clauses`: those that stand"]
    titles: Annotated[list[Title], "With `include=titles`: as sources give them"]
    series_numbers: Annotated[list[SeriesNumberGiven], "With `include=series_numbers`"]
    relations: Annotated[list[Relation], "With `include=relations`: this agreement KIND the other"]
    deadlines: Annotated[list[DeadlineGiven], "With `include=deadlines`: what is due on `on` or later"]
    timeline: Annotated[list[TimelineStep], "With `include=timeline`: of the agreement as a whole"]
    sources: Annotated[list[Cited], "With `include=sources`: of the agreement as such"]
