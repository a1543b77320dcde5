"""Files are taken in at the desk: the plan is shown, recorded in one block, or proposed and reviewed the same way."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.analysts import contributor, signed_in
from tests.treaties.web.pages import words
from treaties.models import Agreement, Block, Proposal, StatusChange

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TEMPLATES = Path("docs/formats")
REASON = "Sent by the depositary"


@pytest.fixture
def url():
    return reverse("admin:appeals_appeal_import")


@pytest.fixture
def ann():
    return signed_in("ann")


def template(suffix="csv"):
    return (TEMPLATES / f"pacta-events-template.{suffix}").read_text(encoding="utf-8")


def given(do, text=None, **more):
    text = template() if text is None else text
    return {"format": "pacta-events", "text": text, "name": "lighthouses.csv", "reason": REASON, "do": do} | more


def size():
    return Block.objects.count(), Agreement.objects.count(), StatusChange.objects.count()


def test_the_plan_is_shown_and_nothing_written(ann, url):
    before = size()
    page = ann.post(url, given("preview"))
    assert page.status_code == 200
    assert page.context["plan"].plan.new > 10
    assert "lighthouses.csv:6:1" in words(page)
    assert size() == before


def test_it_is_recorded_in_one_block_by_who_takes_it_in_and_once(ann, url):
    blocks = Block.objects.count()
    answer = ann.post(url, given("import"))
    block = Block.objects.latest("no")
    assert answer["Location"] == reverse("admin:treaties_block_change", args=[block.pk])
    assert (block.actor, block.reason, Block.objects.count()) == ("ann", REASON, blocks + 1)
    again = ann.post(url, given("import"))
    assert again.status_code == 422
    assert "0 new" in words(again)
    assert Block.objects.count() == blocks + 1


def test_an_uploaded_file_is_kept_as_text(ann, url):
    file = SimpleUploadedFile("../north.jsonl", b"\xef\xbb\xbf" + template("jsonl").encode())
    page = ann.post(url, given("preview", text="", name="", file=file))
    assert page.status_code == 200
    assert page.context["form"]["text"].value() == template("jsonl")
    assert "north.jsonl:" in words(page)
    assert page.context["form"].cleaned_data["name"] == "north.jsonl"


def test_a_contributor_proposes_it_and_an_editor_reviews_the_plan_anew(ann, url):
    bob, before = contributor("bob"), size()
    file = SimpleUploadedFile("lighthouses.csv", template().encode())
    assert bob.post(url, given("import")).status_code == 403
    assert bob.post(url, given("propose", text="", name="", file=file)).status_code == 302
    proposal = Proposal.objects.get()
    assert size() == before
    assert proposal.filled["text"] == [template()]
    assert proposal.title.startswith("Import of lighthouses.csv, ")
    page = ann.get(url, {"proposal": proposal.pk})
    assert page.context["plan"].plan.new > 10
    accepted = ann.post(url, given("accept", proposal=proposal.pk))
    assert accepted.status_code == 302
    proposal.refresh_from_db()
    assert proposal.decision == "accepted"
    assert Block.objects.latest("no").reason == f"{REASON} (proposed by bob)"
    assert "lighthouses.csv" in words(ann.get(reverse("admin:treaties_proposal_change", args=[proposal.pk])))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "Choose a file, or paste its text."),
        ({"text": "a,b\n1,2\n"}, "lighthouses.csv:1:1"),
        ({"text": 'record,slug\nsource,"x'}, "lighthouses.csv:2"),
        ({"text": "record\0"}, "Null characters are not allowed."),
        ({"format": "excel"}, "Select a valid choice."),
        ({"text": "x" * (2**20 + 1)}, "A file of up to 1 MB is taken in here"),
        ({"file": SimpleUploadedFile("a.csv", b"\xff\xfe\x00a")}, "This file is not UTF-8 text"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * (2**20 + 1))}, "A file of up to 1 MB is taken in here"),
        ({"reason": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_the_text_stays(ann, url, changes, said):
    before = size()
    for do in ("preview", "import", "propose"):
        if "file" in changes:
            changes["file"].seek(0)
        answer = ann.post(url, given(do, **changes))
        assert answer.status_code == 422
        assert said in words(answer)
    assert size() == before
    assert not Proposal.objects.exists()


def test_what_the_rules_refuse_is_told_at_its_line(ann, url):
    lines = template().split("\n")
    lines[3] = lines[3].replace("lighthouse-register", "no-such-register", 1)
    broken = "\n".join(lines)
    answer = ann.post(url, given("import", text=broken))
    assert answer.status_code == 422
    assert "lighthouses.csv:4" in words(answer)


def test_the_desk_and_the_proposals_lead_there(ann, url):
    for page in (reverse("admin:index"), reverse("admin:treaties_proposal_changelist")):
        assert url in ann.get(page).content.decode()
    assert signed_in("frank", is_staff=True).get(url).status_code == 403
