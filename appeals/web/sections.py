"""What appeals add to the pages about agreements and parties: shown beside a status, never part of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from appeals.models import Appeal, AppealParty, CaughtAgreement, Link
from appeals.queries.appeals_of import AppealsOn, appeals_of_pair, appeals_on, parts_of_party
from appeals.vocabulary import ASKS_FOR, DemandAction, LinkRelation, PartyRole
from appeals.web.wording import LinkView, sided
from treaties.models import Agreement, Party, StatusChange
from treaties.queries.agreement_file import AgreementFile
from treaties.queries.country_pair import CountryPair
from treaties.web.corrected import Mending
from treaties.web.days import AskedDay

ENDING = frozenset(action for action in DemandAction if action is not DemandAction.OTHER)
"""Demands that an agreement, or work on one, end or stand still: what else is asked counts neither way."""
ENDS = frozenset(act for action in ENDING for act in ASKS_FOR[action])


def pair_section(pair: CountryPair, day: AskedDay) -> SafeString:
    """Appeals about the two parties, whatever the day: each shows its own."""
    appeals = appeals_of_pair(pair.one, pair.other, known_at=pair.known_at, beside=pair.beside)
    return render_to_string("appeals/pair_section.html", {"appeals": appeals, "query": day.query})


@dataclass(frozen=True, slots=True)
class Sides:
    """How many appeals ask for an end, how many oppose an act that ends, and how many do neither."""

    for_ending: int
    against: int
    other: int
    may_suspend: bool
    """One of them asks to suspend it."""


def sides_of(found: AppealsOn) -> Sides:
    """By appeals, not by demands; one that does both counts for both."""
    asking = {one.demand.appeal_id for one in found.caught if one.demand.action in ENDING}
    opposing = {
        link.appeal_id
        for link in found.links
        if link.relation == LinkRelation.OPPOSED and link.status_change.act in ENDS
    }
    others = {appeal.pk for appeal in found.appeals} - asking - opposing
    suspending = any(one.demand.action == DemandAction.SUSPEND for one in found.caught)
    return Sides(len(asking), len(opposing), len(others), suspending)


def agreement_section(file: AgreementFile, day: AskedDay) -> SafeString:
    """Demands that mean this agreement, and other appeals that are linked to its acts; in the order of the appeals."""
    found = appeals_on(file.agreement, known_at=file.known_at, beside=file.beside)
    meant, mended = {one.demand_id for one in found.caught}, _mended(file, day)
    links = [_link_view(link, mended) for link in found.links if link.demand_id not in meant]
    lines: list[CaughtAgreement | LinkView] = sorted([*found.caught, *links], key=_moment)
    context = {"lines": [_line(one) for one in lines], "sides": sides_of(found), "query": day.query}
    return render_to_string("appeals/agreement_section.html", context)


def _line(one: CaughtAgreement | LinkView) -> dict[str, Any]:
    return {"view": one} if isinstance(one, LinkView) else {"caught": one, "demand": one.demand}


def _moment(one: Any) -> tuple[Any, int, int]:
    appeal, number = (
        (one.link.appeal, one.link.demand.ordinal if one.link.demand else 0)
        if isinstance(one, LinkView)
        else (one.demand.appeal, one.demand.ordinal)
    )
    assert appeal.issued_on, "the column is not null"
    return appeal.issued_on.in_order, appeal.pk, number


def _link_view(link: Link, mended: dict[int, tuple[StatusChange, StatusChange | None]]) -> LinkView:
    if link.status_change_id not in mended:
        return LinkView(link)
    link.status_change, instead = mended[link.status_change_id]
    return LinkView(link, was_mended=True, instead=instead)


def _mended(file: AgreementFile, day: AskedDay) -> dict[int, tuple[StatusChange, StatusChange | None]]:
    """By key, of acts that no longer stand: the act with its party, and what stands instead."""
    return {
        line.row.pk: (line.row, line.standing if isinstance(line.standing, StatusChange) else None)
        for line in Mending(file.corrections, day).lines
        if isinstance(line.row, StatusChange)
    }


def act_notes(
    agreement: Agreement, known_at: int | None = None, query: str = "", beside: dict[str, Any] | None = None
) -> dict[str, SafeString]:
    """By the slug of an act: the appeals linked to it, for it, against it, and neither; graded. ``query`` is what their
    addresses keep."""
    by_act = defaultdict(list)
    for link in appeals_on(agreement, known_at=known_at, beside=beside).links:
        by_act[link.status_change.slug].append(LinkView(link))
    return {
        slug: render_to_string("appeals/act_note.html", {"sides": sided(lines), "query": query})
        for slug, lines in by_act.items()
    }


def linked_since(file: AgreementFile) -> list[tuple[int, str]]:
    """For the history of an agreement: the blocks that linked appeals to its acts."""
    found = appeals_on(file.agreement, known_at=file.known_at, beside=file.beside)
    return [(link.block_id, f"{link.appeal.title}: {LinkView(link).act}") for link in found.links]


def party_section(party: Party, day: AskedDay) -> SafeString:
    """Appeals that a party's bodies made, those made to it, and those that concern it without either."""
    parts = parts_of_party(party, known_at=day.known_at)
    made = _in_role(parts, PartyRole.ISSUER)
    received = _in_role(parts, PartyRole.ADDRESSEE)
    shown = {appeal.pk for appeal in (*made, *received)}
    others = [appeal for appeal in _in_role(parts, PartyRole.CONCERNED) if appeal.pk not in shown]
    context = {"made": made, "received": received, "others": others, "query": day.query, "party": party}
    return render_to_string("appeals/party_section.html", context)


def _in_role(parts: Iterable[AppealParty], role: PartyRole) -> list[Appeal]:
    return [part.appeal for part in parts if part.role == role]
