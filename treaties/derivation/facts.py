"""What derivation is told: the acts and clauses of one agreement, and who takes part in it. Values only."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from treaties.dates import PartialDate
from treaties.vocabulary import Act, Evidence, Nature, Scope


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

    def date(self, fields: Iterable[str]) -> PartialDate | None:
        """The first of the named dates that is on record."""
        return next((known for name in fields if (known := getattr(self, name))), None)


@dataclass(frozen=True, slots=True)
class TermFact:
    """A duration clause: a term of so many months, counted from its own sourced start, or from the entry into force."""

    ref: str
    months: int
    counted_from: PartialDate | None = None
    evidence: Evidence = Evidence.PRESS


@dataclass(frozen=True, slots=True)
class PartyFact:
    """One participation: the party's code, its side (``None`` where there are no sides), and when it exists."""

    code: str
    side: int | None = None
    exists_from: PartialDate | None = None
    exists_until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """Everything that the statuses of one agreement are derived from."""

    is_bilateral: bool
    nature: Nature
    parties: tuple[PartyFact, ...]
    acts: tuple[ActFact, ...] = ()
    terms: tuple[TermFact, ...] = ()

    def of_act(self, *acts: Act) -> list[ActFact]:
        return [fact for fact in self.acts if fact.act in acts]

    def speaks_for_a_side(self, code: str | None) -> bool:
        """Whether the party is alone on its side of a bilateral agreement, as far as is on record."""
        side = next((party.side for party in self.parties if party.code == code), None)
        alone = side is not None and sum(party.side == side for party in self.parties) == 1
        return self.is_bilateral and alone

    def with_acts(self, acts: tuple[ActFact, ...]) -> "AgreementFacts":
        return replace(self, acts=acts)

    def concerning(self, code: str | None) -> "AgreementFacts":
        """What bears on a party: under a multilateral agreement its own acts and those of the whole, otherwise all."""
        if self.is_bilateral or code is None:
            return self
        return replace(self, acts=tuple(fact for fact in self.acts if fact.by in (None, code)))
