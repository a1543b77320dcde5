"""Two connections record conflicting acts at once. Alone each is lawful; together they are no history.

The second waits for the first (journal head, then agreement row), reads what it wrote, and is refused in words. The
controls take the locks away, and must fail, or the test would prove nothing: without locks one writer runs into a
constraint of the database, and without that too, illegal histories appear.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError, connections

from tests.factories.record import a_block, invented_agreement, invented_source
from treaties.actions import status_changes, timelines
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven, record_status_change
from treaties.dates import PartialDate
from treaties.derivation.agreement import contradicting
from treaties.models import Agreement, Block, Entry
from treaties.queries.facts import facts_of, with_facts
from treaties.rules.findings import Refused
from treaties.vocabulary import Act

ENDED = ActGiven(act=Act.EXPIRY, effective_on=PartialDate.parse("2000-01-01"))
IN_FORCE = ActGiven(act=Act.ENTRY_INTO_FORCE, effective_on=PartialDate.parse("2001-01-01"))
ROUNDS = 5

UNLOCKED_BLOCK = """
CREATE SEQUENCE unlocked_numbers START {start};
GRANT USAGE ON unlocked_numbers TO PUBLIC;
CREATE OR REPLACE FUNCTION pacta_open_block(actor text, reason text, request text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE number bigint := nextval('unlocked_numbers');
BEGIN
    INSERT INTO treaties_block (no, at, actor, reason, request, transaction)
    VALUES (number, clock_timestamp(), actor, reason, request, pg_current_xact_id()::text::bigint);
    PERFORM set_config('pacta.block', number::text, true);
    RETURN number;
END $$;
"""


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between asking the rules and writing, each writer waits for the other, as long as it may come."""
    check = status_changes.check_acts
    barrier = Barrier(2)

    def check_then_wait(*args, **kwargs):
        warnings = check(*args, **kwargs)
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=0.3)
        barrier.reset()
        return warnings

    monkeypatch.setattr(status_changes, "check_acts", check_then_wait)


def without_agreement_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_changes, "lock_agreements", list)


def without_head_lock() -> None:
    start = Block.objects.latest("no").no + 1000
    with connections["owner"].cursor() as cursor:
        cursor.execute(UNLOCKED_BLOCK.format(start=start))


@contextmanager
def own_connection() -> Iterator[None]:
    try:
        yield
    finally:
        connections.close_all()


def record_at_once(agreement: Agreement, *acts: ActGiven) -> list[bool]:
    """Whether each was recorded; all in threads, and so connections, of their own."""
    cites = [Cite(invented_source())]

    def attempt(given: ActGiven) -> bool:
        with own_connection(), suppress(Refused), a_block() as block:
            record_status_change(block, agreement=agreement, given=given, cites=cites)
            return True
        return False

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(attempt, acts))


def illegal_histories() -> int:
    found = 0
    for _ in range(ROUNDS):
        agreement = invented_agreement()
        record_at_once(agreement, ENDED, IN_FORCE)
        facts = facts_of(with_facts(Agreement.objects.filter(pk=agreement.pk)).get())
        assert facts.acts, "both writers failed"
        found += bool(contradicting(facts))
    return found


@pytest.mark.slow
def test_conflicting_acts_at_once_never_make_an_illegal_history(committed, meeting):
    assert illegal_histories() == 0


@pytest.mark.slow
def test_the_agreement_lock_alone_is_enough(committed, meeting):
    without_head_lock()
    assert illegal_histories() == 0


@pytest.mark.slow
def test_control_with_the_locks_removed_a_writer_runs_into_the_constraint(committed, meeting, monkeypatch):
    without_head_lock()
    without_agreement_lock(monkeypatch)
    with pytest.raises(IntegrityError, match=r"one_current_timeline|known_before_it_was_replaced"):
        illegal_histories()


@pytest.mark.slow
def test_control_with_the_constraints_removed_too_illegal_histories_appear(committed, meeting, monkeypatch):
    without_head_lock()
    without_agreement_lock(monkeypatch)
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP INDEX one_current_timeline")
        cursor.execute("ALTER TABLE treaties_timeline DROP CONSTRAINT a_timeline_was_known_before_it_was_replaced")
    monkeypatch.setattr(timelines, "_show", lambda *of: None)  # it would not choose between two current versions
    assert illegal_histories() > 0


@pytest.mark.slow
def test_blocks_have_no_gaps_after_refusals_and_every_entry_has_its_block(committed):
    for _ in range(ROUNDS):
        record_at_once(invented_agreement(), ENDED, IN_FORCE, IN_FORCE)
    numbers = list(Block.objects.order_by("no").values_list("no", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(Entry.objects.values_list("block_id", flat=True)) <= set(numbers)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT * FROM pacta_journal_problems()")
        assert cursor.fetchall() == []
