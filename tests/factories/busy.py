"""Writers who record at once and commit slowly: each in a thread, with agreements of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random
from time import sleep
from typing import Any

from django.db import connections

from appeals.actions.responses import ResponseGiven, record_response
from appeals.models import Appeal
from appeals.vocabulary import ResponseKind
from tests.factories.appeals import invented_appeal, named
from tests.factories.record import a_block, an_act, invented_agreement, invented_source
from treaties.actions.assertions import AssertionGiven, record_assertion
from treaties.actions.corrections import correct_status_change, retract_status_change
from treaties.actions.sources import Cite, add_source, cite
from treaties.actions.status_changes import record_status_change
from treaties.dates import PartialDate
from treaties.models import Agreement, Source, StatusChange
from treaties.rules.findings import Refused, Strictness
from treaties.vocabulary import Act, AgreementStatus, Evidence


class Undone(Exception):
    """A write that is not committed."""


class Writer:
    """Makes one change after the other; ``slowness`` is the longest time, in seconds, from a write to its commit."""

    def __init__(self, number: int, slowness: float) -> None:
        self.number, self.slowness, self.random = number, slowness, Random(number)
        self.source = invented_source()
        self.made = 0
        self.agreements: list[Agreement] = []
        self.acts: list[StatusChange] = []
        self.appeals: list[Appeal] = []
        self.new_agreement()
        self.new_appeal()

    @property
    def cites(self) -> list[Cite]:
        return [Cite(self.source, locator=f"p. {self.made}")]

    def write(self, changes: int) -> None:
        ways = [self.record] * 6 + [self.correct, self.retract, self.cite_again, self.undone, self.nothing]
        ways += [self.source_alone, self.assert_, self.answer]
        for _ in range(changes):
            self.made += 1
            self.random.choice([self.new_agreement, self.new_appeal] if self.made % 40 == 0 else ways)()

    def commit[T](self, change: Callable[[Any], T]) -> T | None:
        """What was made; ``None`` where it was refused, or undone."""
        with suppress(Refused, Undone), a_block() as block:
            made = change(block)
            sleep(self.random.random() * self.slowness)
            return made
        return None

    def new_agreement(self) -> None:
        self.agreements.append(invented_agreement(slug=f"busy-{self.number}-{self.made}"))

    def new_appeal(self) -> None:
        self.appeals.append(invented_appeal(named(self.agreements[-1])))

    def record(self) -> None:
        given = an_act(Act.DECLARATION, by=self.random.choice(["XAA", "XAB"]), done_on=self.day())
        on = self.random.choice(self.agreements[-3:])
        made = self.commit(
            lambda block: record_status_change(
                block, agreement=on, given=given, cites=self.cites, strictness=Strictness.IMPORT
            )
        )
        if made:
            self.acts.append(made.change)

    def correct(self) -> None:
        given = an_act(Act.DECLARATION, by="XAA", done_on=self.day())
        self.mend(
            lambda block, act: correct_status_change(
                block, change=act, given=given, reason="Misread.", cites=self.cites, strictness=Strictness.IMPORT
            )
        )

    def retract(self) -> None:
        self.mend(lambda block, act: retract_status_change(block, change=act, reason="Not so."))

    def mend(self, how: Callable[[Any, StatusChange], object]) -> None:
        if self.acts:
            act = self.acts.pop(self.random.randrange(len(self.acts)))
            self.commit(lambda block: how(block, act))

    def cite_again(self) -> None:
        self.commit(lambda block: cite(block, self.agreements[-1], self.cites))

    def source_alone(self) -> None:
        self.commit(lambda block: self.add_source(block))

    def add_source(self, block: Any) -> Source:
        slug = f"busy-{self.number}-{self.made}"
        return add_source(block, slug=slug, title="Another", publisher="A press", evidence=Evidence.PRESS)

    def assert_(self) -> None:
        given = AssertionGiven(asserted_on=PartialDate.parse(self.day()), status=AgreementStatus.IN_FORCE)
        slug, agreement = f"busy-{self.number}-{self.made}", self.agreements[-1]
        self.commit(
            lambda block: record_assertion(block, agreement=agreement, slug=slug, given=given, cites=self.cites)
        )

    def answer(self) -> None:
        given = ResponseGiven(kind=ResponseKind.HOLDING, by="The minister", summary="Later.")
        self.commit(lambda block: record_response(block, appeal=self.appeals[-1], given=given, cites=self.cites))

    def undone(self) -> None:
        """Takes numbers that nobody ever sees."""

        def change(block: Any) -> None:
            self.add_source(block)
            raise Undone

        self.commit(change)

    def nothing(self) -> None:
        """A block without a row."""
        self.commit(lambda block: None)

    def day(self) -> str:
        return f"{self.random.randint(1950, 2020)}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"


def write_at_once(writers: list[Writer], *, changes: int) -> Callable[[], bool]:
    """So many changes, shared out; whether all are made, and raises what went wrong with one."""

    def work(writer: Writer) -> None:
        try:
            writer.write(changes // len(writers))
        finally:
            connections.close_all()

    pool = ThreadPoolExecutor(len(writers))
    working = [pool.submit(work, writer) for writer in writers]
    pool.shutdown(wait=False)

    def all_made() -> bool:
        made = all(one.done() for one in working)
        if made:
            [one.result() for one in working]
        return made

    return all_made
