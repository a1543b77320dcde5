"""Many acts at once: for many parties, for many agreements, from a table; planned, proposed, accepted, recorded."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests.factories.analysts import signed_in
from tests.factories.record import invented_agreement, invented_source, record
from treaties.importing.act_table import COLUMNS, MEANINGS
from treaties.models import Agreement, Block, Proposal, StatusChange
from treaties.vocabulary import Act

pytestmark = pytest.mark.django_db
CODES = ("XAA", "XAB", "XAC", "XAD")
HEADER = "agreement\tact\tby\tdone_on"
BULK = "admin:treaties_statuschange_bulk"


@pytest.fixture
def pact() -> Agreement:
    """XAA is party; XAB has signed; the others have done nothing."""
    agreement = invented_agreement(slug="a-pact", is_bilateral=False, codes=CODES)
    record(agreement, Act.TEXT_ADOPTED, done_on="1989")
    record(agreement, Act.ENTRY_INTO_FORCE, effective_on="1992")
    record(agreement, Act.SIGNATURE, "XAB", done_on="1990")
    record(agreement, Act.ACCESSION, "XAA", done_on="1991", effective_on="1992")
    return agreement


@pytest.fixture
def editor() -> Client:
    return signed_in("alice")


@pytest.fixture
def contributor() -> Client:
    client = signed_in("bob", is_staff=True)
    User.objects.get(username="bob").groups.add(Group.objects.get(name="contributors"))
    return client


def given(**typed: Any) -> dict[str, Any]:
    return {"source_on_record": invented_source().pk, "reason": "It was published", "do": "preview"} | typed


def for_parties(agreement: Agreement) -> str:
    return reverse("admin:treaties_agreement_record_many", args=[agreement.pk])


def counts(answer: Any) -> str:
    return answer.context["plan"].counts


def size() -> tuple[int, int]:
    """Acts, and the blocks that the pages opened."""
    return StatusChange.objects.count(), Block.objects.exclude(actor="a test").count()


def test_one_act_for_many_parties_in_one_block(editor, pact):
    form = given(act="accession", parties=["XAC", "XAD"], done_on="5 Oct 2024", effective_on="5 Nov 2024")
    before = size()
    answer = editor.post(for_parties(pact), form)
    assert (answer.status_code, counts(answer), size()) == (200, "2 new, 0 already on record, 0 refused", before)
    assert [one.party for one in answer.context["plan"].statuses] == ["State of XAC", "State of XAD"]
    answer = editor.post(for_parties(pact), form | {"do": "record"})
    assert answer.url == reverse("admin:treaties_agreement_change", args=[pact.pk])
    assert size() == (before[0] + 2, before[1] + 1)
    assert Block.objects.latest("no").actor == "alice"


def test_those_for_whom_it_is_possible_come_first_and_the_others_say_why_not(editor, pact):
    answer = editor.post(for_parties(pact), given(act="ratification", done_on="5 Oct 2024"))
    choices = answer.context["form"].choices
    assert [(one.name[-3:], [finding.code for finding in one.refusals]) for one in choices] == [
        ("XAB", []),
        ("XAA", ["overlapping_spell"]),
        ("XAC", ["ratifies_without_signature"]),
        ("XAD", ["ratifies_without_signature"]),
    ]
    assert answer.status_code == 422


def test_all_of_it_or_nothing(editor, pact):
    form = given(act="accession", parties=["XAA", "XAC"], done_on="5 Oct 2024", do="record")
    before = size()
    answer = editor.post(for_parties(pact), form)
    assert (answer.status_code, counts(answer)) == (422, "1 new, 0 already on record, 1 refused")
    assert "(Arts 24, 70 VCLT)" in answer.content.decode()
    assert size() == before


def test_each_party_may_have_a_day_of_its_own(editor, pact):
    lines = "State of XAC; 5 Oct 2024\r\nXAD\t6 Oct 2024"
    form = given(act="accession", parties=["XAC"], day_each=lines, day_is="done_on", note="a list", do="record")
    assert editor.post(for_parties(pact), form).status_code == 302
    acts = pact.status_changes.filter(act="accession", note="a list").order_by("slug")
    assert [str(one.done_on) for one in acts] == ["2024-10-05", "2024-10-06"]


def test_all_that_are_party_on_that_day(editor, pact):
    form = given(act="declaration", all_bound="on", done_on="5 Oct 2024")
    assert counts(editor.post(for_parties(pact), form)) == "1 new, 0 already on record, 0 refused"
    early = editor.post(for_parties(pact), form | {"done_on": "1980"})
    assert "parties" in early.context["form"].errors
    nowhen = editor.post(for_parties(pact), form | {"done_on": ""})
    assert "done_on" in nowhen.context["form"].errors


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"parties": []}, "parties"),
        ({"parties": ["XX"]}, "parties"),
        ({"act": "sign"}, "act"),
        ({"done_on": "31 Feb 2024"}, "done_on"),
        ({"day_each": "Nowhere; 2024"}, "day_each"),
        ({"day_each": "XAC"}, "day_each"),
        ({"day_each": "XAC; 03/04/2024"}, "day_each"),
        ({"day_each": "XAC; 2024\nXAC; 2025"}, "day_each"),
        ({"towards": "Nobody at all"}, "towards"),
        ({"reason": ""}, "reason"),
        ({"reason": "a\0b"}, "reason"),
        ({"source_on_record": ""}, "source_on_record"),
        ({"source_on_record": "9" * 30}, "source_on_record"),
    ],
)
def test_what_is_wrong_with_the_form_is_told_at_its_field(editor, pact, typed, field):
    before = size()
    form = given(act="accession", parties=["XAC"], done_on="2024", do="record") | typed
    answer = editor.post(for_parties(pact), form)
    assert (answer.status_code, size()) == (422, before)
    assert field in answer.context["form"].errors


def test_one_act_for_many_agreements_chosen_in_the_list(editor, pact):
    other = invented_agreement(slug="other-pact", is_bilateral=False, codes=CODES)
    chosen = {"action": "record_one_act_for_these", "_selected_action": [pact.pk, other.pk], "index": "0"}
    answer = editor.post(reverse("admin:treaties_agreement_changelist"), chosen)
    page = editor.get(answer.url)
    assert page.context["form"]["agreements"].value() == "a-pact\nother-pact"
    form = given(agreements="a-pact\nOTHER-PACT\n", act="signature", by="State of XAC", done_on="1990", do="record")
    answer = editor.post(reverse("admin:treaties_agreement_record_for_many"), form)
    assert answer.status_code == 302
    assert {one.agreement_id for one in StatusChange.objects.filter(participation__party__code="XAC")} == {
        pact.pk,
        other.pk,
    }
    assert StatusChange.objects.filter(participation__party__code="XAC").values("block").distinct().count() == 1


def test_an_agreement_that_is_not_known_is_told_with_its_line(editor, pact):
    form = given(agreements="a-pact\n\nno-pact", act="signature", by="XAC", done_on="1990", do="record")
    answer = editor.post(reverse("admin:treaties_agreement_record_for_many"), form)
    refused = answer.context["plan"].groups[0].rows
    assert [(one.line, [said.code for _, said in one.refusals]) for one in refused] == [(3, ["unknown_agreement"])]


@pytest.mark.parametrize("asked", ["", "1,x,-3", "9" * 40, "²", "\0", "1," * 5000])
def test_any_address_of_the_page_for_agreements_is_answered(editor, asked):
    page = reverse("admin:treaties_agreement_record_for_many")
    assert editor.get(page, {"agreements": asked}).status_code == 200


def test_rows_are_planned_recorded_and_the_second_time_on_record(editor, pact):
    form = given(rows=f"{HEADER}\na-pact\taccession\tXAC\t5 Oct 2024\na-pact\taccession\tXAD\t2024-10-05")
    assert counts(editor.post(reverse(BULK), form)) == "2 new, 0 already on record, 0 refused"
    answer = editor.post(reverse(BULK), form | {"do": "record"})
    assert answer.url.endswith(f"?block={Block.objects.latest('no').no}")
    assert editor.get(answer.url).context["cl"].result_count == 2
    before = size()
    answer = editor.post(reverse(BULK), form | {"do": "record"})
    assert (answer.status_code, counts(answer)) == (422, "0 new, 2 already on record, 0 refused")
    assert "nothing_new" in answer.content.decode()
    assert size() == before


def test_a_wrong_cell_is_told_with_line_and_column_and_what_was_typed_is_kept(editor, pact):
    rows = f"{HEADER}\na-pact\taccession\tXAC\t31 Feb 2024"
    answer = editor.post(reverse(BULK), given(rows=rows, do="record"))
    (row,) = answer.context["plan"].groups[0].rows
    assert [(row.line, column, said.code) for column, said in row.refusals] == [(2, "done_on", "date_not_understood")]
    assert answer.context["form"]["rows"].value() == rows


def test_which_figure_is_the_day_is_asked_once(editor, pact):
    rows = f"{HEADER}\na-pact\taccession\tXAC\t03/04/2024\na-pact\taccession\tXAD\t05/06/2024"
    form = given(rows=rows)
    answer = editor.post(reverse(BULK), form)
    assert answer.context["form"].errors["day_order"] == ["Line 2 has “03/04/2024”: which figure is the day?"]
    editor.post(reverse(BULK), form | {"day_order": "month", "do": "record"})
    acts = pact.status_changes.filter(participation__party__code__in=["XAC", "XAD"]).order_by("slug")
    assert [str(one.done_on) for one in acts] == ["2024-03-04", "2024-05-06"]


@pytest.mark.slow
def test_rows_without_a_source_are_told_once(editor, pact):
    rows = f"{HEADER}\na-pact\taccession\tXAC\t2024\na-pact\taccession\tXAD\t2024"
    answer = editor.post(reverse(BULK), given(rows=rows, source_on_record="", do="record"))
    assert "2 rows give no source" in answer.context["form"].errors["source_on_record"][0]
    assert counts(answer) == "2 new, 0 already on record, 0 refused"


def uploaded(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def packed(*rows: list) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("acts.xlsx", packed(HEADER.split("\t"), ["a-pact", "accession", "XAC", "5 Oct 2024"])),
        ("acts.csv", b"\xef\xbb\xbfagreement;act;by;done_on\r\na-pact;accession;XAC;5 Oct 2024\r\n"),
    ],
)
def test_a_file_is_read_into_the_rows_and_only_looked_at(editor, pact, name, data):
    before = size()
    answer = editor.post(reverse(BULK), given(rows="", upload=uploaded(name, data), do="record"))
    assert (answer.status_code, counts(answer), size()) == (200, "1 new, 0 already on record, 0 refused", before)
    rows = answer.context["form"]["rows"].value()
    assert "accession" in rows
    assert editor.post(reverse(BULK), given(rows=rows, do="record")).status_code == 302


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("acts.xlsx", b"PK\x03\x04 no workbook"),
        ("acts.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 100),
        ("acts.csv", b"\xff\xfe\xff"),
        ("acts.csv", b"a,b\n\0,c"),
        ("<b>\u202e.xlsx", packed(["agreement"], ["=1+1"])),
        ("large.csv", b"x" * (5 * 2**20)),
    ],
)
def test_a_wrong_file_leaves_the_rows_as_they_were(editor, pact, name, data):
    rows = f"{HEADER}\na-pact\taccession\tXAC\t2024"
    before = size()
    answer = editor.post(reverse(BULK), given(rows=rows, upload=uploaded(name, data), do="record"))
    assert (answer.status_code, size()) == (422, before)
    assert "upload" in answer.context["form"].errors
    assert answer.context["form"]["rows"].value() == rows


@pytest.mark.parametrize(
    "rows", ["", "\n\n", "x", "agreement\tact\n", "nothing\tat all\nx\ty", 'agreement,act,done_on\n"', "\x01"]
)
def test_what_is_no_table_is_refused(editor, rows):
    before = size()
    answer = editor.post(reverse(BULK), given(rows=rows, do="record"))
    assert (answer.status_code, size()) == (422, before)
    assert "rows" in answer.context["form"].errors


@pytest.mark.slow
def test_a_contributor_proposes_and_an_editor_accepts(editor, contributor, pact):
    form = given(rows=f"{HEADER}\na-pact\taccession\tXAC\t5 Oct 2024")
    before = size()
    assert contributor.post(reverse(BULK), form).status_code == 200
    assert contributor.post(reverse(BULK), form | {"do": "record"}).status_code == 403
    assert contributor.post(reverse(BULK), form | {"do": "propose"}).status_code == 302
    assert size() == before
    proposal = Proposal.objects.get()
    assert proposal.title == "Acts from a table: 1 row, 1 agreement"
    seen = editor.get(reverse(BULK), {"proposal": proposal.pk})
    assert counts(seen) == "1 new, 0 already on record, 0 refused"
    editor.post(reverse(BULK), form | {"do": "accept", "proposal": proposal.pk})
    assert size() == (before[0] + 1, before[1] + 1)
    assert Block.objects.latest("no").reason == "It was published (proposed by bob)"


def test_who_may_neither_record_nor_propose_sees_none_of_it(pact):
    reader = signed_in("carol", is_staff=True)
    template = reverse("admin:treaties_statuschange_bulk_template", args=["csv"])
    for page in (for_parties(pact), reverse("admin:treaties_agreement_record_for_many"), reverse(BULK), template):
        assert reader.get(page).status_code == 403
        assert reader.post(page, given()).status_code == 403


def test_empty_tables_have_every_column(editor):
    as_csv = editor.get(reverse("admin:treaties_statuschange_bulk_template", args=["csv"]))
    assert as_csv.content.decode().strip().split(",") == list(COLUMNS)
    as_xlsx = editor.get(reverse("admin:treaties_statuschange_bulk_template", args=["xlsx"]))
    book = load_workbook(io.BytesIO(as_xlsx.content))
    assert [cell.value for cell in next(book["acts"].rows)] == list(COLUMNS)
    assert len(list(book["columns"].rows)) == len(MEANINGS) + 1
    assert editor.get(reverse("admin:treaties_statuschange_bulk_template", args=["exe"])).status_code == 404
