"""One agreement with everything on record about it, as it stood on a day and as it was known at a block.

Six statements, one of them only where something was corrected.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

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
    Block,
    Clause,
    Correction,
    Judgement,
    Participation,
    SeriesNumber,
    StatusAssertion,
    StatusChange,
)
from treaties.models.timelines import Kept, StatusOn, StoryOn
from treaties.queries.as_known import COLUMNS, kept_json, kept_of_participation
from treaties.queries.citations import attach_citations
from treaties.queries.clauses import NAMED
from treaties.queries.facts import OF_AN_ACT, amends_another, facts_of
from treaties.queries.knowledge import Knowledge, known_by
from treaties.queries.nested import Nested, in_columns, put, put_all, read_all
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
    beside: dict[str, Any] = field(default_factory=dict, compare=False)
    """What other parts of the site have read for it, by their own names: so that they read it once."""

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

    @property
    def judgements(self) -> list[Judgement]:
        """On its contradictions, as known then, with their sources; the latest first."""
        return self.agreement.judged

    @cached_property
    def last_block(self) -> Knowledge:
        """What the record holds now."""
        (block,) = self.agreement.newest
        return Knowledge(block.no, block.at, block.no)

    @property
    def latest(self) -> list[tuple[AgreementStatus, Path]]:
        """The statuses of the day in the latest record, whatever was known then; each with what it rests on."""
        code, story = self.agreement.latest_code, self.agreement.latest_story
        return [(status, path_from(story, status)) for status in AgreementStatus.possible_in(code)]

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
    known = known_by(known_at)
    small = _small_tables(known, known_at)
    agreement: Any = _agreements(known, on, known_at).annotate(**in_columns(small)).get(slug=slug, **known)
    put_all(agreement, small)
    parties = Participation.objects.filter(agreement=agreement, **known).select_related("party")
    parties = parties.annotate(kept=kept_of_participation(known_at)).defer(*COLUMNS)
    put(agreement, "participations", list(parties))
    acts = StatusChange.objects.standing(known_at).filter(agreement=agreement)
    agreement.standing_acts = list(acts.select_related(*OF_AN_ACT))
    agreement.corrections = _corrections(agreement, known) if agreement.was_mended else []
    of_one_kind = ("participations", "titles", "series_numbers", "relations", "relations_from", "clauses")
    mended = [clause for one in agreement.corrections for clause in (one.clause, one.replacement_clause) if clause]
    cited = [fact for name in of_one_kind for fact in getattr(agreement, name).all()]
    cited += [*agreement.standing_acts, *agreement.standing_assertions, *agreement.corrections, *agreement.judged]
    attach_citations([agreement, *cited, *mended], known_at=known_at)
    return AgreementFile(agreement, on, known_at)


def _agreements(known: dict[str, int], on: date, known_at: int | None) -> QuerySet[Agreement]:
    return Agreement.objects.annotate(
        whole=kept_json(known_at),
        latest_code=StatusOn(on),
        latest_story=StoryOn(on),
        amends=amends_another(known_at),
        was_mended=Exists(Correction.objects.filter(_of_agreement(OuterRef("pk")), **known)),
    ).defer(*COLUMNS)


def _small_tables(known: dict[str, int], known_at: int | None) -> dict[str, Nested]:
    """What is read in the statement of the agreement."""
    said = StatusAssertion.objects.standing(known_at).order_by("pk")
    judged = Judgement.objects.filter(**known).order_by("-pk")
    relations = AgreementRelation.objects.filter(**known).order_by("pk")
    return {
        "titles": Nested(AgreementTitle.objects.filter(**known).order_by("pk"), "agreement"),
        "series_numbers": Nested(SeriesNumber.objects.filter(**known).order_by("pk"), "agreement"),
        "clauses": Nested(Clause.objects.standing(known_at), "agreement", children={"parties": NAMED}),
        "standing_assertions": Nested(said, "agreement"),
        "judged": Nested(judged, "agreement", ("block", "assertion", "status_change")),
        "relations": Nested(relations, "agreement", ("other",), without=COLUMNS),
        "relations_from": Nested(relations, "other", ("agreement",), without=COLUMNS),
        "newest": Nested(Block.objects.order_by("-no")[:1]),
    }


def _of_agreement(agreement: Any) -> Q:
    """Corrections of its acts, of what sources assert of it, and of its clauses."""
    kinds = ("status_change", "assertion", "clause")
    return Q(*((f"{kind}__agreement", agreement) for kind in kinds), _connector=Q.OR)


def _corrections(agreement: Agreement, known: dict[str, int]) -> list[Correction]:
    """Corrections and retractions of the agreement's acts, assertions and clauses, the latest first. One statement."""
    acts, clauses = ("status_change", "replacement_change"), ("clause", "replacement_clause")
    parties = [f"{act}__{party}" for act in acts for party in ("participation__party", "towards")]
    rows = ("block", *acts, "assertion", "replacement_assertion", *clauses)
    found = Correction.objects.filter(_of_agreement(agreement), **known).select_related(*rows, *parties)
    named = {clause: Nested(NAMED.rows.filter(clause=OuterRef(clause)), joined=NAMED.joined) for clause in clauses}
    corrections: list[Any] = list(found.annotate(**in_columns(named)).order_by("-pk"))
    for one in corrections:
        for clause, parties_named in read_all(vars(one), named, db=one._state.db).items():
            if row := getattr(one, clause):
                put(row, "parties", parties_named)
    return corrections
