"""What a person is refused, what an import is warned of, and what nobody can record. The name is the reason."""

import pytest

from tests.factories.record import invented_agreement, record
from treaties.models import StatusChange
from treaties.rules.acts import RULES
from treaties.rules.findings import Refused, Strictness
from treaties.vocabulary import Act, Nature

pytestmark = pytest.mark.django_db


def codes_of_refusal(agreement, act, by="", strictness=Strictness.PERSON, **dates):
    before = StatusChange.objects.count()
    with pytest.raises(Refused) as refused:
        record(agreement, act, by, strictness, **dates)
    assert StatusChange.objects.count() == before
    return [finding.code for finding in refused.value.findings]


def warnings(agreement, act, by="", strictness=Strictness.PERSON, **dates):
    return [finding.code for finding in record(agreement, act, by, strictness, **dates).warnings]


def in_force(**given):
    agreement = invented_agreement(**given)
    record(agreement, Act.SIGNATURE, done_on="1997-08-01")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-08-02")
    return agreement


def test_ratification_is_an_act_of_one_party():
    assert codes_of_refusal(invented_agreement(), Act.RATIFICATION, done_on="2000") == [
        "whose_act",
        "ratifies_without_signature",
    ]


def test_entry_into_force_is_an_act_of_the_whole():
    refused = codes_of_refusal(invented_agreement(), Act.ENTRY_INTO_FORCE, "XAA", effective_on="2000")
    assert "whose_act" in refused


def test_a_stranger_cannot_act():
    invented_agreement(codes=("XAC", "XAD"))
    agreement = invented_agreement()
    assert "by_non_participant" in codes_of_refusal(agreement, Act.SIGNATURE, "XAC", done_on="2000")
    assert "by_non_participant" in codes_of_refusal(agreement, Act.SIGNATURE, "XAC", Strictness.IMPORT, done_on="2000")


def test_an_act_without_its_day_is_refused_to_a_person_and_warned_to_an_import():
    agreement = invented_agreement()
    assert codes_of_refusal(agreement, Act.ENTRY_INTO_FORCE, done_on="2000") == ["needs_its_day"]
    assert warnings(agreement, Act.ENTRY_INTO_FORCE, "", Strictness.IMPORT, done_on="2000") == ["needs_its_day"]


def test_a_non_binding_text_is_not_ratified_in_force_or_denounced():
    agreement = invented_agreement(nature=Nature.NON_BINDING)
    record(agreement, Act.ISSUED, done_on="1997-08-01")
    for act, by, dates in [
        (Act.RATIFICATION, "XAA", {"done_on": "1998"}),
        (Act.ENTRY_INTO_FORCE, "", {"effective_on": "1998"}),
        (Act.NOTICE_OF_TERMINATION, "XAA", {"received_on": "1998"}),
    ]:
        assert "treaty_act_on_non_binding" in codes_of_refusal(agreement, act, by, **dates)


def test_a_treaty_is_not_merely_issued():
    assert codes_of_refusal(invented_agreement(), Act.ISSUED, done_on="1998") == ["non_binding_act_on_treaty"]


def test_of_contested_nature_acts_of_both_lives_are_accepted_with_a_warning():
    agreement = invented_agreement(nature=Nature.CONTESTED)
    assert warnings(agreement, Act.ISSUED, done_on="1998") == ["nature_not_settled"]


def test_an_agreement_enters_into_force_once():
    refused = codes_of_refusal(in_force(), Act.ENTRY_INTO_FORCE, effective_on="2005")
    assert refused == ["contradicts_the_record"]


def test_an_agreement_does_not_enter_into_force_after_its_end_even_by_import():
    agreement = in_force()
    record(agreement, Act.EXPIRY, effective_on="2010-01-01")
    refused = codes_of_refusal(agreement, Act.ENTRY_INTO_FORCE, "", Strictness.IMPORT, effective_on="2011-01-01")
    assert refused == ["contradicts_the_record"]


def test_an_end_before_the_entry_into_force_on_record_is_refused():
    assert codes_of_refusal(in_force(), Act.EXPIRY, effective_on="1999-01-01") == ["contradicts_the_record"]


def test_nothing_of_substance_happens_after_the_end():
    agreement = in_force()
    record(agreement, Act.EXPIRY, effective_on="2010-01-01")
    refused = codes_of_refusal(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2012-01-01")
    assert "after_the_end" in refused


def test_an_act_that_may_be_of_a_day_before_the_end_is_not_refused():
    agreement = in_force()
    record(agreement, Act.EXPIRY, effective_on="2010-06-30")
    assert warnings(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2010") == ["no_clause_on_denunciation"]
    assert warnings(agreement, Act.AMENDMENT, done_on="2010-06") == []
    assert codes_of_refusal(agreement, Act.AMENDMENT, done_on="2010-07") == ["after_the_end"]


def test_after_an_end_that_is_only_computed_both_stand_side_by_side():
    agreement = invented_agreement(term=60)
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    found = warnings(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2012-01-01")
    assert found == ["after_a_disputed_end", "no_clause_on_denunciation"]


def test_who_has_not_signed_accedes_and_does_not_ratify():
    agreement = invented_agreement(is_bilateral=False)
    assert codes_of_refusal(agreement, Act.RATIFICATION, "XAA", done_on="1999") == ["ratifies_without_signature"]
    assert warnings(agreement, Act.RATIFICATION, "XAA", Strictness.IMPORT, done_on="1999") == [
        "ratifies_without_signature"
    ]


def test_a_signatory_that_accedes_is_only_noted():
    agreement = invented_agreement(is_bilateral=False)
    record(agreement, Act.SIGNATURE, "XAA", done_on="1998")
    assert warnings(agreement, Act.ACCESSION, "XAA", done_on="2000") == ["accedes_after_signature"]


def test_spells_of_one_party_cannot_overlap():
    agreement = invented_agreement(is_bilateral=False)
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="1990-01-01")
    record(agreement, Act.ACCESSION, "XAA", done_on="1999-01-01", effective_on="1999-02-01")
    refused = codes_of_refusal(agreement, Act.ACCESSION, "XAA", Strictness.IMPORT, done_on="2000", effective_on="2000")
    assert refused == ["overlapping_spell"]


def test_nobody_is_bound_before_the_agreement_is_in_force():
    agreement = invented_agreement(is_bilateral=False)
    refused = codes_of_refusal(agreement, Act.ACCESSION, "XAA", done_on="1999-01-01", effective_on="1999-02-01")
    assert refused == ["bound_before_the_agreement"]


def test_who_was_bound_after_a_computed_end_is_not_told_that_the_agreement_is_not_yet_in_force():
    agreement = invented_agreement(is_bilateral=False, term=60)
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    found = warnings(agreement, Act.ACCESSION, "XAA", done_on="2012-01-01", effective_on="2012-02-01")
    assert found == ["after_a_disputed_end"]


def test_a_ratification_that_may_precede_the_entry_into_force_overlaps_no_spell():
    agreement = in_force()
    assert warnings(agreement, Act.RATIFICATION, "XAA", done_on="2001") == []
    assert codes_of_refusal(agreement, Act.RATIFICATION, "XAA", done_on="2002") == ["overlapping_spell"]


def test_a_signatory_has_nothing_to_denounce():
    agreement = invented_agreement()
    record(agreement, Act.SIGNATURE, done_on="1997-08-01")
    assert codes_of_refusal(agreement, Act.NOTICE_OF_TERMINATION, "XAA", received_on="1999") == ["notice_by_non_party"]


def test_a_notice_takes_no_effect_before_it_is_received():
    refused = codes_of_refusal(
        in_force(), Act.NOTICE_OF_TERMINATION, "XAA", received_on="2012-01-01", effective_on="2011-01-01"
    )
    assert refused == ["effect_before_notice"]


def test_domestic_approval_needs_no_other_act():
    assert warnings(invented_agreement(), Act.DOMESTIC_APPROVAL, "XAA", done_on="1999") == []


def test_every_rule_has_a_code_of_its_own_and_a_sentence():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.__doc__ and rule.__doc__.endswith(".") for rule in RULES)
