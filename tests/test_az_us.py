"""What the pair Azerbaijan – United States must answer, from the seeds: in the query, and so on every face."""

import re
from dataclasses import dataclass, field
from datetime import date

import pytest

from tests.factories.record import a_block, record
from treaties.actions.corrections import retract_status_change
from treaties.models import Agreement, Block, Party, StatusChange
from treaties.queries.country_pair import CountryPair, country_pair
from treaties.vocabulary import Act, PairGroup

TAX = "tax-convention-us-ussr-1973"
BIT = "bit-azerbaijan-united-states-1997"
ASSISTANCE = "assistance-agreement-2000"
COUNTERPROLIFERATION = "counterproliferation-agreement-1999"
ITS_PROTOCOL = "counterproliferation-protocol-2011"
WEAPONS = "weapons-elimination-agreement-2004"
OPEN_SKIES = "open-skies-agreement-2016"
FATCA = "fatca-agreement-2015"
RELATIONS = "joint-statement-relations-1997"
G0, G1 = "acquisition-agreement-2003", "joint-statement-defence-1997"
G2, G3 = "acquisition-agreement-2013", "usaid-arrangement"
MEMORANDUM, CHARTER = "working-group-memorandum-2025", "strategic-partnership-charter-2026"

EIGHT = {
    "vienna-convention-diplomatic-relations-1961",
    "vienna-convention-consular-relations-1963",
    "iccpr-1966",
    "cerd-1965",
    "cat-1984",
    "genocide-convention-1948",
    "unfccc-1992",
    "paris-convention-1883",
}
TEN = EIGHT | {"berne-convention-1886", "new-york-convention-1958"}
SIGNED_ONLY = {"ctbt-1996", "crc-1989", "icescr-1966"}


@dataclass(frozen=True)
class Answer:
    in_force: set[str]
    operative: set[str] = field(default_factory=lambda: {RELATIONS})
    possibly: set[str] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    asserted: set[str] = field(default_factory=set)
    both_bound: set[str] = field(default_factory=lambda: TEN)


OF_2013 = {TAX, BIT, ASSISTANCE, COUNTERPROLIFERATION, ITS_PROTOCOL}
TABLE = {
    "1998-01-01": Answer({TAX}, signed={BIT, G1}, both_bound=EIGHT),
    "2013-06-01": Answer(OF_2013 | {G0}, signed={G1, WEAPONS}),
    "2016-01-01": Answer(OF_2013 | {G2}, signed={G1, WEAPONS, FATCA}, ended={G0}),
    "2016-05-01": Answer(OF_2013 | {G2}, possibly={OPEN_SKIES}, signed={G1, WEAPONS, FATCA}, ended={G0}),
    "2019-06-01": Answer(OF_2013 | {OPEN_SKIES}, possibly={G2}, signed={G1, WEAPONS, FATCA}, ended={G0}),
    "2024-10-05": Answer(
        OF_2013 | {OPEN_SKIES}, signed={G1, WEAPONS, FATCA}, ended={G0, G2, G3}, asserted={G1, G2}
    ),
}  # fmt: skip
MOST_TELLING = [
    pytest.param(on, marks=[] if on in ("2013-06-01", "2016-05-01", "2024-10-05") else pytest.mark.slow) for on in TABLE
]


def ask(on: str, known_at: int | None = None) -> CountryPair:
    parties = {party.code: party for party in Party.objects.filter(code__in=["AZ", "US"])}
    return country_pair(parties["AZ"], parties["US"], on=date.fromisoformat(on), known_at=known_at)


def slugs(rows):
    return {row.agreement.slug for row in rows}


def answer(pair: CountryPair) -> Answer:
    return Answer(
        in_force=slugs(pair.bilateral(PairGroup.IN_FORCE)),
        operative=slugs(pair.bilateral(PairGroup.OPERATIVE)),
        possibly=slugs(pair.bilateral(PairGroup.POSSIBLY_IN_FORCE)),
        signed=slugs(pair.bilateral(PairGroup.SIGNED)),
        ended=slugs(pair.bilateral(PairGroup.ENDED)),
        asserted=slugs(pair.asserted_otherwise),
        both_bound=slugs(pair.multilateral(PairGroup.IN_FORCE)),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("on", TABLE)
def test_the_table(on):
    assert answer(ask(on)) == TABLE[on]


@pytest.mark.django_db
@pytest.mark.parametrize("on", TABLE)
def test_the_page_gives_the_table(client, on):
    page = client.get(f"/pairs/AZ-US/?on={on}").content.decode()
    groups = {name: set(LINKS.findall(part)) for name, part in parts_of(page).items()}
    assert TABLE[on] == Answer(
        in_force=groups.get("in_force", set()),
        operative=groups.get("operative", set()),
        possibly=groups.get("possibly_in_force", set()),
        signed=groups.get("signed", set()) | groups.get("not_yet_in_force", set()),
        ended=groups.get("ended", set()),
        asserted=groups.get("otherwise", set()),
        both_bound=groups["multi"],
    )


LINKS = re.compile(r'(?:class="ttl"|scope="row")>\s*<a href="(?:/agreements/|#a-)([^/"]+)')


def parts_of(page: str) -> dict[str, str]:
    """The page cut at its headings: what stands below each, by the heading's name."""
    cut = re.split(r'<h3 class="grp" id="r-(\w+)"|<section id="(\w+)"', page)
    names = [one or other for one, other in zip(cut[1::3], cut[2::3], strict=True)]
    return dict(zip(names, cut[3::3], strict=True))


@pytest.mark.django_db
@pytest.mark.parametrize("on", TABLE)
def test_the_api_gives_the_table(client, on):
    given = client.get(f"/api/v1/pairs/AZ-US/?on={on}").json()

    def named(rows):
        return {row["slug"] for row in rows}

    assert TABLE[on] == Answer(
        in_force=named(given["in_force"]),
        operative=named(given["operative"]),
        possibly=named(given["possibly_in_force"]),
        signed=named(given["signed"]),
        ended=named(given["ended"]),
        asserted=named(given["asserted_otherwise"]),
        both_bound=named(given["multilateral"]["in_force"]),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("on", MOST_TELLING)
def test_the_table_as_known_stays_whatever_is_learned_later(client, on):
    """An entry into force is retracted and an end recorded: the earlier state of knowledge still gives the table."""
    known = Block.objects.latest("no").no
    entry = StatusChange.objects.get(agreement__slug=BIT, act=Act.ENTRY_INTO_FORCE)
    with a_block() as block:
        retract_status_change(block, change=entry, reason="To see what happens.")
    record(Agreement.objects.get(slug=ASSISTANCE), Act.TERMINATION_BY_CONSENT, effective_on="2005-01-01")
    assert answer(ask(on, known)) == TABLE[on]
    if date.fromisoformat(on).year > 2005:
        assert answer(ask(on)).in_force == TABLE[on].in_force - {BIT, ASSISTANCE}
    page = client.get(f"/pairs/AZ-US/?on={on}&known_at={known}").content.decode()
    groups = {name: set(LINKS.findall(part)) for name, part in parts_of(page).items()}
    assert (groups["in_force"], groups["multi"]) == (TABLE[on].in_force, TABLE[on].both_bound)


@pytest.mark.django_db
def test_the_answer_as_known_is_one_statement(django_assert_num_queries):
    known = Block.objects.latest("no").no
    parties = {party.code: party for party in Party.objects.filter(code__in=["AZ", "US"])}
    with django_assert_num_queries(1):
        country_pair(parties["AZ"], parties["US"], on=date(2024, 10, 5), known_at=known)


@pytest.mark.django_db
def test_the_order_of_the_two_does_not_matter():
    parties = {party.code: party for party in Party.objects.filter(code__in=["AZ", "US"])}
    turned = country_pair(parties["US"], parties["AZ"], on=date(2024, 10, 5))
    assert answer(turned) == TABLE["2024-10-05"]


@pytest.mark.django_db
def test_the_answer_is_one_statement(django_assert_num_queries):
    parties = {party.code: party for party in Party.objects.filter(code__in=["AZ", "US"])}
    with django_assert_num_queries(1):
        country_pair(parties["AZ"], parties["US"], on=date(2024, 10, 5))


@pytest.mark.django_db
def test_an_imprecise_signature_is_possible_within_its_year_and_hidden_nowhere():
    pair = ask("2013-06-01")
    assert slugs(pair.bilateral(PairGroup.POSSIBLY_SIGNED)) == {G2}


@pytest.mark.django_db
def test_the_end_of_the_acquisition_agreement_is_computed_and_unconfirmed_beside_the_letter():
    (row,) = [row for row in ask("2024-10-05").rows if row.agreement.slug == G2]
    assert row.is_computed
    assert row.path.since == "2018-12/2019"
    assert [str(said.asserted_on) for said in row.asserted_otherwise] == ["2024-10-05"]


@pytest.mark.django_db
def test_since_when_it_stands_so_is_of_the_two_and_not_of_the_agreement():
    since = {row.agreement.slug: str(row.since) for row in ask("2024-10-05").rows}
    assert since["iccpr-1966"] == "1992-11-13"
    assert since["unfccc-1992"] == "1995-08-14"
    assert since[TAX] == "1991"
    assert since[BIT] == "2001-08-02"
    assert since["icescr-1966"] == "1992-11-13"
    assert since[G2] == "2018-12/2019"
    assert since[CHARTER] == "None"


@pytest.mark.django_db
def test_signed_by_both_but_in_force_for_one_or_neither():
    assert slugs(ask("2024-10-05").multilateral(PairGroup.SIGNED)) == SIGNED_ONLY


@pytest.mark.django_db
def test_what_came_later_is_on_record_today():
    pair = ask("2026-11-25")
    assert slugs(pair.bilateral(PairGroup.OPERATIVE)) == {RELATIONS, CHARTER}
    assert MEMORANDUM in slugs(pair.bilateral(PairGroup.ENDED))
    assert slugs(pair.asserted_otherwise) == {G1, G2}


@pytest.mark.django_db
def test_every_row_is_in_exactly_one_group_on_any_day():
    for on in (*TABLE, "1900-01-01", "1991-12-25", "2026-11-25", "9999-12-31"):
        pair = ask(on)
        shown = [row for group in PairGroup for row in pair.bilateral(group) + pair.multilateral(group)]
        assert len(shown) == len(pair.rows) == len(set(map(id, shown)))
