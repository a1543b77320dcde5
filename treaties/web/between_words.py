"""In words: what stands between two parties, and through which union one of them is bound."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from treaties.dates import PartialDate
from treaties.derivation.timeline import Path
from treaties.queries.country_pair import CountryPair, PairRow
from treaties.queries.through_unions import Via
from treaties.vocabulary import Act, Between, Flag, PairGroup, Scope
from treaties.web.days import Tense
from treaties.web.sentences import (
    Piece,
    Sentence,
    capitalised,
    composed,
    count,
    filled,
    in_tense,
    joined,
    plain,
    some_day,
)

MOST_TOLD = 3
"""Of so many agreements the answer itself says why; the list says it of all."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that something between two rests on: its maker's name within a sentence, and its days."""

    act: Act
    by: str
    when: PartialDate | None
    ends_on: PartialDate | None = None


def stands_between(status: Between, path: Path, deeds: Mapping[str, Deed], two: Iterable[str]) -> str:
    """“France objected on 5 May 1990 to a reservation of Germany, which precludes force between the two”."""
    done = [deeds[ref] for ref in path.because if ref in deeds]
    told = list(_told(status, done, list(two)))
    return capitalised(plain(joined(told, _("{first}; {then}"))) or status.label)


def _told(status: Between, done: list[Deed], two: list[str]) -> Iterator[str]:
    for deed in done:
        match status, deed.act:
            case Between.PRECLUDED, Act.PRECLUDING_OBJECTION:
                yield _objected_to_a_reservation(deed, two)
            case Between.NOT_ACCEPTED, Act.OBJECTION_TO_ACCESSION:
                yield _objected_to_the_accession(deed, two)
            case Between.SUSPENDED, Act.SUSPENSION:
                yield _suspended(deed, two)
    acceded = [deed for deed in done if deed.act is Act.ACCESSION]
    if status is Between.NOT_ACCEPTED and acceded:
        yield _has_not_accepted(acceded[-1], two)


def _other_than(deed: Deed, two: list[str]) -> str:
    return next((name for name in two if name != deed.by), _("the other"))


def _objected_to_a_reservation(deed: Deed, two: list[str]) -> str:
    other = _other_than(deed, two)
    if deed.when is None:
        message = _("{by} objected to a reservation of {other}, which precludes force between the two")
        return filled(message, by=deed.by, other=other)
    message = _("{by} objected on {day} to a reservation of {other}, which precludes force between the two")
    return filled(message, by=deed.by, day=some_day(deed.when), other=other)


def _objected_to_the_accession(deed: Deed, two: list[str]) -> str:
    other = _other_than(deed, two)
    if deed.when is None:
        return filled(_("{by} objected to the accession of {other}"), by=deed.by, other=other)
    message = _("{by} objected on {day} to the accession of {other}")
    return filled(message, by=deed.by, day=some_day(deed.when), other=other)


def _suspended(deed: Deed, two: list[str]) -> str:
    other = _other_than(deed, two)
    if deed.when is None:
        told = filled(_("{by} suspended it towards {other}"), by=deed.by, other=other)
    else:
        message = _("{by} suspended it towards {other} on {day}")
        told = filled(message, by=deed.by, other=other, day=some_day(deed.when))
    return filled(_("{told} until {day}"), told=told, day=some_day(deed.ends_on)) if deed.ends_on else told


def _has_not_accepted(accession: Deed, two: list[str]) -> str:
    other = _other_than(accession, two)
    if accession.when is None:
        return filled(_("{other} has not accepted the accession of {by}"), other=other, by=accession.by)
    message = _("{other} has not accepted the accession of {by} of {day}")
    return filled(message, other=other, by=accession.by, day=some_day(accession.when))


def what_stands_between(row: PairRow) -> str:
    """Of a row: between the two, or between the unions that they are bound through."""
    deeds = {
        act.slug: Deed(act.act, row.names.get(act.by or "", ""), act.received_on or act.when, act.ends_on)
        for act in row.acts
    }
    codes = (via.code if via else code for via, code in zip(row.vias, row.codes, strict=True))
    two = [row.names.get(code, code) for code in codes]
    return stands_between(row.stands_between[-1], row.path_between, deeds, two)


def concerning_the_two(row: PairRow, path: Path) -> Path:
    """Without “suspended in part” where that is towards single parties: whether these two are among them is told by
    what stands between them."""
    limited = {act.scope for act in row.acts if act.act is Act.SUSPENSION} - {Scope.WHOLE}
    flags = path.flags - {Flag.SUSPENDED_IN_PART} if limited == {Scope.PAIR} else path.flags
    return replace(path, flags=flags)


def through_unions(row: PairRow) -> list[str]:
    """“Germany via the European Union (member since 1 November 1993).”"""
    pairs = zip(row.codes, row.vias, strict=True)
    message = _("{party} via {union} ({membership}).")
    return [
        filled(message, party=row.names[code], union=via.name, membership=_membership(via, row.on))
        for code, via in pairs
        if via
    ]


def _membership(via: Via, day: date) -> str:
    one = via.membership_on(day)
    if one.holds_on(day) == {True}:
        if via.holds_on(day) == {False}:
            return filled(_("member since {day}; so was the other that day"), day=one.since.words())
        return filled(_("member since {day}"), day=one.since.words())
    if True in one.holds_on(day):
        return _("possibly a member that day")
    if one.is_over_on(day) and one.until:
        return filled(_("member until {day}, and no longer bound"), day=one.until.words())
    return filled(_("a member only from {day}"), day=one.since.words())


def sentences_between(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """After the answer: what is not in force between the two though each is party, and what binds one via a union."""
    return [*_not_between(pair, tense), *_via(pair, tense)]


def _not_between(pair: CountryPair, tense: Tense) -> Iterator[Sentence]:
    for rows, is_bilateral, anchor in (
        (pair.bilateral(PairGroup.NOT_BETWEEN), True, "r-not_between"),
        (pair.multilateral(PairGroup.NOT_BETWEEN), False, "multi-not_between"),
    ):
        if not rows:
            continue
        message = _bilateral_ones(len(rows), tense) if is_bilateral else _multilateral_ones(len(rows), tense)
        told = composed(message, n=count(len(rows), to=anchor))
        if len(rows) == 1:
            yield composed(_("{not_in_force}: {why}."), not_in_force=told, why=what_stands_between(rows[0]))
        else:
            yield composed(_("{not_in_force}. {reasons}."), not_in_force=told, reasons=_reasons(rows))


def _reasons(rows: list[PairRow]) -> Sentence:
    """“Convention on Contracts: France objected …; Treaty of Peace: …; and 2 more”."""
    message = _("{agreement}: {why}")
    told = [
        composed(message, agreement=row.agreement.short_title, why=what_stands_between(row)) for row in rows[:MOST_TOLD]
    ]
    reasons = joined(told, _("{first}; {then}"))
    more = len(rows) - MOST_TOLD
    if more <= 0:
        return reasons
    return composed(ngettext("{reasons}; and {n} more", "{reasons}; and {n} more", more), reasons=reasons, n=more)


def _bilateral_ones(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext(
            "[{n} bilateral agreement] was not in force between the two",
            "[{n} bilateral agreements] were not in force between the two",
            number,
        ),
        present=ngettext(
            "[{n} bilateral agreement] is not in force between the two",
            "[{n} bilateral agreements] are not in force between the two",
            number,
        ),
        future=ngettext(
            "[{n} bilateral agreement] will be not in force between the two",
            "[{n} bilateral agreements] will be not in force between the two",
            number,
        ),
    )


def _multilateral_ones(number: int, tense: Tense) -> str:
    return in_tense(
        tense,
        past=ngettext(
            "[{n} multilateral agreement] was not in force between the two",
            "[{n} multilateral agreements] were not in force between the two",
            number,
        ),
        present=ngettext(
            "[{n} multilateral agreement] is not in force between the two",
            "[{n} multilateral agreements] are not in force between the two",
            number,
        ),
        future=ngettext(
            "[{n} multilateral agreement] will be not in force between the two",
            "[{n} multilateral agreements] will be not in force between the two",
            number,
        ),
    )


def _via(pair: CountryPair, tense: Tense) -> Iterator[Sentence]:
    for rows, is_bilateral, anchor in (
        (pair.bilateral(PairGroup.IN_FORCE), True, "r-in_force"),
        (pair.multilateral(PairGroup.IN_FORCE), False, "multi"),
    ):
        through = [
            (row.names[code], via.name) for row in rows for code, via in zip(row.codes, row.vias, strict=True) if via
        ]
        for party, union in dict.fromkeys(through):
            number = through.count((party, union))
            these = _these(count(number, to=anchor), number, len(rows), is_bilateral=is_bilateral)
            message = in_tense(
                tense,
                past=ngettext("{these} bound {party} via {union}.", "{these} bound {party} via {union}.", number),
                present=ngettext("{these} binds {party} via {union}.", "{these} bind {party} via {union}.", number),
                future=ngettext(
                    "{these} will bind {party} via {union}.", "{these} will bind {party} via {union}.", number
                ),
            )
            yield composed(message, these=these, party=party, union=union)


def _these(linked: Piece, number: int, total: int, *, is_bilateral: bool) -> Sentence:
    """“The 1 bilateral agreement in force”, “2 of the 3 multilateral agreements in force”: the subject."""
    if total == 1:
        only = _("The {n} bilateral agreement in force")
        return composed(only if is_bilateral else _("The {n} multilateral agreement in force"), n=linked)
    if is_bilateral:
        message = ngettext(
            "{n} of the {total} bilateral agreements in force",
            "{n} of the {total} bilateral agreements in force",
            number,
        )
    else:
        message = ngettext(
            "{n} of the {total} multilateral agreements in force",
            "{n} of the {total} multilateral agreements in force",
            number,
        )
    return composed(message, n=linked, total=total)
