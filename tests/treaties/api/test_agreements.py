"""The list of agreements with its filters, and the file of one agreement."""

import pytest
import time_machine

from tests.factories.record import a_block, invented_agreement, invented_parties, invented_source, record
from tests.treaties.api.asking import ask, refusal, walk
from treaties.actions.agreements import AgreementGiven, Participant, TitleGiven, add_agreement
from treaties.actions.assertions import AssertionGiven, record_assertion
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.vocabulary import Act, AgreementStatus, Form, Nature

pytestmark = pytest.mark.django_db


def slugs(**parameters: str) -> list[str]:
    return [row["slug"] for row in walk("/agreements/", **parameters)]


def test_the_list_holds_every_agreement_once_in_order() -> None:
    found = slugs(page_size="3")
    assert found == sorted(set(found))
    assert found == slugs(page_size="100")
    assert len(found) == 28


def test_a_row_says_how_the_agreement_stood_between_the_two() -> None:
    (row,) = ask("/agreements/", pair="AZ-US", q="rights child", on="2024-10-05")["results"]
    possible = {name: (one["possible"], one["certain"]) for name, one in row["standings"].items()}
    assert (row["status"]["possible"], row["status"]["certain"]) == (["in_force"], True)
    assert possible == {"AZ": (["party"], True), "US": (["signatory"], True)}
    assert row["group"] == "signed"


def test_for_one_party_the_group_is_how_it_stands() -> None:
    assert "crc-1989" in slugs(party="AZ", status="in_force", on="2024-10-05")
    assert "crc-1989" in slugs(party="US", status="signed", on="2024-10-05")
    assert "crc-1989" in slugs(status="in_force", on="2024-10-05")


def test_without_a_party_the_row_names_no_standings() -> None:
    assert "standings" not in ask("/agreements/", page_size="1")["results"][0]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("TIAS 13093", "assistance-agreement-2000"),
        ("tias-13093", "assistance-agreement-2000"),
        ("13093", "assistance-agreement-2000"),
        ("03-507", "counterproliferation-agreement-1999"),
        ("INVESTMENT", "bit-azerbaijan-united-states-1997"),
        ("invest", "bit-azerbaijan-united-states-1997"),
        ("ínvéstment trëaty", "bit-azerbaijan-united-states-1997"),
        ("future military defence", "joint-statement-defence-1997"),
        ("Defence Relations", "joint-statement-defence-1997"),
    ],
)
def test_words_are_found_in_titles_and_numbers_whatever_their_case_and_accents(words: str, slug: str) -> None:
    assert slug in slugs(q=words)


def test_every_word_must_be_found() -> None:
    assert slugs(q="investment genocide") == []


def test_a_title_in_another_script_is_found_from_a_plain_keyboard() -> None:
    parties, source = invented_parties("XAA", "XAB"), invented_source()
    with a_block() as block:
        add_agreement(
            block,
            given=AgreementGiven(
                slug="titles-in-two-scripts",
                title="An agreement",
                short_title="Agreement",
                form=Form.AGREEMENT,
                is_bilateral=True,
                nature=Nature.TREATY,
                participants=[Participant(party, side) for side, party in enumerate(parties, 1)],
                titles=[
                    TitleGiven("Müdafiə sahəsində əməkdaşlıq haqqında saziş", "az"),
                    TitleGiven("Соглашение", "ru"),
                ],
                cites=[Cite(source)],
            ),
        )
    assert slugs(q="MUDAFIE emekdasliq") == slugs(q="müdafiə") == slugs(q="soglashenie") == ["titles-in-two-scripts"]


def test_the_next_page_keeps_the_question_and_says_its_day() -> None:
    page = ask("/agreements/", pair="AZ-US", page_size="2")
    assert "pair=AZ-US" in page["next"]
    assert f"on={page['on']}" in page["next"]


def test_an_assertion_is_borne_out_or_not_whatever_day_is_asked_about() -> None:
    agreement, cites = invented_agreement(), [Cite(invented_source())]
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2001-01-01")
    record(agreement, Act.EXPIRY, effective_on="2010-01-01")
    day, in_force = PartialDate.parse("2005-01-01"), AgreementStatus.IN_FORCE
    with a_block() as block:
        for since in ("1999", "2001"):
            given = AssertionGiven(asserted_on=day, status=in_force, since=PartialDate.parse(since))
            record_assertion(block, agreement=agreement, slug=f"in-force-since-{since}", given=given, cites=cites)
    for on in ("2006-01-01", "2012-01-01"):
        answer = ask(f"/agreements/{agreement.slug}/", on=on)
        assert {one["slug"]: one["borne_out"] for one in answer["assertions"]} == {
            "in-force-since-1999": False,
            "in-force-since-2001": True,
        }


def test_the_file_of_an_agreement_says_why() -> None:
    answer = ask("/agreements/acquisition-agreement-2013/", on="2019-06-01")
    status = answer["status"]
    assert status["possible"] == ["in_force", "ended"]
    assert status["certain"] is False
    assert status["computed"] is True
    assert status["since"] == {"edtf": "2018-12/2019", "earliest": "2018-12-01", "latest": "2019-12-31"}
    assert any(reason["ref"] == "clause:duration" and reason["article"] == "54(a)" for reason in status["reasons"])
    assert [one["status"] for one in status["otherwise"]] == ["in_force"]
    assert [one["party"]["code"] for one in answer["participations"]] == ["AZ", "US"]
    assert all(act["sources"] for act in answer["acts"])


def test_an_assertion_that_the_record_does_not_bear_out_stands_beside_the_status() -> None:
    answer = ask("/agreements/acquisition-agreement-2013/", on="2024-10-05")
    assert answer["status"]["possible"] == ["ended"]
    assert [(said["status"], said["borne_out"]) for said in answer["assertions"]] == [("in_force", False)]
    assert {demand["appeal"]["slug"] for demand in answer["appeals"]} == {"milli-majlis-letter-2024-10-05"}


def test_three_titles_and_a_contested_nature_show() -> None:
    answer = ask("/agreements/joint-statement-defence-1997/", on="2024-10-05")
    assert len(answer["titles"]) == 3
    assert answer["nature"] == "contested"
    assert answer["status"]["contested"] is True


def test_relations_are_told_from_both_ends() -> None:
    protocol, treaty = "counterproliferation-protocol-2011", "counterproliferation-agreement-1999"
    told = [(one["kind"], one["agreement"]["slug"]) for one in ask(f"/agreements/{protocol}/")["relations"]]
    assert {("amends", treaty), ("protocol_to", treaty)} == set(told)
    found = [(one["kind"], one["agreement"]["slug"]) for one in ask(f"/agreements/{treaty}/")["related_by"]]
    assert [(kind, protocol) for kind, _ in told] == found


def test_the_status_follows_the_day() -> None:
    agreement = invented_agreement()
    record(agreement, Act.SIGNATURE, done_on="2001-02-03")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="2002-03-04")
    address = f"/agreements/{agreement.slug}/"
    days = {"2001-02-02": ["not_yet"], "2001-02-03": ["signed"], "2002-03-03": ["signed"], "2002-03-04": ["in_force"]}
    assert {on: ask(address, on=on)["status"]["possible"] for on in days} == days


def test_an_unknown_slug_is_a_problem() -> None:
    assert refusal("/agreements/no-such/", status=404)["code"] == "unknown_agreement"


def test_pair_and_party_together_are_refused() -> None:
    assert refusal("/agreements/", pair="AZ-US", party="AZ")["parameter"] == "party"


def test_an_ambiguous_party_is_asked_about() -> None:
    problem = refusal("/agreements/", party="Congo")
    assert (problem["code"], problem["parameter"]) == ("ambiguous_party", "party")
    assert [choice["code"] for choice in problem["choices"]] == ["CD", "CG"]


def test_the_day_is_today_in_utc_where_none_is_asked() -> None:
    with time_machine.travel("2019-06-01T23:59:00Z", tick=False):
        assert ask("/agreements/acquisition-agreement-2013/")["on"] == "2019-06-01"
        assert ask("/pairs/AZ-US/")["on"] == "2019-06-01"


def test_a_year_as_the_day_means_its_last_day() -> None:
    assert ask("/agreements/", on="2013", page_size=1)["on"] == "2013-12-31"


@pytest.mark.parametrize("two", ["AZ,US", "US-AZ", "Azerbaijan and the United States"])
def test_two_parties_are_asked_about_as_a_pair(two: str) -> None:
    problem = refusal("/agreements/", party=two)
    assert (problem["code"], problem["parameter"]) == ("invalid_parameter", "party")
    assert problem["detail"] == f"party is one party; for two use pair=AZ-US, and not “{two}”."
