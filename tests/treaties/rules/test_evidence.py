"""What a file is, its bytes say; what is none of the three kinds, or no whole one, is refused in words."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from treaties.rules.evidence import kind_of
from treaties.rules.findings import Refused
from treaties.vocabulary import MediaType

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def picture(kind: MediaType, width: int = 64, height: int = 48) -> bytes:
    drawn = BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(drawn, kind.label)
    return drawn.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_claims(width: int, height: int) -> bytes:
    """A few dozen bytes."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def jpeg_that_claims(width: int, height: int) -> bytes:
    whole = picture(MediaType.JPEG)
    frame = whole.index(b"\xff\xc0") + 5
    return whole[:frame] + struct.pack(">HH", height, width) + whole[frame + 4 :]


JPEG, PNG = picture(MediaType.JPEG), picture(MediaType.PNG)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, MediaType.PDF),
        (PDF + b"\r\n" + b"\0" * 500, MediaType.PDF),
        (PNG, MediaType.PNG),
        (JPEG, MediaType.JPEG),
        (picture(MediaType.JPEG, 3, 3), MediaType.JPEG),
    ],
)
def test_the_bytes_say_what_a_file_is(content: bytes, kind: MediaType) -> None:
    assert kind_of(content, most_bytes=100_000) is kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (PDF + b" " * 100_000, "too_large"),
        (b"<!doctype html><script>alert(1)</script>%PDF-1.4 %%EOF", "no_kind_that_is_taken"),
        (b"\n" + PDF, "no_kind_that_is_taken"),
        (b"GIF89a" + b"\0" * 40, "no_kind_that_is_taken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no_kind_that_is_taken"),
        (PDF[:-20], "broken_file"),
        (PDF + b"<script>" * 500, "broken_file"),
        (b"%PDF-1.4 %%EOF", "broken_file"),
        (JPEG[: len(JPEG) // 2], "broken_file"),
        (JPEG[:10], "broken_file"),
        (PNG[:-13], "broken_file"),
        (PNG[:60] + b"\xff" + PNG[61:], "broken_file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "broken_file"),
        (png_that_claims(60_000, 60_000), "too_many_pixels"),
        (png_that_claims(9_000, 9_000), "too_many_pixels"),
        (jpeg_that_claims(65_000, 65_000), "too_many_pixels"),
        (jpeg_that_claims(9_400, 9_400), "too_many_pixels"),
    ],
)
def test_what_is_not_taken_is_refused_by_a_code_and_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        kind_of(content, most_bytes=100_000)
    (finding,) = refused.value.findings
    assert (finding.code, finding.field) == (code, "file")
    assert finding.sentence.endswith((".", "?"))
