"""Every word of the pages can be translated, and is at the time of the request.

The labels of the vocabulary, days in words, and the sentences of the derivation and of the queries are not: they are
the same in every language of the site, for now.
"""

import ast
import gettext as catalogues
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from tests.public_pages import AGREEMENT, APPEAL, PAIR

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for folder in ("treaties/web", "appeals/web") for path in (ROOT / folder).rglob("*.py"))

# --- What is written --------------------------------------------------------------------------------------------------

TRANSLATING = {"_"} | {f"{name}{lazy}" for name in ("gettext", "ngettext", "pgettext") for lazy in ("", "_lazy")}
LIKE_WORDS = re.compile(r"[A-Za-z]{2,}[,;:.]? [A-Za-z]|[A-Z][a-z]+|[,;:.]? ?[a-z]{2,}[:]? |[,;:.]? [a-z]{2,}[:]? ?")
"""Two words, one with a capital letter, or one that a space glues to its neighbours."""
MARKUP = re.compile(r'="|</|[a-z]+/[-.+a-z]+; charset=.*|\{fill:')
CLASSES = re.compile(r"(?=.*\b[a-z]-)[-a-z]+(?: [-a-z]+)*")
NOT_FOR_READERS = {
    "agreement_cite.py": {"{{Pacta}}"},  # a name
    "agreement_structured.py": {"Country", "Organization", "Legislation"},  # schema.org
    "agreement_words.py": {"about "},  # how a day in words begins
    "calendar.py": {"-//Pacta//Deadlines//EN"},  # a name for programs
    "compare_page.py": {"end "},  # how a reference of the derivation begins
    "data_views.py": {"User-agent"},  # robots.txt
    "drawing.py": {"t halo", "grid dec"},  # CSS
    "feeds.py": {"Pacta"},
    "lists.py": {"Cc", "Cs"},  # kinds of letters
    "png.py": {"Source Sans Pro", "Regular", "Bold", "Canvas"},  # fonts, and a colour
    "record_filters.py": {"Cc", "Cs"},
    "snapshot_views.py": {"Range", "bytes "},  # of headers
    "sentences.py": {"between ", "by ", "on or after ", "about ", "” does not fit: "},  # as above; of a warning
}
"""By file: how such texts begin."""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Those that translate."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in TRANSLATING:
                yield node


def unseen(tree: ast.AST) -> Iterator[ast.AST]:
    """What no reader sees: docstrings, annotations, errors for programmers; and the words of a vocabulary."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.Assert) and node.msg:
            yield node.msg
        if isinstance(node, ast.Raise) and getattr(getattr(node.exc, "func", None), "id", "") == "TypeError":
            yield node
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Word" for base in node.bases):
            yield node
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        if isinstance(node, ast.FunctionDef) and node.returns:
            yield node.returns


def bare_words(source: str, name: str = "") -> list[str]:
    """Literals that look like words for readers, and are not handed to a translation."""
    tree = ast.parse(source)
    let_be = [*unseen(tree), *(argument for call in calls(tree) for argument in call.args)]
    skipped = {id(node) for one in let_be for node in ast.walk(one)}
    known = tuple(NOT_FOR_READERS.get(name, ()))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
        and (LIKE_WORDS.fullmatch(node.value) or re.search(r"[A-Za-z]{2,}[,;:.]? [A-Za-z]", node.value))
        and not (MARKUP.search(node.value) or CLASSES.fullmatch(node.value) or node.value.startswith(known or ("\0",)))
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_words_for_readers_stand_outside_a_translation(path: Path) -> None:
    assert bare_words(path.read_text(), path.name) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_message_is_a_literal_that_can_be_collected(path: Path) -> None:
    for call in calls(ast.parse(path.read_text())):
        messages = call.args[:2] if "ngettext" in ast.unparse(call.func) else call.args
        assert all(isinstance(message, ast.Constant) for message in messages), ast.unparse(call)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('x = "The state of knowledge"', ["The state of knowledge"]),
        ('x = f"{day}, since {other}"', [", since "]),
        ('x = " or ".join(y)', [" or "]),
        ('x = "Ended"', ["Ended"]),
        ('"""Says nothing to readers."""\nx: "Sign" = 1\nassert x, "it is one"', []),
        ('x = _("The state") + ngettext("One day", "Many days", 2)', []),
        ('x = "t-s halo", "text/plain; charset=utf-8", "key", \'<rect class="b" />\'', []),
    ],
)
def test_bare_words_are_found_and_nothing_else(source: str, found: list[str]) -> None:
    assert bare_words(source) == found


# --- What is read -----------------------------------------------------------------------------------------------------

CODE = "de"
"""Under which the invented languages are spoken."""
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


class Bracketed(catalogues.NullTranslations):
    """Every message comes back in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message.rpartition('\x04')[2]}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


class Silent(Bracketed):
    """Of every message only its places: whatever else is read was not translated."""

    def gettext(self, message: str) -> str:
        return " ".join(PLACES.findall(message))


@pytest.fixture
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(trans_real._translations, CODE, request.param)  # type: ignore[attr-defined]
    with translation.override(CODE):
        yield


def texts(html: str, tag: str, attributes: str = "") -> list[str]:
    """What stands in elements of a kind."""
    found = re.findall(rf"<{tag}\b[^>]*{attributes}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", text))).strip() for text in found]


def answer_of(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return texts(html, "p", 'class="answer')[0]


ADDRESSES = {
    "pair": PAIR,
    "pair as known": f"{PAIR}&known_at=2",
    "agreement": AGREEMENT,
    "agreement as known": f"{AGREEMENT}&known_at=2",
    "agreement in force": "/agreements/iccpr-1966/?on=2024-10-05",
    "appeal": APPEAL,
}
NAMES = {"Azerbaijan", "the", "United", "States", "UTC", "October", "in", "force", "ended", "expired", "overtaken"}
NAMES |= {"January", "February", "March", "June", "July", "November", "December", "between", "and"}
"""What the sentences are about: parties, days, and labels of the vocabulary."""


@pytest.mark.django_db
@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("spoken", [Bracketed()], indirect=True)
@pytest.mark.parametrize("name", ADDRESSES)
def test_the_sentence_that_answers_and_the_headings_are_translated_at_the_request(client: Client, name: str) -> None:
    html = client.get(ADDRESSES[name]).content.decode()
    answer = texts(html, "p", 'class="answer')[0]
    assert answer.startswith("⟦")
    assert answer.endswith("⟧")
    headings = texts(html, "h2")
    assert len(headings) >= 3
    assert [heading for heading in headings if "⟦" not in heading] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("spoken", [Silent()], indirect=True)
@pytest.mark.parametrize("name", ADDRESSES)
def test_the_sentence_that_answers_holds_no_word_of_its_own(client: Client, name: str) -> None:
    assert set(re.findall(r"[A-Za-z]+", answer_of(client, ADDRESSES[name]))) <= NAMES


@pytest.mark.django_db
def test_without_a_catalogue_the_words_are_those_of_the_source(client: Client) -> None:
    assert answer_of(client, PAIR).startswith("On 5 October 2024, ")
