"""The sentence that answers for a pair, and those that explain it: counts in digits, each leading to its list.

The first can be quoted alone. “Said”, “called”, “on record”: never more than the record bears.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from treaties.dates import PartialDate, in_words
from treaties.queries.country_pair import CountryPair, PairRow
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import Act, AgreementStatus, Evidence, Flag, Nature, PairGroup
from treaties.web.days import Tense


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. ``strong`` opens it in bold; with an ``anchor`` the whole run leads to that place of the page."""

    text: str = ""
    strong: str = ""
    anchor: str = ""

    def __str__(self) -> str:
        return f"{self.strong}{self.text}"


type Sentence = tuple[Piece, ...]


def capitalised(text: str) -> str:
    """The first letter in upper case, the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def plain(sentence: Iterable[Piece]) -> str:
    """The sentence as it is quoted, without links."""
    return "".join(str(piece) for piece in sentence)


def count(number: int, noun: str = "", *, to: str) -> Piece:
    """``3 agreements``, leading to the list ``to``. The noun is in the singular and takes an s."""
    plural = "" if number == 1 or not noun else "s"
    return Piece(f" {noun}{plural}" if noun else "", str(number), to)


def on_day(day: date, tense: Tense) -> Sentence:
    qualified = ", as the record stands today" if tense is Tense.FUTURE else ""
    return Piece("On "), Piece(strong=in_words(day)), Piece(f"{qualified}, ")


def be(number: int, tense: Tense) -> str:
    """The verb for so many; none takes the singular, as “no agreement” does."""
    if tense is Tense.FUTURE:
        return "will be"
    past = tense is Tense.PAST
    return ("was" if past else "is") if number <= 1 else ("were" if past else "are")


def bind(number: int, tense: Tense) -> str:
    if tense is Tense.PRESENT:
        return "binds" if number <= 1 else "bind"
    return "bound" if tense is Tense.PAST else "will bind"


def known_only_as(partial: PartialDate) -> str:
    """``known only as 2024``, ``known only as some day between December 2018 and 2019``."""
    words = partial.words()
    return f"known only as {some_day(partial) if words.startswith(_SPANS) else words}"


def some_day(partial: PartialDate) -> str:
    """``5 October 2024``, ``some day in 1976``, ``some day between December 2018 and 2019``, ``about 1990``."""
    words = partial.words()
    if partial.is_exact or words.startswith("about "):
        return words
    return f"some day {words}" if words.startswith(_SPANS) else f"some day in {words}"


_SPANS = ("between ", "by ", "on or after ")


def answer(
    pair: CountryPair, tense: Tense, *, known: Knowledge | None = None, latest: CountryPair | None = None
) -> Sentence:
    """What binds the two on the day, in one sentence.

    ``known`` is the state of knowledge that was asked for, and ``latest`` the same pair in the latest record, where
    that is another: then the sentence says in what they differ.
    """
    between = f"{pair.one.sentence_name} and {pair.other.sentence_name}"
    otherwise = _latest_says(pair, latest)
    if not pair.rows:
        return _nothing(between, known, latest)
    multilateral = _multilateral(pair, tense)
    if known is None:
        return (*on_day(pair.on, tense), *_bilateral(pair, tense, between), *multilateral, Piece("."))
    bilateral = _bilateral(pair, tense, between, (Piece(" on "), Piece(strong=in_words(pair.on))))
    return (*as_known(known), *bilateral, *multilateral, *otherwise, Piece("."))


def as_known(known: Knowledge) -> Sentence:
    return Piece("As this record stood on "), Piece(strong=known.words), Piece(", ")


def _nothing(between: str, known: Knowledge | None, latest: CountryPair | None) -> Sentence:
    if known is None:
        return (Piece(f"Pacta holds no agreement between {between}. That does not mean there is none."),)
    held = Piece(f"Pacta held no agreement between {between}. That does not mean there was none")
    now = f"; the latest record holds {len(latest.rows)}" if latest and latest.rows else ""
    return *as_known(known), held, Piece(f"{now}.")


def _latest_says(pair: CountryPair, latest: CountryPair | None) -> Sentence:
    """“; the latest record says 3 in force, no multilateral one”: only the counts that differ."""
    if latest is None:
        return ()
    counted = [
        (len(of.bilateral(PairGroup.IN_FORCE)), len(of.uncertain), len(of.multilateral(PairGroup.IN_FORCE)))
        for of in (pair, latest)
    ]
    words = ("in force", "uncertain", "multilateral")
    told = [f"{now or 'none'} {word}" for then, now, word in zip(*counted, words, strict=True) if then != now]
    return (Piece(f"; the latest record says {', '.join(told)}"),) if told else ()


def _bilateral(pair: CountryPair, tense: Tense, between: str, when: Sentence = ()) -> Sentence:
    """``when`` is the day, where it does not open the sentence."""
    certain, uncertain = len(pair.bilateral(PairGroup.IN_FORCE)), len(pair.uncertain)
    verb = be(certain, tense)
    if certain:
        counted: Sentence = (count(certain, "bilateral agreement", to="r-in_force"),)
        counted += (Piece(f" between {between} {verb} in force"), *when)
        if uncertain:
            more = Piece(" more", str(uncertain), "uncertain")
            counted += (Piece(", and "), more, Piece(f" {_are(uncertain)} uncertain"))
        return counted
    none = Piece(f"no bilateral agreement on record between {between} {verb} in force"), *when
    if uncertain:
        return *none, Piece(", but "), count(uncertain, to="uncertain"), Piece(f" {_are(uncertain)} uncertain")
    ended = len(pair.bilateral(PairGroup.ENDED))
    if ended:
        had = "had ended before" if tense is Tense.PAST else f"{_has(ended)} ended"
        return *none, Piece("; "), count(ended, to="r-ended"), Piece(f" {had}")
    return none


def _multilateral(pair: CountryPair, tense: Tense) -> Sentence:
    certain = len(pair.multilateral(PairGroup.IN_FORCE))
    possible = len(pair.multilateral(PairGroup.POSSIBLY_IN_FORCE))
    verb = bind(certain, tense)
    if certain:
        counted: Sentence = (Piece("; "), count(certain, "multilateral agreement", to="multi"), Piece(f" {verb} both"))
    else:
        counted = (Piece(f"; no multilateral agreement on record {verb} both"),)
    if not possible:
        return counted
    may = "may have bound" if tense is Tense.PAST else "may bind"
    more = Piece(" more" if certain else "", str(possible), "multi-possible")
    return (*counted, Piece(", and "), more, Piece(f" {may} both"))


def explanations(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """The sentences after the first: what is uncertain and why, and how far the certain ones are to be trusted."""
    reasons = [_possible(pair, tense), _signed(pair), _otherwise(pair, tense)]
    found = [sentence for sentences in reasons for sentence in sentences]
    if len([sentences for sentences in reasons if sentences]) > 1:
        found[0] = (Piece(f"Of the {len(pair.uncertain)}: "), *_decapitalised(found[0]))
    return [*found, *_certain(pair, tense), *_other_groups(pair, tense)]


def _decapitalised(sentence: Sentence) -> Sentence:
    first, *rest = sentence
    return Piece(first.text[:1].lower() + first.text[1:], first.strong, first.anchor), *rest


def _possible(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """“1 may have been in force: its end is known only as 2024.”"""
    rows = pair.bilateral(PairGroup.POSSIBLY_IN_FORCE)
    verb = "may have been" if tense is Tense.PAST else "may be"
    if len(rows) == 1:
        return [(count(1, to="r-possibly_in_force"), Piece(f" {verb} in force: {what_is_imprecise(rows[0])}."))]
    if rows:
        why = "their beginnings or ends are known only imprecisely"
        return [(count(len(rows), to="r-possibly_in_force"), Piece(f" {verb} in force: {why}."))]
    return []


def what_is_imprecise(row: PairRow) -> str:
    """Why the row is only possibly in force."""
    if not row.is_certain_between:
        return "what stands between the two is not certain that day"
    since = PartialDate.parse(row.path.since) if row.path.since else None
    if since is None or len(row.statuses) == 1:
        return "the standing of a party is not certain that day"
    what = "entry into force"
    if AgreementStatus.ENDED in row.statuses:
        what = "end"
    elif AgreementStatus.SUSPENDED in row.statuses:
        what = "suspension"
    return f"its {what} is {known_only_as(since)}"


def _signed(pair: CountryPair) -> list[Sentence]:
    """“For 3, entry into force is not on record. 1 of the 3 is of contested nature; a source calls it in force.”"""
    rows = [row for row in pair.bilateral(PairGroup.SIGNED) if row.entry_into_force is None]
    if not rows:
        return []
    unknown = Piece("For "), count(len(rows), to="r-signed"), Piece(", entry into force is not on record.")
    asserted = [row for row in rows if row.asserted_otherwise]
    return [unknown, *(_asserted_among_signed(asserted, len(rows)) if asserted else [])]


def _asserted_among_signed(asserted: list[PairRow], total: int) -> list[Sentence]:
    of = f" of the {total}" if total > 1 else ""
    contested = [row for row in asserted if row.agreement.nature == Nature.CONTESTED]
    others = [row for row in asserted if row not in contested]
    found: list[Sentence] = []
    if contested:
        verb, it = ("is", "it") if len(contested) == 1 else ("are", "them")
        said = Piece(f"{of} {verb} of contested nature; {who_says(contested)} {it} {_said(contested)}.")
        found.append((count(len(contested), to="r-otherwise"), said))
    if others:
        it = "it" if len(others) == 1 else "them"
        again = Piece(f"{of}: {who_says(others)} {it} {_said(others)} all the same.")
        found.append((count(len(others), to="r-otherwise"), again))
    return found


def _otherwise(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """“The term of 1 had run out on the record, on some day in 2018; a source of that day calls it in force.”"""
    signed = pair.bilateral(PairGroup.SIGNED, PairGroup.POSSIBLY_IN_FORCE, PairGroup.IN_FORCE, PairGroup.OPERATIVE)
    rows = [row for row in pair.asserted_otherwise if row.agreement.is_bilateral and row not in signed]
    over = [row for row in rows if row.is_computed]
    others = [row for row in rows if not row.is_computed]
    had = "had" if tense is Tense.PAST else "has"
    found: list[Sentence] = []
    if over:
        since = over[0].path.since
        when = f", on {some_day(PartialDate.parse(since))}" if len(over) == 1 and since else ""
        it = "it" if len(over) == 1 else "them"
        end = Piece(f" {had} run out on the record{when}; {who_says(over)} {it} {_said(over)}.")
        found.append((Piece("The term of "), count(len(over), to="r-otherwise"), end))
    if others:
        it = "it" if len(others) == 1 else "them"
        text = f" {be(len(others), tense)} not in force on the record; {who_says(others)} {it} {_said(others)}."
        found.append((count(len(others), to="r-otherwise"), Piece(text)))
    return found


def who_says(rows: list[PairRow]) -> str:
    """“a source of that day calls”, “a source of 5 October 2024 called”, “sources call”."""
    assertions = [assertion for row in rows for assertion in row.asserted_otherwise]
    days = {assertion.asserted_on.text for assertion in assertions}
    if len(days) != 1:
        return "sources call"
    asserted, asked = assertions[0].asserted_on, rows[0].on
    if asserted == PartialDate.of(asked):
        return "a source of that day calls"
    return f"a source of {asserted.words()} called"


def _said(rows: list[PairRow]) -> str:
    labels = sorted({assertion.status.label for row in rows for assertion in row.asserted_otherwise})
    return " or ".join(labels)


def _certain(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """How far the rows in force rest on weak evidence, are contradicted, or have a notice pending."""
    rows = pair.bilateral(PairGroup.IN_FORCE)
    weak = [row for row in rows if row.is_weakly_evidenced]
    pending = [row for row in rows if Flag.NOTICE_PENDING in row.path.flags]
    denied = [row for row in rows if row.asserted_otherwise]
    found: list[Sentence] = []
    if weak:
        kinds = {row.path.evidence for row in weak}
        on = " or ".join(words for kind, words in WEAK_EVIDENCE.items() if kind in kinds)
        text = f"{_of_those_in_force(rows)} {'rests' if len(weak) == 1 else 'rest'} on {on} only."
        found.append((*_the_only(rows), count(len(weak), to="r-in_force"), Piece(text)))
    if pending:
        verb = be(len(pending), tense)
        text = f"{_of_those_in_force(rows)} {verb} under a notice of termination that {NOT_YET[tense]} taken effect"
        ends = ends_on(pending[0]) if len(pending) == 1 else None
        text += f": it ends on {some_day(ends)}, unless the notice is revoked." if ends else "."
        found.append((*_the_only(rows), count(len(pending), to="r-in_force"), Piece(text)))
    found += _overlaid(rows, tense)
    if denied:
        it = "it" if len(denied) == 1 else "them"
        text = f"{_of_those_in_force(rows)}: {who_says(denied)} {it} {_said(denied)}."
        found.append((*_the_only(rows), count(len(denied), to="r-otherwise"), Piece(text)))
    return found


def _overlaid(rows: list[PairRow], tense: Tense) -> list[Sentence]:
    """What lies over agreements in force, and leaves them in force."""
    overlays = {
        Flag.NON_RENEWAL_PENDING: "under a notice of non-renewal, to end with the term",
        Flag.SUSPENDED_IN_PART: "suspended in part, or towards some",
    }
    found: list[Sentence] = []
    for flag, words in overlays.items():
        if number := len([row for row in rows if flag in row.path.flags]):
            text = f"{_of_those_in_force(rows)} {be(number, tense)} {words}."
            found.append((*_the_only(rows), count(number, to="r-in_force"), Piece(text)))
    return found


def ends_on(row: PairRow) -> PartialDate | None:
    """When the notice that is pending takes effect, if it says so."""
    notices = (Act.NOTICE_OF_TERMINATION, Act.NOTICE_OF_NON_RENEWAL, Act.PROLONGATION_OF_NOTICE)
    effects = [act.effective_on for act in row.acts if act.act in notices and act.slug in row.path.because]
    return next((effect for effect in reversed(effects) if effect), None)


NOT_YET = {Tense.PAST: "had not", Tense.PRESENT: "has not", Tense.FUTURE: "will not have"}
WEAK_EVIDENCE = {Evidence.OFFICIAL: "a statement", Evidence.LIST: "one list", Evidence.PRESS: "the press"}
"""How far a status rests on something weaker than a register or a text."""


def _the_only(rows: list[PairRow]) -> Sentence:
    return (Piece("The "),) if len(rows) == 1 else ()


def _of_those_in_force(rows: list[PairRow]) -> str:
    return f" of the {len(rows)} in force" if len(rows) > 1 else " in force"


def _other_groups(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """What is neither in force nor over: only “in force” is a yes, so each is said apart."""
    later = len([row for row in pair.bilateral(PairGroup.SIGNED) if row.entry_into_force])
    suspended, provisional, never, operative = (
        len(pair.bilateral(group))
        for group in (PairGroup.SUSPENDED, PairGroup.PROVISIONAL, PairGroup.NEVER_IN_FORCE, PairGroup.OPERATIVE)
    )
    texts: list[tuple[int, str, Callable[[int], str]]] = [
        (suspended, "r-suspended", lambda n: f" {be(n, tense)} in force but suspended, and not counted as in force."),
        (provisional, "r-provisional", lambda n: f" {be(n, tense)} applied provisionally only."),
        (later, "r-not_yet_in_force", lambda n: f" {be(n, tense)} signed, and not yet in force."),
        (never, "r-never_in_force", lambda n: f" {_has(n)} never entered into force."),
        (operative, "r-operative", lambda n: f" non-binding text{'' if n == 1 else 's'} {be(n, tense)} operative."),
    ]
    return [(count(number, to=to), Piece(text(number))) for number, to, text in texts if number]


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"
