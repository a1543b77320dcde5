"""Appeals as they were known: responses and outcomes that stood then, and what was corrected or retracted by then."""

import pytest

from appeals.actions.corrections import correct_outcome, retract_response
from appeals.actions.responses import OutcomeGiven
from appeals.models import Outcome, Response
from appeals.vocabulary import OutcomeKind
from tests.factories.record import a_block, invented_source
from tests.treaties.api.asking import ask
from tests.treaties.api.histories import head
from treaties.actions.corrections import correct_status_change, retract_status_change
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.dates import PartialDate
from treaties.models import StatusChange
from treaties.rules.findings import Strictness
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db
LETTER = "/appeals/milli-majlis-letter-2024-10-05/"
LAPSE = "usaid-arrangement-lapse"


def test_a_retracted_response_is_told_among_the_corrections() -> None:
    before, response, source = head(), Response.objects.get(), invented_source()
    with a_block() as block:
        retract_response(block, response=response, reason="It answered another letter.", cites=[Cite(source)])
    letter = ask(LETTER)
    assert letter["responses"] == []
    (correction,) = letter["corrections"]
    assert (correction["response"]["by"], correction["instead"]) == (response.by, None)
    assert (correction["reason"], correction["block"]) == ("It answered another letter.", head())
    assert [cited["source"]["slug"] for cited in correction["sources"]] == [source.slug]
    then = ask(LETTER, known_at=str(before))
    assert ([one["by"] for one in then["responses"]], then["corrections"]) == ([response.by], [])


def test_a_corrected_outcome_is_told_with_what_stands_instead() -> None:
    before, outcome, cites = head(), Outcome.objects.get(), [Cite(invented_source())]
    given = OutcomeGiven(kind=OutcomeKind.REJECTED, asserted_by="The ministry")
    with a_block() as block:
        correct_outcome(block, outcome=outcome, given=given, reason="Another asserts it.", cites=cites)
    letter = ask(LETTER)
    told = {demand["ordinal"]: [one["kind"] for one in demand["outcomes"]] for demand in letter["demands"]}
    assert told[6] == ["rejected"]
    (correction,) = letter["corrections"]
    assert (correction["outcome"]["demand"], correction["outcome"]["kind"]) == (6, "overtaken")
    assert (correction["instead"]["kind"], correction["instead"]["asserted_by"]) == ("rejected", "The ministry")
    then = ask(LETTER, known_at=str(before))
    assert [one["kind"] for one in then["demands"][5]["outcomes"]] == ["overtaken"]


@pytest.mark.slow
def test_a_link_to_an_act_names_the_act_that_stands() -> None:
    before, act, cites = head(), StatusChange.objects.get(slug=LAPSE), [Cite(invented_source())]
    given = ActGiven(act=Act.LAPSE, effective_on=PartialDate.parse("2024-07-01"))
    with a_block() as block:
        mended = correct_status_change(
            block, change=act, given=given, reason="Misread.", cites=cites, strictness=Strictness.IMPORT
        ).change
    assert mended
    corrected = head()
    with a_block() as block:
        retract_status_change(block, change=mended, reason="Another was meant.", cites=cites)
    standing = {}
    for known_at in (before, corrected, head()):
        links = ask(LETTER, known_at=str(known_at))["demands"][5]["links"]
        (link,) = [one for one in links if one["status_change"]["slug"] == LAPSE]
        standing[known_at] = link["standing"] and link["standing"]["slug"]
    assert standing == {before: LAPSE, corrected: f"{LAPSE}-2", head(): None}
    (link,) = ask(f"/status-changes/{LAPSE}-2/")["appeals"]
    assert link["status_change"] == LAPSE
