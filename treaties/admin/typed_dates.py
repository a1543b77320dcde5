"""A form field for a day as people type it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from treaties.dates import DateNotUnderstood, PartialDate, read_partial


class TypedDate(forms.BoundField):
    @property
    def reading(self) -> PartialDate | None:
        """What was understood, to be shown beside what was typed; ``None`` before anything was."""
        return getattr(self.form, "cleaned_data", {}).get(self.name)


class TypedDateField(forms.CharField):
    """``5 Oct 2024``, ``Aug 1997``, ``by 6 Feb 2025``, ``2013``. Cleans to a ``PartialDate``; left empty, ``None``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 60} | kwargs)

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        try:
            return read_partial(text) if text else None
        except DateNotUnderstood as error:
            raise ValidationError(str(error), code="date_not_understood") from None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> TypedDate:
        return TypedDate(form, self, field_name)


def as_typed(date: PartialDate) -> str:
    """A day as a person would type it: in words where they are read back as the same, otherwise as EDTF."""
    words = date.words()
    try:
        return words if read_partial(words) == date else str(date)
    except DateNotUnderstood:
        return str(date)
