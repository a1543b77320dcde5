"""Recording acts, and what sources say the status was. Recorded once; a mistake is answered by a further row."""

from collections.abc import Sequence
from dataclasses import dataclass

from treaties.actions.slugs import free_slug, slug_of_act
from treaties.actions.sources import Cite, cite
from treaties.actions.timelines import derive_timelines, lock_agreement
from treaties.dates import PartialDate
from treaties.derivation.facts import ActFact
from treaties.models import Agreement, Block, Participation, Party, StatusAssertion, StatusChange
from treaties.queries.facts import facts_of, strongest, with_facts
from treaties.rules.acts import Case, check
from treaties.rules.findings import Finding, Refused, Strictness
from treaties.vocabulary import Act, AgreementStatus, EndReason, Evidence


@dataclass(frozen=True, slots=True)
class Recording:
    """The act as recorded, the agreement with its new status, and what the rules only warn of."""

    change: StatusChange
    agreement: Agreement
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActGiven:
    """An act before it is recorded. ``by`` is a party, or ``None`` for the agreement as a whole."""

    act: Act
    by: Party | None = None
    done_on: PartialDate | None = None
    received_on: PartialDate | None = None
    effective_on: PartialDate | None = None
    published_on: PartialDate | None = None
    order_on_day: int = 0
    place: str = ""
    note: str = ""
    done_by_predecessor: Party | None = None

    def as_fact(self, ref: str, evidence: Evidence) -> ActFact:
        return ActFact(
            ref=ref,
            act=self.act,
            by=self.by.code if self.by else None,
            done_on=self.done_on,
            received_on=self.received_on,
            effective_on=self.effective_on,
            evidence=evidence,
            order_on_day=self.order_on_day,
        )


def record_status_change(
    block: Block,
    *,
    agreement: Agreement,
    given: ActGiven,
    cites: Sequence[Cite],
    slug: str = "",
    strictness: Strictness = Strictness.PERSON,
) -> Recording:
    """Record one act and derive what follows. Raises Refused with every rule that forbids it, and writes nothing."""
    if not cites:
        raise Refused(Finding("no_source", "An act is recorded with the source that says so.", field="source"))
    locked = lock_agreement(agreement)
    if not slug:
        stem = slug_of_act(locked.slug, given.act, given.by.code if given.by else "")
        slug = free_slug(stem, StatusChange.objects.all())
    warnings = check_act(locked, given, slug=slug, cites=cites, strictness=strictness)
    participation = Participation.objects.get(agreement=locked, party=given.by) if given.by else None
    change = StatusChange.objects.create(
        agreement=locked,
        slug=slug,
        act=given.act,
        participation=participation,
        done_by_predecessor=given.done_by_predecessor,
        done_on=given.done_on,
        received_on=given.received_on,
        effective_on=given.effective_on,
        published_on=given.published_on,
        order_on_day=given.order_on_day,
        place=given.place,
        note=given.note,
    )
    cite(block, change, cites)
    return Recording(change, derive_timelines(block, locked), warnings)


def check_act(
    agreement: Agreement, given: ActGiven, *, cites: Sequence[Cite], slug: str = "new", strictness: Strictness
) -> tuple[Finding, ...]:
    """The warnings for an act that could be recorded now. Raises Refused. Writes nothing."""
    facts = facts_of(with_facts(Agreement.objects.filter(pk=agreement.pk)).get())
    fact = given.as_fact(slug, strongest(cited.source for cited in cites))
    return check(Case(facts, fact, given.done_by_predecessor is not None), strictness)


def record_assertion(
    block: Block,
    *,
    agreement: Agreement,
    slug: str,
    asserted_on: PartialDate,
    status: AgreementStatus,
    cites: Sequence[Cite],
    since: PartialDate | None = None,
    reason: EndReason | None = None,
    note: str = "",
) -> StatusAssertion:
    """A source says that on a day the status was so. It changes nothing, and stands beside what is derived."""
    if not cites:
        raise Refused(Finding("no_source", "An assertion is recorded with the source that makes it.", field="source"))
    assertion = StatusAssertion.objects.create(
        agreement=agreement,
        slug=slug,
        asserted_on=asserted_on,
        status=status,
        since=since,
        reason=reason or "",
        note=note,
    )
    cite(block, assertion, cites)
    return assertion
