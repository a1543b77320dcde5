"""The codebook: every word of the vocabulary, with its code, its label, its sign, and what it means. Generated."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties import slots, vocabulary
from treaties.exporting.codebook import meaning_of_act
from treaties.vocabulary import Act, AgreementStatus, Between, Evidence, PairGroup, ParticipationStatus
from treaties.web import signs
from treaties.web.sentences import capitalised
from treaties.web.signs import DRAWN, UNKNOWN, Sign

type Text = str | Promise

ABOUT: dict[type[StrEnum], tuple[Text, Text]] = {
    vocabulary.Nature: (
        gettext_lazy("Nature of an instrument"),
        gettext_lazy(
            "What it is in law: a sourced classification that can be contested. The title never decides (Art. 2(1)(a))."
        ),
    ),
    vocabulary.Form: (gettext_lazy("Form"), gettext_lazy("What the instrument calls itself.")),
    vocabulary.Topic: (gettext_lazy("Topic"), gettext_lazy("What it is about; an instrument may have several.")),
    vocabulary.PartyKind: (gettext_lazy("Kind of party"), gettext_lazy("Who can take part in an agreement.")),
    vocabulary.NameKind: (gettext_lazy("Kind of name"), gettext_lazy("How a name belongs to a party.")),
    vocabulary.SuccessionKind: (
        gettext_lazy("Succession of parties"),
        gettext_lazy("How a later party stands to an earlier one."),
    ),
    vocabulary.RelationKind: (
        gettext_lazy("Relation of agreements"),
        gettext_lazy("How one agreement stands to another: from, relation, to."),
    ),
    vocabulary.Evidence: (
        gettext_lazy("Evidence"),
        gettext_lazy(
            "What kind of document a source is, the strongest first. Only a text and a register are strong evidence."
        ),
    ),
    vocabulary.EndReason: (
        gettext_lazy("Reason of an end"),
        gettext_lazy("Why an agreement, or a party’s part in it, is over."),
    ),
    vocabulary.ClauseKind: (
        gettext_lazy("Kind of clause"),
        gettext_lazy("What a clause of an agreement rules; days are computed from it."),
    ),
    vocabulary.Counting: (
        gettext_lazy("Counting"),
        gettext_lazy("On which day a period is over. So many months from a day end on the day with the same number."),
    ),
    vocabulary.DayKind: (
        gettext_lazy("Computed day"),
        gettext_lazy("A day that law computes from clauses and acts: deadlines are such days."),
    ),
    vocabulary.Decision: (
        gettext_lazy("Decision on a proposal"),
        gettext_lazy("What became of what somebody proposed to record. While it waits it has none."),
    ),
    vocabulary.MediaType: (
        gettext_lazy("Kind of file"),
        gettext_lazy("The kinds of files that are kept as copies of sources."),
    ),
    vocabulary.Verdict: (
        gettext_lazy("Verdict on a contradiction"),
        gettext_lazy("An analyst’s sourced judgement. It edits nothing and changes no status."),
    ),
    vocabulary.Scope: (
        gettext_lazy("Scope of an act"),
        gettext_lazy("How much of the agreement an act reaches. Only an act on the whole changes a status."),
    ),
    vocabulary.Flag: (
        gettext_lazy("Flag"),
        gettext_lazy("What a reader must know beside a status. It does not change it."),
    ),
    AgreementStatus: (
        gettext_lazy("Status of an agreement"),
        gettext_lazy(
            "Derived from dated acts and clauses, never typed. A treaty and a non-binding text have lives of their own."
        ),
    ),
    ParticipationStatus: (
        gettext_lazy("Standing of a party"),
        gettext_lazy("One party’s standing under one agreement, derived likewise."),
    ),
    vocabulary.By: (gettext_lazy("Whose act"), gettext_lazy("Who can do an act.")),
    vocabulary.Chapter: (
        gettext_lazy("Chapter"),
        gettext_lazy("What an act is about; lists of acts are put in this order."),
    ),
    Act: (
        gettext_lazy("Act"),
        gettext_lazy("A dated act that can be recorded, with whose it can be and the article that it rests on."),
    ),
    Between: (gettext_lazy("Between two parties"), gettext_lazy("What stands between two parties to one agreement.")),
    PairGroup: (
        gettext_lazy("Group on a pair’s page"),
        gettext_lazy("Where an agreement stands between two parties on a day. Only the first two are a yes."),
    ),
}
"""Of each class of words: its heading, and what it is about."""

_OF_GROUPS = {
    PairGroup.IN_FORCE: signs.IN_FORCE,
    PairGroup.OPERATIVE: signs.OPERATIVE,
    PairGroup.POSSIBLY_IN_FORCE: signs.POSSIBLY,
    PairGroup.NOT_BETWEEN: signs.NOT_BETWEEN,
    PairGroup.SUSPENDED: signs.SUSPENDED,
    PairGroup.PROVISIONAL: signs.PROVISIONAL,
    PairGroup.SIGNED: signs.SIGNED,
    PairGroup.POSSIBLY_SIGNED: signs.POSSIBLY_SIGNED,
    PairGroup.ENDED: signs.ENDED,
    PairGroup.NEVER_IN_FORCE: signs.NEVER_IN_FORCE,
    PairGroup.NOT_YET: signs.NOT_YET,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One word. ``anchor`` is its place on the page: ``agreement-status-in-force``."""

    code: str
    label: str
    anchor: str
    sign: Sign | None = None
    more: str = ""
    """What the vocabulary says of it besides: whose act, which article, how strong."""


@dataclass(frozen=True, slots=True)
class Section:
    """One class of words, in its order."""

    name: str
    title: str
    about: str
    entries: tuple[Entry, ...]

    @property
    def has_signs(self) -> bool:
        return any(entry.sign for entry in self.entries)

    @property
    def has_more(self) -> bool:
        return any(entry.more for entry in self.entries)


def codebook() -> list[Section]:
    """Of all classes, those of other apps last."""
    further = [section for part in slots.CODEBOOK() for section in part]
    return [*sections_of(ABOUT, sign=_sign, more=_more), *further]


def sections_of(
    about: dict[type[StrEnum], tuple[Text, Text]],
    *,
    sign: Callable[[Any], Sign | None] = lambda word: None,
    more: Callable[[Any], str] = lambda word: "",
) -> Iterable[Section]:
    for words, (title, meaning) in about.items():
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", words.__name__).lower()
        entries = (
            Entry(str(word), capitalised(word.label), f"{name}-{word.replace('_', '-')}", sign(word), more(word))  # type: ignore[attr-defined]
            for word in words
        )
        yield Section(name, str(title), str(meaning), tuple(entries))


def _sign(word: Any) -> Sign | None:
    if isinstance(word, AgreementStatus | ParticipationStatus):
        return Sign(*DRAWN.get(word, UNKNOWN), capitalised(word.label))
    if isinstance(word, PairGroup):
        return _OF_GROUPS[word]
    return None


def _more(word: Any) -> str:
    if isinstance(word, Act):
        return meaning_of_act(word)
    if isinstance(word, Evidence):
        return _("strong") if word.is_strong else _("weaker than a text or a register")
    return ""


def as_json(sections: Iterable[Section]) -> dict[str, Any]:
    """For programs: classes by name, each with its words in order."""
    return {
        section.name: {
            "title": section.title,
            "about": section.about,
            "words": [
                {"code": entry.code, "label": entry.label, **({"symbol": entry.sign.symbol} if entry.sign else {})}
                for entry in section.entries
            ],
        }
        for section in sections
    }
