"""What ``include`` adds to appeals in a list: each word with its one reader."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from appeals.api.v1.listed import demand_brief, link_of_appeal
from appeals.api.v1.shapes import response_on_record, signatories_counted
from appeals.api.v1.signing import text_on_record
from appeals.models import Appeal
from appeals.queries import demands_listed as q
from appeals.queries.appeal_file import standing_acts
from treaties.api.v1.including import Moment, Reader
from treaties.api.v1.shapes.references import cited
from treaties.vocabulary import Word


class AppealPart(Word):
    """What a row of the list of appeals may hold besides."""

    DEMANDS = "demands", "what it asks, demand by demand, with outcomes"
    LINKS = "links", "graded links to acts"
    RESPONSES = "responses", "who answered, and when"
    SIGNATORY_COUNTS = "signatory_counts", "how many signed, per source"
    TEXTS = "texts", "versions and languages of its text"
    SOURCES = "sources", "what it rests on as such; facts name theirs"


def _by_appeal(rows: Iterable[Any], shape: Callable[[Any], Any]) -> Mapping[int, Any]:
    found = defaultdict(list)
    for row in rows:
        found[row.appeal_id].append(shape(row))
    return found


def _demands(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    slugs = dict(Appeal.objects.filter(pk__in=ids).values_list("pk", "slug"))
    return _by_appeal(q.demands_at_once(ids, at.known_at), lambda one: demand_brief(one, slugs[one.appeal_id]))


def _links(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    links = q.links_at_once(ids, at.known_at)
    standing = standing_acts(links, known_at=at.known_at)
    return _by_appeal(links, lambda one: link_of_appeal(one, standing))


def _responses(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    return _by_appeal(q.responses_at_once(ids, at.known_at), response_on_record)


def _counts(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    return _by_appeal(q.counts_at_once(ids, at.known_at), signatories_counted)


def _texts(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    return _by_appeal(q.texts_at_once(ids, at.known_at), text_on_record)


def _sources(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    found = _by_appeal(q.sources_at_once(ids, at.known_at), lambda one: one)
    return {key: cited(some) for key, some in found.items()}


READERS: dict[AppealPart, Reader] = {
    AppealPart.DEMANDS: _demands,
    AppealPart.LINKS: _links,
    AppealPart.RESPONSES: _responses,
    AppealPart.SIGNATORY_COUNTS: _counts,
    AppealPart.TEXTS: _texts,
    AppealPart.SOURCES: _sources,
}
