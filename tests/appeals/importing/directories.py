"""A small directory of invented facts, good as it stands; tests spoil one line of it."""

from pathlib import Path

SOURCE = """\
slug = "a-register"
title = "A register"
publisher = "A depositary"
evidence = "register"
"""
AGREEMENT = """\
slug = "a-treaty"
title = "A treaty"
short_title = "Treaty"
form = "treaty"
is_bilateral = true
nature = "treaty"
nature_sources = ["a-register"]
sources = ["a-register"]
[[participants]]
party = "AZ"
side = 1
sources = ["a-register"]
[[participants]]
party = "US"
side = 2
sources = ["a-register"]
[[numbers]]
series = "XTS"
number = "13093"
sources = ["a-register"]
[[clauses]]
kind = "duration"
months = 60
sources = ["a-register"]
[[acts]]
act = "signature"
done_on = "2001-01-01"
sources = ["a-register"]
[[acts]]
act = "entry_into_force"
effective_on = "2002-01-01"
sources = ["a-register"]
[[assertions]]
slug = "a-treaty-in-force"
asserted_on = "2003-01-01"
status = "in_force"
sources = ["a-register"]
"""
APPEAL = """\
slug = "an-appeal"
title = "An appeal"
kind = "letter_of_members"
issuing_body = "Members"
addressee_office = "Minister"
issued_on = "2003-05-05"
text_held = "full"
sources = ["a-register"]
[[parties]]
party = "AZ"
role = "issuer"
[[demands]]
ordinal = 1
action = "terminate"
heading = "End it"
sources = ["a-register"]
[[demands.targets]]
kind = "agreement"
agreement = "a-treaty"
[[demands.outcomes]]
kind = "rejected"
asserted_by = "The minister"
sources = ["a-register"]
[[responses]]
kind = "statement"
by = "The speaker"
summary = "Agrees."
sources = ["a-register"]
[[links]]
act = "a-treaty-signature"
demand = 1
relation = "followed"
sources = ["a-register"]
"""
FILES = {"sources/a-register": SOURCE, "agreements/a-treaty": AGREEMENT, "appeals/an-appeal": APPEAL}


def directory(path: Path, **texts: str) -> Path:
    """Write the files below ``path``; ``texts`` replaces some, by the last part of their name with ``_`` for ``-``."""
    for name, text in FILES.items():
        folder, _, slug = name.partition("/")
        (path / folder).mkdir(parents=True, exist_ok=True)
        (path / f"{name}.toml").write_text(texts.pop(slug.replace("-", "_"), text))
    assert not texts, f"no such file: {list(texts)}"
    return path


def spoiled(text: str, line: int, by: str) -> str:
    """The text with one line replaced; lines count from 1."""
    lines = text.splitlines()
    lines[line - 1] = by
    return "\n".join(lines) + "\n"
