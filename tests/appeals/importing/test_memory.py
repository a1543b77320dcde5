"""However many acts a file holds, few of them are in memory at once."""

import gc

import pytest

from appeals.importing.doing import do
from appeals.importing.formats import read_import
from appeals.importing.plan import make_plan
from tests.factories.many_acts import write_many_acts
from treaties.actions.journal import open_block
from treaties.importing import parts, sorting, spool
from treaties.importing.rows import ActRow
from treaties.importing.standing import ACTOR
from treaties.models import StatusChange

FEW, MANY = 300, 3_000


@pytest.mark.slow
@pytest.mark.django_db
def test_few_rows_are_held_of_a_file_of_very_many(tmp_path, monkeypatch):
    for room, name in ((parts, "AT_ONCE"), (sorting, "LISTED"), (spool, "HELD_BACK")):
        monkeypatch.setattr(room, name, FEW)
    write_many_acts(tmp_path / "many.jsonl", MANY)
    held = [0]

    def look(count: int = 0) -> None:
        held.append(sum(type(one) is ActRow for one in gc.get_objects()))

    read = read_import("pacta-events", [tmp_path / "many.jsonl"])
    look()
    plan = make_plan(read.treaties, read.appeals, read.edition)
    look()
    with open_block(actor=ACTOR, reason="Very many") as block:
        do(block, plan, done=look)

    assert StatusChange.objects.filter(slug__startswith="many-").count() == MANY
    assert plan.treaties.acts.count_new == MANY
    assert FEW < max(held) < MANY / 2
