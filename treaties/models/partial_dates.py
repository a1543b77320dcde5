"""A column for a partly known day: its EDTF text, and beside it the earliest and the latest day for SQL to compare."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from treaties.dates import DateNotUnderstood, PartialDate


class BoundField(models.DateField):
    """The earliest or the latest day of a partial date, kept equal to it on every save."""

    def __init__(self, *args: Any, of: str, end: str, **kwargs: Any) -> None:
        self.of, self.end = of, end
        super().__init__(*args, **kwargs | {"null": True, "blank": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of, "end": self.end}

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:
        partial: PartialDate | None = getattr(model_instance, self.of)
        bound = getattr(partial, self.end) if partial else None
        setattr(model_instance, self.attname, bound)
        return bound


class PartialDateField(models.CharField):
    """A ``PartialDate`` or ``None``. Adds ``<name>_earliest`` and ``<name>_latest`` to its model (closed days)."""

    if TYPE_CHECKING:
        _pyi_private_set_type: PartialDate | None  # type: ignore[assignment]
        _pyi_private_get_type: PartialDate | None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 40, "null": True, "blank": True} | kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if cls._meta.abstract or cls.__module__ == "__fake__":
            return
        for end in ("earliest", "latest"):
            if not hasattr(cls, f"{name}_{end}"):
                BoundField(of=name, end=end).contribute_to_class(cls, f"{name}_{end}")

    def from_db_value(self, value: str | None, *_: Any) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(str(value)) if value else None
        except DateNotUnderstood as error:
            raise ValidationError(str(error)) from None

    def get_prep_value(self, value: Any) -> str | None:
        return str(value) if value else None

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")


def bounds_in_order(*names: str) -> list[models.CheckConstraint]:
    """Each bound a finite day, the earliest not after the latest: one constraint per partial date of a model."""
    return [
        models.CheckConstraint(
            condition=_in_order(f"{name}_earliest", f"{name}_latest"), name=f"%(class)s_{name}_in_order"
        )
        for name in names
    ]


def _in_order(earliest: str, latest: str) -> models.Q:
    calendar = (date.min, date.max)
    finite = [
        models.Q(**{f"{bound}__isnull": True}) | models.Q(**{f"{bound}__range": calendar})
        for bound in (earliest, latest)
    ]
    one_is_open = models.Q(**{f"{earliest}__isnull": True}) | models.Q(**{f"{latest}__isnull": True})
    return finite[0] & finite[1] & (one_is_open | models.Q(**{f"{earliest}__lte": models.F(latest)}))
