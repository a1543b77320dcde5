"""What goes on to apply after the end, by a clause: for the agreement as a whole, and for each party that left it."""

from collections.abc import Iterator

from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact
from treaties.derivation.participation import derive_participation
from treaties.derivation.periods import over
from treaties.derivation.timeline import Timeline
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, ParticipationStatus, Status


def survivals(facts: AgreementFacts) -> Iterator[ActFact]:
    """One survival for each end on record or computed (Art. 70(1)); from facts that are otherwise complete."""
    clause = facts.clause(ClauseKind.SURVIVAL)
    if clause is None:
        return
    for end in _ends(derive_agreement(facts), AgreementStatus.ENDED):
        yield _survival(clause, None, end)
    if facts.is_bilateral:
        return
    for party in facts.parties:
        for end in _ends(derive_participation(facts, party), ParticipationStatus.FORMER):
            yield _survival(clause, party.code, end)


def _survival(clause: ClauseFact, by: str | None, end: PartialDate) -> ActFact:
    ref = f"{clause.ref} after {by or 'the end'}, {end}"
    return ActFact(
        ref,
        Act.SURVIVAL,
        by,
        effective_on=end,
        ends_on=over(end, clause),
        evidence=clause.evidence,
        basis=(clause.ref,),
    )


def _ends[S: Status](timeline: Timeline[S], status: S) -> list[PartialDate]:
    found = {path.since for step in timeline.steps if (path := step.state.get(status)) and path.since}
    return [PartialDate.parse(since) for since in sorted(found)]
