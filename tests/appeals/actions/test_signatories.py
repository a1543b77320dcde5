"""Who signed: added, taken back, put right; nothing is written where anything is wrong."""

from typing import Any

import pytest

from appeals.actions.corrections import correct_signatory, retract_signatory
from appeals.actions.signatories import (
    AddresseeGiven,
    SignatoryGiven,
    TextGiven,
    add_addressee,
    add_signatories,
    add_text,
    withdraw_signature,
)
from appeals.models import Appeal, AppealCitation, Signatory, SignatureWithdrawal
from appeals.vocabulary import SignatoryKind, TextHeld, TextVersion
from tests.factories.appeals import invented_appeal
from tests.factories.record import a_block, invented_source, last_block, partial
from treaties.actions.sources import Cite
from treaties.rules.findings import Refused

pytestmark = pytest.mark.django_db


def a_name(name: str = "First Member", **given: Any) -> SignatoryGiven:
    return SignatoryGiven(**{"kind": SignatoryKind.PERSON, "body": "The assembly", "name": name} | given)


@pytest.fixture
def cites() -> list[Cite]:
    return [Cite(invented_source(), "p. 2")]


@pytest.fixture
def appeal() -> Appeal:
    return invented_appeal()


def codes_of(refused: Any) -> list[tuple[str, str]]:
    return [(finding.code, finding.field) for finding in refused.value.findings]


def test_names_are_added_in_the_order_of_the_list_with_the_source_that_lists_them(appeal, cites):
    own = [Cite(invented_source())]
    with a_block() as block:
        found = add_signatories(block, appeal=appeal, given=[a_name("B"), a_name("A", cites=own)], cites=cites)
    assert [one.name for one in appeal.signatories.all()] == ["B", "A"]
    assert [one.citations.get().source for one in found] == [cites[0].source, own[0].source]


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_written(appeal):
    given = [a_name(" "), a_name(body=""), a_name("Twice"), a_name("Twice ")]
    with pytest.raises(Refused) as refused, a_block() as block:
        add_signatories(block, appeal=appeal, given=given)
    assert codes_of(refused) == [
        ("no_source", "source"),
        ("no_name", "name-1"),
        ("no_public_capacity", "body-2"),
        ("signed_before", "name-4"),
    ]
    assert not appeal.signatories.exists()


def test_the_same_name_may_sign_in_another_capacity(appeal, cites):
    with a_block() as block:
        add_signatories(block, appeal=appeal, given=[a_name()], cites=cites)
        add_signatories(block, appeal=appeal, given=[a_name(constituency="North")], cites=cites)
        with pytest.raises(Refused, match="already"):
            add_signatories(block, appeal=appeal, given=[a_name()], cites=cites)
    assert appeal.signatories.count() == 2


def test_a_signature_is_taken_back_once_and_not_before_it_was_given(appeal, cites):
    with a_block() as block:
        (one,) = add_signatories(block, appeal=appeal, given=[a_name(signed_on=partial("2010-01-01"))], cites=cites)
        with pytest.raises(Refused) as refused:
            withdraw_signature(block, signatory=one, withdrawn_on=partial("2009"), cites=[])
        assert codes_of(refused) == [("no_source", "source"), ("withdrawn_before_signed", "withdrawn_on")]
        withdraw_signature(block, signatory=one, withdrawn_on=partial("2010-02"), cites=cites)
        with pytest.raises(Refused) as refused:
            withdraw_signature(block, signatory=one, cites=cites)
    assert codes_of(refused) == [("withdrawn_before", "")]


def test_a_name_put_right_stays_taken_back_with_what_that_rests_on(appeal, cites):
    with a_block() as block:
        (one,) = add_signatories(block, appeal=appeal, given=[a_name("Frist")], cites=cites)
        withdraw_signature(block, signatory=one, withdrawn_on=partial("2010-02"), note="By letter.", cites=cites)
    before = last_block()
    with a_block() as block:
        mended = correct_signatory(block, signatory=one, given=a_name("First"), reason="Misspelt.", cites=cites)
    again = SignatureWithdrawal.objects.get(signatory=mended.replacement_signatory)
    assert (str(again.withdrawn_on), again.note, again.citations.get().locator) == ("2010-02", "By letter.", "p. 2")
    ours = Signatory.objects.filter(appeal=appeal)
    assert [one.name for one in ours.standing(before)] == ["Frist"]
    assert [one.name for one in ours.standing()] == ["First"]


def test_a_retracted_name_can_be_listed_again(appeal, cites):
    with a_block() as block:
        (one,) = add_signatories(block, appeal=appeal, given=[a_name()], cites=cites)
        retract_signatory(block, signatory=one, reason="Of another letter.")
        add_signatories(block, appeal=appeal, given=[a_name()], cites=cites)
        with pytest.raises(Refused, match="already corrected or retracted"):
            retract_signatory(block, signatory=one, reason="Again.")
    assert Signatory.objects.standing().filter(appeal=appeal).count() == 1


def test_an_office_is_addressed_once(appeal, cites):
    with a_block() as block:
        add_addressee(block, appeal=appeal, given=AddresseeGiven(office="The speaker", cites=cites))
        for office in ("The speaker", " The minister ", ""):
            with pytest.raises(Refused):
                add_addressee(block, appeal=appeal, given=AddresseeGiven(office=office, cites=cites))
    assert [str(one) for one in appeal.further_addressees.all()] == ["The speaker"]
    assert AppealCitation.objects.get(appeal=appeal, about="addressee").locator == "p. 2"


def test_a_text_is_held_once_with_its_language_and_source(appeal, cites):
    given = TextGiven(version=TextVersion.TRANSLATION, language="en", held=TextHeld.EXCERPT, cites=cites)
    with a_block() as block:
        add_text(block, appeal=appeal, given=given)
        with pytest.raises(Refused, match="already"):
            add_text(block, appeal=appeal, given=given)
        with pytest.raises(Refused) as refused:
            add_text(
                block, appeal=appeal, given=TextGiven(version=TextVersion.ORIGINAL, language=" ", held=TextHeld.FULL)
            )
    assert codes_of(refused) == [("no_language", "language"), ("no_source", "source")]


def test_an_appeal_comes_with_names_offices_and_texts_that_rest_on_its_own_sources():
    appeal = invented_appeal(
        signatories=[a_name()],
        further_addressees=[AddresseeGiven(office="The speaker")],
        texts=[TextGiven(version=TextVersion.ORIGINAL, language="en", held=TextHeld.FULL)],
    )
    source = appeal.citations.get().source
    assert appeal.signatories.get().citations.get().source == source
    assert appeal.texts.get().citations.get().source == source
    assert appeal.further_addressees.get().office == "The speaker"
