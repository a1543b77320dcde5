"""The writes of clauses. A clause has no slug: it is corrected and retracted by its number."""

from dataclasses import dataclass

from treaties.actions.clauses import add_clause, correct_clause, retract_clause
from treaties.importing.clauses import clause_given
from treaties.importing.doing import Doing
from treaties.importing.rows import ClauseRow
from treaties.importing.writes.naming import Found, RetractionByNumberBody, cited, mended, of_agreement
from treaties.importing.writing import Scope, Why, Write, Written
from treaties.models import Agreement, Block, Clause
from treaties.queries.facts import with_facts
from treaties.rules.findings import Strictness

CLAUSES = Clause.objects.select_related("agreement")


@dataclass(frozen=True, kw_only=True)
class ClauseBody(Why, ClauseRow):
    """One rule of an agreement. Its article is the locator of its source."""

    agreement: str


@dataclass(frozen=True, kw_only=True)
class ClauseCorrectionBody(Why, ClauseRow):
    """The clause as it should have been recorded, whole; ``corrects`` is the ``id`` of the earlier one."""

    corrects: int


class AddClause(Write[ClauseBody, Found]):
    record, label, scope = "clause", "Add a clause to an agreement", Scope.RECORD
    permissions = ("treaties.view_agreement", "treaties.add_clause")
    row_type = ClauseBody

    def look_up(self, row: ClauseBody) -> Found:
        return of_agreement(row.agreement, row)

    def write(self, block: Block, row: ClauseBody, found: Found, strictness: Strictness = Strictness.PERSON) -> Written:
        assert found.agreement, "it was looked up"
        given = clause_given(Doing(block, found.record), row)
        addition = add_clause(block, agreement=found.agreement, given=given)
        return Written(addition.clause, found.agreement, addition.agreement)

    def title(self, row: ClauseBody, found: Found) -> str:
        return _titled(row.kind.label, found)


class CorrectClause(Write[ClauseCorrectionBody, Found]):
    record, label, scope = "clause_correction", "Correct a clause", Scope.CORRECT
    permissions = ("treaties.view_clause", "treaties.add_correction")
    row_type = ClauseCorrectionBody

    def look_up(self, row: ClauseCorrectionBody) -> Found:
        clause = mended(CLAUSES, row, "corrects")
        found = of_agreement(clause.agreement.slug, row)
        return Found(found.record, found.agreement, clause)

    def write(
        self, block: Block, row: ClauseCorrectionBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        given = clause_given(Doing(block, found.record), row)
        mending = correct_clause(block, clause=found.mended, given=given, reason=row.why)
        replacement = mending.correction.replacement_clause
        assert replacement, "something stands instead"
        return Written(replacement, found.agreement, mending.agreement)

    def title(self, row: ClauseCorrectionBody, found: Found) -> str:
        return f"Correct: {_titled(row.kind.label, found)}"


class RetractClause(Write[RetractionByNumberBody, Found]):
    record, label, scope = "clause_retraction", "Retract a clause", Scope.CORRECT
    permissions = ("treaties.view_clause", "treaties.add_correction")
    row_type = RetractionByNumberBody

    def look_up(self, row: RetractionByNumberBody) -> Found:
        clause = mended(CLAUSES, row, "retracts")
        agreement = with_facts(Agreement.objects.filter(pk=clause.agreement_id)).get()
        return Found(cited(row), agreement, clause)

    def write(
        self, block: Block, row: RetractionByNumberBody, found: Found, strictness: Strictness = Strictness.PERSON
    ) -> Written:
        cites = found.cites(block, row.sources)
        mending = retract_clause(block, clause=found.mended, reason=row.why, cites=cites)
        return Written(found.mended, found.agreement, mending.agreement)

    def title(self, row: RetractionByNumberBody, found: Found) -> str:
        return f"Retract: {_titled(found.mended.get_kind_display(), found)}"


def _titled(kind: str, found: Found) -> str:
    return f"Clause: {kind}: {found.agreement.short_title if found.agreement else ''}"
