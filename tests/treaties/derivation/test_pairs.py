"""The law between two parties: acts in, what stands between them on days out."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from treaties.dates import PartialDate
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact, PartyFact
from treaties.derivation.pairs import BARS, WEIGHT, between, laws_between, may_hold
from treaties.vocabulary import Act, Between, ClauseKind, Nature, Scope

B = Between
OBJECTS, RESERVES = Act.PRECLUDING_OBJECTION, Act.RESERVATION
WITHDRAWS, GIVES_UP = Act.WITHDRAWAL_OF_OBJECTION, Act.WITHDRAWAL_OF_RESERVATION
OPTIONAL = ClauseFact("clause:accession_by_acceptance", ClauseKind.ACCESSION_BY_ACCEPTANCE)


def act(ref: str, kind: Act, by: str, on: str, *, about: str = "", towards: str = "", **dates: str) -> ActFact:
    """Received on a day; further dates by their names."""
    given = {"received_on": on} | dates if kind is not Act.SUSPENSION else {"effective_on": on} | dates
    scope = Scope.PAIR if towards else Scope.WHOLE
    known: dict[str, Any] = {name: PartialDate.parse(text) for name, text in given.items() if text}
    return ActFact(ref, kind, by, about=about, towards=towards, scope=scope, **known)


def facts(*acts: ActFact, clauses: tuple[ClauseFact, ...] = (), sides: dict[str, int] | None = None) -> AgreementFacts:
    parties = tuple(PartyFact(code, (sides or {}).get(code)) for code in ("AA", "BB", "CC", "DD"))
    return AgreementFacts(bool(sides), Nature.TREATY, parties, acts, clauses)


def on(found: AgreementFacts, day: str, one: str = "AA", other: str = "BB") -> list[str]:
    step = between(found, one, other).on(date.fromisoformat(day))
    return [str(status) for status in (step.state if step else (B.APPLIES,))]


RESERVED = (act("reservation", RESERVES, "BB", "1999-01-01"), act("another", RESERVES, "CC", "1999-01-01"))
OBJECTED = (*RESERVED, act("objection", OBJECTS, "AA", "2000-01-01", about="reservation"))
CASES = [
    ("before an objection is received it precludes nothing", OBJECTED, "1999-12-31", ["applies"]),
    ("an objection precludes force from its receipt on", OBJECTED, "2000-01-01", ["precluded"]),
    ("for as long as it stands", OBJECTED, "2090-01-01", ["precluded"]),
    (
        "a simple objection precludes nothing",
        (*RESERVED, act("objection", Act.OBJECTION_TO_RESERVATION, "AA", "2000-01-01", about="reservation")),
        "2001-01-01",
        ["applies"],
    ),
    (
        "an objection may name the other party instead of its reservation",
        (act("objection", OBJECTS, "AA", "2000-01-01", towards="BB"),),
        "2000-01-01",
        ["precluded"],
    ),
    (
        "an objection that may be about either of two possibly precludes force with each",
        (*RESERVED, act("objection", OBJECTS, "AA", "2000-01-01")),
        "2001-01-01",
        ["applies", "precluded"],
    ),
    (
        "an objection that can only be about one is about that one",
        (RESERVED[0], act("objection", OBJECTS, "AA", "2000-01-01")),
        "2001-01-01",
        ["precluded"],
    ),
    (
        "the withdrawal of the objection ends it that day",
        (*OBJECTED, act("withdrawal", WITHDRAWS, "AA", "2005-01-01", about="objection")),
        "2005-01-01",
        ["applies"],
    ),
    (
        "a withdrawal that names nothing is of the last objection",
        (*OBJECTED, act("withdrawal", WITHDRAWS, "AA", "2005-01-01")),
        "2005-01-01",
        ["applies"],
    ),
    (
        "a withdrawal of another objection leaves this one",
        (
            *OBJECTED,
            act("second", OBJECTS, "AA", "2001-01-01", about="another"),
            act("withdrawal", WITHDRAWS, "AA", "2005-01-01"),
        ),
        "2006-01-01",
        ["precluded"],
    ),
    (
        "somebody else's withdrawal leaves it too",
        (*OBJECTED, act("withdrawal", WITHDRAWS, "CC", "2005-01-01")),
        "2006-01-01",
        ["precluded"],
    ),
    (
        "it falls with the reservation that it is about",
        (*OBJECTED, act("gone", GIVES_UP, "BB", "2005-01-01", about="reservation")),
        "2005-01-01",
        ["applies"],
    ),
    (
        "and not with another reservation",
        (
            *OBJECTED,
            act("later", RESERVES, "BB", "2001-01-01"),
            act("gone", GIVES_UP, "BB", "2005-01-01", about="later"),
        ),
        "2005-01-01",
        ["precluded"],
    ),
    (
        "within the year of a withdrawal both are possible",
        (*OBJECTED, act("withdrawal", WITHDRAWS, "AA", "2005")),
        "2005-06-01",
        ["applies", "precluded"],
    ),
    (
        "objected to and withdrawn on one day leaves nothing",
        (*OBJECTED, act("a-withdrawal", WITHDRAWS, "AA", "2000-01-01", about="objection")),
        "2000-01-01",
        ["applies"],
    ),
    (
        "each may object to the other, and one withdrawal leaves the other objection",
        (
            *OBJECTED,
            act("own", RESERVES, "AA", "1999-01-01"),
            act("answer", OBJECTS, "BB", "2001-01-01", about="own"),
            act("withdrawal", WITHDRAWS, "AA", "2005-01-01", about="objection"),
        ),
        "2006-01-01",
        ["precluded"],
    ),
    (
        "an objection to an accession keeps it from being accepted",
        (
            act("accession", Act.ACCESSION, "BB", "2000-01-01"),
            act("objection", Act.OBJECTION_TO_ACCESSION, "AA", "2000-05-01", about="accession"),
        ),
        "2000-05-01",
        ["not_accepted"],
    ),
    (
        "until it is withdrawn",
        (
            act("accession", Act.ACCESSION, "BB", "2000-01-01"),
            act("objection", Act.OBJECTION_TO_ACCESSION, "AA", "2000-05-01", about="accession"),
            act("withdrawal", WITHDRAWS, "AA", "2001-05-01", about="objection"),
        ),
        "2001-05-01",
        ["applies"],
    ),
    (
        "or until the accession is accepted after all",
        (
            act("accession", Act.ACCESSION, "BB", "2000-01-01"),
            act("objection", Act.OBJECTION_TO_ACCESSION, "AA", "2000-05-01", about="accession"),
            act("acceptance", Act.ACCEPTANCE_OF_ACCESSION, "AA", "2001-05-01", about="accession"),
        ),
        "2001-05-01",
        ["applies"],
    ),
    (
        "a suspension towards one party is between the two",
        (act("suspension", Act.SUSPENSION, "AA", "2000-01-01", towards="BB"),),
        "2000-01-01",
        ["suspended"],
    ),
    (
        "a suspension ends on its own day",
        (act("suspension", Act.SUSPENSION, "AA", "2000-01-01", towards="BB", ends_on="2002-01-01"),),
        "2002-01-01",
        ["applies"],
    ),
    (
        "a suspension ends by resumption towards the same party",
        (
            act("suspension", Act.SUSPENSION, "AA", "2000-01-01", towards="BB"),
            act("resumption", Act.RESUMPTION, "AA", "2003-01-01", towards="BB"),
        ),
        "2003-01-01",
        ["applies"],
    ),
    (
        "and not by resumption towards another",
        (
            act("suspension", Act.SUSPENSION, "AA", "2000-01-01", towards="BB"),
            act("resumption", Act.RESUMPTION, "AA", "2003-01-01", towards="CC"),
        ),
        "2003-01-01",
        ["suspended"],
    ),
    (
        "a suspension of the whole stands in the agreement's own status",
        (act("suspension", Act.SUSPENSION, "AA", "2000-01-01"),),
        "2000-01-01",
        ["applies"],
    ),
    (
        "what is precluded cannot be suspended: the objection shows",
        (*OBJECTED, act("suspension", Act.SUSPENSION, "AA", "1999-06-01", towards="BB")),
        "2000-01-01",
        ["precluded"],
    ),
    (
        "when the objection goes, the suspension shows again",
        (
            *OBJECTED,
            act("suspension", Act.SUSPENSION, "AA", "1999-06-01", towards="BB"),
            act("withdrawal", WITHDRAWS, "AA", "2005-01-01"),
        ),
        "2005-01-01",
        ["suspended"],
    ),
    (
        "an objection whose day is not on record has no place in time",
        (*RESERVED, act("objection", OBJECTS, "AA", "", about="reservation")),
        "2001-01-01",
        ["applies"],
    ),
    (
        "an objection does not outlive the part of its maker in the agreement",
        (
            *OBJECTED,
            act("consent", Act.RATIFICATION, "AA", "1990-01-01", effective_on="1990-01-01"),
            act("exit", Act.WITHDRAWAL_TAKES_EFFECT, "AA", "", effective_on="2010-01-01"),
            act("again", Act.RATIFICATION, "AA", "2015-01-01", effective_on="2015-01-01"),
        ),
        "2016-01-01",
        ["applies"],
    ),
]


@pytest.mark.parametrize(("acts", "day", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_stands_between_two(acts: tuple[ActFact, ...], day: str, expected: list[str]) -> None:
    for given in permutations(acts) if len(acts) < 5 else (acts, acts[::-1]):
        assert on(facts(*given), day) == expected
        assert between(facts(*given), "BB", "AA") == between(facts(*acts), "AA", "BB")


RATIFIED = act("r-aa", Act.RATIFICATION, "AA", "1985-01-01")
ACCEDED = act("a-bb", Act.ACCESSION, "BB", "1990-01-01")
OPTIONAL_CASES = [
    ("an accession binds nobody that has not accepted it", (RATIFIED, ACCEDED), "AA", "1995-01-01", ["not_accepted"]),
    ("before it nothing stands between them", (RATIFIED, ACCEDED), "AA", "1989-12-31", ["applies"]),
    (
        "it binds from the day on which its acceptance takes effect",
        (
            RATIFIED,
            ACCEDED,
            act("yes", Act.ACCEPTANCE_OF_ACCESSION, "AA", "1992-01-15", about="a-bb", effective_on="1992-04-01"),
        ),
        "AA",
        "1992-04-01",
        ["applies"],
    ),
    (
        "and not before",
        (
            RATIFIED,
            ACCEDED,
            act("yes", Act.ACCEPTANCE_OF_ACCESSION, "AA", "1992-01-15", about="a-bb", effective_on="1992-04-01"),
        ),
        "AA",
        "1992-03-31",
        ["not_accepted"],
    ),
    (
        "an acceptance of another's accession is none of this one",
        (
            RATIFIED,
            ACCEDED,
            act("a-cc", Act.ACCESSION, "CC", "1990-01-01"),
            act("yes", Act.ACCEPTANCE_OF_ACCESSION, "AA", "1992-01-15", about="a-cc"),
        ),
        "AA",
        "1995-01-01",
        ["not_accepted"],
    ),
    (
        "who acceded earlier accepts who acceded later",
        (
            act("a-aa", Act.ACCESSION, "AA", "1988-01-01"),
            ACCEDED,
            act("yes", Act.ACCEPTANCE_OF_ACCESSION, "AA", "1992-01-15", towards="BB"),
        ),
        "AA",
        "1992-01-15",
        ["applies"],
    ),
    (
        "and not the other way round",
        (
            act("a-aa", Act.ACCESSION, "AA", "1988-01-01"),
            ACCEDED,
            act("yes", Act.ACCEPTANCE_OF_ACCESSION, "BB", "1992-01-15", towards="AA"),
        ),
        "AA",
        "1995-01-01",
        ["not_accepted"],
    ),
    (
        "where nobody knows who was first, either may accept the other",
        (
            act("a-aa", Act.ACCESSION, "AA", "1990"),
            ACCEDED,
            act("yes", Act.ACCEPTANCE_OF_ACCESSION, "BB", "1992-01-15", towards="AA"),
        ),
        "AA",
        "1995-01-01",
        ["applies"],
    ),
    (
        "who ratifies later has to accept it too",
        (act("r-aa", Act.RATIFICATION, "AA", "1999-01-01"), ACCEDED),
        "AA",
        "2000-01-01",
        ["not_accepted"],
    ),
    ("who never consented is no party that could accept it", (ACCEDED,), "AA", "2000-01-01", ["applies"]),
    (
        "two that ratified need no acceptance",
        (RATIFIED, act("r-bb", Act.RATIFICATION, "BB", "1999-01-01")),
        "AA",
        "2000-01-01",
        ["applies"],
    ),
    (
        "who accedes anew after it left has to be accepted anew",
        (
            RATIFIED,
            act("a-bb", Act.ACCESSION, "BB", "1990-01-01", effective_on="1990-01-01"),
            act("yes", Act.ACCEPTANCE_OF_ACCESSION, "AA", "1992-01-15", about="a-bb"),
            act("exit", Act.WITHDRAWAL_TAKES_EFFECT, "BB", "", effective_on="2000-01-01"),
            act("b-bb", Act.ACCESSION, "BB", "2010-01-01", effective_on="2010-01-01"),
        ),
        "AA",
        "2011-01-01",
        ["not_accepted"],
    ),
]


@pytest.mark.parametrize(
    ("acts", "one", "day", "expected"), [case[1:] for case in OPTIONAL_CASES], ids=[case[0] for case in OPTIONAL_CASES]
)
def test_accessions_that_bind_those_that_accept_them(acts, one, day, expected):
    for given in permutations(acts) if len(acts) < 5 else (acts, acts[::-1]):
        assert on(facts(*given, clauses=(OPTIONAL,)), day, one) == expected


def test_without_the_clause_an_accession_needs_nobody() -> None:
    assert on(facts(RATIFIED, ACCEDED), "1995-01-01") == ["applies"]
    assert not may_hold(facts(RATIFIED, ACCEDED))


def test_two_of_one_side_are_no_pair() -> None:
    found = facts(
        act("suspension", Act.SUSPENSION, "AA", "2000-01-01", towards="BB"), sides={"AA": 1, "BB": 1, "CC": 2}
    )
    assert list(laws_between(found)) == []


def test_only_the_pairs_between_whom_something_stands_are_named() -> None:
    found = facts(*OBJECTED, act("suspension", Act.SUSPENSION, "DD", "2000-01-01", towards="CC"))
    assert list(laws_between(found)) == [("AA", "BB"), ("CC", "DD")]


def test_an_act_towards_somebody_who_takes_no_part_is_between_nobody() -> None:
    assert list(laws_between(facts(act("objection", OBJECTS, "AA", "2000-01-01", towards="ZZ")))) == []


def test_what_it_rests_on_is_told_with_its_first_day() -> None:
    acts = (
        *OBJECTED,
        act("own", RESERVES, "AA", "1999-01-01"),
        act("answer", OBJECTS, "BB", "2001-01-01", about="own"),
    )
    step = between(facts(*acts), "AA", "BB").on(date(2002, 1, 1))
    assert step
    path = step.state[B.PRECLUDED]
    assert (path.because, path.since) == (("objection", "answer"), "2000-01-01")
    clause = between(facts(RATIFIED, ACCEDED, clauses=(OPTIONAL,)), "AA", "BB").steps[0].state[B.NOT_ACCEPTED]
    assert clause.because == ("a-bb", "clause:accession_by_acceptance")


def test_each_status_has_a_weight_and_an_act_or_a_clause_that_brings_it() -> None:
    assert WEIGHT.keys() == set(Between)
    assert {bar.status for bar in BARS.values()} == set(Between) - {Between.APPLIES}
