"""What a format tells of its files beside the lines it makes: what it leaves out, and what is odd and kept, each with
its place, so that every row of a dirty file is accounted for."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from treaties.importing.formats.reading import Remark
from treaties.importing.problems import Place, Problem


@dataclass
class Told:
    """``headings`` say in one sentence what each code of a remark means."""

    headings: Mapping[str, str]
    left_out: list[Problem] = field(default_factory=list)
    """What cannot be a fact of the record: an import takes the rest in only where it is told to leave this out."""
    kept: list[Problem] = field(default_factory=list)

    def leave_out(self, place: Place, code: str, sentence: str) -> None:
        self.left_out.append(Problem(place, sentence, code))

    def keep(self, place: Place, code: str, sentence: str) -> None:
        self.kept.append(Problem(place, sentence, code))

    def remarks(self) -> list[Remark]:
        """What is odd and kept, by what is odd in it."""
        lines: dict[str, list[Problem]] = defaultdict(list)
        for one in sorted(self.kept):
            lines[one.code].append(one)
        return [Remark(self.headings[code], lines[code]) for code in self.headings if code in lines]
