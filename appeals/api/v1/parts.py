"""What appeals add to the answers about pairs, agreements and acts; ``apps`` puts each into its slot."""

from collections.abc import Iterable
from typing import Annotated, TypedDict

from appeals.api.v1.shapes import AppealRef, AppealRow, GradedLink, appeal_ref, appeal_row, graded_link
from appeals.models import CaughtAgreement, Link
from appeals.queries.lists import appeals_between, demands_catching, links_to
from appeals.vocabulary import Caught, DemandAction
from treaties.models import Agreement, StatusChange
from treaties.queries.country_pair import CountryPair


class DemandOnAgreement(TypedDict):
    """One thing asked, that meant the agreement on the appeal's day."""

    appeal: AppealRef
    ordinal: int
    action: DemandAction
    heading: str
    how: Annotated[Caught, "By name, or by rule"]


class LinkFromAppeal(GradedLink):
    """An analyst's graded judgement on how an appeal relates to the act: no more than its relation and grade."""

    appeal: AppealRef
    demand: Annotated[int | None, "The number of the demand; null for the appeal as a whole"]


class AppealsOfPair(TypedDict):
    appeals: Annotated[list[AppealRow], "Appeals of any day that both have a part in, first to last"]


class AppealsOfAgreement(TypedDict):
    appeals: Annotated[list[DemandOnAgreement], "What appeals asked about it, demand by demand"]


class AppealsOfAct(TypedDict):
    appeals: Annotated[list[LinkFromAppeal], "Linked appeals"]


def appeals_of_pair(pair: CountryPair) -> AppealsOfPair:
    return {"appeals": [appeal_row(one) for one in appeals_between(pair.one, pair.other)]}


def appeals_of_agreement(agreement: Agreement) -> AppealsOfAgreement:
    return {"appeals": [_demand(caught) for caught in demands_catching(agreement)]}


def appeals_of_acts(changes: Iterable[StatusChange]) -> dict[str, AppealsOfAct]:
    """By the slug of the act; an act that no appeal is linked to has an empty list."""
    changes = list(changes)
    found: dict[str, AppealsOfAct] = {change.slug: {"appeals": []} for change in changes}
    for link in links_to(changes):
        found[link.status_change.slug]["appeals"].append(_link(link))
    return found


def _demand(caught: CaughtAgreement) -> DemandOnAgreement:
    demand = caught.demand
    return {
        "appeal": appeal_ref(demand.appeal),
        "ordinal": demand.ordinal,
        "action": DemandAction(demand.action),
        "heading": demand.heading,
        "how": Caught(caught.how),
    }


def _link(link: Link) -> LinkFromAppeal:
    return {
        "appeal": appeal_ref(link.appeal),
        "demand": link.demand.ordinal if link.demand else None,
        **graded_link(link),
    }
