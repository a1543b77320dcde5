"""The API's answer for an appeal follows what the record holds in depth, and what stood then."""

import pytest

from appeals.actions.corrections import LinkGiven, correct_link, retract_signatory
from appeals.actions.links import add_counter_evidence
from appeals.actions.signatories import (
    AddresseeGiven,
    SignatoryGiven,
    TextGiven,
    add_addressee,
    add_signatories,
    add_text,
    withdraw_signature,
)
from appeals.models import Appeal
from appeals.vocabulary import Grade, LinkRelation, SignatoryKind, TextHeld, TextVersion
from tests.factories.appeals import a_rule, invented_appeal
from tests.factories.record import a_block, invented_agreement, invented_source, partial, record
from tests.treaties.api.asking import ask
from tests.treaties.api.histories import head
from treaties.actions.sources import Cite
from treaties.vocabulary import Act, Form, Topic

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SLUG = "milli-majlis-letter-2024-10-05"
LETTER = f"/appeals/{SLUG}/"


def test_signatories_addressees_and_texts_with_their_sources() -> None:
    appeal, cites = Appeal.objects.get(slug=SLUG), [Cite(invented_source(), "p. 2")]
    names = [SignatoryGiven(kind=SignatoryKind.PERSON, name=name, body="The assembly") for name in ("A", "B")]
    with a_block() as block:
        first, second = add_signatories(block, appeal=appeal, given=names, cites=cites)
        withdraw_signature(block, signatory=first, withdrawn_on=partial("2024-10-07"), cites=cites)
        add_addressee(block, appeal=appeal, given=AddresseeGiven(office="The speaker"))
        given = TextGiven(version=TextVersion.ORIGINAL, language="az", held=TextHeld.EXCERPT, cites=cites)
        add_text(block, appeal=appeal, given=given)
    before = head()
    with a_block() as block:
        retract_signatory(block, signatory=second, reason="Of another letter.")
    letter = ask(LETTER)
    (one,) = letter["signatories"]
    assert (one["name"], one["body"], one["withdrawal"]["withdrawn_on"]["edtf"]) == ("A", "The assembly", "2024-10-07")
    assert one["withdrawal"]["sources"][0]["locator"] == one["sources"][0]["locator"] == "p. 2"
    assert letter["further_addressees"] == [{"office": "The speaker", "name": ""}]
    assert [(text["version"], text["language"], text["held"]) for text in letter["texts"]] == [
        ("original", "az", "excerpt")
    ]
    (correction,) = letter["corrections"]
    assert (correction["signatory"]["name"], correction["instead"]) == ("B", None)
    assert [one["name"] for one in ask(LETTER, known_at=str(before))["signatories"]] == ["A", "B"]


def test_links_are_those_that_stand_with_what_speaks_against_them() -> None:
    link = Appeal.objects.get(slug=SLUG).links.order_by("pk")[0]
    before, cites = head(), [Cite(invented_source())]
    given = LinkGiven(
        status_change=link.status_change, relation=LinkRelation(link.relation), demand=link.demand, grade=Grade.D
    )
    with a_block() as block:
        add_counter_evidence(block, link=link, statement="It says otherwise.", cites=cites)
        correct_link(block, link=link, given=given, reason="Reported by two papers.", cites=cites)

    def grades(known_at: str = "") -> list[tuple[str, list[str]]]:
        asked = {"known_at": known_at} if known_at else {}
        links = ask(LETTER, **asked)["demands"][5]["links"]
        return sorted((one["grade"], [each["statement"] for each in one["counter_evidence"]]) for one in links)

    assert grades() == [("D", ["It says otherwise."]), ("E", [])]
    assert grades(str(before)) == [("E", []), ("E", [])]
    (correction,) = ask(LETTER)["corrections"]
    assert (correction["link"]["grade"], correction["instead"]["grade"]) == ("E", "D")
    act = ask(f"/status-changes/{link.status_change.slug}/")
    assert [(one["relation"], one["grade"]) for one in act["appeals"]] == [(link.relation, "D")]


def test_a_rule_says_what_it_is_narrowed_to_and_what_it_would_catch_now() -> None:
    appeal = invented_appeal(a_rule(topic=Topic.DEFENCE, form=Form.TREATY), a_rule())
    agreement = invented_agreement(slug="learned-later")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2005-01-01")
    narrow, wide = ask(f"/appeals/{appeal.slug}/")["demands"]
    assert (narrow["targets"][0]["rule"]["topic"], narrow["targets"][0]["rule"]["form"]) == ("defence", "treaty")
    assert (wide["targets"][0]["rule"]["topic"], wide["expansion"]) == (None, [])
    assert narrow["since"] == {"would_be_caught": [], "no_longer_caught": []}
    assert [one["agreement"]["slug"] for one in wide["since"]["would_be_caught"]] == ["learned-later"]
    assert ask(LETTER)["demands"][1]["since"] is None
