"""One demand's page: what exactly it would end, if granted, and what happened to each agreement since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appeals.models import Appeal, Demand, Outcome
from appeals.queries.appeal_file import AppealFile, standing_acts
from appeals.queries.demand_file import Clock, acts_since, clock_of
from appeals.queries.if_granted import if_granted
from appeals.queries.later_knowledge import known_since
from appeals.vocabulary import DemandAction, OutcomeKind
from appeals.web.against import against
from appeals.web.demand_lines import CaughtLine, DemandView, demand_view
from appeals.web.wording import LinkView, Sided, issued_on, sided
from treaties.dates import in_words
from treaties.models import StatusChange
from treaties.queries.knowledge import Knowledge, latest_knowledge
from treaties.web.act_words import act_in_full
from treaties.web.days import AskedDay, knowledge_in_words, pinned
from treaties.web.sentences import Piece, Sentence, composed, count, joined
from treaties.web.signs import Sign


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act since the appeal, and how this demand or its appeal is linked to it, if it is."""

    act: StatusChange
    links: list[LinkView]

    @property
    def words(self) -> str:
        return act_in_full(self.act)


@dataclass(frozen=True, slots=True)
class TargetView:
    """One agreement that the demand meant."""

    line: CaughtLine
    acts: list[ActLine]

    @property
    def against(self) -> list[str]:
        """What stands against a notice on the day of the page; empty where nothing on record does."""
        return against(self.line.granted.supposed.now) if self.line.granted else []


@dataclass(frozen=True, slots=True)
class Asserted:
    """What one assertor says came of the demand."""

    by: str
    outcomes: list[tuple[Sign, Outcome]]


@dataclass(frozen=True)
class DemandPage:
    """Everything that the template shows."""

    file: AppealFile
    demand: Demand
    view: DemandView
    day: AskedDay
    pinned: Knowledge | None
    links: list[LinkView]
    acts: list[StatusChange]
    clock: Clock
    site: str

    @property
    def appeal(self) -> Appeal:
        return self.file.appeal

    @property
    def permanent(self) -> str:
        return pinned(self.day.on, self.pinned)

    @property
    def address(self) -> str:
        """In full, as it is cited."""
        return f"{self.site}{self.view.address}{self.permanent}"

    @property
    def on(self) -> str:
        return in_words(self.day.on)

    @property
    def known(self) -> str:
        return knowledge_in_words(self.pinned) if self.pinned else ""

    @property
    def answer(self) -> Sentence:
        """“On 5 October 2024 it was asked to terminate 8 agreements. No outcome is on record. It changed no status.”"""
        issued, number = issued_on(self.appeal), len(self.view.caught)
        action = DemandAction(self.demand.action).label
        asked = composed(
            _("Issued {on_day}, it asks: {action}."),
            on_day=composed(_("on {day}") if issued.is_exact else "{day}", day=Piece(strong=issued.words())),
            action=action,
        )
        meant = composed(_("It means no agreement on record."))
        if number:
            words = ngettext("It meant [{n} agreement] on that day.", "It meant [{n} agreements] on that day.", number)
            meant = composed(words, n=count(number, to="targets"))
        return joined([asked, meant, self._came_of_it, _("It changed no status.")], _("{first} {then}"))

    @property
    def _came_of_it(self) -> Sentence:
        outcomes = list(self.demand.outcomes.all())
        if not outcomes:
            return composed(_("No outcome is on record."))
        words = _("The latest outcome on record: “{outcome}”, asserted by {by}.")
        return composed(words, outcome=OutcomeKind(outcomes[-1].kind).label, by=outcomes[-1].asserted_by)

    @cached_property
    def targets(self) -> list[TargetView]:
        by_agreement: dict[int, list[StatusChange]] = {}
        for act in self.acts:
            by_agreement.setdefault(act.agreement_id, []).append(act)
        return [TargetView(one, self._acts(by_agreement.get(one.caught.agreement_id, ()))) for one in self.view.caught]

    def _acts(self, acts: Iterable[StatusChange]) -> list[ActLine]:
        return [ActLine(act, [view for view in self.links if view.shown.pk == act.pk]) for act in acts]

    @cached_property
    def sides(self) -> list[Sided]:
        return sided(self.links)

    @cached_property
    def asserted(self) -> list[Asserted]:
        """Outcomes by who asserts them; everybody in the order of their first word, and each from first to last."""
        told = self.view.outcomes
        order = list(dict.fromkeys(outcome.asserted_by for _sign, outcome in told))
        grouped = groupby(sorted(told, key=lambda one: order.index(one[1].asserted_by)), lambda one: one[1].asserted_by)
        return [Asserted(by, list(outcomes)) for by, outcomes in grouped]

    @property
    def waiting(self) -> str:
        """The clock in words."""
        if self.clock.days_to_answer is not None:
            words = ngettext(
                "The first answer came %(n)d day after the appeal.",
                "The first answer came %(n)d days after the appeal.",
                self.clock.days_to_answer,
            )
            return words % {"n": self.clock.days_to_answer}
        if self.clock.answered:
            return _("An answer is on record; after how many days is not known exactly.")
        return self._unanswered()

    def _unanswered(self) -> str:
        words = ngettext(
            "No answer is on record %(n)d day after the appeal.",
            "No answer is on record %(n)d days after the appeal.",
            self.clock.waited,
        )
        told = words % {"n": self.clock.waited}
        if not self.clock.is_over(self.day.on):
            return told
        over = _("Its own deadline was %(day)s.") if self.clock.has_deadline else _("The clock ran out on %(day)s.")
        return f"{told} {over % {'day': in_words(self.clock.runs_out_on)}}"


def demand_page(file: AppealFile, day: AskedDay, *, site: str) -> DemandPage:
    """Of a file that holds one demand. Five statements at most beside those of the file. Raises Demand.DoesNotExist."""
    demand = next(iter(file.appeal.demands.all()), None)
    if demand is None:
        raise Demand.DoesNotExist
    own = [link for link in file.links if link.demand_id in (None, demand.pk)]
    standing: Mapping[int, StatusChange | None] = standing_acts(own, known_at=day.known_at)
    links = [LinkView(one, one.status_change_id in standing, standing.get(one.status_change_id)) for one in own]
    return DemandPage(
        file,
        demand,
        demand_view(demand, if_granted(file), known_since(file), day.and_known),
        day,
        pinned=day.knowledge or latest_knowledge(),
        links=links,
        acts=acts_since(demand, file),
        clock=clock_of(demand, file),
        site=site,
    )
