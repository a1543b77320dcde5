"""Who signed an appeal, who took it back; who else is addressed; what we hold of its text: read, and mended here."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from appeals.actions.corrections import correct_signatory, retract_signatory
from appeals.actions.signatories import SignatoryGiven
from appeals.admin.entry.additions import WithdrawForm
from appeals.admin.entry.picking import PastDateField
from appeals.admin.entry.signatory_lines import LONGEST
from appeals.admin.responses import MendableOfAppeals
from appeals.admin.steps import Button, Step, WithSteps
from appeals.models import Addressee, Appeal, AppealText, Signatory, SignatureWithdrawal
from appeals.queries.citations import with_sources
from appeals.vocabulary import SignatoryKind
from treaties.actions.sources import Cite
from treaties.admin.filters import OfLanguage
from treaties.admin.mending.forms import MendingFields, ReasonField, Section
from treaties.admin.mending.mended import is_mended, mended_words, mending_links, struck
from treaties.admin.mending.view import Mended
from treaties.admin.reading import NOTHING, ReadOnlyAdmin, ReadOnlyInline, WithSources, days
from treaties.admin.review.proposing import may
from treaties.models import Block

FEW = 100
"""Signatories that are shown on the page of an appeal; of more there is a list."""
MENDING = "appeals.add_appealcorrection"


class CorrectSignatory(MendingFields, ReasonField):
    kind = forms.ChoiceField(choices=SignatoryKind.choices())
    name = forms.CharField(max_length=LONGEST["name"], help_text="As signed.")
    body = forms.CharField(
        required=False, max_length=LONGEST["body"], help_text="Of a person: only public roles are kept."
    )
    convocation = forms.CharField(required=False, max_length=LONGEST["convocation"])
    political_party = forms.CharField(label="Party", required=False, max_length=LONGEST["political_party"])
    constituency = forms.CharField(required=False, max_length=LONGEST["constituency"])
    signed_on = PastDateField()

    @property
    def _said(self) -> list[str]:
        return [name for name in super()._said if name != "cites"]

    def given(self) -> SignatoryGiven:
        clean = self.cleaned_data
        return SignatoryGiven(**{name: clean[name] for name in self._said} | {"kind": SignatoryKind(clean["kind"])})

    @property
    def sections(self) -> list[Section]:
        return [("Who signed", self.named(*self._said))]


@admin.register(Signatory)
class SignatoryAdmin(WithSteps, MendableOfAppeals):
    noun = "signature"
    is_detail = True
    related = ("appeal", "block", "withdrawal")
    steps = (Step("withdraw", "Withdraw the signature", "appeals.add_signaturewithdrawal", WithdrawForm),)
    list_display = ("signed", "capacity", "kind", days("signed_on"), "appeal", "withdrawn")
    list_filter = ("kind",)
    search_fields = ("name", "body", "political_party", "constituency", "appeal__title")
    fields = (
        "standing",
        "appeal",
        "kind",
        "name",
        "body",
        "convocation",
        "political_party",
        "constituency",
        "signed_on",
        "withdrawn",
        "sources",
        "block",
    )

    def buttons(self, request: HttpRequest, row: Signatory) -> list[Button]:
        return [] if withdrawal_of(row) else super().buttons(request, row)

    @admin.display(description="Name", ordering="name")
    def signed(self, signatory: Signatory) -> str:
        return struck(signatory, signatory.name)

    @admin.display(description="Withdrawn")
    def withdrawn(self, signatory: Signatory) -> str:
        return withdrawn_in_words(signatory) or "No withdrawal on record"

    def correction_form(self, request: HttpRequest, row: Signatory, data: Any) -> CorrectSignatory:
        names = ("name", "body", "convocation", "political_party", "constituency", "signed_on")
        said = {name: getattr(row, name) for name in names}
        return CorrectSignatory(data, row=row, as_recorded=SignatoryGiven(kind=SignatoryKind(row.kind), **said))

    def correct(self, block: Block, row: Signatory, form: CorrectSignatory, cites: Sequence[Cite]) -> Mended:
        reason = form.cleaned_data["reason"]
        mending = correct_signatory(block, signatory=row, given=form.given(), reason=reason, cites=cites)
        return Mended(mending.replacement_signatory)

    def retract(self, block: Block, row: Signatory, *, reason: str, cites: Sequence[Cite]) -> Mended:
        retract_signatory(block, signatory=row, reason=reason, cites=cites)
        return Mended(None)

    def belongs_to(self, row: Signatory) -> Appeal:
        return row.appeal

    def in_words(self, row: Signatory) -> str:
        return str(row)


def withdrawal_of(signatory: Signatory) -> SignatureWithdrawal | None:
    return getattr(signatory, "withdrawal", None)


def withdrawn_in_words(signatory: Signatory) -> str:
    withdrawal = withdrawal_of(signatory)
    if withdrawal is None:
        return ""
    words = str(withdrawal)
    return f"{words[:1].upper()}{words[1:]}{withdrawal.note and f': {withdrawal.note}'}"


class Signatories(WithSources, ReadOnlyInline):
    """The first line says what can be done about a signature."""

    model = Signatory
    may_mend = may_withdraw = False
    fields = ("heading", "capacity", "signed_on", "withdrawn", "sources")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Signatory]:
        self.may_mend, self.may_withdraw = may(request, MENDING), may(request, "appeals.add_signaturewithdrawal")
        mending = ("correction__block", "correction__replacement_signatory", "withdrawal")
        rows = super().get_queryset(request).select_related("appeal", *mending)
        return rows.prefetch_related(with_sources())

    @admin.display(description="Signatory")
    def heading(self, signatory: Signatory) -> SafeString:
        words = signatory.name
        if is_mended(signatory):
            return format_html("{} {}", struck(signatory, words), mended_words(signatory))
        return format_html("{} {}", words, mending_links(signatory, words) if self.may_mend else "")

    @admin.display(description="Withdrawn")
    def withdrawn(self, signatory: Signatory) -> Any:
        if words := withdrawn_in_words(signatory):
            return words
        if not self.may_withdraw or is_mended(signatory):
            return NOTHING
        url = reverse("admin:appeals_signatory_withdraw", args=[signatory.pk])
        words = f"Withdraw the signature of {signatory.name}"
        return format_html('<a class="mend" href="{}" aria-label="{}">Withdraw the signature</a>', url, words)


def signatories_listed(appeal: Appeal) -> SafeString:
    """How many are on record, and where they are listed."""
    number = Signatory.objects.standing().filter(appeal=appeal).count()
    if not number:
        return NOTHING
    url = f"{reverse('admin:appeals_signatory_changelist')}?appeal__id__exact={appeal.pk}"
    return format_html('<a href="{}">{} on record</a>', url, number)


class Addressees(ReadOnlyInline):
    model = Addressee
    verbose_name_plural = "further addressees"
    fields = ("office", "name")


class Texts(WithSources, ReadOnlyInline):
    model = AppealText
    verbose_name_plural = "versions of the text"
    fields = ("version", "language", "held", "note", "sources")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AppealText]:
        return super().get_queryset(request).select_related("appeal").prefetch_related(with_sources())


@admin.register(SignatureWithdrawal)
class SignatureWithdrawalAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("signatory", days("withdrawn_on"), "note")
    list_select_related = ("signatory",)


@admin.register(Addressee)
class AddresseeAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("office", "name", "appeal")
    list_select_related = ("appeal",)
    search_fields = ("office", "name")


@admin.register(AppealText)
class AppealTextAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("version", "language", "held", "note", "appeal")
    list_filter = ("version", "held", ("language", OfLanguage))
    list_select_related = ("appeal",)
