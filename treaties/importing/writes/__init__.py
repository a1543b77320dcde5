"""The writes of sources, agreements, clauses, acts and assertions, by the names of their records."""

from collections.abc import Mapping
from typing import Any

from treaties.importing.writes.acts import CorrectAct, RecordAct, RetractAct
from treaties.importing.writes.agreements import AddAgreement, AddNumber, AddParticipation, AddTitle, RelateAgreement
from treaties.importing.writes.assertions import CorrectAssertion, RecordAssertion, RetractAssertion
from treaties.importing.writes.clauses import AddClause, CorrectClause, RetractClause
from treaties.importing.writes.sources import AddSource
from treaties.importing.writing import Write

TREATY_WRITES: Mapping[str, Write[Any, Any]] = {
    write.record: write
    for write in (
        AddSource(),
        AddAgreement(),
        AddParticipation(),
        AddTitle(),
        AddNumber(),
        RelateAgreement(),
        AddClause(),
        CorrectClause(),
        RetractClause(),
        RecordAct(),
        CorrectAct(),
        RetractAct(),
        RecordAssertion(),
        CorrectAssertion(),
        RetractAssertion(),
    )
}
