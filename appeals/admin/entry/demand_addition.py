"""The page that adds demands to an appeal on record. What their rules mean is frozen as of the appeal's day, as now
known."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from appeals.actions.demands import add_demand
from appeals.actions.noticing import demand_warnings
from appeals.admin.entry.additions import Reason
from appeals.admin.entry.appeal_foreseen import DemandShown, demand_shown, demands_of
from appeals.admin.entry.demand_form import Demands
from appeals.admin.entry.rows import Typed
from appeals.admin.steps import Addition
from appeals.models import Appeal
from treaties.actions.sources import Cite
from treaties.models import Block
from treaties.rules.findings import Finding


class DemandsForm(Reason, Addition):
    heading = "What it asks"
    lacks_source = "A demand is recorded with the source that makes it: choose or describe one."
    has_rows = True
    says = ()
    seen: list[DemandShown]

    def __init__(self, of: Appeal, *args: Any, typed: Typed, **kwargs: Any) -> None:
        super().__init__(of, *args, **kwargs)
        self.rows = Demands(typed, taken=list(of.demands.values_list("ordinal", flat=True)))

    def numbered(self) -> list[tuple[str, Any]]:
        return self.rows.numbered

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        if not self.rows.said:
            self.add_error(None, "Fill in at least one demand.")
        return clean

    def write(self, block: Block, cites: Sequence[Cite]) -> tuple[Model, Sequence[Finding]]:
        appeal = self.of
        last = max(appeal.demands.values_list("pk", flat=True), default=0)
        sources = [one.source for one in cites]
        for row in self.rows.said:
            add_demand(block, appeal=appeal, given=row.given(sources))
        added = demands_of(appeal, after=last)
        self.seen = [demand_shown(demand) for demand in added]
        return added[0], list(demand_warnings(appeal, added))

    @property
    def public_words(self) -> str:
        said = [row.cleaned_data for row in self.rows.said]
        return "; ".join(f"Demand {one['ordinal']}: {one['heading']}" for one in said)
