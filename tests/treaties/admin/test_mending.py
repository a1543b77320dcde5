"""An analyst corrects or retracts what is recorded: previewed, refused in words, or done in one block and seen."""

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from tests.factories.analysts import filled_in, record_url, signed_in
from tests.factories.record import a_block
from treaties.actions.corrections import retract_status_change
from treaties.admin.mending.view import CONFLICT
from treaties.models import Agreement, Block, Correction, Source, StatusAssertion, StatusChange

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BIT = "bit-azerbaijan-united-states-1997"
WHY = "The register gives another day"


@pytest.fixture
def analyst():
    return signed_in()


@pytest.fixture
def bit():
    return Agreement.objects.get(slug=BIT)


@pytest.fixture
def notice(analyst, bit):
    """A notice of Azerbaijan, received on 1 March 2026, to take effect a year later."""
    dates = {"received_on": "1 March 2026", "effective_on": "1 Mar 2027"}
    analyst.post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", **dates))
    return StatusChange.objects.latest("pk")


def url(row, page):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def prefilled(client, row):
    """What the form that corrects a row would post if nothing were changed in it."""
    form = client.get(url(row, "correct")).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in typed.items() if value not in (None, "")} | {"reason": WHY, "do": "correct"}


def replacement(correction):
    """What a correction puts in the place of a row."""
    assert correction.replacement is not None
    return correction.replacement


def size():
    return [model.objects.count() for model in (StatusChange, StatusAssertion, Correction, Source, Block)]


def errors(answer):
    assert answer.status_code == 422
    return {name: " ".join(given) for name, given in answer.context["form"].errors.items()}


@time_machine.travel("2026-06-01", tick=False)
def test_a_correction_is_previewed_day_by_day(analyst, notice):
    before = size()
    typed = prefilled(analyst, notice) | {"effective_on": "1 April 2027", "do": "preview"}
    shown = analyst.post(url(notice, "correct"), typed).context
    assert [(one.name, one.before, one.after) for one in shown["changes"]] == [
        ("Effective on", "1 March 2027", "1 April 2027")
    ]
    assert shown["preview"].now.words == "In force since 2 August 2001; notice pending: ends on 1 March 2027"
    assert shown["preview"].after.words == "In force since 2 August 2001; notice pending: ends on 1 April 2027"
    assert [(one.during, one.before.word, one.after.word) for one in shown["preview"].differences] == [
        ("From 1 March 2026 until 1 March 2027", "In force", "In force"),
        ("From 1 March 2027 until 1 April 2027", "Ended", "In force"),
        ("From 1 April 2027 until 1 March 2037", "Ended", "Ended"),  # some provisions survive for ten years
        ("From 1 March 2037 until 1 April 2037", "Ended", "Ended"),
        ("From 1 April 2037", "Ended", "Ended"),
    ]
    assert size() == before


@time_machine.travel("2026-06-01", tick=False)
def test_a_correction_is_one_block_and_the_new_act_keeps_the_sources(analyst, bit, notice):
    typed = prefilled(analyst, notice) | {"effective_on": "1 April 2027"}
    answer = analyst.post(url(notice, "correct"), typed, follow=True)
    assert answer.redirect_chain[0][0] == url(bit, "change")
    correction = Correction.objects.get()
    new = replacement(correction)
    assert (correction.status_change, correction.reason, new.block) == (notice, WHY, correction.block)
    assert (correction.block.actor, correction.block.reason) == ("analyst", WHY)
    assert str(new.effective_on) == "2027-04-01"
    assert [one.source for one in new.citations.all()] == [one.source for one in notice.citations.all()]
    said = str(next(iter(answer.context["messages"])))
    assert "notice pending: ends on 1 April 2027" in said


def test_a_corrected_act_is_struck_through_and_leads_to_what_stands(analyst, bit, notice):
    analyst.post(url(notice, "correct"), prefilled(analyst, notice) | {"effective_on": "1 April 2027"})
    new = StatusChange.objects.latest("pk")
    for page in (url(notice, "change"), url(bit, "change"), url(notice, "history"), url(bit, "history")):
        html = analyst.get(page).content.decode()
        assert WHY in html
        assert url(new, "change") in html
    assert '<s class="mended">' in analyst.get(url(bit, "change")).content.decode()
    back = analyst.get(url(new, "change")).content.decode()
    assert url(notice, "change") in back
    assert url(notice, "correct") not in analyst.get(url(bit, "change")).content.decode()
    assert url(new, "correct") in analyst.get(url(bit, "change")).content.decode()
    assert url(new, "retract") in analyst.get(url(bit, "history")).content.decode()


def test_a_chain_of_corrections_leads_to_its_end(analyst, notice):
    analyst.post(url(notice, "correct"), prefilled(analyst, notice) | {"effective_on": "1 April 2027"})
    second = StatusChange.objects.latest("pk")
    analyst.post(url(second, "correct"), prefilled(analyst, second) | {"effective_on": "1 May 2027"})
    third = StatusChange.objects.latest("pk")
    page = analyst.get(url(notice, "change")).content.decode()
    assert url(third, "change") in page
    analyst.post(url(third, "retract"), {"reason": "None was sent", "do": "retract"})
    assert "Nothing stands instead." in analyst.get(url(notice, "change")).content.decode()
    assert analyst.get(url(second, "history")).context["versions"][2].shown.count("<s") == 1


@time_machine.travel("2026-06-01", tick=False)
def test_a_retraction_shows_what_would_change_before_it_is_made(analyst, bit, notice):
    before = size()
    page = analyst.get(url(notice, "retract"))
    shown = page.context["preview"]
    assert shown.after.words == "In force since 2 August 2001"
    assert [one.during for one in shown.differences] == [
        "From 1 March 2026 until 1 March 2027",
        "From 1 March 2027 until 1 March 2037",  # some provisions survive for ten years
        "From 1 March 2037",
    ]
    assert size() == before
    analyst.post(url(notice, "retract"), {"reason": "None was sent", "do": "retract"})
    correction = Correction.objects.get()
    assert (correction.status_change, correction.replacement, correction.reason) == (notice, None, "None was sent")
    assert correction.citations.count() == 0
    assert Agreement.objects.in_force(on=notice.effective_on.latest).filter(pk=bit.pk).exists()


def test_a_retraction_may_name_its_source(analyst, notice):
    source = Source.objects.latest("pk")
    typed = {"reason": "Denied", "do": "retract", "source_on_record": source.pk, "locator": "par. 3"}
    analyst.post(url(notice, "retract"), typed)
    citation = Correction.objects.get().citations.get()
    assert (citation.source, citation.locator) == (source, "par. 3")


WRONG = {
    "nothing changed": ({}, "__all__", "changes nothing"),
    "no reason": ({"reason": " ", "effective_on": "2028"}, "reason", "required"),
    "no source left": ({"kept": [], "effective_on": "2028"}, "source_on_record", "Keep a source"),
    "a strange source kept": ({"kept": ["999999"], "effective_on": "2028"}, "kept", "valid choice"),
    "a null kept": ({"kept": ["\0"], "effective_on": "2028"}, "kept", "valid choice"),
    "a rule broken": ({"effective_on": "1 March 1999"}, "effective_on", "effect_before_notice"),
    "not a date": ({"effective_on": "soon"}, "effective_on", "is not a date"),
    "it answers itself": ({"about": "SELF", "effective_on": "2028"}, "about", "valid choice"),
    "no act": ({"act": "coronation"}, "act", "valid choice"),
    "a place in no source": ({"locator": "p. 3", "effective_on": "2028"}, "locator", "choose or describe"),
    "text turned round": ({"note": "a \u202e b"}, "note", "cannot be shown"),
    "a reason too long": ({"reason": "x" * 1001, "effective_on": "2028"}, "reason", "at most 1000"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("do", ["preview", "correct"])
def test_what_is_refused_is_said_at_its_field_and_nothing_is_written(analyst, notice, case, do):
    typed, field, words = case
    given = {name: notice.slug if value == "SELF" else value for name, value in typed.items()}
    typed, before = prefilled(analyst, notice) | given | {"do": do}, size()
    assert words in errors(analyst.post(url(notice, "correct"), typed))[field]
    assert size() == before


@pytest.mark.parametrize("typed", [{}, {"reason": ""}, {"reason": "\0"}, {"reason": "x", "source_on_record": "0"}])
def test_a_retraction_that_is_not_filled_in_is_refused(analyst, notice, typed):
    before = size()
    assert errors(analyst.post(url(notice, "retract"), typed | {"do": "retract"}))
    assert size() == before


@pytest.mark.parametrize("pressed", ["", "preview", "RETRACT", "correct"])
def test_whatever_is_pressed_but_retract_writes_nothing(analyst, notice, pressed):
    before = size()
    analyst.post(url(notice, "retract"), {"reason": "x", "do": pressed})
    assert size() == before


@pytest.mark.parametrize("page", ["correct", "retract"])
def test_what_no_longer_stands_is_not_mended_again(analyst, notice, page):
    typed = prefilled(analyst, notice) | {"effective_on": "2028", "do": page}
    analyst.post(url(notice, "retract"), {"reason": "None was sent", "do": "retract"})
    before = size()
    for answer in (analyst.get(url(notice, page)), analyst.post(url(notice, page), typed)):
        assert answer.status_code == CONFLICT
        assert "None was sent" in answer.content.decode()
    assert size() == before


def test_acts_are_listed_by_chapter(analyst, notice):
    changelist = reverse("admin:treaties_statuschange_changelist")
    leaving = {change.act for change in analyst.get(changelist, {"chapter": "leaving"}).context["cl"].queryset}
    assert "notice_of_termination" in leaving
    assert not leaving & {"signature", "ratification", "entry_into_force"}
    assert analyst.get(changelist, {"chapter": "galaxy"}).context["cl"].queryset.filter(act="signature").exists()


def test_of_two_that_mend_at_once_the_second_is_refused_in_words(analyst, notice, monkeypatch):
    typed = prefilled(analyst, notice) | {"effective_on": "2028"}
    monkeypatch.setattr("treaties.admin.mending.view.is_mended", lambda row: False)
    with a_block() as block:
        retract_status_change(block, change=notice, reason="Meanwhile")
    assert "mend what stands instead" in errors(analyst.post(url(notice, "correct"), typed))["__all__"]
    retraction = analyst.post(url(notice, "retract"), {"reason": "x", "do": "retract"})
    assert "mend what stands instead" in errors(retraction)["__all__"]


def test_a_new_source_is_added_with_the_correction(analyst, notice):
    new = {"new_title": "Bəyanat", "new_publisher": "Ministry", "new_evidence": "official"}
    typed = prefilled(analyst, notice) | {"kept": [], **new}
    shown = analyst.post(url(notice, "correct"), typed | {"do": "preview"}).context["changes"]
    assert [(one.name, one.after) for one in shown] == [
        ("Source", "no longer cited"),
        ("Source", "the source described below"),
    ]
    analyst.post(url(notice, "correct"), typed)
    change = StatusChange.objects.latest("pk")
    assert [one.source.title for one in change.citations.all()] == ["Bəyanat"]


@pytest.fixture
def revocation(analyst, bit, notice):
    given = filled_in(bit, "revocation_of_notice", "AZ", received_on="2 May 2026", about=notice.slug)
    analyst.post(record_url(bit), given)
    return StatusChange.objects.latest("pk")


@pytest.mark.parametrize("page", ["correct", "retract"])
def test_an_act_that_others_answer_is_mended_with_a_warning(analyst, notice, revocation, page):
    typed = prefilled(analyst, notice) | {"effective_on": "2028", "do": "preview"}
    shown = analyst.post(url(notice, page), typed).context["preview"]
    assert [warning.code for warning in shown.warnings] == ["answered_by_others"]


def test_what_answers_a_corrected_act_is_offered_the_one_that_stands(analyst, notice, revocation):
    analyst.post(url(notice, "correct"), prefilled(analyst, notice) | {"effective_on": "1 April 2027"})
    typed = prefilled(analyst, revocation)
    assert typed["about"] == f"{notice.slug}-2"
    shown = analyst.post(url(revocation, "correct"), typed | {"do": "preview"}).context["changes"]
    assert [one.name for one in shown] == ["Answers"]


@pytest.fixture
def assertion():
    return StatusAssertion.objects.earliest("pk")


def test_an_assertion_is_corrected_and_changes_no_status(analyst, assertion):
    typed = prefilled(analyst, assertion) | {"note": "As its second edition says", "asserted_on": "2 January 2020"}
    shown = analyst.post(url(assertion, "correct"), typed | {"do": "preview"}).context
    assert {one.name for one in shown["changes"]} == {"On", "Note"}
    assert shown["preview"].now is None
    assert analyst.post(url(assertion, "correct"), typed)["Location"] == url(assertion.agreement, "change")
    new = replacement(Correction.objects.get())
    assert (str(new.asserted_on), new.status) == ("2020-01-02", assertion.status)
    assert new.citations.count() == assertion.citations.count()


def test_an_assertion_is_retracted(analyst, assertion):
    assert analyst.get(url(assertion, "retract")).status_code == 200
    analyst.post(url(assertion, "retract"), {"reason": "It says so of another agreement", "do": "retract"})
    assert not StatusAssertion.objects.standing().filter(pk=assertion.pk).exists()


def test_rows_of_the_seeds_can_be_corrected_without_retyping(analyst):
    """The form reads back what it was filled with: unchanged, it changes nothing. One act of each kind, and all that
    sources assert."""
    acts = StatusChange.objects.order_by("act", "pk").distinct("act")
    rows = [*acts, *StatusAssertion.objects.all()]
    said = {row: analyst.post(url(row, "correct"), prefilled(analyst, row)) for row in rows}
    assert [row for row, answer in said.items() if "changes nothing" not in errors(answer).get("__all__", "")] == []


def test_lists_show_what_stands_and_the_rest_one_choice_away(analyst, notice):
    analyst.post(url(notice, "retract"), {"reason": "None was sent", "do": "retract"})
    changelist = reverse("admin:treaties_statuschange_changelist")

    def listed(**query):
        return {change.pk for change in analyst.get(changelist, query).context["cl"].queryset}

    assert notice.pk not in listed()
    assert listed(standing="mended") == {notice.pk}
    assert listed(standing="all") == listed() | {notice.pk}
    assert listed(standing="nonsense") == listed()
    page = analyst.get(changelist, {"standing": "mended"}).content.decode()
    assert "None was sent" in page
    assert '<s class="mended">' in page


def test_the_corrections_are_listed_and_the_journal_leads_to_them(analyst, notice, django_assert_max_num_queries):
    analyst.post(url(notice, "correct"), prefilled(analyst, notice) | {"effective_on": "2028"})
    correction = Correction.objects.get()
    with django_assert_max_num_queries(10):
        listed = analyst.get(reverse("admin:treaties_correction_changelist")).content.decode()
    assert WHY in listed
    assert url(notice, "change") in listed
    block = analyst.get(reverse("admin:treaties_block_change", args=[correction.block_id])).content.decode()
    assert url(correction, "change") in block
    assert url(replacement(correction), "change") in block


def test_who_may_not_mend_may_not(bit, notice):
    reader = signed_in("reader", is_staff=True)
    codes = ["view_agreement", "view_statuschange", "add_statuschange"]
    User.objects.get(username="reader").user_permissions.add(*Permission.objects.filter(codename__in=codes))
    before = size()
    for page in ("correct", "retract"):
        assert reader.get(url(notice, page)).status_code == 403
        assert reader.post(url(notice, page), {"reason": "x", "do": page}).status_code == 403
        assert url(notice, page) not in reader.get(url(bit, "change")).content.decode()
        assert url(notice, page) not in reader.get(url(notice, "change")).content.decode()
        assert url(notice, page) not in reader.get(url(bit, "history")).content.decode()
    assert size() == before


@pytest.mark.parametrize("key", ["0", "999999", "99999999999999999999999"])
@pytest.mark.parametrize("page", ["correct", "retract"])
def test_an_unknown_row_is_not_found(analyst, key, page):
    assert analyst.get(f"/admin/treaties/statuschange/{key}/{page}/").status_code == 404
    assert analyst.post(f"/admin/treaties/statuschange/{key}/{page}/", {}).status_code == 404


def test_the_pages_ask_a_fixed_number_of_questions(analyst, bit, notice, django_assert_max_num_queries):
    analyst.post(url(notice, "correct"), prefilled(analyst, notice) | {"effective_on": "2028"})
    new = StatusChange.objects.latest("pk")
    for page, most in ((url(new, "correct"), 24), (url(new, "retract"), 38)):
        with django_assert_max_num_queries(most):
            assert analyst.get(page).status_code == 200
    for page, most in ((url(new, "history"), 17), (url(bit, "history"), 21), (url(bit, "change"), 35)):
        with django_assert_max_num_queries(most):
            assert analyst.get(page).status_code == 200


def test_every_field_has_a_label_and_no_page_needs_an_exception(analyst, notice):
    for page in ("correct", "retract"):
        answer = analyst.get(url(notice, page))
        html = answer.content.decode()
        fields = [field for field in answer.context["form"] if not field.field.widget.use_fieldset]
        assert [field.name for field in fields if f'for="{field.id_for_label}"' not in html] == []
        assert " style=" not in html
        assert "unsafe-inline" not in answer["Content-Security-Policy"]


def test_lists_ask_no_more_where_more_was_mended(analyst, django_assert_max_num_queries):
    with a_block() as block:
        for change in StatusChange.objects.filter(act="signature")[:12]:
            retract_status_change(block, change=change, reason="To see what happens")
    with django_assert_max_num_queries(12):
        listed = analyst.get(reverse("admin:treaties_statuschange_changelist"), {"standing": "all"})
    assert listed.content.decode().count('<s class="mended">') == 12
    with django_assert_max_num_queries(10):
        listed = analyst.get(reverse("admin:treaties_correction_changelist"))
    assert listed.content.decode().count("Nothing: retracted") == 12
