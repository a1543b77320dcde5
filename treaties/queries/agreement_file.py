"""One agreement with everything on record about it, as it stood on a day and as it was known at a block.

A fixed number of statements.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q

from treaties.dates import PartialDate
from treaties.derivation.completion import completed
from treaties.derivation.facts import AgreementFacts
from treaties.derivation.stories import path_from
from treaties.derivation.timeline import Path
from treaties.derivation.why import Reason, why
from treaties.models import (
    Agreement,
    AgreementRelation,
    AgreementTitle,
    Correction,
    Participation,
    SeriesNumber,
    StatusAssertion,
    StatusChange,
)
from treaties.models.timelines import Kept
from treaties.queries.as_known import kept_json, kept_of_participation
from treaties.queries.citations import attach_citations
from treaties.queries.facts import facts_of, with_facts
from treaties.vocabulary import AgreementStatus, Flag, ParticipationStatus, Status


@dataclass(frozen=True)
class Standing[S: Status]:
    """One status that is possible on the day, with its reasons. Alone in its list, it is certain."""

    status: S
    path: Path
    reasons: Sequence[Reason]

    @property
    def is_computed(self) -> bool:
        return Flag.COMPUTED in self.path.flags


@dataclass(frozen=True, slots=True)
class Member:
    """One party's file under the agreement: its timeline as known, and its possible standings on the day."""

    participation: Participation
    kept: Kept
    standings: list[Standing[ParticipationStatus]]


@dataclass(frozen=True)
class AgreementFile:
    """An agreement on a day, as known at a block (``None``: now). ``standings`` are its possible statuses."""

    agreement: Any
    on: date
    known_at: int | None = None

    @cached_property
    def facts(self) -> AgreementFacts:
        return completed(facts_of(self.agreement))

    @cached_property
    def whole(self) -> Kept:
        return Kept.from_json(self.agreement.whole)

    @cached_property
    def standings(self) -> list[Standing[AgreementStatus]]:
        return standings(self.whole, self.on, self.facts, AgreementStatus)

    @cached_property
    def participations(self) -> list[Member]:
        found = []
        for one in self.agreement.participations.all():
            kept = Kept.from_json(one.kept)
            found.append(Member(one, kept, standings(kept, self.on, self.facts, ParticipationStatus)))
        return found

    @property
    def acts(self) -> list[StatusChange]:
        """The acts that stood, as known then."""
        return self.agreement.standing_acts

    @property
    def corrections(self) -> list[Correction]:
        """What the record has corrected or retracted of this agreement by then, the latest first."""
        return self.agreement.corrections

    @cached_property
    def next_change(self) -> date | None:
        """The next day after ``on`` on which the status, as far as was known, changes."""
        return next((day for day in self.whole.days if day > self.on), None)

    @cached_property
    def previous_change(self) -> date | None:
        return next((day for day in reversed(self.whole.days) if day < self.on), None)

    @cached_property
    def assertions(self) -> list[tuple[StatusAssertion, bool]]:
        """What sources said by that day, each with whether the record bears it out on the asserted day."""
        return [
            (said, is_borne_out(self.whole, said))
            for said in self.agreement.standing_assertions
            if said.asserted_on and said.asserted_on.possible_from <= self.on
        ]


def is_borne_out(whole: Kept, said: StatusAssertion) -> bool:
    """Whether the record says the same of the asserted day for certain; and since the same day, if the source says so.

    Two partly known days are the same if they can be.
    """
    day = said.asserted_on.latest if said.asserted_on else None
    asserted = AgreementStatus(said.status)
    if day is None or not asserted.is_certain_in(whole.code_on(day)):
        return False
    since = path_from(whole.story_on(day), asserted).since
    return not (said.since and since) or said.since.overlaps(PartialDate.parse(since))


def standings[S: Status](kept: Kept, day: date, facts: AgreementFacts, words: type[S]) -> list[Standing[S]]:
    story = kept.story_on(day)
    found = [(status, path_from(story, status)) for status in words.possible_in(kept.code_on(day))]
    return [Standing(status, path, why(path, facts, day)) for status, path in found]


def agreement_file(slug: str, *, on: date, known_at: int | None = None) -> AgreementFile:
    """Raises Agreement.DoesNotExist: no such agreement, or none yet at that block."""
    known = {} if known_at is None else {"block__lte": known_at}
    relations = AgreementRelation.objects.filter(**known).order_by("pk")
    kept = Participation.objects.filter(**known).select_related("party")
    kept = kept.annotate(kept=kept_of_participation(known_at)).defer("days", "codes", "story")
    agreements = Agreement.objects.filter(slug=slug).annotate(whole=kept_json(known_at)).defer("days", "codes", "story")
    said = StatusAssertion.objects.standing(known_at)
    agreement: Any = (
        with_facts(agreements, known_at=known_at, participations=kept)
        .prefetch_related(
            Prefetch("titles", AgreementTitle.objects.filter(**known).order_by("pk")),
            Prefetch("series_numbers", SeriesNumber.objects.filter(**known)),
            Prefetch("assertions", said, to_attr="standing_assertions"),
            Prefetch("relations", relations.select_related("other")),
            Prefetch("relations_from", relations.select_related("agreement")),
        )
        .get()
    )
    agreement.corrections = corrections_under(agreement, known_at=known_at)
    cited = (agreement.participations, agreement.titles, agreement.series_numbers)
    attach_citations(
        [
            agreement,
            *(fact for facts in (*cited, agreement.relations, agreement.relations_from) for fact in facts.all()),
            *agreement.standing_assertions,
            *agreement.corrections,
        ],
        known_at=known_at,
    )
    return AgreementFile(agreement, on, known_at)


def corrections_under(agreement: Agreement, *, known_at: int | None = None) -> list[Correction]:
    """Corrections and retractions of the agreement's acts, assertions and clauses, the latest first. One statement, and
    a few more where clauses were corrected."""
    of_it = Q(status_change__agreement=agreement) | Q(assertion__agreement=agreement) | Q(clause__agreement=agreement)
    acts, clauses = ("status_change", "replacement_change"), ("clause", "replacement_clause")
    parties = [f"{act}__{party}" for act in acts for party in ("participation__party", "towards")]
    rows = ("block", *acts, "assertion", "replacement_assertion", *clauses)
    said = [f"{clause}__{part}" for clause in clauses for part in ("parties__party", "citations__source")]
    found = Correction.objects.filter(of_it).select_related(*rows, *parties).prefetch_related(*said).order_by("-pk")
    return list(found if known_at is None else found.filter(block__lte=known_at))
