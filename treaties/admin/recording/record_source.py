"""The part of the form that says where it says so: a source on record, or a new one described in place."""

import re
from functools import cached_property
from typing import Any

from anyascii import anyascii
from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify

from treaties.actions.slugs import free_slug
from treaties.actions.sources import Cite, add_source
from treaties.admin.recording.typed_dates import TypedDateField
from treaties.models import Block, Source
from treaties.queries.source_search import MOST, as_url, by_address, found_by_words, is_address
from treaties.vocabulary import Evidence

UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")
"""Control characters, what turns the direction of the text around it, and what stands for unreadable bytes."""
NEW = ("new_title", "new_publisher", "new_evidence", "new_published_on", "new_language", "new_url")
NEEDED = {"new_title": "its title", "new_publisher": "who published it", "new_evidence": "what kind of evidence it is"}
WHERE = ("source_words", "source_on_record", *NEW, "locator")
BOTH = "Choose a source on record, or describe a new one: not both."


class Picked(forms.HiddenInput):
    """Drawn by the page, as radio buttons of what was found: never as a list of all sources."""

    use_fieldset = True


class SourceFields(forms.Form):
    source_words = forms.CharField(
        label="Source, as searched for",
        required=False,
        max_length=600,
        help_text="Type words of its title or its publisher, or paste its address; then choose from what is found.",
    )
    source_on_record = forms.ModelChoiceField(
        label="Source", queryset=Source.objects.order_by("pk"), required=False, widget=Picked
    )
    locator = forms.CharField(
        label="Place in it", required=False, max_length=200, help_text="Article, page, paragraph, row."
    )
    new_title = forms.CharField(label="Title", required=False, max_length=400)
    new_publisher = forms.CharField(label="Publisher", required=False, max_length=200)
    new_evidence = forms.ChoiceField(
        label="Kind of evidence", required=False, choices=[("", "choose"), *Evidence.choices()]
    )
    new_published_on = TypedDateField(label="Published on")
    new_language = forms.RegexField(
        r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        label="Language",
        required=False,
        max_length=12,
        help_text="Its code: en, az, ru.",
        error_messages={"invalid": "A language is a code, such as en, az or pt-BR."},
    )
    new_url = forms.URLField(
        label="Address",
        required=False,
        max_length=600,
        assume_scheme="https",
        help_text="Not needed where it is pasted above. One that is already on record is recognised.",
    )

    source_is_required = True
    """The field of the source is marked as one that must be filled in."""
    is_lenient = False
    """What would be recorded is only looked at: a source, and why, may still be missing (``still_missing``)."""

    def be_lenient(self) -> None:
        self.is_lenient = True
        self.still_missing: list[str] = []
        if "reason" in self.fields:
            self.fields["reason"].required = False

    def needs_source(self) -> str:
        """What is said where no source is given; empty where none is needed."""
        return "An act is recorded with the source that says so: choose or describe one."

    def without_new(self) -> None:
        """For a person who may not add sources."""
        for name in NEW:
            del self.fields[name]

    @property
    def new_source(self) -> list[BoundField]:
        return self.named(*NEW)

    @property
    def describes_new(self) -> bool:
        """Something was filled in of a new source; or the address that was typed is on no record."""
        return any(field.data for field in self.new_source) or self.is_new_address

    @cached_property
    def typed_words(self) -> str:
        words = self["source_words"].data if self.is_bound else ""
        return "" if UNSHOWABLE.search(words or "") else (words or "").strip()[:600]

    @cached_property
    def recognised(self) -> Source | None:
        """The source on record whose address was typed where sources are searched."""
        return by_address(self.typed_words) if is_address(self.typed_words) else None

    @property
    def is_new_address(self) -> bool:
        return is_address(self.typed_words) and not self.recognised

    @cached_property
    def search(self) -> "Search":
        """What the page shows below the words."""
        chosen = self.cleaned_data.get("source_on_record") if self.is_bound and hasattr(self, "cleaned_data") else None
        return Search(self.typed_words, chosen)

    @property
    def source_input(self) -> SafeString:
        """Described by the errors of what was picked."""
        attrs: dict[str, str | bool] = {
            "autocomplete": "off",
            "aria-describedby": " ".join(self._describes_input),
            "data-hx-get": reverse("admin:treaties_source_found"),
            "data-hx-trigger": "input changed delay:300ms",
            "data-hx-target": "#source-found",
            "data-hx-swap": "innerHTML",
            "data-hx-sync": "this:replace",
            "data-hx-include": "#source-found",
        }
        if self.source_errors:
            attrs["aria-invalid"] = "true"
        return self["source_words"].as_widget(attrs=attrs)

    @property
    def _describes_input(self) -> list[str]:
        names = [name for name in ("source_on_record", "source_words") if self[name].errors]
        return [*(f"{self[name].auto_id}_error" for name in names), f"{self['source_words'].auto_id}_helptext"]

    @property
    def source_errors(self) -> bool:
        return bool(self["source_on_record"].errors or self["source_words"].errors)

    @property
    def gives_source(self) -> bool:
        """A source was chosen or described."""
        return bool(self.cleaned_data.get("source_on_record")) or self.describes_new

    def named(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        self._clean_source(clean)
        for name, value in list(clean.items()):
            if not isinstance(value, str):
                continue
            clean[name] = value = value.replace("\r\n", "\n")
            if found := UNSHOWABLE.search(value):
                words = f"This holds a character that cannot be shown as text (U+{ord(found[0]):04X}); type it anew."
                self.add_error(name, words)
        if self.is_lenient and "reason" not in self.errors and not clean.get("reason"):
            self.still_missing.append("why you record it")
            clean["reason"] = "to see what it would change"
        return clean

    def _clean_source(self, clean: dict[str, Any]) -> None:
        described = any(field.data for field in self.new_source)
        if not clean.get("source_on_record") and not described and self.recognised:
            clean["source_on_record"] = self.recognised
        chosen = clean.get("source_on_record")
        if self.is_new_address and not chosen and not clean.get("new_url"):
            clean["new_url"] = as_url(self.typed_words)
            described = True
        if chosen and described:
            self.add_error("source_on_record", BOTH)
        elif described and not known(clean):
            self._needs_description(clean)
        elif not chosen and not described and "source_on_record" not in self.errors:
            self._needs_choice()
        if clean.get("locator") and not (chosen or described) and not self.errors and not self.is_lenient:
            self.add_error("locator", "This is a place in a source: choose or describe the source too.")

    def _needs_description(self, clean: dict[str, Any]) -> None:
        if not self.new_source:
            self._lacks("source_on_record", "No source on record has this address; who may add sources adds it first.")
        for name, words in NEEDED.items():
            if self.new_source and not clean.get(name) and name not in self.errors:
                self._lacks(name, f"A new source needs {words}.")

    def _needs_choice(self) -> None:
        if self.typed_words:
            found = self.search.found
            below = (
                "Choose one of the sources found"
                if found
                else "No source on record has all of these words: change them"
            )
            self._lacks("source_on_record", f"{below}, or describe a new one.")
        elif words := self.needs_source():
            self._lacks("source_on_record", "the source" if self.is_lenient else words)

    def _lacks(self, field: str, words: str) -> None:
        if self.is_lenient:
            self.still_missing.append(words[:1].lower() + words[1:].rstrip("."))
        else:
            self.add_error(field, words)

    def cites(self, block: Block) -> list[Cite]:
        """What the form says it rests on; the form must be valid."""
        if self.is_lenient and not self._source_is_settled:
            return [Cite(source_to_be_given(block))] if self.needs_source() else []
        return [Cite(self.source(block), self.cleaned_data["locator"])] if self.gives_source else []

    @property
    def _source_is_settled(self) -> bool:
        clean = self.cleaned_data
        described = self.describes_new and all(clean.get(name) for name in NEEDED)
        return bool(clean.get("source_on_record") or described or (self.describes_new and known(clean)))

    def source(self, block: Block) -> Source:
        """The source that was chosen, recognised, or else added in this block; the form must be valid."""
        clean = self.cleaned_data
        if found := clean["source_on_record"] or known(clean):
            return found
        return add_source(
            block,
            slug=free_source_slug(clean),
            title=clean["new_title"],
            publisher=clean["new_publisher"],
            evidence=Evidence(clean["new_evidence"]),
            published_on=clean["new_published_on"],
            language=clean["new_language"],
            url=clean["new_url"],
        )


class Search:
    """What is found for words or an address, to choose from; what was chosen stays among it."""

    def __init__(self, words: str, chosen: Source | None = None) -> None:
        self.words, self.chosen = words, chosen

    @cached_property
    def recognised(self) -> Source | None:
        return by_address(self.words) if is_address(self.words) else None

    @property
    def is_new_address(self) -> bool:
        return is_address(self.words) and not self.recognised

    @cached_property
    def _by_words(self) -> list[Source]:
        if is_address(self.words):
            return [self.recognised] if self.recognised else []
        return found_by_words(self.words, most=MOST + 1)

    @property
    def found(self) -> list[Source]:
        others = [one for one in self._by_words[:MOST] if one != self.chosen]
        return [*([self.chosen] if self.chosen else []), *others]

    @property
    def has_more(self) -> bool:
        return len(self._by_words) > MOST

    @property
    def picked(self) -> Source | None:
        return self.chosen or self.recognised


def known(clean: dict[str, Any]) -> Source | None:
    """The source on record that was described as a new one: by its address, or else by publisher, title and day."""
    if address := clean.get("new_url"):
        return by_address(address)
    same: QuerySet[Source] = Source.objects.filter(
        title=clean.get("new_title"), publisher=clean.get("new_publisher"), url=""
    )
    day = clean.get("new_published_on")
    return same.filter(published_on=day).first() if day else same.filter(published_on__isnull=True).first()


def free_source_slug(clean: dict[str, Any]) -> str:
    """A readable name that never changes: publisher, day, title, and a number from the second on."""
    parts = [clean["new_publisher"], str(clean["new_published_on"] or ""), clean["new_title"]]
    return free_slug(slugify(anyascii(" ".join(parts)))[:70].strip("-") or "source", Source.objects.all())


def source_to_be_given(block: Block) -> Source:
    """In the place of a source, while what would be recorded is only looked at: then the block is given up."""
    slug = free_slug("to-be-given", Source.objects.all())
    return add_source(block, slug=slug, title="Not given yet", publisher="Not given yet", evidence=Evidence.PRESS)
