"""If a demand were granted: what a notice by the side that is asked would do to each agreement that the demand meant.

Hypothetical. An appeal changes no status, and neither does asking what it would come to.
"""

from dataclasses import dataclass

from appeals.models import Demand
from appeals.queries.appeal_file import AppealFile, issued_day
from appeals.vocabulary import DemandAction, PartyRole
from treaties.actions.what_if import Target, suppose
from treaties.models import Agreement, Party
from treaties.queries.facts_at_once import agreements_with_facts
from treaties.vocabulary import Act

ENDS_BY: dict[DemandAction, Act] = {
    DemandAction.TERMINATE: Act.NOTICE_OF_TERMINATION,
    DemandAction.END_PROGRAMME: Act.NOTICE_OF_TERMINATION,
    DemandAction.NOT_EXTEND: Act.NOTICE_OF_NON_RENEWAL,
}
"""The notice by which what a demand asks could come about; of other demands nothing is supposed."""

type ByTarget = dict[tuple[int, int], "IfGranted"]
"""By the keys of the demand and of the agreement."""


@dataclass(frozen=True, slots=True)
class IfGranted:
    """``then``: had the party that is asked given notice on the appeal's day; ``now``: if it gave one on ``on``."""

    by: Party
    then: Target
    now: Target


def addressee_of(file: AppealFile) -> Party | None:
    """The party whose office is asked; ``None`` where that is not exactly one."""
    asked = {one.party.pk: one.party for one in file.appeal.parties.all() if one.role == PartyRole.ADDRESSEE}
    return next(iter(asked.values())) if len(asked) == 1 else None


def if_granted(file: AppealFile) -> ByTarget:
    """Of every demand that asks for an end; empty where it is not one party that is asked. One statement at most."""
    by, demands = addressee_of(file), [one for one in file.appeal.demands.all() if _notice(one)]
    meant = {caught.agreement_id for demand in demands for caught in demand.caught.all()}
    if by is None or not meant:
        return {}
    known = agreements_with_facts(Agreement.objects.filter(pk__in=meant), known_at=file.known_at)
    agreements = {one.pk: one for one in known}
    then = issued_day(file)
    found: ByTarget = {}
    for demand in demands:
        act = _notice(demand)
        for caught in demand.caught.all():
            agreement = agreements.get(caught.agreement_id)
            if act and agreement:
                supposed = (suppose(agreement, by, act, day) for day in (then, file.on))
                found[demand.pk, caught.agreement_id] = IfGranted(by, *supposed)
    return found


def _notice(demand: Demand) -> Act | None:
    return ENDS_BY.get(DemandAction(demand.action))
