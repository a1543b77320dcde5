"""The writes that correct and retract responses, outcomes and links: by their numbers, for they have no slugs."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet

from appeals.actions.corrections import (
    LinkGiven,
    correct_link,
    correct_outcome,
    correct_response,
    retract_link,
    retract_outcome,
    retract_response,
)
from appeals.actions.noticing import earlier_than
from appeals.importing.doing import outcome_given, response_given
from appeals.importing.entries import AppealRows
from appeals.importing.matching import AppealRecord
from appeals.importing.rows import LinkRow, OutcomeRow, ResponseRow
from appeals.importing.writes.naming import Found, named
from appeals.models import Appeal, Link, Outcome, Response
from treaties.actions.sources import Cite
from treaties.importing.entries import Fact
from treaties.importing.writes.naming import RetractionByNumberBody, cited, mended
from treaties.importing.writing import Scope, Why, Write, Written
from treaties.models import Block
from treaties.queries.in_words import act_in_words
from treaties.rules.findings import Strictness

RESPONSES = Response.objects.select_related("appeal")
OUTCOMES = Outcome.objects.select_related("demand__appeal")
LINKS = Link.objects.select_related("appeal", "demand", "status_change__participation__party")
MENDING = "appeals.add_appealcorrection"


@dataclass(frozen=True, kw_only=True)
class ResponseCorrectionBody(Why, ResponseRow):
    """The response as it should have been recorded, whole; ``corrects`` is the ``id`` of the earlier one."""

    corrects: int


@dataclass(frozen=True, kw_only=True)
class OutcomeCorrectionBody(Why, OutcomeRow):
    """The outcome of the same demand as it should have been recorded, whole; ``corrects`` is the ``id`` of the earlier
    one."""

    corrects: int


@dataclass(frozen=True, kw_only=True)
class LinkCorrectionBody(Why, LinkRow):
    """The link of the same appeal as it should have been made, whole; ``corrects`` is the ``id`` of the earlier one.
    What speaks against that one stays beside this."""

    corrects: int


class CorrectResponse(Write[ResponseCorrectionBody, Found]):
    record, label, scope = "response_correction", "Correct a response to an appeal", Scope.CORRECT
    permissions = ("appeals.view_response", MENDING)
    happened = ("responded_on",)
    row_type = ResponseCorrectionBody

    def look_up(self, row: ResponseCorrectionBody) -> Found:
        response = mended(RESPONSES, row, "corrects")
        return _found(row, response, response.appeal.slug)

    def write(
        self, block: Block, row: ResponseCorrectionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        given, cites = response_given(row), found.cites(block, row.sources)
        correction = correct_response(block, response=found.mended, given=given, reason=row.why, cites=cites)
        assert correction.replacement_response, "something stands instead"
        warnings = earlier_than(found.mended.appeal, given.responded_on, "The response")
        return Written(correction.replacement_response, warnings=tuple(warnings))

    def title(self, row: ResponseCorrectionBody, found: Found) -> str:
        return f"Correct: {row.kind.label}, {row.by}: {found.mended.appeal.title}"


class CorrectOutcome(Write[OutcomeCorrectionBody, Found]):
    record, label, scope = "outcome_correction", "Correct an outcome of a demand", Scope.CORRECT
    permissions = ("appeals.view_outcome", MENDING)
    happened = ("asserted_on",)
    row_type = OutcomeCorrectionBody

    def look_up(self, row: OutcomeCorrectionBody) -> Found:
        outcome = mended(OUTCOMES, row, "corrects")
        return _found(row, outcome, outcome.demand.appeal.slug, outcome.demand.ordinal)

    def write(
        self, block: Block, row: OutcomeCorrectionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        given, cites = outcome_given(row), found.cites(block, row.sources)
        correction = correct_outcome(block, outcome=found.mended, given=given, reason=row.why, cites=cites)
        assert correction.replacement_outcome, "something stands instead"
        warnings = earlier_than(found.mended.demand.appeal, given.asserted_on, "The outcome")
        return Written(correction.replacement_outcome, warnings=tuple(warnings))

    def title(self, row: OutcomeCorrectionBody, found: Found) -> str:
        demand = found.mended.demand
        return f"Correct: demand {demand.ordinal}: {row.kind.label}: {demand.appeal.title}"


class CorrectLink(Write[LinkCorrectionBody, Found]):
    record, label, scope = "link_correction", "Correct a link between an appeal and an act", Scope.CORRECT
    permissions = ("appeals.view_link", MENDING)
    row_type = LinkCorrectionBody

    def look_up(self, row: LinkCorrectionBody) -> Found:
        link = mended(LINKS, row, "corrects")
        return _found(row, link, link.appeal.slug)

    def write(
        self, block: Block, row: LinkCorrectionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        doing, appeal = found.doing(block), found.mended.appeal
        given = LinkGiven(
            status_change=doing.standing_act(row.act) or doing.record.acts[row.act],
            relation=row.relation,
            demand=found.record.demand(appeal.slug, row.demand) if row.demand is not None else None,
            grade=row.grade,
            in_part=row.in_part,
            quotation=row.quotation,
            note=row.note,
        )
        cites = doing.cites(row.sources)
        corrected = correct_link(block, link=found.mended, given=given, reason=row.why, cites=cites)
        assert corrected.correction.replacement_link, "something stands instead"
        return Written(corrected.correction.replacement_link, warnings=corrected.warnings)

    def title(self, row: LinkCorrectionBody, found: Found) -> str:
        act = act_in_words(found.record.treaties.acts[row.act])
        return f"Correct: link: {found.mended.appeal.title}: {row.relation.label}: {act}"


class Retract(Write[RetractionByNumberBody, Found]):
    """What all three share."""

    scope, row_type = Scope.CORRECT, RetractionByNumberBody
    rows: ClassVar[QuerySet[Any]]

    def look_up(self, row: RetractionByNumberBody) -> Found:
        found = mended(self.rows, row, "retracts")
        return Found(AppealRecord.beside(cited(row)), found)

    def write(
        self, block: Block, row: RetractionByNumberBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        self.retract(block, found.mended, row.why, found.cites(block, row.sources))
        return Written(found.mended)

    @abstractmethod
    def retract(self, block: Block, row: Any, reason: str, cites: list[Cite]) -> None:
        """Raises Refused."""

    def title(self, row: RetractionByNumberBody, found: Found) -> str:
        return f"{self.label}: {found.mended}: {self.appeal_of(found.mended).title}"

    def appeal_of(self, row: Any) -> Appeal:
        appeal: Appeal = row.appeal
        return appeal


class RetractResponse(Retract):
    record, label = "response_retraction", "Retract a response to an appeal"
    permissions = ("appeals.view_response", MENDING)
    rows = RESPONSES

    def retract(self, block: Block, row: Response, reason: str, cites: list[Cite]) -> None:
        retract_response(block, response=row, reason=reason, cites=cites)


class RetractOutcome(Retract):
    record, label = "outcome_retraction", "Retract an outcome of a demand"
    permissions = ("appeals.view_outcome", MENDING)
    rows = OUTCOMES

    def retract(self, block: Block, row: Outcome, reason: str, cites: list[Cite]) -> None:
        retract_outcome(block, outcome=row, reason=reason, cites=cites)

    def appeal_of(self, row: Outcome) -> Appeal:
        return row.demand.appeal


class RetractLink(Retract):
    record, label = "link_retraction", "Retract a link between an appeal and an act"
    permissions = ("appeals.view_link", MENDING)
    rows = LINKS

    def retract(self, block: Block, row: Link, reason: str, cites: list[Cite]) -> None:
        retract_link(block, link=row, reason=reason, cites=cites)


def _found(row: Any, was: Any, *of: Any) -> Found:
    """What the row names, which is of the appeal, or of the demand, that the earlier one is of. Raises Unreadable."""
    return Found(named(AppealRows(facts=(Fact(of, row),))).record, was)
