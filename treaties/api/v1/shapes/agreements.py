"""Agreements: everything on record about one."""

from datetime import date
from typing import Annotated, Any, TypedDict

from treaties.api.v1.shapes.assertions import Assertion, assertion_given
from treaties.api.v1.shapes.clauses import ClauseGiven, clause_given
from treaties.api.v1.shapes.contradictions import (
    ContradictionGiven,
    JudgementGiven,
    contradiction,
    judgement,
)
from treaties.api.v1.shapes.days import AgreementStatusOnDay, on_day
from treaties.api.v1.shapes.deadlines import DeadlineGiven, deadline
from treaties.api.v1.shapes.knowledge import CorrectionOnRecord, KnowledgeGiven, correction_on_record, known
from treaties.api.v1.shapes.participations import Participant, participant
from treaties.api.v1.shapes.references import AgreementRef, Cited, agreement_ref, cited
from treaties.api.v1.shapes.standing import dated, why_url
from treaties.api.v1.shapes.status_changes import ActOnRecord, acts_of
from treaties.api.v1.shapes.timelines import TimelineStep, steps_in_brief
from treaties.models import Agreement, AgreementTitle, SeriesNumber
from treaties.queries.agreement_file import AgreementFile
from treaties.queries.contradictions import contradictions_in
from treaties.queries.deadlines import deadlines_in
from treaties.queries.knowledge import Knowledge
from treaties.slots import AGREEMENT_API_PARTS
from treaties.vocabulary import AgreementStatus, Form, Nature, RelationKind, Topic


class AgreementHead(TypedDict):
    """What an agreement is."""

    slug: Annotated[str, "Never changes"]
    url: str
    title: str
    short_title: str
    form: Annotated[Form, "What it calls itself"]
    is_bilateral: Annotated[bool, "Exactly two sides; a side may hold several parties"]
    nature: Annotated[Nature, "What it is in law, as classified on sources"]
    topics: list[Topic]


class Title(TypedDict):
    title: str
    language: Annotated[str, "BCP 47"]
    sources: list[Cited]


class SeriesNumberGiven(TypedDict):
    series: str
    number: str
    sources: list[Cited]


class Relation(TypedDict):
    kind: RelationKind
    agreement: AgreementRef
    sources: list[Cited]


class AgreementAnswer(AgreementHead):
    """Everything on record about an agreement, as it stood on a day."""

    nature_note: str
    summary: str
    on: date
    known_at: KnowledgeGiven | None
    status: AgreementStatusOnDay
    previous_change: Annotated[date | None, "The last day before `on` on which the status changed"]
    next_change: Annotated[date | None, "The next day after `on` on which, as far as is known, the status changes"]
    timeline: list[TimelineStep]
    titles: Annotated[list[Title], "As sources give them"]
    series_numbers: list[SeriesNumberGiven]
    participations: list[Participant]
    acts: Annotated[list[ActOnRecord], "Those that stand"]
    clauses: list[ClauseGiven]
    assertions: Annotated[list[Assertion], "Of days up to `on`; those that stand"]
    contradictions: Annotated[list[ContradictionGiven], "Of statuses up to `on`, and of days of acts; as known then"]
    judgements: Annotated[list[JudgementGiven], "On what contradicts, or did, the latest first"]
    deadlines: Annotated[list[DeadlineGiven], "What is due on `on` or later, as known then"]
    corrections: Annotated[list[CorrectionOnRecord], "What was corrected or retracted by then, the latest first"]
    relations: Annotated[list[Relation], "This agreement KIND the other"]
    related_by: Annotated[list[Relation], "The other agreement KIND this one"]
    sources: list[Cited]


def agreement_answer(file: AgreementFile, knowledge: Knowledge | None) -> dict[str, Any]:
    agreement = file.agreement
    contested = agreement.nature == Nature.CONTESTED
    why = why_url(agreement.slug, on=file.on, known_at=file.known_at)
    answer: AgreementAnswer = {
        **agreement_head(agreement),
        "nature_note": agreement.nature_note,
        "summary": agreement.summary,
        "on": file.on,
        "known_at": known(knowledge),
        "status": on_day(file.standings, nature_is_contested=contested)
        | dated(file.whole, file.on, why, AgreementStatus),
        "previous_change": file.previous_change,
        "next_change": file.next_change,
        "timeline": steps_in_brief(file.whole, AgreementStatus),
        "titles": [title_given(one) for one in agreement.titles.all()],
        "series_numbers": [series_number_given(one) for one in agreement.series_numbers.all()],
        "participations": [participant(one, agreement, file.on, file.known_at) for one in file.participations],
        "acts": acts_of(file.acts, file.corrections, known_at=file.known_at),
        "clauses": [clause_given(clause) for clause in agreement.clauses.all()],
        "assertions": _assertions(file),
        "contradictions": [contradiction(one) for one in contradictions_in(file, file.judgements)],
        "judgements": [judgement(one) for one in file.judgements],
        "deadlines": [deadline(one) for one in deadlines_in(file)],
        "corrections": [correction_on_record(one) for one in file.corrections],
        "relations": [relation_given(one, one.other) for one in agreement.relations.all()],
        "related_by": [relation_given(one, one.agreement) for one in agreement.relations_from.all()],
        "sources": cited(agreement.citations.all()),
    }
    members = dict(answer)
    for part in AGREEMENT_API_PARTS(agreement, known_at=file.known_at):
        members |= part
    return members


def agreement_head(agreement: Agreement) -> AgreementHead:
    return {
        **agreement_ref(agreement),
        "form": Form(agreement.form),
        "is_bilateral": agreement.is_bilateral,
        "nature": Nature(agreement.nature),
        "topics": [Topic(topic) for topic in agreement.topics],
    }


def _assertions(file: AgreementFile) -> list[Assertion]:
    answered = {one.replacement_assertion_id: one for one in file.corrections}
    return [assertion_given(said, borne_out, answered.get(said.pk)) for said, borne_out in file.assertions]


def title_given(one: AgreementTitle) -> Title:
    return {"title": one.title, "language": one.language, "sources": cited(one.citations.all())}


def series_number_given(one: SeriesNumber) -> SeriesNumberGiven:
    return {"series": one.series, "number": one.number, "sources": cited(one.citations.all())}


def relation_given(relation: Any, other: Agreement) -> Relation:
    return {
        "kind": RelationKind(relation.kind),
        "agreement": agreement_ref(other),
        "sources": cited(relation.citations.all()),
    }
