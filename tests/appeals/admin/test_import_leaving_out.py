"""At the desk a dirty file is refused, or taken in as far as it holds together; the plan lists what is left out."""

import pytest
from django.urls import reverse

from tests.appeals.importing.test_ggo import SAMPLE
from tests.appeals.importing.test_ukto import SAMPLE as RECORDS
from tests.factories.analysts import signed_in
from tests.treaties.web.pages import words
from treaties.models import Agreement, Block

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def given(do, source, file, **more):
    kept = {"format": source, "text": file.read_text(), "name": file.name, "reason": "To try it", "do": do}
    return kept | more


@pytest.fixture
def url():
    return reverse("admin:appeals_appeal_import")


@pytest.fixture
def ann():
    return signed_in("ann")


def test_a_dirty_file_is_refused_with_the_kinds_of_what_stands_against_it(ann, url):
    blocks = Block.objects.count()
    page = ann.post(url, given("preview", "ggo", SAMPLE))
    assert page.status_code == 422
    assert "ggo-sample.csv:13:1: No party on record is called “EAZ”" in words(page)
    assert Block.objects.count() == blocks


def test_what_holds_together_is_recorded_where_the_box_is_ticked(ann, url):
    blocks = Block.objects.count()
    page = ann.post(url, given("preview", "ggo", SAMPLE, leave_out="on"))
    assert page.status_code == 200
    assert "Left out: not recorded" in words(page)
    assert "ggo-sample.csv:8:10: StateForce of AZ is 2013-01-14" in words(page)
    assert Block.objects.count() == blocks
    done = ann.post(url, given("import", "ggo", SAMPLE, leave_out="on"))
    assert (done.status_code, Block.objects.count()) == (302, blocks + 1)
    assert Agreement.objects.filter(slug="ggo-inlhse-1995a").exists()


def test_records_of_json_are_taken_in(ann, url):
    done = ann.post(url, given("import", "ukto", RECORDS))
    assert done.status_code == 302
    assert Agreement.objects.filter(slug="ukto-90001").exists()
