"""What differs between two points, each a day and a state of knowledge."""

from datetime import date
from typing import Annotated, Any, TypedDict

from treaties.api.v1.shapes.days import AgreementStatusBrief, Basis, PartyStatusBrief, basis
from treaties.api.v1.shapes.knowledge import KnowledgeGiven
from treaties.api.v1.shapes.references import AgreementRef, PartyRef, agreement_ref, party_ref
from treaties.queries.differences import Difference, Side
from treaties.vocabulary import Nature

BECAUSE = "What it rests on, in order: slugs of status changes, and `clause:` with its kind"


class AgreementStatusThen(AgreementStatusBrief, Basis):
    """The status at one of the two points. `since` and what follows are of the last possible one."""

    because: Annotated[list[str], BECAUSE]


class PartyStatusThen(PartyStatusBrief, Basis):
    """The standing at one of the two points. `since` and what follows are of the last possible one."""

    because: Annotated[list[str], BECAUSE]


class DifferenceGiven(TypedDict):
    """An agreement as a whole, or one party's standing under it, of which the record says something else."""

    agreement: AgreementRef
    party: Annotated[PartyRef | None, "Whose standing it is; null for the agreement as a whole"]
    before: Annotated[AgreementStatusThen | PartyStatusThen, "On `from_on`, as known at `from_known_at`"]
    after: Annotated[AgreementStatusThen | PartyStatusThen, "On `on`, as known at `known_at`"]


class DifferenceList(TypedDict):
    """In the order of the slugs of agreements."""

    from_on: date
    on: date
    from_known_at: KnowledgeGiven | None
    known_at: KnowledgeGiven | None
    results: list[DifferenceGiven]
    next: Annotated[str | None, "The address of the next page; null on the last"]


def difference(one: Difference) -> DifferenceGiven:
    contested = one.agreement.nature == Nature.CONTESTED
    return {
        "agreement": agreement_ref(one.agreement),
        "party": party_ref(one.party) if one.party else None,
        "before": _side(one.before, contested),
        "after": _side(one.after, contested),
    }


def _side(side: Side, nature_is_contested: bool) -> Any:
    possible = side.statuses
    return {
        "possible": possible,
        "certain": len(possible) == 1,
        **basis(side.path, nature_is_contested=nature_is_contested),
        "because": list(side.path.because),
    }
