"""Contradictions of one agreement: what the record or the law says, beside what a source says, and what was judged.

Three kinds stand side by side. Each names the row that speaks for the source; a judgement is on that row, edits nothing
and changes no status. ``contradictions_listed`` finds the same ones in SQL, for the whole record.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch

from treaties.dates import PartialDate
from treaties.derivation.completion import completed
from treaties.derivation.deadlines import DueDay, computed_days
from treaties.derivation.facts import AgreementFacts
from treaties.derivation.law import LAW
from treaties.derivation.stories import path_from
from treaties.derivation.timeline import Path
from treaties.derivation.why import Reason, why
from treaties.models import Agreement, Judgement, StatusAssertion, StatusChange
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import AgreementFile, is_borne_out
from treaties.queries.citations import attach_citations, with_sources
from treaties.queries.facts import facts_of, with_facts
from treaties.vocabulary import Act, AgreementStatus, Chapter, DayKind, Scope, Verdict, Word

DAYS = ("done_on", "received_on", "effective_on")
ENTRIES = frozenset(
    {
        Act.SIGNATURE,
        Act.DEFINITIVE_SIGNATURE,
        Act.RATIFICATION,
        Act.ACCEPTANCE,
        Act.APPROVAL,
        Act.FORMAL_CONFIRMATION,
        Act.ACCESSION,
        Act.SUCCESSION,
        Act.ENTRY_INTO_FORCE,
        Act.ENTRY_INTO_FORCE_FOR_PARTY,
    }
)
"""Acts that come once at the beginning of a spell."""
ENDS = frozenset({Act.EXPIRY, Act.WITHDRAWAL_TAKES_EFFECT, Act.TERMINATION_BY_CONSENT})
"""Acts that come once at the end of a spell."""
BEGINNINGS = frozenset(act for act in Act if LAW[act].chapter in (Chapter.CONSENT, Chapter.FORCE)) | {Act.REVIVAL}
ENDINGS = frozenset(act for act in Act if LAW[act].chapter in (Chapter.LEAVING, Chapter.END)) | {
    Act.EXPIRY,
    Act.NOTICE_OF_NON_RENEWAL,
    Act.WITHDRAWAL_OF_CONSENT,
    Act.NO_INTENTION,
}
"""What lies between two spells, so that a second act of a kind is another one, and no other day of the first."""


class ContradictionKind(Word):
    """What stands against what a source says."""

    STATUS = "status", "a source states another status than the record"
    COMPUTED_DAY = "computed_day", "a source states another day than law computes"
    TWO_DAYS = "two_days", "sources give one act different days"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``row`` speaks for the source: what it asserts, or the act with the day that it states.

    ``ours`` and ``theirs`` are the two days: since when the status is so, or the day of the act; ``None`` where one
    side gives none. ``statuses`` are what the record derives for the asserted day, ``reasons`` why, and ``rivals`` the
    acts recorded earlier that give another day. ``stated_by`` is what gives ``theirs``: mostly ``row`` itself.
    ``judgements`` are on ``row``, the latest first.
    """

    kind: ContradictionKind
    agreement: Any
    row: StatusAssertion | StatusChange
    ours: PartialDate | None
    theirs: PartialDate | None
    reasons: tuple[Reason, ...] = ()
    path: Path | None = None
    statuses: tuple[AgreementStatus, ...] = ()
    day_kind: DayKind | None = None
    rivals: tuple[StatusChange, ...] = ()
    stated_by: StatusChange | None = None
    judgements: tuple[Judgement, ...] = ()

    @property
    def key(self) -> int:
        """A number of its own among contradictions of all kinds."""
        return self.row.pk * len(ContradictionKind) + list(ContradictionKind).index(self.kind)

    @property
    def ref(self) -> str:
        """Its name within the agreement's page: ``status-SLUG``."""
        return f"{self.kind}-{self.row.slug}".replace("_", "-")

    @property
    def says(self) -> StatusAssertion | StatusChange:
        """The row whose sources state what contradicts."""
        return self.stated_by or self.row

    @property
    def changed_in(self) -> int:
        """The block that last changed it: of the row, of what it contradicts, or of a judgement."""
        return max(one.block_id for one in (self.row, self.says, *self.rivals, *self.judgements))

    @property
    def judgement(self) -> Judgement | None:
        """The latest one, which counts."""
        return self.judgements[0] if self.judgements else None

    @property
    def is_settled(self) -> bool:
        return self.judgement is not None and self.judgement.verdict != Verdict.OPEN


def contradictions_in(file: AgreementFile, judged: Sequence[Judgement]) -> list[Contradiction]:
    """Of one agreement, as known when the file is; of statuses, those asserted of the file's day or before. No
    statement."""
    return contradictions_of(file.agreement, file.whole, [said for said, _ in file.assertions], judged)


def judgements_of(
    agreements: Iterable[Agreement], *, known_at: int | None = None, with_citations: bool = True
) -> list[Judgement]:
    """With their sources, unless whoever asks attaches those; the latest first. One statement, and one for the sources
    of what there is."""
    found = Judgement.objects.filter(agreement__in=[one.pk for one in agreements]).select_related(
        "block", "assertion", "status_change"
    )
    found = found.order_by("-pk") if known_at is None else found.filter(block__lte=known_at).order_by("-pk")
    judged = list(found)
    if judged and with_citations:
        attach_citations(judged, known_at=known_at)
    return judged


def contradictions_of(
    agreement: Any, whole: Kept, assertions: Iterable[StatusAssertion], judged: Sequence[Judgement] = ()
) -> list[Contradiction]:
    """Of an agreement from ``with_facts``, in the order of ``key``. No statement."""
    facts = facts_of(agreement)
    whole_facts = completed(facts)
    on_row = defaultdict(list)
    for one in judged:
        on_row[one.assertion_id, one.status_change_id].append(one)
    found = [
        *_of_statuses(agreement, whole, assertions, whole_facts, on_row),
        *_of_computed_days(agreement, computed_days(facts), whole_facts, on_row),
        *_of_two_days(agreement, on_row),
    ]
    return sorted(found, key=lambda one: one.key)


def _of_statuses(
    agreement: Any, whole: Kept, assertions: Iterable[StatusAssertion], facts: AgreementFacts, on_row: Any
) -> Iterator[Contradiction]:
    for said in assertions:
        if is_borne_out(whole, said):
            continue
        day = (said.asserted_on.latest if said.asserted_on else None) or date.max
        statuses = AgreementStatus.possible_in(whole.code_on(day))
        asserted = AgreementStatus(said.status)
        shown = asserted if statuses == [asserted] else statuses[-1]
        path = path_from(whole.story_on(day), shown)
        yield Contradiction(
            ContradictionKind.STATUS,
            agreement,
            said,
            ours=PartialDate.parse(path.since) if path.since else None,
            theirs=said.since,
            reasons=tuple(why(path, facts, day)),
            path=path,
            statuses=tuple(statuses),
            judgements=tuple(on_row[said.pk, None]),
        )


def _of_computed_days(
    agreement: Any, days: Iterable[DueDay], facts: AgreementFacts, on_row: Any
) -> Iterator[Contradiction]:
    acts = {act.slug: act for act in agreement.standing_acts}
    for one in days:
        if not one.differs or one.of not in acts:
            continue
        rests_on = Path(because=one.because)
        by_law = tuple(
            replace(fact, effective_on=one.computed, basis=one.because[1:]) if fact.ref == one.of else fact
            for fact in facts.acts
        )
        yield Contradiction(
            ContradictionKind.COMPUTED_DAY,
            agreement,
            acts[one.of],
            ours=one.computed,
            theirs=one.asserted,
            reasons=tuple(why(rests_on, facts.with_acts(by_law), one.computed.latest or date.max)),
            day_kind=one.kind,
            stated_by=_stated_by(agreement, acts[one.of], one.asserted),
            judgements=tuple(on_row[None, acts[one.of].pk]),
        )


STATING = (Act.ENTRY_INTO_FORCE, Act.ENTRY_INTO_FORCE_FOR_PARTY, Act.WITHDRAWAL_TAKES_EFFECT)
"""Acts that state when another one took effect."""


def _stated_by(agreement: Any, act: StatusChange, day: PartialDate | None) -> StatusChange:
    """The act itself, or the act of its effect: whichever gives the day."""
    own = [one for one in agreement.standing_acts if one.participation_id == act.participation_id]
    stating = [act, *(one for one in own if one.act in STATING)]
    return next((one for one in stating if one.effective_on == day), act)


def _of_two_days(agreement: Any, on_row: Any) -> Iterator[Contradiction]:
    for later, rivals in acts_of_two_days(agreement):
        name = next(name for name in DAYS if _day_differs(rivals[0], later, name))
        yield Contradiction(
            ContradictionKind.TWO_DAYS,
            agreement,
            later,
            ours=getattr(rivals[0], name),
            theirs=getattr(later, name),
            rivals=tuple(rivals),
            judgements=tuple(on_row[None, later.pk]),
        )


def acts_of_two_days(agreement: Any) -> Iterator[tuple[StatusChange, list[StatusChange]]]:
    """Acts that repeat an earlier one of the same party with another day, each with those that it repeats.

    Only of kinds that come once in a spell, of the whole scope, with nothing between the two that parts spells. Where
    one source gives both, it knows of two acts, and nothing is contradicted.
    """
    of_a_kind = defaultdict(list)
    for act in sorted(agreement.standing_acts, key=lambda act: act.pk):
        if act.act in ENTRIES | ENDS and act.scope == Scope.WHOLE:
            of_a_kind[act.act, act.participation_id, act.done_by_predecessor_id].append(act)
    for acts in of_a_kind.values():
        for place, later in enumerate(acts):
            rivals = [earlier for earlier in acts[:place] if _is_rival(agreement, earlier, later)]
            if rivals:
                yield later, rivals


def _is_rival(agreement: Any, one: StatusChange, other: StatusChange) -> bool:
    if not any(_day_differs(one, other, name) for name in DAYS):
        return False
    return not (_sources(one) & _sources(other)) and not any(
        _parts(agreement, act, one, other) for act in agreement.standing_acts
    )


def _day_differs(one: StatusChange, other: StatusChange, name: str) -> bool:
    """Both give the day, and it cannot be the same one."""
    first, second = getattr(one, name), getattr(other, name)
    return bool(first and second) and not first.overlaps(second)


def _sources(act: StatusChange) -> set[int]:
    return {citation.source_id for citation in act.citations.all()}


def _parts(agreement: Any, act: StatusChange, one: StatusChange, other: StatusChange) -> bool:
    """Whether the act may lie between the two, and ends the spell that one of them began, or begins another."""
    if act.act not in (ENDINGS if one.act in ENTRIES else BEGINNINGS) or act.act == one.act:
        return False
    concerns = act.participation_id in (None, one.participation_id) or agreement.is_bilateral
    days, between = _bounds(act), [*_bounds(one), *_bounds(other)]
    return concerns and (not days or (min(days) <= max(between) and min(between) <= max(days)))


def _bounds(act: StatusChange) -> list[date]:
    days = [day for name in DAYS if (day := getattr(act, name))]
    return [bound for day in days for bound in (day.earliest, day.latest) if bound]


def contradictions_on(row: StatusAssertion | StatusChange) -> list[Contradiction]:
    """Those in which the row speaks for the source, or is what the source contradicts. A fixed number of statements."""
    said = StatusAssertion.objects.standing().prefetch_related(with_sources())
    found: Any = with_facts(Agreement.objects.filter(pk=row.agreement_id))
    agreement = found.prefetch_related(Prefetch("assertions", said, to_attr="standing_assertions")).get()
    whole = Kept(agreement.days, agreement.codes, agreement.story)
    every = contradictions_of(agreement, whole, agreement.standing_assertions, judgements_of([agreement]))
    return [one for one in every if row == one.row or row in one.rivals]
