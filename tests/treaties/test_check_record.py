"""``manage.py check_record`` holds what is on record to the rules of a single entry."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.record import invented_agreement, last_block, record
from treaties.rules.findings import Strictness
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db


def check_record(*args: str, **options: object) -> str:
    out = StringIO()
    call_command("check_record", *args, stdout=out, **options)
    return out.getvalue()


def test_the_seeds_hold_nothing_unlawful():
    before = last_block()
    assert "0 impossible, 0 unlawful" in check_record()
    assert last_block() == before


def test_what_an_import_was_warned_of_is_found_again_with_its_article():
    agreement = invented_agreement(is_bilateral=False)
    record(agreement, Act.RATIFICATION, "XAA", Strictness.IMPORT, received_on="2000-01-01")
    found = check_record(agreement.slug)
    assert "unlawful" in found
    assert "ratifies_without_signature" in found
    assert "(Arts 14, 15 VCLT)" in found


def test_only_findings_of_a_strength_or_of_a_rule():
    agreement = invented_agreement(is_bilateral=False)
    record(agreement, Act.RATIFICATION, "XAA", Strictness.IMPORT, received_on="2000-01-01")
    assert "ratifies_without_signature" not in check_record(agreement.slug, strength=["notable"])
    assert "ratifies_without_signature" not in check_record(agreement.slug, code=["late_reservation"])


def test_an_unknown_agreement_is_named():
    with pytest.raises(CommandError, match="No agreement on record is called nothing-such"):
        check_record("nothing-such")


def test_a_hundred_agreements_are_read_in_as_many_statements_as_one(django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        check_record()
