"""In words: what stands between two parties, and through which union one of them is bound."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from treaties.dates import PartialDate
from treaties.derivation.timeline import Path
from treaties.queries.country_pair import CountryPair, PairRow
from treaties.queries.through_unions import Via
from treaties.vocabulary import Act, Between, Flag, PairGroup, Scope
from treaties.web.days import Tense
from treaties.web.sentences import Piece, Sentence, be, bind, capitalised, count, some_day

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
    return capitalised("; ".join(told) or status.label)


def _told(status: Between, done: list[Deed], two: list[str]) -> Iterator[str]:
    for deed in done:
        other = next((name for name in two if name != deed.by), "the other")
        on = f" on {some_day(deed.when)}" if deed.when else ""
        match status, deed.act:
            case Between.PRECLUDED, Act.PRECLUDING_OBJECTION:
                yield f"{deed.by} objected{on} to a reservation of {other}, which precludes force between the two"
            case Between.NOT_ACCEPTED, Act.OBJECTION_TO_ACCESSION:
                yield f"{deed.by} objected{on} to the accession of {other}"
            case Between.SUSPENDED, Act.SUSPENSION:
                until = f" until {some_day(deed.ends_on)}" if deed.ends_on else ""
                yield f"{deed.by} suspended it towards {other}{on}{until}"
    acceded = [deed for deed in done if deed.act is Act.ACCESSION]
    if status is Between.NOT_ACCEPTED and acceded:
        last = acceded[-1]
        other = next((name for name in two if name != last.by), "the other")
        of = f" of {some_day(last.when)}" if last.when else ""
        yield f"{other} has not accepted the accession of {last.by}{of}"


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
    return [f"{row.names[code]} via {via.name} ({_membership(via, row.on)})." for code, via in pairs if via]


def _membership(via: Via, day: date) -> str:
    one = via.membership_on(day)
    if one.holds_on(day) == {True}:
        shared = "; so was the other that day" if via.holds_on(day) == {False} else ""
        return f"member since {one.since.words()}{shared}"
    if True in one.holds_on(day):
        return "possibly a member that day"
    if one.is_over_on(day) and one.until:
        return f"member until {one.until.words()}, and no longer bound"
    return f"a member only from {one.since.words()}"


def sentences_between(pair: CountryPair, tense: Tense) -> list[Sentence]:
    """After the answer: what is not in force between the two though each is party, and what binds one via a union."""
    return [*_not_between(pair, tense), *_via(pair, tense)]


def _not_between(pair: CountryPair, tense: Tense) -> Iterator[Sentence]:
    kinds = (
        (pair.bilateral, "bilateral agreement", "r-not_between"),
        (pair.multilateral, "multilateral agreement", "multi-not_between"),
    )
    for rows_in, noun, anchor in kinds:
        rows = rows_in(PairGroup.NOT_BETWEEN)
        if rows:
            titled = len(rows) > 1
            told = [f"{row.agreement.short_title}: " * titled + what_stands_between(row) for row in rows[:MOST_TOLD]]
            more = f"; and {len(rows) - MOST_TOLD} more" if len(rows) > MOST_TOLD else ""
            why = f"{'. ' if titled else ': '}{'; '.join(told)}{more}"
            yield (
                count(len(rows), noun, to=anchor),
                Piece(f" {be(len(rows), tense)} not in force between the two{why}."),
            )


def _via(pair: CountryPair, tense: Tense) -> Iterator[Sentence]:
    for rows_in, kind, anchor in (
        (pair.bilateral, "bilateral", "r-in_force"),
        (pair.multilateral, "multilateral", "multi"),
    ):
        rows = rows_in(PairGroup.IN_FORCE)
        through = [
            f"{row.names[code]} via {via.name}"
            for row in rows
            for code, via in zip(row.codes, row.vias, strict=True)
            if via
        ]
        for words in dict.fromkeys(through):
            number = through.count(words)
            of = f" of the {len(rows)} {kind} agreements" if len(rows) > 1 else f" {kind} agreement"
            the = (Piece("The "),) if len(rows) == 1 else ()
            yield *the, count(number, to=anchor), Piece(f"{of} in force {bind(number, tense)} {words}.")
