"""Records as the rows that would have brought them."""

from dataclasses import replace
from typing import Any, get_args

from django.db.models import Model

from treaties.importing.rows import (
    ActRow,
    AgreementRow,
    AssertionRow,
    CiteRow,
    ClausePartyRow,
    ClauseRow,
    NameRow,
    NumberRow,
    ParticipantRow,
    PartyCodeRow,
    PartyNameRow,
    PartyRow,
    RelationRow,
    SourceRow,
    SuccessionRow,
    TitleRow,
)
from treaties.importing.standing import first_of_chain
from treaties.importing.tables import Row, keys_of, parts_of
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
from treaties.vocabulary import Status, Word


def recorded[R: Row](row_type: type[R], record: Model, **given: Any) -> R:
    """A record as a row; what is not an attribute of the record is given."""
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


def party_row(party: Party) -> PartyRow:
    return recorded(PartyRow, party, sources=cites_of(party), names=(), codes=())


def party_name_row(name: PartyName) -> PartyNameRow:
    return recorded(PartyNameRow, name)


def party_code_row(code: PartyCode) -> PartyCodeRow:
    return recorded(PartyCodeRow, code)


def about_succession(predecessor: str) -> str:
    """A succession has no citations of its own; they stand with the successor, about this detail."""
    return f"succession to {predecessor}"[:24]


def succession_row(one: Succession) -> SuccessionRow:
    predecessor, successor = one.predecessor.code, one.successor.code
    about = about_succession(predecessor)
    cites = tuple(replace(cite, about="") for cite in cites_of(one.successor) if cite.about == about)
    return recorded(SuccessionRow, one, predecessor=predecessor, successor=successor, sources=cites)


def name_row(answer: NameInSource) -> NameRow:
    return NameRow(source=answer.source.slug, name=answer.name, party=answer.party.code)


def agreement_row(agreement: Agreement) -> AgreementRow:
    """Without what it lists: these are facts of their own."""
    cites = cites_of(agreement)
    return recorded(
        AgreementRow,
        agreement,
        sources=tuple(cite for cite in cites if cite.about != "nature"),
        nature_sources=tuple(replace(cite, about="") for cite in cites if cite.about == "nature"),
        **dict.fromkeys(parts_of(AgreementRow), ()),
    )


def participant_row(one: Participation) -> ParticipantRow:
    return recorded(ParticipantRow, one, party=one.party.code, sources=cites_of(one))


def title_row(title: AgreementTitle) -> TitleRow:
    return recorded(TitleRow, title, sources=cites_of(title))


def number_row(number: SeriesNumber) -> NumberRow:
    return recorded(NumberRow, number, sources=cites_of(number))


def clause_row(clause: Clause) -> ClauseRow:
    named = tuple(ClausePartyRow(party=one.party.code, share=one.share) for one in clause.parties.all())
    return recorded(ClauseRow, clause, parties=named, sources=cites_of(clause))


def relation_row(relation: AgreementRelation) -> RelationRow:
    return recorded(RelationRow, relation, other=relation.other.slug, sources=cites_of(relation))


def act_row(change: StatusChange) -> ActRow:
    by, predecessor = change.participation, change.done_by_predecessor
    return recorded(
        ActRow,
        change,
        by=by.party.code if by else "",
        done_by_predecessor=predecessor.code if predecessor else "",
        towards=change.towards.code if change.towards else "",
        about=first_of_chain(change.about).slug if change.about else "",
        sources=cites_of(change),
    )


def assertion_row(assertion: StatusAssertion) -> AssertionRow:
    return recorded(AssertionRow, assertion, sources=cites_of(assertion))
