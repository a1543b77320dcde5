"""Status changes: dated acts, with their sources and with what other applications add to them."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, TypedDict

from django.urls import reverse

from treaties.api.v1.shapes.days import Day, day
from treaties.api.v1.shapes.references import AgreementRef, Cited, PartyRef, agreement_ref, cited, party_ref
from treaties.derivation.law import LAW
from treaties.models import StatusChange
from treaties.queries.facts import act_fact
from treaties.slots import ACT_API_PARTS
from treaties.vocabulary import Act


class ActOnRecord(TypedDict):
    """One dated act, recorded once and never edited."""

    slug: Annotated[str, "Never changes"]
    url: str
    act: Act
    article: Annotated[str, "Of the Vienna Convention on the Law of Treaties, unless it says otherwise; may be empty"]
    by: Annotated[PartyRef | None, "Whose act it is; null for the agreement as a whole"]
    done_by_predecessor: Annotated[PartyRef | None, "Who did it, where the party continues or succeeds another"]
    operative_on: Annotated[Day | None, "The one of its dates that counts for its effect"]
    done_on: Annotated[Day | None, "Signed, deposited, voted, sent"]
    received_on: Annotated[Day | None, "Received by the other side or the depositary"]
    effective_on: Annotated[Day | None, "When it took or takes effect, as asserted or agreed"]
    published_on: Day | None
    place: Annotated[str, "May be empty"]
    note: Annotated[str, "May be empty"]
    sources: list[Cited]


class StatusChangeAnswer(ActOnRecord):
    """One dated act, with the agreement that it is of."""

    agreement: AgreementRef


class StatusChangeList(TypedDict):
    """In the order of the first day known of each act, those without one last."""

    results: list[StatusChangeAnswer]
    next: Annotated[str | None, "The address of the next page; null on the last"]


def acts_of(changes: Sequence[StatusChange]) -> Any:
    """Acts of one agreement, each with the parts of other applications."""
    return [_act(change) | part for change, part in _with_parts(changes)]


def status_changes(changes: Sequence[StatusChange]) -> list[dict[str, Any]]:
    """Acts of any agreements, each with its agreement and with the parts of other applications."""
    return [
        _act(change) | {"agreement": agreement_ref(change.agreement)} | part for change, part in _with_parts(changes)
    ]


def _with_parts(changes: Sequence[StatusChange]) -> Iterable[tuple[StatusChange, dict[str, Any]]]:
    parts = ACT_API_PARTS(changes)
    for change in changes:
        members: dict[str, Any] = {}
        for part in parts:
            members |= part.get(change.slug, {})
        yield change, members


def _act(change: StatusChange) -> dict[str, Any]:
    law, predecessor = LAW[Act(change.act)], change.done_by_predecessor
    shaped: ActOnRecord = {
        "slug": change.slug,
        "url": reverse("api-status-change", args=[change.slug]),
        "act": Act(change.act),
        "article": law.article,
        "by": party_ref(change.participation.party) if change.participation else None,
        "done_by_predecessor": party_ref(predecessor) if predecessor else None,
        "operative_on": day(act_fact(change).date(law.needs)),
        "done_on": day(change.done_on),
        "received_on": day(change.received_on),
        "effective_on": day(change.effective_on),
        "published_on": day(change.published_on),
        "place": change.place,
        "note": change.note,
        "sources": cited(change.citations.all()),
    }
    return dict(shaped)
