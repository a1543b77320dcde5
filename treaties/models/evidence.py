"""Copies of documents: each file is kept once, by its checksum, and says of which sources it is a copy."""

from typing import ClassVar

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import models

from treaties.models.journal import Recorded
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.models.sources import Source
from treaties.vocabulary import MediaType


def where_files_lie() -> Storage:
    """The storage of that name in the settings. No address leads there."""
    return storages["evidence"]


def place_of(checksum: str) -> str:
    """The name of a file's bytes in the storage; two letters to a folder keep folders small."""
    return f"{checksum[:2]}/{checksum}"


class EvidenceFile(Recorded):
    """One file that we hold. Its bytes lie outside the database, under its checksum; ``size`` is in bytes."""

    checksum = models.CharField(max_length=64, unique=True, help_text="SHA-256, in hexadecimal")
    media_type = models.CharField(max_length=20, choices=MediaType.choices())
    size = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(checksum__regex=r"^[0-9a-f]{64}$"), name="a_file_is_named_by_its_sha_256"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="a_file_holds_something"),
            models.CheckConstraint(
                condition=models.Q(media_type__in=[str(one) for one in MediaType]),
                name="a_file_is_of_a_kind_that_is_taken",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_media_type_display()} {self.checksum[:12]}"

    def open(self) -> File:
        """The bytes, to be read. Raises OSError where they are gone, or are not as many as were kept."""
        content = where_files_lie().open(place_of(self.checksum))
        if content.size != self.size:
            content.close()
            raise OSError(f"{self} is {content.size} bytes long, and not {self.size}.")
        return content


class HeldCopy(Recorded):
    """A file is a copy of a source, as it was on a day."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="copies")
    file = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, related_name="copies")
    name = models.CharField(max_length=200, help_text="What the file was called when it was added")
    captured_on = PartialDateField(help_text="The day on which the copy was made")

    class Meta:
        verbose_name_plural = "held copies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "file"], name="a_file_is_a_copy_of_a_source_once"),
            *bounds_in_order("captured_on"),
        ]

    def __str__(self) -> str:
        return self.name
