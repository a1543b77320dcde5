"""Texts in, parties out. The index is built from the fixture, so these tests need no database, save the last ones."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from treaties.actions.journal import open_block
from treaties.actions.parties import NameGiven, PartyGiven, add_parties
from treaties.dates import shorten
from treaties.importing.reference import read_fixture
from treaties.queries.pair_reading import canonical_pair, read_pair
from treaties.queries.party_index import KnownParty, PartyAnswer, PartyIndex
from treaties.queries.party_search import find_pair, find_party
from treaties.vocabulary import NameKind, PartyKind


def fixture_index() -> PartyIndex:
    records = list(enumerate(read_fixture()["parties"]))
    return PartyIndex.of(
        [KnownParty(n, one["code"], one["name"], one["sentence_name"]) for n, one in records],
        codes=[(n, code["code"]) for n, one in records for code in one["codes"]],
        names=[(n, name["name"]) for n, one in records for name in one["names"]],
    )


INDEX = fixture_index()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AZ", "AZ"),
        ("aze", "AZ"),
        ("031", "AZ"),
        (" us ", "US"),
        ("US", "US"),
        ("RU", "RU"),  # and not the Spanish abbreviation of the United Kingdom
        ("VN", "VN"),  # and not the Dutch abbreviation of the United Nations
        ("AS", "AS"),  # and not the Indonesian abbreviation of the United States
        ("AND", "AD"),
        ("uk", "GB"),
        ("SU", "SU"),
        ("SUHH", "SU"),
        ("810", "SU"),
        ("YU", "YU"),
        ("CSHH", "CSHH"),
        ("ZAR", "CD"),
        ("BUMM", "MM"),
        ("DDR", "DD"),
        ("BLEU", "BLEU"),
        ("GE", "GE"),
        ("Azerbaijan", "AZ"),
        ("AZERBAIJAN", "AZ"),
        ("Azərbaycan", "AZ"),
        ("azerbaycan", "AZ"),
        ("Азербайджан", "AZ"),
        ("აზერბაიჯანი", "AZ"),
        ("Ադրբեջան", "AZ"),
        ("Republic of Azerbaijan", "AZ"),
        ("the United States of America", "US"),
        ("U.S.A.", "US"),
        ("America", "US"),
        ("ABŞ", "US"),
        ("ABS", "US"),
        ("США", "US"),
        ("САЩ", "US"),
        ("ΗΠΑ", "US"),
        ("美国", "US"),
        ("미국", "US"),
        ("ＵＳＡ", "US"),
        ("Türkiye", "TR"),
        ("turkiye", "TR"),
        ("Turkey", "TR"),
        ("The Gambia", "GM"),
        ("Gambia, The", "GM"),
        ("Iran, Islamic Republic of", "IR"),
        ("Côte d'Ivoire", "CI"),
        ("cote divoire", "CI"),
        ("Ivory Coast", "CI"),
        ("St. Lucia", "LC"),
        ("Saint Lucia", "LC"),
        ("Bosnia & Herzegovina", "BA"),
        ("Bosnia and Herzegovina", "BA"),
        ("Guinea-Bissau", "GW"),
        ("Swaziland", "SZ"),
        ("Zaire", "CD"),
        ("Persia", "IR"),
        ("FYROM", "MK"),
        ("USSR", "SU"),
        ("СССР", "SU"),
        ("East Germany", "DD"),
        ("European Union", "EU"),
        ("Avropa İttifaqı", "EU"),
        ("England", "GB"),
        ("Англия", "GB"),
        ("Trucial States", "AE"),
        ("Muscat and Oman", "OM"),
        ("Belgo-Luxembourg", "BLEU"),
        ("European Economic Community", "EEC"),
        ("ЕС", "EU"),
        ("Upper Volta", "BF"),
        ("Burma", "MM"),
        ("Ceylon", "LK"),
        ("“Azerbaijan”?", "AZ"),
        ("AZ?", "AZ"),
        ("Niger", "NE"),
        ("ნიგერი", "NE"),
    ],
)
def test_a_code_or_a_name_means_one_party(text: str, code: str) -> None:
    answer = INDEX.find(text)
    assert answer.party is not None
    assert (answer.party.code, answer.choices, answer.nearest) == (code, (), ())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Congo", ["CD", "CG"]),
        ("kongo", ["CD", "CG"]),
        ("Конго", ["CD", "CG"]),
        ("CS", ["CSHH", "CSXX"]),
        ("Korea", ["KP", "KR"]),
        ("nigeri", ["NE", "NG"]),
        ("Virgin Islands", ["VG", "VI"]),
        ("Saint Martin", ["MF", "SX"]),
        ("Yugoslavia", ["CSXX", "YU"]),
        ("Ruanda-Urundi", ["BI", "RW"]),
    ],
)
def test_an_ambiguous_text_is_answered_with_its_choices(text: str, codes: list[str]) -> None:
    answer = INDEX.find(text)
    assert (answer.party, answer.nearest) == (None, ())
    assert sorted(party.code for party in answer.choices) == codes


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Azerbaijann", "AZ"),
        ("Azerbaijn", "AZ"),
        ("Germny", "DE"),
        ("Austrlia", "AU"),
        ("Untied States", "US"),
        ("Kazahkstan", "KZ"),
        ("Lybia", "LY"),
        ("Phillipines", "PH"),
        ("Lichtenstein", "LI"),
        ("Азербаджан", "AZ"),
        ("Азербайджаном", "AZ"),
        ("Kyrgystan", "KG"),
        ("Sovjet Onion", "SU"),
        ("Azerb", "AZ"),
        ("Republic of Azerbaijn", "AZ"),
    ],
)
def test_a_misspelling_shows_the_nearest_and_chooses_none(text: str, first: str) -> None:
    answer = INDEX.find(text)
    assert (answer.party, answer.choices) == (None, ())
    assert answer.nearest[0].code == first
    assert 1 <= len(answer.nearest) <= 3


def test_both_countries_that_austrlia_may_mean_are_shown() -> None:
    assert {"AU", "AT"} <= {party.code for party in INDEX.find("Austrlia").nearest}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("AZ-US", "AZ-US"),
        ("US-AZ", "AZ-US"),
        ("az us", "AZ-US"),
        ("AZE-USA", "AZ-US"),
        ("031 840", "AZ-US"),
        ("azerbaijan usa", "AZ-US"),
        ("Azərbaycan ABŞ", "AZ-US"),
        ("США Азербайджан", "AZ-US"),
        ("США и Азербайджан", "AZ-US"),
        ("美国 阿塞拜疆", "AZ-US"),
        ("美国阿塞拜疆", "AZ-US"),
        ("美国和阿塞拜疆", "AZ-US"),
        ("azerbaijan and united states", "AZ-US"),
        ("the United States and Azerbaijan", "AZ-US"),
        ("Azerbaijan – United States", "AZ-US"),
        ("Azerbaijan/United States of America", "AZ-US"),
        ("azerbaijan, usa", "AZ-US"),
        ("Azərbaycan və ABŞ", "AZ-US"),
        ("AND-US", "AD-US"),
        ("andorra and us", "AD-US"),
        ("guinea guinea-bissau", "GN-GW"),
        ("bosnia and herzegovina usa", "BA-US"),
        ("serbia and montenegro usa", "CSXX-US"),
        ("serbia and montenegro", "ME-RS"),
        ("north korea south korea", "KP-KR"),
        ("SU-US", "SU-US"),
        ("СССР США", "SU-US"),
        ("EU-AZ", "AZ-EU"),
        ("BLEU Azerbaijan", "AZ-BLEU"),
        ("niger nigeria", "NE-NG"),
        ("cote d'ivoire ghana", "CI-GH"),
        ("أذربيجان الولايات المتحدة", "AZ-US"),
        ("Swaziland Zaire", "CD-SZ"),
        ("Upper Volta EU", "BF-EU"),
        ("belgo-luxembourg economic union azerbaijan", "AZ-BLEU"),
        ("England USA", "GB-US"),
        ("in no", "IN-NO"),
        ("treaties between Azerbaijan and the United States", "AZ-US"),
        ("TREATIES BETWEEN AZ AND US", "AZ-US"),
        ("agreements of AZ with US", "AZ-US"),
        ("agreements of az with us", "AZ-US"),
        ("agreements in force between azerbaijan and us", "AZ-US"),
        ("what binds Azerbaijan and the USA?", "AZ-US"),
        ("what binds norway and india", "IN-NO"),
        ("treaties of Bosnia and Herzegovina with Serbia and Montenegro", "BA-CSXX"),
        ("traités entre l’Azerbaïdjan et les États-Unis", "AZ-US"),
        ("Azerbaijan's treaties with the US", "AZ-US"),
        ("trattati tra l'Azerbaigian e gli Stati Uniti", "AZ-US"),
        ("договоры между США и Азербайджан", "AZ-US"),
        ("Azərbaycan ilə ABŞ arasında sazişlər", "AZ-US"),
        ("Azerbaycan ile ABD arasındaki anlaşmalar", "AZ-US"),
        ("美国与阿塞拜疆的条约", "AZ-US"),
        ("美国和阿塞拜疆之间的条约", "AZ-US"),
        ("アメリカとアゼルバイジャンの条約", "AZ-US"),
    ],
)
def test_a_text_means_one_pair(text: str, slug: str) -> None:
    answer = read_pair(INDEX, text)
    assert (answer.slug, answer.choices, answer.twice, answer.understood) == (slug, (), None, None)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("congo usa", {"CD-US", "CG-US"}),
        ("CS-US", {"CSHH-US", "CSXX-US"}),
        ("azerbaijan korea", {"AZ-KP", "AZ-KR"}),
        ("nigeri usa", {"NE-US", "NG-US"}),
        ("treaties between congo and usa", {"CD-US", "CG-US"}),
        ("what binds korea and azerbaijan", {"AZ-KP", "AZ-KR"}),
    ],
)
def test_a_pair_with_an_ambiguous_side_is_asked_about(text: str, pairs: set[str]) -> None:
    answer = read_pair(INDEX, text)
    assert (answer.pair, answer.slug) == (None, None)
    assert {canonical_pair(one.code, other.code) for one, other in answer.choices} == pairs


@pytest.mark.parametrize("text", ["AZ-AZ", "azerbaijan AZE", "UK GB", "США USA", "treaties of az with az"])
def test_one_party_twice_is_an_error_of_its_own(text: str) -> None:
    answer = read_pair(INDEX, text)
    assert answer.twice is not None
    assert (answer.pair, answer.choices, answer.understood, answer.rest) == (None, (), None, None)


@pytest.mark.parametrize(
    "text",
    ["azerbaijan", "guinea-bissau", "AZ", "Trinidad and Tobago", "treaties of azerbaijan", "treaties in force AZ"],
)
def test_one_party_alone_is_understood_as_such(text: str) -> None:
    answer = read_pair(INDEX, text)
    assert answer.understood is not None
    assert (answer.pair, answer.choices, answer.twice, answer.rest) == (None, (), None, None)


def test_what_was_understood_is_kept_beside_the_nearest_to_the_rest() -> None:
    answer = read_pair(INDEX, "azerbaijan austrlia")
    assert answer.understood is not None
    assert answer.rest is not None
    assert (answer.understood.code, answer.rest.asked, answer.rest.nearest[0].code) == ("AZ", "austrlia", "AU")


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("azerbaijn usa", ["AZ-US"]),
        ("usa azerbaijn", ["AZ-US"]),
        ("Azerbaijn – Untied States", ["AZ-US"]),
        ("untied states and azerbaijn", ["AZ-US"]),
        ("treaties between azerbaijn and the untied states", ["AZ-US"]),
        ("договоры между Азербайджаном и США", ["AZ-US"]),
        ("Verträge zwischen Aserbaidschan und den Vereinigten Staaten", ["AZ-US"]),
        ("اتفاقيات بين أذربيجان والولايات المتحدة", ["AZ-US"]),
        ("azerb usa", ["AZ-US"]),
        ("austrlia azerbaijan", ["AU-AZ", "AT-AZ"]),
        ("congo untied states", ["CD-US", "CG-US"]),
        ("azerbaijan usa turkey", ["AZ-US", "AZ-TR", "TR-US"]),
        ("which treaties did azerbaijan conclude with the usa in 2004", ["AZ-US"]),
        ("bit azerbaijan us", ["AZ-US"]),
        ("narnia usa", []),
        ("open skies", []),
        ("atlantis lemuria", []),
    ],
)
def test_misspelt_pairs_are_offered_and_never_chosen(text: str, offered: list[str]) -> None:
    answer = read_pair(INDEX, text)
    assert (answer.pair, answer.choices, answer.twice) == (None, (), None)
    assert sorted(canonical_pair(one.code, other.code) for one, other in answer.offered) == sorted(
        canonical_pair(*pair.split("-")) for pair in offered
    )


@pytest.mark.parametrize(
    ("text", "mentioned", "words"),
    [
        ("open skies azerbaijan", [["AZ"]], "open skies"),
        ("tax treaty usa", [["US"]], "tax"),
        ("fatca UK", [["GB"]], "fatca"),
        ("congo fisheries", [["CD", "CG"]], "fisheries"),
        ("no party to it", [], ""),
        ("can per and are", [], ""),
    ],
)
def test_parties_among_other_words_are_told_from_them(text: str, mentioned: list[list[str]], words: str) -> None:
    answer = read_pair(INDEX, text)
    assert [[party.code for party in parties] for parties in answer.mentioned] == mentioned
    assert answer.words == words


def test_the_longest_name_that_was_understood_wins() -> None:
    answer = read_pair(INDEX, "guinea bissau narnia")
    assert answer.understood is not None
    assert answer.understood.code == "GW"


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "a\x00b", "AZ\x00-US", "\ud800", "AZ-\udfff", "x" * 10_000, "AZ-US " * 2_000],
    ids=["empty", "blank", "hyphen", "NUL", "NUL in a pair", "surrogate", "surrogate in a pair", "long", "long pair"],
)
def test_hostile_texts_are_not_understood_and_nothing_breaks(text: str) -> None:
    assert INDEX.find(text) == PartyAnswer(shorten(text))
    pair = read_pair(INDEX, text)
    assert (pair.pair, pair.choices, pair.twice, pair.understood, pair.offered) == (None, (), None, None, ())
    assert pair.asked.encode().decode() == pair.asked


@given(st.text(alphabet=st.characters(), max_size=150))
def test_no_text_raises(text: str) -> None:
    for answer in (INDEX.find(text), read_pair(INDEX, text)):
        assert len(answer.asked) <= 41


@given(st.sampled_from(sorted(INDEX.codes)), st.sampled_from(sorted(INDEX.codes)))
def test_a_pair_of_codes_means_the_same_in_either_order(one: str, other: str) -> None:
    there, back = read_pair(INDEX, f"{one}-{other}"), read_pair(INDEX, f"{other}-{one}")
    assert (there.slug, there.choices, there.twice) == (back.slug, back.choices, back.twice)


def test_a_code_means_two_parties_only_where_history_gave_it_twice() -> None:
    assert {code: len(found) for code, found in INDEX.codes.items() if len(found) > 1} == {"CS": 2}


@pytest.mark.django_db
def test_the_search_reads_the_record_once_and_then_only_asks_whether_it_has_grown() -> None:
    assert find_pair("azerbaijan usa").slug == "AZ-US"
    with CaptureQueriesContext(connection) as queries:
        assert find_pair("US-AZ").slug == "AZ-US"
    assert len(queries) == 1


@pytest.mark.django_db
def test_a_party_recorded_later_is_found() -> None:
    assert find_party("Ruritania").party is None
    with open_block(actor="Alice", reason="A party for a test") as block:
        name = NameGiven("Ruritanien", "de", NameKind.SHORT)
        add_parties(block, [PartyGiven("RURI", PartyKind.STATE, "Ruritania", "Ruritania", names=[name])])
    for text in ("RURI", "ruritania", "Ruritanien"):
        answer = find_party(text)
        assert answer.party is not None
        assert answer.party.code == "RURI"
