"""What the one box answers over the seeds: a text, and in words what comes back.

``pair`` and ``page`` go straight there; ``which`` asks between meanings; ``meant?`` offers what may be misspelt;
``only`` and ``near`` say which one party is understood or near; ``finds`` lists agreements, the best first.
"""

import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from treaties.queries.party_search import find_party

pytestmark = pytest.mark.django_db

TABLE = [
    # two parties, in any order, script and wording
    ("azerbaijan usa", "pair AZ-US"),
    ("usa azerbaijan", "pair AZ-US"),
    ("AZE/USA", "pair AZ-US"),
    ("Азербайджан США", "pair AZ-US"),
    ("美国 阿塞拜疆", "pair AZ-US"),
    ("أذربيجان الولايات المتحدة", "pair AZ-US"),
    ("Azərbaycan ABŞ", "pair AZ-US"),
    ("აზერბაიჯანი აშშ", "pair AZ-US"),
    ("treaties between Azerbaijan and the United States", "pair AZ-US"),
    ("agreements of AZ with US", "pair AZ-US"),
    ("what binds Azerbaijan and the USA?", "pair AZ-US"),
    ("AZ US treaties in force", "pair AZ-US"),
    # names that changed, unions, states that are no more
    ("Swaziland Zaire", "pair CD-SZ"),
    ("Burma Ceylon", "pair LK-MM"),
    ("Upper Volta and Dahomey", "pair BF-BJ"),
    ("England USA", "pair GB-US"),
    ("USSR USA", "pair SU-US"),
    ("usa soviet union", "pair SU-US"),
    ("EU Azerbaijan", "pair AZ-EU"),
    ("European Economic Community Turkey", "pair EEC-TR"),
    ("BLEU Azerbaijan", "pair AZ-BLEU"),
    ("Belgium-Luxembourg Economic Union Azerbaijan", "pair AZ-BLEU"),
    # ambiguity is asked about
    ("congo usa", "which CD-US CG-US"),
    ("treaties between congo and usa", "which CD-US CG-US"),
    ("nigeri usa", "which NE-US NG-US"),
    ("azerbaijan korea", "which AZ-KP AZ-KR"),
    ("Congo", "which CD CG"),
    ("Korea", "which KP KR"),
    ("nigeri", "which NE NG"),
    ("Virgin Islands", "which VG VI"),
    ("azerbaijan usa turkey", "which AZ-TR AZ-US TR-US"),
    # misspelt names are offered
    ("azerbaijn usa", "meant? AZ-US"),
    ("untied states azerbaijn", "meant? AZ-US"),
    ("Azerbaijan and the Untied States", "meant? AZ-US"),
    ("austrlia azerbaijan", "meant? AT-AZ AU-AZ"),
    ("treaties between azerbaijn and the untied states", "meant? AZ-US"),
    ("Азербаджан США", "meant? AZ-US"),
    ("congo untied states", "meant? CD-US CG-US"),
    (
        "Azerbaijn",
        "near AZ: finds joint-statement-relations-1997 bit-azerbaijan-united-states-1997 "
        "acquisition-agreement-2013 joint-statement-defence-1997",
    ),
    (
        "Untied States",
        "near US: finds tax-convention-us-ussr-1973 bit-azerbaijan-united-states-1997 "
        "acquisition-agreement-2013 joint-statement-defence-1997",
    ),
    ("Kazahkstan", "near KZ"),
    ("Austrlia", "near AT AU"),
    # one party: what it takes part in
    ("Guinea", "only GN"),
    ("Tuvalu", "only TV"),
    ("USSR", "only SU: finds tax-convention-us-ussr-1973"),
    ("tax soviet union", "finds tax-convention-us-ussr-1973"),
    # agreements, by number
    ("TIAS 13093", "page assistance-agreement-2000"),
    ("tias13093", "page assistance-agreement-2000"),
    ("TIAS 03-507", "page counterproliferation-agreement-1999"),
    ("13093", "finds assistance-agreement-2000"),
    # by words of any title
    ("open skies", "finds open-skies-agreement-2016"),
    ("Skies, OPEN", "finds open-skies-agreement-2016"),
    ("the open skies", "finds open-skies-agreement-2016"),
    ("genoc", "finds genocide-convention-1948"),
    ("rights child", "finds crc-1989"),
    ("fatca", "finds fatca-agreement-2015"),
    ("ctbt", "finds ctbt-1996"),
    ("usa-aze-02", "only US: finds acquisition-agreement-2013"),
    ("bit azerbaijan usa", "which AZ-US: finds bit-azerbaijan-united-states-1997"),
    ("tax usa", "finds fatca-agreement-2015 tax-convention-us-ussr-1973 bit-azerbaijan-united-states-1997"),
    # by misspelt words, or most of them
    ("genoside convention", "finds genocide-convention-1948"),
    ("aquisition", "finds acquisition-agreement-2003 acquisition-agreement-2013"),
    ("rights of the chlid", "finds crc-1989"),
    ("open seas treaty", "finds open-skies-agreement-2016"),
    ("tax narnia", "finds fatca-agreement-2015 tax-convention-us-ussr-1973"),
    ("consular relations vienna 1963 optional", "finds vienna-convention-consular-relations-1963"),
    # nothing of all that
    ("azerbaijan azerbaijan", "twice"),
    ("qqqqqq", "nothing"),
    ("13094", "nothing"),
    ("TIAS 99999", "nothing"),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_a_text_is_answered(client, text, expected):
    response = client.get("/", {"q": text})
    if response.status_code == 302:
        kind, name = response.headers["Location"].strip("/").split("/")
        answer = f"{ {'pairs': 'pair', 'agreements': 'page'}[kind] } {name}"
    else:
        answer = read(response)
    assert answer == expected


def read(response) -> str:
    """The page in words of the table."""
    page = response.context.get("page")
    question = page.question if page else response.context["question"]
    agreements = f"finds {' '.join(hit.agreement.slug for hit in page.hits)}" if page and page.hits else ""
    parties = asked_back(question) if page is None or page.says_parties else ""
    return ": ".join(part for part in (parties, agreements) if part)


def asked_back(question) -> str:
    choices = " ".join(sorted(chosen(choice.url) for choice in question.choices))
    if question.status == 300:
        return f"which {choices}"
    if only := re.match(r"Understood: ([^?]*?)(\.|, and nobody else)", question.sentence):
        return f"only {party(only[1])}"
    if "twice" in question.sentence:
        return "twice"
    if not choices:
        return "nothing"
    return f"meant? {choices}" if "-" in choices else f"near {choices}"


def chosen(url: str) -> str:
    """``AZ-US`` of a pair's address, ``AZ`` of a search for one party."""
    parts: Any = urlsplit(url)
    return unquote(parts.path.strip("/").split("/")[1]) if parts.path != "/" else party(parse_qs(parts.query)["q"][0])


def party(name: str) -> str:
    found = find_party(name).party
    assert found
    return found.code
