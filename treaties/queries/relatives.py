"""Agreements related to one, and those related to these, as they were known when the one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from treaties.models import Agreement, AgreementRelation
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import AgreementFile
from treaties.queries.as_known import COLUMNS, kept_json
from treaties.queries.knowledge import known_by


@dataclass(frozen=True, slots=True)
class Relative:
    """``whole`` is its timeline as it was known. ``further`` are its other relations: the kind, whether they lead from
    it, and the key of the other end."""

    agreement: Agreement
    whole: Kept
    further: Sequence[tuple[str, bool, int]]


def relatives_of(file: AgreementFile) -> dict[int, Relative]:
    """By key: its relatives, and those one step further. One statement, once for a file; none where it has none."""
    if "relatives" not in file.beside:
        relations, back = file.agreement.relations.all(), file.agreement.relations_from.all()
        direct = {*(one.other_id for one in relations), *(one.agreement_id for one in back)}
        file.beside["relatives"] = _read(file, direct) if direct else {}
    return file.beside["relatives"]


def _read(file: AgreementFile, direct: set[int]) -> dict[int, Relative]:
    known = known_by(file.known_at)
    near = AgreementRelation.objects.filter(Q(agreement__in=direct) | Q(other__in=direct), **known)
    wanted = Q(pk__in=direct) | Q(pk__in=near.values("agreement")) | Q(pk__in=near.values("other"))
    ends = JSONObject(kind=F("kind"), start=F("agreement_id"), end=F("other_id"))
    own = AgreementRelation.objects.filter(Q(agreement=OuterRef("pk")) | Q(other=OuterRef("pk")), **known)
    found = (
        Agreement.objects.filter(wanted)
        .exclude(pk=file.agreement.pk)
        .annotate(whole=kept_json(file.known_at), ends=ArraySubquery(own.order_by("pk").values(json=ends)))
        .defer(*COLUMNS)
    )
    return {one.pk: _relative(one, file.agreement, is_direct=one.pk in direct) for one in found}


def _relative(one: Any, agreement: Agreement, *, is_direct: bool) -> Relative:
    further = [
        (row["kind"], row["start"] == one.pk, row["end"] if row["start"] == one.pk else row["start"])
        for row in (one.ends if is_direct else ())
        if agreement.pk not in (row["start"], row["end"])
    ]
    return Relative(one, Kept.from_json(one.whole), further)
