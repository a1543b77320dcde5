"""Random histories of an agreement against the oracle: 20 machines with ``-m slow``, 1,000 with ``-m exhaustive``.

What a failure prints is a history in the order of recording: a case for ``tests/cases``.
"""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.oracle.machine import Histories
from treaties.derivation.agreement import derive_agreement

pytestmark = pytest.mark.django_db


class Bilateral(Histories):
    is_bilateral = True


class Multilateral(Histories):
    is_bilateral = False


def run(
    machine: type[Histories],
    machines: int,
    steps: int,
    phases: Sequence[Phase] = tuple(Phase),
    derandomize: bool = False,
) -> None:
    chosen = settings(
        derandomize=derandomize,
        max_examples=machines,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=phases,
        print_blob=True,
    )
    run_state_machine_as_test(machine, settings=chosen)


@pytest.mark.slow
@pytest.mark.parametrize("machine", [Bilateral, Multilateral])
def test_random_histories_are_what_the_oracle_says(machine):
    run(machine, machines=10, steps=3, derandomize=True)  # the same ones each time: nobody else's work fails by chance


def forgetful(facts):
    return derive_agreement(facts.with_acts(facts.acts[1:]))


FIRST_DAY_OF_ALL = property(lambda known: known.possible_from)
BROKEN = {
    "an act is forgotten": ("treaties.actions.timelines.derive_agreement", forgetful),
    "a day known in part is taken for its first": ("treaties.dates.PartialDate.certain_from", FIRST_DAY_OF_ALL),
}


@pytest.mark.slow
@pytest.mark.parametrize(("place", "broken"), BROKEN.values(), ids=BROKEN)
def test_control_a_broken_derivation_is_found(monkeypatch, place, broken):
    monkeypatch.setattr(place, broken)
    with pytest.raises((AssertionError, ExceptionGroup)):
        run(Bilateral, machines=100, steps=3, phases=[Phase.generate])


@pytest.mark.exhaustive
@pytest.mark.parametrize("machine", [Bilateral, Multilateral])
def test_a_thousand_random_histories_are_what_the_oracle_says(machine):
    run(type(machine.__name__, (machine,), {"thorough_every": 1, "worlds": 96}), machines=500, steps=8)
