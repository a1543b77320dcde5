"""What appeals add to the answers about pairs, agreements and acts; ``apps`` puts each into its slot."""

from collections.abc import Sequence
from typing import Annotated, TypedDict

from appeals.api.v1.shapes import AppealRef, AppealRow, GradedLink, appeal_ref, appeal_row, graded_link
from appeals.models import CaughtAgreement, Link
from appeals.queries.lists import appeals_between, demands_catching, demands_catching_any, links_to
from appeals.vocabulary import Caught, DemandAction
from treaties.api.v1.including import Moment
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
    status_change: Annotated[str, "The slug of the act that was linked: this one, or one that it was put in place of"]


class AppealsOfPair(TypedDict):
    appeals: Annotated[list[AppealRow], "Appeals of any day that both have a part in, first to last"]


class AppealsOfAgreement(TypedDict):
    appeals: Annotated[list[DemandOnAgreement], "What appeals asked about it, demand by demand"]


class AppealsOfAct(TypedDict):
    appeals: Annotated[list[LinkFromAppeal], "Linked appeals"]


class AppealsIncluded(TypedDict, total=False):
    appeals: Annotated[list[DemandOnAgreement], "With `include=appeals`: what appeals asked about it, demand by demand"]


def appeals_of_agreements(ids: Sequence[int], at: Moment) -> dict[int, AppealsIncluded]:
    """By the key of the agreement; of one that no demand meant, nothing."""
    found: dict[int, AppealsIncluded] = {}
    for caught in demands_catching_any(ids, known_at=at.known_at):
        found.setdefault(caught.agreement_id, {"appeals": []})["appeals"].append(_demand(caught))
    return found


def appeals_of_pair(pair: CountryPair) -> AppealsOfPair:
    found = appeals_between(pair.one, pair.other, known_at=pair.known_at)
    return {"appeals": [appeal_row(one) for one in found]}


def appeals_of_agreement(agreement: Agreement, *, known_at: int | None = None) -> AppealsOfAgreement:
    return {"appeals": [_demand(caught) for caught in demands_catching(agreement, known_at=known_at)]}


def appeals_of_acts(changes: Sequence[StatusChange], *, known_at: int | None = None) -> dict[str, AppealsOfAct]:
    """By the slug of the act; an act that no appeal is linked to has an empty list."""
    found = links_to(changes, known_at=known_at)
    return {slug: {"appeals": [_link(link) for link in links]} for slug, links in found.items()}


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
        "status_change": link.status_change.slug,
        **graded_link(link),
    }
