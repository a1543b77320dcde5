"""The facts beside a participant table: which agreement it is of, and all that must be said of one that is new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from treaties.dates import DateNotUnderstood, PartialDate, shorten
from treaties.importing.events import RECORD, Line
from treaties.importing.formats.texts import name_of
from treaties.importing.formats.toml import Document
from treaties.importing.problems import Place, Problem, Unreadable
from treaties.importing.recorded_agreements import OF_MAKING
from treaties.importing.same_agreement import Candidate
from treaties.models import Agreement


@dataclass(frozen=True)
class Facts:
    """Which agreement a table is of; and where it is new, the lines of what the table takes for granted."""

    agreement: str
    place: Place
    """Where that is said."""
    lines: Sequence[Line] = ()

    @classmethod
    def of(cls, path: Path, told: str | None) -> "Facts":
        """Raises Unreadable where nothing says it, or the facts do not hold."""
        if told:
            return cls._on_record(told, Place(name_of(path)))
        beside = path.with_suffix(".toml")
        if not beside.is_file():
            sentence = (
                "Which agreement this table is of must be said: its slug, where it is on record (--agreement, or the "
                "field “Agreement”), or its facts in a file beside it, of the same name with the ending .toml."
            )
            raise Unreadable([Problem(Place(name_of(path)), sentence)])
        document = Document.read(beside, name_of(beside))
        agreement, place = document.values.get("agreement"), document.place(("agreement",))
        if isinstance(agreement, str):
            return cls._on_record(agreement, place)
        slug = agreement.get("slug") if isinstance(agreement, dict) else None
        if not (isinstance(slug, str) and slug.isprintable()):
            sentence = "Say the agreement: agreement = the slug of one on record, or [agreement] with its slug."
            raise Unreadable([Problem(place, sentence)])
        return cls(slug, document.place(("agreement", "slug")), list(_lines_of_facts(document, slug)))

    @classmethod
    def _on_record(cls, slug: str, place: Place) -> "Facts":
        """Looked up here, and not said at each line of the table. Raises Unreadable."""
        if not is_on_record(slug):
            raise Unreadable([Problem(place, f"There is no agreement “{shorten(slug)}” on record.")])
        return cls(slug, place)

    @property
    def is_new(self) -> bool:
        """It is given with its facts, and nothing on record is called so: it may be there under another name."""
        return bool(self.lines) and not is_on_record(self.agreement)

    def candidate(self, source: str, parties: frozenset[str]) -> Candidate:
        own, title = self._own, str(self._own.get("title", ""))
        return Candidate(
            key=self.agreement,
            source=source,
            slug=self.agreement,
            number="2",
            parties=parties,
            signed_on=self._made_on,
            title=title if title.isprintable() else "",
            is_bilateral=own["is_bilateral"] is True,
            place=self.place,
        )

    def lines_under(self, slug: str, source: str) -> Iterator[Line]:
        """The facts of an agreement of that slug. Where it is on record under another name it is not given again, and
        its title there keeps what these facts call it, by which the next edition knows it."""
        for line in self.lines:
            if slug == self.agreement or line.record == "source":
                yield line
            elif line.record != "agreement":
                yield replace(line, values={**line.values, "agreement": slug})
            else:
                own = line.values
                cites = [
                    *(own["sources"] if isinstance(own["sources"], list) else ()),
                    {"source": source, "locator": self.agreement[:200]},
                ]
                title = {"agreement": slug, "title": own.get("title", ""), "language": "en", "sources": cites}
                yield replace(line, record="title", values=title)

    @property
    def _own(self) -> Mapping[str, Any]:
        return next(line.values for line in self.lines if line.record == "agreement")

    @property
    def _made_on(self) -> PartialDate | None:
        """The day on which it was made, if the facts say so; a day that is none is told with its line."""
        for line in self.lines:
            if line.record == "act" and line.values.get("act") in [str(act) for act in OF_MAKING]:
                try:
                    return PartialDate.parse(str(line.values.get("done_on", "")))
                except DateNotUnderstood:
                    continue
        return None


def is_on_record(slug: str) -> bool:
    return slug.isprintable() and Agreement.objects.filter(slug=slug).exists()


PARTS = {"titles": "title", "numbers": "number", "clauses": "clause", "acts": "act"}
"""What may stand beside ``[source]`` and ``[agreement]`` in a file of facts, and the kind of record it is."""


def _lines_of_facts(document: Document, slug: str) -> Iterator[Line]:
    """A line per table; each rests on the source of the file unless it gives its own."""
    values, problems = document.values, []
    for key in values:
        if key not in ("source", "agreement", *PARTS):
            accepted = ", ".join(["source", "agreement", *PARTS])
            problems.append(Problem(document.place((key,)), f"“{key}” is none of {accepted}."))
    source = values.get("source")
    if not isinstance(source, dict) or not isinstance(source.get("slug"), str):
        problems.append(Problem(document.place(("source",)), "The facts rest on a source: [source], with its slug."))
    for key in PARTS:
        tables = values.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            problems.append(Problem(document.place((key,)), f"These are tables: [[{key}]]."))
    if problems or not isinstance(source, dict):
        raise Unreadable(problems)
    cited = {"sources": [source["slug"]]}
    yield fact_line(document, "source", ("source",), source)
    own = {"is_bilateral": False, "nature_sources": cited["sources"]} | cited | values["agreement"]
    yield fact_line(document, "agreement", ("agreement",), own)
    for key, record in PARTS.items():
        for number, one in enumerate(values.get(key, [])):
            yield fact_line(document, record, (key, number), {"agreement": slug} | cited | one)


def fact_line(document: Document, record: str, where: tuple[str | int, ...], values: Mapping[str, Any]) -> Line:
    place = document.place(where)
    return Line(place.file, place.line, record, {key: one for key, one in values.items() if key != RECORD}, dict)
