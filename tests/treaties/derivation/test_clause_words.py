"""Every clause is a sentence that an article could have; each detail of it is said, and said exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaties.dates import PartialDate
from treaties.derivation.clause_words import FEW, clause_in_words, ordinal
from treaties.derivation.facts import ClauseFact
from treaties.vocabulary import ClauseKind, Counting

K, C = ClauseKind, Counting
NAMES = {"AZ": "Azerbaijan", "US": "the United States"}
MANY = tuple(f"X{number}" for number in range(44))


def words(kind, **given):
    return clause_in_words(ClauseFact("clause", kind, **given), NAMES)


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        (K.ENTRY_INTO_FORCE, {}, "Enters into force on the day of the consent of all its parties."),
        (K.ENTRY_INTO_FORCE, {"count": 22, "days": 30}, "Enters into force 30 days after the 22nd consent."),
        (K.ENTRY_INTO_FORCE, {"count": 35, "months": 3}, "Enters into force three months after the 35th consent."),
        (
            K.ENTRY_INTO_FORCE,
            {"count": 3, "months": 1, "counting": C.FIRST_OF_MONTH},
            "Enters into force on the first day of the month that follows one month after the third consent.",
        ),
        (
            K.ENTRY_INTO_FORCE,
            {"counting": C.FIRST_OF_YEAR, "parties": ("AZ", "US")},
            "Enters into force on the first day of the year that follows the consent of both Azerbaijan and the United "
            "States.",
        ),
        (
            K.ENTRY_INTO_FORCE,
            {"count": 2, "parties": ("AZ", "US", "GE"), "counting": C.DAY_AFTER},
            "Enters into force on the day after the second consent among those of Azerbaijan, the United States and "
            "GE.",
        ),
        (
            K.ENTRY_INTO_FORCE,
            {"days": 180, "parties": MANY, "of_what": "states listed in Annex 2"},
            "Enters into force 180 days after the consent of all 44 states listed in Annex 2.",
        ),
        (
            K.ENTRY_INTO_FORCE,
            {"count": 40, "parties": MANY},
            "Enters into force on the day of the 40th consent among those of the 44 parties that it names.",
        ),
        (
            K.ENTRY_INTO_FORCE,
            {"days": 30, "percent": Decimal("55.00"), "of_what": "greenhouse-gas emissions"},
            "Enters into force 30 days after the consent that brings those who consented to at least 55 per cent of "
            "greenhouse-gas emissions.",
        ),
        (
            K.LATER_PARTIES,
            {"days": 30},
            "For a party that consents later, it enters into force 30 days after its consent.",
        ),
        (
            K.RETROACTIVE_FORCE,
            {"counted_from": PartialDate.parse("1998-01-01")},
            "Applies from 1 January 1998, before its entry into force.",
        ),
        (K.TERRITORIAL_SCOPE, {"of_what": "the metropolitan territory"}, "Applies to the metropolitan territory."),
        (K.DURATION, {"months": 120}, "It lasts ten years."),
        (
            K.DURATION,
            {"months": 18, "counted_from": PartialDate.parse("2025-08")},
            "It lasts one year and six months, counted from August 2025.",
        ),
        (
            K.DURATION,
            {"months": 12, "counting": C.DAY_AFTER},
            "It lasts until the day after one year from its entry into force.",
        ),
        (K.TACIT_RENEWAL, {"months": 120}, "It is renewed for further terms of ten years unless notice is given."),
        (K.TACIT_RENEWAL, {}, "It is renewed for further terms of the same length unless notice is given."),
        (
            K.TACIT_RENEWAL,
            {"count": 1, "months": 60},
            "It is renewed once, for a further term of five years, unless notice is given.",
        ),
        (
            K.TACIT_RENEWAL,
            {"count": 2, "days": 1},
            "It is renewed for at most two further terms of one day unless notice is given.",
        ),
        (
            K.NON_RENEWAL_NOTICE,
            {"months": 6},
            "A notice against renewal is given at least six months before the end of a term.",
        ),
        (
            K.NOTICE_PERIOD,
            {"months": 12},
            "A party may denounce it; the denunciation takes effect one year after receipt.",
        ),
        (
            K.NOTICE_PERIOD,
            {"months": 6, "counting": C.DAY_AFTER, "not_before": 36},
            "A party may denounce it from three years after its entry into force; the denunciation takes effect on the "
            "day after six months from receipt.",
        ),
        (
            K.NOTICE_PERIOD,
            {"months": 6, "counting": C.END_OF_TERM},
            "A party may denounce it with effect at the end of a term, by a notice given at least six months before.",
        ),
        (K.MINIMUM_PARTIES, {"count": 16}, "It ends when fewer than 16 parties are left."),
        (K.ESSENTIAL_PARTIES, {"parties": ("AZ", "US")}, "It ends when Azerbaijan or the United States leaves it."),
        (K.ESSENTIAL_PARTIES, {}, "It ends when any party leaves it."),
        (
            K.SURVIVAL,
            {"months": 120, "of_what": "earlier investments"},
            "After its end it goes on to apply to earlier investments for ten years.",
        ),
        (K.PARTIAL_DENUNCIATION, {"of_what": "Part II"}, "A party may denounce a part of it: Part II."),
        (K.NO_RESERVATIONS, {}, "No reservations may be made."),
        (K.CONSENT_WITHOUT_SIGNATURE, {}, "A party may consent without having signed."),
        (K.ACCESSION_BY_ACCEPTANCE, {}, "An accession has effect only towards the parties that accept it."),
    ],
)
def test_a_clause_reads_like_its_article(kind, given, sentence):
    assert words(kind, **given) == sentence


@given(
    kind=st.sampled_from(ClauseKind),
    counting=st.sampled_from(Counting),
    months=st.integers(0, 2000),
    days=st.integers(0, 400),
    count=st.none() | st.integers(0, 200),
    percent=st.none() | st.decimals(0, 100, places=2),
    parties=st.lists(st.sampled_from(MANY), unique=True, max_size=FEW + 3).map(tuple),
    of_what=st.sampled_from(["", "its parties"]),
    not_before=st.integers(0, 100),
)
def test_every_clause_is_one_sentence(**given):
    sentence = clause_in_words(ClauseFact("clause", **given))
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "  " not in sentence
    assert not {"None", "same_day"} & set(sentence.split())


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "first"), (10, "tenth"), (11, "11th"), (13, "13th"), (21, "21st"), (42, "42nd"), (103, "103rd")],
)  # fmt: skip
def test_ordinals(number, word):
    assert ordinal(number) == word
