"""What appeals add to the changes: letters and who signed, responses, outcomes, links. None changed a status."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from appeals.queries.changes import KINDS, AppealChange, changes_by_day, changes_in, numbers_recorded
from appeals.vocabulary import AppealKind, Grade, LinkRelation, OutcomeKind, ResponseKind, TextVersion
from treaties.dates import PartialDate
from treaties.models import Block
from treaties.queries.changes_by_day import Place
from treaties.queries.recorded_changes import Asked
from treaties.vocabulary import Act
from treaties.web.change_lines import DatedLine, RecordedLine
from treaties.web.sentences import capitalised
from treaties.web.signs import Sign


@dataclass(frozen=True, slots=True)
class AppealChanges:
    """Of one question."""

    asked: Asked

    def numbers(self, *, most: int, before: int | None) -> set[int]:
        return numbers_recorded(self.asked, most=most, before=before)

    def recorded_in(self, blocks: Sequence[Block]) -> list[RecordedLine]:
        """By block and appeal: the letter, what came back, and links."""
        together: dict[tuple[int, str], list[AppealChange]] = {}
        for change in sorted(changes_in(self.asked, blocks), key=_in_order):
            together.setdefault((change.block, change.slug), []).append(change)
        return [
            RecordedLine(
                block,
                f"appeal-{slug}",
                changes[0].title,
                _url(slug),
                tuple(map(in_words, changes)),
                no_status_changed(),
            )
            for (block, slug), changes in together.items()
        ]

    def by_day(self, *, most: int, place: Place | None) -> list[DatedLine]:
        return [
            DatedLine(
                change.place,
                PartialDate.parse(change.when),
                change.title,
                _url(change.slug),
                in_words(change),
                no_status_changed(),
            )
            for change in changes_by_day(self.asked, most=most, place=place)
        ]


def _in_order(change: AppealChange) -> tuple[int, int]:
    return KINDS.index(change.kind), change.key


def no_status_changed() -> Sign:
    return Sign("appeal", "appeal", _("Appeal: no status changed"))


def _url(slug: str) -> str:
    return reverse("appeal", args=[slug])


def in_words(change: AppealChange) -> str:
    return WORDS[change.kind](change)


def _response(change: AppealChange) -> str:
    kind = capitalised(ResponseKind(change.what).label)
    return _("%(kind)s by %(office)s.") % {"kind": kind, "office": change.whose}


def _outcome(change: AppealChange) -> str:
    return _("Demand %(n)d: “%(outcome)s” is asserted by %(office)s.") % {
        "n": change.number,
        "outcome": OutcomeKind(change.what).label,
        "office": change.whose,
    }


def _text(change: AppealChange) -> str:
    version = TextVersion(change.what).label
    return _("A text is held: %(version)s, language: %(language)s.") % {"version": version, "language": change.whose}


def _signatories(change: AppealChange) -> str:
    words = ngettext(
        "%(n)d name was listed under it: %(name)s.",
        "%(n)d names were listed under it, the first: %(name)s.",
        change.number,
    )
    return words % {"n": change.number, "name": change.whose}


def _withdrawal(change: AppealChange) -> str:
    return _("Signature withdrawn: %(name)s.") % {"name": change.whose}


def _correction(change: AppealChange) -> str:
    return _("%(what)s was corrected or retracted: %(reason)s") % {
        "what": MENDED[change.what],
        "reason": change.whose,
    }


def _letter(change: AppealChange) -> str:
    kind, body = capitalised(AppealKind(change.what).label), change.whose
    if not change.number:
        return _("%(kind)s; %(body)s.") % {"kind": kind, "body": body}
    return ngettext(
        "%(kind)s; %(body)s. It makes %(n)d demand.", "%(kind)s; %(body)s. It makes %(n)d demands.", change.number
    ) % {"kind": kind, "body": body, "n": change.number}


def _link(change: AppealChange) -> str:
    relation, grade = change.what.split("|")
    agreement, act = _of_act(change)
    return _("Linked to an act: %(relation)s, grade %(grade)s (%(agreement)s, %(act)s).") % {
        "relation": LinkRelation(relation).label,
        "grade": Grade(grade).label,
        "agreement": agreement,
        "act": act,
    }


def _counter_evidence(change: AppealChange) -> str:
    agreement, act = _of_act(change)
    words = _("Beside a link to an act (%(agreement)s, %(act)s), what speaks against it: %(statement)s")
    return words % {"agreement": agreement, "act": act, "statement": change.what}


def _of_act(change: AppealChange) -> tuple[str, str]:
    agreement, _bar, act = change.whose.rpartition("|")
    return agreement, Act(act).label


MENDED = {
    "response": gettext_lazy("A response"),
    "outcome": gettext_lazy("An outcome"),
    "link": gettext_lazy("A link to an act"),
    "signatory": gettext_lazy("A signatory"),
}
WORDS = {
    "letter": _letter,
    "text": _text,
    "signatories": _signatories,
    "withdrawal": _withdrawal,
    "response": _response,
    "outcome": _outcome,
    "link": _link,
    "counter_evidence": _counter_evidence,
    "correction": _correction,
}
"""How each kind is told."""
