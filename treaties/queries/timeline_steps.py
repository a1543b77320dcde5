"""A timeline step by step, each with the reasons of what was possible then: of an agreement, of one party under it, or
between two parties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from treaties.dates import FIRST_DAY
from treaties.derivation.completion import completed
from treaties.derivation.facts import AgreementFacts
from treaties.derivation.stories import path_from
from treaties.derivation.why import Reason, why
from treaties.models import Agreement, Participation, Party
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import Standing, standings
from treaties.queries.as_known import COLUMNS, kept_json, kept_of_participation
from treaties.queries.country_pair import PairRow, country_pair
from treaties.queries.facts import facts_of
from treaties.queries.facts_at_once import agreements_with_facts
from treaties.queries.knowledge import known_by
from treaties.vocabulary import AgreementStatus, Between, PairGroup, ParticipationStatus, Status


@dataclass(frozen=True, slots=True)
class Days:
    """From a day (closed; ``None``: as far back as the calendar goes) until a day (open; ``None``: no end is known)."""

    since: date | None
    until: date | None

    @property
    def first(self) -> date:
        return self.since or FIRST_DAY

    def hold(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day < self.until)

    def told_as_of(self, on: date) -> date:
        """The day of the step that its reasons are told of: ``on`` where it holds it, else its last; of one that goes
        on for ever, its first."""
        if self.hold(on):
            return on
        return self.until - timedelta(days=1) if self.until else self.first


@dataclass(frozen=True, slots=True)
class Step[S: Status]:
    """On these days these statuses are possible, each with its reasons; alone, it is certain."""

    days: Days
    standings: list[Standing[S]]


@dataclass(frozen=True, slots=True)
class PairStep:
    """Where the agreement stands between two on these days: as a whole, for each by code, and what is between them."""

    days: Days
    group: PairGroup
    whole: list[Standing[AgreementStatus]]
    parties: dict[str, list[Standing[ParticipationStatus]]]
    between: list[Between]
    reasons: Sequence[Reason]
    """Of what is between them."""


@dataclass(frozen=True)
class Timelines:
    """An agreement with what its statuses rest on, as known at a block."""

    agreement: Any
    known_at: int | None

    @cached_property
    def facts(self) -> AgreementFacts:
        return completed(facts_of(self.agreement))

    def of_the_whole(self, on: date) -> list[Step[AgreementStatus]]:
        kept = Kept.from_json(self.agreement.whole)
        return [self._step(days, kept, on, AgreementStatus) for days in _days(kept.days)]

    def of_party(self, participation: Any, on: date) -> list[Step[ParticipationStatus]]:
        """Of one from ``participation_under``."""
        kept = Kept.from_json(participation.kept)
        return [self._step(days, kept, on, ParticipationStatus) for days in _days(kept.days)]

    def between(self, row: PairRow, on: date) -> list[PairStep]:
        """Steps that lead to the same group are told apart: they rest on something else."""
        return [self._pair_step(days, row, on) for days in _days(row.days)]

    def _step[S: Status](self, days: Days, kept: Kept, on: date, words: type[S]) -> Step[S]:
        return Step(days, standings(kept, days.told_as_of(on), self.facts, words))

    def _pair_step(self, days: Days, row: PairRow, on: date) -> PairStep:
        day = days.told_as_of(on)
        between = Between.possible_in(row.between.code_on(day))
        path = path_from(row.between.story_on(day), between[-1])
        kept = zip(row.codes, (row.one_standing, row.other_standing), strict=True)
        return PairStep(
            days=days,
            group=row.group_on(day),
            whole=standings(row.whole, day, self.facts, AgreementStatus),
            parties={code: standings(one, day, self.facts, ParticipationStatus) for code, one in kept},
            between=between,
            reasons=why(path, self.facts, day),
        )


def _days(starts: Sequence[date]) -> Iterator[Days]:
    """The steps that begin on these days, with the blank one before them: together they are the whole calendar."""
    begins = [None, *(day for day in starts if day != FIRST_DAY)]
    for since, until in zip(begins, [*begins[1:], None], strict=True):
        yield Days(since, until)


def timelines_of(slug: str, *, known_at: int | None = None) -> Timelines:
    """One statement. Raises Agreement.DoesNotExist: no such agreement, or none yet at that block."""
    agreements = Agreement.objects.filter(slug=slug).annotate(whole=kept_json(known_at))
    found = agreements_with_facts(agreements, known_at=known_at)
    if not found:
        raise Agreement.DoesNotExist
    return Timelines(found[0], known_at)


def participation_under(slug: str, party: Party, *, known_at: int | None = None) -> Any:
    """The party's file under an agreement, with ``kept``. One statement. Raises Participation.DoesNotExist."""
    files: Any = Participation.objects.filter(agreement__slug=slug, party=party, **known_by(known_at))
    return files.select_related("party").annotate(kept=kept_of_participation(known_at)).defer(*COLUMNS).get()


def pair_under(agreement: Agreement, one: Party, other: Party, *, on: date, known_at: int | None) -> PairRow | None:
    """How an agreement stands between two, through unions too; ``None`` where they are no pair under it. One
    statement."""
    pair = country_pair(one, other, on=on, known_at=known_at, only=agreement)
    return pair.rows[0] if pair.rows else None
