"""What appeals add to the pages about agreements: shown beside a status, never part of it."""

from collections import defaultdict

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from appeals.queries.appeals_of import appeals_of_pair, demands_on, links_of
from appeals.web.wording import LinkView
from treaties.models import Agreement
from treaties.queries.country_pair import CountryPair


def pair_section(pair: CountryPair) -> SafeString:
    """Appeals about the two parties, whatever the day: each shows its own."""
    return render_to_string("appeals/pair_section.html", {"appeals": appeals_of_pair(pair.one, pair.other)})


def agreement_section(agreement: Agreement) -> SafeString:
    """Demands that mean this agreement, and other appeals that are linked to its acts."""
    caught = demands_on(agreement)
    meant = {one.demand_id for one in caught}
    links = [LinkView(link) for link in links_of(agreement) if link.demand_id not in meant]
    return render_to_string("appeals/agreement_section.html", {"caught": caught, "links": links})


def act_notes(agreement: Agreement) -> dict[str, SafeString]:
    """By the slug of an act: the appeals linked to it, graded."""
    by_act = defaultdict(list)
    for link in links_of(agreement):
        by_act[link.status_change.slug].append(LinkView(link))
    return {slug: render_to_string("appeals/act_note.html", {"lines": lines}) for slug, lines in by_act.items()}
