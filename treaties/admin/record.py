"""Recording an act from the administration: one block for the source, the act, and what other apps add to the form.

**The protocol of parts.** An app fills ``slots.RECORD_FORM_PARTS`` with a subclass of ``RecordPart``. The slot calls it
with the agreement and the posted data (``None`` when the form is first shown). Its ``form`` has a prefix of its own and
is drawn as one more section; ``save`` runs inside the open block, after the act, and what it refuses undoes everything.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.http import HttpRequest, QueryDict

from treaties.actions.journal import open_block
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven, record_status_change
from treaties.admin.record_form import RecordForm
from treaties.models import Agreement, Block, Source, StatusChange
from treaties.rules.findings import Finding, Refused
from treaties.slots import RECORD_FORM_PARTS

DATES = ("done_on", "received_on", "effective_on")


class RecordPart(ABC):
    """A section of the form that another app adds. Nothing filled in means nothing to save."""

    heading: str
    permission: str
    """Whoever lacks it neither sees nor posts the part."""
    form: forms.Form

    @abstractmethod
    def __init__(self, agreement: Agreement, data: QueryDict | None) -> None: ...

    @abstractmethod
    def summary(self) -> str:
        """What the preview says of it; empty where nothing was filled in. The form must be valid."""

    @abstractmethod
    def save(self, block: Block, change: StatusChange) -> Sequence[Finding]:
        """Write what was filled in; returns warnings. Raises Refused, with the names of this part's fields."""


class PartRefused(Exception):
    """A part refused: its findings belong to its own fields."""

    def __init__(self, part: RecordPart, findings: Sequence[Finding]) -> None:
        self.part, self.findings = part, findings
        super().__init__()


@dataclass(frozen=True, slots=True)
class Done:
    """What was recorded, or would be: the act, the agreement with its new status, and what the rules warn of."""

    change: StatusChange
    agreement: Agreement
    source: Source
    is_new_source: bool
    warnings: tuple[Finding, ...]


def parts_for(request: HttpRequest, agreement: Agreement) -> list[RecordPart]:
    """The parts that this person may use, unbound or bound to what was posted."""
    parts: list[RecordPart] = RECORD_FORM_PARTS(agreement, request.POST if request.method == "POST" else None)
    return [part for part in parts if request.user.has_perm(part.permission)]


def record(
    agreement: Agreement, form: RecordForm, parts: Sequence[RecordPart], *, actor: str, request: str, keep: bool
) -> Done:
    """Record what the valid forms say, in one block; without ``keep`` the same is done and then undone, for a preview.

    Raises Refused, PartRefused, or IntegrityError or DataError where only the database saw what is wrong: then nothing
    is written.
    """
    with open_block(actor=actor, reason=form.cleaned_data["reason"], request=request) as block:
        source = form.source(block)
        given = form.given()
        warnings = [*repeated(agreement, given, source)]
        cites = [Cite(source, form.cleaned_data["locator"])]
        recording = record_status_change(block, agreement=agreement, given=given, cites=cites)
        warnings += recording.warnings
        for part in parts:
            try:
                warnings += part.save(block, recording.change)
            except Refused as refused:
                raise PartRefused(part, refused.findings) from None
        if not keep:
            transaction.set_rollback(True)
    return Done(recording.change, recording.agreement, source, source.block_id == block.no, tuple(warnings))


def repeated(agreement: Agreement, given: ActGiven, source: Source) -> list[Finding]:
    """A warning where another source already gave this act with these days. Raises Refused where this source did.

    Blocks are opened one after another, so that of two equal forms sent at once the second one sees the first.
    """
    same = StatusChange.objects.filter(
        agreement=agreement, act=given.act, **{name: getattr(given, name) for name in DATES if getattr(given, name)}
    ).filter(**{f"{name}__isnull": True for name in DATES if not getattr(given, name)})
    same = same.filter(participation__party=given.by) if given.by else same.filter(participation=None)
    if same.filter(citations__source=source).exists():
        raise Refused(Finding("already_on_record", "This act, with these days and this source, is already on record."))
    if same.exists():
        sentence = (
            "The same act with the same days is already on record, from another source; this will be a second one."
        )
        return [Finding("recorded_from_another_source", sentence)]
    return []
