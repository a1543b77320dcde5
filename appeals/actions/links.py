"""Links from appeals to status changes. A link changes no status, and says no more than its relation and grade."""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals.actions.citations import cite_appeal
from appeals.models import Appeal, Demand, Link
from appeals.rules.links import LinkCase, check
from appeals.vocabulary import DemandAction, Grade, LinkRelation
from treaties.actions.sources import Cite
from treaties.models import Block, StatusChange
from treaties.rules.findings import Finding
from treaties.vocabulary import Act


@dataclass(frozen=True, slots=True)
class LinkMade:
    """The link, and what the rules only warn of."""

    link: Link
    warnings: tuple[Finding, ...]


def make_link(
    block: Block,
    *,
    appeal: Appeal,
    status_change: StatusChange,
    relation: LinkRelation,
    demand: Demand | None = None,
    grade: Grade = Grade.E,
    in_part: bool = False,
    quotation: str = "",
    note: str = "",
    cites: Sequence[Cite] = (),
) -> LinkMade:
    """An analyst's judgement on how an appeal, or one demand, relates to an act. Raises Refused: nothing is written."""
    warnings = check_link(
        appeal=appeal,
        status_change=status_change,
        relation=relation,
        demand=demand,
        grade=grade,
        quotation=quotation,
    )
    link = Link.objects.create(
        appeal=appeal,
        demand=demand,
        status_change=status_change,
        relation=relation,
        grade=grade,
        in_part=in_part,
        quotation=quotation,
        note=note,
    )
    cite_appeal(block, link, cites)
    return LinkMade(link, warnings)


def check_link(
    *,
    appeal: Appeal,
    status_change: StatusChange,
    relation: LinkRelation,
    demand: Demand | None = None,
    grade: Grade = Grade.E,
    quotation: str = "",
) -> tuple[Finding, ...]:
    """The warnings for a link that could be made now. Raises Refused. Writes nothing; the act may be unsaved."""
    assert appeal.issued_on is not None, "the column is NOT NULL"
    return check(
        LinkCase(
            relation=LinkRelation(relation),
            issued_on=appeal.issued_on,
            done_on=status_change.done_on,
            received_on=status_change.received_on,
            effective_on=status_change.effective_on,
            grade=Grade(grade),
            quotation=quotation,
            demand_is_of_the_appeal=demand is None or demand.appeal_id == appeal.pk,
            act=Act(status_change.act),
            asked=DemandAction(demand.action) if demand else None,
        )
    )
