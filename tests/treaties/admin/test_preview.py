"""What a preview shows beside the words: the pairs that change, and a picture of before and after."""

import pytest
import time_machine
from django.urls import reverse

from tests.factories.analysts import filled_in, record_url, signed_in
from treaties.models import Agreement, Participation, StatusChange
from treaties.vocabulary import PairGroup

pytestmark = pytest.mark.django_db
BIT = "bit-azerbaijan-united-states-1997"


@pytest.fixture
def bit():
    return Agreement.objects.get(slug=BIT)


def previewed(agreement, act, code="", **typed):
    given = filled_in(agreement, act, code, do="preview", **typed)
    answer = signed_in().post(record_url(agreement), given)
    return answer.context["preview"], answer.content.decode()


@time_machine.travel("2026-06-01", tick=False)
def test_the_pair_of_a_bilateral_agreement_says_from_when_its_answer_is_another(bit):
    shown, page = previewed(bit, "notice_of_termination", "AZ", received_on="1 March 2026")
    (pair,) = shown.pairs.named
    assert (pair.name, pair.words) == ("Azerbaijan – United States", "from 1 March 2027 ended, instead of in force.")
    assert pair.words in page
    assert pair.url in page


def test_a_pair_whose_answer_stays_is_said_to(bit):
    shown, _ = previewed(bit, "domestic_approval", "AZ", done_on="2001")
    assert shown.pairs.named[0].words == "the answer does not change on any day."


@time_machine.travel("2026-06-01", tick=False)
def test_a_correction_says_until_when(bit):
    entry = StatusChange.objects.get(agreement=bit, act="entry_into_force")
    client = signed_in()
    url = reverse("admin:treaties_statuschange_correct", args=[entry.pk])
    form = client.get(url).context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None}
    answer = client.post(url, typed | {"effective_on": "2 Sep 2003", "reason": "Misread", "do": "preview"})
    words = answer.context["preview"].pairs.named[0].words
    assert words == "from 2 August 2001 until 2 September 2003 signed, not in force, instead of in force."


@time_machine.travel("2026-06-01", tick=False)
def test_a_multilateral_agreement_counts_the_pairs(bit):
    treaty = Agreement.objects.get(slug="cat-1984")
    code = treaty.participations.earliest("pk").party.code
    shown, _ = previewed(treaty, "notice_of_termination", code, received_on="1 March 2025", effective_on="1 March 2026")
    others = Participation.objects.filter(agreement=treaty).count() - 1
    assert shown.pairs.count == others
    assert all(pair.turns[0].after is PairGroup.ENDED for pair in shown.pairs.named)


@time_machine.travel("2026-06-01", tick=False)
def test_the_picture_says_all_of_it_in_words(bit):
    shown, page = previewed(bit, "notice_of_termination", "AZ", received_on="1 March 2026")
    assert shown.picture.words.startswith("Now: ")
    assert "After: " in shown.picture.words
    assert "Ended since 1 March 2027" in shown.picture.words
    assert [pattern for pattern, _ in shown.picture.key] == ["full", "dots", "over"]
    assert 'role="img" aria-label="Now: ' in page
    assert " style=" not in page
    ends = {lane.heading: lane.bars[-1].pattern for lane in shown.picture.lanes}
    assert ends == {"Now": "full", "After": "over"}


def test_where_nothing_would_be_left_the_picture_says_so(bit):
    """Its only act is taken back: one lane is empty."""
    entry = StatusChange.objects.exclude(agreement=bit).filter(
        agreement__in=[one.pk for one in Agreement.objects.all() if one.status_changes.count() == 1]
    )
    page = signed_in().get(reverse("admin:treaties_statuschange_retract", args=[entry.earliest("pk").pk]))
    assert page.status_code == 200
    assert "After: nothing on record." in page.content.decode()
