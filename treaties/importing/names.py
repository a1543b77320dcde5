"""What a source calls parties: understood where a name is exactly one party's, asked otherwise, never guessed."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from treaties.importing.problems import Place, Problem
from treaties.models import NameInSource
from treaties.queries.party_search import KnownParty, PartyAnswer, known_parties


@dataclass
class Asked:
    """A name that nobody has answered yet, where it stands first, and how often."""

    first: Place
    times: int = 0


class Names:
    """The names of one source. An answer on record beats one that comes with the format, and that the search."""

    def __init__(self, source: str, coming: Mapping[str, str] | None = None) -> None:
        """``coming`` are answers that the format brings."""
        answers = NameInSource.objects.filter(source__slug=source).order_by("pk").values_list("name", "party__code")
        self.source = source
        self.on_record = dict(answers)
        self.coming = {name: code for name, code in (coming or {}).items() if name not in self.on_record}
        self.used: set[str] = set()
        self.asked: dict[str, Asked] = {}
        self.index = known_parties()
        self.understood: dict[str, PartyAnswer] = {}

    def code(self, name: str, place: Place) -> str:
        """The code of the party, or nothing: then the question is kept for ``problems``."""
        if name in self.on_record:
            return self.on_record[name]
        if name in self.coming:
            self.used.add(name)
            return self.coming[name]
        if name not in self.understood:
            self.understood[name] = self.index.find(name)
        if party := self.understood[name].party:
            return party.code
        self.asked.setdefault(name, Asked(place)).times += 1
        return ""

    def answers(self) -> dict[str, str]:
        """Those that came with the format and were needed: to be remembered as answers of this source."""
        return {name: self.coming[name] for name in sorted(self.used)}

    def problems(self) -> Iterator[Problem]:
        """Each open question once, with what answers it."""
        for name, asked in self.asked.items():
            yield Problem(asked.first, self._question(name, asked.times))

    def _question(self, name: str, times: int) -> str:
        answer = self.understood[name]
        rows = "1 row" if times == 1 else f"{times} rows"
        if answer.choices:
            said = f"“{answer.asked}” ({rows}) may be {_listed(answer.choices, ' or ')}."
        elif answer.nearest:
            said = f"No party on record is called “{answer.asked}” ({rows}); near are {_listed(answer.nearest, ', ')}."
        else:
            said = f"No party on record is called “{answer.asked}” ({rows})."
        example = (answer.choices or answer.nearest or (None,))[0]
        code = example.code if example else "CODE"
        return f"{said} Say which: {self.command(name, code)}"

    def command(self, name: str, code: str) -> str:
        """What answers for a name."""
        return f"manage.py answer_name {self.source} {shlex.quote(name)} {code}"


def _listed(parties: Iterable[KnownParty], joint: str) -> str:
    return joint.join(f"{party.name} ({party.code})" for party in parties)
