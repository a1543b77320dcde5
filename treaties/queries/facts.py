"""What derivation and rules are told about agreements, read from the record."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact, TermFact
from treaties.models import Agreement, Clause, Participation, Source, StatusChange
from treaties.queries.citations import with_sources
from treaties.vocabulary import Act, ClauseKind, Evidence, Nature

STRONGEST_FIRST = list(Evidence)


def with_facts(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Agreements with all that ``facts_of`` reads: a fixed number of statements, however many agreements."""
    related = ("participation__party", "done_by_predecessor")
    changes = StatusChange.objects.select_related(*related).prefetch_related(with_sources())
    return agreements.prefetch_related(
        Prefetch("participations", Participation.objects.select_related("party")),
        Prefetch("status_changes", changes),
        Prefetch("clauses", Clause.objects.prefetch_related(with_sources())),
    )


def facts_of(agreement: Agreement) -> AgreementFacts:
    """Give agreements from ``with_facts``; others cost a statement per relation."""
    return AgreementFacts(
        is_bilateral=agreement.is_bilateral,
        nature=Nature(agreement.nature),
        parties=tuple(party_fact(participation) for participation in agreement.participations.all()),
        acts=tuple(act_fact(change) for change in agreement.status_changes.all()),
        terms=tuple(term_fact(c) for c in agreement.clauses.all() if c.kind == ClauseKind.DURATION),
    )


def party_fact(participation: Participation) -> PartyFact:
    party = participation.party
    return PartyFact(party.code, participation.side, party.exists_from, party.exists_until)


def act_fact(change: StatusChange) -> ActFact:
    return ActFact(
        ref=change.slug,
        act=Act(change.act),
        by=change.participation.party.code if change.participation else None,
        done_on=change.done_on,
        received_on=change.received_on,
        effective_on=change.effective_on,
        evidence=strongest(cited.source for cited in change.citations.all()),
        order_on_day=change.order_on_day,
    )


def term_fact(clause: Clause) -> TermFact:
    evidence = strongest(cited.source for cited in clause.citations.all())
    return TermFact(clause.ref, clause.months or 0, clause.counted_from, evidence)


def strongest(sources: Iterable[Source]) -> Evidence:
    """The strongest kind of evidence among sources; ``press`` where none is cited."""
    kinds = [Evidence(source.evidence) for source in sources]
    return min(kinds, key=STRONGEST_FIRST.index, default=Evidence.PRESS)
