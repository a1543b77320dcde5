"""Clauses in words, as an article would say them: one sentence each, exact in what they count and from when."""

from collections.abc import Mapping

from treaties.derivation.facts import ClauseFact
from treaties.vocabulary import ClauseKind, Counting

FEW = 6
"""So many parties are named in a sentence; of more, it says how many the clause names."""
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_DAYS = {
    Counting.DAY_AFTER: "the day after",
    Counting.FIRST_OF_MONTH: "the first day of the month that follows",
    Counting.FIRST_OF_YEAR: "the first day of the year that follows",
}
"""On which day a period is over; otherwise on its own last day."""


def clause_in_words(clause: ClauseFact, names: Mapping[str, str] = {}) -> str:
    """``names`` are what parties are called within a sentence, by their codes; a code without one stands as it is."""
    match clause.kind:
        case ClauseKind.ENTRY_INTO_FORCE:
            return f"Enters into force {_when(clause, _threshold(clause, names))}."
        case ClauseKind.LATER_PARTIES:
            return f"For a party that consents later, it enters into force {_when(clause, 'its consent')}."
        case ClauseKind.RETROACTIVE_FORCE:
            since = f"{clause.counted_from.words()}, " if clause.counted_from else ""
            return f"Applies from {since}before its entry into force."
        case ClauseKind.TERRITORIAL_SCOPE:
            return _scope(clause, names)
        case ClauseKind.DURATION:
            return _duration(clause)
        case ClauseKind.TACIT_RENEWAL:
            return _renewal(clause)
        case ClauseKind.NON_RENEWAL_NOTICE:
            length = _length(clause)
            lead = f"at least {length} " if length else ""
            return f"A notice against renewal is given {lead}before the end of a term."
        case ClauseKind.NOTICE_PERIOD:
            return _denunciation(clause)
        case ClauseKind.PARTIAL_DENUNCIATION:
            return f"A party may denounce a part of it{f': {clause.of_what}' if clause.of_what else ''}."
        case ClauseKind.MINIMUM_PARTIES:
            return f"It ends when fewer than {_number(clause.count or 0)} parties are left."
        case ClauseKind.ESSENTIAL_PARTIES:
            return f"It ends when {_any_of(clause, names)} leaves it."
        case ClauseKind.SURVIVAL:
            return _survival(clause)
    return _PLAIN[clause.kind]


_PLAIN = {
    ClauseKind.CONSENT_WITHOUT_SIGNATURE: "A party may consent without having signed.",
    ClauseKind.ACCESSION_BY_ACCEPTANCE: "An accession has effect only towards the parties that accept it.",
    ClauseKind.NO_RESERVATIONS: "No reservations may be made.",
}


def _when(clause: ClauseFact, trigger: str) -> str:
    """“30 days after the third consent”, “on the day after six months from receipt”."""
    length, day = _length(clause), _DAYS.get(clause.counting)
    if day is None:
        return f"{length} after {trigger}" if length else f"on the day of {trigger}"
    if not length:
        return f"on {day} {trigger}"
    link = "from" if clause.counting is Counting.DAY_AFTER else "after"
    return f"on {day} {length} {link} {trigger}"


def _threshold(clause: ClauseFact, names: Mapping[str, str]) -> str:
    """What the period counts from."""
    if clause.percent is not None:
        share = f"at least {_plain(clause.percent)} per cent of {clause.of_what or 'the shares that it gives'}"
        return f"the consent that brings those who consented to {share}"
    of_what = clause.of_what or "parties that it names"
    if not clause.parties and clause.count:
        return f"the {ordinal(clause.count)} consent{f' of {clause.of_what}' if clause.of_what else ''}"
    if not clause.parties:
        return f"the consent of all {clause.of_what or 'its parties'}"
    listed = _listed(clause.parties, names, "and")
    named = listed if len(clause.parties) <= FEW else f"the {len(clause.parties)} {of_what}"
    if clause.count and clause.count < len(clause.parties):
        return f"the {ordinal(clause.count)} consent among those of {named}"
    both = "both " if len(clause.parties) == 2 else ""
    return f"the consent of {both}{named}" if len(clause.parties) <= FEW else f"the consent of all {named[4:]}"


def _scope(clause: ClauseFact, names: Mapping[str, str]) -> str:
    where = [clause.of_what, _listed(clause.parties, names, "and")]
    return f"Applies to {': '.join(filter(None, where)) or 'the territories that it names'}."


def _duration(clause: ClauseFact) -> str:
    length, since = _length(clause), clause.counted_from.words() if clause.counted_from else ""
    if clause.counting not in _DAYS:
        return f"It lasts {length or 'for a term'}{f', counted from {since}' if since else ''}."
    return f"It lasts until {_when(clause, since or 'its entry into force').removeprefix('on ')}."


def _renewal(clause: ClauseFact) -> str:
    length = f"of {_length(clause)}" if _length(clause) else "of the same length"
    ends = f", each over {clause.counting.label}," if clause.counting in _DAYS else ""
    if clause.count == 1:
        return f"It is renewed once, for a further term {length}{ends or ','} unless notice is given."
    often = "for" if clause.count is None else f"for at most {_number(clause.count)}"
    return f"It is renewed {often} further terms {length}{ends} unless notice is given."


def _denunciation(clause: ClauseFact) -> str:
    since = f" from {_months(clause.not_before)} after its entry into force" if clause.not_before else ""
    if clause.counting is Counting.END_OF_TERM:
        length = _length(clause)
        notice = f", by a notice given at least {length} before" if length else ""
        return f"A party may denounce it{since} with effect at the end of a term{notice}."
    return f"A party may denounce it{since}; the denunciation takes effect {_when(clause, 'receipt')}."


def _survival(clause: ClauseFact) -> str:
    what = f" to {clause.of_what}" if clause.of_what else ""
    if clause.counting in _DAYS:
        return f"After its end it goes on to apply{what} until {_when(clause, 'the end').removeprefix('on ')}."
    return f"After its end it goes on to apply{what} for {_length(clause) or 'a time'}."


def _any_of(clause: ClauseFact, names: Mapping[str, str]) -> str:
    if not clause.parties:
        return "any party"
    if len(clause.parties) > FEW:
        return f"any of the {len(clause.parties)} {clause.of_what or 'parties that it names'}"
    return _listed(clause.parties, names, "or")


def _listed(codes: tuple[str, ...], names: Mapping[str, str], link: str) -> str:
    """“Azerbaijan, Georgia and the United States”."""
    called = [names.get(code, code) for code in codes]
    return f" {link} ".join(filter(None, [", ".join(called[:-1]), *called[-1:]]))


def _length(clause: ClauseFact) -> str:
    """“ten years”, “one year and six months”, “60 days”; empty where it has none."""
    return _months(clause.months) or _counted(clause.days, "day")


def _months(months: int) -> str:
    years, left = divmod(months, 12)
    return " and ".join(filter(None, [_counted(years, "year"), _counted(left, "month")]))


def _counted(number: int, word: str) -> str:
    return f"{_number(number)} {word}{'' if number == 1 else 's'}" if number else ""


def _number(number: int) -> str:
    return _NUMBERS[number] if 0 < number < len(_NUMBERS) else str(number)


def _plain(number: object) -> str:
    """A share without idle zeros: 55, 12.5."""
    text = str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def ordinal(number: int) -> str:
    """“third”, “22nd”."""
    if 0 < number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
