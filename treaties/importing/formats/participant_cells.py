"""What the columns of a participant table mean: the header names acts in words with letters in brackets, and a cell is
a day with one of these letters. A small and a capital letter differ: ``a`` is accession, ``A`` acceptance."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from treaties.dates import shorten
from treaties.importing.formats.days import NoDay, day_in_words
from treaties.vocabulary import Act

PARTICIPANT = "Participant"
WORDS = {
    "signature": Act.SIGNATURE,
    "definitive signature": Act.DEFINITIVE_SIGNATURE,
    "ratification": Act.RATIFICATION,
    "accession": Act.ACCESSION,
    "acceptance": Act.ACCEPTANCE,
    "approval": Act.APPROVAL,
    "formal confirmation": Act.FORMAL_CONFIRMATION,
    "act of formal confirmation": Act.FORMAL_CONFIRMATION,
    "succession": Act.SUCCESSION,
    "succession to signature": Act.SIGNATURE,
    "consent to be bound": Act.ACCEPTANCE,
    "provisional application": Act.PROVISIONAL_APPLICATION,
    "notification of provisional application": Act.PROVISIONAL_APPLICATION,
    "notification": Act.NOTIFICATION_OF_COMPLETION,
}
"""The acts that a header may name, in small letters. A consent that is not said to be of a kind is an acceptance."""
LETTERS = {
    "a": (Act.ACCESSION,),
    "A": (Act.ACCEPTANCE,),
    "AA": (Act.APPROVAL,),
    "d": (Act.SUCCESSION, Act.SIGNATURE),
    "s": (Act.DEFINITIVE_SIGNATURE,),
    "c": (Act.FORMAL_CONFIRMATION,),
    "P": (Act.ACCEPTANCE,),
}
"""What the letters stand for in every table; a header that says otherwise is refused. ``n`` is as the header says."""
NOTED = ("succession to signature", "consent to be bound", "notification")
"""Words that say more than the act that is recorded: they are kept in its note."""
_NAMED = re.compile(r"(?P<words>[^()\[\],]+?)\s*(?:[(\[]\s*(?P<letter>[A-Za-z]{1,2})\s*[)\]])?", re.ASCII)
_CELL = re.compile(
    r"(?P<day>\d{1,2} [A-Za-z]+\.? \d{4})(?: ?(?P<letter>[A-Za-z]{1,2}))?(?P<marks>(?: ?\d+)(?:, ?\d+)*)?"
)
_MARKED = re.compile(r"(?P<name>.*?\D)(?P<marks>\s\d{1,2}(?:\s*,\s*\d{1,2})*)", re.DOTALL)


class NotUnderstood(Exception):
    """The message says what is expected."""


@dataclass(frozen=True, slots=True)
class Said:
    """An act in the words of a header."""

    act: Act
    words: str

    @property
    def note(self) -> str:
        return f"The table says: {self.words}." if self.words in NOTED else ""


@dataclass(frozen=True, slots=True)
class Column:
    """``plain`` is the act of a cell without a letter; none where each has one."""

    name: str
    plain: Said | None
    lettered: Mapping[str, Said] = field(default_factory=dict)

    @classmethod
    def of(cls, header: str) -> "Column":
        """Raises NotUnderstood."""
        plain: list[Said] = []
        lettered: dict[str, Said] = {}
        for part in header.split(","):
            said, letter = _named(part.strip(), header)
            if not letter:
                plain.append(said)
            elif letter in lettered:
                raise NotUnderstood(f"“{shorten(header)}” gives the letter {letter} twice.")
            elif said.act not in LETTERS.get(letter, (said.act,)):
                usual = LETTERS[letter][0].label
                raise NotUnderstood(f"“{shorten(header)}” gives {letter} to {said.words}; it stands for {usual}.")
            else:
                lettered[letter] = said
        if len(plain) > 1:
            words = " and ".join(one.words for one in plain)
            raise NotUnderstood(f"“{shorten(header)}” names {words} without a letter: only one act can have none.")
        return cls(header, plain[0] if plain else None, lettered)

    def read(self, cell: str) -> tuple[Said, date]:
        """The act of a cell, and its day. Raises NotUnderstood."""
        match = _CELL.fullmatch(" ".join(cell.split()))
        if match is None:
            raise NotUnderstood(
                f"“{shorten(cell)}” is no day such as 16 Aug 1996, with a letter of the header or none."
            )
        try:
            day = day_in_words(match["day"])
        except NoDay as error:
            raise NotUnderstood(str(error)) from None
        return self._said(match["letter"] or ""), day

    def _said(self, letter: str) -> Said:
        said = self.lettered.get(letter) if letter else self.plain
        if said is None and letter not in ("", *self.lettered) and letter in LETTERS:
            return Said(LETTERS[letter][0], LETTERS[letter][0].label)
        if said is None:
            known = ", ".join(f"{one} for {said.words}" for one, said in self.lettered.items()) or "none"
            what = f"the letter {letter}" if letter else "a day without a letter"
            raise NotUnderstood(f"“{shorten(self.name)}” does not say what {what} is; its letters: {known}.")
        return said


def marks_of_day(cell: str) -> str:
    """The numbers of footnotes behind a day: 16 Aug 1996 a 6."""
    match = _CELL.fullmatch(" ".join(cell.split()))
    return (match["marks"] or "").strip() if match else ""


def without_marks(name: str) -> tuple[str, str]:
    """A name of a participant without the numbers of its footnotes, and these numbers."""
    text = " ".join(name.split())
    match = _MARKED.fullmatch(text)
    return (match["name"].strip(), match["marks"].strip()) if match else (text, "")


def _named(part: str, header: str) -> tuple[Said, str]:
    match = _NAMED.fullmatch(part)
    words = " ".join(match["words"].casefold().split()) if match else ""
    if match is None or words not in WORDS:
        accepted = ", ".join(WORDS)
        raise NotUnderstood(f"“{shorten(part)}” in “{shorten(header)}” is no act that is known; known are {accepted}.")
    return Said(WORDS[words], words), match["letter"] or ""
