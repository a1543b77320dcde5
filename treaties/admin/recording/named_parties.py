"""A form field for the parties that a clause names, as people type them: “AZ, US”, “AZ 40; US 60”."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Lower

from treaties.actions.clauses import NamedParty
from treaties.models import Party

MOST = 250
_ENTRY = re.compile(r"(?P<name>.+?)(?:[\s:=]+(?P<share>\d{1,3}(?:\.\d{1,4})?)\s*%?)?", re.DOTALL)


class NamedPartiesField(forms.CharField):
    """Codes or names, divided by commas, semicolons or lines; each with its share in per cent, if it has one. Cleans to
    a list of ``NamedParty``."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 8000} | kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        entries = [entry.strip() for entry in re.split(r"[,;\n]", text) if entry.strip()]
        if len(entries) > MOST:
            raise ValidationError(f"These are more than {MOST} parties.", code="too_many_parties")
        read = [self._read(entry) for entry in entries]
        known = _known(name for name, _ in read)
        if unknown := [name for name, _ in read if name.casefold() not in known]:
            listed = ", ".join(f"“{name[:60]}”" for name in unknown[:5])
            raise ValidationError(
                f"No party {listed} is on record. Write codes, or names as on record.", code="unknown"
            )
        return [NamedParty(known[name.casefold()], share) for name, share in read]

    def _read(self, entry: str) -> tuple[str, Decimal | None]:
        found = _ENTRY.fullmatch(entry)
        if found is None:
            words = f"“{entry[:60]}” is no party with its share; write “AZ, US”, or “AZ 40; US 60.5”."
            raise ValidationError(words, code="not_understood")
        return found["name"].strip(" :=\t\r"), Decimal(found["share"]) if found["share"] else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or "") != (data or "")


def _known(names: Iterable[str]) -> dict[str, Party]:
    """By code and by name, in small letters; a code before a name. One statement."""
    wanted = {name.casefold() for name in names}
    if not wanted:
        return {}
    parties = Party.objects.annotate(small_code=Lower("code"), small=Lower("name"), within=Lower("sentence_name"))
    found = list(parties.filter(Q(small_code__in=wanted) | Q(small__in=wanted) | Q(within__in=wanted)).order_by("pk"))
    by_name: dict[str, Party] = {
        name.casefold(): party for party in found for name in (party.name, party.sentence_name)
    }
    return by_name | {party.code.casefold(): party for party in found}


def as_text(parties: Sequence[NamedParty]) -> str:
    """As a person would have typed it."""
    mark = "; " if any(one.share is not None for one in parties) else ", "
    return mark.join(
        one.party.code if one.share is None else f"{one.party.code} {one.share.normalize():f}" for one in parties
    )
