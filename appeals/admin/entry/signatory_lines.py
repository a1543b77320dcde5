"""A list of signatories as it is pasted: one a line, “name; body; convocation; party; constituency”."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from appeals.actions.signatories import SignatoryGiven
from appeals.admin.entry.picking import PastDateField
from appeals.models import Signatory
from appeals.vocabulary import SignatoryKind
from treaties.dates import shorten

COLUMNS = ("name", "body", "convocation", "political_party", "constituency")
WORDS = ("name", "body", "convocation", "party", "constituency")
LONGEST = {field.name: field.max_length or 0 for field in Signatory._meta.fields if field.name in COLUMNS}
MOST, MOST_CHARACTERS, TOLD = 2_000, 150_000, 20
LINES = ("signatories", "organisations")


class SignatoryLines(forms.Form):
    """Both lists, the body of those whose line names none, and the day. ``signers`` is what they say."""

    signatories = forms.CharField(
        required=False,
        max_length=MOST_CHARACTERS,
        label="Persons",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, as pasted: name; body; convocation; party; constituency. Only public roles are kept.",
    )
    signatories_body = forms.CharField(
        label="Body",
        required=False,
        max_length=LONGEST["body"],
        help_text="Of the persons whose line names none: Milli Majlis.",
    )
    organisations = forms.CharField(
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line, as signed.",
    )
    signed_on = PastDateField(help_text="If it is known apart from the day of the appeal.")

    @property
    def signing(self) -> list[BoundField]:
        return [self[name] for name in ("signatories", "signatories_body", "organisations", "signed_on")]

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        self.signers: list[SignatoryGiven] = []
        seen: dict[tuple[str, ...], int] = {}
        for field, kind in zip(LINES, SignatoryKind, strict=True):
            body = clean.get("signatories_body", "") if kind is SignatoryKind.PERSON else ""
            wrong: list[str] = []
            for number, line in numbered_lines(clean.get(field, "")):
                signer = read_line(line, kind, body, clean.get("signed_on"))
                found = wrong_with(signer, seen) if isinstance(signer, SignatoryGiven) else signer
                if found:
                    wrong.append(f"Line {number}: {found}")
                elif isinstance(signer, SignatoryGiven):
                    seen[signer.key] = number
                    self.signers.append(signer)
            if wrong:
                self.add_error(field, _few(wrong))
        if len(self.signers) > MOST:
            self.add_error("signatories", f"These are more than {MOST:,} names.")
        return clean


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(" \t;"):
            yield number, line


def read_line(line: str, kind: SignatoryKind, body: str, signed_on: Any) -> SignatoryGiven | str:
    """A signature, or what is wrong with the line. Tabs divide as semicolons do: so it comes out of a spreadsheet."""
    cells = [" ".join(cell.split()) for cell in line.replace("\t", ";").split(";")]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > len(COLUMNS):
        return f"“{shorten(line)}” has {len(cells)} parts; at most {len(COLUMNS)}: {'; '.join(WORDS)}."
    said: dict[str, Any] = dict(zip(COLUMNS, cells, strict=False))
    for name, words in zip(COLUMNS, WORDS, strict=True):
        if len(said.get(name, "")) > LONGEST[name]:
            return f"the {words} has more than {LONGEST[name]} characters."
    said["body"] = said.get("body") or body
    return SignatoryGiven(kind=kind, signed_on=signed_on, **said)


def wrong_with(signer: SignatoryGiven, seen: dict[tuple[str, ...], int]) -> str:
    if not signer.name:
        return "there is no name."
    if signer.kind is SignatoryKind.PERSON and not signer.body:
        return f"{shorten(signer.name)}: say in which body; only public roles are kept."
    if signer.key in seen:
        return f"{shorten(signer.name)} stands in line {seen[signer.key]} already, in the same capacity."
    return ""


def _few(wrong: list[str]) -> ValidationError:
    more = [f"{len(wrong) - TOLD} more lines are wrong."] if len(wrong) > TOLD else []
    return ValidationError([*wrong[:TOLD], *more])
