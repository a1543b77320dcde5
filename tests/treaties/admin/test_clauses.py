"""An analyst adds, corrects or retracts a clause: previewed in the public words, refused at the field, or done."""

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from tests.factories.analysts import signed_in
from treaties.admin.mending.view import CONFLICT
from treaties.models import Agreement, Block, Clause, ClauseParty, Correction, Source

pytestmark = pytest.mark.django_db
BIT, GENOCIDE = "bit-azerbaijan-united-states-1997", "genocide-convention-1948"


@pytest.fixture
def analyst():
    return signed_in()


@pytest.fixture
def bit():
    return Agreement.objects.get(slug=BIT)


@pytest.fixture
def notice():
    return Clause.objects.get(agreement__slug=GENOCIDE, kind="notice_period")


def url(row, page):
    return reverse(f"admin:treaties_{row._meta.model_name}_{page}", args=[row.pk])


def add(client, agreement, **typed):
    given = {
        "source_on_record": Source.objects.get(slug="senate-treaty-doc-106-47").pk,
        "locator": "Art. 1",
        "reason": "It is in the text",
        "do": "add",
    }
    return client.post(url(agreement, "clause"), given | typed)


def prefilled(client, row):
    form = client.get(url(row, "correct")).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in typed.items() if value not in (None, "")} | {
        "reason": "The article says otherwise",
        "do": "correct",
    }


def size():
    return [model.objects.count() for model in (Clause, ClauseParty, Correction, Source, Block)]


def errors(answer):
    assert answer.status_code == 422
    return {name: " ".join(given) for name, given in answer.context["form"].errors.items()}


def test_a_clause_is_added_with_its_article_and_seen_on_the_public_page(analyst, bit, client):
    answer = add(analyst, bit, kind="duration", months="600", counting="same_day", note="Invented.")
    assert answer.status_code == 302
    clause = Clause.objects.get(agreement=bit, kind="duration")
    assert (clause.months, clause.citations.get().locator, clause.block.reason) == (600, "Art. 1", "It is in the text")
    assert clause.block.actor == "analyst"
    page = client.get(f"/agreements/{BIT}/").content.decode()
    assert "It lasts 50 years." in page
    told = analyst.get(url(bit, "change")).content.decode()
    assert "Added: It lasts 50 years." in told


@time_machine.travel("2026-06-01", tick=False)
def test_a_preview_says_it_in_public_words_with_the_status_and_the_days(analyst, bit):
    before = size()
    answer = add(analyst, bit, kind="duration", months="360", do="preview")
    page, preview = answer.content.decode(), answer.context["preview"]
    assert "It lasts 30 years." in page
    assert (preview.now.words, preview.after.words) == ("In force since 2 August 2001",) * 2
    assert [(one.during, one.after.word) for one in preview.differences] == [
        ("From 2 August 2031 until 2 August 2041", "Ended"),
        ("From 2 August 2041", "Ended"),
    ]
    assert "End of the term: 2 August 2031" in preview.computed
    assert size() == before


def test_parties_are_typed_as_codes_or_names_with_their_shares(analyst, bit):
    add(analyst, bit, kind="entry_into_force", percent="55", parties="AZ 40\nUnited States: 60.5 %", of_what="trade")
    clause = Clause.objects.get(agreement=bit, kind="entry_into_force")
    assert [(one.party.code, str(one.share)) for one in clause.parties.all()] == [("AZ", "40.0000"), ("US", "60.5000")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"kind": "duration"}, "months", "clause_lacks"),
        ({"kind": "duration", "months": "6", "days": "6"}, "days", "length_given_twice"),
        ({"kind": "notice_period", "months": "6"}, "kind", "second_of_its_kind"),
        ({"kind": "no_reservations", "count": "2"}, "count", "clause_knows_no_such"),
        ({"kind": "duration", "months": "6", "counting": "end_of_term"}, "counting", "counting_means_nothing"),
        ({"kind": "entry_into_force", "percent": "55"}, "parties", "percent_without_shares"),
        ({"kind": "entry_into_force", "parties": "AZ, Azerbaijan"}, "parties", "named_twice"),
        ({"kind": "entry_into_force", "parties": "AZ, Atlantis"}, "parties", "No party “Atlantis” is on record."),
        ({"kind": "entry_into_force", "parties": "AZ 40,5"}, "parties", "No party “5” is on record."),
        ({"kind": "entry_into_force", "parties": "AZ\0"}, "parties", "Null characters are not allowed."),
        ({"kind": "entry_into_force", "percent": "NaN", "parties": "AZ 1"}, "percent", "Enter a number."),
        ({"kind": "entry_into_force", "count": "99999999999"}, "count", "less than or equal to 500"),
        ({"kind": "duration", "months": "-3"}, "months", "greater than or equal to 1"),
        ({"kind": "duration", "months": "6", "counted_from": "some day"}, "counted_from", "some day"),
        ({"kind": "weather"}, "kind", "Select a valid choice"),
        ({"kind": "duration", "months": "6", "source_on_record": ""}, "source_on_record", "A clause is recorded with"),
        ({"kind": "duration", "months": "6", "reason": ""}, "reason", "required"),
    ],
)
@pytest.mark.parametrize("do", ["preview", "add"])
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(analyst, bit, typed, field, words, do):
    before = size()
    assert words in errors(add(analyst, bit, **(typed | {"do": do})))[field]
    assert size() == before


def test_a_source_can_be_described_in_place(analyst, bit):
    new = {"new_title": "A text", "new_publisher": "A gazette", "new_evidence": "text", "source_on_record": ""}
    add(analyst, bit, kind="duration", months="600", **new)
    assert Clause.objects.get(agreement=bit, kind="duration").citations.get().source.publisher == "A gazette"


@time_machine.travel("2026-06-01", tick=False)
def test_a_correction_is_previewed_and_made_in_one_block(analyst, notice):
    typed = prefilled(analyst, notice) | {"months": "3"}
    before = size()
    shown = analyst.post(url(notice, "correct"), typed | {"do": "preview"})
    assert size() == before
    assert [(one.name, one.before, one.after) for one in shown.context["changes"]] == [("Length in months", "6", "3")]
    assert "by a notice given at least three months before." in shown.content.decode()
    assert shown.context["preview"].no_longer[0] == "Last day to give notice: 12 July 2030"
    assert shown.context["preview"].computed[0] == "Last day to give notice: 12 October 2030"
    assert analyst.post(url(notice, "correct"), typed).status_code == 302
    correction = Correction.objects.get(clause=notice)
    new = correction.replacement_clause
    assert new is not None
    assert (correction.reason, new.months, new.block) == ("The article says otherwise", 3, correction.block)
    assert new.citations.get().locator == "Art. XIV"


def test_a_correction_that_changes_nothing_is_refused(analyst, notice):
    assert (
        "This correction changes nothing"
        in errors(analyst.post(url(notice, "correct"), prefilled(analyst, notice)))["__all__"]
    )


def test_named_parties_are_offered_as_they_were_typed(analyst):
    ctbt = Clause.objects.get(agreement__slug="ctbt-1996", kind="entry_into_force")
    typed = prefilled(analyst, ctbt)
    assert typed["parties"].startswith("DZ, AR, AU")
    assert typed["parties"].count(",") == 43
    analyst.post(url(ctbt, "correct"), typed | {"parties": "AZ"})
    (new,) = Clause.objects.filter(corrects__clause=ctbt)
    assert [one.party.code for one in new.parties.all()] == ["AZ"]


def test_a_retraction_shows_what_would_change_and_is_made_with_a_reason(analyst, notice):
    page = analyst.get(url(notice, "retract"))
    assert "A party may denounce it with effect at the end of a term" in page.content.decode()
    assert errors(analyst.post(url(notice, "retract"), {"do": "retract", "reason": ""}))["reason"]
    answer = analyst.post(url(notice, "retract"), {"do": "retract", "reason": "It is another text"}, follow=True)
    assert Correction.objects.get(clause=notice).is_retraction
    assert "It is another text" in answer.content.decode()
    for verb in ("correct", "retract"):
        assert analyst.get(url(notice, verb)).status_code == CONFLICT


def test_what_was_mended_is_read_in_the_panel_the_history_and_the_list_of_corrections(analyst, notice):
    analyst.post(url(notice, "retract"), {"do": "retract", "reason": "It is another text"})
    struck = '<s class="mended">A party may denounce it with effect at the end of a term'
    agreement = notice.agreement
    for page in (
        url(agreement, "change"),
        url(agreement, "history"),
        url(notice, "history"),
        reverse("admin:treaties_correction_changelist"),
        url(Correction.objects.get(clause=notice), "change"),
        reverse("admin:treaties_clause_changelist") + "?standing=all",
    ):
        answer = analyst.get(page)
        assert answer.status_code == 200
        assert struck in answer.content.decode() or "Retracted" in answer.content.decode(), page
    assert "It is another text" in analyst.get(url(notice, "change")).content.decode()


def test_whoever_may_not_add_clauses_is_not_asked_and_may_not_post(bit):
    stranger = signed_in("stranger", is_staff=True)
    User.objects.get(username="stranger").user_permissions.add(Permission.objects.get(codename="view_agreement"))
    assert url(bit, "clause") not in stranger.get(url(bit, "change")).content.decode()
    assert stranger.get(url(bit, "clause")).status_code == 403
    assert add(stranger, bit, kind="duration", months="6").status_code == 403


def test_the_button_leads_to_the_form_and_every_field_has_a_label(analyst, bit, django_assert_max_num_queries):
    assert url(bit, "clause") in analyst.get(url(bit, "change")).content.decode()
    with django_assert_max_num_queries(18):
        answer = analyst.get(url(bit, "clause"))
    page = answer.content.decode()
    fields = [field for field in answer.context["form"] if not field.field.widget.use_fieldset]
    assert [field.name for field in fields if f'for="{field.id_for_label}"' not in page] == []
    assert " style=" not in page


def test_an_unknown_agreement_is_not_found(analyst):
    assert analyst.get("/admin/treaties/agreement/0/clause/").status_code == 404
