"""An analyst corrects or retracts what came back to an appeal."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from appeals.models import AppealCorrection, Demand, Link, Outcome, Response
from tests.factories.analysts import filled_in, record_url, signed_in
from treaties.admin.mending.view import CONFLICT
from treaties.models import Agreement, Block, StatusChange

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WHY = "Another office answered"


@pytest.fixture
def analyst():
    return signed_in()


@pytest.fixture
def response():
    return Response.objects.earliest("pk")


@pytest.fixture
def outcome():
    return Outcome.objects.earliest("pk")


def url(row, page):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def prefilled(client, row):
    form = client.get(url(row, "correct")).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in typed.items() if value not in (None, "")} | {"reason": WHY, "do": "correct"}


def size():
    return [model.objects.count() for model in (Response, Outcome, AppealCorrection, Block)]


def errors(answer):
    assert answer.status_code == 422
    return {name: " ".join(given) for name, given in answer.context["form"].errors.items()}


def test_a_response_is_corrected_in_one_block(analyst, response):
    typed = prefilled(analyst, response) | {"by": "Another office"}
    before = size()
    shown = analyst.post(url(response, "correct"), typed | {"do": "preview"}).context["changes"]
    assert [(one.name, one.before, one.after) for one in shown] == [("By", response.by, "Another office")]
    assert size() == before
    answer = analyst.post(url(response, "correct"), typed, follow=True)
    assert answer.redirect_chain[0][0] == url(response.appeal, "change")
    correction = AppealCorrection.objects.get()
    new = Response.objects.get(corrects=correction)
    assert (new.by, new.appeal, correction.reason) == ("Another office", response.appeal, WHY)
    assert new.block == correction.block
    assert [one.source for one in new.citations.all()] == [one.source for one in response.citations.all()]
    page = answer.content.decode()
    assert '<s class="mended">' in page
    assert url(new, "correct") in page
    assert url(response, "correct") not in page


def test_an_outcome_is_corrected_and_needs_no_source(analyst, outcome):
    typed = prefilled(analyst, outcome) | {"kind": "rejected", "note": "In its second letter"}
    typed.pop("kept", None)
    assert analyst.post(url(outcome, "correct"), typed)["Location"] == url(outcome.demand, "change")
    new = Outcome.objects.get(corrects=AppealCorrection.objects.get())
    assert (new.kind, new.demand, new.note) == ("rejected", outcome.demand, "In its second letter")
    assert WHY in analyst.get(url(outcome.demand.appeal, "change")).content.decode()


@pytest.mark.parametrize("model", [Response, Outcome])
def test_each_is_retracted_with_a_reason_and_only_once(analyst, model):
    row = model.objects.earliest("pk")
    assert analyst.get(url(row, "retract")).status_code == 200
    assert "required" in errors(analyst.post(url(row, "retract"), {"do": "retract"}))["reason"]
    analyst.post(url(row, "retract"), {"reason": "Nobody said so", "do": "retract"})
    assert not model.objects.standing().filter(pk=row.pk).exists()
    for page in ("correct", "retract"):
        assert analyst.get(url(row, page)).status_code == CONFLICT
    assert "Nobody said so" in analyst.get(url(row, "history")).content.decode()
    listed = analyst.get(reverse("admin:appeals_appealcorrection_changelist")).content.decode()
    assert "Nobody said so" in listed


WRONG = {
    "nothing changed": (Response, {}, "__all__", "changes nothing"),
    "an outcome unchanged": (Outcome, {}, "__all__", "changes nothing"),
    "answered by nobody": (Response, {"by": " "}, "by", "required"),
    "an unknown kind": (Response, {"kind": "shout"}, "kind", "valid choice"),
    "no source left": (Response, {"kept": [], "by": "x"}, "source_on_record", "Keep a source"),
    "asserted by nobody": (Outcome, {"asserted_by": ""}, "asserted_by", "required"),
    "not a date": (Outcome, {"asserted_on": "30 February 2025"}, "asserted_on", "not a day of the calendar"),
    "a null": (Outcome, {"note": "\0"}, "note", "Null characters"),
    "no reason": (Outcome, {"note": "x", "reason": ""}, "reason", "required"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_is_refused_is_said_at_its_field_and_nothing_is_written(analyst, case):
    model, typed, field, words = case
    row = model.objects.earliest("pk")
    given, before = prefilled(analyst, row) | typed, size()
    assert words in errors(analyst.post(url(row, "correct"), given))[field]
    assert size() == before


def test_who_may_not_mend_may_not(response):
    reader = signed_in("reader", is_staff=True)
    codes = ["view_appeal", "view_response", "add_correction"]
    User.objects.get(username="reader").user_permissions.add(*Permission.objects.filter(codename__in=codes))
    for page in ("correct", "retract"):
        assert reader.get(url(response, page)).status_code == 403
        assert url(response, page) not in reader.get(url(response.appeal, "change")).content.decode()


def test_a_corrected_act_is_linked_anew_as_the_earlier_one_was(analyst):
    bit = Agreement.objects.get(slug="bit-azerbaijan-united-states-1997")
    key = f"appeal-demand-{Demand.objects.get(appeal__slug='milli-majlis-letter-2024-10-05', ordinal=1).pk}"
    dates = {"received_on": "1 March 2026", "effective_on": "1 March 2027"}
    said = {f"{key}-on": "on", f"{key}-relation": "requested", f"{key}-grade": "D", f"{key}-in_part": "on"}
    analyst.post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", **dates) | said)
    notice = StatusChange.objects.latest("pk")
    part = analyst.get(url(notice, "correct")).context["parts"][0]
    (suggestion,) = part.form.suggestions
    assert [suggestion.on.value(), *(field.value() for field in suggestion.fields)] == [
        True,
        "requested",
        "D",
        True,
        "",
    ]
    assert "The new row is linked only to what is ticked" in part.note
    analyst.post(url(notice, "correct"), prefilled(analyst, notice) | {"effective_on": "2028"} | said)
    assert Link.objects.latest("pk").status_change == StatusChange.objects.latest("pk")
