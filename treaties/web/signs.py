"""A status for the eye and the ear: a symbol, a word, and last a colour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from treaties.web.sentences import capitalised, joined, plain


@dataclass(frozen=True, slots=True)
class Sign:
    """``symbol`` is the name of a drawing in the page, ``tone`` of a colour; the words say it all without them."""

    symbol: str
    tone: str
    label: str | Promise

    @property
    def words(self) -> str:
        """In the language of the page."""
        return str(self.label)


IN_FORCE = Sign("force", "force", gettext_lazy("In force"))
OPERATIVE = Sign("soft", "soft", gettext_lazy("Operative, non-binding"))
POSSIBLY = Sign("unk", "unk", gettext_lazy("Possibly in force"))
SIGNED = Sign("unk", "unk", gettext_lazy("Signed, in force?"))
NOT_YET_IN_FORCE = Sign("ring", "unk", gettext_lazy("Signed, not yet in force"))
POSSIBLY_SIGNED = Sign("unk", "unk", gettext_lazy("Possibly signed"))
NOT_YET = Sign("ring", "unk", gettext_lazy("Not on record that day"))
ENDED = Sign("ended", "ended", gettext_lazy("Ended"))
NOT_BETWEEN = Sign("apart", "unk", gettext_lazy("Not in force between the two"))
SUSPENDED = Sign("susp", "unk", gettext_lazy("In force but suspended"))
PROVISIONAL = Sign("prov", "unk", gettext_lazy("Provisionally applied"))
NEVER_IN_FORCE = Sign("never", "ended", gettext_lazy("Never in force"))

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
    Flag.NOTICE_PENDING: gettext_lazy("notice pending"),
    Flag.NON_RENEWAL_PENDING: gettext_lazy("not to be renewed"),
    Flag.SUSPENDED_IN_PART: gettext_lazy("suspended in part"),
    Flag.SURVIVES: gettext_lazy("some provisions survive"),
    Flag.RENEWED: gettext_lazy("renewed tacitly"),
    Flag.BY_CLAUSE: gettext_lazy("day computed"),
}
"""What lies over a status and does not change it, in few words."""

ON_WEAK_EVIDENCE = {
    Evidence.PRESS: gettext_lazy("press only"),
    Evidence.LIST: gettext_lazy("one list only"),
    Evidence.OFFICIAL: gettext_lazy("a statement only"),
}
"""What a status rests on, where that is weaker than a register or a text."""

_INVERSE = {
    RelationKind.AMENDS: gettext_lazy("amended by"),
    RelationKind.REPLACES: gettext_lazy("replaced by"),
    RelationKind.PROTOCOL_TO: gettext_lazy("has a protocol:"),
}


def inverse(kind: RelationKind) -> str:
    """The words of a relation read from its other end."""
    return str(_INVERSE[kind])


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
    statuses = sorted({assertion.status.label for assertion in row.asserted_otherwise})
    said = plain(joined(statuses, _("{first} and {then}")))
    if row.is_computed:
        return _("Term over, called %(status)s") % {"status": said}
    if row.agreement.nature == Nature.CONTESTED:
        return _("Nature contested, called %(status)s") % {"status": said}
    return _("%(group)s, called %(status)s") % {"group": row.group.label.capitalize(), "status": said}


def overlays_of(path: Path) -> list[str]:
    """What lies over the status: ``notice pending``, ``suspended in part``."""
    return [str(words) for flag, words in OVERLAYS.items() if flag in path.flags]


def overlaid(path: Path) -> str:
    """The same after a status: “, notice pending, suspended in part”; empty where nothing does."""
    return "".join(f", {words}" for words in overlays_of(path))


def _in_force(path: Path) -> Sign:
    weak = ON_WEAK_EVIDENCE.get(path.evidence) if path.evidence else None
    words = _("In force, on %(evidence)s") % {"evidence": weak} if weak else _("In force")
    return Sign("said" if weak else "force", "force", f"{words}{overlaid(path)}")


def _ended(path: Path) -> Sign:
    words = _("Ended (%(reason)s)") % {"reason": path.reason.label} if path.reason else _("Ended")
    if Flag.COMPUTED in path.flags:
        words = _("%(status)s, computed") % {"status": words}
    return Sign("ended", "ended", f"{words}{overlaid(path)}")


def sign_of_standings(found: Sequence[tuple[AgreementStatus, Path]]) -> Sign:
    """The status of an agreement as a whole; several are all possible."""
    if len(found) > 1:
        possible = _either(status for status, _path in found)
        return Sign(*UNKNOWN, _("%(statuses)s: not certain which") % {"statuses": possible})
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
    words = _either(status for status, _path in found)
    if Flag.COMPUTED in path.flags:
        words = _("%(status)s, by computation") % {"status": words}
    return Sign(symbol, tone, f"{words}{overlaid(path)}")


def _either(statuses: Iterable[Status]) -> str:
    return capitalised(any_of(statuses))


def any_of(statuses: Iterable[Status]) -> str:
    """“signed or in force”: all are possible."""
    return plain(joined((status.label for status in statuses), _("{first} or {then}")))
