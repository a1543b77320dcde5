"""From the steps of a timeline to the bars of a lane."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from treaties.dates import FIRST_DAY, PartialDate
from treaties.derivation.timeline import Path
from treaties.vocabulary import AgreementStatus, Flag
from treaties.web.picture.model import Mark, Phase, Spell

RUNNING = frozenset({AgreementStatus.IN_FORCE, AgreementStatus.OPERATIVE, AgreementStatus.PROVISIONAL})


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``day`` on, until the next stretch. No phase: there is nothing to draw, because nothing is on record yet,
    or because it is over."""

    day: date
    phase: Phase | None
    is_over: bool = False
    is_strong: bool = True
    is_computed: bool = False
    starts_unknown: bool = False
    how: str = ""


def spells_of(stretches: Sequence[Stretch]) -> tuple[Spell, ...]:
    """One spell for neighbours that look the same; a spell without a start before an end that is all there is."""
    found: list[Spell] = []
    for number, stretch in enumerate(stretches):
        until = stretches[number + 1].day if number + 1 < len(stretches) else None
        last = found[-1] if found else None
        running = last is not None and last.until == stretch.day
        if stretch.is_over and stretch.starts_unknown and not running:
            found.append(Spell(Phase.IN_FORCE, None, stretch.day, False, True, stretch.is_computed, stretch.how))
        elif stretch.is_over and last and running and not last.is_over:
            how = join([last.how, stretch.how])
            found[-1] = replace(last, is_over=True, is_computed=stretch.is_computed, how=how)
        elif stretch.phase and last and running and _look_alike(last, stretch):
            found[-1] = replace(last, until=until, how=join([last.how, stretch.how]))
        elif stretch.phase:
            since = stretch.day if stretch.day > FIRST_DAY else None
            found.append(Spell(stretch.phase, since, until, stretch.is_strong, how=stretch.how))
    return _waiting(found)


def _look_alike(spell: Spell, stretch: Stretch) -> bool:
    return not spell.is_over and spell.phase is stretch.phase and spell.is_strong == stretch.is_strong


def _waiting(spells: list[Spell]) -> tuple[Spell, ...]:
    """What was signed and came into force later only waited for it; its entry into force is on record."""
    result: list[Spell] = []
    enters = False
    for spell in reversed(spells):
        waits = spell.phase is Phase.SIGNED and enters
        result.append(replace(spell, phase=Phase.WAITING) if waits else spell)
        enters = enters or spell.phase not in (Phase.SIGNED, Phase.WAITING)
    return tuple(reversed(result))


def with_gaps(spells: tuple[Spell, ...], said: Iterable[tuple[Mark, bool]]) -> tuple[Spell, ...]:
    """And the gaps between an end that is only computed and a later assertion that it is in force.

    ``said`` are assertions, each with whether it says that the agreement runs.
    """
    days = [mark.when.possible_from for mark, runs in said if runs and mark.is_contrary and mark.when]
    gaps: list[Spell] = []
    for spell in spells:
        later = [day for day in days if spell.until and day > spell.until]
        if not (spell.is_over and spell.is_computed and later):
            continue
        begins = [other.since for other in spells if other.since and spell.until and other.since > spell.until]
        until = min([max(later), *begins])
        how = _("computed, unconfirmed; a source says otherwise")
        gaps.append(Spell(Phase.GAP, spell.until, until, False, how=how))
    return (*spells, *gaps)


@lru_cache(maxsize=4096)
def _day(text: str) -> PartialDate:
    """Read once: many steps of many timelines rest on the same days."""
    return PartialDate.parse(text)


def is_strong(path: Path) -> bool:
    """Solid needs a known day, and a register or a text."""
    known = bool(path.since) and _day(path.since).is_exact
    return known and Flag.COMPUTED not in path.flags and path.evidence is not None and path.evidence.is_strong


def how_known(path: Path) -> str:
    """“press; day known only as 2013; computed, unconfirmed”."""
    since = _day(path.since) if path.since else None
    parts = [path.evidence.label] if path.evidence else []
    if since and not since.is_exact:
        parts.append(_("day known only as: %(day)s") % {"day": since.words()})
    return join([*parts, path.reason.label if path.reason else "", *(flag.label for flag in sorted(path.flags))])


def join(parts: Iterable[str]) -> str:
    """Each once, in order."""
    said = [piece for part in parts if part for piece in part.split("; ")]
    return "; ".join(dict.fromkeys(said))
