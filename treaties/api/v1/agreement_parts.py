"""What ``include`` adds to agreements in a list: each word with its one reader."""

from collections.abc import Mapping, Sequence
from typing import Any

from treaties.api.v1.including import Moment, Reader
from treaties.api.v1.shapes.agreements import relation_given, series_number_given, title_given
from treaties.api.v1.shapes.assertions import assertion_given
from treaties.api.v1.shapes.clauses import clause_given
from treaties.api.v1.shapes.deadlines import deadline
from treaties.api.v1.shapes.participations import participant_brief
from treaties.api.v1.shapes.references import cited
from treaties.api.v1.shapes.status_changes import status_changes
from treaties.api.v1.shapes.timelines import steps_in_brief
from treaties.queries import agreement_parts as q
from treaties.queries import lists
from treaties.queries.deadlines import deadlines_in
from treaties.vocabulary import AgreementStatus, Word


class AgreementPart(Word):
    """What a row of the list of agreements may hold besides."""

    ACTS = "acts", "the acts that stand, each with its sources and the appeals that are linked to it"
    PARTICIPATIONS = "participations", "every party’s file, with its standing on the day"
    CLAUSES = "clauses", "the clauses that stand, as data and in words"
    ASSERTIONS = "assertions", "what sources say that the status was"
    TITLES = "titles", "titles as sources give them"
    SERIES_NUMBERS = "series_numbers", "numbers in treaty series"
    RELATIONS = "relations", "what it amends, replaces or is a protocol to"
    DEADLINES = "deadlines", "what is due on the day or later, as known then"
    TIMELINE = "timeline", "every step of its status"
    SOURCES = "sources", "what it rests on as such; facts name theirs"


class PairPart(Word):
    """What an agreement in the answer for a pair may hold besides; its acts and assertions it has, in brief."""

    PARTICIPATIONS = AgreementPart.PARTICIPATIONS, AgreementPart.PARTICIPATIONS.label
    CLAUSES = AgreementPart.CLAUSES, AgreementPart.CLAUSES.label
    TITLES = AgreementPart.TITLES, AgreementPart.TITLES.label
    SERIES_NUMBERS = AgreementPart.SERIES_NUMBERS, AgreementPart.SERIES_NUMBERS.label
    RELATIONS = AgreementPart.RELATIONS, AgreementPart.RELATIONS.label
    DEADLINES = AgreementPart.DEADLINES, AgreementPart.DEADLINES.label
    TIMELINE = AgreementPart.TIMELINE, AgreementPart.TIMELINE.label
    SOURCES = AgreementPart.SOURCES, AgreementPart.SOURCES.label


def _acts(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    changes = list(lists.status_changes(known_at=at.known_at).filter(agreement__in=ids).order_by("agreement", "pk"))
    found: dict[int, list[Any]] = {}
    for change, shaped in zip(changes, status_changes(changes, known_at=at.known_at), strict=True):
        shaped.pop("agreement")
        found.setdefault(change.agreement_id, []).append(shaped)
    return found


def _participations(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    rows = q.participations(at.known_at).filter(agreement__in=ids).order_by("side", "party__code")
    files = q.by_agreement(q.cited_rows(rows, "participation", at.known_at))
    return {
        key: [participant_brief(one, one.agreement, at.on, at.known_at) for one in some] for key, some in files.items()
    }


def _clauses(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    rows = q.clauses(at.known_at).filter(agreement__in=ids).order_by("kind", "ordinal")
    found = q.by_agreement(q.cited_clauses(rows, at.known_at))
    return {key: [clause_given(one) for one in some] for key, some in found.items()}


def _assertions(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    rows = q.assertions(at.known_at).filter(agreement__in=ids).order_by("pk")
    said = [one for one in q.cited_rows(rows, "assertion", at.known_at) if one.asserted_on.possible_from <= at.on]
    return {
        key: [
            assertion_given(one, q.is_borne_out_by_record(one), lists.corrected_by_then(one, at.known_at))
            for one in some
        ]
        for key, some in q.by_agreement(said).items()
    }


def _titles(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    found = q.by_agreement(q.titles_of(ids, at.known_at))
    return {key: [title_given(one) for one in some] for key, some in found.items()}


def _series_numbers(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    found = q.by_agreement(q.series_numbers_of(ids, at.known_at))
    return {key: [series_number_given(one) for one in some] for key, some in found.items()}


def _relations(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    found = q.by_agreement(q.relations_of(ids, at.known_at))
    return {key: [relation_given(one, one.other) for one in some] for key, some in found.items()}


def _deadlines(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    files = q.files_at_once(ids, on=at.on, known_at=at.known_at)
    return {file.agreement.pk: [deadline(one) for one in deadlines_in(file)] for file in files}


def _timeline(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    kept = q.timelines_of_wholes(ids, at.known_at)
    return {key: steps_in_brief(one, AgreementStatus) for key, one in kept.items()}


def _sources(ids: Sequence[int], at: Moment) -> Mapping[int, Any]:
    found = q.by_agreement(q.citations_of(ids, at.known_at))
    return {key: cited(some) for key, some in found.items()}


READERS: dict[AgreementPart, Reader] = {
    AgreementPart.ACTS: _acts,
    AgreementPart.PARTICIPATIONS: _participations,
    AgreementPart.CLAUSES: _clauses,
    AgreementPart.ASSERTIONS: _assertions,
    AgreementPart.TITLES: _titles,
    AgreementPart.SERIES_NUMBERS: _series_numbers,
    AgreementPart.RELATIONS: _relations,
    AgreementPart.DEADLINES: _deadlines,
    AgreementPart.TIMELINE: _timeline,
    AgreementPart.SOURCES: _sources,
}
