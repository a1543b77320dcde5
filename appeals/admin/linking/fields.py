"""What a link to an act says, as form fields; and which relations the order of days leaves possible."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from appeals.models import Appeal, Demand, Link
from appeals.rules.links import Decision, LinkCase, chronology, matching_demand
from appeals.vocabulary import DemandAction, Grade, LinkRelation
from treaties.admin.recording.typed_dates import read_typed
from treaties.dates import DateNotUnderstood, PartialDate
from treaties.models import StatusChange
from treaties.rules.findings import Finding
from treaties.vocabulary import Act

DAYS = ("done_on", "received_on", "effective_on")
QUOTATION = "“Cited as ground” needs grade A or B, and the words that say so."


@dataclass(frozen=True, slots=True)
class ActSoFar:
    """An act as far as it is filled in, or as it is recorded: its kind, and its days."""

    act: Act | None = None
    done_on: PartialDate | None = None
    received_on: PartialDate | None = None
    effective_on: PartialDate | None = None

    @classmethod
    def typed(cls, data: Mapping[str, Any] | None) -> "ActSoFar":
        """What cannot be read is left out: the form itself says so."""
        if data is None:
            return cls()
        act = data.get("act", "")
        return cls(Act(act) if act in set(Act) else None, **{name: _read(data.get(name)) for name in DAYS})

    @classmethod
    def recorded(cls, change: StatusChange) -> "ActSoFar":
        return cls(Act(change.act), change.done_on, change.received_on, change.effective_on)

    @property
    def decision(self) -> Decision | None:
        return Decision.of(self) if self.done_on or self.received_on or self.effective_on else None

    def not_offered(
        self, appeal: Appeal, demand: Demand | None, *, order_is_sourced: bool = False
    ) -> dict[LinkRelation, Finding]:
        """The relations that the order of days, or what is demanded, leaves out."""
        found = {}
        for relation in LinkRelation:
            case = replace(self._case(appeal, demand, relation), order_is_sourced=order_is_sourced)
            of_days = chronology(case) if self.decision else None
            if finding := of_days or matching_demand(case):
                found[relation] = finding
        return found

    def _case(self, appeal: Appeal, demand: Demand | None, relation: LinkRelation) -> LinkCase:
        assert appeal.issued_on is not None, "the column is NOT NULL"
        return LinkCase(
            relation=relation,
            issued_on=appeal.issued_on,
            done_on=self.done_on,
            received_on=self.received_on,
            effective_on=self.effective_on,
            act=self.act,
            asked=DemandAction(demand.action) if demand else None,
        )


class Relations(forms.Select):
    """Relations that are not offered are shown, and cannot be chosen."""

    not_offered: Mapping[LinkRelation, Finding] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.not_offered and not option["selected"]:
            option["attrs"]["disabled"] = True
        return option


def link_fields() -> dict[str, forms.Field]:
    return {
        "relation": forms.ChoiceField(
            label="Relation",
            required=False,
            choices=LinkRelation.choices(),
            initial=LinkRelation.REQUESTED,
            widget=Relations,
        ),
        "grade": forms.ChoiceField(label="Grade", required=False, choices=Grade.choices(), initial=Grade.E),
        "in_part": forms.BooleanField(required=False, label="In part"),
        "quotation": forms.CharField(
            label="Quotation",
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=QUOTATION,
        ),
    }


def linked_so(link: Link) -> dict[str, Any]:
    """What these fields would have held to make this link."""
    return {
        "relation": link.relation,
        "grade": link.grade,
        "in_part": link.in_part,
        "quotation": link.quotation,
    }


def key_of(appeal: Appeal, demand: Demand | None) -> str:
    return f"demand-{demand.pk}" if demand else f"appeal-{appeal.pk}"


def why_not_offered(not_offered: Mapping[LinkRelation, Finding]) -> list[str]:
    """A sentence for each reason, with the relations that it leaves out."""
    by_reason: dict[str, list[str]] = {}
    for relation, finding in not_offered.items():
        by_reason.setdefault(finding.code, []).append(f"“{relation.label}”")
    reasons = {
        "chronology": "by the order of the two days",
        "matching_demand": "this demand does not ask for such an act",
    }
    return [
        f"{', '.join(labels)} {'is' if len(labels) == 1 else 'are'} not offered: {reasons.get(code, code)}."
        for code, labels in by_reason.items()
    ]


def apart(issued: PartialDate, decision: Decision | None) -> str:
    """“four months earlier”, “2 years later”: how an appeal stands to a decision, as far as is known."""
    day = decision and (decision.latest or decision.earliest)
    if not day or not issued.latest:
        return ""
    days = (day - issued.latest).days
    if days == 0:
        return "on the same day"
    count, unit = _measured(abs(days))
    about, plural, order = (
        "" if unit == "day" else "about ",
        "" if count == 1 else "s",
        "earlier" if days > 0 else "later",
    )
    return f"{about}{count} {unit}{plural} {order}"


def _measured(days: int) -> tuple[int, str]:
    if days < 45:
        return days, "day"
    return (round(days / 30.44), "month") if days < 700 else (round(days / 365.2425), "year")


def _read(text: Any) -> PartialDate | None:
    try:
        return read_typed(text) if text and "\0" not in text and len(text) <= 60 else None
    except DateNotUnderstood:
        return None
