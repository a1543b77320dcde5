"""The committed reference data is whole, says what it must, and loads once."""

import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from treaties.dates import PartialDate
from treaties.importing import reference
from treaties.models import Block, Citation, Party, PartyCode, PartyName, Source, Succession
from treaties.queries.party_search import find_party
from treaties.vocabulary import Evidence, NameKind, PartyKind, SuccessionKind

BUILD = Path(__file__).parents[2] / "fixtures" / "build_parties.py"
FIXTURE = reference.read_fixture()
PARTIES = {party["code"]: party for party in FIXTURE["parties"]}
NAMES = [(party["code"], name) for party in FIXTURE["parties"] for name in party["names"]]


def texts(code: str, kind: str) -> set[str]:
    return {name["name"] for name in PARTIES[code]["names"] if name["kind"] == kind}


def test_codes_are_unique_hold_no_hyphen_and_are_sorted() -> None:
    codes = [party["code"] for party in FIXTURE["parties"]]
    assert codes == sorted(set(codes))
    assert all(code.isascii() and code.isalnum() and code.isupper() for code in codes)


def test_the_parties_that_the_record_relies_on_are_there() -> None:
    assert PARTIES.keys() >= {"AZ", "US", "SU", "EU", "BLEU", "RU", "YU", "CSHH", "CSXX", "DD", "VA", "XK", "UN"}


def test_every_code_of_iso_3166_is_there() -> None:
    schemes = Counter(code["scheme"] for party in FIXTURE["parties"] for code in party["codes"])
    assert {schemes[f"iso-3166-1-{part}"] for part in ("alpha-2", "alpha-3", "numeric")} == {249}
    assert schemes["iso-3166-3"] == 31


@pytest.mark.parametrize("code", ["AZ", "US", "EU", "SU", "GE", "AM", "RU"])
def test_main_parties_have_names_in_about_thirty_languages(code: str) -> None:
    assert len({name["language"] for name in PARTIES[code]["names"] if name["kind"] == "short"}) >= 30


def test_every_name_has_a_text_a_language_a_kind_and_a_source() -> None:
    slugs = {source["slug"] for source in FIXTURE["sources"]}
    for _, name in NAMES:
        assert name["name"].strip() == name["name"] != ""
        assert name["language"]
        assert NameKind(name["kind"])
        assert name["source"] in slugs


def test_no_name_stands_twice_and_every_heading_is_a_name() -> None:
    repeated = Counter((code, name["language"], name["name"]) for code, name in NAMES)
    assert [key for key, times in repeated.items() if times > 1] == []
    assert [code for code, party in PARTIES.items() if party["name"] not in texts(code, "short")] == []


def test_every_word_is_of_the_vocabulary() -> None:
    assert all(PartyKind(party["kind"]) for party in FIXTURE["parties"])
    assert all(Evidence(source["evidence"]) for source in FIXTURE["sources"])
    assert all(SuccessionKind(one["kind"]) for one in FIXTURE["successions"])


def test_every_period_is_readable_and_ends_after_it_begins() -> None:
    periods = [(code, party["exists"]) for code, party in PARTIES.items() if party["exists"]]
    periods += [(code, name) for code, name in NAMES if name["kind"] == "former"]
    for code, period in periods:
        begin, end = (PartialDate.parse(text) if text else None for text in (period["from"], period["until"]))
        if begin and end:
            assert begin.possible_from < end.possible_from, code


def test_only_former_names_carry_days() -> None:
    assert {name["kind"] for _, name in NAMES if {"from", "until"} & name.keys()} == {"former"}


def test_every_succession_joins_two_parties_on_a_day_when_the_successor_may_exist() -> None:
    pairs = [(one["predecessor"], one["successor"]) for one in FIXTURE["successions"]]
    assert len(pairs) == len(set(pairs))
    for one in FIXTURE["successions"]:
        assert {one["predecessor"], one["successor"]} <= PARTIES.keys()
        exists = PARTIES[one["successor"]]["exists"]
        happened = PartialDate.parse(one["happened_on"])
        if exists and exists["from"]:
            assert PartialDate.parse(exists["from"]).possible_from <= happened.possible_from, one


def test_russia_continues_the_soviet_union_and_the_baltic_states_do_not_succeed_to_it() -> None:
    found = {one["successor"]: one["kind"] for one in FIXTURE["successions"] if one["predecessor"] == "SU"}
    others = dict.fromkeys(["AM", "AZ", "BY", "GE", "KG", "KZ", "MD", "TJ", "TM", "UA", "UZ"], "succession")
    assert found == others | {"RU": "continuation"}


def test_past_parties_end_on_the_day_they_are_followed() -> None:
    ends = {code: PARTIES[code]["exists"]["until"] for code in ("SU", "DD", "CSHH", "YAR", "YD", "CSXX")}
    assert ends == {
        "SU": "1991-12-26",
        "DD": "1990-10-03",
        "CSHH": "1993-01-01",
        "YAR": "1990-05-22",
        "YD": "1990-05-22",
        "CSXX": "2006-06-03",
    }


def test_existence_is_sourced_or_not_on_record() -> None:
    assert PARTIES["AZ"]["exists"] == {"from": "1991-12-21", "until": None, "source": "gleditsch-ward"}
    assert PARTIES["BLEU"]["exists"] is None


@pytest.mark.parametrize(
    ("code", "sentence_name"),
    [
        ("US", "the United States"),
        ("NL", "the Netherlands"),
        ("AZ", "Azerbaijan"),
        ("SU", "the Soviet Union"),
        ("EU", "the European Union"),
        ("GM", "the Gambia"),
        ("CSHH", "Czechoslovakia"),
    ],
)
def test_the_name_within_a_sentence(code: str, sentence_name: str) -> None:
    assert PARTIES[code]["sentence_name"] == sentence_name


def test_former_and_official_names_belong_to_the_present_party() -> None:
    assert "Zaire" in texts("CD", "former")
    assert "Swaziland" in texts("SZ", "former")
    assert "Republic of Azerbaijan" in texts("AZ", "official")


@pytest.mark.skipif(find_spec("babel") is None, reason="Babel is a build dependency: uv run --group build pytest")
def test_generating_the_fixture_again_changes_nothing() -> None:
    assert subprocess.run([sys.executable, str(BUILD), "--check"], check=False).returncode == 0


@pytest.mark.parametrize("text", ["[]", "{}", '{"format": 2}', "{", "\udcff"])
def test_anything_but_this_format_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "parties.json"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(reference.FixtureNotUnderstood):
        reference.read_fixture(path)


@pytest.mark.parametrize("text", ["", "[", "spell = 1\n[sources]", "[[spell]]\nunion = 'EU'\n[sources]", "\udcff"])
def test_memberships_that_are_not_understood_are_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "memberships.toml"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(reference.FixtureNotUnderstood):
        reference.read_memberships(path)


def test_memberships_are_of_parties_on_record_have_a_source_and_do_not_overlap() -> None:
    spells = FIXTURE["memberships"]
    slugs = {source["slug"] for source in FIXTURE["sources"]}
    assert {code for one in spells for code in (one["union"], one["member"])} <= PARTIES.keys()
    assert {one["source"] for one in spells} <= slugs
    assert all(PARTIES[one["union"]]["kind"] == "union" for one in spells)
    assert len({(one["union"], one["member"]) for one in spells}) == len(spells)
    for one in spells:
        exists = PARTIES[one["union"]]["exists"] or {"from": None, "until": None}
        assert exists["from"] is None or one["since"] >= exists["from"]
        assert exists["until"] is None or one["until"] == exists["until"]


@pytest.mark.django_db
def test_a_membership_that_the_record_lacks_is_added_once() -> None:
    new = {"union": "EU", "member": "GB", "since": "2099-01-01", "until": None, "source": "eu-accessions"}
    fixture = FIXTURE | {"memberships": [*FIXTURE["memberships"], new]}
    plan = reference.plan(fixture)
    assert (plan.memberships, plan.new) == ([new], 1)
    reference.carry_out(plan, actor="Alice", reason="A membership for a test")
    assert reference.plan(fixture).new == 0


@pytest.mark.django_db
def test_the_record_holds_what_the_fixture_says() -> None:
    assert set(Party.objects.values_list("code", flat=True)) >= PARTIES.keys()
    assert PartyName.objects.count() >= len(NAMES)
    assert PartyCode.objects.filter(code="CS").count() == 2
    assert Succession.objects.count() == len(FIXTURE["successions"])
    azerbaijan = Party.objects.get(code="AZ")
    assert str(azerbaijan.exists_from) == "1991-12-21"
    cited = Citation.objects.filter(party=azerbaijan).values_list("source__slug", "about")
    assert {("gleditsch-ward", "existence"), ("cldr", "names"), ("untc-historical", "succession to SU")} <= set(cited)


@pytest.mark.django_db
def test_the_second_run_says_nothing_new_and_opens_no_block() -> None:
    before = Block.objects.count(), Source.objects.count()
    out = StringIO()
    call_command("load_reference", stdout=out)
    assert "Reference data: 0 new" in out.getvalue()
    assert (Block.objects.count(), Source.objects.count()) == before


@pytest.mark.django_db
def test_a_plan_holds_only_what_is_new() -> None:
    extra: dict[str, Any] = PARTIES["AZ"] | {"code": "RURI", "name": "Ruritania", "sentence_name": "Ruritania"}
    after = {"predecessor": "SU", "successor": "RURI", "kind": "succession", "happened_on": "1991", "source": "pacta"}
    fixture = FIXTURE | {
        "parties": [*FIXTURE["parties"], extra],
        "successions": [*FIXTURE["successions"], after],
    }
    plan = reference.plan(fixture)
    assert ([party["code"] for party in plan.parties], plan.new) == (["RURI"], 2)
    assert plan.additions == []
    reference.carry_out(plan, actor="Alice", reason="A party for a test")
    assert Succession.objects.get(successor__code="RURI").predecessor.code == "SU"
    assert reference.plan(fixture).new == 0


def with_more_names(code: str, *texts: str, codes: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fixture as a later release may bring it: one party with further names and codes."""
    names = [{"name": text, "language": "eo", "kind": "alias", "source": "pacta"} for text in texts]
    more = PARTIES[code] | {
        "names": [*PARTIES[code]["names"], *names],
        "codes": [*PARTIES[code]["codes"], *({"scheme": "test", "code": one} for one in codes)],
    }
    return FIXTURE | {"parties": [more if party["code"] == code else party for party in FIXTURE["parties"]]}


@pytest.mark.django_db
def test_new_names_and_codes_of_a_party_on_record_are_added() -> None:
    fixture = with_more_names("AZ", "Azerbajĝano", codes=("AZB",))
    plan = reference.plan(fixture)
    assert (plan.parties, plan.new, plan.names) == ([], 2, 1)
    blocks = Block.objects.count()
    reference.carry_out(plan, actor="Alice", reason="Names for a test")
    assert Block.objects.count() == blocks + 1
    for text in ("Azerbajĝano", "azerbajgano", "AZB"):
        found = find_party(text).party
        assert found is not None, text
        assert found.code == "AZ"
    assert reference.plan(fixture).new == 0


@pytest.mark.django_db
def test_a_source_of_names_is_cited_once_for_a_party() -> None:
    for text in ("Azerbajĝano", "Azerbajĝanio"):
        plan = reference.plan(with_more_names("BLEU", text))
        reference.carry_out(plan, actor="Alice", reason="Names for a test")
    cited = Citation.objects.filter(party__code="BLEU", about="names").values_list("source__slug", flat=True)
    assert sorted(cited) == sorted(set(cited))
    assert "pacta" in cited


@pytest.mark.django_db
def test_a_name_that_left_the_file_stays_on_record() -> None:
    fixture = FIXTURE | {"parties": [PARTIES["AZ"] | {"names": PARTIES["AZ"]["names"][:1]}]}
    assert reference.plan(fixture).new == 0
    found = find_party("Azərbaycan").party
    assert found is not None
