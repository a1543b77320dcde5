"""A table of acts: what becomes of each row, all or nothing."""

import pytest

from tests.factories.record import a_block, invented_agreement, invented_source, record
from treaties.importing.act_table import COLUMNS, NEEDED, ActTable, Default, NotUnderstood, day_as_typed, of_sheet
from treaties.importing.acts_at_once import Fate, TakenIn, take_in
from treaties.importing.formats.spreadsheet import read_table
from treaties.importing.kinds import TREATY_KINDS
from treaties.importing.problems import Unreadable
from treaties.models import Agreement, Citation, Source, StatusChange
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def pact() -> Agreement:
    return invented_agreement(slug="a-pact", is_bilateral=False, codes=("XAA", "XAB", "XAC"))


@pytest.fixture
def source() -> Source:
    return invented_source()


def table_of(*rows: str, header: str = "agreement,act,by,done_on", day_order: str = "") -> ActTable:
    return of_sheet(read_table("\n".join([header, *rows]), "rows"), day_order=day_order)


def taken_in(table: ActTable, source: Source | None) -> TakenIn:
    table.default = Default(source) if source else None
    with a_block() as block:
        return take_in(block, table.lines(), named=table.named, problems=table.problems)


def fates(taken: TakenIn) -> dict[int, Fate]:
    return {line: one.fate for line, one in taken.outcomes.items()}


def refusals(taken: TakenIn) -> dict[int, list[tuple[int, str]]]:
    found = taken.outcomes.values()
    return {one.line: [(said.column, said.code) for said in one.refusals] for one in found if one.refusals}


def test_acts_are_recorded_as_people_name_them(pact, source):
    taken = taken_in(table_of("a-pact,Signature,State of XAA,5 Oct 2024", "A-PACT,signature,XAB,2024"), source)
    assert fates(taken) == {2: Fate.NEW, 3: Fate.NEW}
    acts = pact.status_changes.order_by("slug")
    assert [(one.slug, str(one.done_on)) for one in acts] == [
        ("a-pact-signature-xaa", "2024-10-05"),
        ("a-pact-signature-xab", "2024"),
    ]
    assert {cited.source for cited in Citation.objects.filter(status_change__in=acts)} == {source}


def test_the_second_time_nothing_is_new(pact, source):
    rows = ("a-pact,signature,XAA,2024-10-05", "a-pact,signature,XAB,2024-10-05")
    taken_in(table_of(*rows), source)
    before = StatusChange.objects.count(), Citation.objects.count()
    again = taken_in(table_of(*rows), source)
    assert (again.changes, set(fates(again).values())) == (0, {Fate.ON_RECORD})
    assert (StatusChange.objects.count(), Citation.objects.count()) == before


def test_what_another_source_says_too_is_cited_there(pact, source):
    record(pact, Act.SIGNATURE, "XAA", done_on="2024-10-05", place="Baku")
    taken = taken_in(table_of("a-pact,signature,XAA,2024-10-05"), source)
    assert fates(taken) == {2: Fate.CITED}
    assert source in {cited.source for cited in pact.status_changes.get().citations.all()}


def test_what_is_on_record_otherwise_stays_and_is_told(pact, source):
    record(pact, Act.SIGNATURE, "XAA", done_on="2024-10-05", place="Baku")
    header = "agreement,act,by,done_on,place"
    taken = taken_in(table_of("a-pact,signature,XAA,2024-10-05,Ganja", header=header), source)
    assert fates(taken) == {2: Fate.ON_RECORD}
    assert [said.code for said in taken.outcomes[2].warnings] == ["differs"]
    assert pact.status_changes.get().place == "Baku"


def test_everything_wrong_is_told_at_once_with_its_column(pact, source):
    other = invented_agreement(slug="other-pact", is_bilateral=False)
    taken = taken_in(
        table_of(
            "no-pact,signiture,Nobody,31 Feb 2024",
            "a-pact,signature,XAA,2024",
            ",,XAA,2024",
            "other-pact,ratification,XAA,2024",
            "other-pact,signature,XAC,2024",
        ),
        source,
    )
    assert refusals(taken) == {
        2: [(1, "unknown_agreement"), (2, "unknown_word"), (3, "unknown_party"), (4, "date_not_understood")],
        4: [(1, "missing"), (2, "missing")],
        6: [(3, "")],  # takes no part in it
    }
    assert fates(taken)[5] is Fate.WAITING
    assert taken.is_refused
    assert not other.status_changes.exists()


def test_a_person_is_held_to_the_law_whatever_the_order_of_rows(pact, source):
    """A register may ratify without a signature on record; a person may not."""
    alone = taken_in(table_of("a-pact,ratification,XAA,2024-10-05"), source)
    assert [code for _, code in refusals(alone)[2]] == ["ratifies_without_signature"]
    both = taken_in(table_of("a-pact,ratification,XAB,2024-10-05", "a-pact,signature,XAB,2024-01-01"), source)
    assert set(fates(both).values()) == {Fate.NEW}


def test_an_agreement_is_not_held_to_the_rules_while_a_row_of_it_is_not_understood(pact, source):
    taken = taken_in(table_of("a-pact,ratification,XAA,2024-10-05", "a-pact,signature,XAA,31 Feb 2024"), source)
    assert fates(taken) == {2: Fate.WAITING, 3: Fate.REFUSED}


def test_the_same_act_in_two_rows_is_refused(pact, source):
    taken = taken_in(table_of("a-pact,signature,XAA,2024", "a-pact,signature,State of XAA,2024"), source)
    assert refusals(taken) == {3: [(2, "given_twice")]}


def test_a_source_may_stand_in_the_row_by_slug_address_or_title(pact):
    other = invented_source()
    header = "agreement,act,by,done_on,source,locator"
    taken = taken_in(table_of(f"a-pact,signature,XAA,2024,{other.slug},p. 3", header=header), None)
    assert fates(taken) == {2: Fate.NEW}
    citation = pact.status_changes.get().citations.get()
    assert (citation.source, citation.locator) == (other, "p. 3")
    twice = taken_in(table_of("a-pact,signature,XAB,2024,A register,", header=header), None)
    assert refusals(twice) == {2: [(5, "unclear_source")]}
    none = taken_in(table_of("a-pact,signature,XAC,2024,,", header=header), None)
    assert refusals(none) == {2: [(5, "no_source")]}


def test_agreements_are_found_in_as_many_statements_for_many_rows(pact, source, django_assert_max_num_queries):
    rows = [f"a-pact,declaration,{code},20{year:02}-10-05" for year in range(20) for code in ("XAA", "XAB", "XAC")]
    record(pact, Act.ENTRY_INTO_FORCE, effective_on="1990")
    for code in ("XAA", "XAB", "XAC"):
        record(pact, Act.ACCESSION, code, done_on="1991", effective_on="1991")
    with django_assert_max_num_queries(60):
        taken = taken_in(table_of(*rows), source)
    assert taken.counts[Fate.NEW] == 60


@pytest.mark.parametrize(
    ("text", "day_order", "read"),
    [
        ("03/04/2024", "day", "2024-04-03"),
        ("03/04/2024", "month", "2024-03-04"),
        ("3.4.2024", "day", "2024-04-03"),
        ("25-12-2024", "day", "2024-12-25"),
        ("5 Oct 2024", "", "2024-10-05"),
        ("by 6 Feb 2025", "", "../2025-02-06"),
        ("2013", "", "2013"),
    ],
)
def test_days_are_read_as_the_one_answer_says(text, day_order, read):
    assert day_as_typed(text, day_order) == read


@pytest.mark.parametrize(
    ("text", "day_order", "code"),
    [
        ("03/04/2024", "", "unclear_day"),
        ("03/04/2024", "neither", "unclear_day"),
        ("25/12/2024", "month", "date_not_understood"),
        ("03/04/24", "day", "date_not_understood"),
        ("0000-01-01", "", "date_not_understood"),
        ("2024-10-05 14:30:00", "", "date_not_understood"),
    ],
)
def test_no_day_is_guessed(text, day_order, code):
    with pytest.raises(NotUnderstood) as refused:
        day_as_typed(text, day_order)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("agreement,act,bye,done_on", "did you mean “by”?"),
        ("agreement,done_on", "“act” is missing"),
        ("act,done_on", "“agreement” is missing"),
        ("agreement,act", "no column of a day"),
        ("agreement,act,DONE_ON,done_on", "There is no column “DONE_ON”"),
    ],
)
def test_unknown_and_missing_columns_are_refused_by_name(header, said):
    with pytest.raises(Unreadable, match=said):
        table_of("x" + "," * header.count(","), header=header)


def test_the_columns_are_those_of_an_act_in_pacta_events():
    assert set(NEEDED) <= set(COLUMNS)
    own = set(TREATY_KINDS["act"].columns)
    assert set(COLUMNS) - own == {"source", "locator"}
    assert own - set(COLUMNS) == {"slug", "sources"}
