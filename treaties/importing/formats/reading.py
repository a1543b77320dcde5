"""What a format is: how files of it become lines, what it must be told beside them, and what it says of itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from treaties.importing.events import Line
from treaties.importing.problems import Problem
from treaties.importing.same_agreement import Answers, Candidate, Named, settle

TAKEN_FOR_THE_SAME = "Taken for agreements that are on record; what is said of them here is added there."
TOO_EARLY = "New, and of a day on which a party did not exist: who made it is not said, and nobody is put in its place."


@dataclass(frozen=True, slots=True)
class Remark:
    """What the plan says of the files themselves: what they do not tell, what was kept where, what is odd in them."""

    sentence: str
    lines: Sequence[str | Problem] = ()


@dataclass(frozen=True)
class Lines:
    """What files of a format give: lines, and the sources that they are an edition of.

    A format whose agreements may be on record under other names gives ``candidates``, and ``write``, which makes the
    lines of them once each is named (``same_agreement``).
    """

    lines: Iterable[Line] = ()
    edition_of: frozenset[str] | None = frozenset()
    """``None``: of each source that has a line of its own in the files."""
    candidates: Sequence[Candidate] = ()
    write: Callable[[Mapping[str, Named]], Sequence[Line]] | None = None
    of_its_agreements: bool = False
    """The files are complete of the agreements that they list, and of no others of their sources."""
    is_partial: bool = False
    """What a line leaves out it does not deny: the register has no place for it, and others may know it."""
    remarks: Sequence[Remark] = ()
    left_out: Sequence[Problem] = ()
    """What cannot be a fact of the record: refused, unless the import is told to leave it out and to list it."""

    def settled(self, answers: Answers | None = None) -> "Lines":
        """All lines, and what was taken for the same as what is on record. Raises Unreadable with every open question
        of sameness."""
        if self.write is None:
            return self
        named = settle(self.candidates, answers)
        lines = [*self.lines, *self.write(named)]
        lists = {
            TAKEN_FOR_THE_SAME: [
                Problem(one.place, f"{one.said} is {name.slug}: {name.why}.")
                for one in self.candidates
                if (name := named[one.key]).why
            ],
            TOO_EARLY: [
                Problem(one.place, f"{one.said}: {why}.")
                for one in self.candidates
                if (why := named[one.key].too_early)
            ],
        }
        remarks = [*self.remarks, *(Remark(sentence, some) for sentence, some in lists.items() if some)]
        return replace(self, lines=lines, write=None, candidates=(), remarks=remarks)


class OptionRefused(Exception):
    """What was given for an option is not understood; the message says what is expected."""

    def __init__(self, option: str, sentence: str) -> None:
        self.option, self.sentence = option, sentence
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Option:
    """Something a format is told beside its files. ``read`` makes its value; it raises ValueError with a sentence."""

    name: str
    label: str
    help: str
    read: Callable[[str], Any] = str
    needed: bool = False

    @property
    def flag(self) -> str:
        return f"--{self.name.replace('_', '-')}"

    def value(self, text: str) -> Any:
        """``None`` where nothing is given. Raises OptionRefused."""
        if not text.strip():
            if self.needed:
                raise OptionRefused(self.name, f"{self.label} must be said. {self.help}")
            return None
        try:
            return self.read(text.strip())
        except ValueError as error:
            raise OptionRefused(self.name, str(error)) from None


@dataclass(frozen=True)
class Format:
    """``label`` is what people choose it by. ``read`` takes paths, and the values of the options by name."""

    label: str
    read: Callable[[Sequence[Path], Mapping[str, Any]], Lines]
    options: tuple[Option, ...] = field(default=())
    takes_workbooks: bool = False

    def values(self, given: Mapping[str, str]) -> dict[str, Any]:
        """The values of its options. Raises OptionRefused; also for one that it does not have."""
        own = {option.name: option for option in self.options}
        for name, text in given.items():
            if text.strip() and name not in own:
                raise OptionRefused(name, "This format is told no such thing: leave it empty.")
        return {name: option.value(given.get(name, "")) for name, option in own.items()}
