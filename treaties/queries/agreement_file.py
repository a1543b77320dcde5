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

    @property
    def is_contested(self) -> bool:
        return Flag.CONTESTED in self.path.flags


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

    @property
    def is_certain(self) -> bool:
        return len(self.standings) == 1

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
            (said, self._is_borne_out(said))
            for said in self.agreement.assertions.all()
            if said.asserted_on and said.asserted_on.possible_from <= self.on
        ]

    def _is_borne_out(self, said: StatusAssertion) -> bool:
        day = said.asserted_on.latest if said.asserted_on else None
        asserted = AgreementStatus(said.status)
        return day is not None and asserted.is_certain_in(code_on(self.agreement, day)) and self._same_since(said)

    def _same_since(self, said: StatusAssertion) -> bool:
        """Where the source says since when: whether its day and the record's can be the same."""
        path = next((one.path for one in self.standings if one.status == said.status), None)
        if said.since is None or path is None or not path.since:
            return True
        return said.since.overlaps(PartialDate.parse(path.since))


def code_on(of: Agreement | Participation, day: date) -> int | None:
    """The code of a timeline already in memory: of the last step that does not begin after the day."""
    return next((code for start, code in reversed(list(zip(of.days, of.codes, strict=True))) if start <= day), None)


def standings[S: Status](
    of: Agreement | Participation, day: date, facts: AgreementFacts, words: type[S]
) -> list[Standing[S]]:
    steps = [story for start, story in zip(of.days, of.story, strict=True) if start <= day]
    story = steps[-1] if steps else None
    found = [(status, path_from(story, status)) for status in words.possible_in(code_on(of, day))]
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
            *agreement.titles.all(),
            *agreement.series_numbers.all(),
            *agreement.assertions.all(),
            *agreement.relations.all(),
            *agreement.relations_from.all(),
        ]
    )
    return AgreementFile(agreement, on)
