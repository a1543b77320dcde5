"""The appeal page: demand by demand, with what each meant on the appeal's day, and what is linked to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from appeals.models import Appeal, AppealCorrection, CaughtAgreement, Demand, Outcome, Response
from appeals.queries.appeal_file import AppealFile, corrections_of, latest_outcomes, standing_acts
from appeals.queries.if_granted import ByTarget, if_granted
from appeals.vocabulary import AppealRelationKind, Caught, OutcomeKind, PartyRole, TargetKind
from appeals.web.if_granted import GrantedLine
from appeals.web.wording import LinkView, appeal_answer
from treaties.dates import PartialDate
from treaties.derivation.stories import path_from
from treaties.models import Party, StatusChange
from treaties.queries.knowledge import Knowledge, latest_knowledge
from treaties.queries.party_search import canonical_pair
from treaties.vocabulary import AgreementStatus
from treaties.web.days import AskedDay, knowledge_in_words, pinned
from treaties.web.sentences import Sentence, capitalised
from treaties.web.signs import Sign, sign_of_code, sign_of_standings

NO_OUTCOME = Sign("unk", "unk", "No outcome on record")


@dataclass(frozen=True, slots=True)
class CaughtLine:
    """One agreement in a frozen expansion. ``then`` is the status on the appeal's day, as it was then known."""

    caught: CaughtAgreement
    how: str
    then: Sign
    now: Sign
    granted: GrantedLine | None = None
    """What a notice would come to; ``None`` where the demand asks for no end, or it is not one party that is asked."""

    @property
    def is_the_same(self) -> bool:
        """The status that is on record today is the one of the appeal's day."""
        current: Any = self.caught.agreement
        return self.caught.status_code == current.status_code

    @property
    def is_named(self) -> bool:
        return self.caught.how != Caught.BY_RULE


@dataclass(frozen=True, slots=True)
class DemandView:
    demand: Demand
    caught: list[CaughtLine]

    @property
    def outcomes(self) -> list[tuple[Sign, Outcome]]:
        return [(sign_of_outcome(outcome), outcome) for outcome in self.demand.outcomes.all()]

    @property
    def targets(self) -> list[str]:
        """What it is aimed at in words, but for the agreements that it names: they are in the list."""
        found = [target for target in self.demand.targets.all() if target.kind != TargetKind.AGREEMENT]
        return [target.description or str(target) for target in found]

    @property
    def named(self) -> int:
        return len([line for line in self.caught if line.is_named])

    @property
    def granted(self) -> GrantedLine | None:
        """One of its lines that tells of a notice: who would give it, and when."""
        return next((line.granted for line in self.caught if line.granted), None)


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One link of the chain: another appeal, a response or an act, with its day and how it stands to this appeal."""

    when: PartialDate | None
    kind: str
    name: str
    relation: str
    url: str = ""

    @property
    def moment(self) -> date:
        """For the order of the list: the earliest day, or the latest of an act known only as done by then."""
        return (self.when and (self.when.earliest or self.when.latest)) or date.max


@dataclass(frozen=True, slots=True)
class MendedPart:
    """One correction or retraction of a response or an outcome."""

    correction: AppealCorrection
    day: AskedDay

    @property
    def was(self) -> str:
        return _part_in_words(self.correction.response or self.correction.outcome)

    @property
    def instead(self) -> str:
        """What replaced it; empty where it was retracted."""
        return _part_in_words(self.correction.replacement) if self.correction.replacement else ""

    @property
    def moment(self) -> str:
        return knowledge_in_words(Knowledge(self.correction.block.no, self.correction.block.at))

    @property
    def before(self) -> str:
        """The query that shows the record as it was known before."""
        return pinned(self.day.on, Knowledge(self.correction.block_id - 1, self.correction.block.at))


@dataclass(frozen=True)
class AppealPage:
    """Everything that the template shows."""

    file: AppealFile
    day: AskedDay
    pinned: Knowledge | None
    """The state of knowledge that the page shows: that which was asked for, or the latest."""
    corrections: list[AppealCorrection]
    standing: Mapping[int, StatusChange | None]
    """Of linked acts that no longer stand: what stands instead."""
    granted: ByTarget
    """What a notice by the side that is asked would come to, for each target."""
    latest: list[tuple[int, str]] | None = None
    """The outcomes of the latest record, where another state of knowledge was asked for."""

    @property
    def permanent(self) -> str:
        """The query that will always be answered as now."""
        return pinned(self.day.on, self.pinned)

    @property
    def known(self) -> str:
        return knowledge_in_words(self.pinned) if self.pinned else ""

    @property
    def appeal(self) -> Appeal:
        return self.file.appeal

    @property
    def answer(self) -> Sentence:
        return appeal_answer(self.file, known=self.day.knowledge, latest=self.latest)

    @cached_property
    def corrected(self) -> list[MendedPart]:
        """What was corrected or retracted of what came back, the latest first."""
        return [MendedPart(one, self.day) for one in self.corrections]

    @cached_property
    def demands(self) -> list[DemandView]:
        return [
            DemandView(demand, [_caught(one, self.granted, self.day.and_known) for one in demand.caught.all()])
            for demand in self.appeal.demands.all()
        ]

    @cached_property
    def links(self) -> list[LinkView]:
        return [
            LinkView(link, link.status_change_id in self.standing, self.standing.get(link.status_change_id))
            for link in self.file.links
        ]

    @property
    def chain(self) -> list[ChainLine]:
        lines = [*self._related(), *self._responses(), *self._acts()]
        lines.append(ChainLine(self.appeal.issued_on, "this appeal", self.appeal.title, ""))
        return sorted(lines, key=lambda line: line.moment)

    def _related(self) -> list[ChainLine]:
        to = [(one.other, f"this appeal {_verb(one.kind)} it") for one in self.appeal.relations.all()]
        back = [(one.appeal, f"{_verb(one.kind)} this appeal") for one in self.appeal.relations_from.all()]
        return [
            ChainLine(other.issued_on, "appeal", other.title, words, f"{other.get_absolute_url()}{self.day.query}")
            for other, words in (*to, *back)
        ]

    def _responses(self) -> list[ChainLine]:
        return [
            ChainLine(one.responded_on, one.get_kind_display(), one.by, one.summary)
            for one in self.appeal.responses.all()
        ]

    def _acts(self) -> list[ChainLine]:
        return [
            ChainLine(
                view.shown.done_on or view.shown.received_on or view.shown.effective_on,
                "act",
                f"{view.link.status_change.agreement.short_title}: {view.act}",
                f"{view.relation} · grade {view.link.grade}; {view.order}",
                f"{view.link.status_change.agreement.get_absolute_url()}{self.day.query}#act-{view.shown.slug}",
            )
            for view in self.links
        ]

    @property
    def pair(self) -> tuple[str, str] | None:
        """The address and the name of the pair, where exactly two parties have a part in it."""
        parties: Sequence[Party] = list({one.party.pk: one.party for one in self.appeal.parties.all()}.values())
        if len(parties) != 2:
            return None
        one, other = sorted(parties, key=lambda party: party.code)
        return canonical_pair(one.code, other.code), f"{one.name} – {other.name}"

    @property
    def concerned(self) -> list[str]:
        return [one.party.name for one in self.appeal.parties.all() if one.role == PartyRole.CONCERNED]


def appeal_page(file: AppealFile, day: AskedDay) -> AppealPage:
    """Four statements: corrections with their sources, acts that no longer stand, and what else the answer needs. Up to
    eight more where a demand asks for the end of agreements: for all that law says of these."""
    return AppealPage(
        file,
        day,
        pinned=day.knowledge or latest_knowledge(),
        corrections=corrections_of(file.appeal, known_at=day.known_at),
        standing=standing_acts(file.links, known_at=day.known_at),
        granted=if_granted(file),
        latest=None if day.is_latest else latest_outcomes(file.appeal),
    )


def _part_in_words(part: Response | Outcome | None) -> str:
    """“Demand 6: granted, asserted by the press, 1 March 2025”."""
    if isinstance(part, Outcome):
        when = f", {part.asserted_on.words()}" if part.asserted_on else ""
        return f"Demand {part.demand.ordinal}: {part.get_kind_display()}, asserted by {part.asserted_by}{when}"
    assert part, "a correction is of one part"
    when = f", {part.responded_on.words()}" if part.responded_on else ""
    return f"{capitalised(part.get_kind_display())} by {part.by}{when}: {part.summary}"


def _verb(kind: str) -> str:
    """“answers”, “counters”, “supports”…"""
    return "answers" if kind == AppealRelationKind.IN_RESPONSE_TO else AppealRelationKind(kind).label


def _caught(one: CaughtAgreement, granted: ByTarget, and_known: str) -> CaughtLine:
    current: Any = one.agreement
    then = sign_of_code(one.status_code)
    if one.status_code == current.code_then:  # today's record tells more of the same status
        then = _sign(current.code_then, current.story_then)
    supposed = granted.get((one.demand_id, one.agreement_id))
    line = GrantedLine(supposed, and_known) if supposed else None
    return CaughtLine(one, Caught(one.how).label, then, _sign(current.status_code, current.story_step), line)


def _sign(code: int | None, story: Any) -> Sign:
    return sign_of_standings([(status, path_from(story, status)) for status in AgreementStatus.possible_in(code)])


def sign_of_outcome(outcome: Outcome) -> Sign:
    """An outcome is always somebody's assertion: the half disc says so."""
    return Sign("said", "said", f"{capitalised(OutcomeKind(outcome.kind).label)}, asserted")
