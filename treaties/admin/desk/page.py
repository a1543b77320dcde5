"""The start page: what is due, what contradicts, what waits and what is thin, each with the step that settles it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from treaties import slots
from treaties.admin.desk.sections import NOTHING, SHOWN, Action, DeskRow, DeskSection
from treaties.admin.mending.mended import admin_url
from treaties.admin.review.proposing import may
from treaties.dates import PartialDate, in_words
from treaties.models import Agreement, Proposal, StatusChange
from treaties.queries.contradiction_words import ours_in_words, subject, theirs_in_words
from treaties.queries.contradictions import Contradiction, ContradictionKind
from treaties.queries.contradictions_listed import open_contradictions
from treaties.queries.deadline_words import what_is_due
from treaties.queries.deadlines import Deadline
from treaties.queries.desk import (
    LATELY,
    MOST_COUNTED,
    agreements_without_entry,
    deadlines_near,
    imprecise_acts,
    latest_acts,
    latest_blocks,
    proposals_of,
    proposals_to_decide,
)
from treaties.vocabulary import AgreementStatus, DayKind, Evidence

RECORDED_OF = {
    DayKind.END_OF_TERM: "Record an extension",
    DayKind.LAST_DAY_FOR_NOTICE: "Record a notice",
    DayKind.ENTRY_INTO_FORCE: "Record the entry",
    DayKind.ENTRY_FOR_PARTY: "Record the entry",
    DayKind.NOTICE_TAKES_EFFECT: "Record the effect",
    DayKind.END_OF_SURVIVAL: "Record an act",
}
"""What an analyst most likely records when such a day comes."""
RECENT = 5


def desk_of(request: HttpRequest) -> dict[str, Any]:
    """The context of the start page. A fixed number of statements, whatever is on record."""
    today, user = timezone.localdate(), request.user
    sections: list[DeskSection] = []
    if user.has_perm("treaties.view_agreement"):
        sections = [_deadlines(request, today), _contradictions(request), *_proposals(request)]
        sections += [section for section in slots.DESK(request) if section]
        sections += [_imprecise(request), _without_entry(request, today)]
    return {
        "today": in_words(today),
        "sections": sections,
        "acts": _acts(today) if sections else (),
        "import_pages": [page for pages in slots.IMPORT_PAGES(request) for page in pages],
        "blocks": latest_blocks(most=RECENT) if user.has_perm("treaties.view_block") else (),
    }


def _deadlines(request: HttpRequest, today: date) -> DeskSection:
    found = deadlines_near(on=today, most=SHOWN)
    return DeskSection(
        slug="deadlines",
        heading="Deadlines ahead",
        tile="deadline ahead" if found.count == 1 else "deadlines ahead",
        count=found.count,
        columns=("Agreement", "When", "What"),
        rows=[_deadline(request, one, today) for one in found.rows],
        nothing=f"{NOTHING} Days of the coming year stand here: ends of terms, last days for notices,"
        " entries into force.",
        more=Action("All deadlines, also later ones", reverse("deadlines")),
    )


def _deadline(request: HttpRequest, one: Deadline, today: date) -> DeskRow:
    words = RECORDED_OF[one.kind]
    act = Action(words, admin_url(one.agreement, "record")) if may(request, "treaties.add_statuschange") else None
    known = "stated by a source" if one.is_stated else "computed"
    return DeskRow(
        subject=one.agreement.short_title,
        url=admin_url(one.agreement),
        cells=(f"{capfirst(one.day.words())}, {_ahead(one.day, today)}", f"{what_is_due(one)}, {known}"),
        actions=[act] if act else (),
    )


def _ahead(day: PartialDate, today: date) -> str:
    last = day.latest or today
    days = (last - today).days
    if days == 0:
        return "today" if day.is_exact else "today at the latest"
    return f"{'in' if day.is_exact else 'within'} {days} {'day' if days == 1 else 'days'}"


def _contradictions(request: HttpRequest) -> DeskSection:
    rows, count = open_contradictions(most=SHOWN, counted=MOST_COUNTED + 1)
    return DeskSection(
        slug="contradictions",
        heading="Contradictions",
        tile="contradiction" if count == 1 else "contradictions",
        count=count,
        columns=("About", "The record, or one source", "Another source"),
        rows=[_contradiction(request, one) for one in rows],
        nothing=f"{NOTHING} Where a source and the record disagree and nobody has judged, it is said here.",
        more=Action("All contradictions", reverse("contradictions")),
        counted_to=MOST_COUNTED,
    )


def _contradiction(request: HttpRequest, one: Contradiction) -> DeskRow:
    judge = Action("Judge", admin_url(one.row, "judge")) if may(request, "treaties.add_judgement") else None
    return DeskRow(
        subject=one.agreement.short_title,
        url=admin_url(one.row),
        cells=_two_sides(one),
        actions=[judge] if judge else (),
    )


def _two_sides(one: Contradiction) -> tuple[str, str]:
    ours, theirs = ours_in_words(one), theirs_in_words(one)
    if one.kind is ContradictionKind.STATUS:
        return ours, f"{theirs}: {subject(one)[:1].lower()}{subject(one)[1:]}"
    return f"{subject(one)}: {ours}", theirs


def _proposals(request: HttpRequest) -> list[DeskSection]:
    user, now = request.user, timezone.now()
    assert user.pk is not None, "who is not signed in sees no desk"
    may_decide, may_propose = (user.has_perm(f"treaties.{what}_proposal") for what in ("decide", "add"))
    everything = Action("All proposals", reverse("admin:treaties_proposal_changelist"))
    sections = []
    if may_decide:
        found = proposals_to_decide(user.pk, most=SHOWN)
        sections.append(
            DeskSection(
                slug="proposals",
                heading="Proposals to review",
                tile="to review",
                count=found.count,
                columns=("What it would record", "By whom, and when", "Why"),
                rows=[_to_decide(one) for one in found.rows],
                nothing=f"{NOTHING} Proposals of others appear here; your own never do.",
                more=everything,
            )
        )
    own = proposals_of(user.pk, now=now, most=SHOWN)
    if own.count or (may_propose and not may_decide):
        sections.append(
            DeskSection(
                slug="own-proposals",
                heading="Your proposals",
                tile="of yours waiting or refused",
                count=own.count,
                columns=("What it would record", "Where it stands", "Why"),
                rows=[_own(one) for one in own.rows],
                nothing=f"{NOTHING} What you propose stands here until somebody decides, and what was refused for"
                f" {LATELY.days} days after.",
                more=everything,
            )
        )
    return sections


def _to_decide(one: Proposal) -> DeskRow:
    against = " Against a rule." if one.overrides else ""
    return DeskRow(
        subject=one.title,
        url=admin_url(one),
        cells=(f"{one.proposed_by}, {in_words(one.proposed_at.date())}", f"{one.reason}{against}"),
        actions=[Action("Review", f"{one.screen}?proposal={one.pk}")],
    )


def _own(one: Proposal) -> DeskRow:
    if one.decision:
        assert one.decided_at, "the database sees to it"
        stands = f"Refused by {one.decided_by}, {in_words(one.decided_at.date())}"
        why, words = one.decision_reason, "See it again"
    else:
        stands, why, words = f"Waits since {in_words(one.proposed_at.date())}", one.reason, "Look at it"
    return DeskRow(one.title, admin_url(one), (stands, why), [Action(words, f"{one.screen}?proposal={one.pk}")])


def _imprecise(request: HttpRequest) -> DeskSection:
    found = imprecise_acts(most=SHOWN)
    return DeskSection(
        slug="imprecise",
        heading="Imprecise or unsourced",
        tile="imprecise or unsourced",
        count=found.count,
        columns=("Agreement", "What is missing", "Evidence"),
        rows=[_thin(request, act) for act in found.rows],
        nothing=f"{NOTHING} Acts known only by year or month, or from the press alone, would stand here.",
        more=Action("All of them", f"{reverse('admin:treaties_statuschange_changelist')}?thin=any"),
        counted_to=MOST_COUNTED,
    )


def _thin(request: HttpRequest, act: Any) -> DeskRow:
    day = act.done_on or act.received_on or act.effective_on
    precise = day is not None and day.is_exact
    missing = "no day on record" if day is None else f"known only as “{day.words()}”" if not precise else ""
    thin = "" if any(kind != Evidence.PRESS for kind in act.evidence) else "no source but the press"
    if not act.evidence:
        thin = "no source"
    later = "" if missing or thin else "a later day of it is known only roughly"
    words = "Add a source" if precise and thin else "Add a date"
    return DeskRow(
        subject=act.agreement.short_title,
        url=admin_url(act),
        cells=(f"{_named(act)}: {'; '.join(filter(None, [missing, thin, later]))}", _evidence(act.evidence)),
        actions=[Action(words, admin_url(act, "correct"))] if may(request, "treaties.add_correction") else (),
    )


def _named(act: StatusChange) -> str:
    by = f" by {act.participation.party.sentence_name}" if act.participation else ""
    return capfirst(f"{act.get_act_display()}{by}")


def _evidence(kinds: Sequence[str]) -> str:
    return capfirst(", ".join(kind.label for kind in Evidence if kind in kinds)) or "No source on record"


def _without_entry(request: HttpRequest, today: date) -> DeskSection:
    found = agreements_without_entry(on=today, most=SHOWN)
    return DeskSection(
        slug="without-entry",
        heading="Entry into force not on record",
        tile="without entry into force",
        count=found.count,
        columns=("Agreement", "What is missing", "Evidence"),
        rows=[_entry_of(request, one) for one in found.rows],
        nothing=f"{NOTHING} Bilateral agreements that are signed, and any in force without the day, would stand here.",
        more=Action("All of them", f"{reverse('admin:treaties_agreement_changelist')}?entry=missing"),
        counted_to=MOST_COUNTED,
    )


def _entry_of(request: HttpRequest, one: Agreement) -> DeskRow:
    statuses = AgreementStatus.possible_in(one.status_code)  # type: ignore[attr-defined]  # annotated
    status = " or ".join(status.label for status in statuses)
    act = Action("Record the entry", admin_url(one, "record")) if may(request, "treaties.add_statuschange") else None
    return DeskRow(
        subject=one.short_title,
        url=admin_url(one),
        cells=(f"{capfirst(status)}; entry into force not on record", _evidence(one.evidence)),  # type: ignore[attr-defined]
        actions=[act] if act else (),
    )


def _acts(today: date) -> list[tuple[StatusChange, str]]:
    return [(act, f"{_named(act)}, {_day_of(act)}") for act in latest_acts(on=today, most=RECENT)]


def _day_of(act: StatusChange) -> str:
    day = act.done_on or act.received_on or act.effective_on
    return day.words() if day else "day not on record"
