"""What a search finds. Ambiguity is an answer."""

from datetime import date
from typing import Annotated, Any, TypedDict

from django.urls import reverse

from treaties.api.v1.shapes.days import AgreementStatusBrief, agreement_status
from treaties.api.v1.shapes.knowledge import KnowledgeGiven, known
from treaties.api.v1.shapes.references import AgreementRef, PartyRef, agreement_ref
from treaties.models import Agreement
from treaties.queries.agreement_search import AgreementsFound
from treaties.queries.asked_words import Kind, Meaning
from treaties.queries.knowledge import Knowledge
from treaties.queries.pair_reading import Pair, canonical_pair
from treaties.queries.party_index import KnownParty
from treaties.queries.search_reading import Reading
from treaties.vocabulary import PairGroup, Word


class Found(Word):
    """What the text comes to."""

    PAIR = "pair", "it names two parties, and nothing else"
    PARTY = "party", "it names one party, and nothing else"
    AGREEMENT = "agreement", "it is the number of one agreement"
    AGREEMENTS = "agreements", "agreements were found by it"
    CHOICES = "choices", "it may mean several parties or pairs: see `choices`"
    NOTHING = "nothing", "nothing on record has these words; `nearest` may help"


class PairRef(TypedDict):
    pair: Annotated[str, "The one spelling in addresses: codes in alphabetical order"]
    names: list[str]
    url: str


class Understood(TypedDict):
    """A part of the text that narrows."""

    kind: Annotated[Kind, "What it narrows by"]
    values: Annotated[list[str], "Any of these will do; empty for years"]
    years: Annotated[list[int], "The first and the last (closed); empty for what is no span of years"]
    typed: str


class AgreementHit(AgreementRef):
    """An agreement that was found."""

    found_as: Annotated[str, "The title or number by which it was found, where it is not `title`; may be empty"]
    status: Annotated[AgreementStatusBrief, "Of the agreement as a whole, on the day"]
    group: Annotated[PairGroup | None, "Where it stands between the two; null where the text does not name two"]


class SearchAnswer(TypedDict):
    """What the text means and what it finds, on a day, in the record as it stands."""

    q: str
    on: date
    known_at: KnowledgeGiven | None
    found: Found
    pair: Annotated[PairRef | None, "The two that it names"]
    party: Annotated[PartyRef | None, "The one that it names"]
    choices: Annotated[list[PairRef | PartyRef], "What it may mean; nothing was chosen"]
    nearest: Annotated[list[PartyRef], "Parties with a name like what was not understood"]
    understood: Annotated[list[Understood], "What narrows"]
    agreements: Annotated[list[AgreementHit], "The best first; at most 25"]
    total: Annotated[int, "How many were found"]
    is_cut: Annotated[bool, "There may be more than `total`: only so many are counted"]
    read_as: Annotated[list[str], "The words that were looked for instead of misspelt ones; else empty"]
    by_most_words: Annotated[bool, "Not every agreement found has all of the words"]


def search_answer(reading: Reading, found: AgreementsFound, on: date, knowledge: Knowledge | None) -> SearchAnswer:
    answer = reading.answer
    choices: list[PairRef | PartyRef] = [_pair(one) for one in (answer.choices or answer.offered)]
    choices += [_party(one) for parties in reading.parties if len(parties) > 1 for one in parties]
    nearest = answer.rest.nearest if answer.rest and not found.agreements else ()
    pair = answer.pair or reading.pair
    return {
        "q": reading.typed,
        "on": on,
        "known_at": known(knowledge),
        "found": _found(reading, found, has_choices=bool(choices)),
        "pair": _pair(pair) if pair else None,
        "party": _party(reading.party) if reading.party else None,
        "choices": choices,
        "nearest": [_party(one) for one in nearest],
        "understood": [_understood(one.meaning, one.typed) for one in reading.narrowed.wanted],
        "agreements": [_hit(one, found) for one in found.agreements],
        "total": found.total,
        "is_cut": found.is_cut,
        "read_as": list(found.read_as),
        "by_most_words": found.by_most_words,
    }


def _found(reading: Reading, found: AgreementsFound, *, has_choices: bool) -> Found:
    if reading.answer.slug and not reading.is_narrowed:
        return Found.PAIR
    if found.is_exact_number:
        return Found.AGREEMENT
    if has_choices:
        return Found.CHOICES
    if reading.party and not reading.is_narrowed:
        return Found.PARTY
    return Found.AGREEMENTS if found.agreements else Found.NOTHING


def _pair(pair: Pair) -> PairRef:
    one, other = pair
    slug = canonical_pair(one.code, other.code)
    return {"pair": slug, "names": [one.name, other.name], "url": reverse("api-pair", args=[slug])}


def _party(party: KnownParty) -> PartyRef:
    return {"code": party.code, "name": party.name, "url": reverse("api-party", args=[party.code])}


def _understood(meaning: Meaning, typed: str) -> Understood:
    years = list(meaning.years) if meaning.kind is Kind.YEARS else []
    return {"kind": meaning.kind, "values": [str(one) for one in meaning.values], "years": years, "typed": typed}


def _hit(agreement: Agreement, found: AgreementsFound) -> AgreementHit:
    one: Any = agreement
    return {
        **agreement_ref(agreement),
        "found_as": (found.found_as or {}).get(agreement.pk, ""),
        "status": agreement_status(one.status_code),
        "group": (found.groups or {}).get(agreement.pk),
    }
