"""Uploads: no more is taken in than a file may be large, and what its name was."""

from pathlib import PurePosixPath
from typing import Any

from anyascii import anyascii
from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from treaties.rules.evidence import MB, SUFFIXES
from treaties.vocabulary import MediaType

LONGEST = 200


class UpToTheLimit(FileUploadHandler):
    """Stops keeping a file that is larger than any may be, before it fills the disk; says so on the request."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.taken += len(raw_data)
        if self.taken > settings.EVIDENCE_MAX_MB * MB:
            too_large = getattr(self.request, "too_large", ())
            self.request.too_large = {*too_large, self.field_name}  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def kept_name(given: str) -> str:
    """What a file was called, without what no text shows; cut in the middle of a long stem, not of its ending."""
    name = "".join(letter for letter in given if letter.isprintable()).strip() or "copy"
    if len(name) <= LONGEST:
        return name
    suffix = PurePosixPath(name).suffix[:10]
    return name[: LONGEST - len(suffix)] + suffix


def name_to_save(name: str, kind: MediaType) -> str:
    """The name with an ending that says what the file is: ``note.png`` of a PDF becomes ``note.pdf``."""
    if name.lower().endswith(SUFFIXES[kind]):
        return name
    stem = name.rpartition(".")[0] or name
    return f"{stem}{SUFFIXES[kind][0]}"


def plain(name: str) -> str:
    """The same in letters, digits, dots and hyphens of ASCII: safe in a header, and on every disk."""
    letters = "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in anyascii(name))
    return letters.strip("-.") or "copy"
