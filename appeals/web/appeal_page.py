"""The appeal page: demand by demand, with what each meant on the appeal's day, and what is linked to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from appeals.actions.signatories import ADDRESSED
from appeals.models import Appeal, AppealCitation, AppealCorrection
from appeals.queries.appeal_file import AppealFile, corrections_of, latest_outcomes, standing_acts
from appeals.queries.if_granted import ByTarget, if_granted
from appeals.queries.later_knowledge import Since, known_since
from appeals.vocabulary import PartyRole
from appeals.web.chain import Station, chain_of
from appeals.web.chain_picture import ChainPicture
from appeals.web.demand_lines import DemandView, demand_view
from appeals.web.mended import MendedPart
from appeals.web.signatories import SignatoryList, signatory_list
from appeals.web.wording import LinkView, appeal_answer
from treaties.dates import in_words
from treaties.models import Party, StatusChange
from treaties.queries.knowledge import Knowledge, latest_knowledge
from treaties.queries.party_search import canonical_pair
from treaties.web.days import AskedDay, knowledge_in_words, pinned
from treaties.web.sentences import Sentence


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
    since: Mapping[int, Since]
    """By demand: what its rules would catch now, and what no longer."""
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
        """What was corrected or retracted, the latest first."""
        return [MendedPart(one, self.day) for one in self.corrections]

    @cached_property
    def demands(self) -> list[DemandView]:
        known = self.day.and_known
        return [demand_view(demand, self.granted, self.since, known) for demand in self.appeal.demands.all()]

    @cached_property
    def signatories(self) -> SignatoryList:
        return signatory_list(self.file)

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
    def cited(self) -> list[AppealCitation]:
        """What the appeal itself rests on."""
        return [one for one in self.appeal.citations.all() if one.about != ADDRESSED]

    @property
    def cited_for_addressees(self) -> list[AppealCitation]:
        return [one for one in self.appeal.citations.all() if one.about == ADDRESSED]

    @property
    def concerned(self) -> list[str]:
        return [one.party.name for one in self.appeal.parties.all() if one.role == PartyRole.CONCERNED]


def appeal_page(file: AppealFile, day: AskedDay, *, site: str) -> AppealPage:
    """Five statements at most: corrections, acts that no longer stand, what else the answer needs, all that law says of
    the agreements whose end a demand asks for, and what rules would catch now."""
    return AppealPage(
        file,
        day,
        pinned=day.knowledge or latest_knowledge(),
        corrections=corrections_of(file.appeal, known_at=day.known_at),
        standing=standing_acts(file.links, known_at=day.known_at),
        granted=if_granted(file),
        since=known_since(file),
        site=site,
        latest=None if day.is_latest else latest_outcomes(file.appeal),
    )
