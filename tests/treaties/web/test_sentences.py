"""The sentence that answers, and those that explain it: rows in, words out. No database."""

from datetime import UTC, date, datetime

import pytest

from treaties.dates import PartialDate
from treaties.models import Agreement, Party
from treaties.models.timelines import Kept
from treaties.queries.briefs import ActBrief, AssertionBrief
from treaties.queries.country_pair import CountryPair, PairRow
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import Act, AgreementStatus, Nature, ParticipationStatus
from treaties.web.days import Tense
from treaties.web.pair_answer import answer
from treaties.web.pair_explained import explanations
from treaties.web.sentences import plain, some_day

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
OP = row(A.OPERATIVE, nature=Nature.NON_BINDING)
PRESS = row(A.IN_FORCE, evidence="press")
CONTESTED = row(A.SIGNED, bound=(P.SIGNATORY,), nature=Nature.CONTESTED, said=A.IN_FORCE)
DENIED = row(A.ENDED, bound=(P.FORMER,), said=A.IN_FORCE)
RUN_OUT = row(A.ENDED, bound=(P.FORMER,), said=A.IN_FORCE, **OVER)
PENDING = row(A.IN_FORCE, notice="2025-04-01")
IMPRECISE = row(A.IN_FORCE, A.ENDED, since="2024")
MAYBE_BOTH = row(A.IN_FORCE, bound=(P.PARTY, P.CONTRACTING), bilateral=False)

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


def in_every_tense(cases):
    return [
        pytest.param(rows, tense, words, id=f"{name}, {tense.value}")
        for name, rows, *told in cases
        for tense, words in zip(Tense, told, strict=True)
    ]


@pytest.mark.parametrize(("rows", "tense", "words"), in_every_tense(IN_EVERY_TENSE))
def test_what_is_said_of_days_past_of_today_and_of_days_to_come(rows, tense, words):
    asked = pair(*rows)
    assert " ".join(plain(one) for one in (answer(asked, tense), *explanations(asked, tense))) == words


@pytest.mark.parametrize(("rows", "tense", "words"), in_every_tense(EXPLAINED_IN_EVERY_TENSE))
def test_what_explains_it_for_days_past_for_today_and_for_days_to_come(rows, tense, words):
    assert " ".join(plain(sentence) for sentence in explanations(pair(*rows), tense)) == words


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
    assert plain(answer(pair(*then), Tense.PAST, known=KNOWN, latest=pair(*now))) == words


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
