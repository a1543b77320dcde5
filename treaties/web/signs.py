"""A status for the eye and the ear: a symbol, a word, and last a colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from treaties.derivation.timeline import Path
from treaties.queries.country_pair import PairRow
from treaties.vocabulary import (
    AgreementStatus,
    Evidence,
    Flag,
    Nature,
    PairGroup,
    ParticipationStatus,
    RelationKind,
)
from treaties.web.sentences import capitalised


@dataclass(frozen=True, slots=True)
class Sign:
    """``symbol`` is the name of a drawing in the page, ``tone`` of a colour; the words say it all without them."""

    symbol: str
    tone: str
    words: str


IN_FORCE = Sign("force", "force", "In force")
OPERATIVE = Sign("soft", "soft", "Operative, non-binding")
POSSIBLY = Sign("unk", "unk", "Possibly in force")
SIGNED = Sign("unk", "unk", "Signed, in force?")
NOT_YET_IN_FORCE = Sign("ring", "unk", "Signed, not yet in force")
POSSIBLY_SIGNED = Sign("unk", "unk", "Possibly signed")
NOT_YET = Sign("ring", "unk", "Not on record that day")
ENDED = Sign("ended", "ended", "Ended")

ON_WEAK_EVIDENCE = {
    Evidence.PRESS: "press only",
    Evidence.LIST: "one list only",
    Evidence.OFFICIAL: "a statement only",
}
"""What a status rests on, where that is weaker than a register or a text."""

INVERSE = {
    RelationKind.AMENDS: "amended by",
    RelationKind.REPLACES: "replaced by",
    RelationKind.PROTOCOL_TO: "has a protocol:",
}
"""The words of a relation read from its other end."""


def sign_of_row(row: PairRow) -> Sign:
    """What stands before a row of the pair page."""
    if row.asserted_otherwise:
        return Sign("contra", "contra", _contradiction(row))
    match row.group:
        case PairGroup.IN_FORCE:
            return _in_force(row.path)
        case PairGroup.SIGNED:
            return SIGNED if row.entry_into_force is None else NOT_YET_IN_FORCE
        case PairGroup.ENDED:
            return _ended(row.path)
    plain = {
        PairGroup.OPERATIVE: OPERATIVE,
        PairGroup.POSSIBLY_IN_FORCE: POSSIBLY,
        PairGroup.POSSIBLY_SIGNED: POSSIBLY_SIGNED,
    }
    return plain.get(row.group, NOT_YET)


def _contradiction(row: PairRow) -> str:
    said = " and ".join(sorted({assertion.status.label for assertion in row.asserted_otherwise}))
    if row.is_computed:
        return f"Term over, called {said}"
    if row.agreement.nature == Nature.CONTESTED:
        return f"Nature contested, called {said}"
    return f"{row.group.label.capitalize()}, called {said}"


def _in_force(path: Path) -> Sign:
    pending = ", notice pending" if Flag.NOTICE_PENDING in path.flags else ""
    weak = ON_WEAK_EVIDENCE.get(path.evidence) if path.evidence else None
    return Sign("said" if weak else "force", "force", f"In force{f', on {weak}' if weak else ''}{pending}")


def _ended(path: Path) -> Sign:
    reason = f" ({path.reason.label})" if path.reason else ""
    how = ", computed" if Flag.COMPUTED in path.flags else ""
    return Sign("ended", "ended", f"Ended{reason}{how}")


def sign_of_standings(found: Sequence[tuple[AgreementStatus, Path]]) -> Sign:
    """The status of an agreement as a whole; several are all possible."""
    if len(found) > 1:
        words = " or ".join(status.label for status, _ in found)
        return Sign("unk", "unk", f"{capitalised(words)}: not certain which")
    status, path = found[0]
    match status:
        case AgreementStatus.IN_FORCE:
            return _in_force(path)
        case AgreementStatus.ENDED:
            return _ended(path)
    return sign_of_code(status.bit)


def sign_of_code(code: int | None) -> Sign:
    """The statuses that a code leaves open, without what they rest on."""
    found = AgreementStatus.possible_in(code)
    if len(found) > 1:
        return Sign("unk", "unk", " or ".join(status.label for status in found).capitalize())
    symbols = {
        AgreementStatus.IN_FORCE: ("force", "force"),
        AgreementStatus.OPERATIVE: ("soft", "soft"),
        AgreementStatus.ENDED: ("ended", "ended"),
        AgreementStatus.SIGNED: ("ring", "unk"),
    }
    symbol, tone = symbols.get(found[0], ("unk", "unk"))
    return Sign(symbol, tone, found[0].label.capitalize())


def sign_of_party(found: Sequence[tuple[ParticipationStatus, Path]]) -> Sign:
    """One party's standing; several are all possible."""
    words = " or ".join(status.label for status, _ in found)
    symbols = {
        ParticipationStatus.PARTY: ("force", "force"),
        ParticipationStatus.FORMER: ("ended", "ended"),
        ParticipationStatus.SIGNATORY: ("ring", "unk"),
        ParticipationStatus.CONTRACTING: ("ring", "unk"),
    }
    symbol, tone = symbols.get(found[0][0], ("unk", "unk")) if len(found) == 1 else ("unk", "unk")
    computed = ", by computation" if Flag.COMPUTED in found[-1][1].flags else ""
    return Sign(symbol, tone, f"{capitalised(words)}{computed}")
