"""What is added to an appeal on record: answers, outcomes, names, texts, addressees, counts, relations, demands."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from appeals.models import (
    Addressee,
    Appeal,
    AppealCorrection,
    AppealRelation,
    AppealText,
    Demand,
    Outcome,
    Response,
    Signatory,
    SignatoryCount,
    SignatureWithdrawal,
)
from tests.factories.analysts import signed_in
from treaties.models import Block, Proposal, Source

pytestmark = pytest.mark.django_db
WROTE: tuple[Any, ...] = (Addressee, AppealRelation, AppealText, Demand, Outcome, Response, Signatory, SignatoryCount)


@pytest.fixture
def analyst():
    return signed_in()


@pytest.fixture
def appeal():
    return Appeal.objects.get(slug="congress-letter-2024-10-03")


def page(row, name):
    return reverse(f"admin:appeals_{row._meta.model_name}_{name}", args=[row.pk])


def typed(do="record", **said):
    source = Source.objects.earliest("pk")
    given = {"source_on_record": source.pk, "reason": "It was published", "do": do}
    return given | {name.replace("__", "-"): value for name, value in said.items()}


def size():
    return [model.objects.count() for model in (*WROTE, SignatureWithdrawal, AppealCorrection, Block)]


def told(answer):
    assert answer.status_code == 422
    context = answer.context
    return " | ".join([*context["elsewhere"], *(f"{one.label}: {' '.join(one.errors)}" for one in context["wrong"])])


SAID: dict[str, Any] = {
    "respond": (
        "record",
        Response,
        {"kind": "holding", "by": "The office", "responded_on": "9 Oct 2024", "summary": "x"},
    ),
    "signatories": ("add", Signatory, {"signatories": "Member One; Senate\nMember Two; Senate"}),
    "text": ("add", AppealText, {"version": "original", "language": "en", "held": "full"}),
    "addressee": ("add", Addressee, {"office": "Secretary of Defense", "name": "A holder"}),
    "count": ("add", SignatoryCount, {"kind": "verified", "count": 58, "breakdown": "10 and 48"}),
    "relate": ("relate", AppealRelation, {"relation": "counters"}),
    "demand": (
        "add",
        Demand,
        {
            "demand-rows": 1,
            "demand-1-ordinal": 3,
            "demand-1-action": "not_renew",
            "demand-1-heading": "Do not renew them",
            "demand-1-target-rows": 1,
            "demand-1-target-1-kind": "rule",
            "demand-1-target-1-one": "US",
            "demand-1-target-1-other": "AZ",
        },
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_each_is_previewed_then_written_in_one_block(analyst, appeal, name):
    do, model, said = SAID[name]
    if name == "relate":
        said = said | {"other": Appeal.objects.get(slug="milli-majlis-letter-2024-10-05").pk}
    assert analyst.get(page(appeal, name)).status_code == 200
    before = size()
    shown = analyst.post(page(appeal, name), typed("preview", **said))
    assert shown.context["preview"]
    assert size() == before
    answer = analyst.post(page(appeal, name), typed(do, **said))
    assert answer["Location"] == reverse("admin:appeals_appeal_change", args=[appeal.pk])
    row = model.objects.latest("pk")
    assert row.appeal == appeal
    assert row.block == Block.objects.latest("no")
    assert analyst.get(answer["Location"]).status_code == 200
    assert analyst.get(appeal.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", [name for name in SAID if name != "addressee"])
def test_each_needs_a_source(analyst, appeal, name):
    before = size()
    answer = analyst.post(page(appeal, name), typed(SAID[name][0], source_on_record="", **SAID[name][2]))
    assert "choose or describe one" in told(answer)
    assert size() == before


def test_a_later_demand_is_frozen_as_of_the_day_of_its_appeal(analyst, appeal):
    shown = analyst.post(page(appeal, "demand"), typed("preview", **SAID["demand"][2]))
    (demand,) = shown.context["demands"]
    assert demand.heading == "3. Do not renew them"
    assert len(demand.caught) > 3
    assert "Expanded on 3 October 2024, and frozen" in shown.content.decode()


def test_an_outcome_says_who_asserts_it_and_is_warned_of_without_a_source(analyst, appeal):
    demand = appeal.demands.earliest("pk")
    said = {"kind": "rejected", "asserted_by": "The office", "asserted_on": "1 Sep 2024", "source_on_record": ""}
    shown = analyst.post(page(demand, "outcome"), typed("preview", **said))
    codes = {one.code for one in shown.context["preview"].warnings}
    assert codes == {"outcome_without_source", "earlier_than_the_appeal"}
    further = {"further_sources": "news-az-deputy-speaker\noc-media-letters-2024", "source_on_record": ""}
    analyst.post(page(demand, "outcome"), typed(**said | further))
    outcome = Outcome.objects.latest("pk")
    assert (outcome.demand, outcome.kind, outcome.asserted_by) == (demand, "rejected", "The office")
    assert {one.source.slug for one in outcome.citations.all()} == {"news-az-deputy-speaker", "oc-media-letters-2024"}


@pytest.fixture
def signatory(analyst, appeal):
    analyst.post(page(appeal, "signatories"), typed("add", signatories="Member One; Senate; 118th Congress"))
    return Signatory.objects.get()


def test_a_signature_is_withdrawn_once(analyst, signatory):
    said = {"withdrawn_on": "10 Oct 2024", "note": "Says so in a letter"}
    page_of_appeal = reverse("admin:appeals_appeal_change", args=[signatory.appeal_id])
    assert page(signatory, "withdraw") in analyst.get(page_of_appeal).content.decode()
    assert page(signatory, "withdraw") in analyst.get(page(signatory, "change")).content.decode()
    analyst.post(page(signatory, "withdraw"), typed(**said))
    withdrawal = SignatureWithdrawal.objects.get()
    assert (str(withdrawal), withdrawal.note) == ("withdrawn 10 October 2024", "Says so in a letter")
    assert "already" in told(analyst.post(page(signatory, "withdraw"), typed(**said)))
    assert page(signatory, "withdraw") not in analyst.get(page(signatory, "change")).content.decode()


def test_a_signatory_is_corrected_and_retracted(analyst, signatory):
    form = analyst.get(page(signatory, "correct")).context["form"]
    prefilled = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    given = prefilled | {"convocation": "", "constituency": "Ohio", "reason": "Misread", "do": "correct"}
    analyst.post(page(signatory, "correct"), given)
    assert [str(one) for one in Signatory.objects.standing()] == ["Member One, Senate; Ohio"]
    replaced = Signatory.objects.standing().get()
    analyst.post(page(replaced, "retract"), {"reason": "Never signed", "do": "retract"})
    assert not Signatory.objects.standing().exists()
    assert analyst.get(reverse("admin:appeals_appeal_change", args=[signatory.appeal_id])).status_code == 200


WRONG = {
    "nobody": ("signatories", {"signatories": " \n"}, "at least one name"),
    "signed before": ("signatories", {"signatories": "Member One; Senate; 118th Congress"}, "already"),
    "six parts": ("signatories", {"signatories": "a; b; c; d; e; f"}, "Line 1: “a; b; c; d; e; f” has 6 parts"),
    "too long": ("signatories", {"signatories": f"{'a' * 201}; Senate"}, "Line 1: the name has more than 200"),
    "still to come": ("respond", {"responded_on": "1 Jan 2999"}, "still to come"),
    "no language": ("text", {"language": ""}, "Language: This field is required"),
    "addressed before": (
        "addressee",
        {"office": "Secretary of State of the United States", "name": "Antony Blinken"},
        "already",
    ),
    "fewer than none": ("count", {"count": -1}, "How many:"),
    "to itself": ("relate", {"other": "itself"}, "valid choice"),
    "a number that is taken": ("demand", {"demand-1-ordinal": 1}, "There is a demand 1 already"),
    "no demand": ("demand", {"demand-rows": 0}, "at least one demand"),
    "a null": ("respond", {"summary": "\0"}, "Null characters"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_is_refused_is_said_and_nothing_is_written(analyst, appeal, signatory, case):
    name, wrong, words = case
    do, _, said = SAID[name]
    if wrong.get("other") == "itself":
        wrong = {"other": appeal.pk}
    before = size()
    assert words in told(analyst.post(page(appeal, name), typed(do, **said | wrong)))
    assert size() == before


def test_the_same_text_twice_is_refused(analyst, appeal):
    said = SAID["text"][2]
    analyst.post(page(appeal, "text"), typed("add", **said))
    assert "on record already" in told(analyst.post(page(appeal, "text"), typed("add", **said)))


def test_a_contributor_only_proposes(analyst, appeal):
    contributor = signed_in("contributor", is_staff=True)
    User.objects.get(username="contributor").groups.add(Group.objects.get(name="contributors"))
    assert page(appeal, "respond") in contributor.get(page(appeal, "change")).content.decode()
    said = SAID["respond"][2]
    assert contributor.post(page(appeal, "respond"), typed(**said)).status_code == 403
    contributor.post(page(appeal, "respond"), typed("propose", **said))
    proposal = Proposal.objects.get()
    before = Response.objects.count()
    analyst.post(page(appeal, "respond"), typed("accept", proposal=proposal.pk, **said))
    assert Response.objects.count() == before + 1


def test_who_may_do_neither_sees_no_button_and_no_page(appeal):
    reader = signed_in("reader", is_superuser=False, is_staff=True)
    for name in SAID:
        assert reader.get(page(appeal, name)).status_code == 403


@pytest.mark.parametrize(
    ("name", "model", "otherwise"),
    [("respond", Response, {"summary": "y"}), ("count", SignatoryCount, {"count": 59})],
)
def test_a_button_pressed_twice_records_once(analyst, appeal, name, model, otherwise):
    do, _, said = SAID[name]
    analyst.post(page(appeal, name), typed(do, **said))
    before = size()
    assert "already on record" in told(analyst.post(page(appeal, name), typed(do, **said)))
    assert size() == before
    number = model.objects.count()
    analyst.post(page(appeal, name), typed(do, **said | otherwise))
    assert model.objects.count() == number + 1


def test_an_outcome_is_asserted_once_and_again_after_it_was_retracted(analyst, appeal):
    demand = appeal.demands.earliest("pk")
    said = {"kind": "rejected", "asserted_by": "The office", "asserted_on": "9 Oct 2024"}
    analyst.post(page(demand, "outcome"), typed(**said))
    assert "already on record" in told(analyst.post(page(demand, "outcome"), typed(**said)))
    analyst.post(page(Outcome.objects.latest("pk"), "retract"), {"reason": "Misread", "do": "retract"})
    assert analyst.post(page(demand, "outcome"), typed(**said)).status_code == 302
