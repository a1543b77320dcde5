"""The page of one party: what it is called and was, what it follows, with whom it has agreements, how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from treaties.dates import PartialDate
from treaties.models import Membership, Party, PartyName, Succession
from treaties.queries.knowledge import Knowledge
from treaties.queries.party_file import Counterparty, PartyFile, agreements_of_party, counterparties, party_file
from treaties.queries.party_search import canonical_pair
from treaties.slots import PARTY_SECTIONS
from treaties.vocabulary import NameKind, Nature, ParticipationStatus, PartyKind, SuccessionKind
from treaties.web.agreement_structured import TYPES
from treaties.web.days import AskedDay, knowledge_in_words, pinned
from treaties.web.lists import NotInTheList, asked_place, asked_text, following
from treaties.web.sentences import capitalised
from treaties.web.signs import DRAWN, UNKNOWN, Sign, any_of, sign_of_code

OK, BAD_REQUEST = 200, 400
KEPT = ("q", "on", "known_at")
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class OwnAgreement:
    """One row of ``agreements_on`` for this party."""

    row: dict[str, Any]

    @property
    def sign(self) -> Sign:
        """How the party stands under it; a non-binding text has no parties: how that stands itself."""
        if self.row["nature"] == Nature.NON_BINDING:
            return self.whole
        statuses = ParticipationStatus.possible_in(self.row["one_code"])
        symbol, tone = DRAWN.get(statuses[0], UNKNOWN) if len(statuses) == 1 else UNKNOWN
        return Sign(symbol, tone, capitalised(any_of(statuses)))

    @property
    def whole(self) -> Sign:
        """How the agreement stands as a whole."""
        return sign_of_code(self.row["status_code"])

    @property
    def address(self) -> str:
        return reverse("agreement", args=[self.row["slug"]])


@dataclass(frozen=True, slots=True)
class With:
    """One counterparty, with the address of the pair."""

    one: Counterparty
    address: str


@dataclass(frozen=True)
class PartyPage:
    """Everything that the template shows. With a problem no agreement is listed."""

    file: PartyFile
    request: HttpRequest
    day: AskedDay
    total: int
    others: Sequence[Counterparty]
    rows: Sequence[OwnAgreement] = ()
    next: str = ""
    problem: str = ""

    @property
    def status(self) -> int:
        return BAD_REQUEST if self.problem else OK

    @property
    def party(self) -> Party:
        return self.file.party

    @property
    def pinned(self) -> Knowledge:
        return self.day.knowledge or self.file.last_block

    @property
    def permanent(self) -> str:
        """The query that will always be answered as now."""
        return pinned(self.day.on, self.pinned)

    @property
    def known(self) -> str:
        return knowledge_in_words(self.pinned)

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "")[:400]

    @property
    def is_continued(self) -> bool:
        return bool(self.request.GET.get("after"))

    @property
    def did_not_exist_yet(self) -> bool:
        start = self.party.exists_from
        return bool(start and start.earliest and self.day.on < start.earliest)

    @property
    def existed_no_longer(self) -> bool:
        end = self.party.exists_until
        return bool(end and end.latest and self.day.on >= end.latest)

    @cached_property
    def english(self) -> list[PartyName]:
        """Its own names in English, in the order in which they were in use: of those without days the short first."""
        kinds = list(NameKind)
        found = [name for name in self.file.names if name.language == ENGLISH]
        return sorted(found, key=lambda name: (_begins(name), kinds.index(NameKind(name.kind)), name.name))

    @cached_property
    def other_languages(self) -> list[tuple[str, list[PartyName]]]:
        """By language tag."""
        others = (name for name in self.file.names if name.language != ENGLISH)
        return [(language, list(names)) for language, names in groupby(others, key=lambda name: name.language)]

    @property
    def predecessors(self) -> list[tuple[str, Party, PartialDate | None]]:
        """The verb of this party, the other, and the day: “succeeds the Soviet Union”."""
        return [(_verb(one), one.predecessor, one.happened_on) for one in self.file.predecessors]

    @property
    def successors(self) -> list[tuple[str, Party, PartialDate | None]]:
        """The verb is of the other one."""
        return [(_verb(one), one.successor, one.happened_on) for one in self.file.successors]

    @property
    def is_union(self) -> bool:
        return self.party.kind == PartyKind.UNION or bool(self.file.members)

    @property
    def members(self) -> list[Membership]:
        return self.file.members

    @property
    def pairs(self) -> list[With]:
        return [
            With(one, reverse("pair", args=[canonical_pair(self.party.code, one.party.code)])) for one in self.others
        ]

    @cached_property
    def sections(self) -> list[str]:
        return PARTY_SECTIONS(self.party, self.day)

    @property
    def structured(self) -> dict[str, Any]:
        """As schema.org, for search engines."""
        address = f"{self.request.scheme}://{self.request.get_host()}{reverse('party', args=[self.party.code])}"
        names = [name.name for name in self.english if name.name != self.party.name]
        found = {
            "@context": "https://schema.org",
            "@type": TYPES[PartyKind(self.party.kind)],
            "@id": address,
            "url": address,
            "name": self.party.name,
            "alternateName": list(dict.fromkeys(names)),
        }
        return {name: value for name, value in found.items() if value}


def party_page(request: HttpRequest, party_id: int, day: AskedDay) -> PartyPage:
    """At most five statements, and those of other parts of the site. Raises Party.DoesNotExist: none yet then."""
    file = party_file(party_id, known_at=day.known_at)
    total, others = counterparties(file.party, known_at=day.known_at)
    try:
        text, after = asked_text(request), asked_place(request)
    except NotInTheList as error:
        return PartyPage(file, request, day, total, others, problem=str(error))
    page = agreements_of_party(file.party, on=day.on, known_at=day.known_at, text=text, after=after)
    rows = [OwnAgreement(row) for row in page.rows]
    return PartyPage(file, request, day, total, others, rows, following(request, page.goes_on_after, keep=KEPT))


def _begins(name: PartyName) -> tuple[int, str]:
    """Names in use from a known day come in its order, after those of always."""
    start = name.used_from or name.used_until
    return (1, start.text) if start else (0, "")


def _verb(succession: Succession) -> str:
    return SuccessionKind(succession.kind).label
