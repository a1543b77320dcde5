"""How a party's name is reduced to a search key, and a typed text cut into words. Plain Python, no database."""

import re
import unicodedata
from collections.abc import Iterator

from anyascii import anyascii

LONGEST = 120
"""Characters of the longest text that is looked at. The longest name on record has 60 or so."""
CONNECTORS = frozenset(
    [
        "and",
        "und",
        "y",
        "i",
        "e",
        "och",
        "og",
        "və",
        "и",
        "і",
        "та",
        "و",
        "和",
        "与",
        "與",
        "及",
        "と",
        "및",
        "with",
        "vs",
        "versus",
    ]
)
"""Words that may stand between two parties; never dropped where nothing would be left."""

_UNSAID = frozenset({"and", "the"})
_WORD = re.compile(r"[^\s/,;&+|↔_\-‐‑–—]+")
_APOSTROPHES = re.compile(r"['’‘ʻʼ`´ʹ׳]")
_INITIAL = re.compile(r"\b(\w)\.")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")

Span = tuple[int, int]


def readable(text: str) -> bool:
    """Whether the text can name parties at all: not blank, not overlong, no control characters, no lone surrogates."""
    within = len(text) <= LONGEST and bool(text.strip())
    return within and not any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


def code_key(text: str) -> str:
    """Without what stands around it: ``AZ-``, with the second country still to come, says AZ."""
    return text.strip("-‐‑–—_/,;. ").strip().upper()


def own_key(text: str) -> str:
    """The name in its own script: case, punctuation, articles and “and” do not count; accents do."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _joined(folded)


def ascii_key(text: str) -> str:
    """The name as somebody without its keyboard types it: ``Türkiye`` and ``turkiye`` are one."""
    return _joined(anyascii(unicodedata.normalize("NFKC", text)).casefold())


def _joined(folded: str) -> str:
    plain = _INITIAL.sub(r"\1", _APOSTROPHES.sub("", folded))
    spaced = "".join(character if _is_letter(character) else " " for character in plain if not _is_format(character))
    words = ("st" if word == "saint" else word for word in spaced.split())
    return " ".join(word for word in words if word not in _UNSAID)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _is_format(character: str) -> bool:
    return unicodedata.category(character) == "Cf"


def halves(text: str) -> Iterator[tuple[str, str]]:
    """Every way to cut the text into two parts between words, without the word that connects them.

    Chinese, Japanese and Thai are cut between characters too, for they write no spaces.
    """
    yield from _cuts(text, [match.span() for match in _WORD.finditer(text)])
    if _UNSPACED.search(text):
        yield from _cuts(text, [(at, at + 1) for at, character in enumerate(text) if _is_letter(character)])


def _cuts(text: str, spans: list[Span]) -> Iterator[tuple[str, str]]:
    for at in range(1, len(spans)):
        left = text[spans[0][0] : spans[at - 1][1]]
        yield left, text[spans[at][0] : spans[-1][1]]
        if text[slice(*spans[at])].casefold() in CONNECTORS and at + 1 < len(spans):
            yield left, text[spans[at + 1][0] : spans[-1][1]]
