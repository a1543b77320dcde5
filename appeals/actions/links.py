"""Links from appeals to status changes. A link changes no status, and says no more than its relation and grade."""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals.actions.citations import cite_appeal
from appeals.models import Appeal, CounterEvidence, Demand, Link
from appeals.models.citations import ORDER
from appeals.rules.links import LinkCase, check
from appeals.vocabulary import DemandAction, Grade, LinkRelation
from treaties.actions.sources import Cite
from treaties.models import Block, StatusChange
from treaties.rules.findings import Finding, Refused
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
    instead_of: Link | None = None,
) -> LinkMade:
    """An analyst's judgement on how an appeal, or one demand, relates to an act. Raises Refused: nothing is written.

    ``instead_of`` is a link that will no longer stand in the same block: the new one may say the same.
    """
    warnings = check_link(
        appeal=appeal,
        status_change=status_change,
        relation=relation,
        demand=demand,
        grade=grade,
        quotation=quotation,
        order_is_sourced=any(given.about == ORDER for given in cites),
        instead_of=instead_of,
    )
    link = Link.objects.create(
        appeal=appeal,
        demand=demand,
        status_change=status_change,
        relation=relation,
        grade=grade,
        in_part=in_part,
        quotation=quotation.strip(),
        note=note.strip(),
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
    order_is_sourced: bool = False,
    instead_of: Link | None = None,
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
            order_is_sourced=order_is_sourced,
            was_made_before=_was_made(appeal, demand, status_change, relation, instead_of),
        )
    )


def _was_made(
    appeal: Appeal, demand: Demand | None, act: StatusChange, relation: LinkRelation, instead_of: Link | None
) -> bool:
    if act._state.adding:
        return False
    alike = Link.objects.standing().filter(appeal=appeal, demand=demand, status_change=act, relation=relation)
    return (alike.exclude(pk=instead_of.pk) if instead_of else alike).exists()


def add_counter_evidence(block: Block, *, link: Link, statement: str, cites: Sequence[Cite]) -> CounterEvidence:
    """What speaks against a link, in our own words. It stands beside the link, and removes nothing.

    Raises Refused: where nothing is said, without a source, where the link no longer stands, or said before.
    """
    said = statement.strip()
    findings = []
    if not said:
        findings.append(Finding("no_statement", "Say what speaks against the link.", field="statement"))
    if not cites:
        findings.append(Finding("no_source", "Counter-evidence is recorded with its source.", field="source"))
    if not Link.objects.standing().filter(pk=link.pk).exists():
        sentence = "This link was corrected or retracted; say it of the one that stands instead."
        findings.append(Finding("stands_no_longer", sentence))
    elif said and CounterEvidence.objects.filter(link=link, statement=said).exists():
        findings.append(Finding("said_before", "This is on record beside the link already.", field="statement"))
    if findings:
        raise Refused(*findings)
    evidence = CounterEvidence.objects.create(link=link, statement=said)
    cite_appeal(block, evidence, cites)
    return evidence
