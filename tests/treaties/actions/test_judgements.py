"""A judgement: a reason and a source, on one contradiction; it edits nothing and changes no status."""

from typing import Any

import pytest

from tests.factories.record import a_block, invented_source
from tests.factories.watched import asserted, done, in_force, judged
from treaties.actions.corrections import retract_assertion
from treaties.actions.judgements import record_judgement
from treaties.actions.sources import Cite
from treaties.models import Agreement, Judgement, StatusAssertion, StatusChange, Timeline
from treaties.rules.findings import Refused
from treaties.vocabulary import Act, AgreementStatus, Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def said() -> StatusAssertion:
    return asserted(in_force(), AgreementStatus.ENDED, "2005-06-01")


def refused(**given: Any) -> list[str]:
    cites = [Cite(invented_source())]
    before = Judgement.objects.count()
    with pytest.raises(Refused) as refusal, a_block() as block:
        record_judgement(block, **{"verdict": Verdict.RECORD, "reason": "So.", "cites": cites} | given)
    assert Judgement.objects.count() == before
    return [finding.code for finding in refusal.value.findings]


def test_it_edits_nothing_and_changes_no_status(said: StatusAssertion) -> None:
    def state() -> Any:
        counts = [model.objects.count() for model in (StatusChange, StatusAssertion, Timeline)]
        return counts, Agreement.objects.values("codes", "story").get(pk=said.agreement_id)

    before = state()
    judgement = judged(said, Verdict.SOURCE, "  The register has it.  ")
    assert state() == before
    assert (judgement.reason, judgement.assertion, judgement.status_change) == ("The register has it.", said, None)
    assert judgement.citations.get().locator == "p. 2"


def test_it_needs_a_reason_and_a_source(said: StatusAssertion) -> None:
    assert refused(agreement=said.agreement, assertion=said, reason="  ", cites=[]) == ["no_reason", "no_source"]


def test_it_is_on_one_thing_of_its_agreement(said: StatusAssertion) -> None:
    act = said.agreement.status_changes.get()
    assert refused(agreement=said.agreement) == ["judges_one_thing"]
    assert refused(agreement=said.agreement, assertion=said, change=act) == ["judges_one_thing"]
    assert refused(agreement=in_force(), assertion=said) == ["judges_another_agreement"]


def test_what_nothing_contradicts_is_not_judged(said: StatusAssertion) -> None:
    assert refused(agreement=said.agreement, change=said.agreement.status_changes.get()) == ["nothing_to_judge"]
    agreed = asserted(said.agreement, AgreementStatus.IN_FORCE, "2005-06-01")
    assert refused(agreement=said.agreement, assertion=agreed) == ["nothing_to_judge"]


def test_what_stands_no_longer_is_not_judged(said: StatusAssertion) -> None:
    with a_block() as block:
        retract_assertion(block, assertion=said, reason="Misread.")
    assert refused(agreement=said.agreement, assertion=said) == ["stands_no_longer"]


def test_later_ones_are_recorded_beside_earlier_ones(said: StatusAssertion) -> None:
    later = done(said.agreement, Act.ENTRY_INTO_FORCE, effective_on="1999-05-01")
    judged(later, Verdict.SOURCE)
    judged(later, Verdict.RECORD)
    assert [one.verdict for one in Judgement.objects.filter(status_change=later)] == ["source", "record"]
