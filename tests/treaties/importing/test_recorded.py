"""Records as rows: comparing many acts with a file asks for no row by itself."""

import pytest

from treaties.importing.matching import recorded_acts
from treaties.importing.recorded import act_row
from treaties.importing.standing import first_of_chain

pytestmark = pytest.mark.django_db


def test_acts_are_read_with_their_sources_and_chains_in_three_statements(django_assert_num_queries):
    with django_assert_num_queries(3):
        acts = list(recorded_acts())
        rows = [(act_row(act), first_of_chain(act)) for act in acts]
    assert len(rows) > 50
