"""Participations: one party's file under one agreement."""

from datetime import date
from typing import Annotated, Any, TypedDict

from django.urls import reverse

from treaties.api.v1.shapes.days import (
    AgreementStatusDated,
    PartyStatusDated,
    PartyStatusOnDay,
    agreement_dated,
    on_day,
    party_dated,
)
from treaties.api.v1.shapes.knowledge import KnowledgeGiven, known
from treaties.api.v1.shapes.references import AgreementRef, Cited, PartyRef, agreement_ref, cited, party_ref
from treaties.api.v1.shapes.standing import Applies, dated, may_stand, why_url
from treaties.api.v1.shapes.status_changes import ActOnRecord, acts_of
from treaties.api.v1.shapes.timelines import PartyTimelineStep, steps_in_brief
from treaties.models import Agreement, Participation
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import AgreementFile, Member
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import Nature, ParticipationStatus


class FileHead(TypedDict):
    """Whose file it is."""

    party: PartyRef
    url: str
    side: Annotated[int | None, "1 or 2; null under a multilateral agreement"]
    acting_body: Annotated[str, "The ministry or agency that acted for it; may be empty"]


class Participant(FileHead):
    """One party's file under the agreement."""

    standing: PartyStatusOnDay
    sources: list[Cited]


class ParticipantBrief(FileHead):
    """One party's file under the agreement; `standing.why` leads to the reasons."""

    standing: PartyStatusDated
    sources: list[Cited]


class ParticipationInList(ParticipantBrief):
    """One party's file under an agreement."""

    agreement: AgreementRef


class ParticipationList(TypedDict):
    """In the order asked for: of the slugs of agreements, unless another is."""

    on: date
    known_at: KnowledgeGiven | None
    results: list[ParticipationInList]
    next: Annotated[str | None, "The address of the next page; null on the last"]


class ParticipationAnswer(Participant):
    """One party's file under an agreement, with its standing over time and its own acts."""

    agreement: AgreementRef
    on: date
    known_at: KnowledgeGiven | None
    agreement_status: Annotated[AgreementStatusDated, "Of the agreement as a whole, on the day"]
    timeline: list[PartyTimelineStep]
    acts: Annotated[list[ActOnRecord], "Its own acts that stand"]


def participation_url(slug: str, code: str) -> str:
    return reverse("api-participation", args=[slug, code])


def participant(member: Member, agreement: Agreement, on: date, known_at: int | None) -> Participant:
    one = member.participation
    contested = agreement.nature == Nature.CONTESTED
    why, applies = _why(agreement, one, on, known_at), _applies(agreement, one, on)
    return {
        **_head(one, agreement),
        "standing": on_day(member.standings, nature_is_contested=contested)
        | dated(member.kept, on, why, ParticipationStatus, applies=applies),
        "sources": cited(one.citations.all()),
    }


def participant_brief(one: Any, agreement: Agreement, on: date, known_at: int | None) -> ParticipantBrief:
    """Of a participation with ``kept``."""
    why, applies = _why(agreement, one, on, known_at), _applies(agreement, one, on)
    return {
        **_head(one, agreement),
        "standing": party_dated(Kept.from_json(one.kept), on, why, applies=applies),
        "sources": cited(one.citations.all()),
    }


def participation_in_list(one: Any, on: date, known_at: int | None) -> ParticipationInList:
    return {**participant_brief(one, one.agreement, on, known_at), "agreement": agreement_ref(one.agreement)}


def participation_answer(file: AgreementFile, member: Member, knowledge: Knowledge | None) -> dict[str, Any]:
    agreement, own = file.agreement, member.participation.pk
    acts = [act for act in file.acts if act.participation_id == own]
    why = why_url(agreement.slug, on=file.on, known_at=file.known_at)
    return {
        **participant(member, agreement, file.on, file.known_at),
        "agreement": agreement_ref(agreement),
        "on": file.on,
        "known_at": known(knowledge),
        "agreement_status": agreement_dated(file.whole, file.on, why),
        "timeline": steps_in_brief(member.kept, ParticipationStatus),
        "acts": acts_of(acts, file.corrections, known_at=file.known_at),
    }


def _head(one: Participation, agreement: Agreement) -> FileHead:
    return {
        "party": party_ref(one.party),
        "url": participation_url(agreement.slug, one.party.code),
        "side": one.side,
        "acting_body": one.acting_body,
    }


def _why(agreement: Agreement, one: Participation, on: date, known_at: int | None) -> str:
    return why_url(agreement.slug, on=on, known_at=known_at, party=one.party.code)


def _applies(agreement: Agreement, one: Participation, on: date) -> Applies:
    return may_stand(agreement.nature, one.party.exists_from, one.party.exists_until, on)
