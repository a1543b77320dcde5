"""Demands with their targets, and the freezing of what they catch."""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals.actions.citations import cite_appeal
from appeals.models import Appeal, CaughtAgreement, Demand, Target
from appeals.queries.expansion import expansion
from appeals.vocabulary import DemandAction, TargetKind
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Agreement, Block, Participation, Party
from treaties.rules.findings import Finding, Refused
from treaties.vocabulary import Form, Topic

AIMED_AT_AGREEMENTS = (TargetKind.AGREEMENT, TargetKind.RULE, TargetKind.PARTICIPATION)


@dataclass(frozen=True, slots=True)
class TargetGiven:
    """What a demand is aimed at: ``agreement``, the two parties of a rule, one party's part in an agreement, or a
    description; as its kind needs. A rule may mean only agreements of a ``topic`` and of a ``form``."""

    kind: TargetKind
    agreement: Agreement | None = None
    between: tuple[Party, Party] | None = None
    description: str = ""
    participation: Participation | None = None
    topic: Topic | None = None
    form: Form | None = None


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
            rule_topic=target.topic or "",
            rule_form=target.form or "",
            participation=target.participation,
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
