"""The desk takes in the files of registers: workbooks as text, what a format is told beside its file, and answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from appeals.importing.formats import FORMATS
from tests.factories.analysts import contributor, signed_in
from tests.treaties.importing.workbooks import SAMPLES, rows_of, workbook
from tests.treaties.web.pages import words
from treaties.models import Agreement, Block, Proposal, StatusAssertion

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ANSWERS = '[denounced_by]\n"*" = "unknown"\n'


@pytest.fixture
def url():
    return reverse("admin:appeals_appeal_import")


@pytest.fixture
def ann():
    return signed_in("ann")


def upload(name="finland.xlsx", data=None, **more):
    return SimpleUploadedFile(name, workbook(rows_of("unctad-finland.csv"), **more) if data is None else data)


def given(do, format_name="unctad", **more):
    return {"format": format_name, "text": "", "name": "", "reason": "From the register", "do": do} | more


def test_every_format_is_offered_with_a_label_and_a_field_for_each_thing_it_is_told(ann, url):
    page = ann.get(url).content.decode()
    for name, one in FORMATS.items():
        assert f'<option value="{name}"' in page
        assert one.label != name
        for option in one.options:
            assert f'id="id_{option.name}"' in page


def test_a_workbook_is_taken_in_as_text_and_its_own_day_is_filled_in(ann, url):
    page = ann.post(url, given("preview", file=upload(), answers=ANSWERS))
    assert page.status_code == 200
    assert page.context["form"]["as_of"].value() == "2025-06-30"
    assert page.context["form"]["text"].value().startswith("No.\tTitle of agreement\t")
    assert "finland.xlsx:2:10" in words(page)
    assert "Of more than two parties" in words(page)


def test_a_contributor_proposes_a_workbook_and_an_editor_records_it_from_the_text_that_was_kept(ann, url):
    bob = contributor("bob")
    assert bob.post(url, given("propose", file=upload(), answers=ANSWERS)).status_code == 302
    proposal = Proposal.objects.get()
    assert (proposal.filled["as_of"], proposal.filled["answers"]) == (["2025-06-30"], [ANSWERS])
    assert "\t" in proposal.filled["text"][0]
    kept = {name: values[0] for name, values in proposal.filled.items()}
    assert ann.post(url, kept | {"do": "accept", "proposal": proposal.pk}).status_code == 302
    assert Agreement.objects.filter(slug__startswith="unctad-").count() == 4
    assert StatusAssertion.objects.filter(asserted_on="2025-06-30", slug__contains="unctad").count() == 4


def test_a_table_of_participants_is_of_the_agreement_that_is_told(ann, url):
    text = (SAMPLES / "untc-torture.csv").read_text()
    page = ann.post(url, given("preview", "untc", text=text, name="torture.csv", agreement="cat-1984"))
    assert "Withdrawals are not in these tables" in words(page)
    assert "5 confirmed by a further source" in words(page)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"file": upload()}, "finland.xlsx:2:11: The list does not say who denounced it."),
        ({"file": upload(modified="")}, "This file does not say of which day it is"),
        ({"file": upload(), "as_of": "30/06/2025"}, "“30/06/2025” is no day: write it as 2001-08-02."),
        ({"file": upload(), "agreement": "cat-1984"}, "This format is told no such thing: leave it empty."),
        ({"file": upload(), "answers": "[same"}, "answers:1:6: This is not TOML"),
        ({"file": upload(), "format": "wipo"}, "This format reads text, and this is a workbook: save it as CSV."),
        ({"file": upload(data=b"PK\x03\x04and no more")}, "This is no workbook that can be read"),
        ({"file": upload("a.xls", b"\xd0\xcf\x11\xe0" + b"0" * 99)}, "locked by a password"),
        ({"text": "Participant,Signature\n", "format": "untc"}, "Which agreement this table is of must be said"),
        ({"text": "Participant\n", "format": "untc", "agreement": "a\0"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(ann, url, more, said):
    blocks = Block.objects.count()
    for do in ("preview", "import"):
        if "file" in more:
            more["file"].seek(0)
        answer = ann.post(url, given(do) | more)
        assert answer.status_code == 422
        assert said in words(answer), [*answer.context["form"].errors.values()]
    assert Block.objects.count() == blocks
