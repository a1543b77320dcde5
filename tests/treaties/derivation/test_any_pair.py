"""The law between two parties, whatever is on record: total, and independent of the order of recording."""

from dataclasses import replace
from random import Random

import pytest

from tests.treaties.derivation.test_pairs import GIVES_UP, OPTIONAL, RESERVES, WITHDRAWS, act, facts
from treaties.derivation.facts import ActFact, AgreementFacts
from treaties.derivation.pairs import BARS, between
from treaties.vocabulary import Act


def some_history(random: Random) -> AgreementFacts:
    kinds = [*BARS, RESERVES, GIVES_UP, WITHDRAWS, Act.RESUMPTION, Act.ACCESSION, Act.ACCEPTANCE_OF_ACCESSION]
    kinds += [Act.RATIFICATION, Act.WITHDRAWAL_TAKES_EFFECT, Act.NOTICE_OF_TERMINATION]
    days = ["", "1990", "1990-01-01", "1991-02", "1991/..", "../1992", "1993~", "1994-05-05?", "1995/1999"]
    acts: list[ActFact] = []
    for number in range(random.randint(0, 8)):
        about = random.choice(["", *(fact.ref for fact in acts)])
        towards = random.choice(["", "", "AA", "BB", "CC", "ZZ"])
        dates = {name: random.choice(days) for name in ("effective_on", "ends_on")}
        acts.append(
            act(
                f"act-{number}",
                random.choice(kinds),
                random.choice(["AA", "BB", "CC"]),
                random.choice(days),
                about=about,
                towards=towards,
                **dates,
            )
        )
    return facts(*acts, clauses=random.choice([(), (OPTIONAL,)]))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_on_record_an_answer_comes_out_and_the_order_of_recording_is_nothing_to_it(seed: int) -> None:
    random = Random(seed)
    for _ in range(100):
        found = some_history(random)
        shuffled = replace(found, acts=tuple(random.sample(found.acts, len(found.acts))))
        for one, other in (("AA", "BB"), ("AA", "CC"), ("BB", "CC")):
            timeline = between(found, one, other)
            assert timeline == between(shuffled, other, one)
            assert timeline.days == sorted(set(timeline.days))
            assert all(step.state for step in timeline.steps)
