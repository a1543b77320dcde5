"""The part of the form that records an act: which appeals it has to do with, in an analyst's judgement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from appeals.actions.links import make_link
from appeals.actions.suggesting import suggest_appeals
from appeals.admin.linking.fields import ActSoFar, apart, key_of, link_fields, linked_so, why_not_offered
from appeals.models import Appeal, Demand, Link
from appeals.queries.concerning import appeals_concerning, touches
from appeals.queries.suggestions import demands_meaning
from appeals.vocabulary import Caught, Grade, LinkRelation
from treaties.admin.recording.record import RecordPart
from treaties.models import Agreement, Block, StatusChange
from treaties.rules.findings import Finding, Refused

MOST_SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """An appeal, or one demand of it, that may have to do with the act. ``how``: it caught the agreement on its day."""

    appeal: Appeal
    demand: Demand | None = None
    how: Caught | None = None

    @property
    def key(self) -> str:
        return key_of(self.appeal, self.demand)

    @property
    def words(self) -> str:
        what = f"demand {self.demand.ordinal}, {self.demand.heading}" if self.demand else "as a whole"
        return f"{self.appeal.title}: {what}"


class Suggestion:
    """A candidate with its fields, and what speaks for it."""

    def __init__(self, form: "LinkForm", candidate: Candidate, act: ActSoFar) -> None:
        self.form, self.candidate, self.act = form, candidate, act
        self.not_offered = act.not_offered(candidate.appeal, candidate.demand)

    @property
    def on(self) -> BoundField:
        return self.form[f"{self.candidate.key}-on"]

    @property
    def fields(self) -> list[BoundField]:
        return [self.form[f"{self.candidate.key}-{name}"] for name in ("relation", "grade", "in_part", "quotation")]

    @property
    def hint_id(self) -> str:
        return f"{self.on.auto_id}_why"

    @property
    def why(self) -> str:
        issued = self.candidate.appeal.issued_on
        gap = apart(issued, self.act.decision) if issued else ""
        how = f" ({self.candidate.how.label})" if self.candidate.how else ""
        return f"Suggested: same target{how}, {gap or f'issued {issued.when()}' if issued else 'of an unknown day'}."

    @property
    def hint(self) -> SafeString:
        """Why it is suggested, and which relations are not offered; the page's script reads those from here."""
        reasons = format_html_join("", " {}", ([words] for words in why_not_offered(self.not_offered)))
        left_out = " ".join(self.not_offered)
        of = self.form[f"{self.candidate.key}-relation"].auto_id
        return format_html('{}{}<span data-not-offered="{}" data-of="{}"></span>', self.why, reasons, left_out, of)


class LinkForm(forms.Form):
    """A checkbox for each suggestion, none ticked by itself; and one more appeal or demand, chosen from all."""

    appeal = forms.ChoiceField(
        label="Another appeal or demand",
        required=False,
        help_text="Most recent first. Leave it if none is to be linked; a link changes no status.",
    )

    def __init__(self, agreement: Agreement, *args: Any, act: ActSoFar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= link_fields()
        appeals = appeals_concerning(agreement)
        self.chosen = {one.key: one for appeal in appeals for one in _of(appeal)}
        choices: list[Any] = [("", "none")]
        for appeal in appeals:
            heading = f"{appeal.title}, {appeal.issued_on and appeal.issued_on.words()}"
            choices.append((heading, [(one.key, _label(one)) for one in _of(appeal)]))
        self.fields["appeal"].choices = choices  # type: ignore[attr-defined]
        self.suggestions = [self._suggested(one, act) for one in self._likely(agreement, act)]

    def _likely(self, agreement: Agreement, act: ActSoFar) -> list[Candidate]:
        """Demands that meant the agreement: first those that ask for such an act, and came before it; and whatever is
        ticked."""
        if act.act:
            demands = [one.demand for one in suggest_appeals(agreement=agreement, act=act.act, days=act)]
        else:
            demands = demands_meaning(agreement)
        for demand in demands:
            self.chosen.setdefault(key_of(demand.appeal, demand), Candidate(demand.appeal, demand))
        first = [key_of(demand.appeal, demand) for demand in demands[:MOST_SUGGESTED]]
        ticked = [
            key for key in self.chosen if self.data.get(self.add_prefix(f"{key}-on")) or f"{key}-on" in self.initial
        ]
        return [self.chosen[key] for key in dict.fromkeys([*first, *ticked])]

    def _suggested(self, one: Candidate, act: ActSoFar) -> Suggestion:
        self.fields[f"{one.key}-on"] = forms.BooleanField(required=False, label=one.words)
        for name, field in link_fields().items():
            self.fields[f"{one.key}-{name}"] = field
        found = Suggestion(self, one, act)
        relation: Any = self.fields[f"{one.key}-relation"]
        relation.widget.not_offered = found.not_offered
        if not self.is_bound and LinkRelation.REQUESTED in found.not_offered:
            relation.initial = next((r for r in LinkRelation if r not in found.not_offered), LinkRelation.SUPPORTED)
        return found

    @property
    def another(self) -> list[BoundField]:
        return [self[name] for name in ("appeal", "relation", "grade", "in_part", "quotation")]

    @property
    def another_is_open(self) -> bool:
        return not self.suggestions or bool(self["appeal"].value()) or any(field.errors for field in self.another)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        said = clean.get("quotation") or clean.get("in_part")
        if said and not clean.get("appeal") and "appeal" not in self.errors:
            self.add_error("appeal", "Choose the appeal or the demand that this is said of, or leave all of it empty.")
        for suggestion in self.suggestions:
            key = suggestion.candidate.key
            if clean.get(f"{key}-quotation") and not clean.get(f"{key}-on"):
                self.add_error(f"{key}-on", "Tick it, or leave its quotation empty.")
        return clean

    def linked(self) -> Iterator[tuple[Candidate, Mapping[str, Any], str]]:
        """What is to be linked, what is said of it, and what its fields' names begin with; the form must be valid."""
        clean = self.cleaned_data
        for suggestion in self.suggestions:
            key = suggestion.candidate.key
            if clean[f"{key}-on"]:
                yield suggestion.candidate, {name: clean[f"{key}-{name}"] for name in link_fields()}, f"{key}-"
        if clean["appeal"]:
            yield self.chosen[clean["appeal"]], {name: clean[name] for name in link_fields()}, ""


class LinkPart(RecordPart):
    heading = "Appeals that may concern it"
    permission = "appeals.add_link"
    template = "admin/appeals/link_part.html"

    def __init__(self, agreement: Agreement, data: QueryDict | None, instead_of: StatusChange | None = None) -> None:
        links = list(instead_of.appeal_links.filter(correction=None).order_by("pk")) if instead_of else []
        act = ActSoFar.typed(data) if data is not None or not instead_of else ActSoFar.recorded(instead_of)
        initial = {name: value for link in links for name, value in _as_filled_in(link).items()}
        self.form: LinkForm = LinkForm(agreement, data, prefix="appeal", initial=initial, act=act)
        self.note = (
            "As the earlier row is linked. The new row is linked only to what is ticked or chosen here."
            if links
            else ""
        )

    @property
    def live(self) -> list[tuple[str, SafeString]]:
        """What the page brings up to date while the act is filled in."""
        return [(one.hint_id, one.hint) for one in self.form.suggestions]

    def summary(self) -> str:
        return " ".join(self._in_words(*one) for one in self.form.linked())

    def _in_words(self, one: Candidate, said: Mapping[str, Any], _: str) -> str:
        part = ", in part" if said["in_part"] else ""
        relation = LinkRelation(said["relation"] or LinkRelation.REQUESTED)
        return f"{one.words}. {relation.label.capitalize()}{part}; grade {said['grade'] or Grade.E}."

    def save(self, block: Block, change: StatusChange) -> Sequence[Finding]:
        warnings: list[Finding] = []
        for one, said, prefix in self.form.linked():
            try:
                made = make_link(block, appeal=one.appeal, demand=one.demand, status_change=change, **_given(said))
            except Refused as refused:
                raise Refused(*(_at(finding, prefix) for finding in refused.findings)) from None
            warnings += made.warnings
        return warnings


def _of(appeal: Appeal) -> list[Candidate]:
    """The appeal as a whole and each of its demands, with how a demand came to mean this agreement."""
    return [Candidate(appeal), *(Candidate(appeal, demand, touches(demand)) for demand in appeal.demands.all())]


def _label(one: Candidate) -> str:
    if one.demand is None:
        return f"As a whole: {one.appeal.title}"
    return f"Demand {one.demand.ordinal}: {one.demand.heading}" + (f" ({one.how.label})" if one.how else "")


def _given(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "relation": LinkRelation(said["relation"] or LinkRelation.REQUESTED),
        "grade": Grade(said["grade"] or Grade.E),
        "in_part": said["in_part"],
        "quotation": said["quotation"],
    }


def _at(finding: Finding, prefix: str) -> Finding:
    """At the field of this form; what is said of the demand is said at its checkbox."""
    field = {"demand": "on" if prefix else "appeal"}.get(finding.field, finding.field or "relation")
    return Finding(finding.code, finding.sentence, finding.article, f"{prefix}{field}")


def _as_filled_in(link: Link) -> dict[str, Any]:
    """What the form would have held to make this link."""
    key = key_of(link.appeal, link.demand)
    return {f"{key}-on": True} | {f"{key}-{name}": value for name, value in linked_so(link).items()}
