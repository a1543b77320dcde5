# ruff: noqa: E501  a reason is one line
"""A why that can be read aloud: the acts and clauses that a status rests on, in words, with their articles."""

from datetime import date

from tests.cases.reading import LegalCase, every_case
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.completion import completed
from treaties.derivation.participation import derive_participation
from treaties.derivation.why import why

CASES = {case.name: case for case in every_case()}
UKRAINE_RUSSIA = CASES[
    "Ukraine and Russia, 1997: terms of ten years, renewed unless a notice comes six months before the end"
]
ICSID = CASES["ICSID: six months after receipt, and the effect the day after"]
COMPUTED = CASES["a term that ran out with no extension on record has ended by computation, unconfirmed"]


def told(case: LegalCase, day: str, party: str = "") -> list[str]:
    """The why of the only status that is possible on a day."""
    facts, on = completed(case.facts), date.fromisoformat(day)
    parties = {one.code: one for one in facts.parties}
    timeline = derive_participation(facts, parties[party]) if party else derive_agreement(facts)
    step = timeline.on(on)
    assert step
    assert len(step.state) == 1
    (path,) = step.state.values()
    return [str(reason) for reason in why(path, facts, on)]


def test_a_term_that_ran_out_with_no_extension_on_record():
    assert told(COMPUTED, "2024-10-05") == [
        "Signature: done in 2013. (Arts 14, 18(a))",
        "Entry into force: effective between December 2013 and 2014. (Art. 24(1)–(2))",
        "A term of 5 years, begun between December 2013 and 2014, is over between December 2018 and 2019. (Art. 54(a))",
        "No extension and no renewal is on record: this end is computed, and unconfirmed.",
    ]


def test_ecuador_left_icsid_on_the_day_after_six_months():
    assert told(ICSID, "2010-06-01", "EC") == [
        "Ratification by EC: done on 15 January 1986, effective on 14 February 1986. (Arts 14, 16)",
        "Notice of termination by EC: received on 6 July 2009, effective on 7 January 2010, by the clause. (Arts 54, 56, 65, 67)",
        "A party may denounce it; the denunciation takes effect on the day after six months from receipt. (Art. 54(a))",
        "No source on record states this day: it is computed from the clause.",
    ]


def test_ecuador_is_bound_by_icsid_again_and_the_first_spell_is_told():
    assert told(ICSID, "2022-01-01", "EC")[-1] == (
        "Ratification by EC: done on 4 August 2021, effective on 3 September 2021. (Arts 14, 16)"
    )


def test_a_tacitly_renewed_treaty():
    assert told(UKRAINE_RUSSIA, "2015-06-01") == [
        "Entry into force: effective on 1 April 1999. (Art. 24(1)–(2))",
        "A term of 10 years, begun on 1 April 1999, is over on 1 April 2009. (Art. 54(a))",
        "It is renewed for further terms of ten years unless notice is given. Renewed tacitly on 1 April 2009, until "
        "1 April 2019: no notice against it that was in time is on record. (Art. 54(a))",
        "Its renewal is computed from the clause; no source on record states it.",
    ]


def test_the_end_of_a_tacitly_renewed_treaty_counts_no_renewal_after_it():
    assert told(UKRAINE_RUSSIA, "2020-01-01")[2:] == [
        "It is renewed for further terms of ten years unless notice is given. Renewed tacitly on 1 April 2009, until "
        "1 April 2019: no notice against it that was in time is on record. (Art. 54(a))",
        "Notice of non-renewal by UA: received in September 2018, effective on 1 April 2019, by the clause. (Art. 54(a))",
        "A notice against renewal is given at least six months before the end of a term. (Art. 54(a))",
        "No source on record states this day: it is computed from the clause.",
    ]


def test_many_renewals_are_counted():
    yearly = CASES["renewed again and again while nobody gives notice"]
    assert (
        "Renewed tacitly 19 times, first on 28 February 2005 and last on 28 February 2023"
        in told(yearly, "2024-01-01")[2]
    )


def test_the_consent_that_brings_it_into_force_is_named_with_the_clause():
    case = CASES["an agreement of two sides enters into force with the last notification received, and a delay"]
    assert told(case, "2015-01-01")[1:3] == [
        "Notification of completed procedures by US: received on 30 June 2001. (Arts 16(c), 24, 78)",
        "Enters into force on the first day of the month that follows one month after the consent of all its parties. "
        "(Art. 24(1))",
    ]
