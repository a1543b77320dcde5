"""Invented appeals, with one demand of one kind each."""

from itertools import count
from typing import Any

from appeals.actions.appeals import AppealGiven, PartyGiven, add_appeal
from appeals.actions.demands import DemandGiven, TargetGiven
from appeals.models import Appeal
from appeals.vocabulary import AppealKind, DemandAction, PartyRole, TargetKind, TextHeld
from tests.factories.record import a_block, invented_parties, invented_source
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Agreement, Party

serial = count(1)


def a_rule(**only: Any) -> TargetGiven:
    """All agreements in force between the two invented states."""
    one, other = invented_parties("XAA", "XAB")
    return TargetGiven(TargetKind.RULE, between=(one, other), **only)


def named(agreement: Agreement) -> TargetGiven:
    return TargetGiven(TargetKind.AGREEMENT, agreement=agreement)


def invented_appeal(
    *targets: TargetGiven,
    issued_on: str = "2010-01-01",
    action: DemandAction = DemandAction.TERMINATE,
    body: str = "A group of members",
    slug: str = "",
    **given: Any,
) -> Appeal:
    """From a body of XAB to an office of XAA, with one demand for each target."""
    asked, asking = invented_parties("XAA", "XAB")
    cites = [Cite(invented_source())]
    demands = [
        DemandGiven(number, action, f"Demand number {number}", targets=[target], cites=cites)
        for number, target in enumerate(targets, 1)
    ]
    with a_block() as block:
        return add_appeal(
            block,
            given=AppealGiven(
                slug=slug or f"invented-appeal-{next(serial)}",
                title="An invented appeal",
                kind=AppealKind.PETITION,
                issuing_body=body,
                addressee_office="The minister",
                issued_on=PartialDate.parse(issued_on),
                text_held=TextHeld.FULL,
                parties=parts(asked, asking),
                demands=demands,
                cites=cites,
                **given,
            ),
        )


def parts(asked: Party, asking: Party) -> list[PartyGiven]:
    return [PartyGiven(asked, PartyRole.ADDRESSEE), PartyGiven(asking, PartyRole.ISSUER)]
