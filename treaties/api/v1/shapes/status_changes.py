"""Status changes: dated acts, with their sources and with what other applications add to them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, NotRequired, TypedDict

from treaties.api.v1.shapes.days import Day, day
from treaties.api.v1.shapes.knowledge import CorrectedBy, Corrects, KnowledgeGiven, act_url, corrected_by, corrects
from treaties.api.v1.shapes.references import AgreementRef, Cited, PartyRef, agreement_ref, cited, party_ref
from treaties.derivation.law import LAW
from treaties.models import Correction, StatusChange
from treaties.queries.effects import Effect as Rests
from treaties.queries.facts import act_fact
from treaties.queries.lists import by_then
from treaties.slots import ACT_API_PARTS
from treaties.vocabulary import Act, AgreementStatus, ParticipationStatus, Scope


class AnsweredAct(TypedDict):
    """The act that another is about."""

    slug: str
    url: str
    act: Act


class ActOnRecord(TypedDict):
    """One dated act, recorded once and never edited. Where it was recorded wrongly, another row says so."""

    slug: Annotated[str, "Never changes"]
    url: str
    act: Act
    article: Annotated[str, "Of the Vienna Convention on the Law of Treaties, unless it says otherwise; may be empty"]
    by: Annotated[PartyRef | None, "Whose act it is; null for the agreement as a whole"]
    done_by_predecessor: Annotated[PartyRef | None, "Who did it, where the party continues or succeeds another"]
    scope: Annotated[Scope, "How much of the agreement it reaches"]
    towards: Annotated[PartyRef | None, "The other party, or the territory, that its scope is limited to"]
    about: Annotated[AnsweredAct | None, "The act that it answers: the notice revoked, the reservation objected to"]
    operative_on: Annotated[Day | None, "The one of its dates that counts for its effect"]
    done_on: Annotated[Day | None, "Signed, deposited, voted, sent"]
    received_on: Annotated[Day | None, "Received by the other side or the depositary"]
    effective_on: Annotated[Day | None, "When it took or takes effect, as asserted or agreed"]
    ends_on: Annotated[Day | None, "When what it began is over: a suspension, a survival, a renewed term"]
    published_on: Day | None
    place: Annotated[str, "May be empty"]
    note: Annotated[str, "May be empty"]
    corrects: Annotated[Corrects | None, "The act that it was put in the place of; null where there is none"]
    corrected_by: Annotated[CorrectedBy | None, "Null as long as the act stands, as known at `known_at`"]
    sources: list[Cited]


class ActWithAgreement(ActOnRecord):
    """One dated act, with the agreement that it is of."""

    agreement: AgreementRef


class Effect(TypedDict):
    """The first step of a timeline that rests on the act."""

    party: Annotated[str | None, "The code of the party whose standing it is; null for the agreement as a whole"]
    day: Annotated[date, "The first day (included) of the step"]
    possible: Annotated[list[AgreementStatus | ParticipationStatus], "What is possible from that day on"]
    resting: Annotated[list[AgreementStatus | ParticipationStatus], "Those of them that rest on the act"]


class ActInList(ActWithAgreement):
    """One dated act in a list, with what was asked to be included."""

    parties: NotRequired[
        Annotated[list[str], "With `include=parties`: the codes of all that take part in the agreement"]
    ]
    effects: NotRequired[
        Annotated[list[Effect], "With `include=effects`: on the agreement as a whole, and on the party whose act it is"]
    ]


class StatusChangeAnswer(ActInList):
    """One dated act, as the record stood."""

    known_at: KnowledgeGiven | None


class StatusChangeList(TypedDict):
    """In the order of the first day known of each act, unless another is asked for; those without one last."""

    known_at: KnowledgeGiven | None
    results: list[ActInList]
    next: Annotated[str | None, "The address of the next page; null on the last"]


def acts_of(changes: Sequence[StatusChange], corrections: Iterable[Correction], *, known_at: int | None) -> Any:
    """Acts of one agreement that stand, each with the parts of other applications. ``corrections`` are those of the
    agreement by then."""
    answered = {one.replacement_change_id: one for one in corrections}
    return [_act(change, corrects_=answered.get(change.pk)) | part for change, part in _with_parts(changes, known_at)]


def status_changes(changes: Sequence[StatusChange], *, known_at: int | None) -> list[dict[str, Any]]:
    """Acts of any agreements, each with its agreement and with the parts of other applications."""
    return [
        _act(
            change,
            corrects_=by_then(getattr(change, "corrects", None), known_at),
            correction=by_then(getattr(change, "correction", None), known_at),
        )
        | {"agreement": agreement_ref(change.agreement)}
        | part
        for change, part in _with_parts(changes, known_at)
    ]


def effect_given(effect: Rests) -> Effect:
    return {
        "party": effect.party or None,
        "day": effect.day,
        "possible": effect.possible,
        "resting": effect.resting,
    }


def _with_parts(changes: Sequence[StatusChange], known_at: int | None) -> Iterable[tuple[StatusChange, dict[str, Any]]]:
    parts = ACT_API_PARTS(changes, known_at=known_at)
    for change in changes:
        members: dict[str, Any] = {}
        for part in parts:
            members |= part.get(change.slug, {})
        yield change, members


def _act(
    change: StatusChange, *, corrects_: Correction | None = None, correction: Correction | None = None
) -> dict[str, Any]:
    law, predecessor = LAW[Act(change.act)], change.done_by_predecessor
    shaped: ActOnRecord = {
        "slug": change.slug,
        "url": act_url(change.slug),
        "act": Act(change.act),
        "article": law.article,
        "by": party_ref(change.participation.party) if change.participation else None,
        "done_by_predecessor": party_ref(predecessor) if predecessor else None,
        "scope": Scope(change.scope),
        "towards": party_ref(change.towards) if change.towards else None,
        "about": _answered(change.about) if change.about else None,
        "operative_on": day(act_fact(change).date(law.needs)),
        "done_on": day(change.done_on),
        "received_on": day(change.received_on),
        "effective_on": day(change.effective_on),
        "ends_on": day(change.ends_on),
        "published_on": day(change.published_on),
        "place": change.place,
        "note": change.note,
        "corrects": corrects(corrects_) if corrects_ else None,
        "corrected_by": corrected_by(correction) if correction else None,
        "sources": cited(change.citations.all()),
    }
    return dict(shaped)


def _answered(change: StatusChange) -> AnsweredAct:
    return {"slug": change.slug, "url": act_url(change.slug), "act": Act(change.act)}
