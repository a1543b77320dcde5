"""What many acts at once would come to, as the page shows it: each row with its fate, and the statuses that change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from treaties.admin.status import StatusShown, status_on
from treaties.importing.act_table import ActTable
from treaties.importing.acts_at_once import Fate, Outcome, Said, TakenIn
from treaties.importing.rows import ActRow
from treaties.models import Agreement, Participation

MOST_SHOWN = 200
"""Rows of one fate that are listed; the others are counted."""
SYMBOLS = {Fate.REFUSED: "✕", Fate.WAITING: "…", Fate.NEW: "+", Fate.CITED: "+", Fate.ON_RECORD: "="}
HEADINGS = {
    Fate.REFUSED: "Refused",
    Fate.WAITING: "Not looked at yet: another row of the same agreement is refused",
    Fate.NEW: "Would be recorded",
    Fate.CITED: "On record; this source would be cited there too",
    Fate.ON_RECORD: "Already on record; nothing is added",
}
DATED = {
    "done_on": "done",
    "received_on": "received",
    "effective_on": "effective",
    "ends_on": "until",
    "published_on": "published",
}


@dataclass(frozen=True, slots=True)
class RowShown:
    line: int
    agreement: str
    act: str
    by: str
    days: Sequence[str]
    refusals: Sequence[tuple[str, Said]]
    """Each with the name of its column, if it is about one."""
    warnings: Sequence[Said]


@dataclass(frozen=True, slots=True)
class GroupShown:
    fate: Fate
    rows: Sequence[RowShown]
    left_out: int

    @property
    def heading(self) -> str:
        return HEADINGS[self.fate]

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.fate]

    @property
    def count(self) -> int:
        return len(self.rows) + self.left_out


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """An agreement, or a party under one, whose answer becomes another, on this day or on some other."""

    agreement: str
    party: str
    now: StatusShown
    after: StatusShown


@dataclass(frozen=True, slots=True)
class PlanShown:
    taken: TakenIn
    groups: Sequence[GroupShown]
    statuses: Sequence[StatusChanged] = ()
    touched: bool = False
    """Anything is recorded of any agreement."""

    @property
    def counts(self) -> str:
        return counted(self.taken)

    @property
    def is_refused(self) -> bool:
        return self.taken.is_refused


def counted(taken: TakenIn) -> str:
    """“12 new, 1 already on record, 0 refused”."""
    counts = taken.counts
    said = [f"{counts[Fate.NEW]} new"]
    said += [f"{counts[Fate.CITED]} confirmed by a further source"] if counts[Fate.CITED] else []
    said += [f"{counts[Fate.ON_RECORD]} already on record", f"{counts[Fate.REFUSED]} refused"]
    said += [f"{counts[Fate.WAITING]} not looked at yet"] if counts[Fate.WAITING] else []
    return ", ".join(said)


type Standings = Mapping[tuple[str, str], Agreement | Participation]
"""By slug and by the code of the party; without one, of the agreement as a whole."""


def standings(slugs: Iterable[str]) -> Standings:
    """As they are on record at this moment. Two statements."""
    wanted = sorted(set(slugs))
    if not wanted:
        return {}
    agreements = Agreement.objects.filter(slug__in=wanted).order_by("pk")
    participations = Participation.objects.filter(agreement__slug__in=wanted).select_related("agreement", "party")
    found: dict[tuple[str, str], Agreement | Participation] = {(one.slug, ""): one for one in agreements}
    return found | {(one.agreement.slug, one.party.code): one for one in participations.order_by("agreement", "pk")}


def plan_shown(table: ActTable, taken: TakenIn, before: Standings, after: Standings, *, today: date) -> PlanShown:
    """``after`` are those of the agreements of which anything would be recorded."""
    typed, names = dict(table.rows), {number: name for name, number in table.columns.items()}
    groups = []
    for fate in Fate:
        found = [one for one in taken.outcomes.values() if one.fate is fate]
        rows = [_row(one, typed[one.line], names, taken) for one in found[:MOST_SHOWN]]
        groups.append(GroupShown(fate, rows, len(found) - len(rows)))
    changed = [
        _changed(before[key], then, today) for key, then in after.items() if _answers(then) != _answers(before[key])
    ]
    return PlanShown(taken, [group for group in groups if group.count], changed, bool(after))


def _changed(before: Agreement | Participation, after: Agreement | Participation, today: date) -> StatusChanged:
    now, then = status_on(before, today), status_on(after, today)
    if isinstance(after, Agreement):
        return StatusChanged(after.short_title, "", now, then)
    return StatusChanged(after.agreement.short_title, after.party.name, now, then)


def _answers(one: Agreement | Participation) -> object:
    return one.days, one.codes, one.story


def _row(one: Outcome, typed: Mapping[str, str], names: Mapping[int, str], taken: TakenIn) -> RowShown:
    """In the words of the record where it was understood, as typed where it was not."""
    agreement = taken.record.agreements.get(one.agreement)
    act = one.act
    by = taken.record.parties.get(act.by) if act else None
    return RowShown(
        line=one.line,
        agreement=agreement.short_title if agreement else typed.get("agreement", ""),
        act=act.act.label.capitalize() if act else typed.get("act", ""),
        by=by.name if by else typed.get("by", "") or "the agreement as a whole",
        days=_days_of(act) if act else [f"{word} {typed[name]}" for name, word in DATED.items() if typed.get(name)],
        refusals=[(names.get(said.column, ""), said) for said in one.refusals],
        warnings=one.warnings,
    )


def _days_of(act: ActRow) -> list[str]:
    days = {word: getattr(act, name) for name, word in DATED.items()}
    return [f"{word} {day.words()}" for word, day in days.items() if day]
