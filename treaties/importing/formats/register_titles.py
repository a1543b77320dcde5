"""What the titles of a register give: the word by which an instrument calls itself, a short title, a slug."""

import re
from hashlib import sha256

from treaties.queries.party_keys import ascii_key
from treaties.vocabulary import Form

LONGEST, SHORTEST = 400, 80
_FORMS = {
    Form.MEMORANDUM: r"memorand(um|a) of understanding",
    Form.JOINT_STATEMENT: r"joint (statement|declaration|communique)",
    Form.PROTOCOL: r"(\w+ ){0,2}protocol",
    Form.CONVENTION: r"(\w+ ){0,3}convention",
    Form.COVENANT: r"(\w+ ){0,2}covenant",
    Form.CHARTER: r"(\w+ ){0,2}charter",
    Form.ARRANGEMENT: r"(\w+ ){0,2}arrangement",
    Form.AGREEMENT: r"(\w+ ){0,3}agreement",
    Form.TREATY: r"(\w+ ){0,3}treaty",
}
_OF_ANOTHER = re.compile(r"\b(amend|amendment|amendments|adjustment|annex|exchange|resolution|declaration|notes?)\b")
"""What stands before the word, where the word is of another instrument that this one is about."""


def form_of(title: str) -> Form:
    """By the words with which it begins; where these are of none of our forms, another form."""
    key = ascii_key(title)
    for form, pattern in _FORMS.items():
        if (match := re.match(pattern, key)) and not _OF_ANOTHER.search(match[0]):
            return form
    return Form.OTHER


def cut(text: str, limit: int) -> str:
    """At a word where there is one, with a mark that something is missing."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    at = kept.rfind(" ")
    return f"{kept[:at] if at > limit // 2 else kept}…"


def slug_of(prefix: str, key: str, limit: int = 64) -> str:
    """Of what a register calls it; what is too long, or has nothing that a slug can hold, ends in a checksum."""
    words = re.sub(r"[^a-z0-9]+", "-", ascii_key(key)).strip("-")
    slug = f"{prefix}-{words}" if words else prefix
    if len(slug) <= limit and words:
        return slug
    return f"{slug[: limit - 9].rstrip('-')}-{sha256(key.encode()).hexdigest()[:8]}"
