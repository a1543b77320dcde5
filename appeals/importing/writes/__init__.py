"""Everything that can be written by itself, by the names of its records."""

from collections.abc import Mapping
from typing import Any

from appeals.importing.writes.mending import (
    CorrectLink,
    CorrectOutcome,
    CorrectResponse,
    RetractLink,
    RetractOutcome,
    RetractResponse,
)
from appeals.importing.writes.recording import AddAppeal, AddDemand, MakeLink, RecordOutcome, RecordResponse
from treaties.importing.writes import TREATY_WRITES
from treaties.importing.writing import Write

WRITES: Mapping[str, Write[Any, Any]] = {
    **TREATY_WRITES,
    **{
        write.record: write
        for write in (
            AddAppeal(),
            AddDemand(),
            RecordResponse(),
            CorrectResponse(),
            RetractResponse(),
            RecordOutcome(),
            CorrectOutcome(),
            RetractOutcome(),
            MakeLink(),
            CorrectLink(),
            RetractLink(),
        )
    },
}
