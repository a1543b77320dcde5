"""What recording an act would change: the status now and after, and every day on which the answer becomes another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from treaties.admin.record import Done
from treaties.admin.status import Dated, StatusShown, status_on
from treaties.dates import FIRST_DAY, in_words
from treaties.models import Agreement, Party
from treaties.queries.party_search import canonical_pair
from treaties.rules.findings import Finding


@dataclass(frozen=True, slots=True)
class Difference:
    """From ``day`` on (until the next difference), one status instead of another."""

    day: date
    before: StatusShown
    after: StatusShown

    @property
    def since(self) -> str:
        return "From an unknown day" if self.day == FIRST_DAY else f"From {in_words(self.day)}"


@dataclass(frozen=True, slots=True)
class Preview:
    now: StatusShown
    after: StatusShown
    differences: Sequence[Difference]
    parties: Sequence[tuple[Party, Sequence[Difference]]]
    pair: tuple[Party, Party] | None
    """The two parties of a bilateral agreement, whose page it is shown on."""
    done: Done

    @property
    def pair_url(self) -> str:
        return reverse("pair", args=[canonical_pair(*(party.code for party in self.pair))]) if self.pair else ""

    @property
    def warnings(self) -> Sequence[Finding]:
        return self.done.warnings


def preview(before: Agreement, done: Done, *, today: date) -> Preview:
    """Compare the agreement as it was read with the one that the act left behind. Both with their participations."""
    standing = {participation.pk: participation for participation in done.agreement.participations.all()}
    participations = list(before.participations.all())
    parties = [(one.party, differences(one, standing[one.pk])) for one in participations]
    pair = (participations[0].party, participations[1].party) if len(participations) == 2 else None
    return Preview(
        now=status_on(before, today),
        after=status_on(done.agreement, today),
        differences=differences(before, done.agreement),
        parties=[(party, found) for party, found in parties if found],
        pair=pair if before.is_bilateral else None,
        done=done,
    )


def differences(before: Dated, after: Dated) -> list[Difference]:
    found: list[Difference] = []
    last = None
    for day in sorted({*before.days, *after.days}):
        shown = status_on(before, day), status_on(after, day)
        if shown[0] != shown[1] and shown != last:
            found.append(Difference(day, *shown))
        last = shown
    return found
