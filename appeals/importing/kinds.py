"""The kinds of lines of Pacta events that are about appeals, beside those about treaties; a kind before its parts."""

from appeals.importing.entries import AppealRows
from appeals.importing.rows import (
    AppealRow,
    CountRow,
    DemandRow,
    LinkRow,
    OutcomeRetractionRow,
    OutcomeRow,
    PartyRow,
    RelationRow,
    ResponseRetractionRow,
    ResponseRow,
    TargetRow,
)
from treaties.importing.events import Gathered, Kind, kinds
from treaties.importing.kinds import TREATY_KINDS

OF_APPEAL = {"appeal": str}
OF_DEMAND = {"appeal": str, "demand": int}

KINDS = TREATY_KINDS | kinds(
    Kind("appeal", AppealRow, named_by="slug"),
    Kind("appeal_party", PartyRow, parent="appeal", part="parties", of=OF_APPEAL, stands_alone=False),
    Kind("signatory_count", CountRow, parent="appeal", part="signatory_counts", of=OF_APPEAL, stands_alone=False),
    Kind("demand", DemandRow, parent="appeal", part="demands", of=OF_APPEAL, named_by="ordinal", stands_alone=False),
    Kind("target", TargetRow, parent="demand", part="targets", of=OF_DEMAND, stands_alone=False),
    Kind("outcome", OutcomeRow, parent="demand", part="outcomes", of=OF_DEMAND),
    Kind("appeal_relation", RelationRow, parent="appeal", part="relations", of=OF_APPEAL),
    Kind("response", ResponseRow, parent="appeal", part="responses", of=OF_APPEAL),
    Kind("link", LinkRow, parent="appeal", part="links", of=OF_APPEAL),
    Kind("response_retraction", ResponseRetractionRow, parent="appeal", of=OF_APPEAL),
    Kind("outcome_retraction", OutcomeRetractionRow, parent="demand", of=OF_DEMAND),
)
"""Everything that a file of Pacta events may hold."""


def appeal_rows(gathered: Gathered) -> AppealRows:
    return AppealRows(gathered.whole["appeal"], gathered.facts)
