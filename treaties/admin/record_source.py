"""The part of the form that says where it says so: a source on record, or a new one described in place."""

import re
from typing import Any

from anyascii import anyascii
from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.text import slugify

from treaties.actions.slugs import free_slug
from treaties.actions.sources import Cite, add_source
from treaties.admin.typed_dates import TypedDateField
from treaties.models import Block, Source
from treaties.vocabulary import Evidence

UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")
"""Control characters, what turns the direction of the text around it, and what stands for unreadable bytes."""
NEW = ("new_title", "new_publisher", "new_evidence", "new_published_on", "new_language", "new_url")
NEEDED = {"new_title": "its title", "new_publisher": "who published it", "new_evidence": "what kind of evidence it is"}


class SourceOnRecord(forms.ModelChoiceField):
    def label_from_instance(self, obj: Source) -> str:
        return f"{obj.label}: {obj.title} ({obj.get_evidence_display()})"


class SourceFields(forms.Form):
    source_on_record = SourceOnRecord(
        label="Source",
        queryset=Source.objects.order_by("publisher", "published_on_earliest", "title"),
        required=False,
        empty_label="not in this list",
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
        help_text="An address that is already on record is recognised; its source is used then.",
    )

    source_is_required = True
    """The field of the source is marked as one that must be filled in."""

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
        return any(field.data for field in self.new_source)

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
        return clean

    def _clean_source(self, clean: dict[str, Any]) -> None:
        chosen, described = clean.get("source_on_record"), self.describes_new
        if chosen and described:
            self.add_error("source_on_record", "Choose a source on record, or describe a new one: not both.")
        elif described and not known(clean):
            for name, words in NEEDED.items():
                if not clean.get(name) and name not in self.errors:
                    self.add_error(name, f"A new source needs {words}.")
        elif not chosen and not described and "source_on_record" not in self.errors and (words := self.needs_source()):
            self.add_error("source_on_record", words)
        if clean.get("locator") and not (chosen or described) and not self.errors:
            self.add_error("locator", "This is a place in a source: choose or describe the source too.")

    def cites(self, block: Block) -> list[Cite]:
        """What the form says it rests on; the form must be valid."""
        return [Cite(self.source(block), self.cleaned_data["locator"])] if self.gives_source else []

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


def known(clean: dict[str, Any]) -> Source | None:
    """The source on record that was described as a new one: by its address, or else by publisher, title and day."""
    if address := clean.get("new_url"):
        bare = address.rstrip("/")
        return Source.objects.filter(url__in=[address, bare, f"{bare}/"]).order_by("pk").first()
    same: QuerySet[Source] = Source.objects.filter(
        title=clean.get("new_title"), publisher=clean.get("new_publisher"), url=""
    )
    day = clean.get("new_published_on")
    return same.filter(published_on=day).first() if day else same.filter(published_on__isnull=True).first()


def free_source_slug(clean: dict[str, Any]) -> str:
    """A readable name that never changes: publisher, day, title, and a number from the second on."""
    parts = [clean["new_publisher"], str(clean["new_published_on"] or ""), clean["new_title"]]
    return free_slug(slugify(anyascii(" ".join(parts)))[:70].strip("-") or "source", Source.objects.all())
