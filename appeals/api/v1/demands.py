"""Demands and links of all appeals, and one demand with what came of it."""

from http import HTTPStatus
from typing import Any

from appeals.api.v1 import filtering as a
from appeals.api.v1.listed import (
    DemandAnswer,
    DemandList,
    LinkList,
    demand_answer,
    demand_in_list,
    link_in_list,
)
from appeals.api.v1.ordering import by_day_of
from appeals.api.v1.views import unknown_appeal
from appeals.models import Appeal
from appeals.queries.appeal_file import appeal_file, standing_acts
from appeals.queries.demand_file import acts_since, clock_of
from appeals.queries.demands_listed import (
    LinksAsked,
    Within,
    demands_of_lists,
    links_asked,
    read_demands,
    read_links,
)
from appeals.queries.if_granted import if_granted
from appeals.queries.later_knowledge import known_since
from appeals.queries.outcomes import OutcomesAsked
from treaties.api.v1 import filtering as f
from treaties.api.v1 import parameters as p
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.api.v1.views import ListView, ReadView

DEMANDS, LINKS = by_day_of("list_demands"), by_day_of("list_links")


class DemandListView(ListView):
    """What appeals ask, demand by demand, with what came of each as of the day.

    `pair` and `party` keep the appeals that they have a part in; `agreement` keeps the demands that meant it on the
    appeal's day: *who asked to end it?* `outcome=none` lists those of which no outcome is on record.
    """

    operation = DEMANDS.of
    summary = "List demands"
    tag = "appeals"
    shape = DemandList
    ordering = DEMANDS
    parameters = (
        *(a.ACTION, a.APPEAL, p.PAIR, p.PARTY, p.AGREEMENT, a.OUTCOME, a.KIND, f.SINCE, f.UNTIL),
        *(p.ON, p.KNOWN_AT, p.PAGE_SIZE, *DEMANDS.parameters()),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        f.refuse_backwards(asked)
        on, block = asked["on"], p.block_of(asked)
        wanted = OutcomesAsked(
            on=on,
            known_at=block,
            parties=f.parties_asked(asked),
            action=asked["action"],
            kind=asked["kind"],
            outcome=asked["outcome"] or "",
        )
        span = Within(since=asked["since"], until=asked["until"])
        rows = demands_of_lists(wanted, span=span, appeal=asked["appeal"], agreement=asked["agreement"])

        def shape(page: list[Any]) -> list[Any]:
            read_demands(page, block)
            return [demand_in_list(one, on) for one in page]

        return {"on": on} | self.page(asked, rows, shape)


class DemandView(ReadView):
    """One demand: what it is aimed at and meant on its day, what its rules would catch now, what came of it, how long
    it has waited, and what was done since under the agreements that it meant."""

    operation = "get_demand"
    summary = "Get a demand"
    tag = "appeals"
    shape = DemandAnswer
    parameters = (p.ON, p.KNOWN_AT)
    in_path = {
        "slug": ("The slug of the appeal.", a.LETTER),
        "ordinal": ("The number of the demand, from 1.", "1"),
    }

    def answer(self, asked: dict[str, Any], **in_path: str) -> DemandAnswer:
        slug, ordinal = in_path["slug"], int(in_path["ordinal"])
        try:
            file = appeal_file(slug, on=asked["on"], known_at=p.block_of(asked), ordinal=ordinal)
        except Appeal.DoesNotExist:
            raise unknown_appeal(slug, asked) from None
        demands = list(file.appeal.demands.all())
        if not demands:
            words = f"{slug} has no demand {ordinal}{p.as_known(asked)}."
            raise Problem(ProblemKind.NOT_FOUND, words, status=HTTPStatus.NOT_FOUND)
        demand = demands[0]
        return demand_answer(
            file,
            demand,
            asked["known_at"],
            clock=clock_of(demand, file),
            acts=acts_since(demand, file),
            standing=standing_acts(file.links, known_at=file.known_at),
            granted=if_granted(file),
            since=known_since(file),
        )


class LinkListView(ListView):
    """How appeals relate to acts, as analysts judge: each with relation, grade, and what speaks against it. No link
    says more than that, and where there is none, nothing is said."""

    operation = LINKS.of
    summary = "List links between appeals and acts"
    tag = "appeals"
    shape = LinkList
    ordering = LINKS
    parameters = (
        *(a.APPEAL, f.STATUS_CHANGE, p.ACT, a.RELATION, a.GRADE, p.AGREEMENT, p.PAIR, p.PARTY, p.SOURCE),
        *(p.KNOWN_AT, p.PAGE_SIZE, *LINKS.parameters()),
    )

    def answer(self, asked: dict[str, Any], **in_path: str) -> dict[str, Any]:
        block = p.block_of(asked)
        names = ("appeal", "status_change", "act", "relation", "grade", "agreement", "source")
        wanted = LinksAsked(parties=f.parties_asked(asked), known_at=block, **{name: asked[name] for name in names})

        def shape(page: list[Any]) -> list[Any]:
            read_links(page, block)
            standing = standing_acts(page, known_at=block)
            return [link_in_list(one, standing) for one in page]

        return self.page(asked, links_asked(wanted), shape)
