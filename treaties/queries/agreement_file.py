"""One agreement with everything on record about it, as it stood on a day. A fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch

from treaties.dates import PartialDate
from treaties.derivation.facts import AgreementFacts
from treaties.derivation.stories import path_from
from treaties.derivation.timeline import Path
from treaties.derivation.why import Reason, why
from treaties.models import Agreement, AgreementRelation, AgreementTitle, Participation, StatusAssertion
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


@dataclass(frozen=True)
class AgreementFile:
    """An agreement on a day. ``standings`` are its possible statuses; each participation has its own."""

    agreement: Agreement
    on: date

    @cached_property
    def facts(self) -> AgreementFacts:
        return facts_of(self.agreement)

    @cached_property
    def standings(self) -> list[Standing[AgreementStatus]]:
        return standings(self.agreement, self.on, self.facts, AgreementStatus)

    @cached_property
    def participations(self) -> list[tuple[Participation, list[Standing[ParticipationStatus]]]]:
        found = self.agreement.participations.all()
        return [(one, standings(one, self.on, self.facts, ParticipationStatus)) for one in found]

    @cached_property
    def next_change(self) -> date | None:
        """The next day after ``on`` on which the status, as far as is known today, changes."""
        return next((day for day in self.agreement.days if day > self.on), None)

    @cached_property
    def previous_change(self) -> date | None:
        return next((day for day in reversed(self.agreement.days) if day < self.on), None)

    @cached_property
    def assertions(self) -> list[tuple[StatusAssertion, bool]]:
        """What sources said by that day, each with whether the record bears it out on the asserted day."""
        return [
            (said, is_borne_out(self.agreement, said))
            for said in self.agreement.assertions.all()
            if said.asserted_on and said.asserted_on.possible_from <= self.on
        ]


def is_borne_out(agreement: Agreement, said: StatusAssertion) -> bool:
    """Whether the record says the same of the asserted day for certain; and since the same day, if the source says so.

    Two partly known days are the same if they can be.
    """
    day = said.asserted_on.latest if said.asserted_on else None
    asserted = AgreementStatus(said.status)
    if day is None or not asserted.is_certain_in(agreement.code_on(day)):
        return False
    since = path_from(agreement.story_on(day), asserted).since
    return not (said.since and since) or said.since.overlaps(PartialDate.parse(since))


def standings[S: Status](
    of: Agreement | Participation, day: date, facts: AgreementFacts, words: type[S]
) -> list[Standing[S]]:
    story = of.story_on(day)
    found = [(status, path_from(story, status)) for status in words.possible_in(of.code_on(day))]
    return [Standing(status, path, why(path, facts)) for status, path in found]


def agreement_file(slug: str, *, on: date) -> AgreementFile:
    """Raises Agreement.DoesNotExist."""
    agreement = (
        with_facts(Agreement.objects.filter(slug=slug))
        .prefetch_related(
            Prefetch("titles", AgreementTitle.objects.order_by("pk")),
            "series_numbers",
            "assertions",
            Prefetch("relations", AgreementRelation.objects.select_related("other").order_by("pk")),
            Prefetch("relations_from", AgreementRelation.objects.select_related("agreement").order_by("pk")),
        )
        .get()
    )
    attach_citations(
        [
            agreement,
            *agreement.participations.all(),
            *agreement.titles.all(),
            *agreement.series_numbers.all(),
            *agreement.assertions.all(),
            *agreement.relations.all(),
            *agreement.relations_from.all(),
        ]
    )
    return AgreementFile(agreement, on)
