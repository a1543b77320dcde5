"""Which files are taken as evidence. What a file is, its bytes say, whatever its name or its sender does."""

import re
import warnings
from io import BytesIO

from PIL import Image

from treaties.rules.findings import Finding, Refused
from treaties.vocabulary import MediaType

SIGNATURES = {
    MediaType.PDF: re.compile(rb"%PDF-[12]\.[0-9]"),
    MediaType.PNG: re.compile(rb"\x89PNG\r\n\x1a\n"),
    MediaType.JPEG: re.compile(rb"\xff\xd8\xff"),
}
MB = 1024 * 1024
MOST_PIXELS = 80_000_000
"""A page of A3 at 600 dots to the inch has 70 million. A few kilobytes can claim billions."""
END_OF_PDF = re.compile(rb"startxref\s+[0-9]+\s+%%EOF\s*\Z")
TAIL = 2048
"""How far from its end a PDF may say where its end is: some programs add a few bytes after it."""
SUFFIXES = {
    MediaType.PDF: (".pdf",),
    MediaType.PNG: (".png",),
    MediaType.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
}


def kind_of(content: bytes, *, most_bytes: int) -> MediaType:
    """What the bytes are. Raises Refused for what is empty, too large, of no kind that is taken, or broken."""
    if not content:
        raise _refused("empty_file", "The file is empty (0 bytes). Was it fully written before it was added?")
    if len(content) > most_bytes:
        raise too_large(most_bytes)
    kind = next((kind for kind, signature in SIGNATURES.items() if signature.match(content)), None)
    if kind is None:
        raise _refused(
            "no_kind_that_is_taken",
            "This is no PDF, PNG or JPEG, whatever its name says. Save or print the document as a PDF, and add that.",
        )
    if kind is MediaType.PDF:
        _check_pdf(content)
    else:
        _check_picture(content, kind)
    return kind


def too_large(most_bytes: int) -> Refused:
    return _refused("too_large", f"The file is larger than {most_bytes // MB} MB, which is the most that is taken.")


def _check_pdf(content: bytes) -> None:
    tail = content[-TAIL:]
    if not END_OF_PDF.search(tail[: tail.rfind(b"%%EOF") + 5]):
        raise _broken(MediaType.PDF)


def _check_picture(content: bytes, kind: MediaType) -> None:
    """Header, size and structure; of a PNG every checksum, of a JPEG every row at an eighth of its size. A picture is
    never unpacked whole."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # asked below, more strictly
            picture = Image.open(BytesIO(content), formats=[kind.label])
    except Image.DecompressionBombError:
        raise _bomb() from None
    except Exception:  # the parsers of pictures raise of every kind, and all of them mean the same
        raise _broken(kind) from None
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _bomb()
    try:
        if kind is MediaType.PNG:
            picture.verify()
        else:
            picture.draft("L", (max(1, width // 8), max(1, height // 8)))
            picture.load()
    except Exception:
        raise _broken(kind) from None


def _broken(kind: MediaType) -> Refused:
    return _refused(
        "broken_file",
        f"This begins like a {kind.label} and is not a whole one: it is cut off or damaged. Does it open in a viewer?",
    )


def _bomb() -> Refused:
    return _refused(
        "too_many_pixels",
        f"The picture has more than {MOST_PIXELS // 1_000_000} million points: a small file that unpacks to a huge "
        "picture. Save it smaller.",
    )


def _refused(code: str, sentence: str) -> Refused:
    return Refused(Finding(code, sentence, field="file"))
