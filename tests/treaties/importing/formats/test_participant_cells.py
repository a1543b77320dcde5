"""Participant tables: acts in the words of the header, with letters in brackets; small and capital letters differ."""

from datetime import date

import pytest

from treaties.importing.formats.participant_cells import Column, NotUnderstood, without_marks
from treaties.vocabulary import Act

DAY = date(1996, 8, 16)
CONSENTS = Column.of("Ratification, Accession(a), Acceptance(A), Approval(AA), Formal confirmation(c), Succession(d)")


@pytest.mark.parametrize(
    ("cell", "act"),
    [
        ("16 Aug 1996", Act.RATIFICATION),
        ("16 Aug 1996 a", Act.ACCESSION),
        ("16 Aug 1996 A", Act.ACCEPTANCE),
        ("16 Aug 1996 AA", Act.APPROVAL),
        ("16 Aug 1996 c", Act.FORMAL_CONFIRMATION),
        ("16 Aug 1996 d", Act.SUCCESSION),
        ("16 Aug 1996 s", Act.DEFINITIVE_SIGNATURE),
        ("16 Aug 1996 P", Act.ACCEPTANCE),
        ("16  Aug 1996   a 3, 4", Act.ACCESSION),
    ],
)
def test_a_letter_says_the_act_and_no_letter_the_header_s_own(cell, act):
    said, day = CONSENTS.read(cell)
    assert (said.act, day) == (act, DAY)


def test_n_is_as_the_header_says_and_nothing_without_it():
    assert (
        Column.of("Ratification, Provisional application(n)").read("16 Aug 1996 n")[0].act
        is Act.PROVISIONAL_APPLICATION
    )
    with pytest.raises(NotUnderstood, match="does not say what the letter n is; its letters: a for accession"):
        CONSENTS.read("16 Aug 1996 n")


def test_a_succession_to_a_signature_is_a_signature_and_says_so():
    said, _ = Column.of("Signature, Succession to signature(d)").read("16 Aug 1996 d")
    assert (said.act, said.note) == (Act.SIGNATURE, "The table says: succession to signature.")


@pytest.mark.parametrize("cell", ["16 Aug 1996 B", "Aug 1996", "1996-08-16", "[16 Aug 1996]", "16 Aug 1996 a a", "yes"])
def test_another_cell_is_refused(cell):
    with pytest.raises(NotUnderstood):
        CONSENTS.read(cell)


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("Ratification, Acceptance", "names ratification and acceptance without a letter"),
        ("Ratification, Accession(A)", "gives A to accession; it stands for acceptance"),
        ("Accession(a), Accession(a)", "gives the letter a twice"),
        ("Ratification, Adhesion(a)", "“Adhesion\\(a\\)” in .* is no act that is known"),
        ("", "is no act that is known"),
    ],
)
def test_another_header_is_refused(header, why):
    with pytest.raises(NotUnderstood, match=why):
        Column.of(header)


def test_a_day_without_a_letter_needs_an_act_of_its_own():
    with pytest.raises(NotUnderstood, match="does not say what a day without a letter is"):
        Column.of("Accession(a), Succession(d)").read("16 Aug 1996")


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("China 1", ("China", "1")),
        ("United Kingdom 2, 3", ("United Kingdom", "2, 3")),
        ("Iran, Islamic Republic of", ("Iran, Islamic Republic of", "")),
        (" Azerbaijan ", ("Azerbaijan", "")),
    ],
)
def test_footnotes_are_no_part_of_a_name(name, read):
    assert without_marks(name) == read
