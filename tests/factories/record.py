"""A small invented record: two states that exist in no other place, a source, and agreements between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from treaties.actions.agreements import AgreementGiven, ClauseGiven, Participant, add_agreement
from treaties.actions.journal import open_block
from treaties.actions.parties import PartyGiven, add_parties
from treaties.actions.sources import Cite, add_source
from treaties.actions.status_changes import ActGiven, Recording, record_status_change
from treaties.dates import PartialDate
from treaties.models import Agreement, Block, Party, Source
from treaties.rules.findings import Strictness
from treaties.vocabulary import Act, ClauseKind, Evidence, Form, Nature, PartyKind

serial = count(1)


@contextmanager
def a_block() -> Iterator[Block]:
    with open_block(actor="a test", reason="to see what happens") as block:
        yield block


def invented_parties(*codes: str) -> list[Party]:
    """Parties whose codes nobody uses; those already there are fetched."""
    with a_block() as block:
        known = {party.code: party for party in Party.objects.filter(code__in=codes)}
        new = [
            PartyGiven(code=code, kind=PartyKind.STATE, name=f"State of {code}", sentence_name=f"the State of {code}")
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
    codes: tuple[str, str] = ("XAA", "XAB"),
) -> Agreement:
    """An agreement between two invented states, with nothing done under it yet; ``term`` in months."""
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
                    Participant(party, side if is_bilateral else None) for side, party in enumerate(parties, 1)
                ],
                clauses=[ClauseGiven(ClauseKind.DURATION, months=term)] if term else [],
                cites=[Cite(source)],
            ),
        )


def record(
    agreement: Agreement, act: Act, by: str = "", strictness: Strictness = Strictness.PERSON, **dates: str
) -> Recording:
    """Record one act in a block of its own; dates as EDTF text: ``done_on="1997-08-01"``."""
    party = Party.objects.get(code=by) if by else None
    known: dict[str, Any] = {name: PartialDate.parse(text) for name, text in dates.items()}
    given = ActGiven(act=act, by=party, **known)
    source = invented_source()
    with a_block() as block:
        return record_status_change(
            block, agreement=agreement, given=given, cites=[Cite(source)], strictness=strictness
        )
