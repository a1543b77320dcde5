"""Keeping copies of documents: the bytes first, once, under their checksum; then the row that says of what."""

from dataclasses import dataclass
from hashlib import file_digest, sha256

from django.conf import settings
from django.core.files.base import ContentFile

from treaties.dates import PartialDate
from treaties.models import Block, EvidenceFile, HeldCopy, Source
from treaties.models.evidence import place_of, where_files_lie
from treaties.rules.evidence import MB, kind_of
from treaties.rules.findings import Finding, Refused
from treaties.vocabulary import MediaType


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that lie in the storage. Without a row they are nobody's, and do no harm."""

    checksum: str
    media_type: MediaType
    size: int


def store(content: bytes) -> Stored:
    """Look what the bytes are, and write them, unless they lie there. Do it before the block is opened: it may take a
    while, and a row never comes before its bytes. Raises Refused for what is not taken, or cannot be written."""
    kind = kind_of(content, most_bytes=settings.EVIDENCE_MAX_MB * MB)
    stored = Stored(sha256(content).hexdigest(), kind, len(content))
    try:
        _write(content, stored.checksum)
    except OSError as error:
        raise Refused(
            Finding(
                "cannot_be_stored",
                f"The file is right, and could not be stored here ({error.strerror or type(error).__name__}). "
                "Tell who runs this site.",
                field="file",
            )
        ) from error
    return stored


def _write(content: bytes, checksum: str) -> None:
    storage, place = where_files_lie(), place_of(checksum)
    if storage.exists(place):
        with storage.open(place) as kept:
            if file_digest(kept, "sha256").hexdigest() == checksum:
                return
        storage.delete(place)  # cut off when it was written
    written = storage.save(place, ContentFile(content))
    if written != place:  # somebody else was writing the same bytes
        storage.delete(written)


def keep_copy(
    block: Block, *, source: Source, stored: Stored, name: str, captured_on: PartialDate | None = None
) -> HeldCopy:
    """The stored file is a copy of this source, made on that day. A file that is a copy of another source as well is
    kept once. Raises Refused where it is a copy of this one already."""
    file, _ = EvidenceFile.objects.get_or_create(
        checksum=stored.checksum, defaults={"media_type": stored.media_type, "size": stored.size}
    )
    if held := HeldCopy.objects.filter(source=source, file=file).first():
        raise Refused(
            Finding("held_already", f"This very file is already held of this source, as “{held}”.", field="file")
        )
    return HeldCopy.objects.create(source=source, file=file, name=name, captured_on=captured_on)
