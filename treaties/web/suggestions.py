"""What the search box offers while somebody types: pairs, parties, agreements, and what is understood so far."""

from dataclasses import dataclass
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from treaties.models import Agreement, Party
from treaties.queries.agreement_search import AgreementsFound, find_agreements
from treaties.queries.asked_agreements import find_asked
from treaties.queries.pair_reading import Pair
from treaties.queries.party_index import KnownParty, PartyIndex
from treaties.queries.party_keys import readable
from treaties.queries.party_search import canonical_pair, known_parties
from treaties.queries.search_pairs import belonging_of, sharing_first
from treaties.queries.search_reading import Reading, read_search
from treaties.queries.shared_agreements import Belonging, agreements_between
from treaties.queries.wording import halves
from treaties.web.agreement_listed import ListedAgreement
from treaties.web.days import AskedDay
from treaties.web.search_words import chips_of, pair_narrowed
from treaties.web.signs import Sign

MOST = 8
MOST_PAIRS = 4
MOST_LOOKED_AT = 12
"""Pairs that are held against the record, of which those with agreements come first."""
MOST_PARTIES = 4
LONGEST_CODE = 3
BEGINNING = 2
"""Letters from which a name is taken for begun."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    name: str
    url: str
    note: str = ""
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    items: list[Suggestion]
    understood: list[str]
    """The parts of the text that are understood, in words; empty where all of it is plain from the suggestions."""

    @property
    def count(self) -> str:
        """What a screen reader says of them."""
        number = len(self.items)
        if not number:
            return _("No suggestions")
        return ngettext("%(n)s suggestion", "%(n)s suggestions", number) % {"n": number}


def suggestions(typed: str, day: AskedDay, *, query: str) -> Suggestions | None:
    """At most eight, or ``None`` where the text is blank or can be no search; ``query`` is the query string that their
    links keep. At most four statements."""
    if not readable(typed):
        return None
    index = known_parties()
    reading = read_search(index, typed)
    looked_at = list(dict.fromkeys(_pairs(index, reading)))[:MOST_LOOKED_AT]
    is_plain = not (reading.is_narrowed or reading.words)
    belonging = belonging_of(looked_at if is_plain or len(looked_at) > 1 else ())  # one pair, narrowed: not asked for
    pairs = sharing_first(looked_at, belonging)[:MOST_PAIRS]
    parties = [] if reading.answer.pair else _parties(index, reading)[:MOST_PARTIES]
    shown = [*_of_pairs(pairs, belonging, reading, query), *(_of_party(party, query) for party in parties)]
    found = AgreementsFound() if reading.answer.pair and not reading.is_narrowed else _agreements(reading, day)
    shown += [_of_agreement(one, query) for one in found.agreements[: MOST - len(shown)]]
    is_part = reading.is_narrowed or (reading.parties and reading.words)
    understood = [chip.words for chip in chips_of(reading, "", with_words=False)] if is_part else []
    return Suggestions(shown or _with_slips(reading, query), understood)


def _pairs(index: PartyIndex, reading: Reading) -> list[Pair]:
    """Those that the text means or may mean; then those that it may become once its last name is whole, for a code
    may be the beginning of a name."""
    answer = reading.answer
    certain = [pair] if (pair := answer.pair or reading.pair) else []
    if not certain and (answer.choices or len(answer.mentioned) > 1):
        return list(answer.choices or answer.offered)
    last = reading.typed.split(" ")[-1]
    if certain and (reading.is_narrowed or not 0 < len(last) <= LONGEST_CODE):
        return certain
    begun = chain.from_iterable(
        [(party, other) for party in index.named(one) for other in index.begun(rest, most=MOST_LOOKED_AT)]
        for one, rest in halves(reading.narrowed.rest)
    )
    return certain + [(a, b) if a.code < b.code else (b, a) for a, b in begun if a != b]


def _parties(index: PartyIndex, reading: Reading) -> list[KnownParty]:
    """Those that the text means or may mean, then those whose name it begins."""
    answer, rest = reading.answer, reading.narrowed.rest
    if answer.rest and answer.rest.choices:
        return list(answer.rest.choices)
    named = [reading.party] if reading.party else []
    begun = index.begun(rest, most=MOST_PARTIES) if len(rest.strip()) >= BEGINNING else []
    return list(dict.fromkeys([*named, *begun]))


def _with_slips(reading: Reading, query: str) -> list[Suggestion]:
    """What the text may mean if it is misspelt, where nothing is found as it is typed."""
    answer = reading.answer
    near = answer.rest.nearest if answer.rest and answer.rest.is_near and not answer.understood else ()
    offered = [_of_pair(one, other, query) for one, other in answer.offered[:MOST_PAIRS]]
    return offered or [_of_party(party, query) for party in near]


def _of_pairs(pairs: list[Pair], belonging: Belonging, reading: Reading, query: str) -> list[Suggestion]:
    """One statement where the text is a pair and nothing narrows: how many agreements the two share."""
    onward = pair_narrowed(reading, query)
    if onward is None:
        return [_of_pair(one, other, query) for one, other in pairs]
    others = [_of_pair(one, other, query) for one, other in pairs[1:]]
    if reading.is_narrowed or reading.words:
        return [Suggestion(onward.name, onward.url, _("pair, narrowed")), *others]
    one, other = (Party(pk=party.id) for party in pairs[0])
    number = agreements_between(belonging.between(one, other)).order_by().count()
    some = ngettext("%(n)s agreement on record", "%(n)s agreements on record", number) % {"n": number}
    return [Suggestion(onward.name, onward.url, some if number else _("no agreement on record")), *others]


def _of_pair(one: KnownParty, other: KnownParty, query: str) -> Suggestion:
    address = reverse("pair", args=[canonical_pair(one.code, other.code)])
    return Suggestion(f"{one.name} – {other.name}", f"{address}{query}", _("pair"))


def _of_party(party: KnownParty, query: str) -> Suggestion:
    return Suggestion(party.name, reverse("party", args=[party.code]) + query, _("party"))


def _of_agreement(agreement: Agreement, query: str) -> Suggestion:
    return Suggestion(agreement.short_title, agreement.get_absolute_url() + query, sign=ListedAgreement(agreement).sign)


def _agreements(reading: Reading, day: AskedDay) -> AgreementsFound:
    """Two statements, or one where nothing is found."""
    if reading.answer.choices or reading.answer.twice:
        return AgreementsFound()
    if reading.is_narrowed:
        return find_asked(reading.asked, on=day.on, unfinished=True)
    parties, words = reading.asked.parties, reading.answer.words
    return find_agreements(reading.typed, on=day.on, parties=parties, words=words, unfinished=True)
