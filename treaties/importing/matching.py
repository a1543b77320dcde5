"""The part of the record that rows name: fetched by kind, in one statement each."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Model, Prefetch, QuerySet

from treaties.importing.entries import Entry, TreatyRows
from treaties.importing.rows import (
    ActRow,
    AssertionRow,
    CiteRow,
    ClausePartyRow,
    ClauseRow,
    NumberRow,
    ParticipantRow,
    RelationRow,
    TitleRow,
)
from treaties.importing.standing import first_of_chain
from treaties.models import (
    Agreement,
    AgreementRelation,
    AgreementTitle,
    Clause,
    NameInSource,
    Participation,
    Party,
    PartyCode,
    PartyName,
    SeriesNumber,
    Source,
    StatusAssertion,
    StatusChange,
    Succession,
)

LISTED_ROWS = (ParticipantRow, TitleRow, NumberRow, ClauseRow)
"""Rows that are compared with what an agreement lists."""


class Shelf[M: Model]:
    """Records by key, fetched as they are named, with those that an import has just made."""

    def __init__(self, records: QuerySet[M], lookup: str, key: Callable[[M], Hashable]) -> None:
        self.records, self.lookup, self.key = records, lookup, key
        self.held: dict[Hashable, M] = {}

    def fetch(self, names: Iterable[str], records: QuerySet[M] | None = None) -> None:
        """Bring in the records named that are not here, in one statement; none named: in none. Where ``records`` are
        given, with what these bring."""
        if wanted := sorted(set(names) - self.held.keys()):
            for record in (self.records if records is None else records).filter(**{f"{self.lookup}__in": wanted}):
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
    party_names: Shelf[PartyName]
    party_codes: Shelf[PartyCode]
    successions: Shelf[Succession]
    sources: Shelf[Source]
    names: Shelf[NameInSource]
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
            *(f"{facts}__{cited}" for facts in ("participations", "titles")),
            Prefetch("clauses", recorded_clauses()),
        )
        of_party = ("party__code", "language", "kind", "name")
        successions = Succession.objects.select_related("predecessor", "successor").prefetch_related(
            f"successor__{cited}"
        )
        numbers = SeriesNumber.objects.select_related("agreement").prefetch_related(cited)
        relations = AgreementRelation.objects.select_related("agreement", "other").prefetch_related(cited)
        assertions = StatusAssertion.objects.select_related("agreement", "correction__block").prefetch_related(cited)
        return cls(
            Shelf(Party.objects.all(), "code", lambda party: party.code),
            Shelf(
                PartyName.objects.select_related("party").order_by(*of_party),
                "party__code",
                lambda one: (one.party.code, one.language, one.kind, one.name),
            ),
            Shelf(
                PartyCode.objects.select_related("party"),
                "party__code",
                lambda one: (one.party.code, one.scheme, one.code),
            ),
            Shelf(successions, "successor__code", lambda one: (one.predecessor.code, one.successor.code)),
            Shelf(Source.objects.all(), "slug", lambda source: source.slug),
            Shelf(
                NameInSource.objects.select_related("source", "party"),
                "source__slug",
                lambda one: (one.source.slug, one.name),
            ),
            Shelf(agreements, "slug", lambda agreement: agreement.slug),
            Shelf(numbers, "number", lambda one: (one.series, one.number)),
            Shelf(relations, "agreement__slug", lambda one: (one.agreement.slug, one.kind, one.other.slug)),
            Shelf(recorded_acts(), "slug", lambda act: act.slug),
            Shelf(assertions, "slug", lambda assertion: assertion.slug),
        )

    def beside(self) -> "Record":
        """For a further part of the same files: the parties and sources are at hand."""
        return replace(self.empty(), parties=self.parties, sources=self.sources)

    def participations(self, of: Collection[str]) -> dict[Hashable, Participation]:
        """Of agreements here, by agreement and party."""
        return {(one.slug, part.party.code): part for one in self._agreements(of) for part in one.participations.all()}

    def titles(self, of: Collection[str]) -> dict[Hashable, AgreementTitle]:
        return {
            (one.slug, said.language, said.title): said for one in self._agreements(of) for said in one.titles.all()
        }

    def clauses_of(self, slug: str) -> list[Clause]:
        """Of an agreement here; whether they stand or not."""
        agreement = self.agreements.get(slug)
        return list(agreement.clauses.all()) if agreement else []

    def takes_part(self, of: Collection[str]) -> Iterator[tuple[str, str]]:
        """The slugs of those of the agreements that are here, each with the code of a participant; in one statement."""
        if known := [slug for slug in of if slug in self.agreements]:
            parts = Participation.objects.filter(agreement__slug__in=known).order_by()
            yield from parts.values_list("agreement__slug", "party__code")

    def _agreements(self, of: Collection[str]) -> list[Agreement]:
        return [one for slug in of if (one := self.agreements.get(slug))]


def recorded_acts() -> QuerySet[StatusChange]:
    """With what came before and after each in a chain of corrections, so that comparing asks for no row by itself."""
    related = ("participation__party", "done_by_predecessor", "agreement", "towards")
    chains = ("correction__block", "correction__replacement_change", "corrects", "about__corrects")
    return StatusChange.objects.select_related(*related, *chains).prefetch_related("citations__source")


def recorded_clauses() -> QuerySet[Clause]:
    """The same of clauses."""
    chains = ("agreement", "correction__block", "correction__replacement_clause__agreement", "corrects")
    return Clause.objects.select_related(*chains).prefetch_related("parties__party", "citations__source")


def fetch_named(rows: TreatyRows, record: Record) -> None:
    """Everything that the rows name, in one statement per kind."""
    inner = list(rows.every_row())
    acts = [(entry, entry.row) for entry in rows.act_entries()]
    parties = [entry.row.party for entry in rows.participant_entries()] + [row.code for row in rows.parties]
    parties += [code for _, row in acts for code in (row.by, row.done_by_predecessor, row.towards)]
    parties += [code for row in rows.successions for code in (row.predecessor, row.successor)]
    parties += [one.party for one in inner if isinstance(one, ClausePartyRow)]
    parties += [row.party for row in rows.names] + [str(fact.of[0]) for fact in rows.facts]
    record.parties.fetch(parties)
    record.party_names.fetch(entry.of for entry in rows.party_name_entries())
    record.party_codes.fetch(entry.of for entry in rows.party_code_entries())
    record.successions.fetch(row.successor for row in rows.successions)
    record.names.fetch(row.source for row in rows.names)
    cited = [one.source for one in inner if isinstance(one, CiteRow)] + [row.source for row in rows.names]
    record.sources.fetch([row.slug for row in rows.sources] + cited)
    compared = [row.slug for row in rows.agreements]
    compared += [str(fact.of[0]) for fact in rows.facts if isinstance(fact.row, LISTED_ROWS)]
    own = compared + [str(fact.of[0]) for fact in rows.facts if fact.of]
    record.agreements.fetch(compared)
    named = own + [one.other for one in inner if isinstance(one, RelationRow)]
    record.agreements.fetch(named, Agreement.objects.all())
    record.numbers.fetch(entry.row.number for entry in rows.number_entries())
    record.relations.fetch(own if any(isinstance(one, RelationRow) for one in inner) else [])
    answered = [row.about for _, row in acts] + [row.slug for row in rows.act_retractions]
    record.acts.fetch([str(entry.key) for entry, _ in acts] + answered)
    retracted = [row.slug for row in rows.assertion_retractions]
    record.assertions.fetch([str(entry.key) for entry in rows.assertion_entries()] + retracted)


def same_acts(
    entries: Collection[Entry[ActRow]], record: Record, edition_of: Collection[str]
) -> dict[Hashable, StatusChange]:
    """Acts that stand under other names, by what makes an act the same; looked for where a row's name is not known.

    The same place in a source of which the files are an edition makes it the same only where no row has its name.
    """
    agreements = {entry.of for entry in entries if not record.acts.get(entry.key) or _is_gone(record.acts[entry.key])}
    wanted = [of for of in sorted(agreements) if of in record.agreements]
    if not wanted:
        return {}
    acts = recorded_acts().filter(agreement__slug__in=wanted, correction=None).order_by("-pk")
    named = {entry.key for entry in entries}
    same: dict[Hashable, StatusChange] = {}
    for act in acts:
        same[_sameness(act)] = act
        if first_of_chain(act).slug not in named:
            same |= dict.fromkeys(_places_of(act, edition_of), act)
    return same


def _sameness(act: StatusChange) -> Hashable:
    by, towards = act.participation.party.code if act.participation else "", act.towards.code if act.towards else ""
    days = (act.done_on, act.received_on, act.effective_on, act.ends_on)
    return (act.agreement.slug, act.act, by, act.scope, towards, *days)


def _places_of(act: StatusChange, edition_of: Collection[str]) -> Iterator[Hashable]:
    by = act.participation.party.code if act.participation else ""
    for citation in act.citations.all():
        if citation.locator and citation.source.slug in edition_of:
            yield (act.agreement.slug, act.act, by, citation.source.slug, citation.locator)


def names_of_row(entry: Entry[ActRow]) -> Iterator[Hashable]:
    """The same act of the same party, of the same days and reaching as far; or given at the same place of a source."""
    row = entry.row
    days = (row.done_on, row.received_on, row.effective_on, row.ends_on)
    yield (entry.of, row.act.value, row.by, row.scope.value, row.towards, *days)
    for cite in row.sources:
        if cite.locator:
            yield (entry.of, row.act.value, row.by, cite.source, cite.locator)


def _is_gone(act: StatusChange | StatusAssertion) -> bool:
    return getattr(act, "correction", None) is not None


def same_assertions(entries: Iterable[Entry[AssertionRow]], record: Record) -> dict[Hashable, StatusAssertion]:
    """Assertions that stand under later names than a row's own, which no longer stands: taken back, and given again."""
    gone = [entry for entry in entries if (known := record.assertions.get(entry.key)) and _is_gone(known)]
    if not gone:
        return {}
    standing = record.assertions.records.filter(agreement__slug__in={entry.of for entry in gone}, correction=None)
    return {_said(one): one for one in standing.order_by("-pk")}


def _said(one: StatusAssertion) -> Hashable:
    sources = frozenset(citation.source.slug for citation in one.citations.all())
    return (one.agreement.slug, one.asserted_on, one.status, one.since, one.reason, sources)


def said_by_row(entry: Entry[AssertionRow]) -> Hashable:
    """What makes an assertion the same: what is said, of which day, by which sources."""
    row, sources = entry.row, frozenset(cite.source for cite in entry.row.sources)
    return (entry.of, row.asserted_on, row.status.value, row.since, row.reason or "", sources)
