"""One demand: what it means, agreement by agreement, what came of it, and what the record learned since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from appeals.models import CaughtAgreement, Demand, Outcome
from appeals.queries.if_granted import ENDS_BY, ByTarget
from appeals.queries.later_knowledge import Since
from appeals.vocabulary import Caught, DemandAction, OutcomeKind, TargetKind
from appeals.web.if_granted import GrantedLine
from appeals.web.targets import target_in_words
from appeals.web.wording import issued_on
from treaties.derivation.stories import path_from
from treaties.models import Agreement
from treaties.vocabulary import AgreementStatus
from treaties.web.sentences import capitalised
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
        """The status that is on record today is the one of the appeal's day, and nothing more lies over it."""
        return self.then.words == self.now.words

    @property
    def is_named(self) -> bool:
        return not Caught(self.caught.how).is_by_rule


@dataclass(frozen=True, slots=True)
class SinceLine:
    """One agreement that the frozen expansion and the rule, asked again, do not agree on."""

    agreement: Agreement
    then: Sign
    """The status of the appeal's day, as it is now known."""
    why: str


@dataclass(frozen=True, slots=True)
class DemandView:
    """``caught`` has the agreements that are named before those of a rule; ``issued`` is the appeal's day in words."""

    demand: Demand
    caught: list[CaughtLine]
    issued: str
    added: list[SinceLine]
    """What its rules would catch now, and is not part of what was frozen."""
    gone: list[SinceLine]
    """What its rules caught, and would no longer."""

    @property
    def outcomes(self) -> list[tuple[Sign, Outcome]]:
        return [(sign_of_outcome(outcome), outcome) for outcome in self.demand.outcomes.all()]

    @property
    def targets(self) -> list[str]:
        """What it is aimed at in words, but for the agreements that it names: they are in the list."""
        found = [target for target in self.demand.targets.all() if target.kind != TargetKind.AGREEMENT]
        return [target_in_words(target) for target in found]

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

    @property
    def address(self) -> str:
        """Of its own page."""
        return address_of(self.demand)


def address_of(demand: Demand) -> str:
    return reverse("demand", args=[demand.appeal.slug, demand.ordinal])


def demand_view(demand: Demand, granted: ByTarget, since: Mapping[int, Since], and_known: str) -> DemandView:
    """``and_known`` is what addresses take along of the state of knowledge that was asked for."""
    lines = [_caught(one, granted, and_known) for one in demand.caught.all()]
    known = since.get(demand.pk, Since())
    return DemandView(
        demand,
        sorted(lines, key=lambda line: not line.is_named),
        issued_on(demand.appeal).words(),
        [_added(one, demand) for one in known.added],
        [_gone(one) for one in known.gone],
    )


def _caught(one: CaughtAgreement, granted: ByTarget, and_known: str) -> CaughtLine:
    current: Any = one.agreement
    then = sign_of_code(one.status_code)
    if one.status_code == current.code_then:  # today's record tells more of the same status
        then = sign_of(current.code_then, current.story_then)
    supposed = granted.get((one.demand_id, one.agreement_id))
    line = GrantedLine(supposed, and_known) if supposed else None
    return CaughtLine(one, Caught(one.how).label, then, sign_of(current.status_code, current.story_step), line)


def _added(agreement: Any, demand: Demand) -> SinceLine:
    is_new = agreement.block_id > demand.block_id
    why = _("added to the record later") if is_new else _("its status on that day was learned later")
    if not is_new and _is_through_union(agreement, demand):
        why = _("that it binds one of the two through a union was not known then, or not counted")
    return SinceLine(agreement, sign_of(agreement.code_then, agreement.story_then), why)


def _is_through_union(agreement: Agreement, demand: Demand) -> bool:
    """No rule of the demand is between two that both take part themselves."""
    rules = [target for target in demand.targets.all() if target.kind == TargetKind.RULE]
    return not any({rule.rule_one_id, rule.rule_other_id} <= {*agreement.party_ids} for rule in rules)


def _gone(one: CaughtAgreement) -> SinceLine:
    agreement: Any = one.agreement
    why = _("the record has it otherwise now")
    return SinceLine(agreement, sign_of(agreement.code_then, agreement.story_then), why)


def sign_of(code: int | None, story: Any) -> Sign:
    return sign_of_standings([(status, path_from(story, status)) for status in AgreementStatus.possible_in(code)])


def sign_of_outcome(outcome: Outcome) -> Sign:
    """An outcome is always somebody's assertion: the half disc says so."""
    words = _("%(outcome)s, asserted") % {"outcome": capitalised(OutcomeKind(outcome.kind).label)}
    return Sign("said", "said", words)
