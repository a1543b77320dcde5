"""What was recorded about appeals, and what happened: letters and who signed them, responses, outcomes, links.

One statement each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from appeals.models import (
    Appeal,
    AppealCorrection,
    AppealText,
    CaughtAgreement,
    CounterEvidence,
    Demand,
    Link,
    Outcome,
    Response,
    Signatory,
    SignatureWithdrawal,
)
from treaties.models import Block
from treaties.queries.changes_by_day import Place, after
from treaties.queries.recorded_changes import Asked, in_span

RANK = 1
"""After the acts of the same day."""
KINDS = (
    "letter",
    "text",
    "signatories",
    "withdrawal",
    "response",
    "outcome",
    "link",
    "counter_evidence",
    "correction",
)
"""In the order in which one block tells of them."""
MENDED = ("response", "outcome", "link", "signatory")
COLUMNS = ("change", "key", "block_id", "day", "happened", "of_slug", "of_title", "what", "whose", "number")
"""None of them is a field of one of the models."""


@dataclass(frozen=True, slots=True)
class AppealChange:
    """``when`` is the day in EDTF, empty where none is on record; ``what`` a word's code or a text, by ``kind``;
    ``number`` of demands, or of the demand."""

    kind: str
    key: int
    block: int
    day: date
    when: str
    slug: str
    title: str
    what: str
    whose: str
    number: int

    @property
    def place(self) -> Place:
        return Place(self.day, RANK, self.key)


def numbers_recorded(asked: Asked, *, most: int, before: int | None) -> set[int]:
    """The latest blocks in which something was recorded about the appeals asked for."""
    blocks = in_span(Block.objects.all(), asked, before)
    within = Q()
    for rows in _every(_appeals(asked)):
        within |= Q(no__in=rows.order_by().values("block"))
    return set(blocks.filter(within).order_by("-no").values_list("no", flat=True)[:most])


def changes_in(asked: Asked, blocks: Sequence[Block]) -> list[AppealChange]:
    """What was recorded in these blocks, as it was recorded."""
    numbers = [block.no for block in blocks]
    return _read([rows.filter(block__in=numbers) for rows in _every(_appeals(asked))], most=500)


def changes_by_day(asked: Asked, *, most: int, place: Place | None = None) -> list[AppealChange]:
    """Letters, signatures taken back, and the responses and outcomes that stand, with a day on record; the latest
    first."""
    every = dict(zip(KINDS, _every(_appeals(asked), said_again=True), strict=True))
    answers = [every[kind].filter(correction=None) for kind in ("response", "outcome")]
    standing = (every["letter"], every["withdrawal"].filter(signatory__correction=None), *answers)
    found = []
    for rows in standing:
        of_days = rows.filter(after(place, rank=RANK), day__lt=date.max)
        of_days = of_days.filter(day__gte=asked.since) if asked.since else of_days
        found.append(of_days.filter(day__lte=asked.until) if asked.until else of_days)
    return _read(found, most=most)


def _read(found: list[Any], *, most: int) -> list[AppealChange]:
    rows = [one.order_by().values_list(*COLUMNS) for one in found]
    ordered = rows[0].union(*rows[1:], all=True).order_by("-day", "-key")[:most]
    return [AppealChange(*row) for row in ordered]


def _appeals(asked: Asked) -> QuerySet[Appeal]:
    appeals = Appeal.objects.about(*asked.parties)
    if asked.agreement:
        caught = CaughtAgreement.objects.filter(demand__appeal=OuterRef("pk"), agreement=asked.agreement)
        linked = Link.objects.filter(appeal=OuterRef("pk"), status_change__agreement=asked.agreement)
        appeals = appeals.filter(Exists(caught) | Exists(linked))
    return appeals


def _every(appeals: QuerySet[Appeal], *, said_again: bool = False) -> list[Any]:
    """One set of rows for each kind, in the order of ``KINDS``, with the same columns.

    ``said_again``: also what a correction repeats of the row in whose place it puts another.
    """
    of = {"appeal__in": appeals}
    count = _number(Demand.objects.filter(appeal=OuterRef("pk")).values("appeal"))
    return [
        _rows(appeals, "letter", when="issued_on", appeal="", what="kind", whose="issuing_body", number=count),
        _rows(AppealText.objects.filter(**of), "text", what="version", whose="language", number=0),
        _signatories(of),
        _withdrawals(appeals, said_again=said_again),
        _rows(Response.objects.filter(**of), "response", when="responded_on", what="kind", whose="by", number=0),
        _rows(
            Outcome.objects.filter(demand__appeal__in=appeals),
            "outcome",
            when="asserted_on",
            appeal="demand__appeal__",
            what="kind",
            whose="asserted_by",
            number=F("demand__ordinal"),
        ),
        _rows(Link.objects.filter(**of), "link", what=_judged(), whose=_of_act(), number=0),
        _rows(
            CounterEvidence.objects.filter(_first("link", said_again), link__appeal__in=appeals),
            "counter_evidence",
            appeal="link__appeal__",
            what="statement",
            whose=_of_act("link__"),
            number=0,
        ),
        _corrections(appeals),
    ]


def _withdrawals(appeals: QuerySet[Appeal], *, said_again: bool) -> Any:
    return _rows(
        SignatureWithdrawal.objects.filter(_first("signatory", said_again), signatory__appeal__in=appeals),
        "withdrawal",
        when="withdrawn_on",
        appeal="signatory__appeal__",
        what="note",
        whose="signatory__name",
        number=0,
    )


def _first(of: str, said_again: bool) -> Q:
    """What was put beside a row for the first time, and not by the correction that the row came with."""
    return Q() if said_again else Q(**{f"{of}__corrects": None}) | ~Q(block=F(f"{of}__block"))


def _number(rows: Any) -> Any:
    """How many; ``rows`` are grouped by one column."""
    return Coalesce(Subquery(rows.order_by().annotate(n=Count("pk")).values("n")), 0)


def _signatories(of: dict[str, Any]) -> Any:
    """One row for all names that a block listed under one appeal: the first of them. Corrections tell of themselves."""
    listed = Signatory.objects.filter(corrects=None)
    of_block = listed.filter(appeal=OuterRef("appeal"), block=OuterRef("block"))
    first = listed.filter(~Exists(of_block.filter(pk__lt=OuterRef("pk"))), **of)
    return _rows(first, "signatories", what="kind", whose="name", number=_number(of_block.values("block")))


def _corrections(appeals: QuerySet[Appeal]) -> Any:
    within = Q(response__appeal__in=appeals) | Q(outcome__demand__appeal__in=appeals)
    within |= Q(link__appeal__in=appeals) | Q(signatory__appeal__in=appeals)
    answered = Case(*(When(**{f"{kind}__isnull": False}, then=Value(kind)) for kind in MENDED))
    corrected = AppealCorrection.objects.filter(within)
    return _rows(corrected, "correction", appeal=None, what=answered, whose="reason", number=0)


def _judged() -> Any:
    return Concat("relation", Value("|"), "grade", output_field=CharField())


def _of_act(path: str = "") -> Any:
    act = f"{path}status_change__"
    return Concat(f"{act}agreement__short_title", Value("|"), f"{act}act", output_field=CharField())


def _rows(
    rows: Any, kind: str, *, what: Any, whose: Any, number: Any, when: str = "", appeal: str | None = "appeal__"
) -> Any:
    none = Value(date.max)
    day = Coalesce(F(f"{when}_earliest"), F(f"{when}_latest"), none) if when else none
    return rows.annotate(
        change=Value(kind),
        key=F("pk") * len(KINDS) + KINDS.index(kind),
        day=day,
        happened=Coalesce(Cast(F(when), CharField()), Value("")) if when else Value(""),
        of_slug=_of_appeal("slug", appeal),
        of_title=_of_appeal("title", appeal),
        what=_text(what),
        whose=_text(whose),
        number=Value(number) if isinstance(number, int) else number,
    )


def _text(column: Any) -> Any:
    return Cast(F(column) if isinstance(column, str) else column, CharField())


def _of_appeal(name: str, path: str | None) -> Any:
    if path is None:
        whose = ("response__appeal", "outcome__demand__appeal", "link__appeal", "signatory__appeal")
        return Coalesce(*(F(f"{one}__{name}") for one in whose))
    return F(f"{path}{name}")
