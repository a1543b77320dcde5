"""Review: what one person proposes another one accepts, amends or refuses; and every way to get around it."""

import pytest
import time_machine
from django.urls import reverse

from tests.factories.analysts import contributor, filled_in, record_url, signed_in
from tests.factories.record import a_block, invented_agreement, record
from tests.treaties.web.pages import words
from treaties.actions.corrections import retract_status_change
from treaties.models import Agreement, Block, Proposal, StatusChange
from treaties.vocabulary import Act, Decision

pytestmark = pytest.mark.django_db
BIT = "bit-azerbaijan-united-states-1997"
NOTICE = {"received_on": "1 March 2026", "effective_on": "1 Mar 2027"}
LIST = "admin:treaties_proposal_changelist"


@pytest.fixture
def bit():
    return Agreement.objects.get(slug=BIT)


@pytest.fixture
def bob():
    return contributor("bob")


@pytest.fixture
def ann():
    return signed_in("ann")


def notice(agreement, do="propose", **typed):
    return filled_in(agreement, "notice_of_termination", "AZ", **(NOTICE | {"do": do} | typed))


def propose(client, agreement, form=None):
    answer = client.post(record_url(agreement), form or notice(agreement))
    assert answer.status_code == 302
    return Proposal.objects.latest("pk")


def own_page(proposal):
    return reverse("admin:treaties_proposal_change", args=[proposal.pk])


def decide(client, proposal, do="accept", form=None, **typed):
    kept = {name: values if len(values) > 1 else values[0] for name, values in proposal.filled.items()}
    follow = typed.pop("follow", False)
    return client.post(proposal.screen, (form or kept) | {"proposal": proposal.pk, "do": do} | typed, follow=follow)


def recorded():
    return StatusChange.objects.count(), Block.objects.count()


@time_machine.travel("2026-06-01", tick=False)
def test_proposed_by_one_and_accepted_by_another(bob, ann, bit):
    before = recorded()
    proposal = propose(bob, bit)
    assert recorded() == before
    assert "Notice of termination, Azerbaijan, 1 March 2026" in proposal.title
    page = ann.get(proposal.screen, {"proposal": proposal.pk})
    assert page.context["preview"].after.words != page.context["preview"].now.words
    assert 'value="accept"' in page.content.decode()
    answer = decide(ann, proposal)
    assert answer.status_code == 302
    proposal.refresh_from_db()
    act = StatusChange.objects.latest("pk")
    assert (proposal.decision, proposal.decided_by.username, proposal.recorded_in) == ("accepted", "ann", act.block)
    assert act.block.actor == "ann"
    assert act.block.reason == "It was published (proposed by bob)"
    assert str(act.effective_on) == "2027-03-01"
    assert "Notice of termination" in words(ann.get(bit.get_absolute_url()))


def test_an_editor_changes_a_field_before_accepting(bob, ann, bit):
    proposal = propose(bob, bit)
    assert decide(ann, proposal, effective_on="2 Mar 2027").status_code == 302
    proposal.refresh_from_db()
    assert proposal.decision == Decision.AMENDED
    page = words(ann.get(own_page(proposal)))
    assert "accepted with changes by ann" in page
    assert "1 Mar 2027 2 Mar 2027" in page


def test_the_page_of_a_proposal_says_what_was_filled_in(bob, ann, bit):
    proposal = propose(bob, bit, notice(bit, note="Sent by courier"))
    page = words(ann.get(own_page(proposal)))
    for said in ("by bob", "Notice of termination", "Azerbaijan", "Sent by courier", "Received on 1 March 2026"):
        assert said in page
    assert "Review" in page
    assert "Review" not in words(bob.get(own_page(proposal)))


def test_refused_with_a_reason_the_proposer_reads_it_mends_and_proposes_anew(bob, ann, bit):
    proposal, before = propose(bob, bit), recorded()
    answer = decide(ann, proposal, do="refuse", decision_reason="The note is of 2 March.")
    assert answer["Location"] == own_page(proposal)
    assert recorded() == before
    page = bob.get(own_page(proposal))
    assert "The note is of 2 March." in words(page)
    again = f"{proposal.screen}?again={proposal.pk}"
    assert again in page.content.decode()
    form = bob.get(again)
    assert form.context["form"]["received_on"].value() == "1 March 2026"
    assert "The note is of 2 March." in words(form)
    assert bob.post(again, notice(bit, received_on="2 March 2026", effective_on="2 March 2027")).status_code == 302
    assert Proposal.objects.waiting().count() == 1
    assert ann.get(again).status_code == 404


def test_who_refuses_says_why_and_the_form_stays_filled_in(bob, ann, bit):
    proposal = propose(bob, bit)
    answer = ann.post(proposal.screen, {"proposal": proposal.pk, "do": "refuse", "decision_reason": " \0"})
    assert answer.status_code == 422
    assert answer.context["form"]["received_on"].value() == "1 March 2026"
    assert "Say why it is refused" in words(answer)
    assert not answer.context["wrong"]


@pytest.mark.slow
def test_withdrawn_by_its_proposer_and_by_nobody_else(bob, ann, bit):
    proposal = propose(bob, bit)
    assert decide(ann, proposal, do="withdraw").status_code == 422
    assert decide(bob, proposal, do="withdraw").status_code == 302
    proposal.refresh_from_db()
    assert proposal.decision == Decision.WITHDRAWN


def test_nobody_accepts_their_own(ann, bit):
    proposal, before = propose(ann, bit), recorded()
    assert 'value="accept"' not in ann.get(proposal.screen, {"proposal": proposal.pk}).content.decode()
    answer = decide(ann, proposal)
    assert answer.status_code == 422
    assert "Nobody decides on their own proposal" in words(answer)
    refused = decide(ann, proposal, do="refuse", decision_reason="Mine")
    assert refused.status_code == 422
    assert recorded() == before
    assert Proposal.objects.waiting().count() == 1


@pytest.mark.parametrize("do", ["record", "accept", "refuse"])
def test_a_contributor_neither_records_nor_decides(bob, bit, do):
    proposal, before = propose(contributor("eve"), bit), recorded()
    answer = decide(bob, proposal, do=do, decision_reason="No")
    assert answer.status_code in (403, 404)
    assert bob.post(record_url(bit), notice(bit, do=do)).status_code == 403
    assert recorded() == before


def test_a_proposal_is_shown_by_its_own_form_only(bob, ann, bit):
    proposal = propose(bob, bit)
    other = record_url(invented_agreement())
    for number in (proposal.pk, "7x", "9" * 30, "-1", proposal.pk + 1000):
        assert ann.get(other, {"proposal": number}).status_code == 404
        assert ann.post(other, {"proposal": number, "do": "accept"}).status_code == 404
        assert ann.get(proposal.screen, {"again": number}).status_code == 404


def test_decided_twice_the_second_reads_by_whom(bob, ann, bit):
    proposal = propose(bob, bit)
    decide(ann, proposal)
    before = recorded()
    answer = decide(signed_in("carol"), proposal)
    assert answer.status_code == 422
    assert "This proposal was accepted before, by ann." in words(answer)
    assert ann.get(proposal.screen, {"proposal": proposal.pk})["Location"] == own_page(proposal)
    assert recorded() == before


def test_what_the_record_refuses_meanwhile_still_waits(bob, ann, bit):
    proposal = propose(bob, bit)
    ann.post(record_url(bit), notice(bit, do="record"))
    before = recorded()
    page = ann.get(proposal.screen, {"proposal": proposal.pk})
    assert "Since it was proposed, 1 act was recorded under this agreement." in words(page)
    assert "As the record stands now, this would be refused." in words(page)
    assert decide(ann, proposal).status_code == 422
    assert recorded() == before
    assert Proposal.objects.get().decision == ""


def test_a_retraction_is_reviewed_with_what_it_would_change(bob, ann, bit):
    act = StatusChange.objects.standing().filter(agreement=bit)[0]
    url = reverse("admin:treaties_statuschange_retract", args=[act.pk])
    bob.post(url, {"reason": "It is not so", "do": "propose"})
    proposal = Proposal.objects.get()
    page = ann.get(url, {"proposal": proposal.pk})
    assert page.context["preview"].differences
    assert "no longer stands, so that" not in words(page)
    assert ann.post(url, {"reason": "It is not so", "proposal": proposal.pk, "do": "accept"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.decision == Decision.ACCEPTED


def test_where_the_row_no_longer_stands_it_can_still_be_refused(bob, ann, bit):
    act = StatusChange.objects.standing().filter(agreement=bit)[0]
    url = reverse("admin:treaties_statuschange_retract", args=[act.pk])
    bob.post(url, {"reason": "It is not so", "do": "propose"})
    proposal = Proposal.objects.get()
    with a_block() as block:
        retract_status_change(block, change=act, reason="Misread")
    page = ann.get(url, {"proposal": proposal.pk})
    assert "What it is about no longer stands" in words(page)
    assert decide(ann, proposal).status_code == 422
    assert ann.post(url, {"proposal": proposal.pk, "do": "refuse", "decision_reason": "Done"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.decision == Decision.REFUSED


def test_pressed_twice_it_is_proposed_once(bob, bit):
    propose(bob, bit)
    answer = bob.post(record_url(bit), notice(bit), follow=True)
    assert "You have proposed exactly this before" in words(answer)
    assert Proposal.objects.count() == 1


def test_what_no_proposal_holds_is_refused_in_words(bob, bit):
    for form, said in (
        (notice(bit, note="a\0b"), "a character that no text holds"),
        (notice(bit, unheard_of="x" * 200_001), "A proposal holds at most 200,000 characters"),
        (notice(bit, reason=""), "This field is required"),
    ):
        answer = bob.post(record_url(bit), form)
        assert answer.status_code == 422
        assert said in words(answer)
    assert not Proposal.objects.exists()


@pytest.mark.slow
def test_the_list_has_what_waits_first_and_narrows(bob, ann, bit):
    first = propose(bob, bit)
    decide(ann, first, do="refuse", decision_reason="No")
    own = propose(ann, bit)
    later = propose(bob, bit, notice(bit, received_on="2 Feb 2026"))

    def listed(client, **asked):
        return list(client.get(reverse(LIST), asked).context["cl"].result_list)

    assert listed(ann) == [later, own, first]
    assert listed(ann, which="for_me") == [later]
    assert listed(bob, which="mine") == [later, first]
    assert listed(ann, which="decided") == [first]
    assert listed(ann, against="yes") == []
    assert "2 proposals wait" in words(ann.get(reverse("admin:treaties_agreement_change", args=[bit.pk])))


# --- Overrides --------------------------------------------------------------------------------------------------------

AFTER = {"effective_on": "1 May 2020", "received_on": "1 April 2020"}
LAWFUL = {"done_on": "1 April 2005", "received_on": "1 April 2005", "effective_on": ""}


@pytest.fixture
def ended():
    """An agreement that ended in 2010: no notice is possible after that."""
    agreement = invented_agreement()
    record(agreement, Act.DEFINITIVE_SIGNATURE, "XAA", done_on="2000-01-01")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2000-02-01")
    record(agreement, Act.TERMINATION_BY_CONSENT, effective_on="2010-01-01")
    return agreement


def against(agreement, do, **typed):
    return filled_in(agreement, "notice_of_termination", "XAA", **(AFTER | {"do": do} | typed))


def test_an_override_waits_for_a_second_person_also_an_editors(ann, ended):
    answer = ann.post(record_url(ended), against(ended, "record"))
    assert answer.status_code == 422
    assert "Propose it against the rule" in words(answer)
    proposal = propose(ann, ended, against(ended, "override"))
    assert "after_the_end" in proposal.overrides
    page = words(ann.get(own_page(proposal)))
    assert "The agreement had ended on that day" in page
    assert "Article 70" in page or "Art. 70" in page
    assert decide(ann, proposal).status_code == 422
    before = StatusChange.objects.count()
    said = [str(one) for one in decide(signed_in("carol"), proposal, follow=True).context["messages"]]
    assert StatusChange.objects.count() == before + 1
    assert any("The agreement had ended on that day" in one for one in said)


def test_an_ordinary_proposal_is_never_held_to_less(bob, ann, ended):
    proposal, before = propose(bob, ended, filled_in(ended, "declaration", "XAA", **LAWFUL, do="propose")), recorded()
    answer = decide(ann, proposal, form=against(ended, "accept"))
    assert answer.status_code == 422
    assert "Propose it against the rule" not in words(answer)
    assert recorded() == before


def test_an_amended_override_breaks_no_other_rule(bob, ann, ended):
    proposal = propose(bob, ended, against(ended, "override"))
    before = recorded()
    answer = decide(ann, proposal, received_on="1 June 2020")
    assert answer.status_code == 422
    assert "A notice takes effect after it is received, not before." in words(answer)
    assert recorded() == before
    assert decide(ann, proposal, form=filled_in(ended, "declaration", "XAA", **LAWFUL)).status_code == 302


def test_what_is_impossible_is_not_proposed_either(bob, ended):
    form = filled_in(ended, "entry_into_force", do="override", effective_on="1 May 2020")
    answer = bob.post(record_url(ended), form)
    assert answer.status_code == 422
    assert "Propose it against the rule" not in words(answer)
    assert not Proposal.objects.exists()


def test_only_what_can_be_overridden_is_asked_so(bob, bit):
    url = reverse("admin:treaties_agreement_clause", args=[bit.pk])
    assert bob.post(url, {"do": "override"}).status_code == 403


def test_who_is_nobody_at_the_desk_sees_nothing(bit):
    stranger = signed_in("frank", is_staff=True)
    assert stranger.get(record_url(bit)).status_code == 403
    assert stranger.get(reverse(LIST)).status_code == 403
