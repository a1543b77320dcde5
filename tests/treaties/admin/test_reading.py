"""Facts in the administration: everybody who may read them does. That nobody adds, edits or deletes them there is
in the permission matrix (``tests/test_permissions.py``)."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from appeals.actions.corrections import retract_outcome
from appeals.actions.links import add_counter_evidence
from appeals.actions.signatories import (
    AddresseeGiven,
    SignatoryGiven,
    TextGiven,
    add_addressee,
    add_signatories,
    add_text,
    withdraw_signature,
)
from appeals.models import Appeal, Link, Outcome
from appeals.vocabulary import SignatoryKind, TextHeld, TextVersion
from tests.factories.analysts import signed_in
from tests.factories.record import a_block, invented_agreement, record
from tests.treaties.rules.test_evidence import PDF
from treaties.actions.corrections import retract_status_change
from treaties.actions.evidence import keep_copy, store
from treaties.actions.judgements import record_judgement
from treaties.actions.parties import answer_name
from treaties.actions.proposals import propose
from treaties.actions.sources import Cite
from treaties.models import (
    Agreement,
    Attempt,
    Endpoint,
    KeptAnswer,
    Party,
    Source,
    StatusAssertion,
    StatusChange,
)
from treaties.queries.party_search import known_parties
from treaties.vocabulary import Act, Form, Nature, Verdict

OPERATIONS = {Attempt, Endpoint, KeptAnswer}
"""What a site keeps to do its work: no part of the record."""
RECORD = [
    model
    for label in ("treaties", "appeals")
    for model in apps.get_app_config(label).get_models()
    if model not in OPERATIONS
]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def facts(db):
    """One fact of every model: those that the seeds lack are made here."""
    one, other = StatusChange.objects.order_by("pk")[:2]
    said = StatusAssertion.objects.get(slug="joint-statement-defence-1997-in-force-2024-10-05")
    cites = [Cite(Source.objects.earliest("pk"))]
    stand_between()
    with a_block() as block:
        record_judgement(
            block, agreement=said.agreement, assertion=said, verdict=Verdict.OPEN, reason="Two sources.", cites=cites
        )
        retract_status_change(block, change=one, reason="It was of another agreement")
        answer_name(block, source=Source.objects.earliest("pk"), name="Ruritania", party=Party.objects.earliest("pk"))
        retract_outcome(block, outcome=Outcome.objects.earliest("pk"), reason="Nobody asserts it")
        sign(block, cites)
        keep_copy(block, source=Source.objects.earliest("pk"), stored=store(PDF), name="note.pdf")
        add_counter_evidence(block, link=Link.objects.earliest("pk"), statement="It was drafted before.", cites=cites)
    propose(by=User.objects.create(username="alice"), screen="/", title="x", filled={}, reason="x")
    known_parties()  # kept in memory by a server that has answered before
    return other


def sign(block, cites):
    """Somebody who signed an appeal and took it back; a further addressee, and a version of the text."""
    appeal = Appeal.objects.earliest("pk")
    given = SignatoryGiven(kind=SignatoryKind.PERSON, name="A member", body="A parliament")
    (signatory,) = add_signatories(block, appeal=appeal, given=[given], cites=cites)
    withdraw_signature(block, signatory=signatory, cites=cites)
    add_addressee(block, appeal=appeal, given=AddresseeGiven(office="Another office"))
    text = TextGiven(version=TextVersion.ORIGINAL, language="en", held=TextHeld.FULL, cites=cites)
    add_text(block, appeal=appeal, given=text)


def stand_between():
    """Two parties of which one objects to the other's accession."""
    agreement = invented_agreement(is_bilateral=False)
    record(agreement, Act.ACCESSION, "XAA", received_on="2000-01-01")
    record(agreement, Act.OBJECTION_TO_ACCESSION, "XAB", received_on="2000-02-01")


def named(model):
    return model._meta.label_lower


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def analyst():
    return signed_in()


def test_every_model_of_the_record_can_be_read():
    assert [model for model in RECORD if not admin.site.is_registered(model)] == []


def test_lists_and_pages_are_shown_without_buttons_that_write(analyst, facts, django_assert_max_num_queries):
    """In one go: what all models need is made once."""
    models: list[Any] = RECORD
    for model in models:
        with django_assert_max_num_queries(12, info=named(model)):
            listed = analyst.get(url(model, "changelist"))
        with django_assert_max_num_queries(35, info=named(model)):
            shown = analyst.get(url(model, "change", model.objects.first().pk))
        for answer in (listed, shown):
            assert answer.status_code == 200, named(model)
            page = answer.content.decode()
            assert [word for word in ('name="_save"', "deletelink", "delete_selected") if word in page] == [], model


def test_a_hundred_agreements_are_listed_in_at_most_twelve_statements(analyst, django_assert_max_num_queries):
    with a_block():
        Agreement.objects.bulk_create(
            Agreement(
                slug=f"one-of-many-{n}",
                title=f"One of many {n}",
                short_title=f"A {n}",
                form=Form.TREATY,
                nature=Nature.TREATY,
                is_bilateral=False,
            )
            for n in range(100)
        )
    known_parties()
    with django_assert_max_num_queries(12):
        answer = analyst.get(url(Agreement, "changelist"))
    assert answer.content.decode().count('class="field-short_title') == 100


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("TIAS 13093", "assistance-agreement-2000"),
        ("investment treaty azerbaijan", "bit-azerbaijan-united-states-1997"),
        ("1973 soviet union", "tax-convention-us-ussr-1973"),
    ],
)
def test_agreements_are_found_by_title_number_and_participant(analyst, words, slug):
    found = analyst.get(url(Agreement, "changelist"), {"q": words}).context["cl"].queryset
    assert [agreement.slug for agreement in found] == [slug]


def test_a_status_filters_the_list(analyst):
    found = analyst.get(url(Agreement, "changelist"), {"status": "operative"}).context["cl"].queryset
    assert "joint-statement-relations-1997" in {agreement.slug for agreement in found}
    assert "bit-azerbaijan-united-states-1997" not in {agreement.slug for agreement in found}


@pytest.mark.parametrize("query", ["nature__exact=%00", "status=%00", "form__exact=a%00b"])
def test_a_null_character_in_a_filter_is_a_bad_request(analyst, query):
    assert analyst.get(f"{url(Agreement, 'changelist')}?{query}").status_code == 400


def test_a_null_character_in_a_search_is_a_bad_request(analyst):
    assert analyst.get(f"{url(Agreement, 'changelist')}?q=%00").status_code == 400


def test_the_menu_leaves_out_what_is_read_on_other_pages(analyst):
    models = {m["object_name"] for app in analyst.get("/admin/").context["available_apps"] for m in app["models"]}
    assert models == {
        "Agreement", "Block", "Correction", "Judgement", "NameInSource", "Party", "Proposal", "Source",
        "StatusAssertion", "StatusChange", "Appeal", "AppealCorrection", "Demand", "Link", "Outcome", "Response",
        "Token",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["auth/user/", "auth/user/add/", "auth/group/"])
def test_accounts_are_for_superusers_only(analyst, path):
    assert analyst.get(f"/admin/{path}").status_code == 403
    assert signed_in("root", is_staff=True, is_superuser=True).get(f"/admin/{path}").status_code == 200


@pytest.mark.parametrize("path", ["", "treaties/agreement/", "treaties/agreement/1/record/"])
def test_strangers_are_asked_to_sign_in(path):
    answer = Client().get(f"/admin/{path}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_no_page_needs_an_exception_from_the_content_security_policy(analyst):
    pages = ["/admin/", url(Agreement, "changelist"), url(Agreement, "change", Agreement.objects.earliest("pk").pk)]
    for answer in map(analyst.get, pages):
        page = answer.content.decode()
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        assert " style=" not in page
        assert "onclick=" not in page
