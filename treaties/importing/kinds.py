"""The kinds of lines of Pacta events that are about sources, parties and agreements; a kind before its parts."""

from treaties.importing.entries import TreatyRows
from treaties.importing.events import Gathered, Kind, kinds
from treaties.importing.rows import (
    ActRow,
    AgreementRow,
    AssertionRow,
    ClauseRow,
    NameRow,
    NumberRow,
    ParticipantRow,
    PartyCodeRow,
    PartyNameRow,
    PartyRow,
    RelationRow,
    RetractionRow,
    SourceRow,
    SuccessionRow,
    TitleRow,
)
from treaties.importing.tables import Row

OF_PARTY = {"party": str}
OF_AGREEMENT = {"agreement": str}


def _of_agreement(name: str, row_type: type[Row], part: str) -> Kind:
    return Kind(name, row_type, parent="agreement", part=part, of=OF_AGREEMENT)


TREATY_KINDS = kinds(
    Kind("source", SourceRow),
    Kind("party", PartyRow, named_by="code"),
    Kind("party_name", PartyNameRow, parent="party", part="names", of=OF_PARTY),
    Kind("party_code", PartyCodeRow, parent="party", part="codes", of=OF_PARTY),
    Kind("succession", SuccessionRow),
    Kind("name_in_source", NameRow),
    Kind("agreement", AgreementRow, named_by="slug"),
    _of_agreement("participant", ParticipantRow, "participants"),
    _of_agreement("title", TitleRow, "titles"),
    _of_agreement("number", NumberRow, "numbers"),
    _of_agreement("clause", ClauseRow, "clauses"),
    _of_agreement("relation", RelationRow, "relations"),
    _of_agreement("act", ActRow, "acts"),
    _of_agreement("assertion", AssertionRow, "assertions"),
    Kind("act_retraction", RetractionRow),
    Kind("assertion_retraction", RetractionRow),
)


def treaty_rows(gathered: Gathered) -> TreatyRows:
    whole = gathered.whole
    return TreatyRows(
        sources=whole["source"],
        agreements=whole["agreement"],
        parties=whole["party"],
        successions=whole["succession"],
        names=whole["name_in_source"],
        act_retractions=whole["act_retraction"],
        assertion_retractions=whole["assertion_retraction"],
        facts=gathered.facts,
    )
