"""What if a party gave a notice, or did some other act, on a day, under these agreements. Nothing is written.

The agreements are named, or are all that may bind two parties on that day. Six statements at most, however many.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from treaties.derivation.facts import AgreementFacts, PartyFact
from treaties.derivation.stories import story_of
from treaties.derivation.timeline import Timeline
from treaties.derivation.what_if_bonds import Lives
from treaties.models import Agreement, Party
from treaties.models.timelines import Kept
from treaties.queries.citations import attach_citations
from treaties.queries.country_pair import PairRow
from treaties.queries.facts import cited_facts, with_facts
from treaties.queries.lists import agreements_on
from treaties.vocabulary import Act, PairGroup, ParticipationStatus, Topic

P = ParticipationStatus
MOST = 200
"""Agreements that one question is about; further ones are left out, and that is said."""
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}", re.ASCII)
"""How a slug is written: anything else is none."""
MAY_BIND = (PairGroup.IN_FORCE, PairGroup.POSSIBLY_IN_FORCE, PairGroup.SUSPENDED, PairGroup.OPERATIVE)
"""What “all agreements in force between the two” means: each row says how it stands."""


class NoSuchAgreements(ValueError):
    """Nothing is on record, or was at that block, under these slugs."""

    def __init__(self, slugs: Sequence[str]) -> None:
        self.slugs = tuple(slugs)
        super().__init__(f"No agreement is on record under {', '.join(f'“{slug}”' for slug in slugs)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which agreements: those named by ``slugs``; else all that may bind ``by`` and ``towards`` on the day, of one
    ``topic`` if that is given. ``known_at`` is a block; ``None`` for now."""

    by: Party
    act: Act
    received_on: date
    slugs: tuple[str, ...] = ()
    towards: Party | None = None
    topic: Topic | None = None
    known_at: int | None = None


@dataclass(frozen=True, slots=True)
class PairLeft:
    """How the agreement stands between the maker of the act and another party on a day, without the act and with it."""

    other: PartyFact
    on: date
    before: PairGroup
    after: PairGroup


def agreements_meant(question: Question) -> tuple[list[Any], bool]:
    """With all that ``facts_of`` reads; and whether there are more than ``MOST``. Raises NoSuchAgreements."""
    known = Agreement.objects.known_at(question.known_at)
    if question.slugs or question.towards is None:
        found = _with_cited_facts(known.filter(slug__in=question.slugs), question.known_at)
        missing = [slug for slug in question.slugs if slug not in {one.slug for one in found}]
        if missing:
            raise NoSuchAgreements(missing)
        return found, False
    rows = agreements_on(question.received_on, known_at=question.known_at, parties=(question.by, question.towards))
    rows = rows.filter(group__in=MAY_BIND)
    if question.topic:
        rows = rows.filter(topics__contains=[str(question.topic)])
    meant = known.filter(pk__in=rows.order_by("slug").values("id")[: MOST + 1])
    found = _with_cited_facts(meant.order_by("slug"), question.known_at)
    return found[:MOST], len(found) > MOST


def _with_cited_facts(agreements: QuerySet[Agreement], known_at: int | None) -> list[Any]:
    """With all that ``facts_of`` reads, in six statements."""
    found: list[Any] = list(with_facts(agreements, known_at=known_at, with_citations=False))
    attach_citations(cited_facts(found), known_at=known_at)
    return found


def pairs_left(
    agreement: Agreement, facts: AgreementFacts, lives: tuple[Lives, Lives], *, by: str, towards: str | None, on: date
) -> list[PairLeft]:
    """Between the maker of an act and one other party, or all of the other side. ``lives``: without it, and with it."""
    own = next((party for party in facts.parties if party.code == by), None)
    others = [one for one in facts.parties if one.code == towards] if towards else _other_side(facts, own)
    if own is None:
        return []
    return [
        PairLeft(other, on, *(_group(agreement, one, by, other.code, on) for one in lives))
        for other in others
        if other.code != by
    ]


def _other_side(facts: AgreementFacts, own: PartyFact | None) -> list[PartyFact]:
    if own is None or not facts.is_bilateral:
        return []
    return [party for party in facts.parties if party.side != own.side]


def _group(agreement: Agreement, lives: Lives, one: str, other: str, on: date) -> PairGroup:
    row = PairRow(
        agreement=agreement,
        whole=_kept(lives.whole),
        one_standing=_kept(lives.parties[one]),
        other_standing=_kept(lives.parties[other]),
        between=_kept(lives.laws.get((min(one, other), max(one, other)), Timeline(()))),
        acts=(),
        said=(),
        on=on,
    )
    return row.group


def _kept(timeline: Timeline[Any]) -> Kept:
    return Kept(timeline.days, timeline.codes, story_of(timeline))
