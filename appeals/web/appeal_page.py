"""The appeal page: demand by demand, with what each meant on the appeal's day, and what is linked to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from appeals.models import Appeal, CaughtAgreement, Demand, Outcome
from appeals.queries.appeal_file import AppealFile
from appeals.vocabulary import AppealRelationKind, Caught, OutcomeKind, PartyRole, TargetKind
from appeals.web.wording import LinkView, appeal_answer
from treaties.dates import PartialDate
from treaties.derivation.stories import path_from
from treaties.models import Party
from treaties.queries.party_search import canonical_pair
from treaties.vocabulary import AgreementStatus
from treaties.web.days import AskedDay
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

    @property
    def is_the_same(self) -> bool:
        """The status that is on record today is the one of the appeal's day."""
        current: Any = self.caught.agreement
        return self.caught.status_code == current.status_code

    @property
    def is_named(self) -> bool:
        return self.caught.how != Caught.BY_RULE

    @property
    def notice_period(self) -> str:
        clauses = self.caught.agreement.notice_clauses  # type: ignore[attr-defined]
        return clauses[0].length if clauses else ""


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


@dataclass(frozen=True)
class AppealPage:
    """Everything that the template shows."""

    file: AppealFile
    day: AskedDay

    @property
    def appeal(self) -> Appeal:
        return self.file.appeal

    @property
    def answer(self) -> Sentence:
        return appeal_answer(self.file)

    @cached_property
    def demands(self) -> list[DemandView]:
        return [
            DemandView(demand, [_caught(one) for one in demand.caught.all()]) for demand in self.appeal.demands.all()
        ]

    @cached_property
    def links(self) -> list[LinkView]:
        return [LinkView(link) for link in self.file.links]

    @property
    def chain(self) -> list[ChainLine]:
        lines = [*self._related(), *self._responses(), *self._acts()]
        lines.append(ChainLine(self.appeal.issued_on, "this appeal", self.appeal.title, ""))
        return sorted(lines, key=lambda line: line.moment)

    def _related(self) -> list[ChainLine]:
        to = [(one.other, f"this appeal {_verb(one.kind)} it") for one in self.appeal.relations.all()]
        back = [(one.appeal, f"{_verb(one.kind)} this appeal") for one in self.appeal.relations_from.all()]
        return [
            ChainLine(other.issued_on, "appeal", other.title, words, other.get_absolute_url())
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
                view.link.status_change.done_on
                or view.link.status_change.received_on
                or view.link.status_change.effective_on,
                "act",
                f"{view.link.status_change.agreement.short_title}: {view.act}",
                f"{view.relation} · grade {view.link.grade}; {view.order}",
                f"{view.link.status_change.agreement.get_absolute_url()}#act-{view.link.status_change.slug}",
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


def _verb(kind: str) -> str:
    """“answers”, “counters”, “supports”…"""
    return "answers" if kind == AppealRelationKind.IN_RESPONSE_TO else AppealRelationKind(kind).label


def _caught(one: CaughtAgreement) -> CaughtLine:
    current: Any = one.agreement
    then = sign_of_code(one.status_code)
    if one.status_code == current.code_then:  # today's record tells more of the same status
        then = _sign(current.code_then, current.story_then)
    return CaughtLine(one, Caught(one.how).label, then, _sign(current.status_code, current.story_step))


def _sign(code: int | None, story: Any) -> Sign:
    return sign_of_standings([(status, path_from(story, status)) for status in AgreementStatus.possible_in(code)])


def sign_of_outcome(outcome: Outcome) -> Sign:
    """An outcome is always somebody's assertion: the half disc says so."""
    return Sign("said", "said", f"{capitalised(OutcomeKind(outcome.kind).label)}, asserted")
