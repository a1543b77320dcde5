"""One act in words: whose, of what kind, on which days, how far it reaches, and what it answers."""

from treaties.dates import PartialDate
from treaties.models import StatusAssertion, StatusChange
from treaties.vocabulary import Act, Scope
from treaties.web.sentences import capitalised

ENTRIES = (Act.ENTRY_INTO_FORCE, Act.ENTRY_INTO_FORCE_FOR_PARTY)


def dates_of(change: StatusChange) -> list[tuple[str, PartialDate]]:
    """The days that are known, each with its label, in the order in which they follow each other."""
    dates = (
        ("Done", change.done_on),
        ("Received", change.received_on),
        ("In effect", change.effective_on),
        ("Until", change.ends_on),
        ("Published", change.published_on),
    )
    return [(label, partial) for label, partial in dates if partial]


def by_whom(change: StatusChange) -> str:
    """“ by Azerbaijan”; of the agreement as a whole nothing."""
    return f" by {change.participation.party.sentence_name}" if change.participation else ""


def reach_of(change: StatusChange) -> str:
    """How far it reaches, where that is not the whole: “towards the Beta Isles only”."""
    towards = change.towards.sentence_name if change.towards else ""
    return {
        Scope.PART: "for some of its provisions only",
        Scope.PAIR: f"towards {towards} only",
        Scope.TERRITORY: f"for {towards} only",
    }.get(Scope(change.scope), "")


def act_in_words(change: StatusChange) -> str:
    """“28 September 1999: signature by Azerbaijan”."""
    act, reach = Act(change.act), reach_of(change)
    when = change.effective_on if act in ENTRIES else None
    when = when or change.done_on or change.received_on or change.effective_on
    day = capitalised(when.words()) if when else "Day not on record"
    return f"{day}: {act.label}{by_whom(change)}{f', {reach}' if reach else ''}"


def act_in_full(change: StatusChange) -> str:
    """With every day that is known: “Signature by Azerbaijan: done 28 September 1999, in effect 1 May 2000”."""
    days = ", ".join(f"{label.lower()} {partial.words()}" for label, partial in dates_of(change))
    reach = reach_of(change)
    whole = f"{Act(change.act).label}{by_whom(change)}{f', {reach}' if reach else ''}"
    return f"{capitalised(whole)}: {days or 'no day on record'}"


def assertion_in_full(said: StatusAssertion) -> str:
    """“A source says “in force” of 5 October 2024, since 1997”."""
    since = f", since {said.since.words()}" if said.since else ""
    asserted = said.asserted_on.words() if said.asserted_on else ""
    return f"A source says “{said.get_status_display()}” of {asserted}{since}"
