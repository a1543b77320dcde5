"""An analyst judges a contradiction: sees both sides, previews, is refused in words, or records it in one block."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.factories.analysts import signed_in
from tests.factories.record import retract
from tests.factories.watched import asserted, done, in_force, noticed_otherwise
from treaties.models import Agreement, Block, Judgement, Source, StatusAssertion
from treaties.vocabulary import Act, AgreementStatus

pytestmark = pytest.mark.django_db
SAID = "acquisition-agreement-2013-in-force-2024-10-05"


@pytest.fixture
def analyst() -> Client:
    return signed_in()


@pytest.fixture
def said() -> StatusAssertion:
    return StatusAssertion.objects.get(slug=SAID)


def url(row: Any, page: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def typed(**given: Any) -> dict[str, Any]:
    source = Source.objects.order_by("pk").first()
    assert source
    return {
        "verdict": "record",
        "reason": "No notes are published.",
        "source_on_record": source.pk,
        "locator": "p. 1",
    } | given


def size() -> list[int]:
    return [model.objects.count() for model in (Judgement, Source, Block)]


def test_the_row_leads_to_the_form_which_shows_both_sides(analyst: Client, said: StatusAssertion) -> None:
    assert url(said, "judge") in analyst.get(url(said, "change")).content.decode()
    page = analyst.get(url(said, "judge"))
    html = page.content.decode()
    assert page.status_code == 200
    for words in ("What the record derives", "What a source says", "What would settle it", "The source is right"):
        assert words in html


def test_a_preview_writes_nothing(analyst: Client, said: StatusAssertion) -> None:
    before = size()
    page = analyst.post(url(said, "judge"), typed(do="preview"))
    assert (page.status_code, size()) == (200, before)
    assert page.context["told"]["verdict"] == "The record stands"
    assert "No notes are published." in page.content.decode()


def test_it_is_one_block_and_readers_see_it(analyst: Client, said: StatusAssertion, client: Client) -> None:
    status = Agreement.objects.values("codes", "story").get(pk=said.agreement_id)
    answer = analyst.post(url(said, "judge"), typed(do="judge"), follow=True)
    assert answer.redirect_chain[0][0] == url(said, "change")
    judgement = Judgement.objects.get()
    assert (judgement.assertion, judgement.verdict, judgement.block.actor) == (said, "record", "analyst")
    assert judgement.citations.get().locator == "p. 1"
    assert Agreement.objects.values("codes", "story").get(pk=said.agreement_id) == status
    assert (
        "No notes are published." in client.get(f"{said.agreement.get_absolute_url()}?on=2024-10-05").content.decode()
    )


def test_a_later_one_counts_and_the_history_shows_both(analyst: Client, said: StatusAssertion) -> None:
    analyst.post(url(said, "judge"), typed(do="judge"))
    analyst.post(url(said, "judge"), typed(do="judge", verdict="open", reason="A letter says otherwise."))
    first, second = Judgement.objects.order_by("pk")
    page = analyst.get(url(first, "change")).content.decode()
    assert "A later one counts instead" in page
    assert url(second, "change") in page
    assert "It counts" in analyst.get(url(second, "change")).content.decode()
    assert "Judged before" in analyst.get(url(said, "judge")).content.decode()
    assert analyst.get(reverse("admin:treaties_judgement_changelist")).status_code == 200
    assert analyst.get(url(first, "history")).status_code == 200


def test_a_button_pressed_twice_judges_once(analyst: Client, said: StatusAssertion) -> None:
    analyst.post(url(said, "judge"), typed(do="judge"))
    before = size()
    again = analyst.post(url(said, "judge"), typed(do="judge"))
    assert again.status_code == 422
    assert "already_on_record" in again.content.decode()
    assert size() == before
    analyst.post(url(said, "judge"), typed(do="judge", reason="Another source says so too."))
    assert size()[0] == before[0] + 1


def test_what_is_wrong_is_said_at_its_field(analyst: Client, said: StatusAssertion) -> None:
    before = size()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"reason": "   "}, "reason"),
        ({"reason": "a\x07b"}, "reason"),
        ({"verdict": "perhaps"}, "verdict"),
        ({"source_on_record": "", "locator": ""}, "source_on_record"),
        ({"source_on_record": "999999"}, "source_on_record"),
    ]
    for given, field in wrong:
        answer = analyst.post(url(said, "judge"), typed(do="judge") | given)
        assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert size() == before


def test_what_nothing_contradicts_is_not_judged(analyst: Client) -> None:
    agreement = in_force()
    agreed = asserted(agreement, AgreementStatus.IN_FORCE, "2005-06-01")
    assert url(agreed, "judge") not in analyst.get(url(agreed, "change")).content.decode()
    assert analyst.get(url(agreed, "judge")).status_code == 409
    assert analyst.get(reverse("admin:treaties_statusassertion_judge", args=[99999999])).status_code == 404


def test_an_act_with_another_day_and_its_rival_lead_to_the_same_form(analyst: Client) -> None:
    agreement, notice = noticed_otherwise()
    assert url(notice, "judge") in analyst.get(url(notice, "change")).content.decode()
    page = analyst.post(url(notice, "judge"), typed(do="judge", verdict="source"), follow=True)
    assert "The day that the source states is right" in page.content.decode()
    entry = agreement.status_changes.order_by("pk").first()
    later = done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018-05-01")
    assert url(later, "judge") in analyst.get(url(entry, "change")).content.decode()
    retract(later)
    assert analyst.get(url(later, "judge")).status_code == 409


def test_whoever_may_not_judge_does_not(said: StatusAssertion) -> None:
    reader = signed_in("reader", is_staff=True)
    User.objects.get(username="reader").user_permissions.add(Permission.objects.get(codename="view_statusassertion"))
    assert url(said, "judge") not in reader.get(url(said, "change")).content.decode()
    assert reader.get(url(said, "judge")).status_code == 403
    assert reader.post(url(said, "judge"), typed(do="judge")).status_code == 403
    assert not Judgement.objects.exists()
