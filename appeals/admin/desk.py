"""The section of the desk about appeals: demands that nobody has answered."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from appeals.queries.unanswered import DAYS_TO_ANSWER, Unanswered, longest_unanswered
from treaties.admin.desk.sections import NOTHING, SHOWN, Action, DeskRow, DeskSection
from treaties.admin.mending.mended import admin_url
from treaties.admin.review.proposing import may


def unanswered_section(request: HttpRequest) -> DeskSection | None:
    if not request.user.has_perm("appeals.view_demand"):
        return None
    found = longest_unanswered(on=timezone.localdate(), most=SHOWN)
    return DeskSection(
        slug="unanswered",
        heading="Demands without an answer",
        tile="demand unanswered" if found.count == 1 else "demands unanswered",
        count=found.count,
        columns=("Demand", "Appeal", "On record"),
        rows=[_row(request, one) for one in found.rows],
        nothing=f"{NOTHING} A demand stands here once its deadline, or {DAYS_TO_ANSWER} days from the appeal,"
        " have passed with no answer and no outcome on record.",
        more=Action("All of them", f"{reverse('admin:appeals_demand_changelist')}?clock=run_out"),
    )


def _row(request: HttpRequest, one: Unanswered) -> DeskRow:
    demand, days = one.demand, f"{one.days:,} {'day' if one.days == 1 else 'days'}"
    issued = demand.appeal.issued_on
    return DeskRow(
        subject=f"{demand.ordinal}. {demand.heading}",
        url=admin_url(demand),
        cells=(
            ", ".join(filter(None, [demand.appeal.title, issued.words() if issued else ""])),
            f"No answer on record for {days}; no outcome",
        ),
        actions=_steps(request, one),
    )


def _steps(request: HttpRequest, one: Unanswered) -> list[Action]:
    steps = [
        ("Record a response", "appeals.add_response", admin_url(one.demand.appeal, "respond")),
        ("Record an outcome", "appeals.add_outcome", admin_url(one.demand, "outcome")),
    ]
    return [Action(words, url) for words, permission, url in steps if may(request, permission)]
