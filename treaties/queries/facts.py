"""What derivation and rules are told about agreements, read from the record."""

from collections.abc import Iterable, Set
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact, PartyFact
from treaties.models import (
    Agreement,
    AgreementRelation,
    Clause,
    ClauseParty,
    Correction,
    Participation,
    Source,
    StatusChange,
)
from treaties.queries.citations import with_sources
from treaties.queries.knowledge import known_by
from treaties.vocabulary import Act, ClauseKind, Counting, Evidence, Nature, RelationKind, Scope

STRONGEST_FIRST = list(Evidence)
OF_AN_ACT = ("participation__party", "done_by_predecessor", "about__correction__replacement_change", "towards")
"""What is joined to an act to tell its fact."""


def with_facts(
    agreements: QuerySet[Agreement],
    *,
    known_at: int | None = None,
    participations: QuerySet | None = None,
    with_citations: bool = True,
) -> QuerySet[Agreement]:
    """Agreements with all that ``facts_of`` reads: a fixed number of statements, however many agreements.

    The acts that stand are their ``standing_acts``. ``known_at`` is a block; without one, it is as known now.
    ``participations`` may carry more than the plain rows. Whoever asks for the facts ``with_citations=False`` attaches
    those of acts and clauses before ``facts_of``, together with others (``cited_facts``).
    """
    changes = StatusChange.objects.standing(known_at).select_related(*OF_AN_ACT)
    known = known_by(known_at)
    cited = [with_sources(known_at=known_at)] if with_citations else []
    if participations is None:
        participations = Participation.objects.filter(**known).select_related("party")
    named = Prefetch("parties", ClauseParty.objects.select_related("party"))
    clauses = Clause.objects.standing(known_at).prefetch_related(*cited, named)
    return (
        agreements.filter(**known)
        .annotate(amends=amends_another(known_at))
        .prefetch_related(
            Prefetch("participations", participations),
            Prefetch("status_changes", changes.prefetch_related(*cited), to_attr="standing_acts"),
            Prefetch("clauses", clauses),
        )
    )


def amends_another(known_at: int | None) -> Exists:
    amending = AgreementRelation.objects.filter(kind=RelationKind.AMENDS, **known_by(known_at))
    return Exists(amending.filter(agreement=OuterRef("pk")))


def has_newer_facts(known_at: int) -> Q:
    """Whether anything that the days and statuses of an agreement follow from was recorded after a block: if not, what
    is kept of it now is what was known then."""
    rows: tuple[QuerySet, ...] = (
        *(model.objects.filter(agreement=OuterRef("pk")) for model in (StatusChange, Clause, Participation)),
        *(Correction.objects.filter(**{f"{of}__agreement": OuterRef("pk")}) for of in ("status_change", "clause")),
        AgreementRelation.objects.filter(agreement=OuterRef("pk"), kind=RelationKind.AMENDS),
    )
    newer = Q()
    for some in rows:
        newer |= Q(Exists(some.filter(block__gt=known_at)))
    return newer


def cited_facts(agreements: Iterable[Any]) -> list[Any]:
    """The acts and clauses of agreements ``with_facts``, whose citations ``facts_of`` reads."""
    return [fact for one in agreements for fact in (*one.standing_acts, *one.clauses.all())]


def facts_of(agreement: Any) -> AgreementFacts:
    """Of an agreement from ``with_facts``."""
    standing = {change.slug for change in agreement.standing_acts}
    acts = tuple(act_fact(change, about=_answered(change, standing)) for change in agreement.standing_acts)
    return AgreementFacts(
        is_bilateral=agreement.is_bilateral,
        nature=Nature(agreement.nature),
        parties=tuple(party_fact(participation) for participation in agreement.participations.all()),
        acts=acts,
        clauses=tuple(clause_fact(clause) for clause in agreement.clauses.all()),
        amends=agreement.amends,
    )


def party_fact(participation: Participation) -> PartyFact:
    party = participation.party
    return PartyFact(party.code, participation.side, party.exists_from, party.exists_until, name=party.sentence_name)


def _answered(change: StatusChange, standing: Set[str]) -> str:
    """The slug of the act that this one answers: of what stands in its place, where it was corrected since."""
    about: StatusChange | None = change.about
    while about and about.slug not in standing:
        correction = getattr(about, "correction", None)
        if correction is None or correction.replacement_change is None:
            break
        about = correction.replacement_change
    return about.slug if about else ""


def act_fact(change: StatusChange, *, about: str = "") -> ActFact:
    return ActFact(
        ref=change.slug,
        act=Act(change.act),
        by=change.participation.party.code if change.participation else None,
        done_on=change.done_on,
        received_on=change.received_on,
        effective_on=change.effective_on,
        ends_on=change.ends_on,
        scope=Scope(change.scope),
        about=about,
        by_predecessor=change.done_by_predecessor_id is not None,
        towards=change.towards.code if change.towards else "",
        evidence=strongest(cited.source for cited in change.citations.all()),
        order_on_day=change.order_on_day,
    )


def clause_fact(clause: Clause) -> ClauseFact:
    named = list(clause.parties.all())
    cited = list(clause.citations.all())
    return ClauseFact(
        ref=clause.ref,
        kind=ClauseKind(clause.kind),
        months=clause.months or 0,
        days=clause.days or 0,
        counting=Counting(clause.counting),
        count=clause.count,
        percent=clause.percent,
        parties=tuple(one.party.code for one in named),
        shares=tuple((one.party.code, one.share) for one in named if one.share is not None),
        of_what=clause.of_what,
        not_before=clause.not_before or 0,
        counted_from=clause.counted_from,
        evidence=strongest(one.source for one in cited),
        article=next((one.locator for one in cited if one.locator), ""),
    )


def strongest(sources: Iterable[Source]) -> Evidence:
    """The strongest kind of evidence among sources; ``press`` where none is cited."""
    kinds = [Evidence(source.evidence) for source in sources]
    return min(kinds, key=STRONGEST_FIRST.index, default=Evidence.PRESS)
