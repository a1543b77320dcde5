"""The sentences that explain the one that answers: rows in, words out. No database."""

import pytest

from tests.treaties.web.pair_rows import (
    BOTH_BOUND,
    CONTESTED,
    DENIED,
    IMPRECISE,
    IN_FORCE,
    OP,
    OVER,
    PENDING,
    PRESS,
    RUN_OUT,
    SIGNED,
    A,
    P,
    in_every_tense,
    pair,
    row,
)
from treaties.dates import PartialDate
from treaties.vocabulary import Nature
from treaties.web.days import Tense
from treaties.web.pair_answer import answer
from treaties.web.pair_explained import explanations
from treaties.web.sentences import plain, some_day

EXPLAINED_IN_EVERY_TENSE = [
    ("6 unknown", [SIGNED], *["For 1, entry into force is not on record."] * 3),
    ("6 unknown, two", [SIGNED, SIGNED], *["For 2, entry into force is not on record."] * 3),
    ("7 asserted, one of one", [PRESS], *["The 1 in force rests on the press only."] * 3),
    ("7 asserted, one of two", [IN_FORCE, PRESS], *["1 of the 2 in force rests on the press only."] * 3),
    ("7 asserted, two", [PRESS, PRESS], *["2 of the 2 in force rest on the press only."] * 3),
    (
        "7 asserted against the record",
        [DENIED],
        "1 was not in force on the record; a source of that day calls it in force.",
        "1 is not in force on the record; a source of that day calls it in force.",
        "1 will be not in force on the record; a source of that day calls it in force.",
    ),
    (
        "7 asserted against the record, two",
        [DENIED, DENIED],
        "2 were not in force on the record; a source of that day calls them in force.",
        "2 are not in force on the record; a source of that day calls them in force.",
        "2 will be not in force on the record; a source of that day calls them in force.",
    ),
    (
        "8 term over",
        [RUN_OUT],
        "The term of 1 had run out on the record, on some day between December 2018 and 2019; a source of that day "
        "calls it in force.",
        *[
            "The term of 1 has run out on the record, on some day between December 2018 and 2019; a source of that day "
            "calls it in force."
        ]
        * 2,
    ),
    (
        "8 term over, two",
        [RUN_OUT, RUN_OUT],
        "The term of 2 had run out on the record; a source of that day calls them in force.",
        *["The term of 2 has run out on the record; a source of that day calls them in force."] * 2,
    ),
    (
        "8 after what is unknown",
        [SIGNED, RUN_OUT, RUN_OUT],
        "Of the 3: for 1, entry into force is not on record. The term of 2 had run out on the record; a source of that "
        "day calls them in force.",
        *[
            "Of the 3: for 1, entry into force is not on record. The term of 2 has run out on the record; a source of "
            "that day calls them in force."
        ]
        * 2,
    ),
    (
        "9 nature",
        [CONTESTED],
        *["For 1, entry into force is not on record. 1 is of contested nature; a source of that day calls it in force."]
        * 3,
    ),
    (
        "9 nature, two",
        [CONTESTED, CONTESTED],
        *[
            "For 2, entry into force is not on record. 2 of the 2 are of contested nature; a source of that day calls "
            "them in force."
        ]
        * 3,
    ),
    (
        "9 signed, and said otherwise",
        [SIGNED, row(A.SIGNED, bound=(P.SIGNATORY,), said=A.IN_FORCE)],
        *["For 2, entry into force is not on record. 1 of the 2: a source of that day calls it in force all the same."]
        * 3,
    ),
    (
        "10 pending",
        [PENDING],
        "The 1 in force was under a notice of termination that had not taken effect: it ends on 1 April 2025, unless "
        "the notice is revoked.",
        "The 1 in force is under a notice of termination that has not taken effect: it ends on 1 April 2025, unless "
        "the notice is revoked.",
        "The 1 in force will be under a notice of termination that will not have taken effect: it ends on 1 April "
        "2025, unless the notice is revoked.",
    ),
    (
        "10 pending, two",
        [PENDING, PENDING, IN_FORCE],
        "2 of the 3 in force were under a notice of termination that had not taken effect.",
        "2 of the 3 in force are under a notice of termination that has not taken effect.",
        "2 of the 3 in force will be under a notice of termination that will not have taken effect.",
    ),
    (
        "11 imprecise day",
        [IMPRECISE],
        "1 may have been in force: its end is known only as 2024.",
        *["1 may be in force: its end is known only as 2024."] * 2,
    ),
    (
        "11 imprecise day, two",
        [IMPRECISE, IMPRECISE],
        "2 may have been in force: their beginnings or ends are known only imprecisely.",
        *["2 may be in force: their beginnings or ends are known only imprecisely."] * 2,
    ),
    (
        "what is neither",
        [row(A.SUSPENDED), row(A.PROVISIONAL, bound=(P.PROVISIONAL,)), OP],
        "1 was in force but suspended, and not counted as in force. 1 was applied provisionally only. 1 non-binding "
        "text was operative.",
        "1 is in force but suspended, and not counted as in force. 1 is applied provisionally only. 1 non-binding "
        "text is operative.",
        "1 will be in force but suspended, and not counted as in force. 1 will be applied provisionally only. 1 "
        "non-binding text will be operative.",
    ),
]


@pytest.mark.parametrize(("rows", "tense", "words"), in_every_tense(EXPLAINED_IN_EVERY_TENSE))
def test_what_explains_it_for_days_past_for_today_and_for_days_to_come(rows, tense, words):
    assert " ".join(plain(sentence) for sentence in explanations(pair(*rows), tense)) == words


EXPLANATIONS = [
    ("nothing to explain", [IN_FORCE], ""),
    ("entry into force not on record", [SIGNED], "For 1, entry into force is not on record."),
    (
        "an end known only as a year",
        [row(A.IN_FORCE, A.ENDED, since="2024")],
        "1 may have been in force: its end is known only as 2024.",
    ),
    (
        "a beginning known only as an interval",
        [row(A.SIGNED, A.IN_FORCE, bound=(P.SIGNATORY, P.PARTY), since="2024-04/2024-12")],
        "1 may have been in force: its entry into force is known only as some day between April 2024 and December "
        "2024.",
    ),
    (
        "a term that ran out while a source calls it in force",
        [row(A.ENDED, bound=(P.FORMER,), said=A.IN_FORCE, **OVER)],
        "The term of 1 had run out on the record, on some day between December 2018 and 2019; a source of that day "
        "calls it in force.",
    ),
    (
        "a contested nature, among others that were signed",
        [SIGNED, row(A.SIGNED, bound=(P.SIGNATORY,), nature=Nature.CONTESTED, said=A.IN_FORCE)],
        "For 2, entry into force is not on record. 1 of the 2 is of contested nature; a source of that day calls it in "
        "force.",
    ),
    (
        "uncertain for several reasons",
        [SIGNED, row(A.IN_FORCE, A.ENDED, since="2024")],
        "Of the 2: 1 may have been in force: its end is known only as 2024. For 1, entry into force is not on record.",
    ),
    (
        "weak evidence",
        [IN_FORCE, row(A.IN_FORCE, evidence="press"), row(A.IN_FORCE, evidence="list")],
        "2 of the 3 in force rest on one list or the press only.",
    ),
    ("weak evidence for all there is", [row(A.IN_FORCE, evidence="press")], "The 1 in force rests on the press only."),
    (
        "a notice of termination",
        [row(A.IN_FORCE, flags=["notice_pending"])],
        "The 1 in force was under a notice of termination that had not taken effect.",
    ),
    (
        "suspended in part, and not to be renewed",
        [IN_FORCE, row(A.IN_FORCE, flags=["suspended_in_part"]), row(A.IN_FORCE, flags=["non_renewal_pending"])],
        "1 of the 3 in force was under a notice of non-renewal, to end with the term. 1 of the 3 in force was "
        "suspended in part, or towards some.",
    ),
    (
        "in force, though a source says it had ended",
        [IN_FORCE, row(A.IN_FORCE, said=A.ENDED)],
        "1 of the 2 in force: a source of that day calls it ended.",
    ),
    (
        "signed, and in force only later",
        [row(A.SIGNED, bound=(P.SIGNATORY,), entered="2025-01-01")],
        "1 was signed, and not yet in force.",
    ),
    (
        "suspended, and applied provisionally: neither is a yes",
        [row(A.SUSPENDED), row(A.IN_FORCE, bound=(P.SUSPENDED,)), row(A.PROVISIONAL, bound=(P.PROVISIONAL,))],
        "2 were in force but suspended, and not counted as in force. 1 was applied provisionally only.",
    ),
    (
        "never in force",
        [row(A.NEVER_IN_FORCE, bound=(P.SIGNATORY,))],
        "1 has never entered into force.",
    ),
    (
        "a suspension known only as a year",
        [row(A.IN_FORCE, A.SUSPENDED, since="2024")],
        "1 may have been in force: its suspension is known only as 2024.",
    ),
    (
        "non-binding texts",
        [row(A.OPERATIVE, nature=Nature.NON_BINDING), row(A.OPERATIVE, nature=Nature.NON_BINDING)],
        "2 non-binding texts were operative.",
    ),
]


@pytest.mark.parametrize(("rows", "words"), [case[1:] for case in EXPLANATIONS], ids=[case[0] for case in EXPLANATIONS])
def test_the_sentences_after_it(rows, words):
    assert " ".join(plain(sentence) for sentence in explanations(pair(*rows), Tense.PAST)) == words


def test_every_number_leads_to_a_list():
    rows = [IN_FORCE, SIGNED, BOTH_BOUND, row(A.OPERATIVE, nature=Nature.NON_BINDING)]
    sentences = [answer(pair(*rows), Tense.PAST), *explanations(pair(*rows), Tense.PAST)]
    counted = [piece for sentence in sentences for piece in sentence if piece.strong.isdigit()]
    assert [piece.anchor for piece in counted] == ["r-in_force", "uncertain", "multi", "r-signed", "r-operative"]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-10-05", "5 October 2024"),
        ("1976", "some day in 1976"),
        ("2013-12", "some day in December 2013"),
        ("2018-12/2019", "some day between December 2018 and 2019"),
        ("../2025-02-06", "some day by 6 February 2025"),
        ("1990~", "about 1990"),
    ],
)
def test_a_partly_known_day_within_a_sentence(edtf, words):
    assert some_day(PartialDate.parse(edtf)) == words
