"""Changes in words: one fact as it was recorded, and one act as it happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from treaties.dates import PartialDate
from treaties.derivation.stories import path_from
from treaties.models import Block, Clause, Participation, Party, StatusAssertion, StatusChange
from treaties.queries.changes_by_day import Place
from treaties.queries.recorded_changes import RecordedFact
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Nature, Verdict
from treaties.web.act_words import act_in_words, assertion_in_full, reach_of
from treaties.web.sentences import capitalised
from treaties.web.signs import Sign, sign_of_standings

APPEAL = "appeal"


@dataclass(frozen=True, slots=True)
class DatedLine:
    """What happened on a day, under one heading that leads to its page."""

    place: Place
    when: PartialDate
    title: str
    url: str
    words: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """What was recorded in one block under one heading. ``name`` tells it from others of the block, for ever."""

    block: int
    name: str
    title: str
    url: str
    words: tuple[str, ...]
    sign: Sign | None


class OtherChanges(Protocol):
    """What another app tells of the same question."""

    def numbers(self, *, most: int, before: int | None) -> set[int]: ...

    def recorded_in(self, blocks: Sequence[Block]) -> list[RecordedLine]: ...

    def by_day(self, *, most: int, place: Place | None) -> list[DatedLine]: ...


def sign_of_change(code: int | None, story: Any, nature: str) -> Sign:
    """The agreement's status, with what its nature adds: a text that binds nobody, or may not."""
    standings = [(status, path_from(story, status)) for status in AgreementStatus.possible_in(code)]
    sign = sign_of_standings(standings)
    if nature == Nature.NON_BINDING:
        return Sign("soft", "soft", _("%(status)s; non-binding") % {"status": sign.words})
    if nature == Nature.CONTESTED:
        return Sign("contra", "contra", _("%(status)s; nature contested") % {"status": sign.words})
    return sign


# --- As it happened ---------------------------------------------------------------------------------------------------


def dated_lines(acts: Iterable[Any]) -> list[DatedLine]:
    """Acts of one day under one agreement are one line; in the order in which they come."""
    together: dict[tuple[int, str], list[Any]] = {}
    for act in acts:
        when = _when(act)
        if when:
            together.setdefault((act.agreement_id, when.text), []).append(act)
    return [_dated(of_one) for of_one in together.values()]


def _when(act: StatusChange) -> PartialDate | None:
    return act.done_on or act.received_on or act.effective_on


def _dated(acts: list[Any]) -> DatedLine:
    """The last in the order gives the place, so that a list goes on after all of them."""
    first, last, when = acts[0], acts[-1], _when(acts[0])
    assert when, "acts without a day are in no order of days"
    agreement = first.agreement
    sign = sign_of_change(first.code, first.story, agreement.nature)
    place = Place(last.day, 0, last.key)
    return DatedLine(place, when, agreement.title, agreement.get_absolute_url(), _together(acts), sign)


def _together(acts: Iterable[Any]) -> str:
    """“Signature by Azerbaijan and the United States, at Baku.”"""
    by_kind: dict[tuple[str, str, str], list[str]] = {}
    for act in sorted(acts, key=lambda one: one.pk):
        who = act.participation.party.sentence_name if act.participation else ""
        by_kind.setdefault((act.act, reach_of(act), act.place), []).append(who)
    found = []
    for (act, reach, place), who in by_kind.items():
        named = _named([name for name in dict.fromkeys(who) if name])
        by = _(" by %(parties)s") % {"parties": named} if named else ""
        at = _(", at %(place)s") % {"place": place} if place else ""
        found.append(f"{Act(act).label}{by}{f', {reach}' if reach else ''}{at}")
    return f"{capitalised('; '.join(found))}."


def _named(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(several)s and %(last)s") % {"several": ", ".join(names[:-1]), "last": names[-1]}


# --- As it was recorded -----------------------------------------------------------------------------------------------


def fact_in_words(fact: RecordedFact) -> str:
    said = fact.said
    match fact.kind:
        case "agreement":
            return _("Agreement added to the record.")
        case "act":
            return f"{act_in_words(_act(said))}."
        case "assertion":
            return f"{assertion_in_full(_assertion(said))}."
        case "clause":
            return _("Clause: %(clause)s.") % {"clause": _clause_in_words(said)}
        case "judgement":
            verdict = Verdict(said["verdict"]).label
            return _("A contradiction was judged, %(verdict)s: %(reason)s") % {
                "verdict": verdict,
                "reason": said["reason"],
            }
    return _mended_in_words(said)


def _mended_in_words(said: dict[str, Any]) -> str:
    was, new = (_row_in_words(said, prefix) for prefix in ("", "new_"))
    given = {"was": was, "new": new, "reason": said["reason"]}
    if new:
        return _("Corrected: “%(was)s” no longer stands, “%(new)s” stands instead. %(reason)s") % given
    return _("Retracted: “%(was)s” no longer stands. %(reason)s") % given


def _row_in_words(said: dict[str, Any], prefix: str) -> str:
    if act := said[f"{prefix}act"]:
        return act_in_words(_act(act))
    if assertion := said[f"{prefix}assertion"]:
        return assertion_in_full(_assertion(assertion))
    return _clause_in_words(clause) if (clause := said[f"{prefix}clause"]) else ""


def _act(said: dict[str, Any]) -> StatusChange:
    """As much of an act as its words need; it is not saved."""
    days = {name: _day(said[name]) for name in ("done_on", "received_on", "effective_on", "ends_on", "published_on")}
    own = Participation(party=Party(sentence_name=said["by"])) if said["by"] else None
    towards = Party(sentence_name=said["towards"]) if said["towards"] else None
    return StatusChange(act=said["act"], scope=said["scope"], participation=own, towards=towards, **days)


def _assertion(said: dict[str, Any]) -> StatusAssertion:
    return StatusAssertion(
        status=said["status"],
        asserted_on=_day(said["asserted_on"]) or PartialDate.of(date.max),
        since=_day(said["since"]),
    )


def _clause_in_words(said: dict[str, Any]) -> str:
    clause = Clause(kind=said["kind"], months=said["months"], days=said["days"])
    return f"{ClauseKind(clause.kind).label}, {clause.length}" if clause.length else ClauseKind(clause.kind).label


def _day(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
