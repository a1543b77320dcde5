"""A small invented record: two states that exist in no other place, a source, and agreements between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from treaties.actions.agreements import AgreementGiven, ClauseGiven, Participant, add_agreement
from treaties.actions.corrections import Mending, correct_status_change, retract_status_change
from treaties.actions.journal import open_block
from treaties.actions.parties import PartyGiven, add_parties
from treaties.actions.sources import Cite, add_source
from treaties.actions.status_changes import ActGiven, Recording, record_status_change
from treaties.dates import PartialDate
from treaties.models import Agreement, Block, Party, Source, StatusChange
from treaties.rules.findings import Strictness
from treaties.vocabulary import Act, ClauseKind, Evidence, Form, Nature, PartyKind

serial = count(1)


@contextmanager
def a_block() -> Iterator[Block]:
    with open_block(actor="a test", reason="to see what happens") as block:
        yield block


def invented_parties(*codes: str, exists_from: str = "", exists_until: str = "") -> list[Party]:
    """Parties whose codes nobody uses; those already there are fetched."""
    life: dict[str, Any] = {"exists_from": partial(exists_from), "exists_until": partial(exists_until)}
    with a_block() as block:
        known = {party.code: party for party in Party.objects.filter(code__in=codes)}
        new = [
            PartyGiven(
                code=code, kind=PartyKind.STATE, name=f"State of {code}", sentence_name=f"the State of {code}", **life
            )
            for code in codes
            if code not in known
        ]
        known |= {party.code: party for party in add_parties(block, new)}
    return [known[code] for code in codes]


def invented_source(evidence: Evidence = Evidence.REGISTER) -> Source:
    with a_block() as block:
        number = next(serial)
        return add_source(
            block, slug=f"register-{number}", title="A register", publisher="A depositary", evidence=evidence
        )


def invented_agreement(
    *,
    slug: str = "",
    nature: Nature = Nature.TREATY,
    is_bilateral: bool = True,
    term: int | None = None,
    codes: tuple[str, ...] = ("XAA", "XAB"),
) -> Agreement:
    """An agreement between invented states, with nothing done under it yet; ``term`` in months. From the third on, they
    share the second side."""
    parties = invented_parties(*codes)
    source = invented_source()
    with a_block() as block:
        return add_agreement(
            block,
            given=AgreementGiven(
                slug=slug or f"invented-{next(serial)}",
                title="An invented agreement",
                short_title="Invented",
                form=Form.TREATY,
                is_bilateral=is_bilateral,
                nature=nature,
                participants=[
                    Participant(party, min(place, 2) if is_bilateral else None)
                    for place, party in enumerate(parties, 1)
                ],
                clauses=[ClauseGiven(ClauseKind.DURATION, months=term)] if term else [],
                cites=[Cite(source)],
            ),
        )


def partial(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def an_act(act: Act, by: str = "", **given: Any) -> ActGiven:
    """Dates as EDTF text: ``done_on="1997-08-01"``; ``towards`` as a party's code; the rest as ``ActGiven`` has it."""
    named: dict[str, Any] = {name: Party.objects.get(code=given.pop(name)) for name in ("towards",) if given.get(name)}
    dates: dict[str, Any] = {name: partial(given.pop(name)) for name in list(given) if name.endswith("_on")}
    return ActGiven(act=act, by=Party.objects.get(code=by) if by else None, **named, **dates, **given)


def record(
    agreement: Agreement, act: Act, by: str = "", strictness: Strictness = Strictness.PERSON, **given: Any
) -> Recording:
    """Record one act in a block of its own, as ``an_act`` reads it."""
    cites = [Cite(invented_source())]
    with a_block() as block:
        return record_status_change(
            block, agreement=agreement, given=an_act(act, by, **given), cites=cites, strictness=strictness
        )


def correct(change: StatusChange, act: Act, by: str = "", reason: str = "Misread.", **given: Any) -> Mending:
    cites = [Cite(invented_source())]
    with a_block() as block:
        return correct_status_change(block, change=change, given=an_act(act, by, **given), reason=reason, cites=cites)


def retract(change: StatusChange, reason: str = "Another agreement was meant.") -> Mending:
    with a_block() as block:
        return retract_status_change(block, change=change, reason=reason)


def last_block() -> int:
    """The last block of the journal: what is known now."""
    return Block.objects.latest("no").no
