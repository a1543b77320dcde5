"""The kinds of lines of Pacta events that are about appeals, beside those about treaties; a kind before its parts."""

from appeals.importing.entries import AppealRows
from appeals.importing.rows import (
    AddresseeRow,
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
    SignatoryRetractionRow,
    SignatoryRow,
    TargetRow,
    TextRow,
    WithdrawalRow,
)
from treaties.importing.events import Gathered, Kind, kinds
from treaties.importing.kinds import TREATY_KINDS
from treaties.importing.tables import Row

OF_APPEAL = {"appeal": str}
OF_DEMAND = {"appeal": str, "demand": int}


def _of_appeal(name: str, row_type: type[Row], part: str = "") -> Kind:
    return Kind(name, row_type, parent="appeal", part=part, of=OF_APPEAL)


KINDS = TREATY_KINDS | kinds(
    Kind("appeal", AppealRow, named_by="slug"),
    Kind("appeal_party", PartyRow, parent="appeal", part="parties", of=OF_APPEAL, stands_alone=False),
    Kind("signatory_count", CountRow, parent="appeal", part="signatory_counts", of=OF_APPEAL, stands_alone=False),
    Kind("demand", DemandRow, parent="appeal", part="demands", of=OF_APPEAL, named_by="ordinal", stands_alone=False),
    Kind("target", TargetRow, parent="demand", part="targets", of=OF_DEMAND, stands_alone=False),
    Kind("outcome", OutcomeRow, parent="demand", part="outcomes", of=OF_DEMAND),
    _of_appeal("addressee", AddresseeRow, "further_addressees"),
    _of_appeal("appeal_text", TextRow, "texts"),
    _of_appeal("signatory", SignatoryRow, "signatories"),
    _of_appeal("signature_withdrawal", WithdrawalRow, "withdrawals"),
    _of_appeal("appeal_relation", RelationRow, "relations"),
    _of_appeal("response", ResponseRow, "responses"),
    _of_appeal("link", LinkRow, "links"),
    _of_appeal("signatory_retraction", SignatoryRetractionRow),
    _of_appeal("response_retraction", ResponseRetractionRow),
    Kind("outcome_retraction", OutcomeRetractionRow, parent="demand", of=OF_DEMAND),
)
"""Everything that a file of Pacta events may hold."""


def appeal_rows(gathered: Gathered) -> AppealRows:
    return AppealRows(gathered.whole["appeal"], gathered.facts)
