"""What recording an act would change: the status now and after, and every day on which the answer becomes another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from treaties.admin.recording.preview_pairs import PairsShown, pairs_changed
from treaties.admin.recording.preview_picture import Picture, picture
from treaties.admin.recording.record import Done
from treaties.admin.status import Dated, StatusShown, from_words, status_on
from treaties.dates import in_words
from treaties.derivation.deadlines import computed_days
from treaties.models import Agreement, Party
from treaties.queries.facts import facts_of
from treaties.queries.party_search import canonical_pair
from treaties.rules.findings import Finding
from treaties.vocabulary import ClauseKind

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
    pairs: PairsShown | None = None
    picture: Picture | None = None
    """The status of the whole before and after; ``None`` where it stays as it is, or nothing can be drawn."""
    no_longer: Sequence[str] = ()
    computed: Sequence[str] = ()
    """Days that law no longer computes, and those that it computes instead or anew."""
    none_computed: str = ""
    """Why law computes no day at all, after the change; empty where it computes any."""

    @property
    def pair_url(self) -> str:
        return reverse("pair", args=[canonical_pair(*(party.code for party in self.pair))]) if self.pair else ""

    @property
    def days(self) -> Sequence[tuple[str, Sequence[str], Sequence[str]]]:
        """What becomes of computed days: a heading, those shown at once, and those that are folded."""
        of = {"No longer": self.no_longer, "Then": self.computed}
        return [(heading, found[:FEW], found[FEW:]) for heading, found in of.items() if found]

    @property
    def said(self) -> str:
        """All of it in a line, for whoever does not see it."""
        warned = len(self.warnings)
        status = f"Status after: {self.after.words}. " if self.after else ""
        if self.now and self.after and self.now.words == self.after.words:
            status = f"The status today stays: {self.now.words}. "
        count = f"{warned} warning{'' if warned == 1 else 's'}." if warned else "No warnings."
        return f"Preview: {status}{count}"

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
    changed = differences(before, done.agreement)
    return Preview(
        done=done,
        now=status_on(before, today),
        after=status_on(done.agreement, today),
        differences=changed,
        pairs=pairs_changed(before, done.agreement),
        picture=picture(before, done.agreement, turns=[one.day for one in changed], today=today),
        none_computed=_why_none_is_computed(done.agreement),
        parties=[(party, found) for party, found in parties if found],
        pair=pair if before.is_bilateral else None,
        no_longer=_days_only_in(before, done.agreement, today),
        computed=_days_only_in(done.agreement, before, today),
    )


def _why_none_is_computed(agreement: Agreement) -> str:
    """Of an agreement ``with_facts``."""
    facts = facts_of(agreement)
    if any(day.is_due for day in computed_days(facts)):
        return ""
    if facts.clause(ClauseKind.NOTICE_PERIOD) is None:
        return "None can be computed: no notice period is on record."
    return "None follows from the clauses and acts on record."


def _days_only_in(one: Agreement, other: Agreement, today: date) -> list[str]:
    """Computed days that are due in one and not in the other, in words: those to come, then those that are past. Of two
    agreements ``with_facts``."""
    names = {participation.party.code: participation.party.name for participation in one.participations.all()}
    gone = {(day.kind, day.by, day.computed) for day in computed_days(facts_of(other)) if day.is_due}
    found = [day for day in computed_days(facts_of(one)) if day.is_due and (day.kind, day.by, day.computed) not in gone]
    found.sort(key=lambda day: (day.computed.latest or date.max) < today)
    return [
        f"{day.kind.label.capitalize()}{f', {names.get(day.by, day.by)}' if day.by else ''}: {day.computed.words()}"
        for day in found
    ]


def differences(before: Dated, after: Dated) -> list[Difference]:
    """Every span of days on which the two say different things, in order."""
    days = sorted({*before.days, *after.days})
    shown = [(day, status_on(before, day), status_on(after, day)) for day in days]
    turns = [one for n, one in enumerate(shown) if n == 0 or one[1:] != shown[n - 1][1:]]
    ends = [*(day for day, _, _ in turns[1:]), None][: len(turns)]  # neither may have any day on record
    return [
        Difference(day, until, earlier, later)
        for (day, earlier, later), until in zip(turns, ends, strict=True)
        if earlier != later
    ]
