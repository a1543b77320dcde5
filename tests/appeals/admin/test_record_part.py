"""The part of the record form that links an act to an appeal or a demand."""

import pytest
import time_machine

from appeals.models import Demand, Link
from tests.factories.analysts import filled_in, record_url, signed_in
from tests.factories.record import invented_agreement
from treaties.models import Agreement, Block, StatusChange

pytestmark = pytest.mark.django_db
LETTER = "milli-majlis-letter-2024-10-05"
NOTICE = {"received_on": "1 March 2026", "effective_on": "1 Mar 2027"}


@pytest.fixture
def analyst():
    return signed_in()


@pytest.fixture
def bit():
    return Agreement.objects.get(slug="bit-azerbaijan-united-states-1997")


@pytest.fixture
def first_demand():
    return Demand.objects.get(appeal__slug=LETTER, ordinal=1)


def linked(demand, **said):
    return {f"appeal-{name}": value for name, value in ({"appeal": f"demand-{demand.pk}"} | said).items()}


@time_machine.travel("2026-06-01", tick=False)
def test_a_notice_is_linked_to_the_demand_that_asked_for_it(analyst, bit, first_demand):
    given = filled_in(bit, "notice_of_termination", "AZ", **NOTICE)
    said = linked(first_demand, relation="requested", grade="E", in_part="on")
    answer = analyst.post(record_url(bit), given | said, follow=True)
    link = Link.objects.latest("pk")
    assert "notice pending: ends on 1 March 2027" in str(next(iter(answer.context["messages"])))
    assert (link.demand, link.relation, link.grade, link.in_part) == (first_demand, "requested", "E", True)
    assert link.status_change == StatusChange.objects.latest("pk")
    assert link.block == link.status_change.block


def test_the_preview_names_the_link_and_makes_none(analyst, bit, first_demand):
    before = Link.objects.count()
    given = filled_in(bit, "notice_of_termination", "AZ", do="preview", **NOTICE)
    page = analyst.post(record_url(bit), given | linked(first_demand)).content.decode()
    assert "demand 1, Terminate all agreements" in page
    assert Link.objects.count() == before


def test_without_an_appeal_no_link_is_made(analyst, bit):
    before = Link.objects.count()
    given = filled_in(bit, "notice_of_termination", "AZ", **NOTICE)
    assert analyst.post(record_url(bit), given | {"appeal-relation": "requested"}).status_code == 302
    assert Link.objects.count() == before


REFUSED = {
    "an act before the appeal": ({"received_on": "1 March 2024"}, {"relation": "requested"}, "relation", "chronology"),
    "an appeal that did not follow": (NOTICE, {"relation": "followed"}, "relation", "chronology"),
    "a ground with a weak grade": (NOTICE, {"relation": "cited_as_ground", "quotation": "x"}, "grade", "grade A or B"),
    "a ground without words": (NOTICE, {"relation": "cited_as_ground", "grade": "A"}, "quotation", "a quotation"),
    "an unknown demand": (NOTICE, {"appeal": "demand-0"}, "appeal", "valid choice"),
    "a quotation from nowhere": (NOTICE, {"appeal": "", "quotation": "x"}, "appeal", "Choose the appeal"),
    "a null character": (NOTICE, {"quotation": "\0"}, "quotation", "Null characters"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_refused_link_undoes_the_act_as_well(analyst, bit, first_demand, case):
    typed, said, field, words = case
    before = [model.objects.count() for model in (StatusChange, Link, Block)]
    given = filled_in(bit, "notice_of_termination", "AZ", **typed)
    answer = analyst.post(record_url(bit), given | linked(first_demand, **said))
    assert answer.status_code == 422
    assert words in " ".join(answer.context["parts"][0].form.errors[field])
    assert [model.objects.count() for model in (StatusChange, Link, Block)] == before


def test_chronology_holds_where_only_the_database_looks(analyst, bit, first_demand, monkeypatch):
    monkeypatch.setattr("appeals.actions.links.check_link", lambda **_: ())
    given = filled_in(bit, "notice_of_termination", "AZ", received_on="1 March 2024")
    answer = analyst.post(record_url(bit), given | linked(first_demand))
    assert answer.status_code == 422
    assert "A link respects chronology." in " ".join(answer.context["form"].non_field_errors())


def test_the_appeals_offered_concern_the_agreement(analyst, bit):
    part = analyst.get(record_url(bit)).context["parts"][0]
    _, first, second = [group for group, _ in part.form.fields["appeal"].choices]
    assert first.endswith("5 October 2024")
    assert second.endswith("3 October 2024")
    assert "Demand 1: Terminate all agreements in force between the two, in particular two named ones (by rule)" in [
        label for _, label in part.form.fields["appeal"].choices[1][1]
    ]


def test_an_agreement_of_others_is_offered_no_appeal(analyst):
    part = analyst.get(record_url(invented_agreement())).context["parts"][0]
    assert part.form.fields["appeal"].choices == [("", "none")]


def ticked(demand, **said):
    return {f"appeal-demand-{demand.pk}-{name}": value for name, value in ({"on": "on"} | said).items()}


@time_machine.travel("2026-06-01", tick=False)
def test_demands_of_the_same_target_are_suggested_and_none_is_ticked(analyst, bit, first_demand):
    given = filled_in(bit, "notice_of_termination", "AZ", do="preview", **NOTICE)
    answer = analyst.post(record_url(bit), given)
    (suggestion,) = answer.context["parts"][0].form.suggestions
    assert suggestion.candidate.demand == first_demand
    assert suggestion.why == "Suggested: same target (by rule), about 17 months earlier."
    assert not suggestion.on.value()
    page = answer.content.decode()
    assert "“followed” is not offered: by the order of the two days." in page


@time_machine.travel("2026-06-01", tick=False)
def test_several_are_linked_at_once(analyst, bit, first_demand):
    other = Demand.objects.filter(appeal__slug=LETTER).exclude(pk=first_demand.pk).earliest("ordinal")
    given = filled_in(bit, "notice_of_termination", "AZ", **NOTICE)
    said = ticked(first_demand, relation="requested", grade="D", in_part="on") | linked(other, relation="preceded")
    assert analyst.post(record_url(bit), given | said).status_code == 302
    made = {
        link.demand: (link.relation, link.grade, link.in_part)
        for link in StatusChange.objects.latest("pk").appeal_links.all()
    }
    assert made == {first_demand: ("requested", "D", True), other: ("preceded", "E", False)}


@time_machine.travel("2026-06-01", tick=False)
def test_a_suggestion_that_is_refused_is_told_at_its_own_field(analyst, bit, first_demand):
    before = StatusChange.objects.count()
    given = filled_in(bit, "notice_of_termination", "AZ", received_on="1 March 2024")
    answer = analyst.post(record_url(bit), given | ticked(first_demand, relation="requested"))
    assert "chronology" in answer.context["parts"][0].form.errors[f"demand-{first_demand.pk}-relation"][0]
    assert StatusChange.objects.count() == before


@time_machine.travel("2026-06-01", tick=False)
def test_the_corrected_act_is_offered_the_links_of_the_earlier_one(analyst, bit, first_demand):
    given = filled_in(bit, "notice_of_termination", "AZ", **NOTICE)
    analyst.post(record_url(bit), given | ticked(first_demand, relation="requested", grade="D"))
    act = StatusChange.objects.latest("pk")
    page = analyst.get(f"/admin/treaties/statuschange/{act.pk}/correct/")
    (suggestion,) = page.context["parts"][0].form.suggestions
    assert suggestion.on.value() is True
    assert [field.value() for field in suggestion.fields] == ["requested", "D", False, ""]
