"""How far the agreements in force are to be trusted: weak evidence, notices that are pending, sources that differ."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from treaties.dates import PartialDate
from treaties.queries.country_pair import CountryPair, PairRow
from treaties.vocabulary import Act, Evidence, Flag, PairGroup
from treaties.web.days import Tense
from treaties.web.sentences import Sentence, composed, count, in_tense, joined, some_day

WEAK_EVIDENCE: dict[Evidence, str | Promise] = {
    Evidence.OFFICIAL: gettext_lazy("a statement"),
    Evidence.LIST: gettext_lazy("one list"),
    Evidence.PRESS: gettext_lazy("the press"),
}
"""How far a status rests on something weaker than a register or a text."""


def trusted(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """How far the rows in force rest on weak evidence, are contradicted, or have a notice pending."""
    rows = pair.bilateral(PairGroup.IN_FORCE)
    weak = [row for row in rows if row.is_weakly_evidenced]
    pending = [row for row in rows if Flag.NOTICE_PENDING in row.path.flags]
    denied = [row for row in rows if row.asserted_otherwise]
    found: list[Sentence] = []
    if weak:
        kinds = {row.path.evidence for row in weak}
        evidence = alternatives(str(words) for kind, words in WEAK_EVIDENCE.items() if kind in kinds)
        message = ngettext("{these} rests on {evidence} only.", "{these} rest on {evidence} only.", len(weak))
        found.append(composed(message, these=_of_those_in_force(len(weak), len(rows)), evidence=evidence))
    if pending:
        found.append(_pending(pending, len(rows), tense))
    found += _overlaid(rows, tense)
    if denied:
        these = _of_those_in_force(len(denied), len(rows), to="r-otherwise")
        found.append(composed(_("{these}: {said}."), these=these, said=said_by_sources(denied)))
    return found


def _of_those_in_force(number: int, total: int, to: str = "r-in_force") -> Sentence:
    """“The 1 in force”, “2 of the 3 in force”: of whom a sentence speaks, at its beginning."""
    linked = count(number, to=to)
    if total == 1:
        return composed(_("The {n} in force"), n=linked)
    message = ngettext("{n} of the {total} in force", "{n} of the {total} in force", number)
    return composed(message, n=linked, total=total)


def _pending(rows: list[PairRow], total: int, tense: Tense) -> Sentence:
    number = len(rows)
    message = in_tense(
        tense,
        past=ngettext(
            "{these} was under a notice of termination that had not taken effect",
            "{these} were under a notice of termination that had not taken effect",
            number,
        ),
        present=ngettext(
            "{these} is under a notice of termination that has not taken effect",
            "{these} are under a notice of termination that has not taken effect",
            number,
        ),
        future=ngettext(
            "{these} will be under a notice of termination that will not have taken effect",
            "{these} will be under a notice of termination that will not have taken effect",
            number,
        ),
    )
    pending = composed(message, these=_of_those_in_force(number, total))
    ends = ends_on(rows[0]) if number == 1 else None
    if ends is None:
        return composed(_("{pending}."), pending=pending)
    message = _("{pending}: it ends on {day}, unless the notice is revoked.")
    return composed(message, pending=pending, day=some_day(ends))


def _overlaid(rows: list[PairRow], tense: Tense) -> list[Sentence]:
    """What lies over agreements in force, and leaves them in force."""
    found: list[Sentence] = []
    for flag, told in ((Flag.NON_RENEWAL_PENDING, _not_to_be_renewed), (Flag.SUSPENDED_IN_PART, _suspended_in_part)):
        if number := len([row for row in rows if flag in row.path.flags]):
            found.append(composed(told(number, tense), these=_of_those_in_force(number, len(rows))))
    return found


def _not_to_be_renewed(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext(
            "{these} was under a notice of non-renewal, to end with the term.",
            "{these} were under a notice of non-renewal, to end with the term.",
            number,
        ),
        present=ngettext(
            "{these} is under a notice of non-renewal, to end with the term.",
            "{these} are under a notice of non-renewal, to end with the term.",
            number,
        ),
        future=ngettext(
            "{these} will be under a notice of non-renewal, to end with the term.",
            "{these} will be under a notice of non-renewal, to end with the term.",
            number,
        ),
    )


def _suspended_in_part(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext(
            "{these} was suspended in part, or towards some.",
            "{these} were suspended in part, or towards some.",
            number,
        ),
        present=ngettext(
            "{these} is suspended in part, or towards some.",
            "{these} are suspended in part, or towards some.",
            number,
        ),
        future=ngettext(
            "{these} will be suspended in part, or towards some.",
            "{these} will be suspended in part, or towards some.",
            number,
        ),
    )


def ends_on(row: PairRow) -> PartialDate | None:
    """When the notice that is pending takes effect, if it says so."""
    notices = (Act.NOTICE_OF_TERMINATION, Act.NOTICE_OF_NON_RENEWAL, Act.PROLONGATION_OF_NOTICE)
    effects = [act.effective_on for act in row.acts if act.act in notices and act.slug in row.path.because]
    return next((effect for effect in reversed(effects) if effect), None)


def said_by_sources(rows: list[PairRow]) -> Sentence:
    """“a source of that day calls it in force”, “a source of 5 October 2024 called it ended”, “sources call them …”."""
    assertions = [assertion for row in rows for assertion in row.asserted_otherwise]
    status = alternatives(sorted({assertion.status.label for assertion in assertions}))
    if len({assertion.asserted_on.text for assertion in assertions}) != 1:
        return composed(ngettext("sources call it {status}", "sources call them {status}", len(rows)), status=status)
    asserted = assertions[0].asserted_on
    if asserted == PartialDate.of(rows[0].on):
        message = ngettext(
            "a source of that day calls it {status}", "a source of that day calls them {status}", len(rows)
        )
        return composed(message, status=status)
    message = ngettext("a source of {day} called it {status}", "a source of {day} called them {status}", len(rows))
    return composed(message, day=asserted.words(), status=status)


def alternatives(words: Iterable[str]) -> Sentence:
    """“one list or the press”."""
    return joined(words, _("{first} or {then}"))
