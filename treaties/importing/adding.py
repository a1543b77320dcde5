"""New sources, parties and agreements of an import, with what is listed under them."""

from collections.abc import Iterable, Iterator
from itertools import batched, groupby

from treaties.actions.agreements import (
    AgreementGiven,
    NumberGiven,
    Participant,
    TitleGiven,
    add_numbers,
    add_participants,
    add_titles,
    relate_agreements,
    write_agreements,
)
from treaties.actions.clauses import write_clauses
from treaties.actions.parties import (
    NameGiven,
    NewNames,
    PartyGiven,
    SuccessionGiven,
    add_names,
    add_parties,
    add_successions,
    answer_name,
)
from treaties.actions.sources import add_source, cite, cite_each
from treaties.actions.timelines import derive_many, lock_agreements
from treaties.importing.clauses import clause_given
from treaties.importing.doing import Doing
from treaties.importing.entries import Entry
from treaties.importing.plan import TreatyPlan
from treaties.importing.problems import Problem
from treaties.importing.recorded import about_succession
from treaties.importing.rows import (
    AgreementRow,
    NameRow,
    NumberRow,
    ParticipantRow,
    PartyNameRow,
    PartyRow,
    RelationRow,
    SourceRow,
    TitleRow,
)
from treaties.importing.tables import Row
from treaties.models import Agreement
from treaties.rules.findings import Refused


def add_source_row(doing: Doing, row: SourceRow) -> None:
    source = add_source(
        doing.block,
        slug=row.slug,
        title=row.title,
        publisher=row.publisher,
        evidence=row.evidence,
        published_on=row.published_on,
        language=row.language,
        url=row.url,
        checksum=row.checksum,
        note=row.note,
    )
    doing.record.sources.add(source)
    doing.done(1)


def add_party_rows(doing: Doing, plan: TreatyPlan) -> None:
    """Parties with their names and codes, further names and codes of those on record, and who follows whom."""
    parties = doing.record.parties
    for party in add_parties(doing.block, [_party_given(doing, entry.row, plan) for entry in plan.parties.new]):
        parties.add(party)
    new = {entry.row.code for entry in plan.parties.new}
    joined = dict.fromkeys(entry.of for entry in (*plan.party_names.new, *plan.party_codes.new) if entry.of not in new)
    add_names(doing.block, [NewNames(parties[code], *_listed_under(code, plan)) for code in joined])
    add_successions(
        doing.block,
        [
            SuccessionGiven(parties[row.predecessor], parties[row.successor], row.kind, row.happened_on)
            for row in (entry.row for entry in plan.successions.new)
        ],
    )
    for row in (entry.row for entry in plan.successions.new):
        cite(doing.block, parties[row.successor], doing.cites(row.sources, about=about_succession(row.predecessor)))
    doing.done(sum(len(group.new) for group in (plan.parties, plan.party_names, plan.party_codes, plan.successions)))


def _party_given(doing: Doing, row: PartyRow, plan: TreatyPlan) -> PartyGiven:
    codes, names = _listed_under(row.code, plan)
    return PartyGiven(
        code=row.code,
        kind=row.kind,
        name=row.name,
        sentence_name=row.sentence_name,
        exists_from=row.exists_from,
        exists_until=row.exists_until,
        note=row.note,
        codes=codes,
        names=names,
        cites=doing.cites(row.sources),
    )


def _listed_under(code: str, plan: TreatyPlan) -> tuple[list[tuple[str, str]], list[NameGiven]]:
    """The new codes and names of a party."""
    codes = [(entry.row.scheme, entry.row.code) for entry in plan.party_codes.new if entry.of == code]
    return codes, [_name_given(entry.row) for entry in plan.party_names.new if entry.of == code]


def _name_given(row: PartyNameRow) -> NameGiven:
    return NameGiven(row.name, row.language, row.kind, row.used_from, row.used_until)


def answer_name_row(doing: Doing, row: NameRow) -> None:
    party = doing.record.parties[row.party]
    answer_name(doing.block, source=doing.record.sources[row.source], name=row.name, party=party)


AT_ONCE = 200
"""Agreements that are written, or derived, together."""


def add_agreement_rows(doing: Doing, entries: Iterable[Entry[AgreementRow]]) -> None:
    for some in batched(entries, AT_ONCE):
        rows = {entry.row.slug: entry.row for entry in some}
        try:
            written = write_agreements(doing.block, [agreement_given(doing, row) for row in rows.values()])
        except Refused as refused:
            found = refused.findings
            doing.problems += [Problem(rows[one.of].at(one.field), str(one), one.code, one.of) for one in found]
            continue
        for agreement in written:
            doing.record.agreements.add(agreement)
        doing.underived |= rows.keys()
        listed = (one for row in rows.values() for one in (row.participants, row.titles, row.numbers, row.clauses))
        doing.done(len(rows) + sum(map(len, listed)))


def agreement_given(doing: Doing, row: AgreementRow) -> AgreementGiven:
    cites = doing.cites
    return AgreementGiven(
        slug=row.slug,
        title=row.title,
        short_title=row.short_title,
        form=row.form,
        is_bilateral=row.is_bilateral,
        nature=row.nature,
        nature_note=row.nature_note,
        topics=row.topics,
        summary=row.summary,
        participants=[participant_given(doing, one) for one in row.participants],
        titles=[title_given(doing, one) for one in row.titles],
        numbers=[number_given(doing, one) for one in row.numbers],
        clauses=[clause_given(doing, one) for one in row.clauses],
        cites=cites(row.sources) + cites(row.nature_sources, about="nature"),
    )


def add_further(doing: Doing, plan: TreatyPlan) -> None:
    """What is listed under agreements that were on record before; those that are new were written with theirs."""
    new = {entry.row.slug for entry in plan.agreements.new}
    for joined in batched(_of_known(doing, plan.participants.new, new), AT_ONCE):
        add_participants(doing.block, [(of, [participant_given(doing, one) for one in rows]) for of, rows in joined])
        doing.done(sum(len(rows) for _, rows in joined))
        doing.underived |= {of.slug for of, _ in joined}
    for titled in batched(_of_known(doing, plan.titles.new, new), AT_ONCE):
        add_titles(doing.block, [(of, [title_given(doing, one) for one in rows]) for of, rows in titled])
    for numbered in batched(_of_known(doing, plan.numbers.new, new), AT_ONCE):
        add_numbers(doing.block, [(of, [number_given(doing, one) for one in rows]) for of, rows in numbered])
    for of, clauses in _of_known(doing, plan.clauses.new, new):
        for one in clauses:
            with doing.told_at(one):
                write_clauses(doing.block, [(of, [clause_given(doing, one)])])
        doing.underived.add(of.slug)


def derive_rest(doing: Doing) -> None:
    """Of the agreements of which no act was recorded; in the order of their ids, in which they are locked."""
    ids: list[int] = []
    for some in batched(sorted(doing.underived), AT_ONCE):
        ids += Agreement.objects.filter(slug__in=some).order_by().values_list("pk", flat=True)
    for these in batched(sorted(ids), AT_ONCE):
        derive_many(doing.block, [one.pk for one in lock_agreements(Agreement.objects.filter(pk__in=these))])
    doing.underived.clear()


def _of_known[R: Row](doing: Doing, entries: Iterable[Entry[R]], new: set[str]) -> Iterator[tuple[Agreement, list[R]]]:
    known = sorted((entry for entry in entries if entry.of not in new), key=lambda entry: entry.of)
    for of, group in groupby(known, key=lambda entry: entry.of):
        yield agreement_of(doing, of), [entry.row for entry in group]


def agreement_of(doing: Doing, slug: str) -> Agreement:
    return doing.record.agreements[slug]


def participant_given(doing: Doing, row: ParticipantRow) -> Participant:
    return Participant(doing.record.parties[row.party], row.side, row.acting_body, doing.cites(row.sources))


def title_given(doing: Doing, row: TitleRow) -> TitleGiven:
    return TitleGiven(row.title, row.language, doing.cites(row.sources))


def number_given(doing: Doing, row: NumberRow) -> NumberGiven:
    return NumberGiven(row.series, row.number, doing.cites(row.sources))


def relate_row(doing: Doing, entry: Entry[RelationRow]) -> None:
    agreements, row = doing.record.agreements, entry.row
    relation = relate_agreements(
        doing.block,
        agreement=agreements[entry.of],
        other=agreements[row.other],
        kind=row.kind,
        cites=doing.cites(row.sources),
    )
    doing.record.relations.add(relation)
    doing.done(1)


def cite_further(doing: Doing, plan: TreatyPlan) -> None:
    """Facts that stand as the files say, and that the files are a further source of."""
    confirmed = (found for group in plan.groups for found in group.confirmed)
    for some in batched(confirmed, AT_ONCE):
        cite_each(doing.block, [(found.record, doing.cites(found.cites)) for found in some])
        doing.done(len(some))
