"""The acts to choose from, in chapters: those that find something to act on today stand open, the others are folded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.derivation.articles import cited
from treaties.derivation.effects import OVER, Law
from treaties.derivation.facts import ActFact
from treaties.derivation.law import LAW
from treaties.models import Agreement
from treaties.queries.facts import facts_of
from treaties.rules.acts import RULES, Case
from treaties.rules.findings import Finding
from treaties.vocabulary import Act, AgreementStatus, By, Chapter, Evidence, ParticipationStatus, Status

A, P = AgreementStatus, ParticipationStatus
OF_NATURE = [rule for rule in RULES if rule.code in ("treaty_act_on_non_binding", "non_binding_act_on_treaty")]
WHOSE = {By.WHOLE: "The whole", By.PARTY: "One party", By.EITHER: "One party or all"}
NO_BREAK = "\N{NO-BREAK SPACE}"
DAYS = {"done_on": "done", "received_on": "received", "effective_on": "effective"}
ENDINGS = {Chapter.TERM, Chapter.SUSPENSION, Chapter.LEAVING, Chapter.END}
UNBEGUN: set[Status] = {A.NOT_YET, P.NONE}
"""Of what has no beginning on record an end can be recorded; nobody looks for it there."""


@dataclass(frozen=True, slots=True)
class Group:
    """The radio buttons of one chapter. ``is_open``: the chosen act is in it or, while none is chosen, a likely one."""

    chapter: Chapter
    radios: Sequence[Any]
    is_open: bool


def grouped(radios: Iterable[Any], likely: set[Act], chosen: str | None) -> list[Group]:
    """In the order of chapters. Everything is open where nothing is chosen and nothing is likely."""
    sought = {chosen} if chosen in set(Act) else likely or set(Act)
    by_chapter = defaultdict(list)
    for radio in radios:
        by_chapter[LAW[Act(radio.data["value"])].chapter].append(radio)
    return [
        Group(chapter, found, any(radio.data["value"] in sought for radio in found))
        for chapter in Chapter
        if (found := by_chapter[chapter])
    ]


@dataclass(frozen=True, slots=True)
class NotNow:
    """Why acts would be refused today, and their radio buttons: each can be chosen all the same, for another day."""

    finding: Finding
    radios: Sequence[Any]


def by_reason(radios: Iterable[Any], refused: Mapping[Act, Finding]) -> list[NotNow]:
    """In the order in which the first act of each reason stands."""
    found: defaultdict[Finding, list[Any]] = defaultdict(list)
    for radio in radios:
        found[refused[Act(radio.data["value"])]].append(radio)
    return [NotNow(finding, those) for finding, those in found.items()]


def likely_now(agreement: Any, today: date) -> set[Act]:
    """Acts that would find a status to move today, or an act on record to answer; of an agreement ``with_facts``.

    A guide for the eye, and no rule: any act can be chosen, and the rules decide about its own day.
    """
    statuses: set[Status] = set(A.possible_in(agreement.code_on(today)))
    for one in agreement.participations.all():
        statuses |= set(P.possible_in(one.code_on(today)))
    on_record = {Act(change.act) for change in agreement.standing_acts}
    return {act for act, law in LAW.items() if _is_likely(law, statuses, on_record)}


def _is_likely(law: Law, statuses: set[Status], on_record: set[Act]) -> bool:
    if statuses & {A.ENDED, A.VOID} and not statuses & {A.IN_FORCE, A.SUSPENDED} and not law.is_after_the_end:
        return False
    looked_for = statuses - UNBEGUN if law.chapter in ENDINGS else statuses
    moves = any(effect.origins & looked_for for effect in effects_of(law))
    return moves or bool(law.answers & on_record)


def effects_of(law: Law) -> list[Any]:
    """On the agreement, and on a party."""
    return [*law.agreement, *law.party]


def labelled(act: Act) -> SafeString:
    """The act, whose it is, which of its days must be known, and the article."""
    law = LAW[act]
    needs = " or ".join(DAYS[name] for name in law.needs)
    article = law.article and cited(law.article)
    said = [
        WHOSE[law.by],
        f"needs the day {needs}",
        "" if effects_of(law) else "changes no status by itself",
        article.replace(" ", NO_BREAK),
    ]
    return format_html('{} <span class="caption">{}</span>', act.label.capitalize(), "; ".join(filter(None, said)))


def is_timed(act: Act) -> bool:
    """The act can say when what it begins is over."""
    law = LAW[act]
    ends = any(effect.counts == OVER for effect in effects_of(law))
    return ends or act in (Act.EXTENSION, Act.TACIT_RENEWAL)


TIMED = [act for act in Act if is_timed(act)]
ANSWERING = [act for act in Act if LAW[act].answers]
ANSWERED = {kind for act in ANSWERING for kind in LAW[act].answers}


def forbidden_by_nature(agreement: Agreement) -> list[tuple[Finding, list[Act]]]:
    """Why acts cannot befall an instrument of this nature, and which ones."""
    facts = facts_of(agreement)
    found: dict[Finding, list[Act]] = {}
    for act in Act:
        case = Case(facts, ActFact("new", act, evidence=Evidence.PRESS))
        for rule in OF_NATURE:
            if rule.is_broken(case):
                finding = Finding(rule.code, rule.sentence(case), rule.article)
                found.setdefault(finding, []).append(act)
    return list(found.items())
