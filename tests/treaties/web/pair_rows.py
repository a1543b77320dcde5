"""Rows of a pair's page, made without a database: what the sentences about it are tested with."""

from datetime import date

import pytest

from treaties.dates import PartialDate
from treaties.models import Agreement, Party
from treaties.models.timelines import Kept
from treaties.queries.briefs import ActBrief, AssertionBrief
from treaties.queries.country_pair import CountryPair, PairRow
from treaties.vocabulary import Act, AgreementStatus, Nature, ParticipationStatus
from treaties.web.days import Tense

A, P = AgreementStatus, ParticipationStatus
DAY = date(2024, 10, 5)
ALPHA = Party(code="AL", name="Alpha", sentence_name="Alpha")
BETA = Party(code="BE", name="Beta", sentence_name="the Beta Isles")


def row(
    *statuses, bound=(P.PARTY,), bilateral=True, nature=Nature.TREATY, entered=None, said=None, notice=None, **path
):
    """An agreement with these possible statuses; ``said`` is a status that a source asserts of that very day, and
    ``notice`` the day on which a notice of termination takes effect."""
    code = sum(status.bit for status in statuses)
    stored = {"evidence": "register"} | path
    days = [PartialDate.parse(entered)] if entered else []
    acts = [ActBrief("entry", Act.ENTRY_INTO_FORCE, None, None, None, day, "", ()) for day in days]
    if notice:
        stored |= {"flags": ["notice_pending"], "because": ["notice"]}
        day = PartialDate.parse(notice)
        acts.append(ActBrief("notice", Act.NOTICE_OF_TERMINATION, "AL", None, None, day, "", ()))
    assertions = [AssertionBrief("said", said, PartialDate.of(DAY), code, ())] if said else []
    standing = Kept([date.min], [sum(status.bit for status in bound)], [{}])
    return PairRow(
        Agreement(is_bilateral=bilateral, nature=nature),
        whole=Kept([date.min], [code], [{str(status): stored for status in statuses}]),
        one_standing=standing,
        other_standing=standing,
        acts=tuple(acts),
        said=tuple(assertions),
        on=DAY,
    )


def pair(*rows):
    return CountryPair(ALPHA, BETA, DAY, rows)


IN_FORCE = row(A.IN_FORCE)
SIGNED = row(A.SIGNED, bound=(P.SIGNATORY,))
ENDED = row(A.ENDED, bound=(P.FORMER,))
BOTH_BOUND = row(A.IN_FORCE, bilateral=False)
OVER = {"flags": ["computed_unconfirmed"], "since": "2018-12/2019", "reason": "expired"}
OP = row(A.OPERATIVE, nature=Nature.NON_BINDING)
PRESS = row(A.IN_FORCE, evidence="press")
CONTESTED = row(A.SIGNED, bound=(P.SIGNATORY,), nature=Nature.CONTESTED, said=A.IN_FORCE)
DENIED = row(A.ENDED, bound=(P.FORMER,), said=A.IN_FORCE)
RUN_OUT = row(A.ENDED, bound=(P.FORMER,), said=A.IN_FORCE, **OVER)
PENDING = row(A.IN_FORCE, notice="2025-04-01")
IMPRECISE = row(A.IN_FORCE, A.ENDED, since="2024")
MAYBE_BOTH = row(A.IN_FORCE, bound=(P.PARTY, P.CONTRACTING), bilateral=False)


def in_every_tense(cases):
    return [
        pytest.param(rows, tense, words, id=f"{name}, {tense.value}")
        for name, rows, *told in cases
        for tense, words in zip(Tense, told, strict=True)
    ]
