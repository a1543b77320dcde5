"""What binds two parties on a day, what may, what was signed, what has ended, and what a source says otherwise.

One SQL statement for the whole answer. Both must be party that day, on different sides where there are sides, and
nothing may stand between them. A party without a file of its own is bound through a union that takes part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef

from treaties.dates import PartialDate, last_of
from treaties.derivation.stories import path_from
from treaties.derivation.timeline import Path
from treaties.derivation.transitions import OVER
from treaties.models import Agreement, Party
from treaties.models.timelines import Kept
from treaties.queries.as_known import kept_json
from treaties.queries.briefs import (
    ActBrief,
    AssertionBrief,
    act_from,
    acts_in_brief,
    assertion_from,
    assertions_in_brief,
    partial_from,
)
from treaties.queries.facts import has_newer_facts
from treaties.queries.pair_files import agreements_shared_by, between_of, files_of_pair, laws_of_pair, two_of
from treaties.queries.search import with_words
from treaties.queries.through_unions import Through, Via
from treaties.vocabulary import Act, AgreementStatus, Between, Flag, PairGroup, ParticipationStatus

A, P, B = AgreementStatus, ParticipationStatus, Between
RUNNING = frozenset({A.IN_FORCE, A.SUSPENDED})
BOUND = frozenset({P.PARTY, P.SUSPENDED})
NOTHING = Kept()
COUNTED_AS_CERTAIN = frozenset({PairGroup.IN_FORCE, PairGroup.OPERATIVE, PairGroup.POSSIBLY_IN_FORCE})
"""What a source says otherwise of these makes them no less certain, or is counted already."""
APPLYING = BOUND | {P.PROVISIONAL, P.CONTRACTING, P.SIGNATORY}


@lru_cache(maxsize=100_000)
def group_of_codes(whole_code: int | None, standings: tuple[int | None, ...], between: int | None) -> PairGroup:
    """From the codes of one day: of the agreement as a whole, of each party asked about, and of what stands between."""
    whole = set(A.possible_in(whole_code))
    asked = [set(P.possible_in(code)) for code in standings]
    if A.OPERATIVE in whole:
        return PairGroup.OPERATIVE if whole == {A.OPERATIVE} else PairGroup.POSSIBLY_IN_FORCE
    stands = set(B.possible_in(between))
    if whole & RUNNING and all(one & BOUND for one in asked) and not stands & {B.APPLIES, B.SUSPENDED}:
        return PairGroup.NOT_BETWEEN
    if A.IN_FORCE in whole and all(P.PARTY in one for one in asked) and B.APPLIES in stands:
        sure = whole == {A.IN_FORCE} and all(one == {P.PARTY} for one in asked) and stands == {B.APPLIES}
        return PairGroup.IN_FORCE if sure else PairGroup.POSSIBLY_IN_FORCE
    if whole <= RUNNING and all(one <= BOUND for one in asked):
        return PairGroup.SUSPENDED
    if whole <= {A.IN_FORCE, A.PROVISIONAL} and all(one <= APPLYING for one in asked):
        applied = whole == {A.PROVISIONAL} or {P.PROVISIONAL} in asked
        return PairGroup.PROVISIONAL if applied else PairGroup.SIGNED
    return _group_of_unbound(whole, asked)


def _group_of_unbound(whole: set[AgreementStatus], asked: Sequence[set[ParticipationStatus]]) -> PairGroup:
    if whole <= OVER or {P.FORMER} in asked:
        return PairGroup.ENDED
    if whole == {A.NEVER_IN_FORCE}:
        return PairGroup.NEVER_IN_FORCE
    if whole == {A.NOT_YET} or {P.NONE} in asked:
        return PairGroup.NOT_YET
    unsure = A.NOT_YET in whole or any(P.NONE in one for one in asked)
    return PairGroup.POSSIBLY_SIGNED if unsure else PairGroup.SIGNED


@dataclass(frozen=True)
class PairRow:
    """One agreement between the two, on the day that was asked for: its timeline as a whole, and how each stands."""

    agreement: Agreement
    whole: Kept
    one_standing: Kept
    other_standing: Kept
    acts: tuple[ActBrief, ...]
    said: tuple[AssertionBrief, ...]
    """All that sources assert, of whatever day."""
    on: date
    between: Kept = NOTHING
    """What stands between the two; empty where nothing ever does."""
    one_through: Through | None = None
    """How the first is bound through unions, where it has no file of its own."""
    other_through: Through | None = None
    codes: tuple[str, str] = ("", "")
    names: Mapping[str, str] = field(default_factory=dict)
    """Within a sentence, by code: of the two, and of the unions through which they are bound."""
    is_as_now: bool = True
    """No act, clause or party of it was recorded, corrected or retracted after the state of knowledge that was asked
    for."""
    bodies: tuple[str, ...] = ()
    """The ministries and agencies that acted for either, as far as they are on record."""

    @property
    def status_code(self) -> int | None:
        return self.whole.code_on(self.on)

    @property
    def one_code(self) -> int | None:
        return self.one_standing.code_on(self.on)

    @property
    def other_code(self) -> int | None:
        return self.other_standing.code_on(self.on)

    @cached_property
    def days(self) -> list[date]:
        """Every day on which anything of it changes."""
        kept = (self.whole, self.one_standing, self.other_standing, self.between)
        return sorted({day for one in kept for day in one.days})

    @cached_property
    def groups(self) -> list[PairGroup]:
        """Where it stands between the two from each of its days on."""
        return [self.group_on(day) for day in self.days]

    @cached_property
    def stands_between(self) -> list[Between]:
        """What may stand between the two that day; alone, it is certain."""
        return B.possible_in(self.between.code_on(self.on))

    @cached_property
    def path_between(self) -> Path:
        """What that rests on: of the certain status, or of the last that is possible."""
        return path_from(self.between.story_on(self.on), self.stands_between[-1])

    @cached_property
    def vias(self) -> tuple[Via | None, Via | None]:
        """The union through which each of the two would be bound that day; ``None`` for one with a file of its own."""
        one, other = self.one_through, self.other_through
        return one.on(self.on) if one else None, other.on(self.on) if other else None

    @property
    def is_certain_between(self) -> bool:
        """Whether nothing that stands between the two leaves the answer open."""
        return len(self.stands_between) == 1

    @property
    def story(self) -> Mapping[str, Any] | None:
        return self.whole.story_on(self.on)

    @property
    def party_stories(self) -> tuple[Mapping[str, Any] | None, ...]:
        """What the standings of the two rest on that day."""
        return self.one_standing.story_on(self.on), self.other_standing.story_on(self.on)

    @property
    def assertions(self) -> tuple[AssertionBrief, ...]:
        """What sources asserted of that day, or of an earlier one."""
        return tuple(said for said in self.said if said.asserted_on.possible_from <= self.on)

    @cached_property
    def statuses(self) -> list[AgreementStatus]:
        """The statuses of the agreement as a whole that are possible that day; one alone is certain."""
        return A.possible_in(self.status_code)

    @cached_property
    def group(self) -> PairGroup:
        return self.group_on(self.on)

    def group_on(self, day: date) -> PairGroup:
        """Where it stands between the two on a day. ``groups.group_of`` says the same in SQL."""
        standings = (self.one_standing.code_on(day), self.other_standing.code_on(day))
        return group_of_codes(self.whole.code_on(day), standings, self.between.code_on(day))

    @cached_property
    def path(self) -> Path:
        """What the status of that day rests on: of the certain status, or of the last that is possible."""
        return path_from(self.story, self.statuses[-1])

    @property
    def ended_on(self) -> PartialDate | None:
        """Of what has ended between the two: with the agreement, or with the first of them that is no longer party."""
        if set(self.statuses) <= OVER:
            return partial_from(self.path.since)
        ends = [path_from(story, P.FORMER).since for story in self.party_stories]
        return min((PartialDate.parse(end) for end in ends if end), key=lambda end: end.possible_from, default=None)

    @cached_property
    def since(self) -> PartialDate | None:
        """Since when it stands so between the two, as far as is known: since the later of the two came to stand so."""
        if self.group is PairGroup.NOT_YET:
            return None
        if self.group is PairGroup.ENDED:
            return self.ended_on
        days = [] if self.group in (PairGroup.SIGNED, PairGroup.POSSIBLY_SIGNED) else [self.path.since]
        days.append(self.path_between.since)
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
        on_record = partial_from(self.path.since)
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

    @cached_property
    def first_day(self) -> date:
        """The first day on which anything is on record, for putting rows in order."""
        days = [brief.when.possible_from for brief in self.acts if brief.when]
        return min(days, default=date.max)

    def in_order(self) -> tuple[date, str]:
        return self.first_day, self.agreement.slug


@dataclass(frozen=True, slots=True)
class Counts:
    """How many agreements the answer for two parties names; ``whole`` counts them all."""

    in_force: int
    uncertain: int
    multilateral: int
    whole: int


@dataclass(frozen=True)
class CountryPair:
    """The answer for two parties on a day."""

    one: Party
    other: Party
    on: date
    rows: tuple[PairRow, ...]
    known_at: int | None = None
    """The block whose state of knowledge this is; ``None`` for now."""
    with_words: frozenset[int] | None = None
    """The ids of the agreements that hold the words that were asked for; ``None`` where none were."""
    beside: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What the parts of a page have read about this pair, so that none of it is read twice."""

    def bilateral(self, *groups: PairGroup) -> list[PairRow]:
        return [row for row in self.rows if row.agreement.is_bilateral and row.group in groups]

    def multilateral(self, *groups: PairGroup) -> list[PairRow]:
        return [row for row in self.rows if not row.agreement.is_bilateral and row.group in groups]

    @property
    def counts(self) -> Counts:
        """``pair_counts`` says the same in SQL."""
        in_force = PairGroup.IN_FORCE
        certain, multilateral = len(self.bilateral(in_force)), len(self.multilateral(in_force))
        return Counts(certain, len(self.uncertain), multilateral, len(self.rows))

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
        counted = {id(row) for row in signed}
        asserted = [
            row
            for row in self.asserted_otherwise
            if row.agreement.is_bilateral and row.group not in COUNTED_AS_CERTAIN and id(row) not in counted
        ]
        return [*possible, *signed, *asserted]


def country_pair(
    one: Party,
    other: Party,
    *,
    on: date,
    known_at: int | None = None,
    words: str = "",
    only: Agreement | None = None,
) -> CountryPair:
    """Everything on record between two parties, as it stood on a day, and as it was known at a block. One statement.

    ``words`` narrows nothing: the answer says which agreements hold them (``with_words``). ``only`` asks about one.
    """
    agreements = (
        agreements_shared_by(one, other, known_at)
        .annotate(
            whole=kept_json(known_at),
            files=files_of_pair(one, other, known_at),
            laws=laws_of_pair(one, other, known_at),
            act_rows=acts_in_brief(known_at),
            assertion_rows=assertions_in_brief(known_at),
        )
        .defer("days", "codes", "story")
    )
    if known_at is not None:
        newer = ExpressionWrapper(has_newer_facts(known_at), BooleanField())
        agreements = agreements.annotate(has_newer_facts=newer)
    if only:
        agreements = agreements.filter(pk=only.pk)
    if words:
        agreements = agreements.annotate(holds=_holds(words, known_at))
    rows = [row for agreement in agreements if (row := _row(agreement, one, other, on))]
    holding = frozenset(agreement.pk for agreement in agreements if getattr(agreement, "holds", False))
    return CountryPair(one, other, on, tuple(sorted(rows, key=PairRow.in_order)), known_at, holding if words else None)


def _holds(words: str, known_at: int | None) -> Exists:
    return Exists(with_words(Agreement.objects.filter(pk=OuterRef("pk")), words, known_at=known_at))


def _row(agreement: Any, one: Party, other: Party, on: date) -> PairRow | None:
    """``None`` where the two turn out to be no pair: on one side, or only through one union."""
    ones, others = two_of(agreement.files, one.pk, other.pk)
    if not ones.is_a_pair_with(others):
        return None
    whole = Kept.from_json(agreement.whole)
    asserted = [(row, PartialDate.parse(row["asserted_on"]).latest) for row in agreement.assertion_rows]
    return PairRow(
        agreement=agreement,
        whole=whole,
        one_standing=ones.kept,
        other_standing=others.kept,
        acts=tuple(act_from(row) for row in agreement.act_rows),
        said=tuple(assertion_from(row, whole.code_on(day) if day else None) for row, day in asserted),
        on=on,
        between=between_of(agreement.laws, ones, others),
        is_as_now=not getattr(agreement, "has_newer_facts", False),
        one_through=ones.through,
        other_through=others.through,
        codes=(one.code, other.code),
        names={file["code"]: file["name"] for file in agreement.files}
        | {p.code: p.sentence_name for p in (one, other)},
        bodies=tuple(
            dict.fromkeys(
                file["body"] for file in agreement.files if file["party"] in (one.pk, other.pk) and file["body"]
            )
        ),
    )
