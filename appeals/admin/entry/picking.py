"""Form fields for what is on record, named as people type it; each says what was understood, or what it may mean."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone

from appeals.queries.typed_agreements import MOST, agreements_meant
from treaties.admin.recording.typed_dates import TypedDateField
from treaties.dates import PartialDate, shorten
from treaties.models import Agreement, Party, Source
from treaties.queries.party_search import find_party
from treaties.queries.source_search import by_address, found_by_words, is_address

MOST_PARTIES, MOST_SOURCES = 30, 20


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood, in words and by its name on record."""

    words: str
    name: str

    def __str__(self) -> str:
        return self.name


class Picked(forms.BoundField):
    @property
    def reading(self) -> Read | None:
        """Shown beside what was typed, once it was understood."""
        found = getattr(self.form, "cleaned_data", {}).get(self.name)
        return read(found) if found else None


def read(found: Any) -> Read:
    """Of something on record, or of several."""
    match found:
        case Agreement():
            return Read(found.short_title, found.slug)
        case Party():
            return Read(found.name, found.code)
        case Source():
            return Read(f"{found.label}: {found.title}", found.slug)
        case _:
            several = [read(one) for one in found]
            return Read("; ".join(one.words for one in several), ", ".join(one.name for one in several))


class AgreementField(forms.CharField):
    """A title, a series number, a slug, or words that only one has. Cleans to an ``Agreement`` or ``None``."""

    def __init__(self, **kwargs: Any) -> None:
        listed = {
            "list": "agreements",
            "autocomplete": "off",
            "data-hx-get": reverse_lazy("admin:appeals_appeal_agreements"),
            "data-hx-trigger": "input changed delay:200ms",
            "data-hx-target": "#agreements",
            "data-hx-sync": "this:replace",
        }
        super().__init__(required=False, max_length=400, widget=forms.TextInput(attrs=listed), **kwargs)

    def clean(self, value: Any) -> Agreement | None:
        text = super().clean(value)
        if not text:
            return None
        found = agreements_meant(text)
        if len(found) == 1:
            return found[0]
        if not found:
            words = f"“{shorten(text)}” is no agreement on record; write words of its title, or its number."
            raise ValidationError(words, code="unknown_agreement")
        more = ", and more" if len(found) > MOST else ""
        named = "; ".join(f"{one.short_title} [{one.slug}]" for one in found[:MOST])
        words = (
            f"“{shorten(text)}” may mean several agreements: {named}{more}. Write the short name of one, in brackets."
        )
        raise ValidationError(words, code="several_agreements")

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Picked:
        return Picked(form, self, field_name)


class PartyField(forms.CharField):
    """A code, or a name in any language. Cleans to a ``Party`` or ``None``."""

    def __init__(self, **kwargs: Any) -> None:
        listed = forms.TextInput(attrs={"list": "parties", "autocomplete": "off"})
        said: dict[str, Any] = {"required": False, "max_length": 120, "widget": listed}
        super().__init__(**said | kwargs)

    def clean(self, value: Any) -> Party | None:
        text = super().clean(value)
        return party_meant(text) if text else None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Picked:
        return Picked(form, self, field_name)


class PartiesField(PartyField):
    """Several, divided by commas, semicolons or lines. Cleans to a list, each once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 600} | kwargs)

    def clean(self, value: Any) -> Any:
        text = forms.CharField.clean(self, value)
        if not text:
            return []
        whole = find_party(text)  # a name may hold a comma
        names = [text] if whole.party else [one.strip() for one in text.replace(";", ",").split(",") if one.strip()]
        if len(names) > MOST_PARTIES:
            raise ValidationError(f"These are more than {MOST_PARTIES} parties.", code="too_many_parties")
        return list({party.pk: party for party in map(party_meant, names)}.values())


def party_meant(text: str) -> Party:
    """Raises ValidationError with what it may mean."""
    answer = find_party(text)
    if answer.party:
        return Party.objects.get(pk=answer.party.id)
    if answer.choices:
        named = ", ".join(f"{party.name} [{party.code}]" for party in answer.choices)
        raise ValidationError(f"“{answer.asked}” may mean {named}: write the code of one.", code="several_parties")
    near = f" Near to it: {', '.join(party.name for party in answer.nearest)}." if answer.nearest else ""
    words = f"“{answer.asked}” is no party on record; write a code or a name, such as AZ or Azerbaijan.{near}"
    raise ValidationError(words, code="unknown_party")


class SourceField(forms.CharField):
    """A source on record: its slug, its address, or words that only one has. Cleans to a ``Source`` or ``None``."""

    def __init__(self, **kwargs: Any) -> None:
        said: dict[str, Any] = {
            "required": False,
            "max_length": 600,
            "help_text": "Words of its title or publisher, or its address.",
        }
        super().__init__(**said | kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return source_meant(text) if text else None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Picked:
        return Picked(form, self, field_name)


class SourcesField(SourceField):
    """Several sources on record, one a line. Cleans to a list, each once."""

    def __init__(self, **kwargs: Any) -> None:
        said: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 2}), "max_length": 6000}
        super().__init__(**said | kwargs)

    def clean(self, value: Any) -> list[Source]:
        text = forms.CharField.clean(self, value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_SOURCES:
            raise ValidationError(f"These are more than {MOST_SOURCES} sources.", code="too_many_sources")
        return list({source.pk: source for source in map(source_meant, lines)}.values())


def source_meant(text: str) -> Source:
    """Raises ValidationError with what it may mean."""
    found = list(Source.objects.filter(slug=text)) or _of_address(text) or found_by_words(text, most=MOST + 1)
    if len(found) == 1:
        return found[0]
    if not found:
        words = f"“{shorten(text)}” is no source on record; write words of its title or publisher, or its address."
        raise ValidationError(words, code="unknown_source")
    more = ", and more" if len(found) > MOST else ""
    named = "; ".join(f"{one.label}: {one.title} [{one.slug}]" for one in found[:MOST])
    words = f"“{shorten(text)}” may mean several sources: {named}{more}. Write the short name of one, in brackets."
    raise ValidationError(words, code="several_sources")


def _of_address(text: str) -> list[Source]:
    found = by_address(text) if is_address(text) else None
    return [found] if found else []


class PastDateField(TypedDateField):
    """The day of something that has happened: a day that is certainly still to come is refused."""

    def clean(self, value: Any) -> PartialDate | None:
        date = super().clean(value)
        if date and date.earliest and date.earliest > timezone.localdate():
            raise ValidationError(f"This day is still to come: {date.words()}.", code="still_to_come")
        return date


class LanguageField(forms.RegexField):
    """A code: ``en``, ``az``, ``pt-BR``."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"invalid": "A language is a code, such as en, az or pt-BR."}
        super().__init__(
            r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
            max_length=12,
            help_text="Its code: en, az, ru.",
            error_messages=said,
            **kwargs,
        )
