"""Many acts at once, all or nothing: what becomes of each row, through the one plan that every import goes through."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from treaties.actions.slugs import slug_of_act
from treaties.importing.doing import Doing
from treaties.importing.entries import Fact, TreatyRows
from treaties.importing.events import Line, gather
from treaties.importing.kinds import TREATY_KINDS
from treaties.importing.matching import Record
from treaties.importing.plan import TreatyPlan, plan_treaties
from treaties.importing.problems import Problem, Unreadable
from treaties.importing.rows import ActRow
from treaties.importing.sorting import Edition
from treaties.importing.steps import do_treaties
from treaties.models import Block, StatusChange
from treaties.rules.findings import Strictness


class Fate(Enum):
    """What becomes of a row."""

    REFUSED = "refused"
    WAITING = "not looked at yet"
    NEW = "new"
    CITED = "on record; this source is cited there too"
    ON_RECORD = "already on record"


@dataclass(frozen=True, slots=True)
class Said:
    """What is wrong with a row, or to be known of it: in which column, by which rule."""

    column: int
    code: str
    sentence: str


@dataclass
class Outcome:
    """A row and its fate."""

    line: int
    fate: Fate = Fate.WAITING
    agreement: str = ""
    """Its slug; empty where it was not understood."""
    act: ActRow | None = None
    refusals: list[Said] = field(default_factory=list)
    warnings: list[Said] = field(default_factory=list)


@dataclass
class TakenIn:
    """What becomes of all rows; ``record`` has what they name."""

    outcomes: dict[int, Outcome]
    record: Record = field(default_factory=Record.empty)
    recorded: list[StatusChange] = field(default_factory=list)
    """The acts that were recorded, or cited from a further source."""

    @property
    def counts(self) -> Counter[Fate]:
        return Counter(one.fate for one in self.outcomes.values())

    @property
    def is_refused(self) -> bool:
        return any(one.fate is Fate.REFUSED for one in self.outcomes.values())

    @property
    def changes(self) -> int:
        """How many facts are written: acts, and citations of acts that were on record."""
        return self.counts[Fate.NEW] + self.counts[Fate.CITED]

    def refuse(self, problems: Iterable[Problem]) -> None:
        for one in problems:
            outcome = self.outcomes[one.place.line]
            outcome.fate = Fate.REFUSED
            outcome.refusals.append(Said(one.place.column, one.code, one.sentence))


def take_in(
    block: Block,
    lines: Sequence[Line],
    *,
    named: Mapping[int, str],
    problems: Iterable[Problem] = (),
    strictness: Strictness = Strictness.PERSON,
) -> TakenIn:
    """Record the acts that the lines give, and say what becomes of each. Where anything is refused, the block must be
    given up. ``named`` are all rows by their lines, with the slugs of their agreements as far as these were understood;
    ``problems`` were found in them before.

    An agreement of which a row is refused before the rules are asked is not held to them: what they would say of its
    other rows depends on that one.
    """
    taken = TakenIn({number: Outcome(number, agreement=slug) for number, slug in named.items()})
    taken.refuse(problems)
    facts = _understood(lines, taken)
    _refuse_repeated(facts, taken)
    while True:
        ready = _ready(facts, taken)
        rows = TreatyRows(facts=tuple(Fact((of,), row) for of, row in _named(ready)))
        taken.record = Record.empty()
        try:
            plan = plan_treaties(rows, taken.record, Edition("", frozenset(), is_partial=True))
        except Unreadable as unreadable:
            taken.refuse(unreadable.problems)
            continue
        break
    _sort_out(taken, plan, [row.at().line for _, row in ready])
    doing = Doing(block, taken.record, strictness=strictness)
    do_treaties(doing, [plan])
    taken.refuse(doing.problems)
    if not taken.is_refused:
        taken.recorded = [doing.record.acts[entry.key] for entry in plan.acts.new]
        taken.recorded += [found.record for found in plan.acts.confirmed]
    for warned in doing.warnings:
        said = Said(warned.place.column, warned.finding.code, str(warned.finding))
        taken.outcomes[warned.place.line].warnings.append(said)
    return taken


def _understood(lines: Sequence[Line], taken: TakenIn) -> list[tuple[str, ActRow]]:
    """The acts with the slugs of their agreements; what cannot be read is refused, and the rest read."""
    try:
        gathered = gather(lines, TREATY_KINDS)
    except Unreadable as unreadable:
        taken.refuse(unreadable.problems)
        gathered = gather([line for line in lines if not taken.outcomes[line.number].refusals], TREATY_KINDS)
    facts: list[tuple[str, Any]] = [(fact.of[0], fact.row) for fact in gathered.facts]
    for _, row in facts:
        taken.outcomes[row.at().line].act = row
    return facts


def _refuse_repeated(facts: Iterable[tuple[str, ActRow]], taken: TakenIn) -> None:
    """The same act of the same party, of the same days and reaching as far, in two rows."""
    first: dict[Any, int] = {}
    for of, row in facts:
        days = (row.done_on, row.received_on, row.effective_on, row.ends_on)
        key = (of, row.act, row.by, row.scope, row.towards, row.about, *days)
        line = row.at().line
        if first.setdefault(key, line) != line:
            sentence = f"Line {first[key]} gives the same act already."
            taken.refuse([Problem(row.at("act"), sentence, "given_twice")])


def _ready(facts: Sequence[tuple[str, ActRow]], taken: TakenIn) -> list[tuple[str, ActRow]]:
    """Of the agreements of which nothing is refused."""
    held_up = {one.agreement for one in taken.outcomes.values() if one.fate is Fate.REFUSED and one.agreement}
    return [(of, row) for of, row in facts if of not in held_up]


def _named(facts: Sequence[tuple[str, ActRow]]) -> list[tuple[str, ActRow]]:
    """Each with a slug that no act has; whether it is on record is told by what it says. Two statements."""
    stems = [slug_of_act(of, row.act, row.by) for of, row in facts]
    slugs = StatusChange.objects.order_by().values_list("slug", flat=True)
    of_agreements = slugs.filter(agreement__slug__in={of for of, _ in facts})
    taken = {*of_agreements, *slugs.filter(slug__in=stems)} if facts else set()
    tried: dict[str, int] = defaultdict(int)
    named = []
    for stem, (of, row) in zip(stems, facts, strict=True):
        slug = stem
        while slug in taken:
            tried[stem] += 1
            slug = f"{stem}-{tried[stem] + 1}"
        taken.add(slug)
        named.append((of, replace(row, slug=slug)))
    return named


def _sort_out(taken: TakenIn, plan: TreatyPlan, planned: Iterable[int]) -> None:
    """The fate of the rows that were planned: on record, unless they are new there or cite a further source."""
    for line in planned:
        taken.outcomes[line].fate = Fate.ON_RECORD
    for entry in plan.acts.new:
        taken.outcomes[entry.row.at().line].fate = Fate.NEW
    for found in plan.acts.confirmed:
        taken.outcomes[found.entry.row.at().line].fate = Fate.CITED
    for differs in plan.acts.differing:
        outcome = taken.outcomes[differs.place.line]
        sentence = f"On record with another {', '.join(differs.details)}; it stays. To change it, correct it there."
        outcome.warnings.append(Said(1, "differs", sentence))
