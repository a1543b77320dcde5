"""The acts of an agreement as its page lists them: in the order of time, and long lists by what they are about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from treaties.dates import PartialDate
from treaties.derivation.law import LAW
from treaties.models import StatusChange
from treaties.vocabulary import Act, Chapter
from treaties.web.act_words import act_in_words, by_whom, dates_of, reach_of
from treaties.web.corrected import Mended, Mending, anchor_of

MOST_IN_ONE_LIST = 30
"""Above so many acts, the list is cut by chapters, and the long ones are folded."""
MOST_UNFOLDED = 12


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act as the list shows it. ``notes`` are safe HTML from other parts of the site."""

    change: StatusChange
    notes: list[str]
    replaces: list[Mended]
    """The corrections that ended in this act: what is linked to the earlier rows leads here."""
    about: StatusChange | None
    """The act that it answers: as it stands now, where it was corrected."""

    @property
    def act(self) -> Act:
        return Act(self.change.act)

    @property
    def article(self) -> str:
        return LAW[self.act].article

    @property
    def chapter(self) -> Chapter:
        return LAW[self.act].chapter

    @property
    def effect(self) -> str:
        """What must be said of its effect, where it has none on a status."""
        if self.act is Act.DOMESTIC_APPROVAL:
            return _("Domestic approval: no effect between the states.")
        law = LAW[self.act]
        return "" if law.agreement or law.party else _("No effect on the status.")

    @property
    def by(self) -> str:
        return by_whom(self.change)

    @property
    def reach(self) -> str:
        return reach_of(self.change)

    @property
    def answers(self) -> str:
        """The act that it is about, in words."""
        return act_in_words(self.about) if self.about else ""

    @property
    def answers_anchor(self) -> str:
        return anchor_of(self.about) if self.about else ""

    @property
    def dates(self) -> list[tuple[str, PartialDate]]:
        return dates_of(self.change)


@dataclass(frozen=True, slots=True)
class ActGroup:
    """Acts under one heading; none where there is one list. Where it is folded, each is in one line."""

    heading: str
    lines: list[ActLine]
    is_folded: bool = False


def act_lines(changes: Sequence[StatusChange], notes: Mapping[str, list[str]], mending: Mending) -> list[ActLine]:
    """Those that stand, in the order of time; those whose day is unknown at the end. ``notes`` are by slug."""
    lines, stands_for = [], _as_they_stand(changes, mending)
    for change in sorted(changes, key=_moment):
        replaces = mending.led_to(change)
        slugs = [change.slug, *(line.slug for line in replaces)]
        noted = [note for slug in slugs for note in notes.get(slug, [])]
        lines.append(ActLine(change, noted, replaces, stands_for.get(change.about_id)))
    return lines


def notes_by_slug(parts: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """What several parts of the site note under acts."""
    found: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        for slug, note in part.items():
            found[slug].append(note)
    return found


def _as_they_stand(changes: Iterable[StatusChange], mending: Mending) -> dict[int | None, StatusChange]:
    """By key, what to show for an act: itself; what stands instead of it; or a retracted one as it was recorded."""
    found: dict[int | None, StatusChange] = {change.pk: change for change in changes}
    for line in mending.lines:
        if isinstance(line.row, StatusChange):
            found[line.row.pk] = line.standing if isinstance(line.standing, StatusChange) else line.row
    return found


def act_groups(lines: Sequence[ActLine]) -> list[ActGroup]:
    if len(lines) <= MOST_IN_ONE_LIST:
        return [ActGroup("", list(lines))] if lines else []
    found = [(chapter, [line for line in lines if line.chapter is chapter]) for chapter in Chapter]
    return [ActGroup(chapter.label, these, len(these) > MOST_UNFOLDED) for chapter, these in found if these]


def _moment(change: StatusChange) -> tuple[tuple[date, date, str], int, int]:
    when = change.done_on or change.received_on or change.effective_on or change.published_on
    return when.in_order if when else (date.max, date.max, ""), change.order_on_day, change.pk
