"""Who else is addressed, what is held of a text, who signed and took it back: from lines and from seeds."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from appeals.models import AppealCitation, Signatory, SignatureWithdrawal
from tests.appeals.importing.directories import AGREEMENT, APPEAL, SOURCE
from tests.treaties.importing.files import written

LETTER = "milli-majlis-letter-2024-10-05"
CITED = {"sources": ["caliber-2024-10-05"]}
SIGNED = {"record": "signatory", "appeal": LETTER, "kind": "person", "name": "A Member", "body": "Milli Majlis"} | CITED
WITHDRAWN = {"record": "signature_withdrawal", "appeal": LETTER, "name": "A Member", "body": "Milli Majlis"} | CITED
IN_A_SEED = """
[[further_addressees]]
office = "Speaker"
sources = [{ source = "a-register", locator = "p. 1" }]
[[texts]]
version = "original"
language = "az"
held = "excerpt"
sources = ["a-register"]
[[signatories]]
kind = "person"
name = "A Member"
body = "Parliament"
signed_on = "2003-05"
sources = ["a-register"]
[[withdrawals]]
name = "A Member"
body = "Parliament"
withdrawn_on = "2003-06-01"
sources = ["a-register"]
"""


def imported(path, *lines):
    out = StringIO()
    file = written(path, "f.jsonl", "\n".join(json.dumps(line) for line in lines))
    call_command("import_source", "pacta-events", file, stdout=out)
    return out.getvalue()


def refused(path, *lines):
    with pytest.raises(CommandError) as error:
        imported(path, *lines)
    return str(error.value)


@pytest.mark.django_db
def test_a_seed_of_an_appeal_brings_all_of_them_and_the_second_run_says_0_new(tmp_path):
    for folder, text in (("sources", SOURCE), ("agreements", AGREEMENT), ("appeals", APPEAL + IN_A_SEED)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.toml").write_text(text)
    call_command("seed", tmp_path, stdout=StringIO())
    signatory = Signatory.objects.get(appeal__slug="an-appeal")
    assert (signatory.capacity, str(signatory.signed_on)) == ("Parliament", "2003-05")
    assert str(signatory.withdrawal.withdrawn_on) == "2003-06-01"
    assert [str(one) for one in signatory.appeal.texts.all()] == ["original, az: excerpt"]
    assert [one.office for one in signatory.appeal.further_addressees.all()] == ["Speaker"]
    assert AppealCitation.objects.filter(appeal=signatory.appeal, about="addressee", locator="p. 1").count() == 1
    out = StringIO()
    call_command("seed", tmp_path, stdout=out)
    assert out.getvalue().endswith("\n0 new\n")


@pytest.mark.django_db
def test_names_are_added_to_an_appeal_on_record_and_taken_back_by_a_later_file(tmp_path):
    assert imported(tmp_path, SIGNED).endswith("\n1 new\n")
    assert imported(tmp_path, SIGNED, WITHDRAWN | {"withdrawn_on": "2024-11"}).endswith("\n1 new\n")
    assert SignatureWithdrawal.objects.get(signatory__name="A Member").signatory.appeal.slug == LETTER
    assert imported(tmp_path, SIGNED, WITHDRAWN | {"withdrawn_on": "2024-11"}).endswith("\n0 new\n")


@pytest.mark.django_db
def test_another_day_corrects_as_long_as_no_other_source_says_so_too(tmp_path):
    imported(tmp_path, SIGNED | {"signed_on": "2024"})
    assert imported(tmp_path, SIGNED | {"signed_on": "2024-10"}).endswith("\n0 new, 1 corrected\n")
    other = SIGNED | {"signed_on": "2024-10", "sources": ["tias-13093"]}
    assert imported(tmp_path, other).endswith("\n0 new, 1 confirmed by a further source\n")
    told = imported(tmp_path, SIGNED | {"signed_on": "2024-10-04"})
    assert "signed_on “2024-10-04” instead of “2024-10” (another source says so too: it stays)" in told
    assert told.endswith("\n0 new\n")
    assert str(Signatory.objects.standing().get(name="A Member").signed_on) == "2024-10"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([SIGNED | {"body": ""}], ":87: Say in which body the person signed"),
        ([SIGNED, SIGNED], "“milli-majlis-letter-2024-10-05 A Member …” is already given at"),
        ([WITHDRAWN], "There is no signature “milli-majlis-letter-2024-10-05 A Member …”"),
        ([SIGNED | {"appeal": "no-letter"}], "There is no appeal “no-letter”"),
        (
            [SIGNED | {"signed_on": "2024-10-04"}, WITHDRAWN | {"withdrawn_on": "2024-10-01"}],
            "It was not signed before",
        ),
    ],
)
def test_what_is_wrong_with_names_is_told_with_its_place(tmp_path, lines, said):
    problem = refused(tmp_path, *lines)
    assert said in problem
    assert "f.jsonl:" in problem
    assert not Signatory.objects.filter(name="A Member").exists()
