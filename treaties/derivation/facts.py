"""What derivation is told: the acts and clauses of one agreement, and who takes part in it. Values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from treaties.dates import PartialDate
from treaties.vocabulary import Act, ClauseKind, Counting, Evidence, Nature, Scope


@dataclass(frozen=True, slots=True)
class ActFact:
    """One recorded act. ``by`` is a party's code, or ``None`` for the agreement as a whole.

    ``ends_on`` is the day on which what it began is over, where it says so: a suspension, a survival, a renewed term.
    """

    ref: str
    act: Act
    by: str | None = None
    done_on: PartialDate | None = None
    received_on: PartialDate | None = None
    effective_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    evidence: Evidence = Evidence.PRESS
    order_on_day: int = 0
    scope: Scope = Scope.WHOLE
    about: str = ""
    """The ``ref`` of the act that this one answers: the notice revoked, the reservation objected to."""
    towards: str = ""
    """The code of the party or territory that its scope is limited to."""
    by_predecessor: bool = False
    """Done by a predecessor of the party."""
    basis: tuple[str, ...] = ()
    """The refs of the clauses and acts that its effect is computed from; empty where a source states it."""

    @property
    def is_on_record(self) -> bool:
        """Somebody did it; otherwise clauses alone add it."""
        return not self.ref.startswith("clause:")

    @property
    def named(self) -> str:
        """The ref under which a why names it: of the act, or of the clause that adds it."""
        return self.ref if self.is_on_record else self.basis[-1]

    def date(self, fields: Iterable[str]) -> PartialDate | None:
        """The first of the named dates that is on record."""
        return next((known for name in fields if (known := getattr(self, name))), None)


@dataclass(frozen=True, slots=True)
class ClauseFact:
    """A clause of the agreement. Of ``months`` and ``days`` at most one is not zero.

    ``count`` is a number of consents, of parties or of renewals; ``percent`` a share of what ``shares`` measure;
    ``parties`` the codes that it names. ``not_before`` is the number of months from entry into force before which no
    notice may be given. ``article`` is the place in the agreement, as its citation says.
    """

    ref: str
    kind: ClauseKind
    months: int = 0
    days: int = 0
    counting: Counting = Counting.SAME_DAY
    count: int | None = None
    percent: Decimal | None = None
    parties: tuple[str, ...] = ()
    shares: tuple[tuple[str, Decimal], ...] = ()
    of_what: str = ""
    not_before: int = 0
    counted_from: PartialDate | None = None
    evidence: Evidence = Evidence.PRESS
    article: str = ""


@dataclass(frozen=True, slots=True)
class PartyFact:
    """One participation: the party's code, its side (``None`` where there are no sides), and when it exists."""

    code: str
    side: int | None = None
    exists_from: PartialDate | None = None
    exists_until: PartialDate | None = None
    name: str = ""
    """Within a sentence: the United States."""


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """Everything that the statuses of one agreement are derived from."""

    is_bilateral: bool
    nature: Nature
    parties: tuple[PartyFact, ...]
    acts: tuple[ActFact, ...] = ()
    clauses: tuple[ClauseFact, ...] = ()
    amends: bool = False
    """It amends another agreement: it binds only who accepts it (Art. 40(4))."""

    def clauses_of(self, kind: ClauseKind) -> list[ClauseFact]:
        return [clause for clause in self.clauses if clause.kind is kind]

    def clause(self, kind: ClauseKind) -> ClauseFact | None:
        """The first clause of a kind; ``None`` where none is on record."""
        return next((clause for clause in self.clauses if clause.kind is kind), None)

    def of_act(self, *acts: Act) -> list[ActFact]:
        return [fact for fact in self.acts if fact.act in acts]

    @property
    def names(self) -> dict[str, str]:
        """What the parties are called within a sentence, by their codes."""
        return {party.code: party.name or party.code for party in self.parties}

    @property
    def sides_of_several(self) -> list[frozenset[str]]:
        """The sides of a bilateral agreement that hold more than one party: who they are."""
        sides = [frozenset(party.code for party in self.parties if party.side == side) for side in (1, 2)]
        return [side for side in sides if self.is_bilateral and len(side) > 1]

    def speaks_for_a_side(self, code: str | None) -> bool:
        """Whether the party is alone on its side of a bilateral agreement, as far as is on record."""
        side = next((party.side for party in self.parties if party.code == code), None)
        alone = side is not None and sum(party.side == side for party in self.parties) == 1
        return self.is_bilateral and alone

    def with_acts(self, acts: tuple[ActFact, ...]) -> "AgreementFacts":
        return AgreementFacts(self.is_bilateral, self.nature, self.parties, acts, self.clauses, self.amends)

    def concerning(self, code: str | None) -> "AgreementFacts":
        """What bears on a party: under a multilateral agreement its own acts and those of the whole, otherwise all."""
        if self.is_bilateral or code is None:
            return self
        return self.with_acts(tuple(fact for fact in self.acts if fact.by is None or fact.by == code))
