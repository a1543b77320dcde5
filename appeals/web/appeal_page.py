"""The appeal page: demand by demand, with what each meant on the appeal's day, and what is linked to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from appeals.models import Appeal, AppealCorrection, CaughtAgreement, Demand, Outcome, Response
from appeals.queries.appeal_file import AppealFile, corrections_of, latest_outcomes, standing_acts
from appeals.queries.if_granted import ENDS_BY, ByTarget, if_granted
from appeals.vocabulary import Caught, DemandAction, OutcomeKind, PartyRole, TargetKind
from appeals.web.chain import Station, chain_of
from appeals.web.chain_picture import ChainPicture
from appeals.web.if_granted import GrantedLine
from appeals.web.wording import LinkView, appeal_answer, issued_on
from treaties.dates import in_words
from treaties.derivation.stories import path_from
from treaties.models import Party, StatusChange
from treaties.queries.knowledge import Knowledge, latest_knowledge
from treaties.queries.party_search import canonical_pair
from treaties.vocabulary import AgreementStatus
from treaties.web.days import AskedDay, knowledge_in_words, pinned
from treaties.web.sentences import Sentence, capitalised
from treaties.web.signs import Sign, sign_of_code, sign_of_standings

NO_OUTCOME = Sign("unk", "unk", gettext_lazy("No outcome on record"))


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
    """``caught`` has the agreements that are named before those of a rule; ``issued`` is the appeal's day in words."""

    demand: Demand
    caught: list[CaughtLine]
    issued: str

    @property
    def outcomes(self) -> list[tuple[Sign, Outcome]]:
        return [(sign_of_outcome(outcome), outcome) for outcome in self.demand.outcomes.all()]

    @property
    def targets(self) -> list[str]:
        """What it is aimed at in words, but for the agreements that it names: they are in the list."""
        found = [target for target in self.demand.targets.all() if target.kind != TargetKind.AGREEMENT]
        return [target.description or str(target) for target in found]

    @property
    def expanded(self) -> str:
        """“Expanded on 5 October 2024 and frozen: 8 agreements, 2 of them named”."""
        number, named = len(self.caught), len([line for line in self.caught if line.is_named])
        words = ngettext(
            "Expanded on %(day)s and frozen: %(n)d agreement, %(named)d of them named",
            "Expanded on %(day)s and frozen: %(n)d agreements, %(named)d of them named",
            number,
        )
        return words % {"day": self.issued, "n": number, "named": named}

    @property
    def asks_for_an_end(self) -> bool:
        return DemandAction(self.demand.action) in ENDS_BY

    @property
    def granted(self) -> GrantedLine | None:
        """One of its lines that tells of a notice: who would give it, and when."""
        return next((line.granted for line in self.caught if line.granted), None)


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
    site: str
    """The address of the site, for the permanent one of the page."""
    latest: list[tuple[int, str]] | None = None
    """The outcomes of the latest record, where another state of knowledge was asked for."""

    @property
    def permanent(self) -> str:
        """The query that will always be answered as now."""
        return pinned(self.day.on, self.pinned)

    @property
    def address(self) -> str:
        """In full, as it is cited."""
        return f"{self.site}{self.appeal.get_absolute_url()}{self.permanent}"

    @property
    def on(self) -> str:
        return in_words(self.day.on)

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
        issued = issued_on(self.appeal).words()
        return [DemandView(demand, self._caught_by(demand), issued) for demand in self.appeal.demands.all()]

    def _caught_by(self, demand: Demand) -> list[CaughtLine]:
        lines = [_caught(one, self.granted, self.day.and_known) for one in demand.caught.all()]
        return sorted(lines, key=lambda line: not line.is_named)

    @cached_property
    def links(self) -> list[LinkView]:
        return [
            LinkView(link, link.status_change_id in self.standing, self.standing.get(link.status_change_id))
            for link in self.file.links
        ]

    @cached_property
    def chain(self) -> list[Station]:
        return chain_of(self.appeal, self.links, self.day.query)

    @cached_property
    def picture(self) -> ChainPicture:
        return ChainPicture(self.chain)

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


def appeal_page(file: AppealFile, day: AskedDay, *, site: str) -> AppealPage:
    """Four statements at most: corrections, acts that no longer stand, what else the answer needs, and all that law
    says of the agreements whose end a demand asks for."""
    return AppealPage(
        file,
        day,
        pinned=day.knowledge or latest_knowledge(),
        corrections=corrections_of(file.appeal, known_at=day.known_at),
        standing=standing_acts(file.links, known_at=day.known_at),
        granted=if_granted(file),
        site=site,
        latest=None if day.is_latest else latest_outcomes(file.appeal),
    )


def _part_in_words(part: Response | Outcome | None) -> str:
    """“Demand 6: granted, asserted by the press, 1 March 2025”."""
    if isinstance(part, Outcome):
        when = f", {part.asserted_on.words()}" if part.asserted_on else ""
        words = _("Demand %(n)d: %(outcome)s, asserted by %(by)s")
        told = {"n": part.demand.ordinal, "outcome": part.get_kind_display(), "by": part.asserted_by}
        return f"{words % told}{when}"
    assert part, "a correction is of one part"
    when = f", {part.responded_on.words()}" if part.responded_on else ""
    words = _("%(kind)s by %(by)s") % {"kind": capitalised(part.get_kind_display()), "by": part.by}
    return f"{words}{when}: {part.summary}"


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
    words = _("%(outcome)s, asserted") % {"outcome": capitalised(OutcomeKind(outcome.kind).label)}
    return Sign("said", "said", words)
