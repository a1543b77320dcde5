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
is it. If there is none, those are looked at in which a predecessor or a successor stands instead of a party: one is it
if of these only one existed on that day, so that nobody else can have made it. Each that is taken for the same is told
with the reason (``Named.why``). Where it is not sure, nothing is guessed: the question is a problem at the row, and an
answers file says::

    [same]
    "the register's own key" = "slug-on-record"     # or "new"
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from treaties.dates import PartialDate, shorten
from treaties.importing.formats.toml import Document
from treaties.importing.lineages import Lineages, fetch_lineages
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.recorded_agreements import (
    Known,
    Places,
    Wanted,
    fetch_known,
    fetch_listed,
    fetch_name_words,
    fetch_places,
)
from treaties.importing.title_likeness import ALIKE, NEARLY_THE_SAME, Likeness, Title, likest, percent_of

NEW, ALL = "new", "*"
PAIR = 2
FEW = 5
"""Candidates that a question lists."""
LONGEST_SAID = 100


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

    @property
    def slugs(self) -> tuple[str, str]:
        """What it is called if it is new, and if another is called so."""
        return self.slug, f"{self.slug}-{self.number}"

    @property
    def said(self) -> str:
        """What people know it by: its key, with its title where that is another, and its day."""
        title = "" if self.title in self.key or self.key in self.title else f" ({shorten(self.title, LONGEST_SAID)})"
        day = f", {self.signed_on.words()}" if self.signed_on else ""
        return f"“{shorten(self.key, LONGEST_SAID)}”{title}{day}"


@dataclass(frozen=True, slots=True)
class Named:
    """What an agreement is called, and the sides of its parties where it is on record."""

    slug: str
    is_on_record: bool = False
    sides: Mapping[str, int | None] = field(default_factory=dict)
    answered: Mapping[str, str] = field(default_factory=dict)
    """What a person answered to a format’s own questions about it, by section of the answers."""
    why: str = ""
    """Why it was taken for one on record, where that is not on record itself."""
    too_early: str = ""
    """Which of its parties did not exist on its day, where it is new: the register has them for their predecessors."""

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
    slugs = _numbered(candidates, slugs, settling.known)
    return {one.key: settling.named(one, slugs[one.key]) for one in candidates}


@dataclass(frozen=True, slots=True)
class _Found:
    """An agreement on record that a candidate may be. ``instead`` are the parties that stand there for one of its own,
    by code: ``RU`` for ``SU``; there are none where the parties are the same."""

    known: Known
    likeness: Likeness
    percent: float
    instead: Mapping[str, frozenset[str]] = field(default_factory=dict)


class _Settling:
    def __init__(self, candidates: Sequence[Candidate], answers: Answers) -> None:
        self.answers, self.lineages = answers, fetch_lineages()
        self.places: Places = fetch_places((one.source, one.key) for one in candidates)
        wanted = _wanted(candidates, answers, self.places, self.lineages)
        self.known: Mapping[str, Known] = fetch_known(wanted)
        self.listed = fetch_listed({one.source for one in candidates}, self.known)
        self.name_words = fetch_name_words({code for one in candidates for code in one.parties} | wanted.codes)
        self.by_parties: dict[frozenset[str], list[Known]] = defaultdict(list)
        self.by_party: dict[str, list[Known]] = defaultdict(list)
        self.of_many_by_year: dict[int, list[Known]] = defaultdict(list)
        for one in self.known.values():
            self.by_parties[one.parties].append(one)
            for code in one.parties if one.is_bilateral else ():
                self.by_party[code].append(one)
            for year in () if one.is_bilateral else one.years:
                self.of_many_by_year[year].append(one)
        self.taken: dict[str, Candidate] = {}
        self.why: dict[str, str] = {}
        self.problems: list[Problem] = []

    def settled(self, candidate: Candidate) -> str:
        """A slug on record; or nothing: it is new, or its question is kept."""
        slug = self._slug_of(candidate)
        if slug and (other := self.taken.setdefault(slug, candidate)) is not candidate:
            self._ask(candidate, f"This and “{other.key}” ({other.place}) would both be “{slug}” on record.")
        return slug

    def _slug_of(self, candidate: Candidate) -> str:
        cited = self.places.get((candidate.source, candidate.key), frozenset())
        if answer := self.answers.same.get(candidate.key):
            return self._answered(candidate, answer, cited)
        return next(iter(cited)) if len(cited) == 1 else self._found(candidate)

    def _answered(self, candidate: Candidate, answer: str, cited: Collection[str]) -> str:
        """What was new in an earlier edition is on record since, under the name that it was given then."""
        if answer == NEW:
            return next((slug for slug in sorted(cited) if slug in candidate.slugs), "")
        if answer not in self.known:
            place = self.answers.places.get(candidate.key, candidate.place)
            self.problems.append(Problem(place, f"There is no agreement “{answer}” on record."))
        if answer not in cited:
            self.why[candidate.key] = "as answered"
        return answer

    def _found(self, candidate: Candidate) -> str:
        """By what it is between, of and about: of its own parties, and only else of their kin."""
        for beside in (self._of_its_parties, self._of_their_kin):
            found = [one for one in beside(candidate) if one.likeness is not Likeness.OTHER]
            of_the_day = [one for one in found if one.known.is_of(candidate.signed_on)]
            if [one.likeness for one in of_the_day] == [Likeness.SAME] and (why := self._why(candidate, of_the_day[0])):
                self.why[candidate.key] = why
                return of_the_day[0].known.slug
            near = [one for one in found if _is_near(one, candidate) and not self._is_told_apart(candidate, one)]
            if asked := of_the_day or near:
                self._ask(candidate, f"“{candidate.key}” may be on record, as {self._listed(candidate, asked)}.")
                return ""
        return ""

    def _of_its_parties(self, candidate: Candidate) -> Iterator[_Found]:
        """Those of exactly its parties; and of many parties also those of its year, however many are on record."""
        same = [one for one in self.by_parties[candidate.parties] if one.is_bilateral == candidate.is_bilateral]
        words = self._words_of(candidate.parties)
        yield from (_beside(candidate, one, words) for one in same)
        for one in () if candidate.is_bilateral else self._of_its_time(candidate):
            if one.parties != candidate.parties:  # the matter alone says nothing there
                percent = _beside(candidate, one, words).percent
                yield _Found(one, _by_words(percent), percent)

    def _of_its_time(self, candidate: Candidate) -> Collection[Known]:
        day = candidate.signed_on
        if day is None or day.earliest is None:
            return [one for one in self.known.values() if not one.is_bilateral and candidate.title in one.titles]
        return self.of_many_by_year[day.earliest.year]

    def _of_their_kin(self, candidate: Candidate) -> Iterator[_Found]:
        """Those of two sides, where a predecessor or a successor stands for a party."""
        if not candidate.is_bilateral or len(candidate.parties) != PAIR:
            return
        one, other = sorted(candidate.parties)
        kin = {code for party in (one, other) for code in (party, *self.lineages.of(party))}
        words = self._words_of(kin)
        for known in {known.slug: known for code in sorted(kin) for known in self.by_party[code]}.values():
            for here, there in ((1, 2), (2, 1)) if known.parties != candidate.parties else ():
                mine, theirs = known.on_side(here), known.on_side(there)
                if self.lineages.stands_for(one, mine) and self.lineages.stands_for(other, theirs):
                    instead = {code: members for code, members in ((one, mine), (other, theirs)) if members != {code}}
                    yield replace(_beside(candidate, known, words), instead=instead)

    def _words_of(self, codes: Iterable[str]) -> set[str]:
        return {word for code in codes for word in self.name_words.get(code, ())}

    def _why(self, candidate: Candidate, found: _Found) -> str:
        """Why it is the same; nothing where several that stand for a party can have made it, or where this register
        has it already, for another of them."""
        if not found.instead:
            of_many = "" if found.known.is_bilateral else ", though not of all the same parties"
            return "of the same day and matter" + (of_many if found.known.parties != candidate.parties else "")
        if self._is_listed(candidate, found):
            return ""
        said = []
        for code, there in found.instead.items():
            maker = self.lineages.the_one_of(candidate.signed_on, {code, *there})
            if not maker:
                return ""
            said.append(
                f"{self._other(code, there)}, and of these only {self.lineages.named(maker)} existed on that day"
            )
        added = sorted(found.instead.keys() - found.known.parties)
        further = (
            f". {' and '.join(added)} is added there; that it is bound would be an act of its own" if added else ""
        )
        return f"of the same day and matter, with {'; with '.join(said)}{further}"

    def _other(self, code: str, there: Collection[str]) -> str:
        others = " and ".join(self.lineages.named(one) for one in sorted(there) if one != code)
        return f"{others} where this has {self.lineages.named(code)}"

    def _sides(self, candidate: Candidate, known: Known) -> dict[str, int | None]:
        """As on record; a party that is not there stands on the side of those before and after it."""
        sides = dict(known.sides)
        for code in candidate.parties - sides.keys():
            kin = [side for one, side in sorted(known.sides.items()) if one in self.lineages.of(code)]
            sides |= {code: kin[0]} if kin else {}
        return sides

    def _listed(self, candidate: Candidate, found: Sequence[_Found]) -> str:
        more = f" or {len(found) - FEW} more" if len(found) > FEW else ""
        return " or ".join(self._said(candidate, one) for one in found[:FEW]) + more

    def _said(self, candidate: Candidate, found: _Found) -> str:
        kin = " and with ".join(self._other(code, there) for code, there in found.instead.items())
        again = ", and this register has it already under another name" if self._is_listed(candidate, found) else ""
        return f"{found.known.said}{f', with {kin}' if kin else ''}{again}"

    def _is_told_apart(self, candidate: Candidate, found: _Found) -> bool:
        """The register brought both of them, of many parties and not of one day: it knows them for two."""
        of_others = not found.instead and found.known.parties != candidate.parties
        return of_others and self.listed.get((candidate.source, found.known.slug), False)

    def _is_listed(self, candidate: Candidate, found: _Found) -> bool:
        return bool(found.instead) and (candidate.source, found.known.slug) in self.listed

    def _ask(self, candidate: Candidate, sentence: str) -> None:
        answer = f"{json.dumps(candidate.key, ensure_ascii=False)} = "
        how = f"Say which in the answers, under [same]: {answer}the slug in quotation marks, or “{NEW}”."
        self.problems.append(Problem(candidate.place, f"{sentence} {how}", code="same_agreement"))

    def named(self, candidate: Candidate, slug: str) -> Named:
        known = self.known.get(slug)
        return Named(
            slug,
            is_on_record=known is not None,
            sides=self._sides(candidate, known) if known else {},
            answered=self.answers.about(candidate.key),
            why=self.why.get(candidate.key, ""),
            too_early="" if known else self._too_early(candidate),
        )

    def _too_early(self, candidate: Candidate) -> str:
        day, lineages = candidate.signed_on, self.lineages
        makers = {code: lineages.before_its_time(code, day) for code in candidate.parties if candidate.is_bilateral}
        return " and ".join(
            f"{lineages.named(code)} did not exist, and {lineages.named(maker)} did"
            for code, maker in sorted(makers.items())
            if maker
        )


def _wanted(candidates: Sequence[Candidate], answers: Answers, places: Places, lineages: Lineages) -> Wanted:
    pairs = {one.parties for one in candidates if len(one.parties) == PAIR}
    of_two = {code for one in candidates if one.is_bilateral for code in one.parties}
    of_many = [one for one in candidates if not (one.is_bilateral and len(one.parties) == PAIR)]
    days = {one.signed_on.earliest for one in of_many if one.signed_on and one.signed_on.earliest}
    slugs = {one.slug for one in candidates} | set(answers.same.values())
    return Wanted(
        pairs=pairs,
        kin={code for own in of_two for code in lineages.of(own)},
        years={day.year for day in days},
        titles={one.title for one in of_many if not (one.signed_on and one.signed_on.earliest)},
        slugs=slugs | {slug for cited in places.values() for slug in cited},
    )


def _beside(candidate: Candidate, known: Known, unsaid: Collection[str]) -> _Found:
    title, titles = Title.of(candidate.title, unsaid), [Title.of(text, unsaid) for text in known.titles]
    return _Found(known, likest(title, titles), percent_of(title, titles))


def _is_near(found: _Found, candidate: Candidate) -> bool:
    """Of about its time and like it: so like that it is asked about. Of other parties only where nearly the same."""
    of_others = found.known.parties != candidate.parties and not found.instead
    alike = found.likeness is Likeness.SAME or (found.percent >= ALIKE and not of_others)
    return alike and found.known.is_near(candidate.signed_on)


def _numbered(candidates: Sequence[Candidate], slugs: Mapping[str, str], known: Mapping[str, Known]) -> dict[str, str]:
    """A new one has its slug; where that is another’s, its number follows."""
    taken = {slug for slug in slugs.values() if slug} | set(known)
    named = dict(slugs)
    for one in sorted(candidates, key=lambda one: (one.slug, one.number)):
        if not named[one.key]:
            named[one.key] = one.slugs[one.slug in taken]
            taken.add(named[one.key])
    return named


def _by_words(percent: float) -> Likeness:
    if percent >= NEARLY_THE_SAME:
        return Likeness.SAME
    return Likeness.UNCLEAR if percent >= ALIKE else Likeness.OTHER


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
