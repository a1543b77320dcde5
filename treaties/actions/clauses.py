"""Clauses: added with a new agreement or later, and mended in the open like acts. Timelines follow from them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max

from treaties.actions.corrections import Mending, check_mendable
from treaties.actions.sources import Cite, cite, cite_each
from treaties.actions.timelines import derive_timelines, lock_agreement
from treaties.dates import PartialDate
from treaties.derivation.facts import ClauseFact
from treaties.models import Agreement, Block, Clause, ClauseParty, Correction, Party
from treaties.queries.facts import clause_fact, strongest
from treaties.rules.clauses import clause_findings
from treaties.rules.findings import Finding, Refused
from treaties.vocabulary import ClauseKind, Counting


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party that a clause names; with its share in per cent, where a percentage is to be reached."""

    party: Party
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ClauseGiven:
    """A clause before it is recorded. ``not_before`` is in months from entry into force; without ``counted_from`` a
    duration runs from the entry into force."""

    kind: ClauseKind
    months: int | None = None
    days: int | None = None
    counting: Counting = Counting.SAME_DAY
    count: int | None = None
    percent: Decimal | None = None
    parties: Sequence[NamedParty] = ()
    of_what: str = ""
    not_before: int | None = None
    counted_from: PartialDate | None = None
    note: str = ""
    cites: Sequence[Cite] = ()

    def as_fact(self, ref: str = "") -> ClauseFact:
        return ClauseFact(
            ref=ref or f"clause:{self.kind}",
            kind=self.kind,
            months=self.months or 0,
            days=self.days or 0,
            counting=self.counting,
            count=self.count,
            percent=self.percent,
            parties=tuple(one.party.code for one in self.parties),
            shares=tuple((one.party.code, one.share) for one in self.parties if one.share is not None),
            of_what=self.of_what,
            not_before=self.not_before or 0,
            counted_from=self.counted_from,
            evidence=strongest(one.source for one in self.cites),
            article=next((one.locator for one in self.cites if one.locator), ""),
        )


@dataclass(frozen=True, slots=True)
class Addition:
    """The clause as recorded, and the agreement with its new status."""

    clause: Clause
    agreement: Agreement


def add_clause(block: Block, *, agreement: Agreement, given: ClauseGiven) -> Addition:
    """Add one clause and derive what follows. Raises Refused: no source, or a rule forbids it; nothing is written."""
    _check_source(given)
    locked = lock_agreement(agreement)
    (clause,) = write_clauses(block, [(locked, [given])])
    return Addition(clause, derive_timelines(block, locked))


def correct_clause(block: Block, *, clause: Clause, given: ClauseGiven, reason: str) -> Mending:
    """Put another clause in the place of one that was entered wrongly, under the same agreement; of any kind.

    Raises Refused: without a reason or a source, where the clause no longer stands, or where a rule forbids the new.
    """
    agreement = lock_agreement(clause.agreement)
    check_mendable(clause, reason)
    _check_source(given)
    (replacement,) = write_clauses(block, [(agreement, [given])], instead_of=clause)
    correction = Correction.objects.create(clause=clause, replacement_clause=replacement, reason=reason.strip())
    return Mending(correction, derive_timelines(block, agreement))


def retract_clause(block: Block, *, clause: Clause, reason: str, cites: Sequence[Cite] = ()) -> Mending:
    """The agreement has no such clause. Raises Refused: no reason, or mended before."""
    agreement = lock_agreement(clause.agreement)
    check_mendable(clause, reason)
    correction = Correction.objects.create(clause=clause, reason=reason.strip())
    cite(block, correction, cites)
    return Mending(correction, derive_timelines(block, agreement))


def write_clauses(
    block: Block, given: Sequence[tuple[Agreement, Sequence[ClauseGiven]]], *, instead_of: Clause | None = None
) -> list[Clause]:
    """Of agreements, without timelines: whoever adds clauses derives them again. Each is held to the rules beside those
    of its agreement that stand and those before it. A fixed number of statements, however many clauses.

    Raises Refused with all that is refused of any; ``Finding.of`` is the slug of the agreement.
    """
    given = [(agreement, clauses) for agreement, clauses in given if clauses]
    if not given:
        return []
    agreements = [agreement for agreement, _ in given]
    _check(given, _standing(agreements, instead_of))
    taken = _last_ordinals(agreements)
    pairs = [(_row(agreement, one, taken), one) for agreement, clauses in given for one in clauses]
    rows = Clause.objects.bulk_create(row for row, _ in pairs)
    ClauseParty.objects.bulk_create(
        ClauseParty(clause=row, party=named.party, share=named.share) for row, one in pairs for named in one.parties
    )
    cite_each(block, [(row, one.cites) for row, one in pairs])
    return rows


def _check(given: Sequence[tuple[Agreement, Sequence[ClauseGiven]]], beside: Mapping[int, list[ClauseFact]]) -> None:
    refusals: list[Finding] = []
    for agreement, clauses in given:
        for one in clauses:
            fact = one.as_fact()
            refusals += [finding.at(agreement.slug) for finding in clause_findings(fact, beside[agreement.pk])]
            beside[agreement.pk].append(fact)
    if refusals:
        raise Refused(*refusals)


def _check_source(given: ClauseGiven) -> None:
    if not given.cites:
        sentence = "A clause is recorded with the source that gives it: choose or describe one."
        raise Refused(Finding("no_source", sentence, field="source"))


def _standing(agreements: Sequence[Agreement], instead_of: Clause | None) -> dict[int, list[ClauseFact]]:
    """By agreement."""
    rows = Clause.objects.standing().filter(agreement__in=agreements)
    found: dict[int, list[ClauseFact]] = defaultdict(list)
    for row in rows.prefetch_related("citations__source", "parties__party"):
        if instead_of is None or row.pk != instead_of.pk:
            found[row.agreement_id].append(clause_fact(row))
    return found


def _last_ordinals(agreements: Sequence[Agreement]) -> Counter[tuple[int, str]]:
    """By agreement and kind; of all clauses, whether they stand or not: a number is never given again."""
    found = Clause.objects.filter(agreement__in=agreements).order_by().values_list("agreement_id", "kind")
    return Counter({(of, kind): last for of, kind, last in found.annotate(last=Max("ordinal"))})


def _row(agreement: Agreement, given: ClauseGiven, taken: Counter[tuple[int, str]]) -> Clause:
    taken[agreement.pk, given.kind] += 1
    return Clause(
        agreement=agreement,
        kind=given.kind,
        ordinal=taken[agreement.pk, given.kind],
        months=given.months or None,
        days=given.days or None,
        counting=given.counting,
        count=given.count,
        percent=given.percent,
        of_what=given.of_what,
        not_before=given.not_before or None,
        counted_from=given.counted_from,
        note=given.note,
    )
