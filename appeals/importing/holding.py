"""Recording what holds together: acts that even a register cannot have right are left out, each told with its place.

All or nothing is the rule of an import. For a file that is known to be dirty a person may choose otherwise; then what
the format and the rules leave out is listed, so that nothing is lost in silence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction

from appeals.importing.doing import do
from appeals.importing.formats import Import
from appeals.importing.plan import Plan, make_plan
from treaties.importing.doing import Warned, silently
from treaties.importing.problems import Problem, Unreadable
from treaties.models import Block

ANSWERS_NOTHING = "answers_what_is_left_out"


@dataclass(frozen=True)
class Held:
    """What was recorded, by its plan; what the rules warn of, and what they refused and is left out."""

    plan: Plan
    warnings: Sequence[Warned] = ()
    refused: Sequence[Problem] = field(default=())


def do_what_holds(
    block: Block,
    plan: Plan,
    read: Import,
    *,
    retract_missing: bool = False,
    done: Callable[[int], None] = silently,
) -> Held:
    """Like ``do``, without the acts that are refused: tried again until none is, for one may have rested on another.

    Raises Unreadable where something else is wrong; the block must then be given up.
    """
    refused: list[Problem] = []
    while True:
        try:
            with transaction.atomic():
                files = read.edition.files
                doing = do(block, plan, files=files, retract_missing=retract_missing, done=done)
        except Unreadable as unreadable:
            found = [*unreadable.problems, *answers_to(read, {one.of for one in unreadable.problems})]
            rest = without_acts(read, {one.of for one in found})
            if rest is None or not all(one.of for one in found):
                raise
            refused += found
            read, plan = rest, make_plan(rest.treaties, rest.appeals, rest.edition)
            continue
        return Held(plan, doing.warnings, tuple(sorted(refused)))


def answers_to(read: Import, slugs: set[str]) -> list[Problem]:
    """Acts that answer acts of these slugs, and those that answer them: without them they answer nothing."""
    found: dict[str, Problem] = {}
    entries = read.treaties.answers()
    while True:
        gone = slugs | found.keys()
        further = [entry.row for entry in entries if entry.row.about in gone and entry.row.slug not in gone]
        if not further:
            return list(found.values())
        for row in further:
            sentence = f"It answers “{row.about}”, which is left out."
            found[row.slug] = Problem(row.at("about"), sentence, ANSWERS_NOTHING, row.slug)


def without_acts(read: Import, slugs: set[str]) -> Import | None:
    """The import without acts of these slugs; nothing where it has none of them."""
    parts = read.treaties.without_acts(slugs)
    return replace(read, treaties=parts) if parts else None
