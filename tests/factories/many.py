"""A hundred of everything, written at once: for lists that must not ask once for each row."""

from typing import Any

from appeals import models as appeals
from treaties import models as treaties
from treaties.actions.journal import open_block
from treaties.dates import PartialDate

MANY = 100
DAY = PartialDate.parse("2020-02-03")


def a_hundred_of_everything(user: Any) -> None:
    """Of each model that has a list; where the record keeps many of one anyway, no more are made."""
    with open_block(actor="a test", reason="to list many"):
        facts = _agreements()
        letters = _appeals(facts)
        _citations(facts, letters)
    for number in range(MANY - 3):
        with open_block(actor="a test", reason=f"to list block {number}"):
            pass
    treaties.Proposal.objects.bulk_create(
        treaties.Proposal(
            proposed_by=user, screen="/admin/", title=f"One {n}", filled={}, reason="Why not", agreement=facts[n][0]
        )
        for n in range(MANY)
    )
    _made(treaties.Endpoint, url=lambda n: f"https://hooks.example/{n}", made_by=user, block=0)


def _made(model: Any, **columns: Any) -> list[Any]:
    """A hundred rows; a column that can be called is asked for the value of each number."""
    rows = [{name: given(n) if callable(given) else given for name, given in columns.items()} for n in range(MANY)]
    return model.objects.bulk_create([model(**row) for row in rows])


def _agreements() -> list[tuple[Any, ...]]:
    one, other = treaties.Party.objects.order_by("pk")[:2]
    parties = list(treaties.Party.objects.order_by("pk")[: MANY + 2])
    agreements = _made(
        treaties.Agreement,
        slug=lambda n: f"many-{n}",
        title=lambda n: f"One of many {n}",
        short_title=lambda n: f"Many {n}",
        form="treaty",
        nature="treaty",
        is_bilateral=False,
        party_ids=[one.pk, other.pk],
    )
    of = {"agreement": lambda n: agreements[n]}
    firsts = _made(treaties.Participation, **of, party=one)
    seconds = _made(treaties.Participation, **of, party=other)
    _made(treaties.AgreementTitle, **of, title=lambda n: f"Title {n}", language="en")
    _made(treaties.SeriesNumber, **of, series="XTS", number=str)
    _made(treaties.AgreementRelation, **of, other=lambda n: agreements[n - 1], kind="amends")
    _made(treaties.PairTimeline, **of, one=lambda n: firsts[n], other=lambda n: seconds[n], days=[], codes=[], story=[])
    acts = _made(
        treaties.StatusChange,
        **of,
        slug=lambda n: f"many-act-{n}",
        act="ratification",
        participation=lambda n: firsts[n],
        done_on=DAY,
    )
    said = _made(
        treaties.StatusAssertion, **of, slug=lambda n: f"many-said-{n}", asserted_on=DAY, status="in_force", since=None
    )
    clauses = _made(treaties.Clause, **of, kind="duration", months=12)
    _made(treaties.ClauseParty, clause=lambda n: clauses[n], party=one)
    _made(treaties.Judgement, **of, assertion=lambda n: said[n], verdict="open", reason="Two sources")
    _made(treaties.Correction, reason="Misread", clause=lambda n: clauses[n])
    _made(treaties.Timeline, **of, days=[], codes=[], story=[])
    _made(treaties.ComputedDay, **of, kind="end_of_term", computed_on=DAY, participation=lambda n: firsts[n])
    sources = _made(
        treaties.Source, slug=lambda n: f"many-{n}", title=lambda n: f"S {n}", publisher="A press", evidence="press"
    )
    files = _made(treaties.EvidenceFile, checksum=lambda n: f"{n:064x}", media_type="application/pdf", size=1)
    _made(treaties.HeldCopy, source=lambda n: sources[n], file=lambda n: files[n], name="a.pdf")
    _made(treaties.NameInSource, source=lambda n: sources[n], name=lambda n: f"Name {n}", party=one)
    after = {"predecessor": lambda n: parties[n], "successor": lambda n: parties[n + 2]}
    _made(treaties.Succession, **after, kind="continuation")
    _made(treaties.Membership, member=lambda n: parties[n], union=lambda n: parties[n + 1], since=DAY)
    return list(zip(agreements, firsts, acts, sources, strict=True))


def _appeals(facts: list[tuple[Any, ...]]) -> list[Any]:
    one = treaties.Party.objects.earliest("pk")
    letters = _made(
        appeals.Appeal,
        slug=lambda n: f"many-{n}",
        title=lambda n: f"Letter {n}",
        kind="letter_of_members",
        issuing_body="A parliament",
        addressee_office="The minister",
        issued_on=DAY,
        text_held="full",
    )
    of = {"appeal": lambda n: letters[n]}
    _made(appeals.AppealParty, **of, party=one, role="concerned")
    _made(appeals.SignatoryCount, **of, kind="claimed", count=3)
    _made(appeals.AppealRelation, **of, other=lambda n: letters[n - 1], kind="cites")
    _made(appeals.AppealText, **of, version="original", language="en", held="full")
    _made(appeals.Addressee, **of, office="The president")
    signatories = _made(appeals.Signatory, **of, kind="organisation", name=lambda n: f"Association {n}")
    _made(appeals.SignatureWithdrawal, signatory=lambda n: signatories[n])
    demands = _made(appeals.Demand, **of, ordinal=1, action="terminate", heading=lambda n: f"End {n}")
    demanded = {"demand": lambda n: demands[n]}
    _made(appeals.Target, **demanded, kind="agreement", agreement=lambda n: facts[n][0])
    _made(appeals.CaughtAgreement, **demanded, agreement=lambda n: facts[n][0], how="named", status_code=8)
    responses = _made(appeals.Response, **of, kind="holding", by="The minister", summary="Later")
    _made(appeals.Outcome, **demanded, kind="rejected", asserted_by="The minister")
    links = _made(appeals.Link, **of, **demanded, status_change=lambda n: facts[n][2], relation="supported", grade="E")
    _made(appeals.CounterEvidence, link=lambda n: links[n], statement="Another reason is given")
    _made(appeals.AppealCorrection, reason="Misread", response=lambda n: responses[n])
    return letters


def _citations(facts: list[tuple[Any, ...]], letters: list[Any]) -> None:
    _made(treaties.Citation, source=lambda n: facts[n][3], status_change=lambda n: facts[n][2])
    _made(appeals.AppealCitation, source=lambda n: facts[n][3], appeal=lambda n: letters[n])
