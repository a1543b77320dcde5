"""The chain of an appeal as values: what it answers, what answered it, and the acts it is linked to, in time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.translation import gettext as _

from appeals.models import Appeal, Response
from appeals.vocabulary import AppealRelationKind, Grade, LinkRelation
from appeals.web.wording import LinkView
from treaties.dates import PartialDate


class Lane(Enum):
    """What kind of thing a station is: where it stands in the drawing."""

    LETTER = "letter"
    RESPONSE = "response"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Station:
    """One letter, response or act, and how it stands to the appeal of the page, by one line for each relation."""

    lane: Lane
    when: PartialDate | None
    name: str
    second: str
    """A few words under the name."""
    kind: str = ""
    relations: tuple[str, ...] = ()
    note: str = ""
    """More of it, for the list."""
    url: str = ""
    is_weak: bool = False
    """No more than the same target and a later time, or only that it came after."""
    points_here: bool = False
    """The relation runs from it to the appeal of the page, and not from that to it."""
    is_this: bool = False

    @property
    def moment(self) -> tuple[date, bool]:
        """For the order: the earliest day, or the latest of an act known only as done by then; last without any."""
        return (self.when and (self.when.earliest or self.when.latest)) or date.max, self.is_this

    @property
    def relation(self) -> str:
        return "; ".join(self.relations)

    @property
    def day(self) -> str:
        return self.when.words() if self.when else _("day not on record")


def chain_of(appeal: Appeal, links: Sequence[LinkView], query: str = "") -> list[Station]:
    """``query`` is what addresses keep. No statement, of an appeal from ``appeal_file``."""
    found = [_itself(appeal), *_related(appeal, query), *map(_of_response, appeal.responses.all())]
    return sorted([*found, *_acts(links, query)], key=lambda station: station.moment)


def _itself(appeal: Appeal) -> Station:
    to = _("to: %(office)s") % {"office": appeal.addressee_office}
    return Station(Lane.LETTER, appeal.issued_on, appeal.title, to, _("this appeal"), is_this=True)


def _related(appeal: Appeal, query: str) -> Iterator[Station]:
    for one in appeal.relations.all():
        yield _letter(one.other, _("this appeal %(verb)s it") % {"verb": _verb(one.kind)}, query)
    for one in appeal.relations_from.all():
        words = _("it %(verb)s this appeal") % {"verb": _verb(one.kind)}
        yield _letter(one.appeal, words, query, points_here=True)


def _letter(other: Appeal, relation: str, query: str, *, points_here: bool = False) -> Station:
    to = _("to: %(office)s") % {"office": other.addressee_office}
    address = f"{other.get_absolute_url()}{query}"
    when, kind = other.issued_on, _("appeal")
    return Station(Lane.LETTER, when, other.title, to, kind, (relation,), url=address, points_here=points_here)


def _verb(kind: str) -> str:
    """“answers”, “counters”, “supports”…"""
    return _("answers") if kind == AppealRelationKind.IN_RESPONSE_TO else AppealRelationKind(kind).label


def _of_response(one: Response) -> Station:
    kind = one.get_kind_display()
    second = _("a response, not an outcome")
    return Station(Lane.RESPONSE, one.responded_on, one.by, second, kind, (kind,), note=one.summary, points_here=True)


def _acts(links: Sequence[LinkView], query: str) -> Iterator[Station]:
    """One for each act, whatever number of demands it is linked to."""
    by_act: dict[int, list[LinkView]] = {}
    for view in links:
        by_act.setdefault(view.shown.pk, []).append(view)
    for views in by_act.values():
        view = views[0]
        act, agreement = view.shown, view.link.status_change.agreement
        yield Station(
            Lane.ACT,
            act.done_on or act.received_on or act.effective_on,
            f"{agreement.short_title}: {view.act}",
            view.order,
            _("act"),
            tuple(dict.fromkeys(_graded(one) for one in views)),
            url=f"{agreement.get_absolute_url()}{query}#act-{act.slug}",
            is_weak=all(_is_weak(one) for one in views),
        )


def _graded(view: LinkView) -> str:
    """“requested, in part · grade E”; the grade is not parted from its word."""
    return _("%(relation)s ·\u00a0grade\u00a0%(grade)s") % {"relation": view.relation, "grade": view.link.grade}


def _is_weak(view: LinkView) -> bool:
    return view.link.grade == Grade.E or view.link.relation == LinkRelation.FOLLOWED
