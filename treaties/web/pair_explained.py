"""The sentences after the answer for a pair: what is uncertain and why, and what is neither in force nor over.

Each number leads to its list. Of how far the certain ones are to be trusted, see ``pair_trusted``.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from treaties.dates import PartialDate
from treaties.queries.country_pair import CountryPair, PairRow
from treaties.vocabulary import AgreementStatus, Nature, PairGroup
from treaties.web.days import Tense
from treaties.web.pair_trusted import said_by_sources, trusted
from treaties.web.sentences import Sentence, composed, count, filled, imprecise_day, in_tense, some_day


def explanations(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """What is uncertain and why; how far the certain ones are to be trusted; what else there is."""
    possible, otherwise = _possible(pair, tense), _otherwise(pair, tense)
    signed = _signed(pair, within=bool(otherwise and not possible))
    found = [*possible, *signed, *otherwise]
    if len([reason for reason in (possible, signed, otherwise) if reason]) > 1:
        found[0] = composed(_("Of the {total}: {sentence}"), total=len(pair.uncertain), sentence=found[0])
    return [*found, *trusted(pair, tense), *_other_groups(pair, tense)]


def _possible(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """“1 may have been in force: its end is known only as 2024.”"""
    rows = pair.bilateral(PairGroup.POSSIBLY_IN_FORCE)
    if not rows:
        return []
    number = count(len(rows), to="r-possibly_in_force")
    past = tense is Tense.PAST
    if len(rows) == 1:
        message = _("{n} may have been in force: {why}.") if past else _("{n} may be in force: {why}.")
        return [composed(message, n=number, why=what_is_imprecise(rows[0]))]
    if past:
        message = ngettext(
            "{n} may have been in force: their beginnings or ends are known only imprecisely.",
            "{n} may have been in force: their beginnings or ends are known only imprecisely.",
            len(rows),
        )
    else:
        message = ngettext(
            "{n} may be in force: their beginnings or ends are known only imprecisely.",
            "{n} may be in force: their beginnings or ends are known only imprecisely.",
            len(rows),
        )
    return [composed(message, n=number)]


def what_is_imprecise(row: PairRow) -> str:
    """Why the row is only possibly in force."""
    if not row.is_certain_between:
        return _("what stands between the two is not certain that day")
    since = PartialDate.parse(row.path.since) if row.path.since else None
    if since is None or len(row.statuses) == 1:
        return _("the standing of a party is not certain that day")
    message = _("its entry into force is known only as {day}")
    if AgreementStatus.ENDED in row.statuses:
        message = _("its end is known only as {day}")
    elif AgreementStatus.SUSPENDED in row.statuses:
        message = _("its suspension is known only as {day}")
    return filled(message, day=imprecise_day(since))


def _signed(pair: CountryPair, *, within: bool) -> list[Sentence]:
    """“For 3, entry into force is not on record. 1 of the 3 is of contested nature; a source calls it in force.”

    ``within`` another sentence it begins in lower case.
    """
    rows = [row for row in pair.bilateral(PairGroup.SIGNED) if row.entry_into_force is None]
    if not rows:
        return []
    if within:
        message = ngettext(
            "for {n}, entry into force is not on record.", "for {n}, entry into force is not on record.", len(rows)
        )
    else:
        message = ngettext(
            "For {n}, entry into force is not on record.", "For {n}, entry into force is not on record.", len(rows)
        )
    asserted = [row for row in rows if row.asserted_otherwise]
    return [composed(message, n=count(len(rows), to="r-signed")), *_asserted_among_signed(asserted, len(rows))]


def _asserted_among_signed(asserted: list[PairRow], total: int) -> list[Sentence]:
    contested = [row for row in asserted if row.agreement.nature == Nature.CONTESTED]
    others = [row for row in asserted if row.agreement.nature != Nature.CONTESTED]
    found: list[Sentence] = []
    if contested:
        nature = _of_contested_nature(len(contested), total)
        said = said_by_sources(contested)
        found.append(composed(_("{contested}; {said}."), contested=nature, said=said))
    if others:
        number, said = count(len(others), to="r-otherwise"), said_by_sources(others)
        if total == 1:
            found.append(composed(_("{n}: {said} all the same."), n=number, said=said))
        else:
            message = ngettext(
                "{n} of the {total}: {said} all the same.", "{n} of the {total}: {said} all the same.", len(others)
            )
            found.append(composed(message, n=number, total=total, said=said))
    return found


def _of_contested_nature(number: int, total: int) -> Sentence:
    linked = count(number, to="r-otherwise")
    if total == 1:
        return composed(_("{n} is of contested nature"), n=linked)
    message = ngettext(
        "{n} of the {total} is of contested nature", "{n} of the {total} are of contested nature", number
    )
    return composed(message, n=linked, total=total)


def _otherwise(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """“The term of 1 had run out on the record, on some day in 2018; a source of that day calls it in force.”"""
    told = (PairGroup.SIGNED, PairGroup.POSSIBLY_IN_FORCE, PairGroup.IN_FORCE, PairGroup.OPERATIVE)
    rows = [row for row in pair.asserted_otherwise if row.agreement.is_bilateral and row.group not in told]
    over = [row for row in rows if row.is_computed]
    others = [row for row in rows if not row.is_computed]
    found = [_term_over(over, tense)] if over else []
    if others:
        number = len(others)
        message = in_tense(
            tense,
            past=ngettext(
                "{n} was not in force on the record; {said}.", "{n} were not in force on the record; {said}.", number
            ),
            present=ngettext(
                "{n} is not in force on the record; {said}.", "{n} are not in force on the record; {said}.", number
            ),
            future=ngettext(
                "{n} will be not in force on the record; {said}.",
                "{n} will be not in force on the record; {said}.",
                number,
            ),
        )
        found.append(composed(message, n=count(number, to="r-otherwise"), said=said_by_sources(others)))
    return found


def _term_over(rows: list[PairRow], tense: Tense) -> Sentence:
    number, said, since = count(len(rows), to="r-otherwise"), said_by_sources(rows), rows[0].path.since
    past = tense is Tense.PAST
    if len(rows) == 1 and since:
        message = _("The term of {n} has run out on the record, on {day}; {said}.")
        if past:
            message = _("The term of {n} had run out on the record, on {day}; {said}.")
        return composed(message, n=number, day=some_day(PartialDate.parse(since)), said=said)
    if past:
        message = ngettext(
            "The term of {n} had run out on the record; {said}.",
            "The term of {n} had run out on the record; {said}.",
            len(rows),
        )
    else:
        message = ngettext(
            "The term of {n} has run out on the record; {said}.",
            "The term of {n} has run out on the record; {said}.",
            len(rows),
        )
    return composed(message, n=number, said=said)


def _other_groups(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """What is neither in force nor over: only “in force” is a yes, so each is said apart."""
    suspended, provisional, never, operative = (
        len(pair.bilateral(group))
        for group in (PairGroup.SUSPENDED, PairGroup.PROVISIONAL, PairGroup.NEVER_IN_FORCE, PairGroup.OPERATIVE)
    )
    later = len([row for row in pair.bilateral(PairGroup.SIGNED) if row.entry_into_force])
    never_message = ngettext("{n} has never entered into force.", "{n} have never entered into force.", never)
    told = [
        (suspended, _suspended(suspended, tense), "r-suspended"),
        (provisional, _provisional(provisional, tense), "r-provisional"),
        (later, _not_yet(later, tense), "r-not_yet_in_force"),
        (never, never_message, "r-never_in_force"),
        (operative, _operative(operative, tense), "r-operative"),
    ]
    return [composed(message, n=count(number, to=anchor)) for number, message, anchor in told if number]


def _suspended(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext(
            "{n} was in force but suspended, and not counted as in force.",
            "{n} were in force but suspended, and not counted as in force.",
            number,
        ),
        present=ngettext(
            "{n} is in force but suspended, and not counted as in force.",
            "{n} are in force but suspended, and not counted as in force.",
            number,
        ),
        future=ngettext(
            "{n} will be in force but suspended, and not counted as in force.",
            "{n} will be in force but suspended, and not counted as in force.",
            number,
        ),
    )


def _provisional(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext("{n} was applied provisionally only.", "{n} were applied provisionally only.", number),
        present=ngettext("{n} is applied provisionally only.", "{n} are applied provisionally only.", number),
        future=ngettext("{n} will be applied provisionally only.", "{n} will be applied provisionally only.", number),
    )


def _not_yet(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext("{n} was signed, and not yet in force.", "{n} were signed, and not yet in force.", number),
        present=ngettext("{n} is signed, and not yet in force.", "{n} are signed, and not yet in force.", number),
        future=ngettext(
            "{n} will be signed, and not yet in force.", "{n} will be signed, and not yet in force.", number
        ),
    )


def _operative(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext("[{n} non-binding text] was operative.", "[{n} non-binding texts] were operative.", number),
        present=ngettext("[{n} non-binding text] is operative.", "[{n} non-binding texts] are operative.", number),
        future=ngettext(
            "[{n} non-binding text] will be operative.", "[{n} non-binding texts] will be operative.", number
        ),
    )
