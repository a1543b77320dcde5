"""Every status, group and overlay has its symbol and its words; colour comes last."""

import re
from datetime import date
from pathlib import Path as File

import pytest
from django.template.loader import render_to_string

from treaties.derivation.timeline import Path
from treaties.models import Agreement
from treaties.models.timelines import Kept
from treaties.queries.country_pair import PairRow
from treaties.vocabulary import AgreementStatus, EndReason, Flag, Nature, PairGroup, ParticipationStatus
from treaties.web.signs import OVERLAYS, sign_of_code, sign_of_party, sign_of_row, sign_of_standings

A, P = AgreementStatus, ParticipationStatus
PAGE = render_to_string("site/symbols.html")
SYMBOLS = set(re.findall(r'id="s-(\w+)"', PAGE))
STYLES = File("config/static/pacta.css").read_text()


@pytest.mark.parametrize("status", list(A))
def test_each_status_of_an_agreement_has_a_symbol_of_the_page_a_tone_and_its_word(status):
    sign = sign_of_standings([(status, Path())])
    assert sign.symbol in SYMBOLS
    assert re.search(rf"\.{sign.tone}[ ,]", STYLES)
    assert sign.words.lower() == status.label
    assert sign_of_code(status.bit).symbol == sign.symbol


@pytest.mark.parametrize("standing", list(P))
def test_each_standing_of_a_party_has_a_symbol_of_the_page_a_tone_and_its_word(standing):
    sign = sign_of_party([(standing, Path())])
    assert sign.symbol in SYMBOLS
    assert re.search(rf"\.{sign.tone}[ ,]", STYLES)
    assert sign.words.lower() == standing.label


def test_what_must_not_be_taken_for_each_other_looks_different():
    told_apart = [
        A.IN_FORCE,
        A.PROVISIONAL,
        A.SUSPENDED,
        A.SIGNED,
        A.ENDED,
        A.NEVER_IN_FORCE,
        A.VOID,
        A.OPERATIVE,
        A.DRAFT,
    ]
    assert len({sign_of_code(status.bit).symbol for status in told_apart}) == len(told_apart)


@pytest.mark.parametrize("flag", list(OVERLAYS))
def test_what_lies_over_a_status_is_said_beside_it(flag):
    for status in (A.IN_FORCE, A.SUSPENDED, A.ENDED):
        assert sign_of_standings([(status, Path(flags=frozenset({flag})))]).words.endswith(f", {OVERLAYS[flag]}")
    assert sign_of_party([(P.PARTY, Path(flags=frozenset({flag})))]).words == f"Party, {OVERLAYS[flag]}"


def test_the_reason_of_an_end_is_said():
    path = Path(reason=EndReason.JUS_COGENS)
    assert sign_of_standings([(A.VOID, path)]).words == "Void (contrary to a peremptory norm)"
    assert sign_of_standings([(A.ENDED, path)]).words == "Ended (contrary to a peremptory norm)"


def row(whole: int, two: int) -> PairRow:
    standing = Kept([date.min], [two], [{}])
    agreement = Agreement(is_bilateral=True, nature=Nature.TREATY)
    return PairRow(agreement, Kept([date.min], [whole], [{}]), standing, standing, (), (), date(2024, 1, 1))


@pytest.mark.parametrize(
    ("whole", "two", "group", "words"),
    [
        (A.SUSPENDED, P.SUSPENDED, PairGroup.SUSPENDED, "In force but suspended"),
        (A.IN_FORCE, P.SUSPENDED, PairGroup.SUSPENDED, "In force but suspended"),
        (A.PROVISIONAL, P.PROVISIONAL, PairGroup.PROVISIONAL, "Provisionally applied"),
        (A.NEVER_IN_FORCE, P.SIGNATORY, PairGroup.NEVER_IN_FORCE, "Never in force"),
        (A.VOID, P.FORMER, PairGroup.ENDED, "Void"),
        (A.REPLACED, P.NONE, PairGroup.ENDED, "Replaced"),
        (A.DISCONTINUED, P.NONE, PairGroup.ENDED, "Discontinued"),
        (A.IN_FORCE, P.FORMER, PairGroup.ENDED, "Ended"),
    ],
)
def test_the_sign_of_a_row_follows_its_group(whole, two, group, words):
    one = row(whole.bit, two.bit)
    assert (one.group, sign_of_row(one).words) == (group, words)


def test_flags_that_are_overlays_are_told_from_those_that_are_doubts():
    doubts = {Flag.COMPUTED, Flag.CONTESTED, Flag.CONSENT_NOT_ON_RECORD, Flag.START_NOT_ON_RECORD}
    assert set(Flag) - doubts == set(OVERLAYS)
