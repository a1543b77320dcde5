"""A contradiction in words: what the record or the law says, what the source says, and what would settle the two."""

from treaties.dates import PartialDate
from treaties.derivation.timeline import Path
from treaties.models import Agreement, StatusChange
from treaties.queries.contradictions import Contradiction, ContradictionKind
from treaties.vocabulary import Act, AgreementStatus, DayKind, EndReason, Flag, Nature, Verdict

VERDICTS = {
    ContradictionKind.STATUS: {Verdict.RECORD: "the record stands", Verdict.SOURCE: "the source is right"},
    ContradictionKind.COMPUTED_DAY: {
        Verdict.RECORD: "the computed day is right",
        Verdict.SOURCE: "the day that the source states is right",
    },
    ContradictionKind.TWO_DAYS: {
        Verdict.RECORD: "the day recorded first is right",
        Verdict.SOURCE: "the day recorded later is right",
    },
}
"""What the two verdicts mean of each kind of contradiction; that it is open means the same of all."""
HEADINGS = {
    ContradictionKind.STATUS: ("What the record derives", "What a source says"),
    ContradictionKind.COMPUTED_DAY: ("What law computes", "What a source states"),
    ContradictionKind.TWO_DAYS: ("What one source states", "What another source states"),
}


def verdict_in_words(kind: ContradictionKind, verdict: Verdict) -> str:
    return VERDICTS[kind].get(verdict, verdict.label)


def subject(one: Contradiction) -> str:
    """What the two disagree about: “Status on 5 October 2024”, “Ratification by Azerbaijan”."""
    row = one.row
    if isinstance(row, StatusChange):
        label = f"{_label(row)}: when it takes effect" if one.day_kind in _EFFECTS else _label(row)
        return f"{label[:1].upper()}{label[1:]}"
    return f"Status on {row.asserted_on.words()}" if row.asserted_on else "Status"


_EFFECTS = (DayKind.NOTICE_TAKES_EFFECT, DayKind.ENTRY_FOR_PARTY)


def _label(act: StatusChange) -> str:
    by = f" by {act.participation.party.sentence_name}" if act.participation else ""
    return f"{Act(act.act).label}{by}"


def ours_in_words(one: Contradiction) -> str:
    """“Ended (expired), since some day …, computed”; of two days, the day alone."""
    if one.kind is not ContradictionKind.STATUS:
        return _day(one.ours)
    words = " or ".join(status.label for status in one.statuses)
    path = one.path or Path()
    reason = f" ({path.reason.label})" if path.reason and len(one.statuses) == 1 else ""
    since = f", since {_some_day(one.ours)}" if one.ours and len(one.statuses) == 1 else ""
    computed = ", computed" if Flag.COMPUTED in path.flags else ""
    return f"{words[:1].upper()}{words[1:]}{reason}{since}{computed}"


def theirs_in_words(one: Contradiction) -> str:
    if isinstance(one.row, StatusChange):
        return _day(one.theirs)
    words = one.row.get_status_display()
    since = f", since {_some_day(one.theirs)}" if one.theirs else ""
    return f"{words[:1].upper()}{words[1:]}{since}"


def _some_day(day: PartialDate) -> str:
    words = day.words()
    return f"some day {words}" if words.startswith(("between", "on or after", "by")) else words


def _day(day: PartialDate | None) -> str:
    words = day.words() if day else "day not on record"
    return f"{words[:1].upper()}{words[1:]}"


def what_would_settle(one: Contradiction) -> str:
    match one.kind:
        case ContradictionKind.COMPUTED_DAY:
            return _settles_a_computed_day(one)
        case ContradictionKind.TWO_DAYS:
            return "the instrument itself, or the entry in the register of the depositary"
    return what_settles_a_status(one.agreement, one.statuses[-1], one.path or Path())


def _settles_a_computed_day(one: Contradiction) -> str:
    if one.day_kind is DayKind.NOTICE_TAKES_EFFECT:
        return (
            "the notice in its original, with the day on which it was received, and the depositary’s notification of it"
        )
    if one.day_kind is DayKind.ENTRY_INTO_FORCE:
        return "the depositary’s notification of entry into force, and the days of the consents that it counts from"
    if one.day_kind is DayKind.END_OF_TERM:
        return "the text of the clause on its term, and the notes or the register entry that show when it ended"
    return "the depositary’s notification of the deposit, which says when it takes effect"


def what_settles_a_status(agreement: Agreement, status: AgreementStatus, path: Path) -> str:
    """What would settle a disagreement between the record and a source about a status."""
    since = f" after {_year(path.since)}" if path.since else ""
    if Flag.COMPUTED in path.flags:
        return f"the text, an exchange of notes, or a register entry showing an extension{since}"
    if agreement.nature in (Nature.CONTESTED, Nature.UNKNOWN):
        return "the primary text, which would show what it is in law, and an entry in a register or notes on its force"
    if status is AgreementStatus.SIGNED:
        return "a register entry, or the notes or instruments that brought it into force"
    if path.reason is EndReason.LAPSED:
        return "the instrument itself, or the notice in its original"
    return "the text, or an entry in the register of the depositary or of a party"


def _year(edtf: str) -> str:
    partial = PartialDate.parse(edtf)
    return str((partial.latest or partial.possible_from).year)
