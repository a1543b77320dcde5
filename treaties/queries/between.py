"""What stands between two parties, as it is kept: of one agreement, and as an expression within a statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest, Least

from treaties.derivation.facts import AgreementFacts
from treaties.derivation.pairs import laws_between
from treaties.derivation.stories import path_from, story_of
from treaties.derivation.timeline import Path
from treaties.models import Agreement, PairTimeline, Participation
from treaties.models.timelines import Kept, StatusOn
from treaties.vocabulary import Between

type Ids = tuple[int, int]
"""Of two participations; the lower one first."""


def with_pair_law(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Adds ``has_pair_law``: whether something is kept today that stands, or stood, between two of the parties."""
    kept = PairTimeline.objects.known_at(None).filter(agreement=OuterRef("pk")).exclude(days=[])
    return agreements.annotate(has_pair_law=Exists(kept))


def laws_to_keep(agreement: Any, facts: AgreementFacts) -> dict[Ids, dict[str, Any]]:
    """What derivation gives of an agreement from ``with_facts``: the three columns, by participations."""
    files = {one.party.code: one.pk for one in agreement.participations.all()}
    return {
        _in_order(files[one], files[other]): {
            "days": timeline.days,
            "codes": timeline.codes,
            "story": story_of(timeline),
        }
        for (one, other), timeline in laws_between(facts).items()
    }


def _in_order(one: int, other: int) -> Ids:
    return min(one, other), max(one, other)


def between_as_known(on: date, known_at: int | None, one: str = "one__pk", other: str = "other__pk") -> Subquery:
    """The code on a day of what stands between two participations, whose ids are columns, as it was known at a block:
    the statuses possible that day; NULL where nothing does. Unless named, they are joined as ``one`` and ``other``."""
    files = OuterRef(one), OuterRef(other)
    laws = PairTimeline.objects.known_at(known_at).filter(one=Least(*files), other=Greatest(*files))
    return Subquery(laws.order_by().values(code=StatusOn(on))[:1])


@dataclass(frozen=True, slots=True)
class Standing:
    """Two parties to an agreement, and what stands between them on a day. Alone among ``statuses``, it is certain."""

    one: Participation
    other: Participation
    kept: Kept
    on: date

    @property
    def statuses(self) -> list[Between]:
        return Between.possible_in(self.kept.code_on(self.on))

    @property
    def path(self) -> Path:
        """What it rests on: of the certain status, or of the last that is possible."""
        return path_from(self.kept.story_on(self.on), self.statuses[-1])


def standing_between(agreement: Agreement, *, on: date, known_at: int | None = None) -> list[Standing]:
    """The pairs between whom something stands on the day, or may; by name. ``known_at`` is a block. One statement."""
    rows = PairTimeline.objects.known_at(known_at).filter(agreement=agreement).exclude(days=[])
    rows = rows.select_related("one__party", "other__party").order_by("one__party__name", "other__party__name")
    found = (Standing(row.one, row.other, Kept(row.days, row.codes, row.story), on) for row in rows)
    return [one for one in found if one.statuses != [Between.APPLIES]]
