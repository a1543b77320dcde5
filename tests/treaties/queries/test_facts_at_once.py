"""Facts in one statement are the same facts, now and as known."""

import pytest

from tests.factories.record import correct, invented_agreement, record
from treaties.models import Agreement, Block
from treaties.queries.facts import facts_of, with_facts
from treaties.queries.facts_at_once import agreements_with_facts
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected() -> Agreement:
    """A notice that was revoked, and then the notice was corrected: the revocation answers what stands instead."""
    agreement = invented_agreement(term=60)
    for code in ("XAA", "XAB"):
        record(agreement, Act.DEFINITIVE_SIGNATURE, code, done_on="1990-01-01")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="1990-01-01")
    notice = record(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="1992-01-01").change
    record(agreement, Act.REVOCATION_OF_NOTICE, "XAA", received_on="1992-02-01", about=notice.slug)
    correct(notice, Act.NOTICE_OF_TERMINATION, "XAA", received_on="1992-01-10")
    return agreement


@pytest.mark.parametrize("is_now", [True, False])
def test_they_are_those_of_many_statements(corrected, is_now, django_assert_num_queries):
    known_at = None if is_now else Block.objects.latest("no").no - 1
    expected = {one.slug: facts_of(one) for one in with_facts(Agreement.objects.all(), known_at=known_at)}
    with django_assert_num_queries(1):
        found = {one.slug: facts_of(one) for one in agreements_with_facts(Agreement.objects.all(), known_at=known_at)}
    assert found == expected
    assert len(found) > 20
