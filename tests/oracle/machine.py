"""Drives the record through its real actions, and compares what it answers with the oracle, at every block so far."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from random import Random
from typing import Any

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.factories.record import a_block, invented_agreement, invented_parties, invented_source, last_block
from tests.oracle.bookkeeping import Ledger, answers, told
from tests.oracle.deeds import DATES, KNOWN_TO_THE_DAY, deeds, exact, partial_days
from tests.oracle.expectation import Expectation
from tests.oracle.told import NEVER, Member
from treaties.actions import corrections
from treaties.actions.assertions import AssertionGiven, record_assertion
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven, ActToRecord, record_status_change, record_status_changes
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.participation import derive_participation
from treaties.models import Agreement, Correction, StatusAssertion, StatusChange, Timeline
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import agreement_file
from treaties.queries.country_pair import country_pair
from treaties.queries.facts import facts_of, with_facts
from treaties.queries.verification import journal_problems, row_problems, timeline_problems
from treaties.rules.findings import Refused, Strictness
from treaties.vocabulary import AgreementStatus

CODES = ("XAA", "XAB", "XAC")
SLUG = "random-history"
LIFE = ("2003-01-01", "2007-01-01")
machines = count(1)


class Histories(RuleBasedStateMachine):
    """One agreement: bilateral or multilateral by the subclass. Everything is rolled back at the end of a machine."""

    is_bilateral = True
    worlds = 24
    thorough_every = 10
    """Each so many machines the whole record is verified, and every page asked at every block."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.known: dict[int, dict[str, Kept]] = {}
        self.said: dict[str, StatusAssertion] = {}
        self.is_thorough = next(machines) % self.thorough_every == 0
        self.serial = count(1)
        self.cites = [Cite(invented_source())]

    @initialize(parties=st.integers(2, 3), term=st.sampled_from([None, None, None, 24]))
    def begin(self, parties: int, term: int | None) -> None:
        invented_parties("XAC", exists_from=LIFE[0], exists_until=LIFE[1])
        codes = CODES[:parties]
        agreement = invented_agreement(slug=SLUG, is_bilateral=self.is_bilateral, term=term, codes=codes)
        self.parties = invented_parties(*codes)
        members = []
        for place, party in enumerate(self.parties, 1):
            born = party.exists_from.earliest if party.exists_from else None
            died = party.exists_until.earliest if party.exists_until else None
            side = min(place, 2) if self.is_bilateral else 0
            members.append(Member(party.code, side, born or Member.born, died or NEVER))
        self.ledger = Ledger(agreement, tuple(members), term or 0, {})

    # Deeds

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """Three deeds, mostly recordings; after each, all that holds is asked."""
        for _ in range(3):
            data.draw(st.sampled_from(self._possible_deeds()))(data)
            self._answers_are_the_oracles()
            self._no_earlier_answer_changes()
            self._the_order_of_recording_does_not_count()

    def _possible_deeds(self) -> list[Callable[[st.DataObject], None]]:
        deeds: list[Callable[[st.DataObject], None]] = [self.assert_otherwise]
        deeds += [self.record] * 8
        if self.ledger.standing:
            deeds += [self.correct, self.correct, self.retract, self.mend_twice]
        return deeds

    def record(self, data: st.DataObject) -> None:
        strictness = data.draw(st.sampled_from([Strictness.IMPORT, Strictness.IMPORT, Strictness.PERSON]))
        given = self._draw(data)
        slug = f"{SLUG}-act-{next(self.serial):03}"
        with self._refused(also=told(slug, given)), a_block() as block:
            recorded = record_status_change(
                block,
                agreement=self.ledger.agreement,
                given=given,
                cites=self.cites,
                slug=slug,
                strictness=strictness,
            )
            self.ledger.standing[slug] = recorded.change, given

    def correct(self, data: st.DataObject) -> None:
        slug, (change, was) = data.draw(st.sampled_from(sorted(self.ledger.standing.items())))
        given = self._draw(data, without=slug)
        if data.draw(st.booleans()):  # another day, and nothing else
            known = exact if was.act in KNOWN_TO_THE_DAY else partial_days
            dated: dict[str, Any] = {name: data.draw(known) for name in DATES if getattr(was, name)}
            given = ActGiven(act=was.act, by=was.by, scope=was.scope, about=was.about, **dated)
        new = f"{SLUG}-act-{next(self.serial):03}"
        with self._refused(also=told(new, given), without=slug), a_block() as block:
            mending = corrections.correct_status_change(
                block,
                change=change,
                given=given,
                reason="Misread.",
                cites=self.cites,
                strictness=Strictness.IMPORT,
                slug=new,
            )
            assert mending.change
            self.ledger.replace(slug, new, mending.change, given)

    def retract(self, data: st.DataObject) -> None:
        slug, (change, _) = data.draw(st.sampled_from(sorted(self.ledger.standing.items())))
        with a_block() as block:
            corrections.retract_status_change(block, change=change, reason="Another agreement was meant.")
        self.ledger.standing.pop(slug)

    def assert_otherwise(self, data: st.DataObject) -> None:
        """What sources say changes no status, whether it is recorded, corrected or retracted."""
        status = data.draw(st.sampled_from(AgreementStatus))
        given = AssertionGiven(asserted_on=data.draw(partial_days), status=status)
        before, retracts = self._timelines(), data.draw(st.booleans())
        slug = f"{SLUG}-said-{next(self.serial):03}"
        with a_block() as block:
            if self.said and retracts:
                corrections.retract_assertion(block, assertion=self.said.popitem()[1], reason="Misread.")
            elif self.said:
                old = self.said.popitem()[1]
                self.said[slug] = corrections.correct_assertion(
                    block, assertion=old, given=given, reason="Misread.", cites=self.cites, slug=slug
                )
            else:
                agreement = self.ledger.agreement
                self.said[slug] = record_assertion(block, agreement=agreement, slug=slug, given=given, cites=self.cites)
        assert self._timelines() == before

    def mend_twice(self, data: st.DataObject) -> None:
        """What no longer stands is not mended again."""
        changes = StatusChange.objects.filter(agreement=self.ledger.agreement, correction__isnull=False)
        for change in changes[:1]:
            with self._refused(), a_block() as block:
                corrections.retract_status_change(block, change=change, reason="Again.")

    def _draw(self, data: st.DataObject, without: str = "") -> ActGiven:
        standing = {slug: given for slug, (_, given) in self.ledger.standing.items() if slug != without}
        return data.draw(deeds(self.parties, standing, self.is_bilateral))

    def _refused(self, **changed: Any) -> "_Refusal":
        return _Refusal(self, changed)

    # What holds

    def _answers_are_the_oracles(self) -> None:
        kept = self._timelines()
        expectation = Expectation.of(self.ledger.history(), at_most=self.worlds)
        assert list(expectation.differences(answers(kept))) == []
        self.known[last_block()] = kept

    def _no_earlier_answer_changes(self) -> None:
        versions = Timeline.objects.filter(agreement=self.ledger.agreement).select_related("participation__party")
        for block, kept in self.known.items():
            then = [one for one in versions if one.known_from_id <= block < (one.known_until_id or block + 1)]
            codes = [one.participation.party.code if one.participation else "" for one in then]
            found = (Kept(one.days, one.codes, one.story) for one in then)
            assert dict(zip(codes, found, strict=True)) == kept

    def _the_order_of_recording_does_not_count(self) -> None:
        facts = facts_of(with_facts(Agreement.objects.filter(pk=self.ledger.agreement.pk)).get())
        assert {fact.ref for fact in facts.acts} == set(self.ledger.standing)
        shuffled = facts.with_acts(tuple(Random(len(facts.acts)).sample(facts.acts, len(facts.acts))))
        assert derive_agreement(shuffled) == derive_agreement(facts)
        for party in facts.parties:
            assert derive_participation(shuffled, party) == derive_participation(facts, party)

    def _timelines(self, known_at: int | None = None) -> dict[str, Kept]:
        versions = Timeline.objects.filter(agreement=self.ledger.agreement).known_at(known_at)
        rows = versions.values_list("participation__party__code", "days", "codes", "story")
        return {code or "": Kept(days, codes, story) for code, days, codes, story in rows}

    def teardown(self) -> None:
        try:
            if self.known:
                self._pages_say_the_same()
                self._recorded_anew_it_is_the_same()
                if self.is_thorough:
                    self._verifies()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def _pages_say_the_same(self) -> None:
        """The pair's answer and the agreement's file at every block, on a day of each step."""
        one, other, *_ = self.parties
        for block, kept in self.known.items():
            day = kept[""].days[-1] if kept[""].days else NEVER
            pair = country_pair(one, other, on=day, known_at=block)
            (row,) = [row for row in pair.rows if row.agreement == self.ledger.agreement]
            shown = [row.whole, row.one_standing, row.other_standing]
            assert shown == [_lists(kept[code]) for code in ("", *CODES[:2])]
            if not self.is_thorough and block != max(self.known):
                continue
            file = agreement_file(self.ledger.agreement.slug, on=day, known_at=block)
            found = {"": file.whole} | {one.participation.party.code: one.kept for one in file.participations}
            assert found == {code: _lists(timeline) for code, timeline in kept.items()}

    def _recorded_anew_it_is_the_same(self) -> None:
        """All that stands, recorded at once and in another order under another agreement, gives the same timelines."""
        codes = tuple(party.code for party in self.parties)
        twin = invented_agreement(is_bilateral=self.is_bilateral, term=self.ledger.term or None, codes=codes)
        names = {slug: f"{slug}-anew" for slug in self.ledger.standing}
        acts = [
            ActToRecord(given=_about(given, names), cites=self.cites, slug=names[slug])
            for slug, (_, given) in self.ledger.standing.items()
        ]
        before = self._timelines()
        if any(given.about and given.about not in names for _, given in self.ledger.standing.values()):
            return  # what an act answered was retracted since: it cannot be recorded anew
        with suppress(Refused), a_block() as block:
            record_status_changes(block, agreement=twin, acts=acts[::-1], strictness=Strictness.IMPORT)
            rows = Timeline.objects.filter(agreement=twin).known_at(None)
            found = {one.participation.party.code if one.participation else "": (one.days, one.codes) for one in rows}
            assert found == {code: (kept.days, kept.codes) for code, kept in before.items()}

    def _verifies(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert [*journal_problems(), *row_problems(), *timeline_problems()] == []


class _Refusal:
    """What is refused leaves no trace; and a history is called contradictory only where no world of it is lawful."""

    def __init__(self, machine: Histories, changed: dict[str, Any]) -> None:
        self.machine, self.changed = machine, changed

    def __enter__(self) -> None:
        self.before = self._traces()

    def __exit__(self, kind: Any, refused: Any, trace: Any) -> bool:
        if not isinstance(refused, Refused):
            return False
        assert self._traces() == self.before
        if {finding.code for finding in refused.findings} == {"contradicts_the_record"}:
            history = self.machine.ledger.history(**self.changed)
            assert not Expectation.of(history, at_most=self.machine.worlds).lawful
        return True

    def _traces(self) -> list[int]:
        models = (StatusChange, StatusAssertion, Correction, Timeline)
        return [last_block(), *(model._default_manager.count() for model in models)]


def _about(given: ActGiven, names: dict[str, str]) -> ActGiven:
    return replace(given, about=names.get(given.about, ""))


def _lists(kept: Kept) -> Kept:
    return Kept(list(kept.days), list(kept.codes), list(kept.story))
