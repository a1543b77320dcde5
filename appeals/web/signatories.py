"""Who signed an appeal, as what; who took it back; and how many, as the list and the sources have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appeals.models import Signatory, SignatoryCount
from appeals.queries.appeal_file import AppealFile
from treaties.web.sentences import filled, joined, plain

UNFOLDED = 12
"""Names that are shown without a click."""
MOST = 250
"""Names on the page; the API has all."""


@dataclass(frozen=True, slots=True)
class SignatoryLine:
    """One name. ``citations`` are empty where all names rest on the same places: these are told once."""

    signatory: Signatory
    citations: Sequence[Any]

    @property
    def withdrawal(self) -> Any:
        """Of this signature, with its sources; ``None`` where it stands."""
        return next(iter(self.signatory.withdrawals), None)  # type: ignore[attr-defined]

    @property
    def withdrawn(self) -> str:
        """“withdrawn 7 October 2024”."""
        when = self.withdrawal.withdrawn_on
        return filled(_("withdrawn {day}"), day=when.words()) if when else _("withdrawn, day not on record")


@dataclass(frozen=True, slots=True)
class SignatoryList:
    """The names on record, and what sources say of their number."""

    lines: list[SignatoryLine]
    total: int
    withdrawn: int
    common: Sequence[Any]
    """The places that all names rest on alike."""
    counts: list[SignatoryCount]

    @property
    def first(self) -> list[SignatoryLine]:
        return self.lines[:UNFOLDED] if len(self.lines) > UNFOLDED else self.lines

    @property
    def folded(self) -> list[SignatoryLine]:
        return self.lines[len(self.first) :]

    @property
    def next_number(self) -> int:
        """Of the first folded one in the list."""
        return len(self.first) + 1

    @property
    def left_out(self) -> int:
        return self.total - len(self.lines)

    @property
    def summary(self) -> str:
        """“58 names listed here, 1 of them withdrawn; sources say 58, 60, 63”."""
        told = [ngettext("%(n)d name listed here", "%(n)d names listed here", self.total) % {"n": self.total}]
        if self.withdrawn:
            words = ngettext("%(n)d of them withdrawn", "%(n)d of them withdrawn", self.withdrawn)
            told.append(words % {"n": self.withdrawn})
        said = plain(joined(told, _("{first}, {then}")))
        numbers = sorted({one.count for one in self.counts})
        if not numbers:
            return filled(_("{names}; no source gives a number"), names=said)
        counted = plain(joined(numbers, _("{first}, {then}")))
        return filled(
            ngettext("{names}; sources say {numbers}", "{names}; sources say {numbers}", len(numbers)),
            names=said,
            numbers=counted,
        )


def signatory_list(file: AppealFile) -> SignatoryList:
    found: list[Any] = file.signatories
    places = {tuple((cited.source_id, cited.locator) for cited in one.citations.all()) for one in found}
    is_common = len(places) == 1
    lines = [SignatoryLine(one, [] if is_common else list(one.citations.all())) for one in found[:MOST]]
    common = list(found[0].citations.all()) if is_common else []
    withdrawn = len([one for one in found if one.withdrawals])
    return SignatoryList(lines, len(found), withdrawn, common, list(file.appeal.signatory_counts.all()))
