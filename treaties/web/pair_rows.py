"""One agreement between two parties as the pair page shows it: its row, and what must stand beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from treaties.dates import PartialDate
from treaties.derivation.why import GAPS
from treaties.queries.briefs import SourceBrief
from treaties.queries.country_pair import PairRow
from treaties.queries.facts import STRONGEST_FIRST
from treaties.queries.pair_details import Related
from treaties.vocabulary import Act, Between, Flag, Nature, PairGroup, RelationKind
from treaties.web.between_words import through_unions, what_stands_between
from treaties.web.sentences import WEAK_EVIDENCE, ends_on, some_day, what_is_imprecise
from treaties.web.signs import INVERSE, Sign, sign_of_row

SIGNING = (Act.SIGNATURE, Act.ISSUED)


@dataclass(frozen=True, slots=True)
class DateLine:
    """``Signed``, and the days; none where they are not on record."""

    label: str
    days: tuple[PartialDate, ...]
    applies: bool = True


@dataclass(frozen=True, slots=True)
class RelatedLine:
    words: str
    related: Related


@dataclass(frozen=True)
class RowView:
    """One agreement as the page shows it."""

    row: PairRow
    numbers: list[str]
    related: list[Related]

    @cached_property
    def sign(self) -> Sign:
        return sign_of_row(self.row)

    @property
    def places(self) -> list[str]:
        signed = [act.place for act in self.row.acts if act.act in SIGNING and act.place]
        return list(dict.fromkeys(signed))

    @property
    def sources(self) -> list[SourceBrief]:
        """Each source once, the strongest kind first."""
        found = {source.slug: source for act in self.row.acts for source in act.sources}
        return sorted(found.values(), key=lambda source: STRONGEST_FIRST.index(source.evidence))

    @property
    def relations(self) -> list[RelatedLine]:
        """Each other agreement once: where it is a protocol that amends, it is said to amend."""
        telling = sorted(self.related, key=lambda related: related.kind is RelationKind.PROTOCOL_TO)
        once = {related.slug: related for related in reversed(telling)}
        return [
            RelatedLine(INVERSE[related.kind] if related.inverse else related.kind.label, related)
            for related in reversed(once.values())
        ]

    @property
    def dates(self) -> list[DateLine]:
        first = self.row.first
        signed = {str(act.when): act.when for act in self.row.acts if act.act in SIGNING and act.when}
        label = "Issued" if first(Act.ISSUED) and not first(Act.SIGNATURE) else "Signed"
        entered = self.row.entry_into_force
        effective = (entered.effective_on,) if entered and entered.effective_on else ()
        lines = [
            DateLine(label, tuple(signed.values())),
            DateLine("In force", effective, applies=self.row.agreement.nature != Nature.NON_BINDING),
        ]
        if self.row.group is PairGroup.ENDED:
            ended = self.row.ended_on
            lines.append(DateLine("Ended", (ended,) if ended else ()))
        elif self.row.group is PairGroup.IN_FORCE and (since := self.row.since) and since not in effective:
            lines.append(DateLine("Both bound", (since,)))
        return lines

    @property
    def through(self) -> list[str]:
        """Through which union either is bound, or was, or will be."""
        return through_unions(self.row)

    @property
    def caveats(self) -> list[str]:
        """What a reader must know beside the word: possible only, computed, contested, said otherwise."""
        return list(_caveats(self.row))

    @property
    def evidence(self) -> str:
        """The deciding source, where it is weaker than a register or a text."""
        kind = self.row.path.evidence if self.row.is_weakly_evidenced else None
        if kind is None:
            return ""
        return f"The deciding source is {WEAK_EVIDENCE.get(kind, kind.label)}; no register or text was seen."


def _caveats(row: PairRow) -> Iterator[str]:
    flags = row.path.flags
    yield from through_unions(row)
    if row.group is PairGroup.NOT_BETWEEN:
        yield f"{what_stands_between(row)}."
    if row.group is PairGroup.POSSIBLY_IN_FORCE:
        yield f"Only possibly in force: {what_is_imprecise(row)}."
        if not row.is_certain_between:
            yield f"{what_stands_between(row)}."
    if Flag.COMPUTED in flags and row.group is PairGroup.ENDED:
        yield "Its term is over by computation, unconfirmed: no extension is on record."
    if row.agreement.nature == Nature.CONTESTED:
        yield "What it is in law is contested."
    if Flag.CONTESTED in flags:
        yield "This status rests on an assessment, and may be contested."
    if Flag.NOTICE_PENDING in flags:
        ends = ends_on(row)
        until = f"; it ends on {some_day(ends)}, unless the notice is revoked" if ends else ""
        yield f"A notice of termination is pending: until it takes effect, nothing has ended{until}."
    for flag in (Flag.NON_RENEWAL_PENDING, Flag.SUSPENDED_IN_PART, Flag.SURVIVES):
        if flag in flags:
            yield GAPS[flag]
    if row.group is PairGroup.SUSPENDED:
        yield f"In force, but its operation is suspended{_until(row, Act.SUSPENSION)}: no yes to whether it operates."
        if row.stands_between == [Between.SUSPENDED]:
            yield f"{what_stands_between(row)}."
    if row.group is PairGroup.PROVISIONAL:
        yield f"Applied before it is in force{_until(row, Act.PROVISIONAL_APPLICATION)}; it is not counted as in force."
    for since, said in row.other_days:
        sources = " and ".join(source.label for source in said.sources) or "a source"
        yield f"Another day is given for it: {since.words()} ({sources})."
    for assertion in row.asserted_otherwise:
        sources = " and ".join(source.label for source in assertion.sources) or "A source"
        yield f"{sources}: “{assertion.status.label}” on {assertion.asserted_on.words()}. The record does not say so."


def _until(row: PairRow, act: Act) -> str:
    """“ until 1 May 2030”, where what began it says so."""
    ends = [brief.ends_on for brief in row.acts if brief.act is act and brief.ends_on]
    return f" until {some_day(ends[-1])}" if ends else ""
