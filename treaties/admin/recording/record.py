"""Recording an act from the administration: one block for the source, the act, and what other apps add to the form.

**The protocol of parts.** An app fills ``slots.RECORD_FORM_PARTS`` with a subclass of ``RecordPart``. The slot calls it
with the agreement, the posted data (``None`` when the form is first shown), and the act that is corrected, if any.
Its ``form`` has a prefix of its own and is drawn as one more section; ``save`` runs inside the open block, after the
act, and what it refuses undoes everything.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from treaties.actions.repetition import repeated
from treaties.actions.sources import Cite
from treaties.actions.status_changes import record_status_change
from treaties.admin.review.proposing import may
from treaties.models import Agreement, Block, Source, StatusChange
from treaties.rules.findings import Finding, Refused, Strictness
from treaties.slots import RECORD_FORM_PARTS


class RecordPart(ABC):
    """A section of the form that another app adds. Nothing filled in means nothing to save."""

    heading: str
    permission: str
    """Whoever lacks it neither sees nor posts the part."""
    form: forms.Form
    template = "admin/treaties/part_form.html"
    """What draws the form, as ``part.form``."""

    @abstractmethod
    def __init__(
        self, agreement: Agreement, data: QueryDict | None, instead_of: StatusChange | None = None
    ) -> None: ...

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
class Rests:
    """A source that what is recorded rests on."""

    source: Source
    is_new: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What was recorded, or would be: the row that stands (``None``: retracted), the agreement with its new status
    (``None`` where no status can change), what it rests on, and what the rules warn of."""

    row: Model | None
    agreement: Agreement | None
    rests_on: tuple[Rests, ...]
    warnings: tuple[Finding, ...] = ()


def parts_for(
    request: HttpRequest, agreement: Agreement, instead_of: StatusChange | None = None, *, data: QueryDict | None
) -> list[RecordPart]:
    """The parts that this person may use, or propose; unbound or bound to what was filled in."""
    parts: list[RecordPart] = RECORD_FORM_PARTS(agreement, data, instead_of)
    return [part for part in parts if may(request, part.permission)]


def record(
    block: Block, agreement: Agreement, form: Any, parts: Sequence[RecordPart], *, strictness: Strictness
) -> Done:
    """Record what the valid forms say. Raises Refused, PartRefused, or IntegrityError or DataError where only the
    database saw what is wrong."""
    cites = form.cites(block)
    given = form.given()
    warnings = [*repeated(agreement, given, cites)]
    recording = record_status_change(block, agreement=agreement, given=given, cites=cites, strictness=strictness)
    warnings += recording.warnings
    warnings += save_parts(block, parts, recording.change)
    return Done(recording.change, recording.agreement, rests(block, cites), tuple(warnings))


def save_parts(block: Block, parts: Sequence[RecordPart], change: StatusChange) -> list[Finding]:
    """Raises PartRefused."""
    warnings: list[Finding] = []
    for part in parts:
        try:
            warnings += part.save(block, change)
        except Refused as refused:
            raise PartRefused(part, refused.findings) from None
    return warnings


def rests(block: Block, cites: Sequence[Cite]) -> tuple[Rests, ...]:
    return tuple(Rests(one.source, one.source.block_id == block.no) for one in cites)
