"""Parties that did not exist on the day of the question."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from treaties.dates import in_words
from treaties.models import Party, Succession
from treaties.queries.pair_details import certainly_exists_not
from treaties.queries.pair_opening import Opening
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
            words = _("%(name)s did not exist yet on %(day)s: it exists from %(since)s.")
            return words % {"name": name, "day": in_words(self.day.on), "since": begins.words()}
        if ends is None:
            return _("%(name)s no longer existed on %(day)s.") % {"name": name, "day": in_words(self.day.on)}
        words = _("%(name)s no longer existed on %(day)s: it existed until %(until)s.")
        return words % {"name": name, "day": in_words(self.day.on), "until": ends.words()}


def absences(opening: Opening, day: AskedDay) -> list[Absence]:
    """Which of the two did not exist that day, and who may have: before them, or after."""
    one, other = opening.one, opening.other
    found = []
    for party, partner in ((one, other), (other, one)):
        if not certainly_exists_not(party, on=day.on):
            continue
        others = []
        for succession in opening.successions:
            ends = (succession.predecessor, succession.successor)
            neighbour = ends[1] if ends[0] == party else ends[0]
            if party in ends and neighbour != partner and not certainly_exists_not(neighbour, on=day.on):
                others.append((succession, neighbour, canonical_pair(neighbour.code, partner.code)))
        found.append(Absence(party, day, others))
    return found
