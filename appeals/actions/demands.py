"""Demands with their targets, and the freezing of what they catch."""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals.actions.citations import cite_appeal
from appeals.models import Appeal, CaughtAgreement, Demand, Target
from appeals.queries.expansion import expansion
from appeals.vocabulary import DemandAction, TargetKind
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Agreement, Block, Party
from treaties.rules.findings import Finding, Refused

AIMED_AT_AGREEMENTS = (TargetKind.AGREEMENT, TargetKind.RULE)


@dataclass(frozen=True, slots=True)
class TargetGiven:
    """What a demand is aimed at: ``agreement``, or the two parties of a rule, or a description; as its kind needs."""

    kind: TargetKind
    agreement: Agreement | None = None
    between: tuple[Party, Party] | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class DemandGiven:
    """One thing asked, by its number in the appeal, in our own words."""

    ordinal: int
    action: DemandAction
    heading: str
    condition: str = ""
    deadline: PartialDate | None = None
    locator: str = ""
    targets: Sequence[TargetGiven] = ()
    cites: Sequence[Cite] = ()


def add_demand(block: Block, *, appeal: Appeal, given: DemandGiven) -> Demand:
    """A demand, its targets, and the agreements they mean on the day of the appeal."""
    demand = Demand.objects.create(
        appeal=appeal,
        ordinal=given.ordinal,
        action=given.action,
        heading=given.heading,
        condition=given.condition,
        deadline=given.deadline,
        locator=given.locator,
    )
    cite_appeal(block, demand, given.cites)
    targets = Target.objects.bulk_create(
        Target(
            demand=demand,
            kind=target.kind,
            agreement=target.agreement,
            rule_one=target.between[0] if target.between else None,
            rule_other=target.between[1] if target.between else None,
            description=target.description,
        )
        for target in given.targets
    )
    freeze_expansion(block, demand=demand, targets=targets)
    return demand


def freeze_expansion(block: Block, *, demand: Demand, targets: Sequence[Target]) -> None:
    """Keep what the targets mean on the day of the appeal, as now known. What is recorded later changes nothing."""
    aimed = [target for target in targets if target.kind in AIMED_AT_AGREEMENTS]
    if not aimed:
        return
    issued_on = demand.appeal.issued_on
    day = issued_on.latest if issued_on else None
    if day is None:
        sentence = "What a demand catches is frozen on the appeal's day; this one has no latest day."
        raise Refused(Finding("no_day_to_freeze", sentence, field="issued_on"))
    CaughtAgreement.objects.bulk_create(
        CaughtAgreement(demand=demand, agreement_id=one.agreement_id, how=one.how, status_code=one.status_code)
        for one in expansion(aimed, on=day)
    )
