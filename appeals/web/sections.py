"""What appeals add to the pages about agreements: shown beside a status, never part of it."""

from collections import defaultdict

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from appeals.queries.appeals_of import appeals_of_pair, demands_on, links_of
from appeals.web.wording import LinkView
from treaties.models import Agreement, StatusChange
from treaties.queries.agreement_file import AgreementFile
from treaties.queries.country_pair import CountryPair
from treaties.web.corrected import Mending
from treaties.web.days import AskedDay


def pair_section(pair: CountryPair, day: AskedDay) -> SafeString:
    """Appeals about the two parties, whatever the day: each shows its own."""
    appeals = appeals_of_pair(pair.one, pair.other, known_at=pair.known_at)
    return render_to_string("appeals/pair_section.html", {"appeals": appeals, "query": day.query})


def agreement_section(file: AgreementFile, day: AskedDay) -> SafeString:
    """Demands that mean this agreement, and other appeals that are linked to its acts."""
    caught = demands_on(file.agreement, known_at=file.known_at)
    meant, mended = {one.demand_id for one in caught}, _mended(file, day)
    links = [
        LinkView(link, link.status_change_id in mended, mended.get(link.status_change_id))
        for link in links_of(file.agreement, known_at=file.known_at)
        if link.demand_id not in meant
    ]
    return render_to_string("appeals/agreement_section.html", {"caught": caught, "links": links, "query": day.query})


def _mended(file: AgreementFile, day: AskedDay) -> dict[int, StatusChange | None]:
    """By key, of acts that no longer stand: what stands instead."""
    lines = [line for line in Mending(file.corrections, day).lines if isinstance(line.row, StatusChange)]
    return {line.row.pk: line.standing if isinstance(line.standing, StatusChange) else None for line in lines}


def act_notes(agreement: Agreement, known_at: int | None = None, query: str = "") -> dict[str, SafeString]:
    """By the slug of an act: the appeals linked to it, graded. ``query`` is what their addresses keep."""
    by_act = defaultdict(list)
    for link in links_of(agreement, known_at=known_at):
        by_act[link.status_change.slug].append(LinkView(link))
    return {
        slug: render_to_string("appeals/act_note.html", {"lines": lines, "query": query})
        for slug, lines in by_act.items()
    }
