"""The appeal's page and the agreement's show what stands: names, texts, links for and against, and what was mended."""

import pytest

from appeals.actions.corrections import LinkGiven, correct_link, correct_signatory, retract_link
from appeals.actions.links import add_counter_evidence, make_link
from appeals.actions.signatories import SignatoryGiven, add_signatories, withdraw_signature
from appeals.models import Appeal, Link, SignatoryCount
from appeals.vocabulary import CountKind, Grade, LinkRelation, SignatoryKind
from tests.factories.appeals import invented_appeal, named
from tests.factories.record import a_block, invented_agreement, invented_source, last_block, partial, record
from tests.treaties.web.pages import words
from treaties.actions.sources import Cite
from treaties.models import StatusChange
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def cites() -> list[Cite]:
    return [Cite(invented_source())]


def names(number: int) -> list[SignatoryGiven]:
    return [
        SignatoryGiven(kind=SignatoryKind.PERSON, name=f"Member {n}", body="The assembly", constituency=f"Place {n}")
        for n in range(1, number + 1)
    ]


def test_names_are_folded_above_twelve_beside_what_sources_say_of_their_number(client, cites):
    appeal = invented_appeal()
    with a_block() as block:
        found = add_signatories(block, appeal=appeal, given=names(14), cites=cites)
        withdraw_signature(block, signatory=found[1], withdrawn_on=partial("2010-02-01"), cites=cites)
        for number in (16, 14):
            SignatoryCount.objects.create(appeal=appeal, kind=CountKind.CLAIMED, count=number)
    response = client.get(appeal.get_absolute_url())
    text, html = words(response), response.content.decode()
    assert "14 names listed here, 1 of them withdrawn; sources say 14, 16" in text
    assert "<del>Member 2, The assembly; Place 2</del>" in html
    assert "withdrawn 1 February 2010" in text
    assert "2 more names" in text
    assert '<ol class="names" start="13">' in html
    assert html.index("Member 12,") < html.index("2 more names") < html.index("Member 13,")


def test_what_is_not_on_record_is_said(client):
    text = words(client.get(invented_appeal().get_absolute_url()))
    assert "Signatories not on record Names: not on record." in text
    assert "Versions and translations: none on record." in text


def test_a_name_put_right_keeps_its_place_and_is_told_among_the_corrections(client, cites):
    appeal = invented_appeal()
    with a_block() as block:
        first, *_ = add_signatories(block, appeal=appeal, given=names(3), cites=cites)
        given = SignatoryGiven(kind=SignatoryKind.PERSON, name="Right", body="The assembly")
        correct_signatory(block, signatory=first, given=given, reason="Misspelt.", cites=cites)
    text = words(client.get(appeal.get_absolute_url()))
    assert text.index("Right, The assembly") < text.index("Member 2,")
    assert "corrected Signatory: Member 1, The assembly; Place 1 Instead: Signatory: Right, The assembly" in text


@pytest.fixture
def notice() -> StatusChange:
    agreement = invented_agreement(slug="left")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2005-01-01")
    return record(agreement, Act.NOTICE_OF_TERMINATION, by="XAA", received_on="2012-01-01").change


def linked(appeal: Appeal, act: StatusChange, relation: LinkRelation) -> Link:
    with a_block() as block:
        return make_link(block, appeal=appeal, status_change=act, relation=relation, demand=appeal.demands.first()).link


def test_an_act_shows_the_appeals_for_it_and_against_it(client, notice, cites):
    target = named(notice.agreement)
    asking = linked(invented_appeal(target), notice, LinkRelation.REQUESTED)
    linked(invented_appeal(target), notice, LinkRelation.OPPOSED)
    linked(invented_appeal(target), notice, LinkRelation.PRECEDED)
    with a_block() as block:
        add_counter_evidence(block, link=asking, statement="The note gives another reason.", cites=cites)
    text = words(client.get("/agreements/left/"))
    acts = text[text.index("acts on record") :]
    order = [acts.index(one) for one in ("1 appeal for it", "1 appeal against it", "1 appeal before or after it only")]
    assert order == sorted(order)
    assert "requested, grade E (same target and time only)" in acts
    assert "Against this link: The note gives another reason." in acts


@pytest.mark.slow
def test_a_retracted_link_is_shown_nowhere_but_as_it_was_known(client, notice):
    appeal = invented_appeal(named(notice.agreement))
    link = linked(appeal, notice, LinkRelation.REQUESTED)
    before = last_block()
    with a_block() as block:
        retract_link(block, link=link, reason="Another note was meant.")
    assert "appeal for it" not in words(client.get("/agreements/left/"))
    assert "1 appeal for it" in words(client.get(f"/agreements/left/?known_at={before}"))
    text = words(client.get(appeal.get_absolute_url()))
    assert "No graded links to acts" in text
    assert "retracted Link of demand 1 to an act, Invented (Notice of termination" in text
    assert "1 graded link to acts" in words(client.get(f"{appeal.get_absolute_url()}?known_at={before}"))
    assert "linked" not in words(client.get("/agreements/left/history/"))[-1500:].casefold()


def test_the_changes_tell_of_names_counter_evidence_and_what_was_mended(client, notice, cites):
    appeal = invented_appeal(named(notice.agreement))
    link = linked(appeal, notice, LinkRelation.REQUESTED)
    with a_block() as block:
        found = add_signatories(block, appeal=appeal, given=names(14), cites=cites)
        withdraw_signature(block, signatory=found[0], withdrawn_on=partial("2010-02-01"), cites=cites)
        add_counter_evidence(block, link=link, statement="The note gives another reason.", cites=cites)
    given = LinkGiven(status_change=notice, relation=LinkRelation.REQUESTED, demand=link.demand, grade=Grade.D)
    with a_block() as block:
        correct_link(block, link=link, given=given, reason="Reported by two.", cites=cites)
    text = words(client.get("/changes/?party=XAA"))
    assert "14 names were listed under it, the first: Member 1." in text
    assert "Signature withdrawn: Member 1." in text
    assert "A link to an act was corrected or retracted: Reported by two." in text
    assert text.count("what speaks against it: The note gives another reason.") == 1
    assert "Signature withdrawn: Member 1." in words(client.get("/changes/?party=XAA&by=day"))
