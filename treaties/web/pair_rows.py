"""One agreement between two parties as the pair page shows it: its row, and what must stand beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from treaties.dates import PartialDate
from treaties.derivation.why import GAPS
from treaties.queries.briefs import SourceBrief
from treaties.queries.country_pair import PairRow
from treaties.queries.facts import STRONGEST_FIRST
from treaties.queries.pair_details import Related
from treaties.vocabulary import Act, Between, Flag, Nature, PairGroup, RelationKind
from treaties.web.between_words import through_unions, what_stands_between
from treaties.web.pair_explained import what_is_imprecise
from treaties.web.pair_trusted import WEAK_EVIDENCE, ends_on
from treaties.web.sentences import filled, joined, plain, some_day
from treaties.web.signs import Sign, inverse, sign_of_row

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
    def first(self) -> PartialDate | None:
        """The day of its first act, as far as it is known."""
        return min((act.when for act in self.row.acts if act.when), key=lambda when: when.in_order, default=None)

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
            RelatedLine(inverse(related.kind) if related.inverse else related.kind.label, related)
            for related in reversed(once.values())
        ]

    @property
    def dates(self) -> list[DateLine]:
        first = self.row.first
        signed = {str(act.when): act.when for act in self.row.acts if act.act in SIGNING and act.when}
        label = _("Issued") if first(Act.ISSUED) and not first(Act.SIGNATURE) else _("Signed")
        entered = self.row.entry_into_force
        effective = (entered.effective_on,) if entered and entered.effective_on else ()
        lines = [
            DateLine(label, tuple(signed.values())),
            DateLine(_("In force"), effective, applies=self.row.agreement.nature != Nature.NON_BINDING),
        ]
        if self.row.group is PairGroup.ENDED:
            ended = self.row.ended_on
            lines.append(DateLine(_("Ended"), (ended,) if ended else ()))
        elif self.row.group is PairGroup.IN_FORCE and (since := self.row.since) and since not in effective:
            lines.append(DateLine(_("Both bound"), (since,)))
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
        words = _("The deciding source is %(kind)s; no register or text was seen.")
        return words % {"kind": WEAK_EVIDENCE.get(kind, kind.label)}


def _caveats(row: PairRow) -> Iterator[str]:
    flags = row.path.flags
    yield from through_unions(row)
    if row.group is PairGroup.NOT_BETWEEN:
        yield _between(row)
    if row.group is PairGroup.POSSIBLY_IN_FORCE:
        yield filled(_("Only possibly in force: {why}."), why=what_is_imprecise(row))
        if not row.is_certain_between:
            yield _between(row)
    if Flag.COMPUTED in flags and row.group is PairGroup.ENDED:
        yield _("Its term is over by computation, unconfirmed: no extension is on record.")
    if row.agreement.nature == Nature.CONTESTED:
        yield _("What it is in law is contested.")
    if Flag.CONTESTED in flags:
        yield _("This status rests on an assessment, and may be contested.")
    if Flag.NOTICE_PENDING in flags:
        yield _notice_pending(row)
    for flag in (Flag.NON_RENEWAL_PENDING, Flag.SUSPENDED_IN_PART, Flag.SURVIVES):
        if flag in flags:
            yield GAPS[flag]
    if row.group is PairGroup.SUSPENDED:
        yield _suspended(row)
        if row.stands_between == [Between.SUSPENDED]:
            yield _between(row)
    if row.group is PairGroup.PROVISIONAL:
        yield _provisional(row)
    yield from _said_otherwise(row)


def _between(row: PairRow) -> str:
    return filled(_("{what}."), what=what_stands_between(row))


def _notice_pending(row: PairRow) -> str:
    ends = ends_on(row)
    if ends is None:
        return _("A notice of termination is pending: until it takes effect, nothing has ended.")
    message = _(
        "A notice of termination is pending: until it takes effect, nothing has ended; it ends on {day}, unless the "
        "notice is revoked."
    )
    return filled(message, day=some_day(ends))


def _suspended(row: PairRow) -> str:
    ends = _ends(row, Act.SUSPENSION)
    if ends is None:
        return _("In force, but its operation is suspended: no yes to whether it operates.")
    message = _("In force, but its operation is suspended until {day}: no yes to whether it operates.")
    return filled(message, day=some_day(ends))


def _provisional(row: PairRow) -> str:
    ends = _ends(row, Act.PROVISIONAL_APPLICATION)
    if ends is None:
        return _("Applied before it is in force; it is not counted as in force.")
    message = _("Applied before it is in force until {day}; it is not counted as in force.")
    return filled(message, day=some_day(ends))


def _said_otherwise(row: PairRow) -> Iterator[str]:
    for since, said in row.other_days:
        sources = _named(said.sources) or _("a source")
        message = _("Another day is given for it: {day} ({sources}).")
        yield filled(message, day=since.words(), sources=sources)
    for assertion in row.asserted_otherwise:
        sources = _named(assertion.sources) or _("A source")
        message = _("{sources}: “{status}” on {day}. The record does not say so.")
        yield filled(message, sources=sources, status=assertion.status.label, day=assertion.asserted_on.words())


def _named(sources: Iterable[SourceBrief]) -> str:
    return plain(joined((source.label for source in sources), _("{first} and {then}")))


def _ends(row: PairRow, act: Act) -> PartialDate | None:
    """Until when it lasts, where what began it says so."""
    ends = [brief.ends_on for brief in row.acts if brief.act is act and brief.ends_on]
    return ends[-1] if ends else None
