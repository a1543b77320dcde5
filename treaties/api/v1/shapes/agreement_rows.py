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
from treaties.api.v1.shapes.standing import Applies, may_stand, why_url
from treaties.api.v1.shapes.status_changes import ActOnRecord
from treaties.api.v1.shapes.through_unions import ThroughUnion, through_unions
from treaties.dates import PartialDate
from treaties.models import Party
from treaties.models.timelines import Kept
from treaties.queries.lists import STANDINGS
from treaties.queries.pair_files import two_of
from treaties.queries.pair_reading import canonical_pair
from treaties.queries.through_unions import Via
from treaties.vocabulary import PairGroup


class AgreementRow(AgreementHead, AgreementMore):
    """An agreement in the list."""

    parties: Annotated[list[str], "The codes of all that take part, side by side where there are sides"]
    signed_on: Annotated[Day | None, "Of the first signature on record, or of the issue of a text that binds nobody"]
    status: Annotated[AgreementStatusDated, "Of the agreement as a whole"]
    standings: NotRequired[
        Annotated[
            dict[str, PartyStatusDated],
            "Of the parties asked about, by code; of one via a union, that of its member; absent where none was",
        ]
    ]
    via: NotRequired[
        Annotated[dict[str, ThroughUnion], "With `pair`: by the code of the party that is bound through a union"]
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
        kept, vias = _standings(row, parties, on)
        asked: Any = {"on": on, "known_at": known_at}
        shaped["standings"] = {
            party.code: party_dated(
                one, on, why_url(slug, **_of(party, via, parties), **asked), applies=_may(row, party, on)
            )
            for party, one, via in zip(parties, kept, vias, strict=True)
        }
        if len(parties) > 1:
            shaped["via"] = through_unions([party.code for party in parties], vias, on)
    return shaped


def _standings(row: Mapping[str, Any], parties: Sequence[Party], on: date) -> tuple[list[Kept], list[Via | None]]:
    """Of each party asked about, and the union through which it would be bound that day."""
    if not row.get("files"):
        return [_kept(row, name) for name, _ in zip(STANDINGS, parties, strict=False)], [None] * len(parties)
    two = two_of(row["files"], parties[0].pk, parties[1].pk)
    return [one.kept for one in two], [one.through.on(on) if one.through else None for one in two]


def _of(party: Party, via: Via | None, parties: Sequence[Party]) -> dict[str, Any]:
    """Whose timeline tells why: its own or, of one without a file, that of the pair, which knows the union."""
    return {"pair": canonical_pair(*(one.code for one in parties))} if via else {"party": party.code}


def _may(row: Mapping[str, Any], party: Party, on: date) -> Applies:
    return may_stand(row["nature"], party.exists_from, party.exists_until, on)


def _kept(row: Mapping[str, Any], name: str) -> Kept:
    return Kept.from_json(row[f"{name}_kept"])
