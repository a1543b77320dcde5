"""Sentences in another language: its own order, its own plural forms, and every number still leads to its list."""

import gettext as catalogues
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

from tests.treaties.web.pair_rows import BOTH_BOUND, IN_FORCE, SIGNED, pair
from tests.treaties.web.test_pair_answer import ANSWERS, IN_EVERY_TENSE, KNOWN
from tests.treaties.web.test_pair_explained import EXPLAINED_IN_EVERY_TENSE, EXPLANATIONS
from treaties.templatetags.wording import linked
from treaties.web.days import Tense
from treaties.web.pair_answer import answer
from treaties.web.pair_explained import explanations
from treaties.web.sentences import MessageDoesNotFit, Piece, composed, filled, joined, places, plain

CODE = "de"
"""Under which the invented languages are spoken."""
RUN = re.compile(r"\[[^\[\]]*\]|\{\w+\}")
TABLE = [*ANSWERS, *EXPLANATIONS, *IN_EVERY_TENSE, *EXPLAINED_IN_EVERY_TENSE]


class Turned(catalogues.NullTranslations):
    """Every message with its places, and what is in brackets around them, in the opposite order."""

    def gettext(self, message: str) -> str:
        runs = RUN.findall(message)
        return RUN.sub(lambda match: runs.pop(), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


class Dual(catalogues.NullTranslations):
    """With a form for two; the number stands inside its link."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if msgid1 == "[{n} bilateral agreement] between {one} and {other} was in force":
            return f"lebt {{other}}–{{one}} [pakta {'tuu' if n == 2 else 'menni'} {{n}} bi]"
        if msgid1 == "[{n} multilateral agreement] bound both":
            return f"[multi {'tuu' if n == 2 else 'menni'} {{n}}]"
        return msgid1 if n == 1 else msgid2

    def gettext(self, message: str) -> str:
        return {"On {day}, {bilateral}; {multilateral}.": "{multilateral} ~ {bilateral} ~ {day}!"}.get(message, message)


@pytest.fixture
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(trans_real._translations, CODE, request.param)  # type: ignore[attr-defined]
    with translation.override(CODE):
        yield


def numbers(sentences) -> list[tuple[str, str]]:
    """Each number that is a link, with where it leads."""
    return sorted((piece.strong, piece.anchor) for sentence in sentences for piece in sentence if piece.anchor)


def letters(sentences) -> list[str]:
    return sorted("".join(plain(sentence) for sentence in sentences).casefold())


@pytest.mark.parametrize("spoken", [Dual()], indirect=True)
@pytest.mark.usefixtures("spoken")
def test_a_language_puts_the_parts_in_its_own_order_and_the_links_follow():
    sentence = answer(pair(IN_FORCE, IN_FORCE, BOTH_BOUND), Tense.PAST)
    assert plain(sentence) == "multi menni 1 ~ lebt the Beta Isles–Alpha pakta tuu 2 bi ~ 5 October 2024!"
    assert linked(sentence) == (
        '<a href="#multi">multi menni <b>1</b></a> ~ lebt the Beta Isles–Alpha '
        '<a href="#r-in_force">pakta tuu <b>2</b> bi</a> ~ <b class="nw">5 October 2024</b>!'
    )


@pytest.mark.parametrize("tense", Tense)
@pytest.mark.parametrize("rows", [case[1] for case in TABLE], ids=[str(case[0]) for case in TABLE])
def test_with_every_message_turned_round_no_number_loses_its_list(rows, tense, monkeypatch):
    asked = pair(*rows)
    monkeypatch.setitem(trans_real._translations, CODE, Turned())  # type: ignore[attr-defined]
    told = []
    for language in (settings.LANGUAGE_CODE, CODE):
        with translation.override(language):
            first = answer(asked, tense), answer(asked, tense, known=KNOWN, latest=pair(IN_FORCE, SIGNED).counts)
            told.append([*first, *explanations(asked, tense)])
    english, turned = told
    assert numbers(turned) == numbers(english)
    assert letters(turned) == letters(english), "nothing is lost, nothing is said twice"
    assert not rows or turned != english


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("{n} is uncertain, says {whom}", "3 is uncertain, says {whom}"),
        ("some are uncertain", "some are uncertain"),
        ("[{m} more]", "{m} more"),
    ],
)
def test_a_translation_with_other_places_fails_in_tests_and_is_still_read(message, read):
    number = Piece(strong="3", anchor="uncertain")
    with pytest.raises(MessageDoesNotFit):
        composed(message, n=number)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert plain(composed(message, n=number)) == read


def test_what_is_put_into_a_message_is_not_read_as_one():
    assert filled("{one} and {other}", one="[{other}]", other="{n}") == "[{other}] and {n}"


def test_sentences_are_joined_two_at_a_time():
    linked_one = Piece(strong="1", anchor="there")
    assert joined(["a", linked_one, "c"], "{first}, {then}")[2] == linked_one
    assert plain(joined(["a", linked_one, "c"], "{first}, {then}")) == "a, 1, c"
    assert joined([], "{first}, {then}") == ()


def differing(messages: dict[str | tuple[str, int], str]) -> list[str]:
    """Translations whose places are not those of the English message, in any plural form."""
    found = []
    for key, translated in messages.items():
        source = key if isinstance(key, str) else key[0]
        if places(source) and places(source) != places(translated):
            found.append(translated)
    return found


def test_every_catalogue_of_the_site_has_the_places_of_the_english_messages():
    assert differing({("{n} ended", 0): "{n} finita", ("{n} ended", 1): "{m} finitaj"}) == ["{m} finitaj"]
    root, kept = Path(settings.BASE_DIR), "locale/*/LC_MESSAGES/*.mo"
    for path in (*root.glob(kept), *root.glob(f"*/{kept}")):
        with path.open("rb") as file:
            messages = catalogues.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        assert differing(messages) == [], path
