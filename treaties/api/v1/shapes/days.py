"""Days, and how things stood on one."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, TypedDict

from treaties.api.v1.shapes.standing import ALWAYS, Applies, Dated, dated
from treaties.dates import PartialDate
from treaties.derivation.timeline import Path
from treaties.derivation.why import Reason
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import Standing
from treaties.vocabulary import AgreementStatus, EndReason, Evidence, Flag, ParticipationStatus, Status


class Day(TypedDict):
    """A day as far as it is known."""

    edtf: Annotated[str, "EDTF: `1997`, `1997-08`, `1997-08-01`, `1997-08?`, `1997~`, `2013-12/2014`, `../1918`"]
    earliest: Annotated[date | None, "The first day that it may have been; null where nothing bounds it"]
    latest: Annotated[date | None, "The last day that it may have been; null where nothing bounds it"]


class ReasonGiven(TypedDict):
    """One step of a why."""

    sentence: str
    article: Annotated[str, "Of the Vienna Convention on the Law of Treaties, unless it says otherwise; may be empty"]
    ref: Annotated[str, "The slug of a status change, or `clause:` and its kind; empty for what is not on record"]


class Basis(TypedDict):
    """What a status rests on."""

    since: Annotated[Day | None, "The day of the act or the term that led to it"]
    computed: Annotated[bool, "It follows from a clause, and no act on record confirms it"]
    contested: Annotated[bool, "The status rests on an assessment, or the nature of the instrument is contested"]
    flags: Annotated[list[Flag], "What else to know beside it"]
    evidence: Annotated[Evidence | None, "The strongest kind of source for the deciding act"]
    end_reason: Annotated[EndReason | None, "Why it ended, where it did"]


class AgreementStanding(Basis):
    """One status that an agreement may have had, and why."""

    status: AgreementStatus
    reasons: list[ReasonGiven]


class PartyStanding(Basis):
    """One standing that a party may have had under an agreement, and why."""

    status: ParticipationStatus
    reasons: list[ReasonGiven]


class AgreementStatusBrief(TypedDict):
    """The statuses that are possible on the day; one alone is certain."""

    possible: list[AgreementStatus]
    certain: bool


class PartyStatusBrief(TypedDict):
    """The standings that are possible on the day; one alone is certain."""

    possible: list[ParticipationStatus]
    certain: bool


class AgreementStatusDated(AgreementStatusBrief, Dated):
    """The statuses that are possible on the day; one alone is certain."""


class PartyStatusDated(PartyStatusBrief, Dated):
    """The standings that are possible on the day; one alone is certain."""


class AgreementStatusOnDay(AgreementStatusBrief, Basis, Dated):
    """The status on the day. `since`, `reasons` and so on are of the last possible one, `otherwise` of the others."""

    reasons: list[ReasonGiven]
    otherwise: Annotated[list[AgreementStanding], "The other possible statuses; empty where the status is certain"]


class PartyStatusOnDay(PartyStatusBrief, Basis, Dated):
    """The standing on the day. `since`, `reasons` and so on are of the last possible one, `otherwise` of the others."""

    reasons: list[ReasonGiven]
    otherwise: Annotated[list[PartyStanding], "The other possible standings; empty where the standing is certain"]


def day(partial: PartialDate | None) -> Day | None:
    return certain_day(partial) if partial else None


def certain_day(partial: PartialDate) -> Day:
    """Of a date that is never missing."""
    return {"edtf": partial.text, "earliest": partial.earliest, "latest": partial.latest}


def agreement_status(code: int | None) -> AgreementStatusBrief:
    possible = AgreementStatus.possible_in(code)
    return {"possible": possible, "certain": len(possible) == 1}


def party_status(code: int | None) -> PartyStatusBrief:
    possible = ParticipationStatus.possible_in(code)
    return {"possible": possible, "certain": len(possible) == 1}


def agreement_dated(kept: Kept, on: date, why: str) -> AgreementStatusDated:
    return {**agreement_status(kept.code_on(on)), **dated(kept, on, why, AgreementStatus)}


def party_dated(kept: Kept, on: date, why: str, *, applies: Applies = ALWAYS) -> PartyStatusDated:
    return {**party_status(kept.code_on(on)), **dated(kept, on, why, ParticipationStatus, applies=applies)}


def basis(path: Path, *, nature_is_contested: bool) -> Basis:
    return {
        "since": day(PartialDate.parse(path.since)) if path.since else None,
        "computed": Flag.COMPUTED in path.flags,
        "contested": Flag.CONTESTED in path.flags or nature_is_contested,
        "flags": sorted(path.flags),
        "evidence": path.evidence,
        "end_reason": path.reason,
    }


def on_day[S: Status](standings: list[Standing[S]], *, nature_is_contested: bool) -> Any:
    """All statuses that are possible on a day: of an agreement, or the standings of a party."""
    *others, last = [_standing(one, nature_is_contested) for one in standings]
    possible = [one.status for one in standings]
    last.pop("status")
    return {"possible": possible, "certain": not others, **last, "otherwise": others}


def _standing[S: Status](standing: Standing[S], nature_is_contested: bool) -> dict[str, Any]:
    based = basis(standing.path, nature_is_contested=nature_is_contested)
    return {"status": standing.status, **based, "reasons": reasons(standing.reasons)}


def reasons(given: Iterable[Reason]) -> list[ReasonGiven]:
    return [{"sentence": one.sentence, "article": one.article, "ref": one.ref} for one in given]
