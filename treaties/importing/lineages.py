"""Which parties came before and after which: a register lists under a successor what its predecessor had made."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from treaties.dates import PartialDate
from treaties.models import Party, Succession


@dataclass(frozen=True, slots=True)
class Life:
    """What a party is called within a sentence, and when it exists: half-open, as far as it is on record."""

    name: str
    begins: PartialDate | None
    ends: PartialDate | None

    def may_include(self, day: date) -> bool:
        begun = self.begins is None or self.begins.possible_from <= day
        return begun and (self.ends is None or self.ends.latest is None or day < self.ends.latest)


@dataclass(frozen=True)
class Lineages:
    """By code, all that came before and after a party, however far. Those that came out of one beside it are no kin."""

    kin: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lives: Mapping[str, Life] = field(default_factory=dict)

    def of(self, code: str) -> frozenset[str]:
        return self.kin.get(code, frozenset())

    def stands_for(self, code: str, members: Collection[str]) -> bool:
        """Whether the parties on one side are this one, those before and after it, and theirs."""
        near = {one for one in members if one == code or one in self.of(code)}
        return bool(near) and all(one in near or any(one in self.of(other) for other in near) for one in members)

    def the_one_of(self, day: PartialDate | None, codes: Collection[str]) -> str:
        """The only one of these parties that can have acted that day; nothing where several can, or none."""
        if day is None or day.earliest is None or not day.is_exact:
            return ""
        able = [code for code in codes if code not in self.lives or self.lives[code].may_include(day.earliest)]
        return able[0] if len(able) == 1 else ""

    def before_its_time(self, code: str, day: PartialDate | None) -> str:
        """Who of its kin existed on a day on which a party did not; nothing where it did, or where that is not sure."""
        maker = self.the_one_of(day, {code, *self.of(code)})
        return maker if maker != code else ""

    def named(self, code: str) -> str:
        """Within a sentence: the Soviet Union (SU)."""
        return f"{self.lives[code].name} ({code})" if code in self.lives else code


def fetch_lineages() -> Lineages:
    """All of them, in two statements: they are some dozens."""
    later: dict[str, set[str]] = defaultdict(set)
    earlier: dict[str, set[str]] = defaultdict(set)
    for before, after in Succession.objects.values_list("predecessor__code", "successor__code"):
        later[before].add(after)
        earlier[after].add(before)
    codes = {*later, *earlier}
    lives = {
        one.code: Life(one.sentence_name, one.exists_from, one.exists_until)
        for one in Party.objects.filter(code__in=codes)
    }
    return Lineages({code: _all_from(code, later) | _all_from(code, earlier) for code in codes}, lives)


def _all_from(code: str, steps: Mapping[str, Collection[str]]) -> frozenset[str]:
    found: set[str] = set()
    further = [code]
    while further:
        new = set(steps.get(further.pop(), ())) - found - {code}
        found |= new
        further += new
    return frozenset(found)
