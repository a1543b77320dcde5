"""Acts, statuses and many parties on the agreement page: in words that say how far each reaches."""

import gzip

import pytest

from tests.factories.record import a_block, invented_agreement, invented_parties, invented_source, record
from tests.treaties.web.pages import Page, words
from treaties.actions.agreements import AgreementGiven, Participant, add_agreement
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven, ActToRecord, record_status_change, record_status_changes
from treaties.dates import PartialDate
from treaties.models import Agreement, Participation, StatusChange
from treaties.rules.findings import Strictness
from treaties.vocabulary import Act, Form, Nature, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIGNED = (Act.SIGNATURE, {"done_on": "1999-01-01"})
ENTERED = (Act.ENTRY_INTO_FORCE, {"effective_on": "2000-01-01"})
ISSUED = (Act.ISSUED, {"done_on": "1999-01-01"})


def page(client, agreement: Agreement, on: str = "2024-10-05") -> str:
    return words(client.get(f"/agreements/{agreement.slug}/?on={on}"))


def lived(*acts, nature: Nature = Nature.TREATY) -> Agreement:
    agreement = invented_agreement(nature=nature)
    for act, dates in acts:
        record(agreement, act, strictness=Strictness.IMPORT, **dates)
    return agreement


@pytest.mark.parametrize(
    ("acts", "nature", "sentence"),
    [
        (
            [SIGNED, ENTERED, (Act.SUSPENSION, {"effective_on": "2020-01-01", "ends_on": "2030-01-01"})],
            Nature.TREATY,
            "this agreement was in force, but suspended, since 1 January 2020, until 1 January 2030.",
        ),
        (
            [SIGNED, (Act.PROVISIONAL_APPLICATION, {"effective_on": "2000-01-01"})],
            Nature.TREATY,
            "this agreement was applied provisionally, since 1 January 2000; it was not in force.",
        ),
        (
            [SIGNED, (Act.ABANDONMENT, {"effective_on": "2000-01-01"})],
            Nature.TREATY,
            "this agreement had never entered into force; that was settled on 1 January 2000.",
        ),
        (
            [SIGNED, ENTERED, (Act.INVALIDITY, {"effective_on": "2005-01-01"})],
            Nature.TREATY,
            "this agreement was void, since 1 January 2005.",
        ),
        (
            [(Act.NEGOTIATIONS_OPENED, {"done_on": "1998-01-01"})],
            Nature.TREATY,
            "this agreement was under negotiation, since 1 January 1998.",
        ),
        (
            [(Act.DRAFTED, {"done_on": "1998-01-01"})],
            Nature.NON_BINDING,
            "this text was a draft, since 1 January 1998.",
        ),
        (
            [ISSUED, (Act.REPLACEMENT, {"effective_on": "2005-01-01"})],
            Nature.NON_BINDING,
            "this non-binding text had been replaced, on 1 January 2005.",
        ),
        (
            [ISSUED, (Act.DISCONTINUATION, {"effective_on": "2005-01-01"})],
            Nature.NON_BINDING,
            "this non-binding text had been discontinued, on 1 January 2005.",
        ),
    ],
)
def test_each_status_in_a_sentence(client, acts, nature, sentence):
    assert f"On 5 October 2024, {sentence}" in page(client, lived(*acts, nature=nature))


def test_a_notice_is_pending_until_its_day_and_its_revocation_names_it(client):
    agreement = lived(SIGNED, ENTERED)
    notice = (Act.NOTICE_OF_TERMINATION, "XAA", Strictness.IMPORT)
    record(agreement, *notice, received_on="2023-01-01", effective_on="2027-01-01")
    pending = "in force, since 1 January 2000; a notice of termination was pending, to take effect on 1 January 2027."
    assert pending in page(client, agreement)
    party = invented_parties("XAA")[0]
    slug = StatusChange.objects.get(agreement=agreement, act=Act.NOTICE_OF_TERMINATION).slug
    given = ActGiven(act=Act.REVOCATION_OF_NOTICE, by=party, received_on=PartialDate.parse("2024-01-01"), about=slug)
    source = invented_source()
    with a_block() as block:
        record_status_change(block, agreement=agreement, given=given, cites=[Cite(source)])
    text = page(client, agreement)
    assert "this agreement was in force, since 1 January 2000." in text
    assert "About: 1 January 2023: notice of termination by the State of XAA" in text


def test_how_far_an_act_reaches_is_said(client):
    agreement = lived(SIGNED, ENTERED)
    one, other = invented_parties("XAA", "XAB")
    source = invented_source()
    effective = PartialDate.parse("2020-01-01")
    with a_block() as block:
        for given in (
            ActGiven(act=Act.SUSPENSION, by=one, effective_on=effective, scope=Scope.PART),
            ActGiven(act=Act.DECLARATION, by=one, done_on=effective, scope=Scope.PAIR, towards=other),
        ):
            record_status_change(
                block, agreement=agreement, given=given, cites=[Cite(source)], strictness=Strictness.IMPORT
            )
    text = page(client, agreement)
    assert "Suspension by the State of XAA, for some of its provisions only" in text
    assert "Declaration by the State of XAA, towards the State of XAB only" in text
    assert "In force, suspended in part" in text
    assert "it was suspended in part, or towards some" in text
    assert "1 January 2020: suspension by the State of XAA, for some of its provisions only" in text


def a_large_agreement(number: int) -> Agreement:
    """A multilateral agreement between so many invented states: all accede, but for the last two that only sign."""
    parties = invented_parties(*(f"Y{n:03}" for n in range(number)))
    source = invented_source()
    with a_block() as block:
        agreement = add_agreement(
            block,
            given=AgreementGiven(
                slug=f"invented-of-{number}",
                title="An invented convention",
                short_title="Invented convention",
                form=Form.CONVENTION,
                is_bilateral=False,
                nature=Nature.TREATY,
                participants=[Participant(party, None) for party in parties],
                cites=[Cite(source)],
            ),
        )
        day = PartialDate.parse("2001-01-01")
        acts = [ActGiven(act=Act.ENTRY_INTO_FORCE, effective_on=PartialDate.parse("2000-01-01"))]
        acts += [ActGiven(act=Act.ACCESSION, by=party, received_on=day, effective_on=day) for party in parties[:-2]]
        acts += [ActGiven(act=Act.SIGNATURE, by=party, done_on=day) for party in parties[-2:]]
        given = [ActToRecord(given=one, cites=[Cite(source)], slug=f"{number}-act-{n}") for n, one in enumerate(acts)]
        record_status_changes(block, agreement=agreement, acts=given, strictness=Strictness.IMPORT)
    return agreement


def test_194_parties_are_counted_by_standing_and_folded_and_the_page_stays_light(client, django_assert_num_queries):
    large, small = a_large_agreement(194), a_large_agreement(20)
    assert Participation.objects.filter(agreement=large).count() == 194
    response = client.get(f"/agreements/{large.slug}/?on=2024-10-05")
    text, html = words(response), response.content
    assert "Parties: 192 · Signed only: 2" in text
    assert "Consent to be bound (194)" in text
    assert len(gzip.compress(html)) < 60_000
    parsed = Page(html.decode())
    assert (parsed.misplaced, len(set(parsed.ids))) == ([], len(parsed.ids))
    for agreement in (small, large):
        with django_assert_num_queries(6):
            client.get(f"/agreements/{agreement.slug}/?on=2024-10-05")
