"""The preview that is shown while the form is filled in: it writes nothing, and asks for no more than it needs."""

import pytest
import time_machine

from tests.factories.analysts import filled_in, record_url, signed_in
from treaties.models import Agreement, Block, Source, StatusChange

pytestmark = pytest.mark.django_db
BIT = "bit-azerbaijan-united-states-1997"
NOTICE = {"received_on": "5.3.2026", "do": "preview"}
UNFINISHED = {"source_on_record": "", "reason": ""}


@pytest.fixture
def bit():
    return Agreement.objects.get(slug=BIT)


def live(agreement, act="notice_of_termination", code="AZ", client=None, **typed):
    return (client or signed_in()).post(
        record_url(agreement), filled_in(agreement, act, code, **typed), headers={"HX-Request": "true"}
    )


@time_machine.travel("2026-06-01", tick=False)
def test_what_it_would_change_is_shown_before_the_source_and_the_reason_are_given(bit):
    before = [model.objects.count() for model in (StatusChange, Source, Block)]
    answer = live(bit, **NOTICE, **UNFINISHED)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "notice pending: ends on 5 March 2027" in answer.context["preview"].after.words
    assert answer.context["still_missing"] == ["the source", "why you record it"]
    assert 'value="record"' not in page  # nothing is offered that would be refused
    assert "Read as <b>5 March 2026</b>" in page
    assert [model.objects.count() for model in (StatusChange, Source, Block)] == before


def test_it_brings_the_parts_that_have_changed_and_takes_no_focus(bit):
    page = live(bit, **NOTICE).content.decode()
    assert page.count('id="preview"') == 1
    assert "<form" not in page
    assert "autofocus" not in page
    assert 'id="preview-said" class="visually-hidden" role="status"' in page


def test_what_would_be_refused_is_said_in_the_preview(bit):
    answer = live(bit, "suspension", "", effective_on="1990", do="preview", **UNFINISHED)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Preview: it would be refused" in page
    assert "suspends_what_does_not_operate" in page
    assert "(Arts 57, 72 VCLT) It is possible on a day on which the agreement operates for this party." in page
    assert "You can propose it against the rule" in page
    assert 'value="override"' not in page  # the source is still missing
    complete = live(bit, "suspension", "", signed_in("other"), effective_on="1990", do="preview").content.decode()
    assert 'value="override"' in complete


def test_a_day_that_can_be_two_is_asked_and_not_guessed(bit):
    page = live(bit, received_on="03/04/2024", do="preview").content.decode()
    assert "can be 3 April 2024 or 4 March 2024: write the month as a word" in page


def test_only_the_preview_is_lenient(bit):
    before = StatusChange.objects.count()
    answer = live(bit, received_on="5 March 2026", do="record", **UNFINISHED)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"source_on_record", "reason"}
    assert StatusChange.objects.count() == before


def test_the_button_asks_for_everything(bit):
    answer = signed_in().post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", **NOTICE, **UNFINISHED))
    assert set(answer.context["form"].errors) == {"source_on_record", "reason"}


def test_enter_in_a_field_previews(bit):
    page = signed_in().get(record_url(bit)).content.decode()
    form = page.split('id="record"', 1)[1]
    assert form.index('value="preview"') < form.index('value="record"')
    shown = signed_in("other").post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", **NOTICE))
    buttons = shown.content.decode().split('type="submit"')
    first = next(one for one in buttons if 'name="do"' in one)
    assert 'value="preview"' in first
