"""What was written, or would be: with what it changes and what to look at."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, TypedDict

from treaties.api.v1.shapes.days import AgreementStatusBrief, Basis, PartyStatusBrief, basis
from treaties.api.v1.shapes.references import AgreementRef, PartyRef, agreement_ref, party_ref
from treaties.api.v1.shapes.status_changes import StatusChangeAnswer
from treaties.dates import FIRST_DAY
from treaties.derivation.stories import path_from
from treaties.importing.writing import Written
from treaties.models import Agreement, Participation, StatusChange
from treaties.rules.findings import Finding
from treaties.vocabulary import AgreementStatus, Nature, ParticipationStatus, Status


class WarningGiven(TypedDict):
    """What the rules find worth looking at; it did not keep anything from being written."""

    code: Annotated[str, "Of the rule"]
    detail: str
    article: Annotated[str | None, "Of the Vienna Convention on the Law of Treaties, where it has one"]
    field: Annotated[str | None, "The field that it is about; null where it is about all of it"]


class AgreementStatusSaid(AgreementStatusBrief, Basis):
    """The status on the day. `since` and what follows are of the last possible one."""


class PartyStatusSaid(PartyStatusBrief, Basis):
    """The standing on the day. `since` and what follows are of the last possible one."""


class AgreementSpan(TypedDict):
    """Some days on which the agreement has another status than before."""

    from_on: Annotated[date | None, "The first of them; null: since before any day on record"]
    until: Annotated[date | None, "The first day after them; null: for ever"]
    before: AgreementStatusBrief
    after: AgreementStatusBrief


class PartySpan(TypedDict):
    """Some days on which the party has another standing than before."""

    from_on: Annotated[date | None, "The first of them; null: since before any day on record"]
    until: Annotated[date | None, "The first day after them; null: for ever"]
    before: PartyStatusBrief
    after: PartyStatusBrief


class PartyEffect(TypedDict):
    """One party's standing under the agreement."""

    party: PartyRef
    before: PartyStatusSaid
    after: PartyStatusSaid
    changes: Annotated[list[PartySpan], "All days on which its standing becomes another; may be empty"]


class WriteEffect(TypedDict):
    """What the write does to an agreement: its status today, before and after, and every day that changes."""

    agreement: AgreementRef
    on: Annotated[date, "Today (UTC)"]
    before: AgreementStatusSaid
    after: AgreementStatusSaid
    changes: Annotated[list[AgreementSpan], "All days on which the status becomes another; may be empty"]
    parties: Annotated[list[PartyEffect], "Whose act it is, and all whose standing becomes another on some day"]


class WriteAnswer(TypedDict):
    """What was written, or would be."""

    dry_run: Annotated[bool, "True: nothing was written"]
    recorded_in: Annotated[int | None, "The block of the journal; null in a dry run"]
    id: Annotated[
        int | None, "Of the row that was written, or that was retracted, as in the public tables; null in a dry run"
    ]
    warnings: list[WarningGiven]
    effect: Annotated[WriteEffect | None, "Null where no status hangs on it"]


class StatusChangeWritten(WriteAnswer):
    """An act that was recorded, put in the place of another, or retracted."""

    written: Annotated[StatusChangeAnswer, "As GET gives it"]


def write_answer(written: Written, *, recorded_in: int | None, on: date) -> WriteAnswer:
    return {
        "dry_run": recorded_in is None,
        "recorded_in": recorded_in,
        "id": None if recorded_in is None else written.row.pk,
        "warnings": [warning(one) for one in written.warnings],
        "effect": _effect(written, on) if written.before and written.after else None,
    }


def warning(finding: Finding) -> WarningGiven:
    return {
        "code": finding.code,
        "detail": finding.sentence,
        "article": finding.article or None,
        "field": finding.field or None,
    }


def _effect(written: Written, on: date) -> WriteEffect:
    before, after = written.before, written.after
    assert before, "it bears on a status"
    assert after, "and leaves one behind"
    contested = after.nature == Nature.CONTESTED
    return {
        "agreement": agreement_ref(after),
        "on": on,
        "before": _said(before, on, contested),
        "after": _said(after, on, contested),
        "changes": list(_spans(before, after)),
        "parties": list(_parties(written, before, after, on, contested)),
    }


def _parties(written: Written, before: Agreement, after: Agreement, on: date, contested: bool) -> Iterator[PartyEffect]:
    acting = written.row.participation_id if isinstance(written.row, StatusChange) else None
    then = {one.pk: one for one in after.participations.all()}
    for one in before.participations.all():
        spans = list(_spans(one, then[one.pk]))
        if spans or one.pk == acting:
            yield {
                "party": party_ref(one.party),
                "before": _said(one, on, contested),
                "after": _said(then[one.pk], on, contested),
                "changes": spans,
            }


def _said(of: Agreement | Participation, on: date, contested: bool) -> Any:
    brief = _brief(of, on)
    return brief | basis(path_from(of.story_on(on), brief["possible"][-1]), nature_is_contested=contested)


def _brief(of: Agreement | Participation, on: date) -> Any:
    words: type[Status] = AgreementStatus if isinstance(of, Agreement) else ParticipationStatus
    possible = list(words.possible_in(of.code_on(on)))
    return {"possible": possible, "certain": len(possible) == 1}


def _spans(before: Agreement | Participation, after: Agreement | Participation) -> Iterator[Any]:
    """Neighbouring days of one difference make one span."""
    days = sorted({*before.days, *after.days})
    shown = [(day, _brief(before, day), _brief(after, day)) for day in days]
    turns = [one for n, one in enumerate(shown) if n == 0 or one[1:] != shown[n - 1][1:]]
    ends = [*(day for day, _, _ in turns[1:]), None]
    for (day, earlier, later), until in zip(turns, ends, strict=False):
        if earlier != later:
            yield {"from_on": None if day == FIRST_DAY else day, "until": until, "before": earlier, "after": later}
