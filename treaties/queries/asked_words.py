"""Words of a search that say how agreements are narrowed: topics, statuses, natures, forms, years. Plain Python.

What such a word means is data; ``read_words`` takes them out of a text, and what is left names parties or is looked for
in titles. A word of a topic, a form or a year may stand in a title as well: what has it there counts too.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from treaties.models.search_keys import search_words
from treaties.queries.wording import AROUND_A_WORD, says_nothing, word_spans
from treaties.vocabulary import EndReason, Form, Nature, PairGroup, Topic, Word

G = PairGroup


class Kind(Word):
    """What a word narrows by; the names are those of the filters of a pair's page, save that years have none there."""

    TOPIC = "topic", "topic"
    STATUS = "status", "how it stands"
    NATURE = "nature", "what it is in law"
    FORM = "form", "what it calls itself"
    YEARS = "years", "years in which something happened under it"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Any of ``values`` will do. ``reason`` puts first what ended for it."""

    kind: Kind
    values: tuple[Word, ...] = ()
    reason: EndReason | None = None
    years: tuple[int, int] = (0, 0)
    """The first and the last (closed)."""

    @property
    def may_be_in_title(self) -> bool:
        return self.kind in (Kind.TOPIC, Kind.FORM) or self.is_one_year

    @property
    def is_one_year(self) -> bool:
        return self.kind is Kind.YEARS and self.years[0] == self.years[1]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of the text that narrows; ``typed`` as it was typed, ``without`` the text that leaves it out."""

    meaning: Meaning
    typed: str
    without: str


@dataclass(frozen=True, slots=True)
class AskedWords:
    wanted: tuple[Wanted, ...]
    rest: str
    """The text without them, and without the words that only ask."""


def _topics() -> Iterable[tuple[str, Meaning]]:
    words = {
        Topic.DEFENCE: "defence|defense|defence and security|military|security|armed forces|arms|weapons"
        "|оборона|оборону|безопасность|müdafiə|təhlükəsizlik|savunma|défense|verteidigung|defensa|国防",
        Topic.ECONOMY: "economy|economic|economy and tax|trade|commerce|commercial|tax|taxes|taxation|double taxation"
        "|investment|investments|finance|financial|customs|экономика|торговля|налог|налоги|iqtisadiyyat|ticarət|vergi"
        "|ticaret|ekonomi|économie|commerce|impôt|impôts|steuer|steuern|handel|comercio|impuestos|贸易|税",
        Topic.AID: "aid|assistance|development aid|foreign aid|humanitarian|humanitarian aid|помощь|yardım|aide|hilfe"
        "|ayuda|援助",
        Topic.TRANSPORT: "transport|transportation|aviation|air transport|civil aviation|air services|airlines|shipping"
        "|railways|транспорт|авиация|nəqliyyat|aviasiya|ulaştırma|havacılık|luftfahrt|verkehr|aviación|航空|运输",
        Topic.RELATIONS: "general relations|relations|diplomatic|consular|diplomacy|отношения|münasibətlər|ilişkiler"
        "|外交",
        Topic.HUMAN_RIGHTS: "human rights|права человека|insan hüquqları|insan hakları|droits de l homme|menschenrechte"
        "|derechos humanos|人权",
        Topic.ENVIRONMENT: "environment|environmental|climate|nature protection|pollution|окружающая среда|экология"
        "|ətraf mühit|çevre|environnement|umwelt|medio ambiente|环境",
        Topic.INTELLECTUAL_PROPERTY: "intellectual property|copyright|copyrights|patent|patents|trademark|trademarks"
        "|интеллектуальная собственность|əqli mülkiyyət|fikri mülkiyet|propriété intellectuelle|知识产权",
        Topic.JUSTICE: "justice|justice and arbitration|arbitration|arbitral|extradition|judicial|legal assistance"
        "|правосудие|арбитраж|ədliyyə|arbitraj|adalet|tahkim|arbitrage|justiz|justicia|司法|仲裁",
    }
    return ((phrase, Meaning(Kind.TOPIC, (topic,))) for topic, some in words.items() for phrase in some.split("|"))


def _statuses() -> Iterable[tuple[str, Meaning]]:
    not_in_force = (G.SIGNED, G.POSSIBLY_SIGNED, G.NOT_BETWEEN, G.ENDED, G.NEVER_IN_FORCE)
    words: dict[tuple[Word, ...], str] = {
        (
            G.IN_FORCE,
        ): "in force|still in force|currently in force|in effect|active|действует|действующие|qüvvədə|yürürlükte"
        "|en vigueur|in kraft|en vigor|生效",
        not_in_force: "not in force|no longer in force|not in effect",
        (G.POSSIBLY_IN_FORCE, G.POSSIBLY_SIGNED): "possibly|uncertain|unclear",
        (G.POSSIBLY_IN_FORCE,): "possibly in force",
        (G.POSSIBLY_SIGNED,): "possibly signed",
        (G.OPERATIVE,): "operative",
        (G.SUSPENDED,): "suspended|in force but suspended",
        (G.PROVISIONAL,): "provisional|provisionally applied|applied provisionally",
        (G.SIGNED, G.POSSIBLY_SIGNED): "signed|signed not in force|unratified|not ratified|not yet in force",
        (
            G.ENDED,
        ): "ended|terminated|over|former|прекращен|прекращён|прекращены|xitam|sona erdi|terminé|beendet|terminado",
        (G.NEVER_IN_FORCE,): "never in force|never entered into force",
    }
    for groups, some in words.items():
        yield from ((phrase, Meaning(Kind.STATUS, groups)) for phrase in some.split("|"))
    reasons = {
        EndReason.EXPIRED: "expired",
        EndReason.DENOUNCED: "denounced|withdrawn",
        EndReason.SUPERSEDED: "superseded|replaced",
        EndReason.LAPSED: "lapsed",
        EndReason.NON_RENEWED: "not renewed",
    }
    for reason, some in reasons.items():
        yield from ((phrase, Meaning(Kind.STATUS, (G.ENDED,), reason)) for phrase in some.split("|"))


def _natures_and_forms() -> Iterable[tuple[str, Meaning]]:
    natures = {
        Nature.NON_BINDING: "non binding|nonbinding|not binding|not legally binding|political commitment",
        Nature.INTERAGENCY: "inter agency|interagency|inter agency arrangement",
        Nature.CONTESTED: "contested|nature contested|disputed",
    }
    forms = {
        Form.CONVENTION: "convention|conventions|конвенция|konvensiya|übereinkommen|公约",
        Form.COVENANT: "covenant|covenants",
        Form.PROTOCOL: "protocol|protocols|протокол|protokol",
        Form.JOINT_STATEMENT: "joint statement|joint statements|joint declaration|statement|совместное заявление",
        Form.MEMORANDUM: "memorandum of understanding|memorandum|memoranda|mou|mous|меморандум|memorandumu",
        Form.CHARTER: "charter|charters|хартия|xartiya",
        Form.ARRANGEMENT: "arrangement|arrangements",
    }
    for nature, some in natures.items():
        yield from ((phrase, Meaning(Kind.NATURE, (nature,))) for phrase in some.split("|"))
    for form, some in forms.items():
        yield from ((phrase, Meaning(Kind.FORM, (form,))) for phrase in some.split("|"))


def _key(phrase: str) -> str:
    return " ".join(search_words(phrase))


PHRASES = {_key(phrase): meaning for data in (_topics, _statuses, _natures_and_forms) for phrase, meaning in data()}
LONGEST_PHRASE = max(len(phrase.split()) for phrase in PHRASES)
MOST_WORDS_OF_A_NAME = 6
MOST_WANTED = 8
MOST_WORDS = 40


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


type Found = tuple[int, int, Meaning]
"""The first word of a phrase, the word after it, and what it means."""

_YEAR = re.compile(r"1[5-9]\d\d|2[01]\d\d")
_DECADE = re.compile(r"(1[5-9]\d|2[01]\d)0['’]?s", re.IGNORECASE)
_YEARS = re.compile(r"\s*[-‐‑–—]\s*|\s+to\s+")
PREPOSITIONS = _set_of("about and at between by concerning during for from in of on regarding since the to with")
"""Beside a word that narrows they name nobody: “signed in 2013” is not about India. In capitals they stay."""
_ASKING = _set_of("when did does do was were is are has have how why")
_ASKED_ABOUT = _ASKING | _set_of(
    "it still end ended ends expire expired enter entered into force in come came apply terminated begin"
)
"""In a question (“When did … end?”) they ask for what the agreement's page says, and narrow nothing."""


def read_words(text: str, *, is_name: Callable[[str], bool]) -> AskedWords:
    """The words that narrow, in their order, and the rest. A name of several words (``is_name``) is left whole."""
    spans = word_spans(text)[:MOST_WORDS]
    if not spans:
        return AskedWords((), text)
    asks = _word(text, spans[0]) in _ASKING
    taken: list[Found] = []
    dropped: set[int] = set()
    at = 0
    while at < len(spans):
        if end := _name_from(text, spans, at, is_name):
            at = end
        elif asks and _word(text, spans[at]) in _ASKED_ABOUT:
            dropped.add(at)
            at += 1
        elif len(taken) < MOST_WANTED and (found := _phrase_from(text, spans, at)):
            taken.append((at, *found))
            dropped |= _idle_beside(text, spans, at, found[0])
            at = found[0]
        else:
            at += 1
    taken, idle = _without_signed_in_years(taken)
    dropped |= idle
    if not taken and not dropped:
        return AskedWords((), text)
    wanted = tuple(_wanted(text, spans, *one) for one in taken)
    dropped |= {number for start, end, _ in taken for number in range(start, end)}
    return AskedWords(wanted, _without(text, spans, dropped))


def _word(text: str, span: tuple[int, int]) -> str:
    return text[slice(*span)].strip(AROUND_A_WORD).casefold()


def _without_signed_in_years(taken: list[Found]) -> tuple[list[Found], set[int]]:
    """“Signed in 2013” asks for a year, and not for what was signed and is not in force."""
    if not any(meaning.kind is Kind.YEARS for *_, meaning in taken):
        return taken, set()
    idle = [one for one in taken if one[2] == PHRASES["signed"] and one[1] == one[0] + 1]
    return [one for one in taken if one not in idle], {start for start, *_ in idle}


def _name_from(text: str, spans: list[tuple[int, int]], at: int, is_name: Callable[[str], bool]) -> int:
    """Where a name of two words or more ends that begins here; 0 where none does."""
    ends = range(min(len(spans), at + MOST_WORDS_OF_A_NAME), at + 1, -1)
    return next((end for end in ends if is_name(text[spans[at][0] : spans[end - 1][1]])), 0)


def _phrase_from(text: str, spans: list[tuple[int, int]], at: int) -> tuple[int, Meaning] | None:
    for end in range(min(len(spans), at + LONGEST_PHRASE), at, -1):
        part = text[spans[at][0] : spans[end - 1][1]]
        if meaning := PHRASES.get(_key(part)) or _years_of(part):
            return end, meaning
    return None


def _years_of(part: str) -> Meaning | None:
    part = part.strip(" .,;:?!()")
    if decade := _DECADE.fullmatch(part):
        first = int(decade[1]) * 10
        return Meaning(Kind.YEARS, years=(first, first + 9))
    years = _YEARS.split(part)
    if len(years) > 2 or not all(_YEAR.fullmatch(year) for year in years) or years != sorted(years):
        return None
    return Meaning(Kind.YEARS, years=(int(years[0]), int(years[-1])))


def _idle_beside(text: str, spans: list[tuple[int, int]], start: int, end: int) -> set[int]:
    return {at for at in (start - 1, end) if 0 <= at < len(spans) and text[slice(*spans[at])] in PREPOSITIONS}


def _wanted(text: str, spans: list[tuple[int, int]], start: int, end: int, meaning: Meaning) -> Wanted:
    left_out = set(range(start, end)) | _idle_beside(text, spans, start, end)
    return Wanted(meaning, text[spans[start][0] : spans[end - 1][1]], _without(text, spans, left_out))


def _without(text: str, spans: list[tuple[int, int]], dropped: set[int]) -> str:
    """The text without those words; empty where what is left says nothing and so could only be misread."""
    left = list(text)
    for number in dropped:
        first, end = spans[number]
        left[first:end] = "\0" * (end - first)
    kept = re.sub(r"[\s\0]+", " ", re.sub(r"\0+[,;]?", "", "".join(left))).strip(" ,;:-–—?!.")
    idle = all(says_nothing(text[slice(*span)]) for number, span in enumerate(spans) if number not in dropped)
    return "" if idle and not kept.isupper() else kept
