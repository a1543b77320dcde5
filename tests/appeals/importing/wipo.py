"""WIPO's table read independently of the importer: only its four columns of days, by party and treaty."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from treaties.vocabulary import ParticipationStatus

EXTRACT = Path(__file__).parent / "data" / "wipo-extract.csv"
"""A few dozen records with the odd cases, in the public domain (PDDL)."""
WHOLE = Path(__file__).resolve().parents[4] / "shared" / "data" / "wipo" / "membership-to-copyright-treaties.csv"
"""The whole table, in a folder beside this repository; tests that need it are skipped where it is not."""
SLUGS = {
    "Beijing": "beijing-treaty-2012",
    "Berne": "berne-convention-1886",
    "Brussels": "brussels-satellites-convention-1974",
    "Madrid": "madrid-indications-agreement-1891",
    "Marrakesh": "marrakesh-treaty-2013",
    "Nairobi": "nairobi-treaty-1981",
    "Paris": "paris-convention-1883",
    "Patent": "patent-law-treaty-2000",
    "Phonograms": "phonograms-convention-1971",
    "Riyadh": "riyadh-design-law-treaty-2024",
    "Rome": "rome-convention-1961",
    "Singapore": "singapore-trademarks-treaty-2006",
    "Trademark": "trademark-law-treaty-1994",
    "WIPO Copyright Treaty (WCT)": "wipo-copyright-treaty-1996",
    "WIPO GRATK Treaty": "wipo-genetic-resources-treaty-2024",
    "WIPO Performances and Phonograms Treaty (WPPT)": "wipo-performances-treaty-1996",
    "Washington": "washington-circuits-treaty-1989",
}


@dataclass(frozen=True)
class Published:
    """One record of the table. Days are ISO texts, or empty."""

    party: str
    treaty: str
    signed: str
    instrument: str
    deposited: str
    in_force: str

    def standing(self, day: date) -> ParticipationStatus:
        """What the columns say the party was on that day."""
        by_then = [
            bool(text) and date.fromisoformat(text) <= day for text in (self.in_force, self.deposited, self.signed)
        ]
        words = (ParticipationStatus.PARTY, ParticipationStatus.CONTRACTING, ParticipationStatus.SIGNATORY)
        return next((word for word, done in zip(words, by_then, strict=True) if done), ParticipationStatus.NONE)


def published(path: Path) -> list[Published]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Published(*record) for record in list(csv.reader(file))[1:]]


def in_force_on(records: Iterable[Published], day: date) -> set[str]:
    """The treaties that were in force: from the first entry into force of the table."""
    return {one.treaty for one in records if one.in_force and date.fromisoformat(one.in_force) <= day}


def edited(path: Path, name: str, *, without: tuple[str, ...] = (), also: tuple[str, ...] = ()) -> Path:
    """Another edition of the extract: without lines that begin so, and with further ones."""
    lines = EXTRACT.read_text().splitlines()
    kept = [line for line in lines if not line.startswith(without)] if without else lines
    file = path / name
    file.write_text("\n".join([*kept, *also]) + "\n")
    return file
