"""How a party's name or code is reduced to a search key. Plain Python, no database."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

LONGEST = 120
"""Characters of the longest text that is looked at. The longest name on record has 60 or so."""

KEPT = 40_000
"""Keys remembered: the index of names is made anew when a party is recorded, and nearly all names are as before."""

_UNSAID = frozenset({"and", "the"})
_APOSTROPHES = re.compile(r"['’‘ʻʼ`´ʹ׳]")
_INITIAL = re.compile(r"\b(\w)\.")
_AROUND = "-‐‑–—_/,;.:?!¿¡؟。？！\"'“”„«»‘’()[] "


def readable(text: str, *, longest: int = LONGEST) -> bool:
    """Whether the text can name parties at all: not blank, not overlong, no control characters, no lone surrogates."""
    within = len(text) <= longest and bool(text.strip())
    return within and not any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


def code_key(text: str) -> str:
    """Without what stands around it: ``AZ-``, with the second country still to come, says AZ."""
    return text.strip(_AROUND).strip().upper()


@lru_cache(KEPT)
def own_key(text: str) -> str:
    """The name in its own script: case, punctuation, articles and “and” do not count; accents do."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _joined(folded)


@lru_cache(KEPT)
def ascii_key(text: str) -> str:
    """The name as somebody without its keyboard types it: ``Türkiye`` and ``turkiye`` are one."""
    return _joined(anyascii(unicodedata.normalize("NFKC", text)).casefold())


def is_letter(character: str) -> bool:
    """Letters, marks and digits: what words are made of, in any script."""
    return unicodedata.category(character)[0] in "LMN"


def _joined(folded: str) -> str:
    plain = _INITIAL.sub(r"\1", _APOSTROPHES.sub("", folded))
    spaced = "".join(character if is_letter(character) else " " for character in plain if not _is_format(character))
    words = ("st" if word == "saint" else word for word in spaced.split())
    return " ".join(word for word in words if word not in _UNSAID)


def _is_format(character: str) -> bool:
    return unicodedata.category(character) == "Cf"
