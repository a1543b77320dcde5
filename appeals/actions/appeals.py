"""New appeals, with who has a part in them, who signed, what we hold of them, and what they ask; and relations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from appeals.actions.citations import cite_appeal
from appeals.actions.demands import DemandGiven, add_demand
from appeals.actions.signatories import (
    AddresseeGiven,
    SignatoryGiven,
    TextGiven,
    add_addressee,
    add_signatories,
    add_text,
)
from appeals.models import Appeal, AppealParty, AppealRelation, SignatoryCount
from appeals.vocabulary import AppealKind, AppealRelationKind, CountKind, PartyRole, TextHeld
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Block, Party
from treaties.rules.findings import Finding, Refused

TAKEN = frozenset({"outcomes"})
"""Addresses beside those of appeals."""


@dataclass(frozen=True, slots=True)
class PartyGiven:
    """A party and its part: a body of it issued the appeal, an office of it is addressed, or it is concerned."""

    party: Party
    role: PartyRole


@dataclass(frozen=True, slots=True)
class CountGiven:
    """How many signed, as one source has it."""

    kind: CountKind
    count: int
    breakdown: str = ""
    cites: Sequence[Cite] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealGiven:
    """An appeal before it is recorded, with all that is recorded with it."""

    slug: str
    title: str
    kind: AppealKind
    issuing_body: str
    addressee_office: str
    issued_on: PartialDate
    text_held: TextHeld
    addressee_name: str = ""
    received_on: PartialDate | None = None
    published_on: PartialDate | None = None
    language: str = ""
    grounds: str = ""
    summary: str = ""
    parties: Sequence[PartyGiven] = ()
    signatory_counts: Sequence[CountGiven] = ()
    signatories: Sequence[SignatoryGiven] = ()
    further_addressees: Sequence[AddresseeGiven] = ()
    texts: Sequence[TextGiven] = ()
    demands: Sequence[DemandGiven] = ()
    cites: Sequence[Cite] = ()


def add_appeal(block: Block, *, given: AppealGiven) -> Appeal:
    """An appeal with its demands. What their rules catch on the day it was issued (its latest possible day) is frozen.

    Signatories and texts that bring no source of their own rest on those of the appeal. Raises Refused without a
    source, or where a demand names agreements or a rule and the appeal has no such day.
    """
    if given.slug in TAKEN:
        raise Refused(Finding("slug_taken", f"“{given.slug}” is the address of another page.", field="slug"))
    if not given.cites:
        raise Refused(Finding("no_source", "An appeal is recorded with the source that holds it.", field="source"))
    appeal = Appeal.objects.create(
        slug=given.slug,
        title=given.title,
        kind=given.kind,
        issuing_body=given.issuing_body,
        addressee_name=given.addressee_name,
        addressee_office=given.addressee_office,
        issued_on=given.issued_on,
        received_on=given.received_on,
        published_on=given.published_on,
        language=given.language,
        text_held=given.text_held,
        grounds=given.grounds,
        summary=given.summary,
    )
    cite_appeal(block, appeal, given.cites)
    AppealParty.objects.bulk_create(AppealParty(appeal=appeal, party=one.party, role=one.role) for one in given.parties)
    for one in given.signatory_counts:
        add_signatory_count(block, appeal=appeal, given=one)
    for addressee in given.further_addressees:
        add_addressee(block, appeal=appeal, given=addressee)
    for text in given.texts:
        add_text(block, appeal=appeal, given=replace(text, cites=text.cites or given.cites))
    if given.signatories:
        add_signatories(block, appeal=appeal, given=given.signatories, cites=given.cites)
    for demand in given.demands:
        add_demand(block, appeal=appeal, given=demand)
    return appeal


def add_signatory_count(block: Block, *, appeal: Appeal, given: CountGiven) -> SignatoryCount:
    """How many signed, as one source has it; what other sources say stands beside it."""
    count = SignatoryCount.objects.create(appeal=appeal, kind=given.kind, count=given.count, breakdown=given.breakdown)
    cite_appeal(block, count, given.cites)
    return count


def relate_appeals(
    block: Block, *, appeal: Appeal, other: Appeal, kind: AppealRelationKind, cites: Sequence[Cite] = ()
) -> AppealRelation:
    """``appeal`` KIND ``other``. The sources are cited on the appeal, about this relation."""
    relation = AppealRelation.objects.create(appeal=appeal, other=other, kind=kind)
    cite_appeal(block, appeal, [Cite(given.source, given.locator, about=kind) for given in cites])
    return relation
