"""Filters of the lists of appeals, demands and links."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from appeals.models import Appeal, Link
from appeals.queries.desk_lists import (
    about_parties,
    appeals_about,
    appeals_changed_by,
    appeals_citing,
    cited_facts,
    demands_about,
    demands_changed_by,
)
from appeals.queries.unanswered import unanswered
from treaties.admin.filters import OfAgreements, SourceAndMine
from treaties.queries.desk_lists import written_or_mended_by


class AppealsNarrowed(SourceAndMine, OfAgreements):
    """Two parties have a part in the appeal; the rest is of the agreements that its demands and links are about."""

    field_order: Sequence[str] = ("pair", "other", "status", "on", "nature", "topic", "source", "mine")

    @property
    def asks_for_agreements(self) -> bool:
        return any(self.cleaned_data[name] for name in ("status", "nature", "topic"))

    def narrow(self, rows: QuerySet[Appeal]) -> QuerySet[Appeal]:
        asked = self.cleaned_data
        rows = about_parties(rows, self.parties)
        if self.asks_for_agreements:
            rows = rows.filter(appeals_about(self.agreements))
        if asked["source"] is not None:
            rows = rows.filter(appeals_citing(asked["source"]))
        return rows.filter(appeals_changed_by(self.actor)) if asked["mine"] else rows


class DemandsNarrowed(AppealsNarrowed):
    clock = forms.ChoiceField(
        label="Answer",
        required=False,
        choices=[("", "Any"), ("run_out", "None on record, and the clock has run out")],
        error_messages={"invalid_choice": "“%(value)s” is none of these: run_out."},
    )
    field_order: Sequence[str] = (
        "pair",
        "other",
        "status",
        "on",
        "nature",
        "topic",
        "source",
        "clock",
        "mine",
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if self.parties:
            rows = rows.filter(appeal__in=about_parties(Appeal.objects.order_by(), self.parties).values("pk"))
        if self.asks_for_agreements:
            rows = rows.filter(demands_about(self.agreements))
        if asked["clock"]:
            rows = rows.filter(pk__in=unanswered(on=timezone.localdate()).order_by().values("pk"))
        if asked["source"] is not None:
            rows = rows.filter(pk__in=cited_facts("demand", asked["source"]))
        return rows.filter(demands_changed_by(self.actor)) if asked["mine"] else rows


class LinksNarrowed(SourceAndMine, OfAgreements):
    """Links by the agreements of their acts."""

    field_order: Sequence[str] = ("pair", "other", "status", "on", "nature", "topic", "source", "mine")

    def narrow(self, rows: QuerySet[Link]) -> QuerySet[Link]:
        asked = self.cleaned_data
        if self.asks_for_agreements:
            rows = rows.filter(status_change__agreement__in=self.agreements)
        if asked["source"] is not None:
            rows = rows.filter(pk__in=cited_facts("link", asked["source"]))
        return rows.filter(written_or_mended_by(self.actor)) if asked["mine"] else rows
