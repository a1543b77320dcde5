"""The form that records an act: what happened, when, where it says so, and why it is recorded."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.actions.status_changes import ActGiven
from treaties.admin.record_source import NEW, SourceFields
from treaties.admin.typed_dates import TypedDateField
from treaties.admin.ways_out import WAYS_OUT
from treaties.derivation.facts import ActFact
from treaties.derivation.law import LAW
from treaties.models import Agreement, Participation
from treaties.queries.facts import facts_of
from treaties.rules.acts import RULES, Case
from treaties.rules.findings import Finding
from treaties.vocabulary import Act, By, Evidence

UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")
"""Control characters, what turns the direction of the text around it, and what stands for unreadable bytes."""
OF_NATURE = [rule for rule in RULES if rule.code in ("treaty_act_on_non_binding", "non_binding_act_on_treaty")]
WHOSE = {By.WHOLE: "Of the whole", By.PARTY: "Of one party", By.EITHER: "Of one party, or of all at once"}
NO_BREAK = "\N{NO-BREAK SPACE}"
DAYS = {"done_on": "done", "received_on": "received", "effective_on": "effective"}


class Participant(forms.ModelChoiceField):
    def label_from_instance(self, obj: Participation) -> str:
        return obj.party.name


class RecordForm(SourceFields):
    """Give the agreement with its facts (``queries.facts.with_facts``)."""

    act = forms.ChoiceField(widget=forms.RadioSelect)
    by = Participant(queryset=Participation.objects.none(), required=False, empty_label="the agreement as a whole")
    done_on = TypedDateField(help_text="Signed, deposited, voted, sent. 5 Oct 2024, Aug 1997, by 6 Feb 2025, 2013.")
    received_on = TypedDateField(
        help_text="By the other side or the depositary; the day that counts for a deposit or a notice (Arts 16, 78)."
    )
    effective_on = TypedDateField(help_text="When it took or takes effect, as a source says or as was agreed.")
    published_on = TypedDateField()
    order_on_day = forms.IntegerField(
        required=False, min_value=0, max_value=99, initial=0, help_text="Among acts of one day, lowest first."
    )
    place = forms.CharField(required=False, max_length=120)
    note = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(max_length=1000, help_text="Why you record it: kept in the journal, with your name.")

    field_order = (
        "act",
        "by",
        "done_on",
        "received_on",
        "effective_on",
        "published_on",
        "order_on_day",
        "place",
        "note",
        "source_on_record",
        *NEW,
        "locator",
        "reason",
    )

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.not_offered = forbidden_by_nature(agreement)
        self.fields["act"].choices = [(str(act), labelled(act)) for act in Act]  # type: ignore[attr-defined]
        self.fields["by"].queryset = agreement.participations.select_related("party")  # type: ignore[attr-defined]

    @property
    def offered(self) -> list[Any]:
        """The radio buttons of acts that the agreement's nature admits, and of the one that was chosen."""
        forbidden = {str(act) for act, _ in self.not_offered} - {self["act"].value()}
        return [radio for radio in self["act"] if radio.data["value"] not in forbidden]

    @property
    def when(self) -> list[BoundField]:
        return self._named("done_on", "received_on", "effective_on", "published_on", "order_on_day")

    @property
    def more(self) -> list[BoundField]:
        return self._named("place", "note")

    def _named(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        for name, value in list(clean.items()):
            found = UNSHOWABLE.search(value) if isinstance(value, str) else None
            if found:
                words = f"This holds a character that cannot be shown as text (U+{ord(found[0]):04X}); type it anew."
                self.add_error(name, words)
        return clean

    def given(self) -> ActGiven:
        """The act as it was typed; the form must be valid."""
        clean = self.cleaned_data
        return ActGiven(
            act=Act(clean["act"]),
            by=clean["by"].party if clean["by"] else None,
            done_on=clean["done_on"],
            received_on=clean["received_on"],
            effective_on=clean["effective_on"],
            published_on=clean["published_on"],
            order_on_day=clean["order_on_day"] or 0,
            place=clean["place"],
            note=clean["note"],
        )

    def tell(self, finding: Finding) -> None:
        """Show a refusal at the field it is about."""
        field = finding.field
        if finding.code == "needs_its_day":
            field = LAW[Act(self.cleaned_data["act"])].needs[0]
        tell(self, finding, field)


def tell(form: forms.Form, finding: Finding, field: str | None = None) -> None:
    """Add a finding to a form: its sentence and article, what would make it possible, and its code."""
    at = finding.field if field is None else field
    way_out = WAYS_OUT.get(finding.code, "")
    text = format_html('{} {} <code class="code">{}</code>', finding, way_out, finding.code)
    form.add_error(at if at in form.fields else None, ValidationError(text, code=finding.code))


def labelled(act: Act) -> SafeString:
    """The act, whose it is, which of its days must be known, and the article."""
    law = LAW[act]
    needs = " or ".join(DAYS[name] for name in law.needs)
    effect = "" if law.agreement or law.party else " Changes no status by itself."
    article = law.article if law.article[:1].isalpha() else law.article and f"Art. {law.article}"
    caption = f"{WHOSE[law.by]}; needs the day {needs}.{effect} {article.replace(' ', NO_BREAK)}"
    return format_html('{} <span class="caption">{}</span>', act.label.capitalize(), caption)


def forbidden_by_nature(agreement: Agreement) -> list[tuple[Act, Finding]]:
    """Acts that cannot befall an instrument of this nature, each with why."""
    facts = facts_of(agreement)
    found = []
    for act in Act:
        case = Case(facts, ActFact("new", act, evidence=Evidence.PRESS))
        found += [
            (act, Finding(rule.code, rule.sentence(case), rule.article)) for rule in OF_NATURE if rule.is_broken(case)
        ]
    return found
