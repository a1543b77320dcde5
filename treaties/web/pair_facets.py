"""What the list of a pair is narrowed by, and how many rows each choice would leave.

The choices of one facet are alternatives; the facets, and the words of the text, must all fit. A facet counts the rows
that fit all the others: its own choices do not lower its own counts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties.queries.country_pair import CountryPair, PairRow
from treaties.vocabulary import Form, Nature, Topic
from treaties.web.pair_order import first_day_of
from treaties.web.pair_places import OTHERWISE, STATUS_WORDS, place_of
from treaties.web.sentences import capitalised, filled

UNKNOWN = "not-on-record"
MOST_BODIES = 20
"""Choices shown at most; the rarest are left out, and said to be."""

type Words = str | Promise
type Chosen = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Facet:
    """``values`` of a row; ``words`` of every value, in the order shown, or ``None`` where the record makes them."""

    name: str
    heading: Words
    values: Callable[[PairRow], Iterable[str]]
    words: Mapping[str, Words] | None = None

    def label(self, value: str) -> str:
        if self.words is not None:
            return capitalised(str(self.words[value]))
        if value == UNKNOWN:
            return _("Day not on record") if self.name == "decade" else _("Not on record")
        return filled(_("{decade}s"), decade=value) if self.name == "decade" else value


def _statuses(row: PairRow) -> list[str]:
    return [place_of(row), *([OTHERWISE] if row.asserted_otherwise else [])]


def _decade(row: PairRow) -> list[str]:
    day = first_day_of(row)
    return [f"{day.year // 10}0" if day else UNKNOWN]


FACETS = (
    Facet(
        "kind",
        gettext_lazy("Kind"),
        lambda row: ["bilateral" if row.agreement.is_bilateral else "multilateral"],
        {"bilateral": gettext_lazy("bilateral"), "multilateral": gettext_lazy("multilateral")},
    ),
    Facet("status", gettext_lazy("Status that day"), _statuses, STATUS_WORDS),
    Facet("nature", gettext_lazy("Nature"), lambda row: [row.agreement.nature], dict(Nature.choices())),
    Facet("form", gettext_lazy("Form"), lambda row: [row.agreement.form], dict(Form.choices())),
    Facet(
        "topic",
        gettext_lazy("Topic"),
        lambda row: row.agreement.topics or [UNKNOWN],
        {**dict(Topic.choices()), UNKNOWN: gettext_lazy("not on record")},
    ),
    Facet("decade", gettext_lazy("First act"), _decade),
    Facet("body", gettext_lazy("Acting body"), lambda row: row.bodies or [UNKNOWN]),
)
BY_NAME = {facet.name: facet for facet in FACETS}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    number: int
    is_chosen: bool
    ref: str
    """Its id on the page, so that the focus finds it again."""


@dataclass(frozen=True, slots=True)
class Choices:
    """One facet as the form shows it."""

    facet: Facet
    choices: list[Choice]
    left_out: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Narrowed:
    """The rows that fit, and what each facet counts."""

    rows: list[PairRow]
    counts: Mapping[str, Counter[str]]
    total: int

    def choices(self, facet: Facet, chosen: Sequence[str], problem: str = "") -> Choices:
        counts = self.counts[facet.name]
        values = [value for value in _in_order(facet, {*counts, *chosen}, counts) if counts[value] or value in chosen]
        shown = [value for place, value in enumerate(values) if place < MOST_BODIES or value in chosen]
        choices = [
            Choice(value, facet.label(value), counts[value], value in chosen, f"f-{facet.name}-{number}")
            for number, value in _numbered(facet, shown)
        ]
        return Choices(facet, choices, len(values) - len(shown), problem)


def narrow(pair: CountryPair, chosen: Chosen) -> Narrowed:
    """One look at each row, however many facets."""
    counts: dict[str, Counter[str]] = {facet.name: Counter() for facet in FACETS}
    wanted = {name: frozenset(values) for name, values in chosen.items() if values}
    fitting = []
    for row in pair.rows:
        if pair.with_words is not None and row.agreement.pk not in pair.with_words:
            continue
        values = {facet.name: list(facet.values(row)) for facet in FACETS}
        failing = [name for name, some in wanted.items() if some.isdisjoint(values[name])]
        if not failing:
            fitting.append(row)
        for name in failing if len(failing) == 1 else () if failing else counts:
            counts[name].update(values[name])
    return Narrowed(fitting, counts, len(pair.rows))


def _in_order(facet: Facet, values: set[str], counts: Counter[str]) -> list[str]:
    if facet.words is not None:
        return [value for value in facet.words if value in values]
    if facet.name == "decade":
        return sorted(values, key=lambda value: (value == UNKNOWN, value))
    return sorted(values, key=lambda value: (value == UNKNOWN, -counts[value], value.casefold()))


def _numbered(facet: Facet, shown: list[str]) -> Iterable[tuple[str, str]]:
    """Ids that stay the same while counts change: by the word where it is one, else by the place in the alphabet."""
    if facet.name != "body":
        return ((value, value) for value in shown)
    places = {value: str(place) for place, value in enumerate(sorted(shown))}
    return ((places[value], value) for value in shown)
