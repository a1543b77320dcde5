"""What binds two parties on a day, what may, what was signed, what has ended, and what a source says otherwise.

One SQL statement for the whole answer. Both must be party that day, on different sides where there are sides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from treaties.dates import PartialDate, last_of
from treaties.derivation.stories import path_from
from treaties.derivation.timeline import Path
from treaties.models import Agreement, Citation, Party, StatusAssertion, StatusChange
from treaties.models.timelines import StatusOn, StoryOn
from treaties.vocabulary import Act, AgreementStatus, Evidence, Flag, PairGroup, ParticipationStatus

A, P = AgreementStatus, ParticipationStatus


@dataclass(frozen=True, slots=True)
class SourceBrief:
    slug: str
    label: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ActBrief:
    """One act on record, with its sources. ``by`` is a party's code, or ``None`` for the whole."""

    slug: str
    act: Act
    by: str | None
    done_on: PartialDate | None
    received_on: PartialDate | None
    effective_on: PartialDate | None
    place: str
    sources: tuple[SourceBrief, ...]

    @property
    def when(self) -> PartialDate | None:
        return self.done_on or self.received_on or self.effective_on


@dataclass(frozen=True, slots=True)
class AssertionBrief:
    """A source says that on a day the status was so. ``code`` is what the record itself says of that day."""

    slug: str
    status: AgreementStatus
    asserted_on: PartialDate
    code: int | None
    sources: tuple[SourceBrief, ...]
    since: PartialDate | None = None


@dataclass(frozen=True)
class PairRow:
    """One agreement between the two, on the day that was asked for."""

    agreement: Agreement
    status_code: int | None
    one_code: int | None
    other_code: int | None
    story: Mapping[str, Any] | None
    acts: tuple[ActBrief, ...]
    assertions: tuple[AssertionBrief, ...]
    on: date
    party_stories: tuple[Mapping[str, Any] | None, ...] = ()
    """What the standings of the two rest on that day."""

    @property
    def statuses(self) -> list[AgreementStatus]:
        """The statuses of the agreement as a whole that are possible that day; one alone is certain."""
        return A.possible_in(self.status_code)

    @cached_property
    def group(self) -> PairGroup:
        bound = [P.PARTY.is_possible_in(code) for code in (self.one_code, self.other_code)]
        surely = [P.PARTY.is_certain_in(code) for code in (self.one_code, self.other_code)]
        code = self.status_code
        if A.OPERATIVE.is_possible_in(code):
            return PairGroup.OPERATIVE if A.OPERATIVE.is_certain_in(code) else PairGroup.POSSIBLY_IN_FORCE
        if A.IN_FORCE.is_possible_in(code) and all(bound):
            sure = A.IN_FORCE.is_certain_in(code) and all(surely)
            return PairGroup.IN_FORCE if sure else PairGroup.POSSIBLY_IN_FORCE
        return self._group_of_unbound()

    def _group_of_unbound(self) -> PairGroup:
        standings = [P.possible_in(code) for code in (self.one_code, self.other_code)]
        if A.ENDED.is_certain_in(self.status_code) or [P.FORMER] in standings:
            return PairGroup.ENDED
        if self.statuses == [A.NOT_YET] or [P.NONE] in standings:
            return PairGroup.NOT_YET
        unsure = A.NOT_YET in self.statuses or any(P.NONE in standing for standing in standings)
        return PairGroup.POSSIBLY_SIGNED if unsure else PairGroup.SIGNED

    @property
    def path(self) -> Path:
        """What the status of that day rests on: of the certain status, or of the last that is possible."""
        return path_from(self.story, self.statuses[-1])

    @property
    def ended_on(self) -> PartialDate | None:
        """Of what has ended between the two: with the agreement, or with the first of them that is no longer party."""
        if A.ENDED.is_certain_in(self.status_code):
            return _partial(self.path.since)
        ends = [path_from(story, P.FORMER).since for story in self.party_stories]
        return min((PartialDate.parse(end) for end in ends if end), key=lambda end: end.possible_from, default=None)

    @property
    def since(self) -> PartialDate | None:
        """Since when it stands so between the two, as far as is known: since the later of the two came to stand so."""
        if self.group is PairGroup.ENDED:
            return self.ended_on
        days = [] if self.group in (PairGroup.SIGNED, PairGroup.POSSIBLY_SIGNED) else [self.path.since]
        if self.group is not PairGroup.OPERATIVE:
            codes = zip((self.one_code, self.other_code), self.party_stories, strict=True)
            days += [path_from(story, P.possible_in(code)[-1]).since for code, story in codes]
        known = [PartialDate.parse(since) for since in days if since]
        return last_of(known) if known else None

    @property
    def is_computed(self) -> bool:
        return Flag.COMPUTED in self.path.flags

    @property
    def is_weakly_evidenced(self) -> bool:
        """The deciding source is weaker than a text or a register."""
        return self.path.evidence is not None and not self.path.evidence.is_strong

    @cached_property
    def asserted_otherwise(self) -> tuple[AssertionBrief, ...]:
        """Assertions that the record did not bear out on their day, and about which nothing has changed since."""
        return tuple(
            assertion
            for assertion in self.assertions
            if not assertion.status.is_certain_in(assertion.code) and assertion.code == self.status_code
        )

    @property
    def other_days(self) -> list[tuple[PartialDate, AssertionBrief]]:
        """Assertions of the status of that day, but since a day that the record's cannot be."""
        on_record = _partial(self.path.since)
        same = [said for said in self.assertions if said.status.is_certain_in(self.status_code)]
        dated = [(said.since, said) for said in same if said.since]
        return [(since, said) for since, said in dated if on_record and not since.overlaps(on_record)]

    def first(self, act: Act) -> ActBrief | None:
        """The first act on record of this kind; one whose day is not on record, where no other is."""
        found = [brief for brief in self.acts if brief.act is act]
        dated = [brief for brief in found if brief.when]
        return min(dated, key=lambda brief: brief.when.in_order, default=next(iter(found), None))

    @property
    def entry_into_force(self) -> ActBrief | None:
        """Of the agreement as a whole, on whatever day; ``None`` where it is not on record."""
        return self.first(Act.ENTRY_INTO_FORCE)

    @property
    def first_day(self) -> date:
        """The first day on which anything is on record, for putting rows in order."""
        days = [brief.when.possible_from for brief in self.acts if brief.when]
        return min(days, default=date.max)


@dataclass(frozen=True)
class CountryPair:
    """The answer for two parties on a day."""

    one: Party
    other: Party
    on: date
    rows: tuple[PairRow, ...]

    def bilateral(self, *groups: PairGroup) -> list[PairRow]:
        return [row for row in self.rows if row.agreement.is_bilateral and row.group in groups]

    def multilateral(self, *groups: PairGroup) -> list[PairRow]:
        return [row for row in self.rows if not row.agreement.is_bilateral and row.group in groups]

    @cached_property
    def asserted_otherwise(self) -> list[PairRow]:
        """Agreements of which a source says something else than the record: shown beside their own group."""
        return [row for row in self.rows if row.asserted_otherwise]

    @cached_property
    def uncertain(self) -> list[PairRow]:
        """Bilateral rows that a careful answer cannot count: possibly in force; signed, with no entry into force on
        record; or not in force, though a source says otherwise."""
        possible = self.bilateral(PairGroup.POSSIBLY_IN_FORCE)
        signed = [row for row in self.bilateral(PairGroup.SIGNED) if row.entry_into_force is None]
        counted = [*possible, *signed, *self.bilateral(PairGroup.IN_FORCE, PairGroup.OPERATIVE)]
        asserted = [row for row in self.asserted_otherwise if row.agreement.is_bilateral and row not in counted]
        return [*possible, *signed, *asserted]


def country_pair(one: Party, other: Party, *, on: date) -> CountryPair:
    """Everything on record between two parties, as it stood on a day. One statement."""
    sources = ArraySubquery(
        Citation.objects.filter(status_change=OuterRef("pk")).order_by("pk").values(json=_source_json())
    )
    acts = StatusChange.objects.filter(agreement=OuterRef("pk")).order_by("pk").values(json=_act_json(sources))
    said = StatusAssertion.objects.filter(agreement=OuterRef("pk"), asserted_on_earliest__lte=on).order_by("pk")
    agreements = (
        Agreement.objects.between(one, other)
        .with_status(on=on)
        .annotate(
            one_code=StatusOn(on, of="one__"),
            other_code=StatusOn(on, of="other__"),
            story_step=StoryOn(on),
            one_story=StoryOn(on, of="one__"),
            other_story=StoryOn(on, of="other__"),
            act_rows=ArraySubquery(acts),
            assertion_rows=ArraySubquery(said.values(json=_assertion_json())),
        )
        .defer("days", "codes", "story")
    )
    rows = [_row(agreement, on) for agreement in agreements]
    return CountryPair(one, other, on, tuple(sorted(rows, key=lambda row: (row.first_day, row.agreement.slug))))


def _source_json() -> JSONObject:
    return JSONObject(
        slug=F("source__slug"),
        publisher=F("source__publisher"),
        published_on=F("source__published_on"),
        evidence=F("source__evidence"),
    )


def _act_json(sources: ArraySubquery) -> JSONObject:
    dates = {name: F(name) for name in ("done_on", "received_on", "effective_on")}
    return JSONObject(
        slug=F("slug"), act=F("act"), by=F("participation__party__code"), place=F("place"), sources=sources, **dates
    )


def _assertion_json() -> JSONObject:
    cited = Citation.objects.filter(assertion=OuterRef("pk")).order_by("pk").values(json=_source_json())
    return JSONObject(
        slug=F("slug"),
        status=F("status"),
        asserted_on=F("asserted_on"),
        since=F("since"),
        code=StatusOn(F("asserted_on_latest"), of="agreement__"),
        sources=ArraySubquery(cited),
    )


def _row(agreement: Any, on: date) -> PairRow:
    return PairRow(
        agreement=agreement,
        status_code=agreement.status_code,
        one_code=agreement.one_code,
        other_code=agreement.other_code,
        story=agreement.story_step,
        acts=tuple(_act(row) for row in agreement.act_rows),
        assertions=tuple(_assertion(row) for row in agreement.assertion_rows),
        on=on,
        party_stories=(agreement.one_story, agreement.other_story),
    )


def _act(row: dict[str, Any]) -> ActBrief:
    dates = {name: _partial(row[name]) for name in ("done_on", "received_on", "effective_on")}
    sources = tuple(_source(source) for source in row["sources"])
    return ActBrief(row["slug"], Act(row["act"]), row["by"], place=row["place"], sources=sources, **dates)


def _assertion(row: dict[str, Any]) -> AssertionBrief:
    sources = tuple(_source(source) for source in row["sources"])
    asserted_on = PartialDate.parse(row["asserted_on"])
    return AssertionBrief(row["slug"], A(row["status"]), asserted_on, row["code"], sources, _partial(row["since"]))


def _source(row: dict[str, Any]) -> SourceBrief:
    published = _partial(row["published_on"])
    label = f"{row['publisher']}, {published.words()}" if published else row["publisher"]
    return SourceBrief(row["slug"], label, Evidence(row["evidence"]))


def _partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
