"""What of the rows is on record already, by slug, and how it differs. Reads only what the rows name."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, get_args

from django.db.models import Model, QuerySet

from treaties.importing.entries import Entry
from treaties.importing.problems import Place
from treaties.importing.rows import (
    ActRow,
    AgreementRow,
    AssertionRow,
    CiteRow,
    ClauseRow,
    NumberRow,
    ParticipantRow,
    RelationRow,
    SourceRow,
    TitleRow,
)
from treaties.importing.tables import Row, keys_of
from treaties.models import Agreement, AgreementRelation, Party, SeriesNumber, Source, StatusAssertion, StatusChange
from treaties.vocabulary import Status, Word


class Shelf[M: Model]:
    """Records by key, fetched as they are named, with those that an import has just made."""

    def __init__(self, records: QuerySet[M], lookup: str, key: Callable[[M], Hashable]) -> None:
        self.records, self.lookup, self.key = records, lookup, key
        self.held: dict[Hashable, M] = {}

    def fetch(self, names: Iterable[str]) -> None:
        """Bring in the records named, in one statement."""
        for record in self.records.filter(**{f"{self.lookup}__in": sorted(set(names))}):
            self.add(record)

    def add(self, record: M) -> None:
        self.held[self.key(record)] = record

    def get(self, key: Hashable) -> M | None:
        return self.held.get(key)

    def __getitem__(self, key: Hashable) -> M:
        return self.held[key]

    def __contains__(self, key: Hashable) -> bool:
        return key in self.held

    def __len__(self) -> int:
        return len(self.held)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.held)


@dataclass(frozen=True)
class Record:
    """The part of the record that an import touches."""

    parties: Shelf[Party]
    sources: Shelf[Source]
    agreements: Shelf[Agreement]
    numbers: Shelf[SeriesNumber]
    relations: Shelf[AgreementRelation]
    acts: Shelf[StatusChange]
    assertions: Shelf[StatusAssertion]

    @classmethod
    def empty(cls) -> "Record":
        cited = "citations__source"
        agreements = Agreement.objects.prefetch_related(
            cited,
            "participations__party",
            *(f"{facts}__{cited}" for facts in ("participations", "titles", "series_numbers", "clauses")),
        )
        relations = AgreementRelation.objects.select_related("agreement", "other").prefetch_related(cited)
        acts = StatusChange.objects.select_related("participation__party", "done_by_predecessor", "agreement")
        assertions = StatusAssertion.objects.select_related("agreement").prefetch_related(cited)
        return cls(
            Shelf(Party.objects.all(), "code", lambda party: party.code),
            Shelf(Source.objects.all(), "slug", lambda source: source.slug),
            Shelf(agreements, "slug", lambda agreement: agreement.slug),
            Shelf(SeriesNumber.objects.select_related("agreement"), "number", lambda one: (one.series, one.number)),
            Shelf(relations, "agreement__slug", lambda one: (one.agreement.slug, one.kind, one.other.slug)),
            Shelf(acts.prefetch_related(cited), "slug", lambda act: act.slug),
            Shelf(assertions, "slug", lambda assertion: assertion.slug),
        )


@dataclass(frozen=True, slots=True)
class Differs:
    """What a file says of a recorded fact is not what the record says. Nothing is changed by an import."""

    place: Place
    name: str
    details: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.place}: {self.name}: {', '.join(self.details)}"


@dataclass(frozen=True, slots=True)
class Group[R: Row]:
    """The rows of one kind: those that are new, those on record, and those on record that differ (counted in both)."""

    name: str
    new: tuple[Entry[R], ...]
    on_record: int
    differing: tuple[Differs, ...]

    @classmethod
    def sorted_out[M: Model](
        cls, name: str, entries: Iterable[Entry[R]], shelf: Shelf[M], as_row: Callable[[M], R]
    ) -> "Group[R]":
        entries = list(entries)
        known = [(entry, recorded) for entry in entries if (recorded := shelf.get(entry.key))]
        pairs = [(entry, differences(entry.row, as_row(recorded))) for entry, recorded in known]
        differing = tuple(Differs(e.row.at(), e.name, details) for e, details in pairs if details)
        return cls(name, tuple(entry for entry in entries if entry.key not in shelf), len(known), differing)

    def __str__(self) -> str:
        differing = f", {len(self.differing)} of them differ" if self.differing else ""
        return f"{self.name:<18}{len(self.new):>5} new, {self.on_record:>5} on record{differing}"


def differences(row: Row, recorded: Row) -> tuple[str, ...]:
    """The keys in which a row differs from what is on record. The order within a list does not count."""
    names = [key.name for key in fields(row) if key.compare]
    return tuple(name for name in names if _unordered(getattr(row, name)) != _unordered(getattr(recorded, name)))


def _unordered(value: Any) -> Hashable:
    if isinstance(value, tuple):
        return frozenset(Counter(_unordered(one) for one in value).items())
    if isinstance(value, Row):
        return tuple(_unordered(getattr(value, key.name)) for key in fields(value) if key.compare)
    return value


def recorded[R: Row](row_type: type[R], record: Model, **given: Any) -> R:
    """A record as the row that would have brought it; what is not an attribute of the record is given."""
    for name, key in keys_of(row_type).items():
        if name not in given:
            given[name] = _as_value(key.hint, getattr(record, name))
    return row_type(**given)


def _as_value(hint: Any, value: Any) -> Any:
    """Words come from the record as plain text; lists as lists."""
    kinds = [kind for kind in (hint, *get_args(hint)) if isinstance(kind, type) and issubclass(kind, Word | Status)]
    if not kinds:
        return value
    if isinstance(value, list):
        return tuple(kinds[0](one) for one in value)
    return kinds[0](value) if value else None


def cites_of(fact: Any) -> tuple[CiteRow, ...]:
    return tuple(
        CiteRow(source=citation.source.slug, locator=citation.locator, about=citation.about)
        for citation in fact.citations.all()
    )


def source_row(source: Source) -> SourceRow:
    return recorded(SourceRow, source)


def agreement_row(agreement: Agreement) -> AgreementRow:
    """Without relations, acts and assertions: they are facts of their own."""
    cites = cites_of(agreement)
    return recorded(
        AgreementRow,
        agreement,
        sources=tuple(cite for cite in cites if cite.about != "nature"),
        nature_sources=tuple(replace(cite, about="") for cite in cites if cite.about == "nature"),
        participants=tuple(
            recorded(ParticipantRow, one, party=one.party.code, sources=cites_of(one))
            for one in agreement.participations.all()
        ),
        titles=tuple(recorded(TitleRow, one, sources=cites_of(one)) for one in agreement.titles.all()),
        numbers=tuple(recorded(NumberRow, one, sources=cites_of(one)) for one in agreement.series_numbers.all()),
        clauses=tuple(recorded(ClauseRow, one, sources=cites_of(one)) for one in agreement.clauses.all()),
        relations=(),
        acts=(),
        assertions=(),
    )


def relation_row(relation: AgreementRelation) -> RelationRow:
    return recorded(RelationRow, relation, other=relation.other.slug, sources=cites_of(relation))


def act_row(change: StatusChange) -> ActRow:
    by, predecessor = change.participation, change.done_by_predecessor
    return recorded(
        ActRow,
        change,
        by=by.party.code if by else "",
        done_by_predecessor=predecessor.code if predecessor else "",
        sources=cites_of(change),
    )


def assertion_row(assertion: StatusAssertion) -> AssertionRow:
    return recorded(AssertionRow, assertion, sources=cites_of(assertion))
