"""The page that compares: two days, or two states of knowledge; of one agreement, of a pair, or of everything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from treaties.dates import DateNotUnderstood, PartialDate, in_words, read_day, shorten
from treaties.derivation.stories import path_from
from treaties.models import Agreement, Party, StatusChange
from treaties.queries.country_pair import PairRow
from treaties.queries.differences import Difference, Move, Point, Side, difference_from, differing, pair_difference
from treaties.queries.knowledge import Knowledge, NotKnowledge, latest_knowledge
from treaties.queries.party_search import canonical_pair
from treaties.vocabulary import AgreementStatus, ClauseKind, PairGroup
from treaties.web.act_words import act_in_words
from treaties.web.days import asked_knowledge, knowledge_in_words, pinned, today, typed_once
from treaties.web.record_filters import no_place
from treaties.web.sentences import Part, Piece, Sentence, capitalised, composed, some_day
from treaties.web.signs import NOT_YET, Sign, sign_of_party, sign_of_row, sign_of_standings

MOST = 100
"""Differences on one page, in the order of recording; the next are one link away."""
OK, BAD_REQUEST = 200, 400
FIELDS = ("from_on", "on", "from_known_at", "known_at")

type FieldName = Literal["from_on", "on", "from_known_at", "known_at"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Two points: a day and a state of knowledge each (``None``: the latest). ``is_given`` is False where the address
    names nothing to compare with."""

    from_on: date
    on: date
    from_known: Knowledge | None
    known: Knowledge | None
    is_given: bool

    @property
    def before(self) -> Point:
        return Point(self.from_on, self.from_known.no if self.from_known else None)

    @property
    def after(self) -> Point:
        return Point(self.on, self.known.no if self.known else None)

    @property
    def days_differ(self) -> bool:
        return self.from_on != self.on

    @property
    def knowledge_differs(self) -> bool:
        return (self.from_known and self.from_known.no) != (self.known and self.known.no)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: before → after, and what the new status rests on."""

    difference: Difference
    before: Sign
    after: Sign
    since_before: str
    since: str
    act: StatusChange | None
    query: str

    @property
    def why(self) -> str:
        """The last act or clause that it rests on, in words."""
        if self.act:
            return act_in_words(self.act)
        refs = self.difference.after.path.because
        if refs and refs[-1].startswith("clause:"):
            kind = ClauseKind(refs[-1].split(":")[1])
            of_terms = kind in (ClauseKind.DURATION, ClauseKind.TACIT_RENEWAL)
            if of_terms:
                return _("The end of its term, by computation")
            return _("Its clause on %(kind)s, by computation") % {"kind": kind.label}
        return _("It ceased to exist") if refs and refs[-1].startswith("end ") else ""

    @property
    def same(self) -> str:
        """What differs where the status does not: the day since when, or only what it rests on."""
        if self.before.words != self.after.words:
            return ""
        return _("the same, on other grounds") if self.since == self.since_before else _("the same, since another day")


@dataclass(frozen=True, slots=True)
class MoveView:
    """One agreement that stands otherwise between the two, as the pair's page would show it on each day."""

    move: Move
    query: str

    @property
    def before(self) -> Sign:
        return sign_of_row(self.move.before) if self.move.before else NOT_YET

    @property
    def after(self) -> Sign:
        return sign_of_row(self.move.after) if self.move.after else NOT_YET

    @property
    def before_group(self) -> str:
        return _group(self.move.before)

    @property
    def after_group(self) -> str:
        return _group(self.move.after)

    @property
    def since(self) -> str:
        """Since when it stands so; empty where that is not on record."""
        since = self.move.after.since if self.move.after else None
        return some_day(since) if since else ""


def _group(row: PairRow | None) -> str:
    return capitalised((row.group if row else PairGroup.NOT_YET).label)


@dataclass(frozen=True)
class ComparePage:
    """Everything that the template shows. ``problems`` are messages by field; then nothing is compared."""

    subject: str
    path: str
    back: str
    typed: dict[str, str]
    asked: Asked | None = None
    lines: Sequence[Line] = ()
    next: str = ""
    permanent: str = ""
    """The query that will always be answered as now."""
    problems: dict[str, str] = field(default_factory=dict)
    moves: Sequence[MoveView] | None = None
    """Of a pair: the agreements that stand otherwise between the two; ``None`` where no pair is asked about."""

    @property
    def status(self) -> int:
        return BAD_REQUEST if self.problems else OK

    @property
    def is_of_everything(self) -> bool:
        return self.path == reverse("compare")

    @property
    def is_answered(self) -> bool:
        return self.asked is not None and self.asked.is_given

    @property
    def answer(self) -> Sentence:
        """“Between 1 January 2020 and 5 October 2024, 3 statuses differ.”"""
        asked = self.asked
        assert asked, "only asked where there is something to compare"
        given: dict[str, Part] = {"differ": self._counted, "on": in_words(asked.on)}
        if asked.knowledge_differs and asked.days_differ:
            sides = {"before": self.side(before=True), "after": self.side(before=False)}
            return composed(_("Between {before} and {after}, {differ}."), differ=self._counted, **sides)
        if asked.knowledge_differs:
            given |= {"then": _known(asked.from_known), "now": _known(asked.known)}
            return composed(_("Between what was known {then} and {now}, {differ} on {on}."), **given)
        given["from_on"] = in_words(asked.from_on)
        if asked.known:
            given["moment"] = asked.known.words
            return composed(_("Between {from_on} and {on}, as known on {moment}, {differ}."), **given)
        return composed(_("Between {from_on} and {on}, {differ}."), **given)

    @property
    def pair_answer(self) -> str:
        """“Between the two, 3 agreements stand otherwise.” Empty where no pair is asked about."""
        if self.moves is None:
            return ""
        number = len(self.moves)
        if not number:
            return _("Between the two, no agreement stands otherwise.")
        words = ngettext(
            "Between the two, %(n)d agreement stands otherwise.",
            "Between the two, %(n)d agreements stand otherwise.",
            number,
        )
        return words % {"n": number}

    @property
    def _counted(self) -> Sentence:
        number = len(self.lines)
        if not number:
            return composed(_("{no} status differs"), no=Piece(strong=_("no")))
        message = ngettext("{n} status differs", "{n} statuses differ", number)
        if self.next:
            message = ngettext("{n} or more statuses differ", "{n} or more statuses differ", number)
        return composed(message, n=Piece(strong=str(number)))

    def side(self, *, before: bool) -> str:
        assert self.asked, "only asked where there is something to compare"
        on, known = (self.asked.from_on, self.asked.from_known) if before else (self.asked.on, self.asked.known)
        return _("%(day)s, as known %(known)s") % {"day": in_words(on), "known": _known(known)}

    @property
    def before_heading(self) -> str:
        return _("On %(side)s") % {"side": self.side(before=True)}

    @property
    def after_heading(self) -> str:
        return _("On %(side)s") % {"side": self.side(before=False)}


def _known(knowledge: Knowledge | None) -> str:
    return _("on %(moment)s") % {"moment": knowledge_in_words(knowledge)} if knowledge else _("now")


def compare_page(
    request: HttpRequest, *, agreement: Agreement | None = None, pair: tuple[Party, Party] | None = None
) -> ComparePage:
    """Three statements, of a pair five, and one for each state of knowledge that is named."""
    subject, path, back = _subject(agreement, pair)
    typed = {name: shorten(request.GET.get(name, ""), 120) for name in FIELDS}
    problems: dict[str, str] = {}
    asked = _asked(request, problems)
    after_id = _whole_number(request.GET.get("after", ""), problems)
    if asked is None or problems or not asked.is_given:
        return ComparePage(subject, path, back, typed, asked if not problems else None, problems=problems)
    of_pair = pair_difference(asked.before, asked.after, pair) if pair else None
    rows = differing(asked.before, asked.after, agreement=agreement, within=of_pair)
    rows = rows.filter(pk__gt=after_id).order_by("pk")
    found = list(rows[: MOST + 1])
    lines = _lines([difference_from(row) for row in found[:MOST]], pinned(asked.on, asked.known))
    following = _next(request, found[MOST - 1].pk) if len(found) > MOST else ""
    query = pinned(asked.on, asked.known)
    moves = [MoveView(move, query) for move in of_pair.moves] if of_pair else None
    return ComparePage(subject, path, back, typed, asked, lines, following, _pinned(asked), moves=moves)


def _subject(agreement: Agreement | None, pair: tuple[Party, Party] | None) -> tuple[str, str, str]:
    """What is compared, in words; the page's own address; and the address of the page that it belongs to."""
    if agreement:
        return agreement.title, reverse("agreement_compare", args=[agreement.slug]), agreement.get_absolute_url()
    if pair:
        slug = canonical_pair(*(party.code for party in pair))
        name = f"{pair[0].name} – {pair[1].name}"
        return name, reverse("pair_compare", args=[slug]), reverse("pair", args=[slug])
    return _("Everything on record"), reverse("compare"), reverse("agreements")


def _asked(request: HttpRequest, problems: dict[str, str]) -> Asked | None:
    on = _day(request, "on", problems) or today()
    from_on = _day(request, "from_on", problems)
    known = _knowledge(request, "known_at", problems)
    from_known = _knowledge(request, "from_known_at", problems)
    if problems:
        return None
    if from_known and known and from_known.no > known.no:
        words = _("The earlier state of knowledge comes first: block %(first)d is before block %(second)d.")
        problems["from_known_at"] = words % {"first": known.no, "second": from_known.no}
        return None
    return Asked(from_on or on, on, from_known or known, known, is_given=bool(from_on or from_known))


def _day(request: HttpRequest, name: FieldName, problems: dict[str, str]) -> date | None:
    try:
        typed = typed_once(request, name)
        return read_day(typed) if typed else None
    except DateNotUnderstood as error:
        problems[name] = str(error)
        return None


def _knowledge(request: HttpRequest, name: FieldName, problems: dict[str, str]) -> Knowledge | None:
    try:
        return asked_knowledge(request, name)
    except (NotKnowledge, DateNotUnderstood) as error:
        problems[name] = str(error)
        return None


def _whole_number(typed: str, problems: dict[str, str]) -> int:
    """Where the page before ended."""
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 18):
        problems["after"] = no_place(typed)
        return 0
    return int(typed)


def _next(request: HttpRequest, last: int) -> str:
    kept = {name: request.GET[name] for name in FIELDS if request.GET.get(name)}
    return f"?{urlencode(kept | {'after': str(last)})}"


def _pinned(asked: Asked) -> str:
    known = asked.known or latest_knowledge()
    days = {"from_on": asked.from_on.isoformat(), "on": asked.on.isoformat()}
    from_known = {"from_known_at": str(asked.from_known.no)} if asked.from_known else {}
    return f"?{urlencode(days | from_known | ({'known_at': str(known.no)} if known else {}))}"


def _lines(found: Iterable[Difference], query: str) -> list[Line]:
    found = list(found)
    refs = {one.after.path.because[-1] for one in found if one.after.path.because}
    related = ("participation__party", "agreement", "towards")
    acts = StatusChange.objects.filter(slug__in=refs).select_related(*related)
    by_slug = {act.slug: act for act in acts.defer("agreement__story", "participation__story")}
    lines = [_line(one, by_slug, query) for one in found]
    return sorted(lines, key=_in_order)


def _line(one: Difference, acts: dict[str, StatusChange], query: str) -> Line:
    path = one.after.path
    act = acts.get(path.because[-1]) if path.because else None
    return Line(
        one, sign_of_side(one.before), sign_of_side(one.after), _since(one.before), _since(one.after), act, query
    )


def _since(side: Side) -> str:
    return some_day(PartialDate.parse(side.path.since)) if side.path.since else ""


def _in_order(line: Line) -> tuple[str, int, str]:
    """The agreement as a whole goes before its parties."""
    one = line.difference
    return one.agreement.title, one.agreement.pk, one.party.name if one.party else ""


def sign_of_side(side: Side) -> Sign:
    """What was possible at one of the two points."""
    standings: list[Any] = [(status, path_from(side.story, status)) for status in side.statuses]
    return sign_of_standings(standings) if side.words is AgreementStatus else sign_of_party(standings)
