"""Parties that did not exist on the day of the question."""

from dataclasses import dataclass

from treaties.dates import in_words
from treaties.models import Party, Succession
from treaties.queries.pair_details import certainly_exists_not, neighbours_in_time
from treaties.queries.party_search import canonical_pair
from treaties.web.days import AskedDay
from treaties.web.sentences import capitalised


@dataclass(frozen=True, slots=True)
class Absence:
    """A party that did not exist on the day, and who was there before or came after, with the pair to ask about."""

    party: Party
    day: AskedDay
    others: list[tuple[Succession, Party, str]]

    @property
    def sentence(self) -> str:
        name, begins, ends = capitalised(self.party.sentence_name), self.party.exists_from, self.party.exists_until
        if begins and begins.earliest and self.day.on < begins.earliest:
            return f"{name} did not exist yet on {in_words(self.day.on)}: it exists from {begins.words()}."
        until = f": it existed until {ends.words()}" if ends else ""
        return f"{name} no longer existed on {in_words(self.day.on)}{until}."


def absences(one: Party, other: Party, day: AskedDay) -> list[Absence]:
    """Which of the two did not exist that day. One statement where one did not; none otherwise."""
    absent = [party for party in (one, other) if certainly_exists_not(party, on=day.on)]
    successions = neighbours_in_time(absent, on=day.on) if absent else []
    found = []
    for party in absent:
        partner = other if party is one else one
        others = []
        for succession in successions:
            ends = (succession.predecessor, succession.successor)
            if party in ends:
                neighbour = ends[1] if ends[0] == party else ends[0]
                if neighbour != partner:
                    others.append((succession, neighbour, canonical_pair(neighbour.code, partner.code)))
        found.append(Absence(party, day, others))
    return found
