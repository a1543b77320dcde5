"""What is wrong with a file, and where: file, line and column, and a sentence for the person who wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

type Where = tuple[str | int, ...]
"""The way to a value: ``("acts", 2, "done_on")`` is the key ``done_on`` of the third table ``[[acts]]``."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """``code`` names the rule that is broken, where one is; ``of`` is the slug of the act that breaks it."""

    place: Place
    sentence: str
    code: str = field(default="", compare=False)
    of: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class Shared:
    """What very many rows refer to, such as the text of their file: it stays in one place, wherever the rows go."""


class Unreadable(Exception):
    """Files that cannot be taken in as they are, and all that is wrong with them. Nothing is written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
