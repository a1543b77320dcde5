"""A deadline in words: what is due, and what comes of it."""

from treaties.dates import PartialDate
from treaties.queries.deadlines import AfterTerm, Deadline
from treaties.vocabulary import DayKind


def what_is_due(one: Deadline) -> str:
    """“Last day to give notice of non-renewal”, “Notice of termination by Azerbaijan takes effect”."""
    by = f" by {one.party.sentence_name}" if one.party else ""
    match one.kind:
        case DayKind.ENTRY_INTO_FORCE:
            return "Entry into force"
        case DayKind.ENTRY_FOR_PARTY:
            return f"Entry into force for {one.party.sentence_name}" if one.party else "Entry into force for a party"
        case DayKind.NOTICE_TAKES_EFFECT:
            return f"A notice{by} takes effect"
        case DayKind.END_OF_SURVIVAL:
            for_whom = f" for {one.party.sentence_name}" if one.party else ""
            return f"Provisions that survive{for_whom} cease to apply"
        case DayKind.END_OF_TERM:
            return "End of a term" if one.after is AfterTerm.RENEWED else "End of the term"
    return f"Last day to give notice of {'denunciation' if one.by_leaving else 'non-renewal'}"


def what_follows(one: Deadline) -> str:
    """One sentence; empty where nothing is to be said."""
    match one.after:
        case AfterTerm.RENEWED if one.by_leaving:
            by = "then" if one.kind is DayKind.LAST_DAY_FOR_NOTICE else _by(one.before) if one.before else "then"
            return f"It goes on{_for(one)} for whoever gives no notice by {by}."
        case AfterTerm.RENEWED if one.kind is DayKind.LAST_DAY_FOR_NOTICE:
            return f"Without a notice by then, it is renewed tacitly{_for(one)}."
        case AfterTerm.RENEWED:
            before = f" by {_by(one.before)}" if one.before else ""
            return f"It is renewed tacitly{_for(one)} unless notice is given{before}."
        case AfterTerm.NOT_RENEWED:
            return "A notice against renewal is on record: it ends with this term."
        case AfterTerm.ENDS:
            return "It ends with this term, unless it is extended."
        case AfterTerm.EXTENDED:
            return "Another term follows, by an act on record."
    return ""


def _for(one: Deadline) -> str:
    return f" for {one.renewed_for}" if one.renewed_for else ""


def _by(day: PartialDate) -> str:
    return day.words().removeprefix("by ")


def how_known(one: Deadline) -> str:
    return "Stated by a source." if one.is_stated else "Computed from the record; no source states this day."
