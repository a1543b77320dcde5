"""An editor adds a copy of a source; whoever may read the record fetches it, and a browser shows none of it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.analysts import signed_in
from tests.treaties.rules.test_evidence import JPEG, PDF, png_that_claims
from treaties.admin.evidence_upload import kept_name, name_to_save, plain
from treaties.models import Block, EvidenceFile, HeldCopy, Source
from treaties.models.evidence import place_of, where_files_lie
from treaties.vocabulary import MediaType

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return Source.objects.order_by("pk")[0]


def contributor():
    account = User.objects.create(username="contributor", is_staff=True)
    account.groups.add(Group.objects.get(name="contributors"))
    client = Client()
    client.force_login(account)
    return client


def add_url(source):
    return reverse("admin:treaties_source_add_copy", args=[source.pk])


def add(client, source, content=PDF, name="note.pdf", **typed):
    file = SimpleUploadedFile(name, content, content_type="application/x-anything")
    given = {"captured_on": "5 Oct 2024", "reason": "Published today"} | typed
    return client.post(add_url(source), given | {"file": file})


def download_url(file):
    return reverse("admin:treaties_evidencefile_download", args=[file.checksum])


def test_a_copy_is_kept_listed_and_journaled(source):
    client = signed_in()
    answer = add(client, source)
    page = client.get(answer.headers["Location"]).text
    copy = HeldCopy.objects.get(source=source)
    assert (copy.name, str(copy.captured_on), copy.file.media_type) == ("note.pdf", "2024-10-05", MediaType.PDF)
    assert (copy.block.actor, copy.block.reason) == ("analyst", "Published today")
    for words in ("Kept: note.pdf, PDF", copy.file.checksum, "5 October 2024", download_url(copy.file), "Add a copy"):
        assert words in page


def test_a_kept_file_is_served_to_be_saved_and_to_be_nothing_else(source):
    client = signed_in()
    add(client, source, name="Нота № 5 “a/b”\u202e.png")
    file = EvidenceFile.objects.get()
    answer: Any = client.get(download_url(file))
    assert b"".join(answer.streaming_content) == PDF
    wanted = {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: answer.headers[name] for name in wanted} == wanted
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    kind, ascii_name, full_name = answer.headers["Content-Disposition"].split("; ")
    assert (kind, ascii_name) == ("attachment", 'filename="b-.pdf"')
    assert full_name == "filename*=UTF-8''b%E2%80%9D.pdf"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 bytes"),
        (b"<html>", "no PDF, PNG or JPEG"),
        (JPEG[:200], "not a whole one"),
        (png_that_claims(60_000, 60_000), "million points"),
        (PDF + b" " * 1024 * 1024, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_with_what_was_typed_kept(source, settings, content, words):
    settings.EVIDENCE_MAX_MB = 1
    before = Block.objects.count()
    answer = add(signed_in(), source, content, captured_on="Aug 1997", reason="Because it is needed")
    assert answer.status_code == 422
    assert all(one in answer.text for one in (words, "Nothing was kept", "Aug 1997", "Because it is needed"))
    assert (EvidenceFile.objects.count(), Block.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reason": " "}, "Say why"),
        ({"reason": "a\u202eb"}, "cannot be shown"),
        ({"reason": "a\0b"}, "Null characters"),
        ({"reason": "x" * 2001}, "at most 2000"),
        ({"captured_on": f"{timezone.localdate().year + 1}"}, "still to come"),
        ({"captured_on": "0000-01-01"}, "not a day of the calendar"),
        ({"captured_on": "last week"}, "not a date"),
    ],
)
def test_a_form_that_is_wrong_keeps_nothing(source, typed, words):
    answer = add(signed_in(), source, **typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert not EvidenceFile.objects.exists()


def test_the_file_has_to_be_chosen(source):
    for file in ("", "text in place of a file"):
        answer = signed_in(f"analyst-{len(file)}").post(add_url(source), {"reason": "Because", "file": file})
        assert answer.status_code == 422
        assert "Choose a file." in answer.text


def test_the_same_file_again_is_recognised(source):
    client, other = signed_in(), Source.objects.order_by("pk")[1]
    add(client, source)
    again = add(client, source, name="another-name.pdf")
    assert (again.status_code, "already held of this source, as “note.pdf”" in again.text) == (422, True)
    elsewhere = client.get(add(client, other).headers["Location"]).text
    assert "The file was held already, of 1 other source; it is stored once." in elsewhere
    assert (EvidenceFile.objects.count(), HeldCopy.objects.count()) == (1, 2)


def test_contributors_read_copies_and_add_none(source):
    add(signed_in(), source)
    client, file = contributor(), EvidenceFile.objects.get()
    page = client.get(reverse("admin:treaties_source_change", args=[source.pk])).text
    assert (download_url(file) in page, "Add a copy" in page) == (True, False)
    assert [client.get(add_url(source)).status_code, add(client, source, JPEG).status_code] == [403, 403]
    assert client.get(download_url(file)).status_code == 200
    assert HeldCopy.objects.count() == 1


def test_strangers_and_staff_without_rights_get_no_file(source):
    add(signed_in(), source)
    url = download_url(EvidenceFile.objects.get())
    assert Client().get(url).headers["Location"].startswith("/admin/login/")
    assert signed_in("nobody", is_superuser=False).get(url).status_code == 403
    assert signed_in("somebody").post(url).status_code == 405


def test_a_file_whose_bytes_are_gone_says_so(source):
    client = signed_in()
    add(client, source)
    file = EvidenceFile.objects.get()
    where_files_lie().delete(place_of(file.checksum))
    answer = client.get(download_url(file))
    assert (answer.status_code, file.checksum in answer.text) == (410, True)
    assert client.get(reverse("admin:treaties_evidencefile_download", args=["0" * 64])).status_code == 404


def test_names_are_kept_shown_and_saved_safely():
    assert kept_name("a\u202eb\n.pdf") == "ab.pdf"
    assert kept_name("\u200b") == "copy"
    assert kept_name("x" * 300 + ".jpeg") == "x" * 195 + ".jpeg"
    assert name_to_save("scan.PDF", MediaType.PDF) == "scan.PDF"
    assert name_to_save("scan", MediaType.PNG) == "scan.png"
    assert name_to_save("photo.jpeg", MediaType.JPEG) == "photo.jpeg"
    assert plain('a"; filename="b.html\r\n.pdf') == "a---filename--b.html--.pdf"
    assert plain("…") == "copy"
