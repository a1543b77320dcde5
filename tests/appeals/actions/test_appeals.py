"""Appeals as they are recorded: what is frozen stays, and an appeal changes no status."""

from datetime import date

import pytest

from appeals.actions.appeals import AppealGiven, CountGiven, PartyGiven, add_appeal, relate_appeals
from appeals.actions.demands import DemandGiven, TargetGiven
from appeals.actions.links import check_link, make_link
from appeals.actions.responses import OutcomeGiven, ResponseGiven, record_outcome, record_response
from appeals.models import Appeal, CaughtAgreement
from appeals.vocabulary import (
    AppealKind,
    AppealRelationKind,
    Caught,
    CountKind,
    DemandAction,
    LinkRelation,
    OutcomeKind,
    PartyRole,
    ResponseKind,
    TargetKind,
    TextHeld,
)
from tests.factories.record import a_block, invented_agreement, invented_parties, invented_source, record
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Agreement, StatusChange
from treaties.rules.findings import Refused
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db


def an_appeal(block, *, cites, slug="an-appeal", issued_on="2010-05", **more):
    return add_appeal(
        block,
        given=AppealGiven(
            slug=slug,
            title="An appeal",
            kind=AppealKind.LETTER_OF_MEMBERS,
            issuing_body="Members",
            addressee_office="Minister",
            issued_on=PartialDate.parse(issued_on),
            text_held=TextHeld.FULL,
            cites=cites,
            **more,
        ),
    )


def ending(*targets):
    return DemandGiven(1, DemandAction.TERMINATE, "End them", targets=targets)


def test_an_appeal_brings_its_parties_counts_and_demands():
    (party,), cites = invented_parties("XAA"), [Cite(invented_source(), "p. 1")]
    with a_block() as block:
        appeal = an_appeal(
            block,
            cites=cites,
            parties=[PartyGiven(party, PartyRole.ISSUER)],
            signatory_counts=[CountGiven(CountKind.CLAIMED, n, cites=cites) for n in (43, 45)],
            demands=[ending(TargetGiven(TargetKind.OTHER, description="Something"))],
        )
    assert [count.count for count in appeal.signatory_counts.order_by("pk")] == [43, 45]
    assert appeal.parties.get().party == party
    assert appeal.demands.get().targets.get().description == "Something"
    assert appeal.citations.get().locator == "p. 1"


def test_the_expansion_is_frozen_on_the_latest_day_of_the_appeal():
    one, other = invented_parties("XAA", "XAB")
    before, during, after = (invented_agreement(slug=slug) for slug in ("before", "during", "after"))
    record(before, Act.ENTRY_INTO_FORCE, effective_on="2009-01-01")
    record(during, Act.ENTRY_INTO_FORCE, effective_on="2010-05-20")
    rule, cites = TargetGiven(TargetKind.RULE, between=(one, other)), [Cite(invented_source())]
    with a_block() as block:
        appeal = an_appeal(block, cites=cites, demands=[ending(rule)])
    record(after, Act.ENTRY_INTO_FORCE, effective_on="2009-01-01")
    caught = CaughtAgreement.objects.filter(demand__appeal=appeal)
    assert {(row.agreement.slug, row.how) for row in caught} == {("before", Caught.BY_RULE), ("during", Caught.BY_RULE)}


def test_what_has_no_source_or_no_day_is_refused():
    agreement, source = invented_agreement(), invented_source()
    with a_block() as block:
        with pytest.raises(Refused, match="source"):
            an_appeal(block, cites=[])
        demands = [ending(TargetGiven(TargetKind.AGREEMENT, agreement=agreement))]
        with pytest.raises(Refused, match="latest day"):
            an_appeal(block, cites=[Cite(source)], issued_on="2010/..", demands=demands)


def test_responses_and_outcomes_stand_side_by_side():
    source = invented_source()
    with a_block() as block:
        appeal = an_appeal(block, cites=[Cite(source)], demands=[ending()])
        demand = appeal.demands.get()
        noted = ResponseGiven(kind=ResponseKind.HOLDING, by="The minister", summary="Noted.")
        record_response(block, appeal=appeal, given=noted, cites=[Cite(source)])
        for kind in (OutcomeKind.UNDER_CONSIDERATION, OutcomeKind.REJECTED):
            given = OutcomeGiven(kind=kind, asserted_by="The minister")
            record_outcome(block, demand=demand, given=given, cites=[Cite(source)])
        with pytest.raises(Refused, match="who asserts"):
            record_outcome(block, demand=demand, given=OutcomeGiven(kind=OutcomeKind.GRANTED, asserted_by=" "))
        with pytest.raises(Refused, match="source"):
            record_response(block, appeal=appeal, given=noted)
    assert [outcome.kind for outcome in demand.outcomes.order_by("pk")] == ["under_consideration", "rejected"]


def test_a_relation_is_cited_with_its_appeal():
    source = invented_source()
    with a_block() as block:
        one, other = (an_appeal(block, slug=slug, cites=[Cite(source)]) for slug in ("one", "other"))
        relation = relate_appeals(
            block, appeal=one, other=other, kind=AppealRelationKind.COUNTERS, cites=[Cite(source)]
        )
    assert relation.other == other
    assert set(one.citations.values_list("about", flat=True)) == {"", "counters"}


def test_a_link_changes_no_status_and_carries_its_warning():
    letter = Appeal.objects.get(slug="milli-majlis-letter-2024-10-05")
    agreement = invented_agreement()
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2020-01-01")
    change = record(agreement, Act.NOTICE_OF_TERMINATION, by="XAA", done_on="2024").change
    timeline = Agreement.objects.get(pk=agreement.pk).days
    with a_block() as block:
        demand = letter.demands.get(ordinal=1)
        made = make_link(block, appeal=letter, demand=demand, status_change=change, relation=LinkRelation.REQUESTED)
    assert [finding.code for finding in made.warnings] == ["order_not_certain"]
    assert made.link.grade == "E"
    agreement.refresh_from_db()
    assert agreement.days == timeline
    assert Agreement.objects.in_force(on=date(2025, 1, 1)).filter(pk=agreement.pk).exists()


def test_a_link_can_be_checked_before_its_act_is_recorded():
    letter = Appeal.objects.get(slug="milli-majlis-letter-2024-10-05")
    unsaved = StatusChange(act=Act.SIGNATURE, done_on=PartialDate.parse("2023-01-01"))
    with pytest.raises(Refused):
        check_link(appeal=letter, status_change=unsaved, relation=LinkRelation.REQUESTED)
    assert check_link(appeal=letter, status_change=unsaved, relation=LinkRelation.FOLLOWED) == ()
