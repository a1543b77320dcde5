"""What the project promises on paper is what the code does."""

import inspect
import re
from pathlib import Path

import pytest

from appeals import vocabulary as words_of_appeals
from treaties import vocabulary as words_of_treaties
from treaties.rules.acts import RULES
from treaties.vocabulary import Status, Word

ROOT = Path(__file__).resolve().parent.parent
VOCABULARY = (ROOT / "docs" / "vocabulary.md").read_text()
KINDS: list[type[Word] | type[Status]] = [
    kind
    for module in (words_of_treaties, words_of_appeals)
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, Word | Status) and list(kind) and kind.__module__ == module.__name__
]


@pytest.mark.parametrize("kind", KINDS)
def test_the_docs_name_every_word_and_its_label(kind):
    missing = [str(word) for word in kind if f"| `{word}` | {word.label} |" not in VOCABULARY]
    assert missing == []


def test_the_docs_give_every_rule_with_its_sentence():
    rows = [f"| `{rule.code}` | {' '.join((rule.__doc__ or '').split())} | {rule.article or '–'} |" for rule in RULES]
    assert [row for row in rows if row not in VOCABULARY] == []


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda page: page.name)
def test_links_of_the_docs_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_variable_of_the_environment_is_documented():
    code = (ROOT / "config" / "settings.py").read_text() + 'env.text("PACTA_HOME"'
    names = set(re.findall(r'env\.(?:text|flag|integer|words|licence)\(\s*"([A-Z_]+)"', code))
    documented = (ROOT / "docs" / "deployment.md").read_text()
    assert len(names) >= 10
    assert [name for name in sorted(names) if f"| `{name}` |" not in documented] == []


def test_the_readme_gives_the_two_commands_and_ci_calls_the_second():
    readme = (ROOT / "README.md").read_text()
    assert "python3 run.py serve" in readme
    assert "python3 run.py test" in readme
    assert "python3 run.py test" in (ROOT / ".ci" / "run").read_text()


def test_the_project_speaks_of_itself_alone():
    """No path of a machine and no leftover in any text that is part of the project."""
    found = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/**/*"), *ROOT.glob("fixtures/*.md")]:
        if path.is_file():
            found += [
                f"{path.name}: {hit}" for hit in re.findall(r"(?:/work|/root|/tmp)/\S*|TODO|FIXME", path.read_text())
            ]
    assert found == []


def test_the_word_caused_is_nowhere():
    """Pacta shows order in time and evidence; it never says that one thing brought about another."""
    pages = [
        p for app in ("treaties", "appeals", "config") for p in (ROOT / app).rglob("*") if p.suffix in {".py", ".html"}
    ]
    pages += [*ROOT.glob("seeds/**/*.toml")]
    assert [str(page) for page in pages if re.search(r"\bcaused\b", page.read_text(), re.IGNORECASE)] == []
