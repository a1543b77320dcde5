"""What recording an act would change: the status now and after, and every day on which the answer becomes another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from treaties.admin.record import Done
from treaties.admin.status import Dated, StatusShown, from_words, status_on
from treaties.dates import in_words
from treaties.models import Agreement, Party
from treaties.queries.party_search import canonical_pair
from treaties.rules.findings import Finding

FEW = 8
"""Parties whose changes are shown at once; those of further ones are folded."""


@dataclass(frozen=True, slots=True)
class Difference:
    """From ``day`` (closed) until ``until`` (open; ``None`` for ever), one status instead of another."""

    day: date
    until: date | None
    before: StatusShown
    after: StatusShown

    @property
    def during(self) -> str:
        until = f" until {in_words(self.until)}" if self.until else ""
        return f"From {from_words(self.day)}{until}"


@dataclass(frozen=True, slots=True)
class Preview:
    """``now`` and ``after`` are ``None`` where what is mended bears on no status."""

    done: Done
    now: StatusShown | None = None
    after: StatusShown | None = None
    differences: Sequence[Difference] = ()
    parties: Sequence[tuple[Party, Sequence[Difference]]] = ()
    pair: tuple[Party, Party] | None = None
    """The two parties of a bilateral agreement, whose page it is shown on."""

    @property
    def pair_url(self) -> str:
        return reverse("pair", args=[canonical_pair(*(party.code for party in self.pair))]) if self.pair else ""

    @property
    def warnings(self) -> Sequence[Finding]:
        return self.done.warnings

    @property
    def first_parties(self) -> Sequence[tuple[Party, Sequence[Difference]]]:
        return self.parties[:FEW]

    @property
    def further_parties(self) -> Sequence[tuple[Party, Sequence[Difference]]]:
        return self.parties[FEW:]


def preview(before: Agreement | None, done: Done, *, today: date) -> Preview:
    """Compare the agreement as it was read with the one that was left behind. Both with their participations."""
    if before is None or done.agreement is None:
        return Preview(done)
    standing = {participation.pk: participation for participation in done.agreement.participations.all()}
    participations = list(before.participations.all())
    parties = [(one.party, differences(one, standing[one.pk])) for one in participations]
    pair = (participations[0].party, participations[1].party) if len(participations) == 2 else None
    return Preview(
        done=done,
        now=status_on(before, today),
        after=status_on(done.agreement, today),
        differences=differences(before, done.agreement),
        parties=[(party, found) for party, found in parties if found],
        pair=pair if before.is_bilateral else None,
    )


def differences(before: Dated, after: Dated) -> list[Difference]:
    """Every span of days on which the two say different things, in order."""
    days = sorted({*before.days, *after.days})
    shown = [(day, status_on(before, day), status_on(after, day)) for day in days]
    turns = [one for n, one in enumerate(shown) if n == 0 or one[1:] != shown[n - 1][1:]]
    ends = [*(day for day, _, _ in turns[1:]), None]
    return [
        Difference(day, until, earlier, later)
        for (day, earlier, later), until in zip(turns, ends, strict=True)
        if earlier != later
    ]
