"""The rows of a form that say what is asked, and of what."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from appeals.actions.demands import DemandGiven, TargetGiven
from appeals.admin.entry.picking import AgreementField, PartyField
from appeals.admin.entry.rows import RowForm, Rows, Typed
from appeals.vocabulary import DemandAction, TargetKind
from treaties.actions.sources import Cite
from treaties.admin.recording.typed_dates import TypedDateField
from treaties.models import Participation, Source
from treaties.vocabulary import Form, Topic

FIRST = (TargetKind.RULE, TargetKind.AGREEMENT, TargetKind.PARTICIPATION)
DESCRIBED = tuple(kind for kind in TargetKind if kind not in FIRST)
SAYS = {
    TargetKind.RULE: ("one", "other", "topic", "form"),
    TargetKind.AGREEMENT: ("agreement",),
    TargetKind.PARTICIPATION: ("agreement", "whose"),
}
NEEDS = {
    TargetKind.RULE: {"one": "A rule is between two parties.", "other": "A rule is between two parties."},
    TargetKind.AGREEMENT: {"agreement": "Say which agreement."},
    TargetKind.PARTICIPATION: {"agreement": "Say in which agreement.", "whose": "Say whose part."},
}
DESCRIBE = {"description": "Describe it in a line."}
MOST_TARGETS = 20


class TargetForm(RowForm):
    what = "target"
    kind = forms.ChoiceField(
        label="Aimed at",
        choices=[("", "choose"), *((str(kind), kind.label) for kind in (*FIRST, *DESCRIBED))],
    )
    one = PartyField(label="Between", help_text="All agreements in force between the two on the day of the appeal.")
    other = PartyField(label="and")
    topic = forms.ChoiceField(label="On", required=False, choices=[("", "any topic"), *Topic.choices()])
    form = forms.ChoiceField(label="Called", required=False, choices=[("", "anything"), *Form.choices()])
    agreement = AgreementField(label="Agreement", help_text="Words of its title, or its number.")
    whose = PartyField(label="Part of")
    description = forms.CharField(label="In our words", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        kind = clean.get("kind")
        if not kind:
            return clean
        for name, words in NEEDS.get(TargetKind(kind), DESCRIBE).items():
            if not clean.get(name) and name not in self.errors:
                self.add_error(name, words)
        for name in self._fields_of_others(kind):
            if clean.get(name):
                words = f"“{TargetKind(kind).label.capitalize()}” does not say this: empty it, or aim at another kind."
                self.add_error(name, words)
        self._clean_rule(clean)
        self._clean_part(clean)
        return clean

    def _fields_of_others(self, kind: str) -> list[str]:
        own = SAYS.get(TargetKind(kind), ())
        return [name for name in dict.fromkeys(sum(SAYS.values(), ())) if name not in own]

    def _clean_rule(self, clean: dict[str, Any]) -> None:
        if clean.get("one") and clean.get("one") == clean.get("other"):
            self.add_error("other", "This is the same party again; a rule is between two.")

    def _clean_part(self, clean: dict[str, Any]) -> None:
        self.part = None
        if clean["kind"] != TargetKind.PARTICIPATION or not (clean.get("agreement") and clean.get("whose")):
            return
        self.part = Participation.objects.filter(agreement=clean["agreement"], party=clean["whose"]).first()
        if self.part is None:
            words = f"{clean['whose'].name} takes no part in this agreement, as far as is on record."
            self.add_error("whose", words)

    def given(self) -> TargetGiven:
        """The form must be valid."""
        clean = self.cleaned_data
        kind = TargetKind(clean["kind"])
        return TargetGiven(
            kind=kind,
            agreement=clean["agreement"] if kind is TargetKind.AGREEMENT else None,
            between=(clean["one"], clean["other"]) if kind is TargetKind.RULE else None,
            description=clean["description"],
            participation=self.part,
            topic=Topic(clean["topic"]) if clean["topic"] else None,
            form=Form(clean["form"]) if clean["form"] else None,
        )


class DemandForm(RowForm):
    """With the rows of its targets, which the page's ``Demands`` gives it."""

    what = "Demand"
    targets: Rows
    ordinal = forms.IntegerField(label="Number", min_value=1, max_value=999)
    action = forms.ChoiceField(label="Asks to", choices=[("", "choose"), *DemandAction.choices()])
    heading = forms.CharField(max_length=300, help_text="What it asks, in our own words.")
    condition = forms.CharField(required=False, max_length=300, help_text="If it is asked under one.")
    deadline = TypedDateField(help_text="By when, if it says so.")
    locator = forms.CharField(label="Place in the text", required=False, max_length=120)

    @property
    def first(self) -> list[BoundField]:
        return [self[name] for name in ("ordinal", "action", "heading")]

    @property
    def more(self) -> list[BoundField]:
        return [self[name] for name in ("condition", "deadline", "locator")]

    @property
    def more_is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.more)

    def given(self, sources: Sequence[Source]) -> DemandGiven:
        """The form and its targets must be valid."""
        clean = self.cleaned_data
        return DemandGiven(
            ordinal=clean["ordinal"],
            action=DemandAction(clean["action"]),
            heading=clean["heading"],
            condition=clean["condition"],
            deadline=clean["deadline"],
            locator=clean["locator"],
            targets=[target.given() for target in self.targets.said],
            cites=[Cite(source, clean["locator"]) for source in sources],
        )


class Demands(Rows):
    """Numbered on from ``taken``, the numbers that the appeal's demands have."""

    def __init__(self, typed: Typed, *, taken: Sequence[int] = (), shown: int = 1) -> None:
        last = max(taken, default=0)
        super().__init__(DemandForm, "demand", typed, shown=shown, begins=lambda n: {"ordinal": last + n})
        self.taken = set(taken)
        for n, form in enumerate(self.forms, 1):
            form.targets = Rows(TargetForm, f"demand-{n}-target", typed, shown=1, most=MOST_TARGETS)
            if form.targets.said:
                form.empty_permitted = False
        if not typed.more and typed.data is not None:
            self._refuse_numbers_given_twice()

    @property
    def said(self) -> list[Any]:
        return [form for form in self.forms if form.has_changed() or form.targets.said]

    @property
    def numbered(self) -> list[tuple[str, Any]]:
        """Each demand, then its targets."""
        return list(self._numbered())

    def _numbered(self) -> Iterator[tuple[str, Any]]:
        for words, form in super().numbered:
            yield words, form
            yield from ((f"{words}, {target}", one) for target, one in form.targets.numbered)

    def _refuse_numbers_given_twice(self) -> None:
        numbers = Counter(self.taken)
        for form in self.said:
            form.full_clean()
            number = form.cleaned_data.get("ordinal")
            if number and numbers[number]:
                form.add_error("ordinal", f"There is a demand {number} already.")
            elif number:
                numbers[number] += 1
