"""How people word a question about two parties: the words between the two, and the words around them. No database."""

import re
from collections.abc import Iterator

from treaties.queries.party_keys import is_letter


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CONNECTORS = _words(
    "and und y i e et och og ja és si și və ve ilə ile и і та с со із між между و 和 与 與 及 と 및 with to versus vs v"
)
"""Words that may stand between two parties; never dropped where nothing would be left."""

NOISE = _words(
    # English
    "a all am an any are agreement agreements as at be between bilateral bind binding binds bound by can "
    "concluded convention conventions countries country do does exist for force from had has have in "
    "international is it list me my no of on pact pacts parties party per relations s show signed so that "
    "the their there these treaties treaty two was were what which "
    # French, Spanish, Italian, Portuguese, German, Dutch
    "accord accords avec convenio convenios d de del dell della des du el en entre l gli la las le les "
    "los traité traités tratado tratados trattati trattato tra zwischen der den dem die das mit vertrag "
    "verträge abkommen tussen verdrag verdragen met "
    # Russian, Ukrainian
    "в во все договор договора договоры договоров какие соглашение соглашения соглашений действуют "
    "договори угоди "
    # Azerbaijani, Turkish
    "arasında arasındakı arasındaki hansı müqavilə müqavilələr müqavilələri saziş sazişlər sazişləri "
    "anlaşma anlaşmalar anlaşmaları antlaşma antlaşmalar andlaşma hangi "
    # Arabic, Persian
    "بين معاهدة معاهدات اتفاقية اتفاقيات مع بین معاهده قرارداد با "
    # Chinese, Japanese: character by character, for they write no spaces
    "之 间 間 的 の 条 约 約 協 协 定 议 議 有 哪 些 什 么"
)
"""Words that say what is asked about, and name nobody."""

UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_WORD_OF_A_CUT = re.compile(r"[^\s/,;&+|↔_\-‐‑–—]+")
_WORD = re.compile(r"[^\s/,;&+|↔_\-‐‑–—'’]+")
AROUND_A_WORD = "?!.:\"'“”„«»()[]¿¡؟。？！"

Span = tuple[int, int]


def word_spans(text: str) -> list[Span]:
    """Where the words stand, which hyphens and apostrophes part too.

    Where no spaces are written, each character is a word.
    """
    spans: list[Span] = []
    for match in _WORD.finditer(text):
        if UNSPACED.search(match[0]):
            spans += [(at, at + 1) for at in range(*match.span()) if is_letter(text[at])]
        else:
            spans.append(match.span())
    return spans


def says_nothing(word: str) -> bool:
    """Whether the word names nobody: it connects, asks or says what is asked about; or it is no word at all."""
    folded = word.strip(AROUND_A_WORD).casefold()
    return folded in NOISE or folded in CONNECTORS or not any(map(is_letter, folded))


def without_noise(text: str) -> str:
    """What is left of the text without the words that ask; words that connect stay, save at either end."""
    words = [text[slice(*span)].strip(AROUND_A_WORD) for span in word_spans(text)]
    words = [word for word in words if word and word.casefold() not in NOISE]
    while words and words[0].casefold() in CONNECTORS:
        words.pop(0)
    while words and words[-1].casefold() in CONNECTORS:
        words.pop()
    return " ".join(words)


def halves(text: str) -> Iterator[tuple[str, str]]:
    """Every way to cut the text into two parts between words, without the word that connects them.

    Chinese, Japanese and Thai are cut between characters too, for they write no spaces.
    """
    yield from _cuts(text, [match.span() for match in _WORD_OF_A_CUT.finditer(text)])
    if UNSPACED.search(text):
        yield from _cuts(text, [(at, at + 1) for at, character in enumerate(text) if is_letter(character)])


def _cuts(text: str, spans: list[Span]) -> Iterator[tuple[str, str]]:
    for at in range(1, len(spans)):
        left = text[spans[0][0] : spans[at - 1][1]]
        yield left, text[spans[at][0] : spans[-1][1]]
        if text[slice(*spans[at])].casefold() in CONNECTORS and at + 1 < len(spans):
            yield left, text[spans[at + 1][0] : spans[-1][1]]
