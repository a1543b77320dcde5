"""A form field for a day as people type it."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from treaties.dates import DateNotUnderstood, NoSuchDay, PartialDate, read_partial

NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
"""A day in three numbers: with points as written in most of Europe, the day first; otherwise in either order."""


class TypedDate(forms.BoundField):
    is_day = True

    @property
    def reading(self) -> PartialDate | None:
        """What was understood, to be shown beside what was typed; ``None`` before anything was."""
        return getattr(self.form, "cleaned_data", {}).get(self.name)


class TypedDateField(forms.CharField):
    """``5 Oct 2024``, ``Aug 1997``, ``by 6 Feb 2025``, ``2013``, ``5.10.2024``. Cleans to a ``PartialDate``; left
    empty, to ``None``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 60} | kwargs)

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        try:
            return read_typed(text) if text else None
        except DateNotUnderstood as error:
            raise ValidationError(str(error), code="date_not_understood") from None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> TypedDate:
        return TypedDate(form, self, field_name)


def read_typed(text: str) -> PartialDate:
    """As ``read_partial``, and days in three numbers. Raises DateNotUnderstood; of two days none is guessed."""
    match = NUMBERS.fullmatch(text.strip())
    if match is None:
        return read_partial(text)
    first, point, second, year = int(match[1]), match[2], int(match[3]), match[4]
    orders = [(first, second)] if point == "." else [(first, second), (second, first)]
    days = {str(day): day for order in orders if (day := _day(*order, year))}
    if len(days) == 1:
        return next(iter(days.values()))
    if not days:
        raise NoSuchDay(f"“{text.strip()}” is not a day of the calendar.")
    one, other = (day.words() for day in days.values())
    raise DateNotUnderstood(f"“{text.strip()}” can be {one} or {other}: write the month as a word.")


def _day(day: int, month: int, year: str) -> PartialDate | None:
    try:
        return PartialDate.parse(f"{year}-{month:02}-{day:02}")
    except DateNotUnderstood:
        return None


def as_typed(date: PartialDate) -> str:
    """A day as a person would type it: in words where they are read back as the same, otherwise as EDTF."""
    words = date.words()
    try:
        return words if read_typed(words) == date else str(date)
    except DateNotUnderstood:
        return str(date)
