"""What appeals add to the pages about agreements: shown beside a status, never part of it."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from appeals.queries.appeals_of import appeals_of_pair, demands_on, links_of
from appeals.vocabulary import Caught
from appeals.web.wording import grade_in_words, order_in_time, relation_in_words
from treaties.models import Agreement
from treaties.queries.country_pair import CountryPair


def pair_section(pair: CountryPair) -> SafeString:
    """Appeals about the two parties, whatever the day: each shows its own."""
    return render_to_string("appeals/pair_section.html", {"appeals": appeals_of_pair(pair.one, pair.other)})


def agreement_section(agreement: Agreement, *, on: date) -> SafeString:
    """Demands that mean this agreement, and other appeals that are linked to its acts."""
    demands: list[tuple[Any, str]] = [(one, _how(one)) for one in demands_on(agreement)]
    meant = {demand.pk for demand, _ in demands}
    links = [(link, relation_in_words(link)) for link in links_of(agreement) if link.demand_id not in meant]
    return render_to_string("appeals/agreement_section.html", {"demands": demands, "links": links})


def _how(demand: Any) -> str:
    return Caught(demand.how or Caught.NAMED).label


def act_notes(agreement: Agreement) -> dict[str, SafeString]:
    """By the slug of an act: the appeals linked to it, graded."""
    by_act = defaultdict(list)
    for link in links_of(agreement):
        line = {
            "link": link,
            "relation": relation_in_words(link),
            "grade": grade_in_words(link),
            "order": order_in_time(link),
        }
        by_act[link.status_change.slug].append(line)
    return {slug: render_to_string("appeals/act_note.html", {"lines": lines}) for slug, lines in by_act.items()}
