"""The sentence that answers: rows in, words out. No database."""

from datetime import UTC, datetime

import pytest

from tests.treaties.web.pair_rows import (
    BOTH_BOUND,
    ENDED,
    IN_FORCE,
    MAYBE_BOTH,
    SIGNED,
    A,
    P,
    in_every_tense,
    pair,
    row,
)
from treaties.queries.knowledge import Knowledge
from treaties.web.days import Tense
from treaties.web.pair_answer import answer
from treaties.web.pair_explained import explanations
from treaties.web.sentences import plain

ANSWERS = [
    (
        "singular",
        [IN_FORCE],
        "On 5 October 2024, 1 bilateral agreement between Alpha and the Beta Isles was in force; "
        "no multilateral agreement on record bound both.",
    ),
    (
        "plural, with uncertain ones, and multilateral ones apart",
        [IN_FORCE, IN_FORCE, SIGNED, BOTH_BOUND],
        "On 5 October 2024, 2 bilateral agreements between Alpha and the Beta Isles were in force, and 1 more is "
        "uncertain; 1 multilateral agreement bound both.",
    ),
    (
        "none, but some are uncertain",
        [SIGNED, SIGNED, BOTH_BOUND, BOTH_BOUND],
        "On 5 October 2024, no bilateral agreement on record between Alpha and the Beta Isles was in force, but 2 are "
        "uncertain; 2 multilateral agreements bound both.",
    ),
    (
        "none, for all have ended",
        [ENDED, ENDED],
        "On 5 October 2024, no bilateral agreement on record between Alpha and the Beta Isles was in force; 2 had "
        "ended before; no multilateral agreement on record bound both.",
    ),
    (
        "nothing recorded",
        [],
        "Pacta holds no agreement between Alpha and the Beta Isles. That does not mean there is none.",
    ),
    (
        "what entered into force later was certainly not in force yet",
        [row(A.SIGNED, bound=(P.SIGNATORY,), entered="2025-01-01")],
        "On 5 October 2024, no bilateral agreement on record between Alpha and the Beta Isles was in force; "
        "no multilateral agreement on record bound both.",
    ),
    (
        "possibly bound by a multilateral one",
        [row(A.IN_FORCE, bound=(P.PARTY, P.CONTRACTING), bilateral=False)],
        "On 5 October 2024, no bilateral agreement on record between Alpha and the Beta Isles was in force; "
        "no multilateral agreement on record bound both, and 1 may have bound both.",
    ),
    (
        "an agreement in force is counted once, whatever a source says",
        [row(A.IN_FORCE, said=A.ENDED)],
        "On 5 October 2024, 1 bilateral agreement between Alpha and the Beta Isles was in force; "
        "no multilateral agreement on record bound both.",
    ),
]


@pytest.mark.parametrize(("rows", "words"), [case[1:] for case in ANSWERS], ids=[case[0] for case in ANSWERS])
def test_the_first_sentence(rows, words):
    assert plain(answer(pair(*rows), Tense.PAST)) == words


ON, ALONE = "On 5 October 2024", "no multilateral agreement on record"
AHEAD, TWO = f"{ON}, as the record stands today", "between Alpha and the Beta Isles"

IN_EVERY_TENSE = [
    (
        "1 singular",
        [IN_FORCE, BOTH_BOUND],
        f"{ON}, 1 bilateral agreement {TWO} was in force; 1 multilateral agreement bound both.",
        f"{ON}, 1 bilateral agreement {TWO} is in force; 1 multilateral agreement binds both.",
        f"{AHEAD}, 1 bilateral agreement {TWO} will be in force; 1 multilateral agreement will bind both.",
    ),
    (
        "2 plural",
        [IN_FORCE, IN_FORCE, BOTH_BOUND, BOTH_BOUND],
        f"{ON}, 2 bilateral agreements {TWO} were in force; 2 multilateral agreements bound both.",
        f"{ON}, 2 bilateral agreements {TWO} are in force; 2 multilateral agreements bind both.",
        f"{AHEAD}, 2 bilateral agreements {TWO} will be in force; 2 multilateral agreements will bind both.",
    ),
    (
        "3 mixed, one of each",
        [IN_FORCE, SIGNED, BOTH_BOUND, MAYBE_BOTH],
        f"{ON}, 1 bilateral agreement {TWO} was in force, and 1 more is uncertain; 1 multilateral agreement bound "
        "both, and 1 more may have bound both. For 1, entry into force is not on record.",
        f"{ON}, 1 bilateral agreement {TWO} is in force, and 1 more is uncertain; 1 multilateral agreement binds both, "
        "and 1 more may bind both. For 1, entry into force is not on record.",
        f"{AHEAD}, 1 bilateral agreement {TWO} will be in force, and 1 more is uncertain; 1 multilateral agreement "
        "will bind both, and 1 more may bind both. For 1, entry into force is not on record.",
    ),
    (
        "3 mixed, two of each",
        [IN_FORCE, IN_FORCE, SIGNED, SIGNED, MAYBE_BOTH, MAYBE_BOTH],
        f"{ON}, 2 bilateral agreements {TWO} were in force, and 2 more are uncertain; {ALONE} bound both, and 2 may "
        "have bound both. For 2, entry into force is not on record.",
        f"{ON}, 2 bilateral agreements {TWO} are in force, and 2 more are uncertain; {ALONE} binds both, and 2 may "
        "bind both. For 2, entry into force is not on record.",
        f"{AHEAD}, 2 bilateral agreements {TWO} will be in force, and 2 more are uncertain; {ALONE} will bind both, "
        "and 2 may bind both. For 2, entry into force is not on record.",
    ),
    (
        "4 none, and one has ended",
        [ENDED],
        f"{ON}, no bilateral agreement on record {TWO} was in force; 1 had ended before; {ALONE} bound both.",
        f"{ON}, no bilateral agreement on record {TWO} is in force; 1 has ended; {ALONE} binds both.",
        f"{AHEAD}, no bilateral agreement on record {TWO} will be in force; 1 has ended; {ALONE} will bind both.",
    ),
    (
        "4 none, and two have ended",
        [ENDED, ENDED],
        f"{ON}, no bilateral agreement on record {TWO} was in force; 2 had ended before; {ALONE} bound both.",
        f"{ON}, no bilateral agreement on record {TWO} is in force; 2 have ended; {ALONE} binds both.",
        f"{AHEAD}, no bilateral agreement on record {TWO} will be in force; 2 have ended; {ALONE} will bind both.",
    ),
    (
        "4 none, but one is uncertain",
        [SIGNED],
        f"{ON}, no bilateral agreement on record {TWO} was in force, but 1 is uncertain; {ALONE} bound both. "
        "For 1, entry into force is not on record.",
        f"{ON}, no bilateral agreement on record {TWO} is in force, but 1 is uncertain; {ALONE} binds both. "
        "For 1, entry into force is not on record.",
        f"{AHEAD}, no bilateral agreement on record {TWO} will be in force, but 1 is uncertain; {ALONE} will bind "
        "both. For 1, entry into force is not on record.",
    ),
    (
        "5 nothing recorded",
        [],
        *[f"Pacta holds no agreement {TWO}. That does not mean there is none."] * 3,
    ),
]


@pytest.mark.parametrize(("rows", "tense", "words"), in_every_tense(IN_EVERY_TENSE))
def test_what_is_said_of_days_past_of_today_and_of_days_to_come(rows, tense, words):
    asked = pair(*rows)
    assert " ".join(plain(one) for one in (answer(asked, tense), *explanations(asked, tense))) == words


KNOWN = Knowledge(12, datetime(2025, 3, 1, 12, tzinfo=UTC), last=40)
AS_KNOWN = [
    (
        "what differs in the latest record",
        [IN_FORCE, IN_FORCE],
        [IN_FORCE, IN_FORCE, IN_FORCE],
        "As this record stood on 1 March 2025, 12:00 UTC, 2 bilateral agreements between Alpha and the Beta Isles were "
        "in force on 5 October 2024; no multilateral agreement on record bound both; the latest record says 3 in "
        "force.",
    ),
    (
        "every count that differs",
        [IN_FORCE, SIGNED, BOTH_BOUND],
        [],
        "As this record stood on 1 March 2025, 12:00 UTC, 1 bilateral agreement between Alpha and the Beta Isles was "
        "in force on 5 October 2024, and 1 more is uncertain; 1 multilateral agreement bound both; the latest record "
        "says none in force, none uncertain, none multilateral.",
    ),
    (
        "nothing differs",
        [SIGNED],
        [SIGNED],
        "As this record stood on 1 March 2025, 12:00 UTC, no bilateral agreement on record between Alpha and the Beta "
        "Isles was in force on 5 October 2024, but 1 is uncertain; no multilateral agreement on record bound both.",
    ),
    (
        "nothing was known of many",
        [],
        [IN_FORCE, IN_FORCE],
        "As this record stood on 1 March 2025, 12:00 UTC, Pacta held no agreement between Alpha and the Beta Isles. "
        "That does not mean there was none; the latest record holds 2.",
    ),
    (
        "nothing was known, and nothing is",
        [],
        [],
        "As this record stood on 1 March 2025, 12:00 UTC, Pacta held no agreement between Alpha and the Beta Isles. "
        "That does not mean there was none.",
    ),
    (
        "none then, one now",
        [ENDED],
        [IN_FORCE, SIGNED, BOTH_BOUND],
        "As this record stood on 1 March 2025, 12:00 UTC, no bilateral agreement on record between Alpha and the Beta "
        "Isles was in force on 5 October 2024; 1 had ended before; no multilateral agreement on record bound both; the "
        "latest record says 1 in force, 1 uncertain, 1 multilateral.",
    ),
    (
        "nothing was known",
        [],
        [IN_FORCE],
        "As this record stood on 1 March 2025, 12:00 UTC, Pacta held no agreement between Alpha and the Beta Isles. "
        "That does not mean there was none; the latest record holds 1.",
    ),
]


@pytest.mark.parametrize(("then", "now", "words"), [case[1:] for case in AS_KNOWN], ids=[case[0] for case in AS_KNOWN])
def test_the_first_sentence_as_the_record_stood(then, now, words):
    assert plain(answer(pair(*then), Tense.PAST, known=KNOWN, latest=pair(*now).counts)) == words
