"""Acts and assertions in brief, as one JSON array per agreement: so that a page of agreements is one statement."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from treaties.dates import PartialDate
from treaties.models import Citation, StatusAssertion, StatusChange
from treaties.queries.json_rows import JsonRows
from treaties.vocabulary import Act, AgreementStatus, EndReason, Evidence, Scope

DATES = ("done_on", "received_on", "effective_on", "ends_on")


@dataclass(frozen=True, slots=True)
class SourceBrief:
    slug: str
    publisher: str
    label: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ActBrief:
    """One act that stands, with its sources. ``by`` is a party's code, or ``None`` for the whole."""

    slug: str
    act: Act
    by: str | None
    done_on: PartialDate | None
    received_on: PartialDate | None
    effective_on: PartialDate | None
    place: str
    sources: tuple[SourceBrief, ...]
    ends_on: PartialDate | None = None
    scope: Scope = Scope.WHOLE

    @property
    def when(self) -> PartialDate | None:
        return self.done_on or self.received_on or self.effective_on


@dataclass(frozen=True, slots=True)
class AssertionBrief:
    """A source says that on a day the status was so. ``code`` is what the record itself says of that day."""

    slug: str
    status: AgreementStatus
    asserted_on: PartialDate
    code: int | None
    sources: tuple[SourceBrief, ...]
    since: PartialDate | None = None
    reason: EndReason | None = None


def acts_in_brief(known_at: int | None) -> JsonRows:
    """The acts of an agreement that stand, as JSON, in the order of their recording."""
    acts = StatusChange.objects.standing(known_at).filter(agreement=OuterRef("pk")).order_by("pk")
    brief = JSONObject(
        slug=F("slug"),
        act=F("act"),
        by=F("participation__party__code"),
        place=F("place"),
        scope=F("scope"),
        sources=_sources_of("status_change", known_at),
        **{name: F(name) for name in DATES},
    )
    return JsonRows(acts.values(json=brief))


def assertions_in_brief(known_at: int | None) -> JsonRows:
    said = StatusAssertion.objects.standing(known_at).filter(agreement=OuterRef("pk")).order_by("pk")
    brief = JSONObject(
        slug=F("slug"),
        status=F("status"),
        asserted_on=F("asserted_on"),
        since=F("since"),
        reason=F("reason"),
        sources=_sources_of("assertion", known_at),
    )
    return JsonRows(said.values(json=brief))


def _sources_of(fact: str, known_at: int | None) -> JsonRows:
    cited = Citation.objects.filter(**{fact: OuterRef("pk")}).order_by("pk")
    if known_at is not None:
        cited = cited.filter(block__lte=known_at)
    brief = JSONObject(
        slug=F("source__slug"),
        publisher=F("source__publisher"),
        published_on=F("source__published_on"),
        evidence=F("source__evidence"),
    )
    return JsonRows(cited.values(json=brief))


def act_from(row: dict[str, Any]) -> ActBrief:
    return ActBrief(
        slug=row["slug"],
        act=Act(row["act"]),
        by=row["by"],
        place=row["place"],
        scope=Scope(row["scope"]),
        sources=tuple(source_from(source) for source in row["sources"]),
        **{name: partial_from(row[name]) for name in DATES},
    )


def assertion_from(row: dict[str, Any], code: int | None) -> AssertionBrief:
    return AssertionBrief(
        slug=row["slug"],
        status=AgreementStatus(row["status"]),
        asserted_on=PartialDate.parse(row["asserted_on"]),
        code=code,
        sources=tuple(source_from(source) for source in row["sources"]),
        since=partial_from(row["since"]),
        reason=EndReason(row["reason"]) if row["reason"] else None,
    )


def source_from(row: dict[str, Any]) -> SourceBrief:
    published = partial_from(row["published_on"])
    label = f"{row['publisher']}, {published.words()}" if published else row["publisher"]
    return SourceBrief(row["slug"], row["publisher"], label, Evidence(row["evidence"]))


def partial_from(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
