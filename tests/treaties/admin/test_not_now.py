"""Acts that nobody could do today: which, why, and that they can be chosen all the same."""

import time
from datetime import date
from typing import Any

import pytest
import time_machine

from tests.factories.analysts import filled_in, record_url, signed_in
from treaties.admin.recording.not_now import refused_today
from treaties.dates import PartialDate
from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact
from treaties.derivation.law import LAW
from treaties.models import Agreement, StatusChange
from treaties.queries.facts import facts_of, with_facts
from treaties.rules.acts import check
from treaties.rules.case import Case
from treaties.rules.findings import Refused, Strictness
from treaties.vocabulary import Act, By, Nature

pytestmark = pytest.mark.django_db
BIT = "bit-azerbaijan-united-states-1997"
TODAY = date(2026, 6, 1)


def refused(slug):
    return refused_today(with_facts(Agreement.objects.filter(slug=slug)).get(), TODAY)


def test_each_has_its_reason():
    found = refused(BIT)
    assert str(found[Act.TACIT_RENEWAL]).endswith("none on duration or on renewal is on record. (Art. 54(a) VCLT)")
    assert found[Act.RESUMPTION].code == "resumes_what_is_not_suspended"
    assert found[Act.REVOCATION_OF_NOTICE].code == "no_notice_to_answer"
    assert Act.NOTICE_OF_TERMINATION not in found
    assert Act.DECLARATION not in found


def test_what_is_said_to_be_refused_is_refused():
    for agreement in with_facts(Agreement.objects.filter(slug__in=[BIT, "cat-1984"])):
        facts = facts_of(agreement)
        for act, finding in refused_today(agreement, TODAY).items():
            codes: list[str | None] = [party.code for party in facts.parties]
            actors: dict[By, list[str | None]] = {By.WHOLE: [None], By.PARTY: codes}
            for by in actors.get(LAW[act].by, [None, *codes]):
                given: dict[str, Any] = {LAW[act].needs[0]: PartialDate.of(TODAY)}
                fact = ActFact("new", act, by, **given)
                with pytest.raises(Refused):
                    check(Case(facts, fact), Strictness.PERSON)
            assert finding.code


@time_machine.travel("2026-06-01", tick=False)
def test_they_are_folded_by_reason_and_can_be_chosen():
    bit, analyst = Agreement.objects.get(slug=BIT), signed_in()
    form = analyst.get(record_url(bit)).context["form"]
    reasons = {reason.finding.code: [radio.data["value"] for radio in reason.radios] for reason in form.not_now}
    assert "ratification" in reasons["overlapping_spell"]
    offered = [radio.data["value"] for group in form.groups for radio in group.radios]
    assert not set(offered) & {act for acts in reasons.values() for act in acts}
    earlier = filled_in(bit, "domestic_approval", "AZ", done_on="2000")
    assert analyst.post(record_url(bit), earlier).status_code == 302
    chosen = analyst.post(record_url(bit), filled_in(bit, "ratification", "AZ", done_on="1999", do="preview"))
    assert "ratification" in {radio.data["value"] for group in chosen.context["form"].groups for radio in group.radios}
    assert StatusChange.objects.latest("pk").act == "domestic_approval"


def test_an_agreement_of_190_parties_is_looked_at_in_no_time(monkeypatch):
    agreement = with_facts(Agreement.objects.filter(slug="cat-1984")).get()
    parties = tuple(PartyFact(f"X{number:03}") for number in range(190))
    days = [PartialDate.of(date(1990 + number % 30, 1 + number % 12, 1)) for number in range(190)]
    acts = [ActFact("entry", Act.ENTRY_INTO_FORCE, effective_on=PartialDate.of(date(1987, 6, 26)))]
    for party, day in zip(parties, days, strict=True):
        acts.append(ActFact(f"r-{party.code}", Act.ACCESSION, party.code, done_on=day, received_on=day))
        kinds = (Act.DECLARATION, Act.RESERVATION, Act.NOTICE_OF_TERMINATION)
        acts.append(ActFact(f"d-{party.code}", kinds[int(party.code[1:]) % 3], party.code, received_on=day))
    facts = AgreementFacts(is_bilateral=False, nature=Nature.TREATY, parties=parties, acts=tuple(acts))
    monkeypatch.setattr("treaties.admin.recording.not_now.facts_of", lambda _: facts)
    monkeypatch.setattr("treaties.admin.recording.not_now._unlike", _first_of_each)
    fastest = min(_timed(agreement) for _ in range(3))
    assert fastest < 0.15  # about 40 ms of work; the machine that tests may be slow


def _first_of_each(agreement, facts, today):
    return [party.code for party in facts.parties[:6]]


def _timed(agreement):
    start = time.process_time()
    assert refused_today(agreement, TODAY)
    return time.process_time() - start
