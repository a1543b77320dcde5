"""The parties of an agreement as its page lists them: few one by one, many by their standing on the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from treaties.dates import PartialDate
from treaties.models import Participation
from treaties.queries.agreement_file import Member
from treaties.vocabulary import ParticipationStatus
from treaties.web.signs import Sign, sign_of_party
from treaties.web.steps import Step

P = ParticipationStatus
MOST_IN_FULL = 12
"""Up to so many, each is shown with the acts that led to its standing."""

HEADINGS = {
    P.PARTY: gettext_lazy("Parties"),
    P.SUSPENDED: gettext_lazy("Parties for which it is suspended"),
    P.PROVISIONAL: gettext_lazy("Applying it provisionally"),
    P.CONTRACTING: gettext_lazy("Consented, not yet bound"),
    P.SIGNATORY: gettext_lazy("Signed only"),
    P.FORMER: gettext_lazy("No longer parties"),
    P.RELEASED: gettext_lazy("Will not become parties"),
    P.NONE: gettext_lazy("No act on record by that day"),
}
"""In the order of the page."""
UNSURE = gettext_lazy("Not certain")


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party's standing on the day, and its own acts that led to it."""

    participation: Participation
    sign: Sign
    since: PartialDate | None
    steps: list[Step]
    heading: str


@dataclass(frozen=True, slots=True)
class PartyGroup:
    """Parties of one standing. Long groups are folded; their count is not."""

    heading: str
    lines: list[PartyLine]

    @property
    def is_folded(self) -> bool:
        return len(self.lines) > MOST_IN_FULL

    @property
    def sign(self) -> Sign:
        """What most of the lines say: each line repeats only what differs."""
        signs = [line.sign for line in self.lines]
        return max(signs, key=signs.count)


def party_line(member: Member, steps: list[Step]) -> PartyLine:
    path = member.standings[-1].path
    statuses = [standing.status for standing in member.standings]
    return PartyLine(
        member.participation,
        sign_of_party([(standing.status, standing.path) for standing in member.standings]),
        PartialDate.parse(path.since) if path.since else None,
        steps,
        str(HEADINGS[statuses[0]] if len(statuses) == 1 else UNSURE),
    )


def party_groups(lines: Sequence[PartyLine]) -> list[PartyGroup]:
    """Empty where each is shown in full."""
    if len(lines) <= MOST_IN_FULL:
        return []
    return [PartyGroup(heading, these) for heading in _headings() if (these := _under(heading, lines))]


def _headings() -> Iterable[str]:
    return map(str, (*HEADINGS.values(), UNSURE))


def _under(heading: str, lines: Iterable[PartyLine]) -> list[PartyLine]:
    found = [line for line in lines if line.heading == heading]
    return sorted(found, key=lambda line: line.participation.party.name)
