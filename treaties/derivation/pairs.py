"""The law between two parties: what stands between them, though each of them may be bound.

Whatever can stand between two parties is a layer of its own, folded by itself: of two objections one may be withdrawn
while the other stays. On each day the layers are laid over one another, and the weightiest status shows. An accession
that is not accepted leaves no relation that a reservation could bear on; an objection that precludes force leaves
nothing to suspend. So one status at a time is enough, and it is the one that answers the question.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import product

from treaties.dates import PartialDate
from treaties.derivation.completion import completed
from treaties.derivation.effects import DEPOSIT, EFFECT, EFFECT_OR_DEPOSIT
from treaties.derivation.facts import ActFact, AgreementFacts
from treaties.derivation.law import CONSENTS, LAW
from treaties.derivation.participation import derive_participation
from treaties.derivation.timeline import Move, Path, State, Step, Timeline, fold
from treaties.vocabulary import Act, Between, Chapter, ClauseKind, ParticipationStatus, Scope

B = Between
P = ParticipationStatus
type Pair = tuple[str, str]
"""The codes of two parties; where nothing else is said, in alphabetical order."""
type Layer = list[Move[B]]

MADE = (*DEPOSIT, *EFFECT)
"""When an act was made, as far as is on record."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What an act puts between its maker and another party, from the first known of ``counts`` on.

    It is gone when its maker does one of ``lifted_by``, when the other does one of ``falls_with``, on the day on which
    it says itself that it is over, or when a party leaves whose part in the agreement it was about.
    """

    status: Between
    counts: tuple[str, ...]
    lifted_by: frozenset[Act]
    falls_with: frozenset[Act] = frozenset()
    scopes: frozenset[Scope] = frozenset({Scope.WHOLE, Scope.PAIR})
    outlives_its_maker: bool = False
    """It stays when its maker leaves and comes back: the other's accession is still not accepted."""


BARS: dict[Act, Bar] = {
    Act.OBJECTION_TO_ACCESSION: Bar(
        B.NOT_ACCEPTED,
        MADE,
        frozenset({Act.WITHDRAWAL_OF_OBJECTION, Act.ACCEPTANCE_OF_ACCESSION}),
        outlives_its_maker=True,
    ),
    Act.PRECLUDING_OBJECTION: Bar(
        B.PRECLUDED,
        MADE,
        frozenset({Act.WITHDRAWAL_OF_OBJECTION}),
        frozenset({Act.WITHDRAWAL_OF_RESERVATION}),
    ),
    Act.SUSPENSION: Bar(B.SUSPENDED, EFFECT, frozenset({Act.RESUMPTION}), scopes=frozenset({Scope.PAIR})),
}
WEIGHT = {B.APPLIES: 0, B.SUSPENDED: 1, B.PRECLUDED: 2, B.NOT_ACCEPTED: 3}
"""Which of several statuses shows: the one that asks the earlier question."""
_OTHER_CONSENTS = (CONSENTS - {Act.ACCESSION}) | {Act.SUCCESSION, Act.CONTINUED_APPLICATION}
_SETS, _LIFTS = 0, 1


def between(facts: AgreementFacts, one: str, other: str) -> Timeline[Between]:
    """What stands between two parties on every day, whichever is named first. Before the first step nothing is on
    record, and nothing stands between them. Total, and independent of the order of recording."""
    return _laid_over(_layers(facts).get(_pair(one, other), []))


def laws_between(facts: AgreementFacts) -> dict[Pair, Timeline[Between]]:
    """Every two parties between whom something ever stands, in alphabetical order, each with its timeline."""
    laid = ((pair, _laid_over(layers)) for pair, layers in sorted(_layers(facts).items()))
    return {pair: timeline for pair, timeline in laid if timeline.steps}


def may_hold(facts: AgreementFacts) -> bool:
    """Whether anything is on record at all that can stand between two of the parties."""
    return bool(facts.of_act(*BARS) or facts.clause(ClauseKind.ACCESSION_BY_ACCEPTANCE))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _layers(facts: AgreementFacts) -> dict[Pair, list[Layer]]:
    layers: defaultdict[Pair, list[Layer]] = defaultdict(list)
    if may_hold(facts):
        left = _departures(facts)
        for found in (_of_bars(facts, left), _of_accessions(facts, left)):
            for pair, moves in found:
                layers[pair].append(moves)
    return layers


def _of_bars(facts: AgreementFacts, left: Mapping[str, list[Path]]) -> Iterator[tuple[Pair, Layer]]:
    for fact in facts.of_act(*BARS):
        bar = BARS[fact.act]
        when = fact.date(bar.counts)
        if fact.by is None or when is None or fact.scope not in bar.scopes:
            continue
        for other, begins in _each(facts, fact, when):
            moves = [_move(fact, bar.status, begins)]
            if fact.ends_on:
                moves.append(_move(fact, B.APPLIES, fact.ends_on, bar.status))
            moves += _lifts(facts, fact, other)
            leavers = [other] if bar.outlives_its_maker else [fact.by, other]
            moves += (_gone(path, bar.status) for code in leavers for path in left.get(code, ()))
            yield _pair(fact.by, other), moves


def _move(fact: ActFact, to: Between, when: PartialDate, origin: Between = B.APPLIES, also: str = "") -> Move[Between]:
    rank = _LIFTS if to is B.APPLIES else _SETS
    basis = (also,) if also else ()
    return Move(fact.ref, to, when, frozenset({origin}), rank, fact.order_on_day, evidence=fact.evidence, also=basis)


def _each(facts: AgreementFacts, fact: ActFact, when: PartialDate) -> list[tuple[str, PartialDate]]:
    """Whom an act reaches, and when: where it may be about several, it possibly reaches each, and certainly none."""
    others = _others(facts, fact)
    if len(others) > 1:
        when = PartialDate.parse(f"{when.possible_from}/..")
    return [(other, when) for other in others]


def _others(facts: AgreementFacts, fact: ActFact) -> list[str]:
    """The other parties that an act may be about: the one it names, the maker of what it answers, else whoever made
    something by then that it can answer. Two parties of one side are no pair."""
    if fact.towards:
        found = {fact.towards}
    elif fact.about:
        found = {one.by for one in facts.acts if one.ref == fact.about and one.by}
    else:
        found = {one.by for one in _by_then(facts.of_act(*LAW[fact.act].answers), fact) if one.by}
    return sorted(other for other in found if _are_a_pair(facts, fact.by, other))


def _are_a_pair(facts: AgreementFacts, one: str | None, other: str) -> bool:
    side_of = {party.code: party.side for party in facts.parties}
    both = one != other and one in side_of and other in side_of
    return both and (side_of[other] is None or side_of[one or ""] != side_of[other])


def _by_then(acts: Iterable[ActFact], answer: ActFact) -> list[ActFact]:
    """Those that may have been done by the day of the answer, in order of time."""
    day = answer.date(EFFECT_OR_DEPOSIT)
    dated = [(when, one) for one in acts if (when := one.date(MADE))]
    may = [(when, one) for when, one in dated if not (day and _is_before(day, when))]
    return [one for _, one in sorted(may, key=lambda given: (given[0].in_order, given[1].order_on_day, given[1].ref))]


def _is_before(one: PartialDate, other: PartialDate) -> bool:
    """For certain."""
    return one.latest is not None and one.latest < other.possible_from


def _lifts(facts: AgreementFacts, fact: ActFact, other: str) -> Iterator[Move[Between]]:
    bar = BARS[fact.act]
    for one in facts.of_act(*bar.lifted_by, *bar.falls_with):
        when = one.date(EFFECT_OR_DEPOSIT)
        by_maker = one.act in bar.lifted_by and one.by == fact.by and _lifts_it(facts, fact, other, one)
        by_other = (
            one.act in bar.falls_with and one.by == other and _answered(facts, one) == _answered(facts, fact, other)
        )
        if when and (by_maker or by_other):
            yield _move(one, B.APPLIES, when, bar.status)


def _lifts_it(facts: AgreementFacts, fact: ActFact, other: str, lift: ActFact) -> bool:
    """Whether an act of the same maker takes this one back: the one it names, else the last towards that party."""
    if lift.about:
        return lift.about in (fact.ref, fact.about)
    if lift.scope not in BARS[fact.act].scopes or (lift.towards and lift.towards != other):
        return False
    if fact.act not in LAW[lift.act].answers:
        return other in _others(facts, lift)
    own = (
        one for one in facts.of_act(*LAW[lift.act].answers) if one.by == fact.by and one.scope in BARS[fact.act].scopes
    )
    last = _by_then((one for one in own if not lift.towards or other in _others(facts, one)), lift)
    return bool(last) and last[-1] == fact


def _answered(facts: AgreementFacts, fact: ActFact, by: str = "") -> str:
    """The ref of the act that one answers: the one it names, else the last by its maker, or by that party, by then."""
    if fact.about:
        return fact.about
    made = [one for one in facts.of_act(*LAW[fact.act].answers) if one.by == (by or fact.by)]
    return next((one.ref for one in reversed(_by_then(made, fact))), "")


def _of_accessions(facts: AgreementFacts, left: Mapping[str, list[Path]]) -> Iterator[tuple[Pair, Layer]]:
    """Where the agreement says so, an accession binds only towards those that accept it: of those that consented in
    another way, and those that acceded before. Where nobody knows which of two acceded first, either may accept."""
    clause = facts.clause(ClauseKind.ACCESSION_BY_ACCEPTANCE)
    if clause is None:
        return
    acceded, acceptances = _accessions(facts), _acceptances(facts)
    entered = {fact.by for fact in facts.of_act(Act.ENTRY_INTO_FORCE_FOR_PARTY) if fact.by not in acceded}
    otherwise = {fact.by for fact in facts.of_act(*_OTHER_CONSENTS)} | entered
    parties = sorted(code for code in {*otherwise, *acceded} if code)
    for newcomer, older in product(acceded, parties):
        if not _are_a_pair(facts, newcomer, older):
            continue
        first, given = _made(acceded[older][0]) if older in acceded else None, _made(acceded[newcomer][0])
        if older in otherwise or (first and _is_before(first, given)):
            accepted = acceptances.get((older, newcomer), [])
        elif newcomer in otherwise or older > newcomer or (first and _is_before(given, first)):
            continue
        else:
            accepted = [*acceptances.get((older, newcomer), ()), *acceptances.get((newcomer, older), ())]
        begun = [_move(fact, B.NOT_ACCEPTED, _made(fact), also=clause.ref) for fact in acceded[newcomer]]
        gone = [_gone(path, B.NOT_ACCEPTED) for path in left.get(newcomer, ())]
        yield _pair(newcomer, older), [*begun, *accepted, *gone]


def _accessions(facts: AgreementFacts) -> dict[str, list[ActFact]]:
    """Those whose day is on record, by party, in order of time."""
    found: defaultdict[str, list[ActFact]] = defaultdict(list)
    dated = [fact for fact in facts.of_act(Act.ACCESSION) if fact.by and fact.date(MADE)]
    for fact in sorted(dated, key=lambda fact: (_made(fact).in_order, fact.ref)):
        found[fact.by or ""].append(fact)
    return found


def _made(fact: ActFact) -> PartialDate:
    """Of an act whose day is on record."""
    when = fact.date(MADE)
    assert when is not None
    return when


def _acceptances(facts: AgreementFacts) -> dict[Pair, list[Move[Between]]]:
    """By who accepts, and whose accession."""
    found: defaultdict[Pair, list[Move[B]]] = defaultdict(list)
    for fact in facts.of_act(Act.ACCEPTANCE_OF_ACCESSION):
        if fact.by and (when := fact.date(EFFECT_OR_DEPOSIT)):
            for other, since in _each(facts, fact, when):
                found[fact.by, other].append(_move(fact, B.APPLIES, since, B.NOT_ACCEPTED))
    return found


def _departures(facts: AgreementFacts) -> dict[str, list[Path]]:
    """How each party left by an act of its own: what was about its part in the agreement is gone with it, and does not
    come back with a new consent."""
    acts = {fact.ref: fact for fact in facts.acts}
    leavers = {fact.by for fact in facts.acts if LAW[fact.act].chapter is Chapter.LEAVING}
    whole = completed(facts) if leavers else facts
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for party in facts.parties:
        if party.code in leavers:
            standing = derive_participation(whole, party)
            ends = dict.fromkeys(step.state[P.FORMER] for step in standing.steps if step.state.keys() == {P.FORMER})
            found[party.code] += (path for path in ends if _last_maker(path, acts) == party.code)
    return found


def _last_maker(path: Path, acts: Mapping[str, ActFact]) -> str | None:
    """By whom the last act is that it rests on; the clause that says when it takes effect may come after it."""
    return next((acts[ref].by for ref in reversed(path.because) if ref in acts), None)


def _gone(path: Path, status: Between) -> Move[Between]:
    return Move(path.because[-1], B.APPLIES, PartialDate.parse(path.since), frozenset({status}), _LIFTS)


def _laid_over(layers: list[Layer]) -> Timeline[Between]:
    """One timeline out of several: on each day the weightiest of what may stand."""
    ordered = sorted(layers, key=lambda moves: sorted(move.ref for move in moves))
    timelines = [fold(B.APPLIES, moves) for moves in ordered]
    steps: list[Step[B]] = []
    before: State[B] = {B.APPLIES: Path()}
    for day in sorted({day for timeline in timelines for day in timeline.days}):
        states = [step.state if (step := timeline.on(day)) else {B.APPLIES: Path()} for timeline in timelines]
        state = reduce(_over, states)
        if state != before:
            steps.append(Step(day, dict(sorted(state.items(), key=lambda item: item[0].bit))))
        before = state
    return Timeline(tuple(steps))


def _over(one: State[B], other: State[B]) -> State[B]:
    found: State[B] = {}
    for (status, path), (another, further) in product(one.items(), other.items()):
        if status is another:
            shown, route = status, _both(path, further)
        else:
            shown, route = max(((status, path), (another, further)), key=lambda given: WEIGHT[given[0]])
        known = found.get(shown)
        if known is None or len(route.because) > len(known.because):  # two ways lead here: keep the fuller one
            found[shown] = route
    return found


def _both(one: Path, other: Path) -> Path:
    """What two layers of one status rest on together; of an empty one nothing is told."""
    if not (one.because and other.because):
        return one if one.because else other
    first, second = sorted((one, other), key=lambda path: (path.since, path.because))
    because = (*first.because, *(ref for ref in second.because if ref not in first.because))
    return Path(because, first.flags | second.flags, None, first.evidence, first.since)
