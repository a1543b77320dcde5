"""Lists to live in: a hundred rows in a few statements, narrowed by a form that says what it does not understand."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.analysts import filled_in, record_url, signed_in
from tests.factories.many import MANY, a_hundred_of_everything
from treaties.admin.mending.mendable import MendableAdmin
from treaties.models import Agreement, Endpoint, Head, Seal, StatusChange
from treaties.queries.party_search import known_parties

pytestmark = pytest.mark.django_db
MOST = 12
NOT_A_HUNDRED = (Head, Seal, Endpoint)
"""There is one head; what is not committed is not sealed; and webhooks are not for analysts."""


def listed(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.fixture
def analyst():
    return signed_in()


@pytest.mark.slow
def test_every_list_shows_a_hundred_rows_in_at_most_twelve_statements(analyst):
    a_hundred_of_everything(User.objects.get(username="analyst"))
    known_parties()  # in memory from then on
    too_many, too_few = {}, {}
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label not in ("treaties", "appeals") or model in NOT_A_HUNDRED:
            continue
        every = "?standing=all" if isinstance(model_admin, MendableAdmin) else ""
        with CaptureQueriesContext(connection) as queries:
            answer = analyst.get(f"{listed(model)}{every}")
        assert answer.status_code == 200, model
        rows = len(answer.context["cl"].result_list)
        if rows < MANY:
            too_few[model.__name__] = rows
        if len(queries) > MOST:
            too_many[model.__name__] = len(queries)
    assert (too_many, too_few) == ({}, {})


def slugs(client, query, model=Agreement):
    answer = client.get(f"{listed(model)}?{query}")
    assert answer.status_code == 200
    return {row.slug for row in answer.context["cl"].queryset}


DEFENCE = {"acquisition-agreement-2003", "acquisition-agreement-2013", "joint-statement-defence-1997"}


def test_filters_combine(analyst):
    pair = slugs(analyst, "pair=AZ-US&topic=defence&nature=contested&status=signed&on=2000")
    assert pair == {"joint-statement-defence-1997"}
    assert slugs(analyst, "pair=azerbaijan&other=usa&topic=defence&nature=contested&status=signed&on=2000") == pair
    assert slugs(analyst, "pair=AZ-FR") == set()


@pytest.mark.parametrize("typed", ["AZ-US", "azerbaijan usa", "США Азербайджан", "US-AZ"])
def test_two_parties_are_understood_as_in_the_public_search(analyst, typed):
    assert slugs(analyst, f"pair={typed}") > DEFENCE


def test_the_status_in_the_list_is_that_of_the_day(analyst):
    page = analyst.get(f"{listed(Agreement)}?on=Aug+1997").content.decode()
    assert "Status on 31 August 1997" in page
    assert "Status today" not in page


def test_a_source_finds_what_cites_it(analyst):
    assert slugs(analyst, "source=tias-13093") == {"assistance-agreement-2000"}
    assert slugs(analyst, "source=tias-13093", StatusChange) == {
        act.slug for act in StatusChange.objects.filter(citations__source__slug="tias-13093")
    }


def test_changed_by_me_is_what_the_journal_says(analyst):
    agreement = Agreement.objects.get(slug="assistance-agreement-2000")
    assert slugs(analyst, "mine=on") == set()
    answer = analyst.post(record_url(agreement), filled_in(agreement, "declaration", "AZ", received_on="2020-05-05"))
    assert answer.status_code == 302
    assert slugs(analyst, "mine=on") == {agreement.slug}
    assert slugs(signed_in("bob"), "mine=on") == set()


def test_without_entry_into_force(analyst):
    assert slugs(analyst, "entry=missing") == {
        "weapons-elimination-agreement-2004", "fatca-agreement-2015", "joint-statement-defence-1997",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("pair=xx", "pair", "“xx” is no party on record; write a code or a name, or two: AZ, Azerbaijan, AZ-US."),
        ("pair=AZ-AZ", "pair", "“AZ-AZ” is the same party twice; write two, such as AZ-US."),
        ("pair=congo", "pair", "“congo” may mean"),
        ("pair=AZ-US&other=FR", "other", "These are more than two parties: leave one of the two fields empty."),
        ("pair=AZ&other=AZ", "other", "This is the same party twice; write another one."),
        ("on=yesterday", "on", "“yesterday” is not one day; write 2024-10-05, 5 October 2024, Aug 1997 or 2013."),
        ("on=0000", "on", "“0000”"),
        ("on=10000", "on", "“10000”"),
        ("status=asleep", "status", "“asleep” is none of these: not_yet, negotiating,"),
        ("nature=wild", "nature", "“wild” is none of these: treaty, non_binding,"),
        ("topic=wild", "topic", "“wild” is none of these: defence,"),
        ("source=narnia", "source", "“narnia” is no source on record; write its short name, or words of its title"),
        ("entry=wild", "entry", "“wild” is none of these: missing."),
        (f"pair={'a' * 201}", "pair", "Ensure this value has at most 200 characters"),
    ],
)
def test_what_is_not_understood_is_said_with_what_would_be(analyst, query, field, said):
    answer = analyst.get(f"{listed(Agreement)}?{query}")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert f'<a href="#filter-{field}">' in page
    typed = query.rpartition("=")[2]
    assert f'value="{typed}"' in page or field in ("status", "nature", "topic", "entry")
    assert not answer.context["cl"].queryset.exists()


def test_a_day_without_a_status_narrows_no_acts(analyst):
    answer = analyst.get(f"{listed(StatusChange)}?on=2013")
    assert answer.status_code == 400
    assert "Choose the status that agreements have on that day." in answer.content.decode()


@pytest.mark.parametrize("query", ["pair=%00", "source=%00", "on=%00"])
def test_a_null_character_is_a_bad_request(analyst, query):
    assert analyst.get(f"{listed(Agreement)}?{query}").status_code == 400


def test_a_filter_that_the_list_does_not_have_is_said(analyst):
    answer = analyst.get(f"{listed(Agreement)}?colour=red", follow=True)
    assert "The address asked for a filter that this list does not have: all is listed." in answer.content.decode()


def test_the_form_keeps_what_else_the_address_says(analyst):
    page = analyst.get(f"{listed(Agreement)}?q=agreement&form__exact=treaty&pair=AZ-US").content.decode()
    assert '<input type="hidden" name="form__exact" value="treaty">' in page
    assert '<input type="hidden" name="q" value="agreement">' in page
