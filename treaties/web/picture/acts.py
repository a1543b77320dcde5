"""Which mark an act gets, and on which of its days."""

from collections.abc import Iterable
from functools import cache
from typing import Protocol

from django.utils.translation import gettext as _

from treaties.dates import PartialDate
from treaties.derivation.law import CONSENTS, LAW
from treaties.derivation.transitions import OVER
from treaties.vocabulary import Act, AgreementStatus, Chapter, DayKind, Evidence
from treaties.web.picture.model import Mark, MarkKind

_ENDINGS = OVER | {AgreementStatus.NEVER_IN_FORCE}
_KINDS = {
    Act.SIGNATURE: MarkKind.SIGNED,
    Act.DEFINITIVE_SIGNATURE: MarkKind.SIGNED,
    Act.EXCHANGE: MarkKind.SIGNED,
    Act.ISSUED: MarkKind.SIGNED,
    Act.DOMESTIC_APPROVAL: MarkKind.AT_HOME,
    Act.SUCCESSION: MarkKind.CONSENTED,
    Act.CONTINUED_APPLICATION: MarkKind.CONSENTED,
    Act.WITHDRAWAL_OF_CONSENT: MarkKind.NOTICE,
    Act.NO_INTENTION: MarkKind.NOTICE,
    Act.NOTICE_OF_TERMINATION: MarkKind.NOTICE,
    Act.NOTICE_OF_NON_RENEWAL: MarkKind.NOTICE,
    Act.PURPORTED_WITHDRAWAL: MarkKind.NOTICE,
    Act.WITHDRAWAL_TAKES_EFFECT: MarkKind.ENDING,
    Act.EXCLUSION: MarkKind.ENDING,
    Act.LOSS_OF_MEMBERSHIP: MarkKind.ENDING,
    Act.ENTRY_INTO_FORCE: MarkKind.ENTERED,
    Act.ENTRY_INTO_FORCE_FOR_PARTY: MarkKind.ENTERED,
    Act.PROVISIONAL_APPLICATION: MarkKind.ENTERED,
    Act.MADE_OPERATIVE: MarkKind.ENTERED,
    Act.RESUMPTION: MarkKind.ENTERED,
    Act.REVIVAL: MarkKind.ENTERED,
    Act.REVOCATION_OF_NOTICE: MarkKind.CHANGED,
    Act.PROLONGATION_OF_NOTICE: MarkKind.CHANGED,
}
_BY_EFFECT = (MarkKind.ENTERED, MarkKind.ENDING)


class Source(Protocol):
    @property
    def label(self) -> str: ...

    @property
    def evidence(self) -> Evidence: ...


@cache
def kind_of(act: Act) -> MarkKind:
    """Of any act of the vocabulary: named here, or by its law."""
    if act in _KINDS:
        return _KINDS[act]
    law = LAW[act]
    if any(effect.to in _ENDINGS for effect in law.agreement):
        return MarkKind.ENDING
    if act in CONSENTS:
        return MarkKind.CONSENTED
    return MarkKind.CHANGED if law.chapter in (Chapter.CHANGE, Chapter.TERM) else MarkKind.OTHER


def day_of_act(act: Act, done: PartialDate | None, effective_on: PartialDate | None) -> PartialDate | None:
    """The day that counts for it: on which it took effect, or was done."""
    return (effective_on or done) if kind_of(act) in _BY_EFFECT else (done or effective_on)


def mark_of_act(
    act: Act,
    *,
    by: str,
    done_on: PartialDate | None,
    received_on: PartialDate | None,
    effective_on: PartialDate | None,
    sources: Iterable[Source],
) -> Mark:
    """``by`` names whose act it is; empty for the agreement as a whole. It stands on the day that counts for it."""
    kind, when = kind_of(act), day_of_act(act, done_on or received_on, effective_on)
    whose = _(" by %(party)s") % {"party": by} if by else ""
    return Mark(kind, when, f"{act.label[:1].upper()}{act.label[1:]}{whose}", named(sources))


def mark_of_assertion(
    status: AgreementStatus,
    *,
    since: PartialDate | None,
    asserted_on: PartialDate | None,
    code: int | None,
    sources: Iterable[Source],
) -> Mark:
    """``code`` is what the record itself says of the asserted day."""
    told = _("A source says: %(status)s since %(day)s") if since else _("A source says: %(status)s")
    words = told % {"status": status.label, "day": since.words() if since else ""}
    return Mark(MarkKind.SAID, asserted_on, words, named(sources), is_contrary=not status.is_certain_in(code))


def mark_of_deadline(kind: DayKind, day: PartialDate, *, by: str, is_stated: bool) -> Mark:
    """``by`` names whose day it is; empty for the agreement as a whole."""
    words = _("Deadline: %(what)s (%(by)s)") if by else _("Deadline: %(what)s")
    how = _("stated by a source") if is_stated else _("computed from the record; no source states this day")
    return Mark(MarkKind.DEADLINE, day, words % {"what": kind.label, "by": by}, how)


def named(sources: Iterable[Source]) -> str:
    """“TIAS (register); Turan, 9 September 2015 (press)”."""
    return "; ".join(dict.fromkeys(f"{source.label} ({source.evidence.label})" for source in sources))
