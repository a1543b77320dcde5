"""Bytes are kept once, before the row that names them; and a row never comes without them."""

import pytest

from tests.factories.record import a_block
from tests.treaties.rules.test_evidence import PDF
from treaties.actions.evidence import keep_copy, store
from treaties.models import EvidenceFile, HeldCopy, Source
from treaties.models.evidence import place_of, where_files_lie
from treaties.rules.findings import Refused
from treaties.vocabulary import MediaType

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    """Where the files lie: in a folder, as they do unless a site says otherwise."""
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {"evidence": {"BACKEND": backend, "OPTIONS": {"location": str(tmp_path)}}}
    return tmp_path


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def sources():
    return list(Source.objects.order_by("pk")[:2])


def test_the_same_bytes_are_stored_once_whatever_they_are_a_copy_of(folder):
    one, other = sources()
    for source, name in [(one, "note.pdf"), (other, "annex.pdf")]:
        stored = store(PDF)
        with a_block() as block:
            copy = keep_copy(block, source=source, stored=stored, name=name)
    assert files(folder) == [place_of(stored.checksum)] == [f"{stored.checksum[:2]}/{stored.checksum}"]
    assert (copy.file.media_type, copy.file.size, copy.file.copies.count()) == (MediaType.PDF, len(PDF), 2)
    with copy.file.open() as content:
        assert content.read() == PDF


def test_a_file_is_a_copy_of_a_source_once(folder):
    one, _ = sources()
    stored = store(PDF)
    with a_block() as block:
        keep_copy(block, source=one, stored=stored, name="note.pdf")
    with pytest.raises(Refused, match=r"held of this source, as “note\.pdf”"), a_block() as block:
        keep_copy(block, source=one, stored=stored, name="again.pdf")
    assert HeldCopy.objects.filter(source=one).count() == 1


def test_what_is_refused_leaves_no_file_and_no_row(folder):
    with pytest.raises(Refused):
        store(b"<html>")
    assert (files(folder), EvidenceFile.objects.count()) == ([], 0)


def test_bytes_that_were_cut_off_when_they_were_written_are_written_anew(folder):
    stored = store(PDF)
    place = folder / place_of(stored.checksum)
    place.write_bytes(PDF[:20])
    assert store(PDF) == stored
    assert (place.read_bytes(), files(folder)) == (PDF, [place_of(stored.checksum)])


def test_who_writes_the_same_bytes_at_once_leaves_one_file(folder, monkeypatch):
    stored = store(PDF)
    storage = where_files_lie()
    really, first = storage.exists, iter([False])  # as it was when both asked
    monkeypatch.setattr(storage, "exists", lambda place: next(first, None) is not False and really(place))
    assert store(PDF) == stored
    assert files(folder) == [place_of(stored.checksum)]


def test_files_of_another_length_are_not_opened(folder):
    stored = store(PDF)
    with a_block() as block:
        copy = keep_copy(block, source=sources()[0], stored=stored, name="note.pdf")
    (folder / place_of(stored.checksum)).write_bytes(PDF + b" ")
    with pytest.raises(OSError, match="and not"):
        copy.file.open()


def test_a_folder_that_takes_nothing_is_a_refusal_in_words(folder, settings):
    (folder / "file").write_text("no folder")
    options = {"OPTIONS": {"location": str(folder / "file" / "below")}}
    settings.STORAGES = settings.STORAGES | {"evidence": settings.STORAGES["evidence"] | options}
    with pytest.raises(Refused, match="could not be stored here"):
        store(PDF)
