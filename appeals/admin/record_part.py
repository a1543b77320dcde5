"""The part of the form that records an act: which appeal it has to do with, in an analyst's judgement."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from appeals.actions.links import make_link
from appeals.models import Appeal, Demand, Link
from appeals.queries.concerning import appeals_concerning, touches
from appeals.vocabulary import Grade, LinkRelation
from treaties.admin.record import RecordPart
from treaties.models import Agreement, Block, StatusChange
from treaties.rules.findings import Finding

type Choices = list[tuple[str, str | list[tuple[str, str]]]]


class LinkForm(forms.Form):
    appeal = forms.ChoiceField(
        label="Appeal or demand",
        required=False,
        help_text="Most recent first. Leave it if none is to be linked; a link changes no status.",
    )
    relation = forms.ChoiceField(
        required=False,
        choices=LinkRelation.choices(),
        initial=LinkRelation.REQUESTED,
        help_text="An appeal that came after the decision can only be “followed” or “supported”.",
    )
    grade = forms.ChoiceField(required=False, choices=Grade.choices(), initial=Grade.E)
    in_part = forms.BooleanField(required=False, label="In part")
    quotation = forms.CharField(
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="“Cited as ground” needs grade A or B, and the words that say so.",
    )

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        appeals = appeals_concerning(agreement)
        self.chosen: dict[str, tuple[Appeal, Demand | None]] = {}
        choices: Choices = [("", "none")]
        for appeal in appeals:
            choices.append((f"{appeal.title}, {appeal.issued_on and appeal.issued_on.words()}", self._of(appeal)))
        self.fields["appeal"].choices = choices  # type: ignore[attr-defined]

    def _of(self, appeal: Appeal) -> list[tuple[str, str]]:
        """The appeal as a whole and each of its demands, with how a demand came to mean this agreement."""
        offered: list[tuple[Demand | None, str, str]] = [(None, f"appeal-{appeal.pk}", "the appeal as a whole")]
        for demand in appeal.demands.all():
            how = touches(demand)
            label = f"Demand {demand.ordinal}: {demand.heading}" + (f" ({how.label})" if how else "")
            offered.append((demand, f"demand-{demand.pk}", label))
        self.chosen |= {value: (appeal, demand) for demand, value, _ in offered}
        return [(value, label) for _, value, label in offered]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        said = clean.get("quotation") or clean.get("in_part")
        if said and not clean.get("appeal") and "appeal" not in self.errors:
            self.add_error("appeal", "Choose the appeal or the demand that this is said of, or leave all of it empty.")
        return clean


class LinkPart(RecordPart):
    heading = "Appeals that may concern it"
    permission = "appeals.add_link"

    def __init__(self, agreement: Agreement, data: QueryDict | None, instead_of: StatusChange | None = None) -> None:
        link = instead_of and instead_of.appeal_links.order_by("pk").last()
        self.form: LinkForm = LinkForm(agreement, data, prefix="appeal", initial=linked_so(link) if link else None)
        if link:
            self.form.fields[
                "appeal"
            ].help_text = "As the earlier row is linked. The new row is linked only if it is chosen here."

    def summary(self) -> str:
        clean = self.form.cleaned_data
        if not clean["appeal"]:
            return ""
        appeal, demand = self.form.chosen[clean["appeal"]]
        relation = LinkRelation(clean["relation"] or LinkRelation.REQUESTED)
        part = ", in part" if clean["in_part"] else ""
        what = f"demand {demand.ordinal}, {demand.heading}" if demand else "as a whole"
        return f"{appeal.title}: {what}. {relation.label.capitalize()}{part}; grade {clean['grade'] or Grade.E}."

    def save(self, block: Block, change: StatusChange) -> Sequence[Finding]:
        clean = self.form.cleaned_data
        if not clean["appeal"]:
            return ()
        appeal, demand = self.form.chosen[clean["appeal"]]
        made = make_link(
            block,
            appeal=appeal,
            demand=demand,
            status_change=change,
            relation=LinkRelation(clean["relation"] or LinkRelation.REQUESTED),
            grade=Grade(clean["grade"] or Grade.E),
            in_part=clean["in_part"],
            quotation=clean["quotation"],
        )
        return made.warnings


def linked_so(link: Link) -> dict[str, Any]:
    """What the form would have held to make this link."""
    return {
        "appeal": f"demand-{link.demand_id}" if link.demand_id else f"appeal-{link.appeal_id}",
        "relation": link.relation,
        "grade": link.grade,
        "in_part": link.in_part,
        "quotation": link.quotation,
    }
