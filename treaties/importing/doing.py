"""An import on its way: what it writes in, what the rules warn of, and what they refuse with its place."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from treaties.actions.sources import Cite
from treaties.importing.entries import Entry
from treaties.importing.matching import Record
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.rows import CiteRow
from treaties.importing.sorting import Found
from treaties.importing.standing import standing_of
from treaties.importing.tables import Row
from treaties.models import Block, StatusChange
from treaties.rules.findings import Finding, Refused, Strictness


@dataclass(frozen=True, slots=True)
class Warned:
    """A rule that an imported fact breaks, though not so that it were impossible."""

    place: Place
    name: str
    finding: Finding

    def __str__(self) -> str:
        return f"{self.place}: {self.name}: {self.finding}"


def silently(count: int) -> None:
    """Nobody watches the progress."""


@dataclass
class Doing:
    """An import on its way. Nothing stays if anything is refused. ``done`` is told how many facts were just written."""

    block: Block
    record: Record
    files: str = ""
    done: Callable[[int], None] = silently
    strictness: Strictness = Strictness.IMPORT
    """How its acts are held to the rules: what people type in a table, as what they type in a form."""
    named_later: frozenset[Hashable] | None = None
    """The keys of the acts that are needed once they are recorded, to be linked; ``None``: of all. What nobody needs is
    not kept: an import may record very many."""
    recorded: set[tuple[str, Hashable]] = field(default_factory=set)
    """What of appeals this import has recorded, by kind and key."""
    underived: set[str] = field(default_factory=set)
    """Agreements that were added or joined, and whose timelines nobody has derived since."""
    warnings: list[Warned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @contextmanager
    def told_at(self, row: Row) -> Iterator[None]:
        """Keep what is refused here with the place of the row, and go on to find what else is."""
        try:
            yield
        except Refused as refused:
            found = refused.findings
            slug = getattr(row, "slug", "")
            self.problems += [Problem(row.at(finding.field), str(finding), finding.code, slug) for finding in found]
        self.done(1)

    def warn(self, entry: Entry, findings: Iterable[Finding]) -> None:
        self.warnings += [Warned(entry.row.at(), entry.name, finding) for finding in findings]

    def cites(self, rows: Iterable[CiteRow], about: str = "") -> list[Cite]:
        return [Cite(self.record.sources[row.source], row.locator, about or row.about) for row in rows]

    def standing_act(self, slug: str) -> StatusChange | None:
        """The act that a file calls so, as it now stands; ``None`` where it was retracted, or is not written yet."""
        act = self.record.acts.get(slug)
        return standing_of(act).row if act else None

    def keep_acts_for(self, record: Record) -> None:
        """Those of the part just done that are needed later."""
        for key in self.named_later or ():
            if (act := self.record.acts.get(key)) and self.record is not record:
                record.acts.held[key] = act

    def why_corrected(self, found: Found) -> str:
        return f"{self.files} gives {', '.join(found.details)}."

    def end(self) -> None:
        """Raises Unreadable if anything was refused."""
        if self.problems:
            raise Unreadable(self.problems)
