"""If a demand were granted: what law would make of a notice, beside each target. The appeal changes no status."""

from datetime import date

import pytest
from django.db.models import Prefetch, prefetch_related_objects

from appeals.models import Appeal, AppealParty
from appeals.queries.appeal_file import AppealFile, appeal_file
from appeals.queries.if_granted import ByTarget, addressee_of, if_granted
from tests.factories.record import last_block, record
from tests.treaties.api.asking import ask
from tests.treaties.web.pages import words
from treaties.actions.what_if import Result
from treaties.models import Agreement
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db
SLUG = "milli-majlis-letter-2024-10-05"
LETTER = f"/appeals/{SLUG}/"
ON = date(2024, 12, 1)


def by_slug(found: ByTarget) -> dict:
    slugs = dict(Agreement.objects.values_list("pk", "slug"))
    return {slugs[agreement]: supposed for (_, agreement), supposed in found.items()}


def test_the_side_that_is_asked_would_give_the_notice():
    file = appeal_file(SLUG, on=ON)
    asked = addressee_of(file)
    assert asked
    assert asked.code == "AZ"
    found = by_slug(if_granted(file))
    assert len(found) == 8
    open_skies = found["open-skies-agreement-2016"]
    assert (open_skies.then.day, open_skies.now.day) == (date(2024, 10, 5), ON)
    assert {open_skies.then.act.by, open_skies.now.act.by} == {"AZ"}
    assert open_skies.then.result is Result.PENDING
    assert str(open_skies.then.possibly_ends_on) == "2025-10-05"
    assert str(open_skies.now.possibly_ends_on) == "2025-12-01"
    assert found["acquisition-agreement-2013"].then.has_ended


def test_a_demand_that_asks_for_no_end_supposes_nothing():
    file = appeal_file(SLUG, on=ON)
    terminating = file.appeal.demands.get(ordinal=1)
    assert {demand for demand, _ in if_granted(file)} == {terminating.pk}


def test_nothing_is_supposed_where_nobody_in_particular_is_asked():
    appeal = Appeal.objects.get(slug="congress-letter-2024-10-03")
    prefetch_related_objects([appeal], Prefetch("parties", AppealParty.objects.none()))
    assert addressee_of(AppealFile(appeal, ON)) is None
    assert if_granted(AppealFile(appeal, ON)) == {}


def test_the_page_says_so_beside_each_target(client):
    text = words(client.get(f"{LETTER}?on=2024-12-01"))
    assert "The last column is hypothetical: the appeal changes no status, and only an act of Azerbaijan could." in text
    assert "Earliest end, if Azerbaijan gave notice" in text
    row = text[text.index("Open Skies (air transport) by rule") :][:300]
    assert "on 5 October 2024: not before 5 October 2025, if at all (Art. 56)" in row
    assert "on 1 December 2024: not before 1 December 2025, if at all (Art. 56)" in row
    assert "Acquisition agreement of 2013 named, outside the rule Ended (expired), computed the same" in text
    assert "Ended already" in text


def test_the_question_by_itself_is_one_link_away(client):
    content = client.get(f"{LETTER}?on=2024-12-01").content.decode()
    link = "party=AZ&amp;act=notice_of_termination&amp;received_on=2024-12-01&amp;agreement=open-skies-agreement-2016"
    assert link in content


def test_what_ended_since_is_ended_now_and_was_not_then():
    agreement = Agreement.objects.get(slug="open-skies-agreement-2016")
    record(agreement, Act.TERMINATION_BY_CONSENT, effective_on="2024-11-01")
    supposed = by_slug(if_granted(appeal_file(SLUG, on=ON)))["open-skies-agreement-2016"]
    assert (supposed.then.has_ended, supposed.now.has_ended) == (False, True)


def test_it_is_answered_as_known():
    agreement, before = Agreement.objects.get(slug="open-skies-agreement-2016"), last_block()
    record(agreement, Act.TERMINATION_BY_CONSENT, effective_on="2024-11-01")
    supposed = by_slug(if_granted(appeal_file(SLUG, on=ON, known_at=before)))["open-skies-agreement-2016"]
    assert not supposed.now.has_ended


def test_the_api_tells_the_same():
    demands = ask(f"/appeals/{SLUG}/")["demands"]
    found = {one["agreement"]["slug"]: one["if_granted"] for one in demands[0]["expansion"]}
    supposed = found["open-skies-agreement-2016"]
    assert (supposed["by"]["code"], supposed["act"], supposed["notice_period"]) == ("AZ", "notice_of_termination", "")
    assert supposed["on_its_day"]["received_on"] == "2024-10-05"
    assert supposed["on_its_day"]["possibly_ends_on"]["edtf"] == "2025-10-05"
    assert supposed["on_its_day"]["ends_on"] is None
    assert found["acquisition-agreement-2013"]["today"]["has_ended"] is True


def test_asking_writes_nothing(client):
    head = last_block()
    client.get(LETTER)
    ask(f"/appeals/{SLUG}/")
    assert last_block() == head


@pytest.mark.parametrize("on", [date.min, date.max])
def test_any_day_is_answered(on):
    assert len(if_granted(appeal_file(SLUG, on=on))) == 8
