"""Appeals in words: what came of one, and which of two came first. Never that one brought about the other."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appeals.models import Appeal, CounterEvidence, Link
from appeals.queries.appeal_file import AppealFile
from appeals.rules.links import Decision
from appeals.vocabulary import Grade, LinkRelation, OutcomeKind
from treaties.dates import PartialDate
from treaties.models import StatusChange
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import Act
from treaties.web.act_words import act_in_full
from treaties.web.sentences import Piece, Sentence, capitalised, composed, count, joined

DAYS_OF_A_MONTH = 30.44


def issued_on(appeal: Appeal) -> PartialDate:
    assert appeal.issued_on, "the column is not null"
    return appeal.issued_on


def appeal_answer(
    file: AppealFile, *, known: Knowledge | None = None, latest: list[tuple[int, str]] | None = None
) -> Sentence:
    """“Issued on 5 October 2024, it makes 6 demands. For 1, the outcome “overtaken” is asserted; …”

    ``known`` is the state of knowledge that was asked for; ``latest`` the outcomes of the latest record, by demand.
    """
    issued, total = issued_on(file.appeal), len(file.appeal.demands.all())
    demands = composed(_("no demand on record"))
    if total:
        demands = composed(ngettext("[{n} demand]", "[{n} demands]", total), n=count(total, to="demands"))
    on_day = composed(_("on {day}") if issued.is_exact else "{day}", day=Piece(strong=issued.words()))
    if known:
        message = _("As this record stood on {moment}, this appeal, issued {on_day}, makes {demands}.")
        made = composed(message, moment=Piece(strong=known.words), on_day=on_day, demands=demands)
    else:
        made = composed(_("Issued {on_day}, it makes {demands}."), on_day=on_day, demands=demands)
    told = [made]
    if total:
        told += [_outcomes(file), *(_latest_says(file, latest) if latest is not None else ())]
    return joined([*told, _("It changed no status.")], _("{first} {then}"))


def _latest_says(file: AppealFile, latest: list[tuple[int, str]]) -> list[Sentence]:
    """“The latest record says: demand 6 granted.”: only what differs."""
    then, now = {demand.ordinal: list(demand.outcomes.all())[-1].kind for demand in file.with_outcome}, dict(latest)
    told = [
        composed(_("demand {n} {outcome}"), n=ordinal, outcome=OutcomeKind(now[ordinal]).label)
        if ordinal in now
        else composed(_("demand {n} without an outcome"), n=ordinal)
        for ordinal in sorted({*then, *now})
        if then.get(ordinal) != now.get(ordinal)
    ]
    if not told:
        return []
    return [composed(_("The latest record says: {demands}."), demands=joined(told, _("{first}, {then}")))]


def _outcomes(file: AppealFile) -> Sentence:
    """“For 1, “overtaken” is asserted; for 5, no outcome is on record.”"""
    last = Counter(list(demand.outcomes.all())[-1].kind for demand in file.with_outcome)
    told: list[Sentence] = []
    for kind, number in last.items():
        first = next(demand for demand in file.with_outcome if list(demand.outcomes.all())[-1].kind == kind)
        message = ngettext("for {n}, “{outcome}” is asserted", "for {n}, “{outcome}” is asserted", number)
        linked = count(number, to=f"demand-{first.ordinal}")
        told.append(composed(message, n=linked, outcome=OutcomeKind(kind).label))
    if open_ := len(file.without_outcome):
        message = ngettext("for {n}, no outcome is on record", "for {n}, no outcome is on record", open_)
        told.append(composed(message, n=count(open_, to=f"demand-{file.without_outcome[0].ordinal}")))
    return composed(_("{clauses}."), clauses=_capitalised(joined(told, _("{first}; {then}"))))


def _capitalised(sentence: Sentence) -> Sentence:
    return replace(sentence[0], text=capitalised(sentence[0].text)), *sentence[1:]


class Side(Enum):
    """On which side of an act an appeal stands, by the relation of the link alone."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


SIDE_OF = {
    LinkRelation.OPPOSED: Side.AGAINST,
    LinkRelation.PRECEDED: Side.NEITHER,
    LinkRelation.FOLLOWED: Side.NEITHER,
}
"""All others are for it."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link in words. It was made to one act; where that was mended since, what stands instead is shown."""

    link: Link
    was_mended: bool = False
    instead: StatusChange | None = None

    @property
    def shown(self) -> StatusChange:
        """The act that stands; of a retracted one, itself."""
        return self.instead or self.link.status_change

    @property
    def act(self) -> str:
        return Act(self.shown.act).label

    @property
    def mended(self) -> str:
        """What must be said where the act no longer stands as it was when the link was made."""
        if not self.was_mended:
            return ""
        if self.instead is None:
            return _("The act was retracted: nothing stands in its place.")
        words = _("Linked as %(act)s; that was corrected, and this act stands instead.")
        return words % {"act": act_in_full(self.link.status_change)}

    @property
    def relation(self) -> str:
        """“requested, in part”."""
        relation = LinkRelation(self.link.relation).label
        return _("%(relation)s, in part") % {"relation": relation} if self.link.in_part else relation

    @property
    def grade(self) -> str:
        """“same target and time only”, without its letter."""
        return Grade(self.link.grade).label.partition(": ")[2]

    @property
    def side(self) -> Side:
        return SIDE_OF.get(LinkRelation(self.link.relation), Side.FOR)

    @property
    def against(self) -> list[CounterEvidence]:
        """What speaks against the link."""
        return list(self.link.counter_evidence.all())

    @property
    def order(self) -> str:
        return order_in_time(self.link, self.shown)


@dataclass(frozen=True, slots=True)
class Sided:
    """The links on one side of an act, in their order."""

    side: Side
    lines: list[LinkView]

    @property
    def words(self) -> str:
        """“2 appeals for it”."""
        number = len({view.link.appeal_id for view in self.lines})
        words = {
            Side.FOR: ngettext("%(n)d appeal for it", "%(n)d appeals for it", number),
            Side.AGAINST: ngettext("%(n)d appeal against it", "%(n)d appeals against it", number),
            Side.NEITHER: ngettext(
                "%(n)d appeal before or after it only", "%(n)d appeals before or after it only", number
            ),
        }
        return words[self.side] % {"n": number}


def sided(views: Iterable[LinkView]) -> list[Sided]:
    """For it, against it, and neither: sides that nobody is on are left out."""
    found = list(views)
    sides = [Sided(side, [view for view in found if view.side is side]) for side in Side]
    return [one for one in sides if one.lines]


def order_in_time(link: Link, act: StatusChange) -> str:
    """Which came first, the appeal or the decision, as far as the days on record say."""
    decision, issued = Decision.of(act), issued_on(link.appeal)
    if decision.latest and issued.earliest and decision.latest < issued.earliest:
        return _("act first, by %(time)s") % {"time": _apart(decision.latest, issued.earliest)}
    if decision.earliest and issued.latest and issued.latest < decision.earliest:
        return _("appeal first, by %(time)s") % {"time": _apart(issued.latest, decision.earliest)}
    if decision.latest and issued.latest and issued.latest < decision.latest and decision.earliest is None:
        return _("not certain: the act is on record only as done by a later day")
    return _("not certain from the days on record")


def _apart(earlier: date, later: date) -> str:
    """At least so long: ``3 days``, ``about 4 months``."""
    days = (later - earlier).days
    months = round(days / DAYS_OF_A_MONTH)
    if months < 2:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if months < 24:
        return _("about %(n)d months") % {"n": months}
    return _("about %(n)d years") % {"n": round(months / 12)}
