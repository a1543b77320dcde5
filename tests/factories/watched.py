"""Invented agreements that have something to tell: contradictions of each kind, and days that are due."""

from collections.abc import Sequence
from typing import Any

from tests.factories.record import a_block, an_act, invented_agreement, invented_parties, invented_source, partial
from treaties.actions.agreements import AgreementGiven, Participant, add_agreement
from treaties.actions.assertions import AssertionGiven, record_assertion
from treaties.actions.clauses import ClauseGiven
from treaties.actions.judgements import record_judgement
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActToRecord, free_act_slug, write_acts
from treaties.actions.timelines import derive_timelines, lock_agreement
from treaties.models import Agreement, Judgement, Source, StatusAssertion, StatusChange
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Counting, Form, Nature, Verdict

TEN_YEARS = ClauseGiven(ClauseKind.DURATION, months=120)
RENEWED = ClauseGiven(ClauseKind.TACIT_RENEWAL)
SIX_MONTHS_BEFORE = ClauseGiven(ClauseKind.NON_RENEWAL_NOTICE, months=6)
SIX_MONTHS_TO_LEAVE = ClauseGiven(ClauseKind.NOTICE_PERIOD, months=6, counting=Counting.END_OF_TERM)
A_YEAR_S_NOTICE = ClauseGiven(ClauseKind.NOTICE_PERIOD, months=12)


def agreement_with(*clauses: ClauseGiven, slug: str, codes: Sequence[str] = ("XAA", "XAB")) -> Agreement:
    """Bilateral, between invented states, with these clauses and nothing done under it yet."""
    parties = invented_parties(*codes)
    source = invented_source()
    with a_block() as block:
        return add_agreement(
            block,
            given=AgreementGiven(
                slug=slug,
                title=f"Treaty {slug}",
                short_title=slug,
                form=Form.TREATY,
                is_bilateral=True,
                nature=Nature.TREATY,
                participants=[Participant(party, side) for side, party in enumerate(parties, 1)],
                clauses=clauses,
                cites=[Cite(source)],
            ),
        )


def done(agreement: Agreement, act: Act, by: str = "", *, source: Source | None = None, **given: Any) -> StatusChange:
    """From a source of its own unless one is given; held to no rule, for sources that contradict one."""
    act_given = an_act(act, by, **given)
    to_record = ActToRecord(
        given=act_given, cites=[Cite(source or invented_source())], slug=free_act_slug(agreement, act_given)
    )
    with a_block() as block:
        change = write_acts(block, [(agreement, [to_record])])[to_record.slug]
        derive_timelines(block, lock_agreement(agreement))
    return change


def asserted(
    agreement: Agreement, status: AgreementStatus, on: str, *, since: str = "", source: Source | None = None
) -> StatusAssertion:
    given = AssertionGiven(asserted_on=partial(on), status=status, since=partial(since))  # type: ignore[arg-type]
    cites = [Cite(source or invented_source())]
    number = StatusAssertion.objects.count()
    with a_block() as block:
        return record_assertion(
            block, agreement=agreement, slug=f"{agreement.slug}-said-{number}", given=given, cites=cites
        )


def judged(row: StatusAssertion | StatusChange, verdict: Verdict, reason: str = "A letter says so.") -> Judgement:
    cites = [Cite(invented_source(), "p. 2")]
    on: Any = {"assertion": row} if isinstance(row, StatusAssertion) else {"change": row}
    with a_block() as block:
        return record_judgement(block, agreement=row.agreement, verdict=verdict, reason=reason, cites=cites, **on)


def in_force(slug: str = "", since: str = "1999-04-01") -> Agreement:
    agreement = invented_agreement(slug=slug)
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on=since)
    return agreement


def renewed_tacitly(slug: str = "renewed") -> Agreement:
    """In force since 1 April 2018 for ten years at a time, with six months' notice against renewal."""
    agreement = agreement_with(TEN_YEARS, RENEWED, SIX_MONTHS_BEFORE, A_YEAR_S_NOTICE, slug=slug)
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018-04-01")
    return agreement


def noticed_otherwise(slug: str = "noticed") -> tuple[Agreement, StatusChange]:
    """A notice of 1 March 2026 that takes effect a year later by the clause, and on 1 May 2027 as a source states."""
    agreement = agreement_with(A_YEAR_S_NOTICE, slug=slug)
    done(agreement, Act.ENTRY_INTO_FORCE, effective_on="2018-04-01")
    notice = done(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2026-03-01", effective_on="2027-05-01")
    return agreement, notice
