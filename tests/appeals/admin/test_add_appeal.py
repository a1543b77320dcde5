"""An analyst adds an appeal with everything about it: previewed in words, then written in one block."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from appeals.models import Appeal, CaughtAgreement, Demand, Signatory, Target
from tests.factories.analysts import signed_in
from tests.factories.record import invented_agreement
from treaties.models import Block, Proposal, Source

pytestmark = pytest.mark.django_db
NAMED = "acquisition-agreement-2013"


@pytest.fixture
def analyst():
    return signed_in()


def url():
    return reverse("admin:appeals_appeal_add")


def letter(**typed):
    """What the form posts for a letter with one demand, of a rule and a named agreement."""
    source = Source.objects.get(slug="caliber-2024-10-05")
    said = {
        "title": "Letter of a caucus to the minister",
        "kind": "letter_of_members",
        "issuing_body": "A caucus of the Milli Majlis",
        "issued_by": "AZ",
        "addressee_office": "Minister of Defence of Azerbaijan",
        "addressed_to": "azerbaijan",
        "concerned": "United States",
        "issued_on": "5 Oct 2024",
        "text_held": "full",
        "source_on_record": source.pk,
        "demand-rows": 1,
        "demand-1-ordinal": 1,
        "demand-1-action": "terminate",
        "demand-1-heading": "Terminate all agreements between the two",
        "demand-1-target-rows": 2,
        "demand-1-target-1-kind": "rule",
        "demand-1-target-1-one": "AZ",
        "demand-1-target-1-other": "US",
        "demand-1-target-2-kind": "agreement",
        "demand-1-target-2-agreement": NAMED,
        "reason": "It was published",
        "do": "record",
    }
    return said | {name.replace("__", "-"): value for name, value in typed.items()}


def size():
    return [model.objects.count() for model in (Appeal, Demand, Target, CaughtAgreement, Signatory, Source, Block)]


def told(answer):
    """Every field that is wrong, as the list above the form names it, with what is said at it."""
    assert answer.status_code == 422
    context = answer.context
    return " | ".join([*context["elsewhere"], *(f"{one.label}: {' '.join(one.errors)}" for one in context["wrong"])])


def test_the_preview_shows_what_a_rule_catches_and_writes_nothing(analyst):
    before = size()
    answer = analyst.post(url(), letter(do="preview"))
    (demand,) = answer.context["seen"].demands
    how = {one.agreement: one.how.label for one in demand.caught}
    assert how["Acquisition agreement of 2013"] == "named, outside the rule"
    assert sorted(how.values()).count("by rule") == len(how) - 1 > 3
    assert "Expanded on 5 October 2024, and frozen" in answer.content.decode()
    assert size() == before


def test_what_was_previewed_is_recorded_in_one_block(analyst):
    answer = analyst.post(url(), letter(), follow=True)
    appeal = Appeal.objects.latest("pk")
    assert answer.redirect_chain[0][0] == reverse("admin:appeals_appeal_change", args=[appeal.pk])
    assert appeal.slug == "caucus-of-the-milli-majlis-2024-10-05"
    assert {(one.party.code, one.role) for one in appeal.parties.all()} == {
        ("AZ", "issuer"), ("AZ", "addressee"), ("US", "concerned"),
    }  # fmt: skip
    (demand,) = appeal.demands.all()
    assert {one.block for one in [appeal, demand, *demand.targets.all(), *demand.caught.all()]} == {appeal.block}
    assert [one.source.slug for one in demand.citations.all()] == ["caliber-2024-10-05"]
    assert analyst.get(appeal.get_absolute_url()).status_code == 200


def test_everything_else_about_it_comes_along(analyst):
    further = {
        "received_on": "7 Oct 2024",
        "further_sources": "news-az-deputy-speaker",
        "addressee-rows": 1,
        "addressee-1-office": "Speaker of the Milli Majlis",
        "text-rows": 1,
        "text-1-version": "translation",
        "text-1-language": "en",
        "text-1-held": "excerpt",
        "text-1-source": "oc-media-letters-2024",
        "count-rows": 1,
        "count-1-kind": "claimed",
        "count-1-count": 43,
        "count-1-source": "oc-media-letters-2024",
        "relation-rows": 1,
        "relation-1-relation": "in_response_to",
        "relation-1-other": Appeal.objects.get(slug="congress-letter-2024-10-03").pk,
        "signatories": "Member One; ; VII convocation; A party; Baku\n\nMember Two",
        "signatories_body": "Milli Majlis",
        "organisations": "An association",
    }
    analyst.post(url(), letter() | further)
    appeal = Appeal.objects.latest("pk")
    assert [str(one) for one in appeal.signatories.all()] == [
        "Member One, Milli Majlis, VII convocation; A party; Baku",
        "Member Two, Milli Majlis",
        "An association",
    ]
    assert [one.citations.get().source.slug for one in appeal.texts.all()] == ["oc-media-letters-2024"]
    assert [one.citations.get().source.slug for one in appeal.signatory_counts.all()] == ["oc-media-letters-2024"]
    assert [one.office for one in appeal.further_addressees.all()] == ["Speaker of the Milli Majlis"]
    assert [one.other.slug for one in appeal.relations.all()] == ["congress-letter-2024-10-03"]
    assert {one.source.slug for one in appeal.citations.all()} == {"caliber-2024-10-05", "news-az-deputy-speaker"}


def test_a_part_in_an_agreement_and_a_narrower_rule_are_targets(analyst):
    typed = {
        "demand-1-target-1-topic": "aid",
        "demand-1-target-1-form": "agreement",
        "demand-1-target-2-kind": "participation",
        "demand-1-target-2-whose": "US",
    }
    analyst.post(url(), letter() | typed)
    rule, part = Demand.objects.latest("pk").targets.order_by("pk")
    assert part.participation
    assert (rule.rule_topic, rule.rule_form) == ("aid", "agreement")
    assert (part.participation.party.code, part.participation.agreement.slug, part.agreement) == ("US", NAMED, None)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["demand", "demand-1-target", "addressee", "text", "count", "relation"])
def test_one_more_row_is_drawn_and_what_was_typed_is_kept_and_not_judged(analyst, name):
    before = analyst.post(url(), letter(do="preview", issued_on="never")).content.decode()
    answer = analyst.post(url(), letter(do=f"more:{name}", issued_on="never"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.context["wrong"]
    assert 'value="never"' in page
    assert page.count(f'id="id_{name}-') > before.count(f'id="id_{name}-')
    assert "checked" in page  # the source that was picked


def test_what_to_look_at_is_warned_of(analyst):
    typed = {
        "issued_on": "Oct 2024",
        "published_on": "5 Sep 2024",
        "addressee_office": "Minister of Foreign Affairs of Azerbaijan",
        "demand-1-target-rows": 3,
        "demand-1-target-3-kind": "agreement",
        "demand-1-target-3-agreement": invented_agreement().slug,
        "demand-rows": 2,
        "demand-2-ordinal": 2,
        "demand-2-action": "review",
        "demand-2-heading": "Review them",
        "count-rows": 1,
        "count-1-kind": "listed",
        "count-1-count": 3,
    }
    answer = analyst.post(url(), letter(do="preview") | typed)
    codes = {one.code for one in answer.context["preview"].warnings}
    assert codes >= {"issued_imprecise", "before_issued", "count_without_source", "no_target", "no_part_in_it"}
    assert "31 October 2024, its last possible day" in answer.content.decode()


def test_another_name_for_an_office_on_the_same_day_is_warned_of(analyst):
    office = {"addressee_office": "Minister of Foreign Affairs of Azerbaijan", "addressee_name": "Somebody Else"}
    answer = analyst.post(url(), letter(do="preview") | office)
    assert "another_holder_that_day" in {one.code for one in answer.context["preview"].warnings}
    names = analyst.get(reverse("admin:appeals_appeal_holders"), {"addressee_office": office["addressee_office"]})
    assert "Jeyhun Bayramov" in names.content.decode()


def test_the_same_letter_sent_twice_is_known_again(analyst):
    analyst.post(url(), letter())
    before = size()
    again = {"title": "LETTER of a caucus to the Minister", "issued_on": "2024-10-05"}
    assert "already on record" in told(analyst.post(url(), letter() | again))
    assert size() == before
    analyst.post(url(), letter(title="Another letter"))
    assert Appeal.objects.latest("pk").slug == "caucus-of-the-milli-majlis-2024-10-05-2"


WRONG = {
    "no source": ({"source_on_record": ""}, "Source: An appeal is recorded with the source"),
    "a rule of one party": (
        {"demand-1-target-1-other": "Azerbaijan"},
        "Demand 1, target 1, and: This is the same party",
    ),
    "half a rule": ({"demand-1-target-1-other": ""}, "Demand 1, target 1, and: A rule is between two"),
    "an unknown party": ({"issued_by": "Ruritania"}, "A body of: “Ruritania” is no party"),
    "several parties": ({"concerned": "congo"}, "write the code of one"),
    "an unknown agreement": ({"demand-1-target-2-agreement": "xyzzy"}, "Demand 1, target 2, agreement: “xyzzy” is no"),
    "several agreements": ({"demand-1-target-2-agreement": "convention"}, "may mean several agreements"),
    "nobody's part": (
        {"demand-1-target-2-kind": "participation", "demand-1-target-2-whose": "FR"},
        "France takes no part in this agreement",
    ),
    "a field of another kind": ({"demand-1-target-2-one": "AZ"}, "empty it, or aim at another kind"),
    "no description": ({"demand-1-target-2-kind": "project", "demand-1-target-2-agreement": ""}, "Describe it"),
    "numbered twice": (
        {"demand-rows": 2, "demand-2-ordinal": 1, "demand-2-action": "review", "demand-2-heading": "x"},
        "Demand 2, number: There is a demand 1 already",
    ),
    "numbered zero": ({"demand-1-ordinal": 0}, "greater than or equal to 1"),
    "still to come": ({"issued_on": "1 Jan 2999"}, "still to come"),
    "for ever": ({"issued_on": "9999-12-31"}, "Issued on:"),
    "without an end": ({"issued_on": "since 2024"}, "this one has no latest day"),
    "either order": ({"issued_on": "03/04/2024"}, "write the month as a word"),
    "no day": ({"issued_on": "31 June 2024"}, "not a day of the calendar"),
    "a null": ({"title": "a\0b"}, "Title: Null characters"),
    "a null in a row": ({"demand-1-heading": "\0"}, "Demand 1, heading: Null characters"),
    "turned text": ({"demand-1-heading": "a\u202eb"}, "cannot be shown as text"),
    "overlong": ({"demand-1-target-2-description": "x" * 301}, "at most 300 characters"),
    "no such language": ({"language": "English, perhaps"}, "Language:"),
    "a huge count": ({"count-rows": 1, "count-1-kind": "claimed", "count-1-count": 10**12}, "Count 1, how many"),
    "an unknown source": (
        {"count-rows": 1, "count-1-kind": "claimed", "count-1-count": 3, "count-1-source": "xyzzy"},
        "“xyzzy” is no source on record",
    ),
    "no reason": ({"reason": " "}, "Reason: This field is required"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_is_refused_is_said_at_its_place_and_nothing_is_written(analyst, case):
    typed, words = case
    before = size()
    answer = analyst.post(url(), letter() | typed)
    assert words in told(answer)
    assert size() == before


def test_of_58_lines_the_bad_one_is_named_and_none_is_lost(analyst):
    lines = [f"Member {n}; Milli Majlis" for n in range(1, 59)]
    lines[41] = "Member 42"
    lines[50] = "Member 7; Milli Majlis"
    before = size()
    answer = analyst.post(url(), letter(signatories="\r\n".join(lines)))
    assert "Line 42: Member 42: say in which body" in told(answer)
    assert "Line 51: Member 7 stands in line 7 already" in told(answer)
    assert "Member 58; Milli Majlis" in answer.content.decode()
    assert size() == before


@pytest.mark.slow
@pytest.mark.parametrize("rows", ["-1", "99999", "x", "\0", "1e9", ""])
def test_a_strange_number_of_rows_is_no_error_of_ours(analyst, rows):
    assert analyst.post(url(), letter(do="preview") | {"demand-rows": rows}).status_code in (200, 422)


def test_a_contributor_proposes_and_an_editor_accepts(analyst):
    contributor = signed_in("contributor", is_staff=True)
    User.objects.get(username="contributor").groups.add(Group.objects.get(name="contributors"))
    assert contributor.post(url(), letter()).status_code == 403
    before = Appeal.objects.count()
    contributor.post(url(), letter(do="propose"))
    proposal = Proposal.objects.get()
    assert proposal.title.startswith("Appeal: Letter of a caucus")
    page = analyst.get(url(), {"proposal": proposal.pk})
    assert page.context["seen"].demands[0].caught
    assert Appeal.objects.count() == before
    analyst.post(url(), letter(do="accept", proposal=proposal.pk))
    assert Appeal.objects.latest("pk").title == "Letter of a caucus to the minister"


def test_who_may_do_neither_is_kept_out():
    reader = signed_in("reader", is_staff=True)
    assert reader.get(url()).status_code == 403
    assert reader.post(url(), letter(do="more:demand")).status_code == 403
    assert reader.get(reverse("admin:appeals_appeal_agreements"), {"x-agreement": "a"}).status_code == 403
