"""The rules that a clause is held to when it is added: what fits its kind, and what can stand but once.

A clause that breaks one would be read wrongly or not at all: each refuses everybody. One class per rule, as for acts.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from treaties.derivation.facts import ClauseFact
from treaties.rules.findings import Finding
from treaties.vocabulary import ClauseKind, Counting

K = ClauseKind


@dataclass(frozen=True, slots=True)
class Fits:
    """What a clause of a kind may say beside its note. ``needs`` are groups of keys, of each of which it gives one."""

    may: frozenset[str] = frozenset()
    needs: tuple[tuple[str, ...], ...] = ()
    countings: frozenset[Counting] = frozenset({Counting.SAME_DAY})


LENGTH = ("months", "days")
_ANY_DAY = frozenset(Counting) - {Counting.END_OF_TERM}

FITS: dict[ClauseKind, Fits] = {
    K.ENTRY_INTO_FORCE: Fits(frozenset({*LENGTH, "count", "percent", "parties", "of_what"}), countings=_ANY_DAY),
    K.LATER_PARTIES: Fits(frozenset(LENGTH), countings=_ANY_DAY),
    K.RETROACTIVE_FORCE: Fits(frozenset({"counted_from"})),
    K.CONSENT_WITHOUT_SIGNATURE: Fits(),
    K.ACCESSION_BY_ACCEPTANCE: Fits(),
    K.NO_RESERVATIONS: Fits(),
    K.TERRITORIAL_SCOPE: Fits(frozenset({"parties", "of_what"}), (("of_what", "parties"),)),
    K.DURATION: Fits(frozenset({*LENGTH, "counted_from"}), (LENGTH,), countings=_ANY_DAY),
    K.TACIT_RENEWAL: Fits(frozenset({*LENGTH, "count"})),
    K.NON_RENEWAL_NOTICE: Fits(frozenset(LENGTH), (LENGTH,)),
    K.NOTICE_PERIOD: Fits(frozenset({*LENGTH, "not_before"}), (LENGTH,), countings=frozenset(Counting)),
    K.PARTIAL_DENUNCIATION: Fits(frozenset({"of_what"})),
    K.MINIMUM_PARTIES: Fits(frozenset({"count"}), (("count",),)),
    K.ESSENTIAL_PARTIES: Fits(frozenset({"parties", "of_what"})),
    K.SURVIVAL: Fits(frozenset({*LENGTH, "of_what"}), (LENGTH,), countings=_ANY_DAY),
}
"""What derivation reads of each kind; anything else would stand on record and mean nothing."""

SEVERAL = frozenset({K.ENTRY_INTO_FORCE})
"""Kinds of which several clauses can stand at once: conditions that must all be met. Of every other kind, one."""

NAMES = {
    "months": "length in months",
    "days": "length in days",
    "count": "number",
    "percent": "percentage",
    "parties": "list of parties",
    "of_what": "“of what”",
    "not_before": "earliest notice",
    "counted_from": "beginning of its own",
}


@dataclass(frozen=True, slots=True)
class ClauseCase:
    """A clause that would be added beside those that stand."""

    clause: ClauseFact
    beside: Sequence[ClauseFact] = ()

    @property
    def fits(self) -> Fits:
        return FITS[self.clause.kind]

    @property
    def given(self) -> set[str]:
        """The keys that say something."""
        return {name for name in NAMES if getattr(self.clause, name) not in (0, None, "", ())}

    @property
    def strange(self) -> list[str]:
        """Those that mean nothing in a clause of its kind."""
        return [name for name in NAMES if name in self.given - self.fits.may]

    @property
    def lacking(self) -> tuple[str, ...]:
        """Of the first group that it needs and gives none of."""
        return next((group for group in self.fits.needs if not self.given & set(group)), ())


class ClauseRule(ABC):
    """A rule about clauses: the docstring of each is the sentence that it protects."""

    code: str
    field: str = ""

    @abstractmethod
    def is_broken(self, case: ClauseCase) -> bool: ...

    def field_of(self, case: ClauseCase) -> str:
        return self.field

    def sentence(self, case: ClauseCase) -> str:
        return f"{self.said} {self.detail(case)}".strip()

    def detail(self, case: ClauseCase) -> str:
        """What it is about in this case, as a further sentence."""
        return ""

    @property
    def said(self) -> str:
        return " ".join((self.__doc__ or "").split())


class SecondOfItsKind(ClauseRule):
    """Only conditions of entry into force can be several; of every other kind, one clause stands, and one does
    already."""

    code, field = "second_of_its_kind", "kind"

    def is_broken(self, case: ClauseCase) -> bool:
        return case.clause.kind not in SEVERAL and any(one.kind is case.clause.kind for one in case.beside)


class ConditionGivenTwice(ClauseRule):
    """The same condition of entry into force stands already."""

    code, field = "condition_given_twice", "kind"

    def is_broken(self, case: ClauseCase) -> bool:
        return case.clause.kind in SEVERAL and any(_same(case.clause, one) for one in case.beside)


class LengthGivenTwice(ClauseRule):
    """A length is given in months or in days, not in both."""

    code, field = "length_given_twice", "days"

    def is_broken(self, case: ClauseCase) -> bool:
        return {*LENGTH} <= case.given


class ClauseLacks(ClauseRule):
    """A clause is nothing without what it rules."""

    code = "clause_lacks"

    def is_broken(self, case: ClauseCase) -> bool:
        return bool(case.lacking)

    def field_of(self, case: ClauseCase) -> str:
        return case.lacking[0]

    def detail(self, case: ClauseCase) -> str:
        needed = " or a ".join(NAMES[name] for name in case.lacking)
        return f"A clause on {case.clause.kind.label} needs a {needed}."


class ClauseKnowsNoSuch(ClauseRule):
    """What means nothing in a clause of its kind is not recorded in it."""

    code = "clause_knows_no_such"

    def is_broken(self, case: ClauseCase) -> bool:
        return bool(case.strange)

    def field_of(self, case: ClauseCase) -> str:
        return case.strange[0]

    def detail(self, case: ClauseCase) -> str:
        return f"A clause on {case.clause.kind.label} has no {' and no '.join(NAMES[name] for name in case.strange)}."


class CountingMeansNothing(ClauseRule):
    """A clause is counted in a way that its kind knows."""

    code, field = "counting_means_nothing", "counting"

    def is_broken(self, case: ClauseCase) -> bool:
        return case.clause.counting not in case.fits.countings

    def detail(self, case: ClauseCase) -> str:
        accepted = ", ".join(f"“{counting.label}”" for counting in Counting if counting in case.fits.countings)
        return f"For {case.clause.kind.label} that is {accepted}."


class NotBeforeWithEndOfTerm(ClauseRule):
    """A notice that ends a term takes effect at its end: an earliest notice means nothing beside it."""

    code, field = "not_before_with_end_of_term", "not_before"

    def is_broken(self, case: ClauseCase) -> bool:
        return bool(case.clause.not_before) and case.clause.counting is Counting.END_OF_TERM


class NamedTwice(ClauseRule):
    """A clause names a party once."""

    code, field = "named_twice", "parties"

    def is_broken(self, case: ClauseCase) -> bool:
        return bool(_twice(case.clause.parties))

    def detail(self, case: ClauseCase) -> str:
        return f"Given twice: {', '.join(_twice(case.clause.parties))}."


class CountAndPercent(ClauseRule):
    """A number of consents and a percentage are two conditions: a clause for each."""

    code, field = "count_and_percent", "percent"

    def is_broken(self, case: ClauseCase) -> bool:
        return case.clause.count is not None and case.clause.percent is not None


class CountOfNone(ClauseRule):
    """A number is at least one; left out, it means all of them, or no limit."""

    code, field = "count_of_none", "count"

    def is_broken(self, case: ClauseCase) -> bool:
        return case.clause.count == 0


class MoreThanNamed(ClauseRule):
    """No more consents are asked for than parties are named."""

    code, field = "more_than_named", "count"

    def is_broken(self, case: ClauseCase) -> bool:
        return bool(case.clause.parties and case.clause.count and case.clause.count > len(case.clause.parties))


class PercentOutOfRange(ClauseRule):
    """A percentage is more than 0 and at most 100; so is each share, which may be 0."""

    code = "percent_out_of_range"

    def is_broken(self, case: ClauseCase) -> bool:
        percent = case.clause.percent
        return (percent is not None and not 0 < percent <= 100) or self._has_wrong_share(case)

    def field_of(self, case: ClauseCase) -> str:
        return "parties" if self._has_wrong_share(case) else "percent"

    def _has_wrong_share(self, case: ClauseCase) -> bool:
        return any(not 0 <= share <= 100 for _, share in case.clause.shares)


class PercentWithoutShares(ClauseRule):
    """A percentage is reached by shares: every party that has one is named, with its share."""

    code, field = "percent_without_shares", "parties"

    def is_broken(self, case: ClauseCase) -> bool:
        return case.clause.percent is not None and len(case.clause.shares) < max(len(case.clause.parties), 1)


class SharesWithoutPercent(ClauseRule):
    """Shares measure nothing where no percentage is to be reached."""

    code, field = "shares_without_percent", "parties"

    def is_broken(self, case: ClauseCase) -> bool:
        return bool(case.clause.shares) and case.clause.percent is None


class NeverReached(ClauseRule):
    """The shares of all that are named together reach the percentage."""

    code, field = "never_reached", "percent"

    def is_broken(self, case: ClauseCase) -> bool:
        total = sum((share for _, share in case.clause.shares), Decimal(0))
        return bool(case.clause.percent is not None and case.clause.shares and total < case.clause.percent)

    def detail(self, case: ClauseCase) -> str:
        return f"They come to {sum(share for _, share in case.clause.shares)} per cent."


CLAUSE_RULES: tuple[ClauseRule, ...] = tuple(kind() for kind in ClauseRule.__subclasses__())
"""Every rule, in the order in which a person is told."""


def clause_findings(clause: ClauseFact, beside: Iterable[ClauseFact] = ()) -> Iterator[Finding]:
    """``beside`` are the clauses of the agreement that stand."""
    case = ClauseCase(clause, tuple(beside))
    for rule in CLAUSE_RULES:
        if rule.is_broken(case):
            yield Finding(rule.code, rule.sentence(case), field=rule.field_of(case))


def _same(one: ClauseFact, other: ClauseFact) -> bool:
    """Of two conditions of entry into force; where they are cited does not count."""
    keys = ("counting", "count", "percent", "of_what", "months", "days")
    alike = all(getattr(one, key) == getattr(other, key) for key in keys) and one.kind is other.kind
    return alike and set(one.parties) == set(other.parties) and set(one.shares) == set(other.shares)


def _twice(codes: Sequence[str]) -> list[str]:
    return [code for code, often in Counter(codes).items() if often > 1]
