"""What acts did: the steps of timelines that rest on them first. One statement for many acts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from treaties.models import Agreement, Participation, StatusChange, Timeline
from treaties.queries.knowledge import known_by
from treaties.vocabulary import AgreementStatus, ParticipationStatus, Status


@dataclass(frozen=True, slots=True)
class Effect:
    """From ``day`` (closed) on, ``possible`` are the statuses, and ``resting`` those of them that rest on the act.

    ``party`` is the code of whose standing it is; empty for the agreement as a whole.
    """

    party: str
    day: date
    possible: list[Any]
    resting: list[Any]


def effects_of(acts: Sequence[StatusChange], *, known_at: int | None = None) -> dict[int, list[Effect]]:
    """By the key of each act: on the agreement as a whole, and on the party whose act it is. One statement."""
    own = {act.participation_id for act in acts if act.participation_id}
    agreements = {act.agreement_id for act in acts}
    timelines = Timeline.objects.known_at(known_at).filter(
        Q(participation=None, agreement__in=agreements) | Q(participation__in=own)
    )
    columns = ("agreement", "participation", "participation__party__code", "days", "codes", "story")
    kept = defaultdict(list)
    for agreement, participation, *row in timelines.order_by("participation").values_list(*columns):
        kept[agreement, participation].append(row)
    return {
        act.pk: [
            effect
            for key in dict.fromkeys([(act.agreement_id, None), (act.agreement_id, act.participation_id)])
            for code, days, codes, story in kept[key]
            for effect in _first(act.slug, code or "", days, codes, story)
        ]
        for act in acts
    }


def _first(slug: str, code: str, days: Sequence[date], codes: Sequence[int], story: Sequence[Any]) -> Iterator[Effect]:
    words: type[Status] = ParticipationStatus if code else AgreementStatus
    for day, bits, step in zip(days, codes, story, strict=True):
        resting = [word for word in words.possible_in(bits) if slug in step.get(str(word), {}).get("because", ())]
        if resting:
            yield Effect(code, day, words.possible_in(bits), resting)
            return


def parties_of_agreements(ids: Sequence[int], *, known_at: int | None = None) -> dict[int, list[str]]:
    """The codes of all that take part, side by side where there are sides, by the key of the agreement. One
    statement."""
    taking_part = Participation.objects.filter(agreement=OuterRef("pk"), **known_by(known_at))
    codes = ArraySubquery(taking_part.order_by("side", "party__code").values("party__code"))
    return dict(Agreement.objects.filter(pk__in=ids).values_list("pk", codes))
