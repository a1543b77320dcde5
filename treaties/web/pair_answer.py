"""The sentence that answers for a pair, and can be quoted alone: counts in digits, each leading to its list."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from treaties.dates import in_words
from treaties.queries.country_pair import CountryPair, Counts
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import PairGroup
from treaties.web.days import Tense
from treaties.web.sentences import Piece, Sentence, composed, count, in_tense, joined


def answer(
    pair: CountryPair, tense: Tense, *, known: Knowledge | None = None, latest: Counts | None = None
) -> Sentence:
    """What binds the two on the day, in one sentence.

    ``known`` is the state of knowledge that was asked for, and ``latest`` counts the same pair in the latest record,
    where that is another: then the sentence says in what they differ.
    """
    if not pair.rows:
        return _nothing(pair, known, latest)
    multilateral = _multilateral(pair, tense)
    if known is None:
        message = _("On {day}, {bilateral}; {multilateral}.")
        if tense is Tense.FUTURE:
            message = _("On {day}, as the record stands today, {bilateral}; {multilateral}.")
        return composed(message, day=_day(pair), bilateral=_bilateral(pair, tense), multilateral=multilateral)
    moment = Piece(strong=known.words)
    bilateral = _bilateral(pair, tense, is_dated=True)
    otherwise = _differences(pair.counts, latest) if latest else ()
    if not otherwise:
        message = _("As this record stood on {moment}, {bilateral}; {multilateral}.")
        return composed(message, moment=moment, bilateral=bilateral, multilateral=multilateral)
    return composed(
        _("As this record stood on {moment}, {bilateral}; {multilateral}; the latest record says {otherwise}."),
        moment=moment,
        bilateral=bilateral,
        multilateral=multilateral,
        otherwise=otherwise,
    )


def _day(pair: CountryPair) -> Piece:
    return Piece(strong=in_words(pair.on))


def _nothing(pair: CountryPair, known: Knowledge | None, latest: Counts | None) -> Sentence:
    one, other = pair.one.sentence_name, pair.other.sentence_name
    if known is None:
        message = _("Pacta holds no agreement between {one} and {other}. That does not mean there is none.")
        return composed(message, one=one, other=other)
    held = composed(
        _(
            "As this record stood on {moment}, Pacta held no agreement between {one} and {other}. That does not mean "
            "there was none"
        ),
        moment=Piece(strong=known.words),
        one=one,
        other=other,
    )
    if latest is None or not latest.whole:
        return composed(_("{held}."), held=held)
    number = latest.whole
    message = ngettext("{held}; the latest record holds {n}.", "{held}; the latest record holds {n}.", number)
    return composed(message, held=held, n=number)


def _differences(then: Counts, now: Counts) -> Sentence:
    """“3 in force, none multilateral”: only the counts that differ in the latest record."""
    counted = [
        (then.in_force, now.in_force, _("none in force"), ngettext("{n} in force", "{n} in force", now.in_force)),
        (then.uncertain, now.uncertain, _("none uncertain"), ngettext("{n} uncertain", "{n} uncertain", now.uncertain)),
        (
            then.multilateral,
            now.multilateral,
            _("none multilateral"),
            ngettext("{n} multilateral", "{n} multilateral", now.multilateral),
        ),
    ]
    told = [
        composed(some, n=after) if after else composed(none) for before, after, none, some in counted if before != after
    ]
    return joined(told, _("{first}, {then}"))


def _bilateral(pair: CountryPair, tense: Tense, *, is_dated: bool = False) -> Sentence:
    """``is_dated``: the clause says the day, for it does not open the sentence."""
    certain, uncertain = len(pair.bilateral(PairGroup.IN_FORCE)), len(pair.uncertain)
    parts: dict[str, str | Piece] = {"one": pair.one.sentence_name, "other": pair.other.sentence_name}
    if is_dated:
        parts["day"] = _day(pair)
    if certain:
        message = _in_force_on(certain, tense) if is_dated else _in_force(certain, tense)
        found = composed(message, n=count(certain, to="r-in_force"), **parts)
        if not uncertain:
            return found
        message = ngettext("[{n} more] is uncertain", "[{n} more] are uncertain", uncertain)
        more = composed(message, n=count(uncertain, to="uncertain"))
        return composed(_("{in_force}, and {uncertain}"), in_force=found, uncertain=more)
    none = composed(_none_in_force_on(tense) if is_dated else _none_in_force(tense), **parts)
    if uncertain:
        message = ngettext("{n} is uncertain", "{n} are uncertain", uncertain)
        but = composed(message, n=count(uncertain, to="uncertain"))
        return composed(_("{none}, but {uncertain}"), none=none, uncertain=but)
    ended = len(pair.bilateral(PairGroup.ENDED))
    if not ended:
        return none
    over = composed(_had_ended(ended, tense), n=count(ended, to="r-ended"))
    return composed(_("{none}; {ended}"), none=none, ended=over)


def _in_force(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext(
            "[{n} bilateral agreement] between {one} and {other} was in force",
            "[{n} bilateral agreements] between {one} and {other} were in force",
            number,
        ),
        present=ngettext(
            "[{n} bilateral agreement] between {one} and {other} is in force",
            "[{n} bilateral agreements] between {one} and {other} are in force",
            number,
        ),
        future=ngettext(
            "[{n} bilateral agreement] between {one} and {other} will be in force",
            "[{n} bilateral agreements] between {one} and {other} will be in force",
            number,
        ),
    )


def _in_force_on(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext(
            "[{n} bilateral agreement] between {one} and {other} was in force on {day}",
            "[{n} bilateral agreements] between {one} and {other} were in force on {day}",
            number,
        ),
        present=ngettext(
            "[{n} bilateral agreement] between {one} and {other} is in force on {day}",
            "[{n} bilateral agreements] between {one} and {other} are in force on {day}",
            number,
        ),
        future=ngettext(
            "[{n} bilateral agreement] between {one} and {other} will be in force on {day}",
            "[{n} bilateral agreements] between {one} and {other} will be in force on {day}",
            number,
        ),
    )


def _none_in_force(tense: Tense) -> str:
    return in_tense(
        tense,
        past=_("no bilateral agreement on record between {one} and {other} was in force"),
        present=_("no bilateral agreement on record between {one} and {other} is in force"),
        future=_("no bilateral agreement on record between {one} and {other} will be in force"),
    )


def _none_in_force_on(tense: Tense) -> str:
    return in_tense(
        tense,
        past=_("no bilateral agreement on record between {one} and {other} was in force on {day}"),
        present=_("no bilateral agreement on record between {one} and {other} is in force on {day}"),
        future=_("no bilateral agreement on record between {one} and {other} will be in force on {day}"),
    )


def _had_ended(number: int, tense: Tense) -> str:
    if tense is Tense.PAST:
        return ngettext("{n} had ended before", "{n} had ended before", number)
    return ngettext("{n} has ended", "{n} have ended", number)


def _multilateral(pair: CountryPair, tense: Tense) -> Sentence:
    certain = len(pair.multilateral(PairGroup.IN_FORCE))
    possible = len(pair.multilateral(PairGroup.POSSIBLY_IN_FORCE))
    found = composed(_none_bound(tense))
    if certain:
        found = composed(_bound(certain, tense), n=count(certain, to="multi"))
    if not possible:
        return found
    message = _more_may_bind(possible, tense) if certain else _may_bind(possible, tense)
    may = composed(message, n=count(possible, to="multi-possible"))
    return composed(_("{certain}, and {possible}"), certain=found, possible=may)


def _bound(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext(
            "[{n} multilateral agreement] bound both",
            "[{n} multilateral agreements] bound both",
            number,
        ),
        present=ngettext(
            "[{n} multilateral agreement] binds both",
            "[{n} multilateral agreements] bind both",
            number,
        ),
        future=ngettext(
            "[{n} multilateral agreement] will bind both",
            "[{n} multilateral agreements] will bind both",
            number,
        ),
    )


def _none_bound(tense: Tense) -> str:
    return in_tense(
        tense,
        past=_("no multilateral agreement on record bound both"),
        present=_("no multilateral agreement on record binds both"),
        future=_("no multilateral agreement on record will bind both"),
    )


def _may_bind(number: int, tense: Tense) -> str:
    if tense is Tense.PAST:
        return ngettext("{n} may have bound both", "{n} may have bound both", number)
    return ngettext("{n} may bind both", "{n} may bind both", number)


def _more_may_bind(number: int, tense: Tense) -> str:
    if tense is Tense.PAST:
        return ngettext("[{n} more] may have bound both", "[{n} more] may have bound both", number)
    return ngettext("[{n} more] may bind both", "[{n} more] may bind both", number)
