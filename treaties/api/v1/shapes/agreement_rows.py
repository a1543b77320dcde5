"""Agreements in a list: lean, with how each stood on the day; and with what was asked to be included."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, NotRequired, TypedDict

from treaties.api.v1.shapes.agreement_more import AgreementMore
from treaties.api.v1.shapes.agreements import AgreementHead
from treaties.api.v1.shapes.assertions import Assertion
from treaties.api.v1.shapes.days import (
    AgreementStatusDated,
    Day,
    PartyStatusDated,
    agreement_dated,
    day,
    party_dated,
)
from treaties.api.v1.shapes.knowledge import KnowledgeGiven
from treaties.api.v1.shapes.references import agreement_url
from treaties.api.v1.shapes.standing import may_stand, why_url
from treaties.api.v1.shapes.status_changes import ActOnRecord
from treaties.dates import PartialDate
from treaties.models import Party
from treaties.models.timelines import Kept
from treaties.queries.lists import STANDINGS
from treaties.vocabulary import PairGroup


class AgreementRow(AgreementHead, AgreementMore):
    """An agreement in the list."""

    parties: Annotated[list[str], "The codes of all that take part, side by side where there are sides"]
    signed_on: Annotated[Day | None, "Of the first signature on record, or of the issue of a text that binds nobody"]
    status: Annotated[AgreementStatusDated, "Of the agreement as a whole"]
    standings: NotRequired[
        Annotated[dict[str, PartyStatusDated], "Of the parties asked about, by code; absent where none was"]
    ]
    group: Annotated[PairGroup, "How it stands between the two of `pair`, for `party`, or as a whole"]
    acts: NotRequired[Annotated[list[ActOnRecord], "With `include=acts`: those that stand"]]
    assertions: NotRequired[Annotated[list[Assertion], "With `include=assertions`: of days up to `on`; that stand"]]


class AgreementList(TypedDict):
    """In the order asked for: of their slugs, unless another is."""

    on: date
    known_at: KnowledgeGiven | None
    results: list[AgreementRow]
    next: Annotated[str | None, "The address of the next page; null on the last"]


def agreement_row(row: Mapping[str, Any], parties: Sequence[Party], on: date, known_at: int | None) -> Any:
    """A row of ``agreements_on`` with its timelines; ``parties`` are those asked about, in the order of its codes."""
    slug, signed = row["slug"], row["signed_on"]
    shaped: AgreementRow = {
        "slug": slug,
        "url": agreement_url(slug),
        "title": row["title"],
        "short_title": row["short_title"],
        "form": row["form"],
        "is_bilateral": row["is_bilateral"],
        "nature": row["nature"],
        "topics": row["topics"],
        "parties": row["party_codes"],
        "signed_on": day(PartialDate.parse(signed)) if signed else None,
        "status": agreement_dated(_kept(row, "status_code"), on, why_url(slug, on=on, known_at=known_at)),
        "group": row["group"],
    }
    if parties:
        found = zip(parties, STANDINGS, strict=False)
        shaped["standings"] = {party.code: _standing(row, party, name, on, known_at) for party, name in found}
    return shaped


def _standing(row: Mapping[str, Any], party: Party, name: str, on: date, known_at: int | None) -> PartyStatusDated:
    why = why_url(row["slug"], on=on, known_at=known_at, party=party.code)
    applies = may_stand(row["nature"], party.exists_from, party.exists_until, on)
    return party_dated(_kept(row, name), on, why, applies=applies)


def _kept(row: Mapping[str, Any], name: str) -> Kept:
    return Kept.from_json(row[f"{name}_kept"])
