"""Agreements: a row of the list, and everything on record about one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NotRequired, TypedDict

from treaties.api.v1.shapes.contradictions import (
    ContradictionGiven,
    JudgementGiven,
    contradiction,
    judgement,
)
from treaties.api.v1.shapes.days import (
    AgreementStatusBrief,
    AgreementStatusOnDay,
    Day,
    PartyStatusBrief,
    PartyStatusOnDay,
    agreement_status,
    certain_day,
    day,
    on_day,
    party_status,
)
from treaties.api.v1.shapes.deadlines import DeadlineGiven, deadline
from treaties.api.v1.shapes.knowledge import (
    CorrectionOnRecord,
    Corrects,
    KnowledgeGiven,
    correction_on_record,
    corrects,
    known,
)
from treaties.api.v1.shapes.references import (
    AgreementRef,
    Cited,
    PartyRef,
    agreement_ref,
    agreement_url,
    cited,
    party_ref,
)
from treaties.api.v1.shapes.status_changes import ActOnRecord, acts_of
from treaties.models import Agreement, Clause, Correction, StatusAssertion
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import AgreementFile
from treaties.queries.clauses import article_of, words_of
from treaties.queries.contradictions import contradictions_in, judgements_of
from treaties.queries.deadlines import deadlines_in
from treaties.queries.knowledge import Knowledge
from treaties.queries.lists import STANDINGS
from treaties.slots import AGREEMENT_API_PARTS
from treaties.vocabulary import (
    AgreementStatus,
    ClauseKind,
    Counting,
    EndReason,
    Form,
    Nature,
    PairGroup,
    RelationKind,
    Topic,
)


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


class AgreementRow(AgreementHead):
    """An agreement in the list."""

    parties: Annotated[list[str], "The codes of all that take part, side by side where there are sides"]
    status: Annotated[AgreementStatusBrief, "Of the agreement as a whole"]
    standings: NotRequired[
        Annotated[dict[str, PartyStatusBrief], "Of the parties asked about, by code; absent where none was"]
    ]
    group: Annotated[PairGroup, "How it stands between the two of `pair`, for `party`, or as a whole"]


class AgreementList(TypedDict):
    """In the order of their slugs."""

    on: date
    known_at: KnowledgeGiven | None
    results: list[AgreementRow]
    next: Annotated[str | None, "The address of the next page; null on the last"]


class Title(TypedDict):
    title: str
    language: Annotated[str, "BCP 47"]
    sources: list[Cited]


class SeriesNumberGiven(TypedDict):
    series: str
    number: str
    sources: list[Cited]


class Participant(TypedDict):
    """One party's file under the agreement."""

    party: PartyRef
    side: Annotated[int | None, "1 or 2; null under a multilateral agreement"]
    acting_body: Annotated[str, "The ministry or agency that acted for it; may be empty"]
    standing: PartyStatusOnDay
    sources: list[Cited]


class ClauseParty(TypedDict):
    """A party that a clause names: its consent is needed, it is essential, or it has this share of what is counted."""

    party: PartyRef
    share: Annotated[str | None, "Per cent, as a decimal"]


class ClauseGiven(TypedDict):
    """A rule of the agreement, as data and in words. Of `months` and `days` at most one is not null.

    Several clauses of entry into force are conditions that must all be met.
    """

    ref: Annotated[
        str, "How the reasons of a status name it: `clause:` and its kind, with its number from the second on"
    ]
    kind: ClauseKind
    words: Annotated[str, "As an article would say it"]
    article: Annotated[str, "Its place in the agreement; empty where no source gives one"]
    months: int | None
    days: int | None
    counting: Annotated[Counting, "On which day the length is over"]
    count: Annotated[int | None, "Of consents, parties or renewals; null: all, or without limit"]
    percent: Annotated[str | None, "The share that consents must reach, as a decimal"]
    of_what: Annotated[str, "Which parties, what the shares are of, or what survives; may be empty"]
    parties: Annotated[list[ClauseParty], "Those that it names"]
    not_before: Annotated[int | None, "Months from the entry into force before which no notice may be given"]
    counted_from: Annotated[Day | None, "Null: from the entry into force"]
    note: str
    sources: list[Cited]


class Assertion(TypedDict):
    """What a source says the status was. It changes nothing: it agrees or conflicts with what is derived."""

    slug: str
    status: AgreementStatus
    asserted_on: Annotated[Day, "The day on which, the source says, the status was so"]
    since: Day | None
    end_reason: EndReason | None
    borne_out: Annotated[bool, "Whether the record says the same of that day"]
    note: str
    corrects: Annotated[Corrects | None, "The assertion that it was put in the place of; null where there is none"]
    sources: list[Cited]


class Relation(TypedDict):
    kind: RelationKind
    agreement: AgreementRef
    sources: list[Cited]


class TimelineStep(TypedDict):
    """From this day (included) until the next step (excluded) these statuses are possible."""

    day: date
    possible: list[AgreementStatus]


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


def agreement_row(row: Mapping[str, Any], codes: list[str]) -> AgreementRow:
    """``codes`` are those of the parties asked about, in the order of ``STANDINGS``."""
    shaped: AgreementRow = {
        "slug": row["slug"],
        "url": agreement_url(row["slug"]),
        "title": row["title"],
        "short_title": row["short_title"],
        "form": row["form"],
        "is_bilateral": row["is_bilateral"],
        "nature": row["nature"],
        "topics": row["topics"],
        "parties": row["party_codes"],
        "status": agreement_status(row["status_code"]),
        "group": row["group"],
    }
    if codes:
        found = zip(codes, STANDINGS, strict=False)
        shaped["standings"] = {code: party_status(row[name]) for code, name in found}
    return shaped


def agreement_answer(file: AgreementFile, knowledge: Knowledge | None) -> dict[str, Any]:
    agreement = file.agreement
    contested = agreement.nature == Nature.CONTESTED
    judged = judgements_of([agreement], known_at=file.known_at)
    answer: AgreementAnswer = {
        **agreement_head(agreement),
        "nature_note": agreement.nature_note,
        "summary": agreement.summary,
        "on": file.on,
        "known_at": known(knowledge),
        "status": on_day(file.standings, nature_is_contested=contested),
        "previous_change": file.previous_change,
        "next_change": file.next_change,
        "timeline": _timeline(file.whole),
        "titles": [
            {"title": one.title, "language": one.language, "sources": cited(one.citations.all())}
            for one in agreement.titles.all()
        ],
        "series_numbers": [
            {"series": one.series, "number": one.number, "sources": cited(one.citations.all())}
            for one in agreement.series_numbers.all()
        ],
        "participations": _participants(file, contested),
        "acts": acts_of(file.acts, file.corrections, known_at=file.known_at),
        "clauses": [_clause(clause) for clause in agreement.clauses.all()],
        "assertions": _assertions(file),
        "contradictions": [contradiction(one) for one in contradictions_in(file, judged)],
        "judgements": [judgement(one) for one in judged],
        "deadlines": [deadline(one) for one in deadlines_in(file)],
        "corrections": [correction_on_record(one) for one in file.corrections],
        "relations": [_relation(one, one.other) for one in agreement.relations.all()],
        "related_by": [_relation(one, one.agreement) for one in agreement.relations_from.all()],
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


def _timeline(kept: Kept) -> list[TimelineStep]:
    steps = zip(kept.days, kept.codes, strict=True)
    return [{"day": start, "possible": AgreementStatus.possible_in(code)} for start, code in steps]


def _participants(file: AgreementFile, contested: bool) -> list[Participant]:
    return [
        {
            "party": party_ref(member.participation.party),
            "side": member.participation.side,
            "acting_body": member.participation.acting_body,
            "standing": on_day(member.standings, nature_is_contested=contested),
            "sources": cited(member.participation.citations.all()),
        }
        for member in file.participations
    ]


def _clause(clause: Clause) -> ClauseGiven:
    return {
        "ref": clause.ref,
        "kind": ClauseKind(clause.kind),
        "words": words_of(clause),
        "article": article_of(clause),
        "months": clause.months,
        "days": clause.days,
        "counting": Counting(clause.counting),
        "count": clause.count,
        "percent": _decimal(clause.percent),
        "of_what": clause.of_what,
        "parties": [{"party": party_ref(one.party), "share": _decimal(one.share)} for one in clause.parties.all()],
        "not_before": clause.not_before,
        "counted_from": day(clause.counted_from),
        "note": clause.note,
        "sources": cited(clause.citations.all()),
    }


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def _assertions(file: AgreementFile) -> list[Assertion]:
    answered = {one.replacement_assertion_id: one for one in file.corrections}
    return [_assertion(said, borne_out, answered.get(said.pk)) for said, borne_out in file.assertions]


def _assertion(said: StatusAssertion, borne_out: bool, correction: Correction | None) -> Assertion:
    assert said.asserted_on is not None
    return {
        "slug": said.slug,
        "status": AgreementStatus(said.status),
        "asserted_on": certain_day(said.asserted_on),
        "since": day(said.since),
        "end_reason": EndReason(said.reason) if said.reason else None,
        "borne_out": borne_out,
        "note": said.note,
        "corrects": corrects(correction) if correction else None,
        "sources": cited(said.citations.all()),
    }


def _relation(relation: Any, other: Agreement) -> Relation:
    return {
        "kind": RelationKind(relation.kind),
        "agreement": agreement_ref(other),
        "sources": cited(relation.citations.all()),
    }
