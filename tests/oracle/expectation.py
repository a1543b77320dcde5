"""What Pacta's answers must be, by the worlds of a history.

A history known to the day has one world, and every answer equals it: status, overlays and reason, on every day.

Where dates are known only in part, an answer holds the status of every *lawful* world (one in which no act is idle:
each finds what it acts on), and nothing that no world has. It may hold more than the lawful worlds do: the fold
looks at each day by itself (ADR 0001). So what is called certain is so in every lawful world.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tests.oracle.simulation import Life, Simulation
from tests.oracle.told import History
from tests.oracle.worlds import is_plausible, worlds


class Answer(Protocol):
    """What Pacta says of the whole (an empty code) or of a party on a day: for each possible status, its overlays and
    the reason of its end."""

    def __call__(self, code: str, day: date) -> dict[str, tuple[frozenset[str], str]]: ...


@dataclass(frozen=True)
class Expectation:
    history: History
    simulations: list[Simulation]
    lawful: list[Simulation]
    is_complete: bool
    """Every world that differs was looked at."""

    @classmethod
    def of(cls, history: History, *, at_most: int) -> "Expectation":
        found, is_complete = worlds(history, at_most=at_most)
        simulations = [Simulation(history, world) for world in found]
        lawful = [one for one in simulations if not one.oddities and is_plausible(history, one.world)]
        if any(act.act == "provisional_application" for act in history.acts):
            lawful = []  # its order beside consents of partly known days is settled by the latest day alone
        fewest = min((one.whole.begun_again for one in lawful), default=0) if is_complete else 0
        lawful = [one for one in lawful if one.whole.begun_again == fewest]
        return cls(history, simulations, lawful, is_complete)

    def differences(self, answer: Answer) -> Iterator[str]:
        """What is wrong with the answers, in words; nothing, where they are right."""
        for code in ("", *(member.code for member in self.history.members)):
            for day in self.history.days_of_interest():
                given = answer(code, day)
                if wrong := self._wrong(code, day, given):
                    yield f"{code or 'the whole'} on {day}: {wrong}"

    def _wrong(self, code: str, day: date, given: dict[str, tuple[frozenset[str], str]]) -> str:
        start = "none" if code else "not_yet"
        if self.history.is_exact:
            status, overlays, reason = _life(self.simulations[0], code).on(day, start)
            expected = {status: (overlays, reason)}
            return "" if given == expected else f"{given} is not {expected}"
        lawful = {_life(one, code).on(day, start)[0] for one in self.lawful}
        possible = {_life(one, code).on(day, start)[0] for one in self.simulations}
        if lost := lawful - set(given):
            return f"{sorted(given)} leaves out {sorted(lost)}"
        if self.lawful and self.is_complete and not self.history.term and (made_up := set(given) - possible):
            return f"{sorted(given)} makes up {sorted(made_up)}"
        return ""


def _life(simulation: Simulation, code: str) -> Life:
    return simulation.standings[code] if code else simulation.whole
