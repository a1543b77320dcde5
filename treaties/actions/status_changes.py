"""Recording acts. Recorded once; a mistake is answered by a further row (``corrections``)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from treaties.actions.bulk import copy_acts
from treaties.actions.slugs import free_slug, slug_of_act
from treaties.actions.sources import Cite, cite_each
from treaties.actions.timelines import derive_from, lock_agreements, read_to_derive
from treaties.dates import PartialDate
from treaties.derivation.facts import ActFact, AgreementFacts
from treaties.models import Agreement, Block, Participation, Party, StatusChange
from treaties.queries.facts import facts_of, strongest, with_facts
from treaties.rules.acts import check
from treaties.rules.case import Case, Together
from treaties.rules.findings import Finding, Refused, Strictness
from treaties.vocabulary import Act, Evidence, Scope


@dataclass(frozen=True, slots=True)
class Recording:
    """The act as recorded, the agreement with its new status, and what the rules only warn of."""

    change: StatusChange
    agreement: Agreement
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActGiven:
    """An act before it is recorded. ``by`` is a party, or ``None`` for the agreement as a whole.

    ``about`` is the slug of the act of the same agreement that it answers; ``towards`` the party or the territory that
    its scope is limited to.
    """

    act: Act
    by: Party | None = None
    done_on: PartialDate | None = None
    received_on: PartialDate | None = None
    effective_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    published_on: PartialDate | None = None
    scope: Scope = Scope.WHOLE
    towards: Party | None = None
    about: str = ""
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
            ends_on=self.ends_on,
            evidence=evidence,
            order_on_day=self.order_on_day,
            scope=self.scope,
            about=self.about,
            towards=self.towards.code if self.towards else "",
            by_predecessor=self.done_by_predecessor is not None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActToRecord:
    """An act with the sources that say so, and the slug that it is to have."""

    given: ActGiven
    cites: Sequence[Cite]
    slug: str

    @property
    def fact(self) -> ActFact:
        return self.given.as_fact(self.slug, strongest(cited.source for cited in self.cites))


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
    act = ActToRecord(given=given, cites=cites, slug=slug or free_act_slug(agreement, given))
    return record_status_changes(block, agreement=agreement, acts=[act], strictness=strictness)[0]


def record_status_changes(
    block: Block, *, agreement: Agreement, acts: Sequence[ActToRecord], strictness: Strictness
) -> list[Recording]:
    """Record many acts of one agreement at once, in a fixed number of statements, and derive what follows from all.

    Each is held to the rules beside all the others, so that their order does not count. Raises Refused with every rule
    that forbids any of them (``Finding.of`` is the slug), and writes nothing.
    """
    return record_acts(block, [(agreement, acts)], strictness=strictness)


def record_acts(
    block: Block, given: Sequence[tuple[Agreement, Sequence[ActToRecord]]], *, strictness: Strictness
) -> list[Recording]:
    """The same of several agreements, in as many statements as of one. Where anything is refused, nothing is written of
    any of them."""
    acts_of = {agreement.pk: acts for agreement, acts in given}
    lock_agreements(agreement for agreement, _ in given)
    agreements = read_to_derive(acts_of)
    facts = {agreement.pk: facts_of(agreement) for agreement in agreements}
    warnings: dict[str, tuple[Finding, ...]] = {}
    refusals: list[Finding] = []
    for pk, acts in acts_of.items():
        try:
            warnings |= check_acts(facts[pk], acts, strictness=strictness)
        except Refused as refused:
            refusals += refused.findings
    if refusals:
        raise Refused(*refusals)
    changes = write_acts(block, [(agreement, acts_of[agreement.pk]) for agreement in agreements])
    for agreement in agreements:
        acts = acts_of[agreement.pk]
        agreement.standing_acts += [changes[act.slug] for act in acts]
        facts[agreement.pk] = facts[agreement.pk].with_acts((*facts[agreement.pk].acts, *(act.fact for act in acts)))
    derived = {agreement.pk: agreement for agreement in derive_from(block, agreements, facts)}
    return [
        Recording(changes[act.slug], derived[agreement.pk], warnings[act.slug])
        for agreement, acts in given
        for act in acts
    ]


def facts_now(agreement: Agreement) -> AgreementFacts:
    return facts_of(with_facts(Agreement.objects.filter(pk=agreement.pk)).get())


def check_acts(
    facts: AgreementFacts, acts: Sequence[ActToRecord], *, strictness: Strictness
) -> dict[str, tuple[Finding, ...]]:
    """The warnings for acts that could be added to these facts, by slug. Raises Refused. Writes nothing."""
    new = {act.slug: act.fact for act in acts}
    together = (*facts.acts, *new.values())
    with_all = Together(facts.with_acts(together))
    warnings: dict[str, tuple[Finding, ...]] = {}
    refusals: list[Finding] = []
    for act in acts:
        try:
            if not act.cites:
                raise Refused(Finding("no_source", "An act is recorded with the source that says so.", field="source"))
            beside = tuple(fact for fact in together if fact.ref != act.slug)
            warnings[act.slug] = check(Case(facts.with_acts(beside), new[act.slug], together=with_all), strictness)
        except Refused as refused:
            refusals += [finding.at(act.slug) for finding in refused.findings]
    if refusals:
        raise Refused(*refusals)
    return warnings


def write_acts(block: Block, given: Sequence[tuple[Agreement, Sequence[ActToRecord]]]) -> dict[str, StatusChange]:
    """The rows of acts that were checked, by slug; those that are answered before those that answer them."""
    agreements = [agreement for agreement, _ in given]
    files = {(one.agreement_id, one.party_id): one for of in agreements for one in of.participations.all()}
    waiting = [(agreement, act) for agreement, acts in given for act in acts]
    known = _answered({act.given.about for _, act in waiting if act.given.about}, agreements)
    while waiting:
        ready = [(agreement, act) for agreement, act in waiting if not act.given.about or act.given.about in known]
        assert ready, "the rules refuse an act that answers none"
        rows = [_row(agreement, act, files, known) for agreement, act in ready]
        copy_acts(block, rows)
        known |= {row.slug: row for row in rows}
        waiting = [(agreement, act) for agreement, act in waiting if act.slug not in known]
    cite_each(block, [(known[act.slug], act.cites) for _, acts in given for act in acts])
    return known


def _answered(slugs: Collection[str], agreements: Sequence[Agreement]) -> dict[str, StatusChange]:
    """Those on record, by slug."""
    named = StatusChange.objects.filter(agreement__in=agreements, slug__in=slugs) if slugs else ()
    return {change.slug: change for change in named}


def _row(
    agreement: Agreement,
    act: ActToRecord,
    files: Mapping[tuple[int, int], Participation],
    known: Mapping[str, StatusChange],
) -> StatusChange:
    given = act.given
    return StatusChange(
        agreement=agreement,
        slug=act.slug,
        act=given.act,
        participation=files[agreement.pk, given.by.pk] if given.by else None,
        done_by_predecessor=given.done_by_predecessor,
        done_on=given.done_on,
        received_on=given.received_on,
        effective_on=given.effective_on,
        ends_on=given.ends_on,
        published_on=given.published_on,
        scope=given.scope,
        towards=given.towards,
        about=known[given.about] if given.about else None,
        order_on_day=given.order_on_day,
        place=given.place,
        note=given.note,
    )


def free_act_slug(agreement: Agreement, given: ActGiven) -> str:
    stem = slug_of_act(agreement.slug, given.act, given.by.code if given.by else "")
    return free_slug(stem, StatusChange.objects.all())
