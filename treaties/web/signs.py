"""A status for the eye and the ear: a symbol, a word, and last a colour."""

from collections.abc import Iterable, Sequence
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
    Status,
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
NOT_BETWEEN = Sign("apart", "unk", "Not in force between the two")
SUSPENDED = Sign("susp", "unk", "In force but suspended")
PROVISIONAL = Sign("prov", "unk", "Provisionally applied")
NEVER_IN_FORCE = Sign("never", "ended", "Never in force")

DRAWN: dict[Status, tuple[str, str]] = {
    AgreementStatus.NEGOTIATING: ("draft", "unk"),
    AgreementStatus.TEXT_ADOPTED: ("draft", "unk"),
    AgreementStatus.SIGNED: ("ring", "unk"),
    AgreementStatus.PROVISIONAL: ("prov", "unk"),
    AgreementStatus.IN_FORCE: ("force", "force"),
    AgreementStatus.SUSPENDED: ("susp", "unk"),
    AgreementStatus.ENDED: ("ended", "ended"),
    AgreementStatus.NEVER_IN_FORCE: ("never", "ended"),
    AgreementStatus.VOID: ("void", "ended"),
    AgreementStatus.DRAFT: ("draft", "soft"),
    AgreementStatus.OPERATIVE: ("soft", "soft"),
    AgreementStatus.DISCONTINUED: ("ended", "ended"),
    AgreementStatus.REPLACED: ("replaced", "ended"),
    ParticipationStatus.SIGNATORY: ("ring", "unk"),
    ParticipationStatus.PROVISIONAL: ("prov", "unk"),
    ParticipationStatus.CONTRACTING: ("ring", "unk"),
    ParticipationStatus.PARTY: ("force", "force"),
    ParticipationStatus.SUSPENDED: ("susp", "unk"),
    ParticipationStatus.FORMER: ("ended", "ended"),
    ParticipationStatus.RELEASED: ("never", "ended"),
}
"""The symbol and the tone of each status; where nothing is on record, those of the unknown."""
UNKNOWN = "unk", "unk"

OVERLAYS = {
    Flag.NOTICE_PENDING: "notice pending",
    Flag.NON_RENEWAL_PENDING: "not to be renewed",
    Flag.SUSPENDED_IN_PART: "suspended in part",
    Flag.SURVIVES: "some provisions survive",
    Flag.RENEWED: "renewed tacitly",
    Flag.BY_CLAUSE: "day computed",
}
"""What lies over a status and does not change it, in few words."""

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
            return _over(row)
    plain = {
        PairGroup.OPERATIVE: OPERATIVE,
        PairGroup.POSSIBLY_IN_FORCE: POSSIBLY,
        PairGroup.POSSIBLY_SIGNED: POSSIBLY_SIGNED,
        PairGroup.NOT_BETWEEN: NOT_BETWEEN,
        PairGroup.SUSPENDED: SUSPENDED,
        PairGroup.PROVISIONAL: PROVISIONAL,
        PairGroup.NEVER_IN_FORCE: NEVER_IN_FORCE,
    }
    return plain.get(row.group, NOT_YET)


def _over(row: PairRow) -> Sign:
    """Of what is over between the two: as a whole, or because one of them left."""
    certain = row.statuses[0] if len(row.statuses) == 1 else None
    if certain in (AgreementStatus.VOID, AgreementStatus.DISCONTINUED, AgreementStatus.REPLACED):
        return sign_of_standings([(certain, row.path)])
    return _ended(row.path if certain is AgreementStatus.ENDED else Path())


def _contradiction(row: PairRow) -> str:
    said = " and ".join(sorted({assertion.status.label for assertion in row.asserted_otherwise}))
    if row.is_computed:
        return f"Term over, called {said}"
    if row.agreement.nature == Nature.CONTESTED:
        return f"Nature contested, called {said}"
    return f"{row.group.label.capitalize()}, called {said}"


def overlays_of(path: Path) -> list[str]:
    """What lies over the status: ``notice pending``, ``suspended in part``."""
    return [words for flag, words in OVERLAYS.items() if flag in path.flags]


def overlaid(path: Path) -> str:
    """The same after a status: “, notice pending, suspended in part”; empty where nothing does."""
    return "".join(f", {words}" for words in overlays_of(path))


def _in_force(path: Path) -> Sign:
    weak = ON_WEAK_EVIDENCE.get(path.evidence) if path.evidence else None
    on = f", on {weak}" if weak else ""
    return Sign("said" if weak else "force", "force", f"In force{on}{overlaid(path)}")


def _ended(path: Path) -> Sign:
    reason = f" ({path.reason.label})" if path.reason else ""
    how = ", computed" if Flag.COMPUTED in path.flags else ""
    return Sign("ended", "ended", f"Ended{reason}{how}{overlaid(path)}")


def sign_of_standings(found: Sequence[tuple[AgreementStatus, Path]]) -> Sign:
    """The status of an agreement as a whole; several are all possible."""
    if len(found) > 1:
        return Sign(*UNKNOWN, f"{_either(status for status, _ in found)}: not certain which")
    status, path = found[0]
    match status:
        case AgreementStatus.IN_FORCE:
            return _in_force(path)
        case AgreementStatus.ENDED:
            return _ended(path)
    plain = sign_of_code(status.bit)
    reason = f" ({path.reason.label})" if path.reason else ""
    return Sign(plain.symbol, plain.tone, f"{plain.words}{reason}{overlaid(path)}")


def sign_of_code(code: int | None) -> Sign:
    """The statuses that a code leaves open, without what they rest on."""
    found = AgreementStatus.possible_in(code)
    symbol, tone = DRAWN.get(found[0], UNKNOWN) if len(found) == 1 else UNKNOWN
    return Sign(symbol, tone, _either(found))


def sign_of_party(found: Sequence[tuple[ParticipationStatus, Path]]) -> Sign:
    """One party's standing; several are all possible."""
    symbol, tone = DRAWN.get(found[0][0], UNKNOWN) if len(found) == 1 else UNKNOWN
    path = found[-1][1]
    computed = ", by computation" if Flag.COMPUTED in path.flags else ""
    return Sign(symbol, tone, f"{_either(status for status, _ in found)}{computed}{overlaid(path)}")


def _either(statuses: Iterable[Status]) -> str:
    return capitalised(" or ".join(status.label for status in statuses))
