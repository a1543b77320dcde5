"""Whether an agreement of a register is one already on record, so that a register beside others doubles nothing.

A format finds its agreements first, without asking the record, and gives each as a ``Candidate``; ``settle`` says what
each is called; then the format writes its lines::

    def read(paths, options):
        entries = …                                     # rows of the file, one per agreement
        return Lines(edition_of=…, candidates=[…], write=lambda named: […])

``named[candidate.key]`` is a ``Named``: its ``slug`` for every line, also within the slugs of acts and assertions.
Where it ``is_on_record``, the line “agreement” is left out (titles, participants, numbers and acts are given all the
same: what is there already is cited further), and each participant gets the side that it has there: ``named.side``.

What is asked: whether the register's own place is cited already (its ``source`` and ``key``); else which agreements on
record are between exactly these parties, and when they were signed or adopted. One of the same day and the same matter
is it. Where that is not sure, nothing is guessed: the question is a problem at the row, and an answers file says::

    [same]
    "the register's own key" = "slug-on-record"     # or "new"
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from treaties.dates import PartialDate
from treaties.importing.formats.toml import Document
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.recorded_agreements import Known, Places, fetch_known, fetch_name_words, fetch_places
from treaties.importing.title_likeness import ALIKE, NEARLY_THE_SAME, Likeness, Title, likest, percent_of

NEW, ALL = "new", "*"
FEW = 5
"""Candidates that a question lists."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agreement of a register.

    ``key`` is the register's own name of it, and the locator under which its lines cite ``source``: what it is known by
    from edition to edition. ``slug`` is what it is called if it is new: built from what identifies it, never from what
    may be corrected. ``number`` tells it from another of that slug.
    """

    key: str
    source: str
    slug: str
    number: str
    parties: frozenset[str]
    signed_on: PartialDate | None
    title: str
    is_bilateral: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Named:
    """What an agreement is called, and the sides of its parties where it is on record."""

    slug: str
    is_on_record: bool = False
    sides: Mapping[str, int | None] = field(default_factory=dict)
    answered: Mapping[str, str] = field(default_factory=dict)
    """What a person answered to a format’s own questions about it, by section of the answers."""

    def side(self, code: str, own: int | None) -> int | None:
        """The side of a participant: as on record, else the file's own."""
        return self.sides.get(code, own)


@dataclass(frozen=True)
class Answers:
    """What a person said to questions: by key, a slug on record or ``new``; with where each answer stands."""

    same: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    others: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Answers to a format’s own questions, by section; ``*`` is the key of what holds for all that are not named."""

    def about(self, key: str) -> dict[str, str]:
        found = {section: said.get(key, said.get(ALL, "")) for section, said in self.others.items()}
        return {section: answer for section, answer in found.items() if answer}


def settle(candidates: Sequence[Candidate], answers: Answers | None = None) -> dict[str, Named]:
    """What each candidate is called, by key. Raises Unreadable with every question that is open."""
    if not candidates:
        return {}
    settling = _Settling(candidates, answers or Answers())
    slugs = {one.key: settling.settled(one) for one in candidates}
    if settling.problems:
        raise Unreadable(settling.problems)
    return {key: settling.named(key, slug) for key, slug in _numbered(candidates, slugs, settling.known).items()}


class _Settling:
    def __init__(self, candidates: Sequence[Candidate], answers: Answers) -> None:
        wanted = {one.slug for one in candidates} | set(answers.same.values())
        self.answers = answers
        self.places: Places = fetch_places((one.source, one.key) for one in candidates)
        wanted |= {slug for slugs in self.places.values() for slug in slugs}
        self.known: Mapping[str, Known] = fetch_known([(one.parties, one.signed_on) for one in candidates], wanted)
        self.name_words = fetch_name_words({code for one in candidates for code in one.parties})
        self.by_parties: dict[frozenset[str], list[Known]] = defaultdict(list)
        for one in self.known.values():
            self.by_parties[one.parties].append(one)
        self.multilateral = [one for one in self.known.values() if not one.is_bilateral]
        self.taken: dict[str, Candidate] = {}
        self.problems: list[Problem] = []

    def settled(self, candidate: Candidate) -> str:
        """A slug on record; or nothing: it is new, or its question is kept."""
        slug = self._slug_of(candidate)
        if slug and (other := self.taken.setdefault(slug, candidate)) is not candidate:
            self._ask(candidate, f"This and “{other.key}” ({other.place}) would both be “{slug}” on record.")
        return slug

    def _slug_of(self, candidate: Candidate) -> str:
        if answer := self.answers.same.get(candidate.key):
            return self._answered(candidate, answer)
        cited = self.places.get((candidate.source, candidate.key), frozenset())
        return next(iter(cited)) if len(cited) == 1 else self._found(candidate)

    def _answered(self, candidate: Candidate, answer: str) -> str:
        if answer == NEW:
            return ""
        if answer not in self.known:
            place = self.answers.places.get(candidate.key, candidate.place)
            self.problems.append(Problem(place, f"There is no agreement “{answer}” on record."))
        return answer

    def _found(self, candidate: Candidate) -> str:
        """By what it is between, of and about."""
        title, found = self._title(candidate.title, candidate.parties), []
        for one in self._beside(candidate):
            titles = [self._title(text, candidate.parties) for text in one.titles]
            likeness, percent = likest(title, titles), percent_of(title, titles)
            if one.parties != candidate.parties:  # of one day, and of others: the matter alone says nothing
                likeness = _by_words(percent)
            if likeness is not Likeness.OTHER:
                found.append((one, likeness, percent))
        of_the_day = [(one, likeness) for one, likeness, _ in found if one.is_of(candidate.signed_on)]
        if [likeness for _, likeness in of_the_day] == [Likeness.SAME]:
            return of_the_day[0][0].slug
        near = [
            one
            for one, likeness, percent in found
            if (likeness is Likeness.SAME or percent >= ALIKE) and one.is_near(candidate.signed_on)
        ]
        if asked := [one for one, _ in of_the_day] or near:
            self._ask(candidate, f"“{candidate.key}” may be on record, as {_listed(asked)}.")
        return ""

    def _beside(self, candidate: Candidate) -> list[Known]:
        """Those of exactly its parties; and of many parties also those of its day, however many are on record."""
        same = [one for one in self.by_parties[candidate.parties] if one.is_bilateral == candidate.is_bilateral]
        if candidate.is_bilateral:
            return same
        of_its_day = [one for one in self.multilateral if one.is_of(candidate.signed_on)]
        return [*same, *(one for one in of_its_day if one.parties != candidate.parties)]

    def _title(self, text: str, parties: Iterable[str]) -> Title:
        return Title.of(text, {word for code in parties for word in self.name_words[code]})

    def _ask(self, candidate: Candidate, sentence: str) -> None:
        answer = f"{json.dumps(candidate.key, ensure_ascii=False)} = "
        how = f"Say which in the answers, under [same]: {answer}the slug in quotation marks, or “{NEW}”."
        self.problems.append(Problem(candidate.place, f"{sentence} {how}", code="same_agreement"))

    def named(self, key: str, slug: str) -> Named:
        known = self.known.get(slug)
        sides = known.sides if known else {}
        return Named(slug, is_on_record=known is not None, sides=sides, answered=self.answers.about(key))


def _numbered(candidates: Sequence[Candidate], slugs: Mapping[str, str], known: Mapping[str, Known]) -> dict[str, str]:
    """A new one has its slug; where that is another’s, its number follows."""
    taken = {slug for slug in slugs.values() if slug} | set(known)
    named = dict(slugs)
    for one in sorted(candidates, key=lambda one: (one.slug, one.number)):
        if not named[one.key]:
            named[one.key] = one.slug if one.slug not in taken else f"{one.slug}-{one.number}"
            taken.add(named[one.key])
    return named


def _by_words(percent: float) -> Likeness:
    if percent >= NEARLY_THE_SAME:
        return Likeness.SAME
    return Likeness.UNCLEAR if percent >= ALIKE else Likeness.OTHER


def _listed(known: Sequence[Known]) -> str:
    more = f" or {len(known) - FEW} more" if len(known) > FEW else ""
    return " or ".join(one.said for one in known[:FEW]) + more


def read_answers(text: str, name: str) -> Answers:
    """An answers file: sections of texts by key. Raises Unreadable."""
    document = Document.parse(text.encode(errors="replace"), name)
    problems: list[Problem] = []
    for section, said in document.values.items():
        if not isinstance(said, dict):
            problems.append(Problem(document.place((section,)), "Answers stand in a section, such as [same]."))
            continue
        for key, answer in said.items():
            if not isinstance(answer, str) or not answer.strip():
                problems.append(Problem(document.place((section, key)), "An answer is a text in quotation marks."))
    if problems:
        raise Unreadable(problems)
    sections = dict(document.values)
    same = sections.pop("same", {})
    return Answers(same, {key: document.place(("same", key)) for key in same}, sections)
