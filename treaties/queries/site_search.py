"""What a text in the search box finds, by all that was understood of it: the same for pages and for programs."""

from datetime import date

from treaties.queries.agreement_search import LONGEST, AgreementsFound, find_agreements, find_agreements_forgiving
from treaties.queries.asked_agreements import find_asked
from treaties.queries.party_keys import readable
from treaties.queries.search_reading import Reading


def found_by_text(reading: Reading, on: date) -> AgreementsFound:
    """The agreements that have all of the words, as typed; and those of the parties with the other words."""
    answer, typed = reading.answer, reading.typed
    if not readable(typed, longest=LONGEST) or answer.choices or answer.twice:
        return AgreementsFound()
    if reading.is_narrowed:
        return find_agreements(typed, on=on)
    parties = [[party.id for party in parties] for parties in answer.mentioned]
    return find_agreements(reading.narrowed.rest or typed, on=on, parties=parties, words=answer.words)


def found_plainly(reading: Reading, by_text: AgreementsFound, on: date) -> AgreementsFound:
    """Of a text in which nothing narrows; forgiving only where it names or nearly names nobody."""
    answer, typed = reading.answer, reading.narrowed.rest or reading.typed
    names = [[party.id for party in parties] for parties in answer.mentioned]
    silent = answer.choices or answer.twice or answer.offered or (names and not answer.words)
    if not by_text.agreements and not silent and readable(typed, longest=LONGEST):
        return find_agreements_forgiving(typed, on=on, parties=names, words=answer.words)
    return by_text


def asks_back(reading: Reading) -> bool:
    """The text means several parties or pairs, and that is asked first."""
    answer = reading.answer
    return bool(answer.choices or answer.twice or (answer.offered and not reading.pair))


def found_narrowed(reading: Reading, by_text: AgreementsFound, on: date) -> AgreementsFound:
    """Of a text with topics, statuses, forms or years in it."""
    answer = reading.answer
    found = AgreementsFound() if answer.choices or answer.twice else find_asked(reading.asked, on=on, after=by_text)
    if not found.agreements and reading.words and not asks_back(reading):
        return find_agreements_forgiving(reading.typed, on=on)
    return found


def agreements_searched(reading: Reading, on: date) -> AgreementsFound:
    """All of it, in the order in which the site's search decides. At most ten statements."""
    by_text = found_by_text(reading, on)
    if by_text.is_exact_number:
        return by_text
    if not reading.is_narrowed:
        return found_plainly(reading, by_text, on)
    if by_text.agreements and reading.words:  # a title: then its words say no topic or form, but what it is called
        return by_text
    return found_narrowed(reading, by_text, on)
