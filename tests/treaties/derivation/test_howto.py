"""The how-to holds: an act is a word and a row. A copy of the law engine gets both, and derives by them."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HOWTO = (ROOT / "docs" / "howto" / "add-an-act.md").read_text()
WORD = '    DRY_RUN = "dry_run", "dry run"\n'
ROW = """    Act.DRY_RUN: Law(
        Chapter.END, By.WHOLE, "54", 81, EFFECT, (Effect(A.ENDED, EFFECT, _RUNNING, EndReason.FULFILLED),), (_CEASES,)
    ),
"""
ASKED = """
from datetime import date
from treaties.dates import PartialDate
from treaties.derivation.agreement import derive_agreement
from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact
from treaties.derivation.participation import derive_participation
from treaties.vocabulary import Act, Nature

day = lambda text: PartialDate.parse(text)
acts = (
    ActFact("1", Act.ENTRY_INTO_FORCE, effective_on=day("2000-01-01")),
    ActFact("2", Act("dry_run"), effective_on=day("2010")),
)
parties = (PartyFact("AA", 1), PartyFact("BB", 2))
facts = AgreementFacts(is_bilateral=True, nature=Nature.TREATY, parties=parties, acts=acts)
for timeline in (derive_agreement(facts), derive_participation(facts, parties[0])):
    print([" ".join(timeline.on(date(year, 6, 1)).state) for year in (2005, 2010, 2011)])
"""


def test_a_word_and_a_row_are_all_that_an_act_needs(tmp_path):
    copy = tmp_path / "treaties"
    shutil.copytree(ROOT / "treaties" / "derivation", copy / "derivation")
    for name in ("__init__.py", "vocabulary.py", "dates.py"):
        shutil.copy(ROOT / "treaties" / name, copy / name)
    insert(copy / "vocabulary.py", before='    SURVIVAL = "survival", "survival of', text=WORD)
    insert(copy / "derivation" / "law.py", before="    Act.SURVIVAL: Law(", text=ROW)
    told = subprocess.run([sys.executable, "-c", ASKED], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.stderr == ""
    assert told.stdout.splitlines() == [
        "['in_force', 'in_force ended', 'ended']",
        "['party', 'party former', 'former']",
    ]


def test_the_files_that_the_how_to_names_are_there():
    named = ["treaties/vocabulary.py", "treaties/derivation/law.py", "treaties/derivation/transitions.py"]
    named += ["tests/cases/acts.toml", "docs/vocabulary.md", "appeals/vocabulary.py", "docs/api/v1.yml"]
    assert [path for path in named if path not in HOWTO or not (ROOT / path).exists()] == []


def insert(file: Path, *, before: str, text: str) -> None:
    source = file.read_text()
    assert source.count(before) == 1
    file.write_text(source.replace(before, text + before))
