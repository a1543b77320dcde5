"""One act in words: whose, of what kind, on which days, how far it reaches, and what it answers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties.dates import PartialDate
from treaties.models import StatusAssertion, StatusChange
from treaties.vocabulary import Act, Scope
from treaties.web.sentences import capitalised

ENTRIES = (Act.ENTRY_INTO_FORCE, Act.ENTRY_INTO_FORCE_FOR_PARTY)
DAYS = {
    "done_on": (gettext_lazy("Done"), gettext_lazy("done %(day)s")),
    "received_on": (gettext_lazy("Received"), gettext_lazy("received %(day)s")),
    "effective_on": (gettext_lazy("In effect"), gettext_lazy("in effect %(day)s")),
    "ends_on": (gettext_lazy("Until"), gettext_lazy("until %(day)s")),
    "published_on": (gettext_lazy("Published"), gettext_lazy("published %(day)s")),
}
"""The days of an act in the order in which they follow each other: as labels, and with the day."""


def dates_of(change: StatusChange) -> list[tuple[str, PartialDate]]:
    """The days that are known, each with its label."""
    return [(str(label), partial) for name, (label, _with_day) in DAYS.items() if (partial := getattr(change, name))]


def _days_in_words(change: StatusChange) -> str:
    """“done 28 September 1999, in effect 1 May 2000”; empty where none is known."""
    known = [(words, partial) for name, (_label, words) in DAYS.items() if (partial := getattr(change, name))]
    return ", ".join(str(words) % {"day": partial.words()} for words, partial in known)


def by_whom(change: StatusChange) -> str:
    """“ by Azerbaijan”; of the agreement as a whole nothing."""
    if not change.participation:
        return ""
    return _(" by %(party)s") % {"party": change.participation.party.sentence_name}


def act_by(change: StatusChange) -> str:
    """“signature by Azerbaijan”."""
    act = Act(change.act).label
    if not change.participation:
        return act
    return _("%(act)s by %(party)s") % {"act": act, "party": change.participation.party.sentence_name}


def _as_far_as_it_reaches(change: StatusChange) -> str:
    """“suspension by Germany, towards the Beta Isles only”."""
    reach = reach_of(change)
    return _("%(act)s, %(reach)s") % {"act": act_by(change), "reach": reach} if reach else act_by(change)


def reach_of(change: StatusChange) -> str:
    """How far it reaches, where that is not the whole: “towards the Beta Isles only”."""
    towards = change.towards.sentence_name if change.towards else ""
    return {
        Scope.PART: _("for some of its provisions only"),
        Scope.PAIR: _("towards %(party)s only") % {"party": towards},
        Scope.TERRITORY: _("for %(party)s only") % {"party": towards},
    }.get(Scope(change.scope), "")


def act_in_words(change: StatusChange) -> str:
    """“28 September 1999: signature by Azerbaijan”."""
    when = change.effective_on if Act(change.act) in ENTRIES else None
    when = when or change.done_on or change.received_on or change.effective_on
    act = _as_far_as_it_reaches(change)
    if when is None:
        return _("Day not on record: %(act)s") % {"act": act}
    return _("%(day)s: %(act)s") % {"day": capitalised(when.words()), "act": act}


def act_in_full(change: StatusChange) -> str:
    """With every day that is known: “Signature by Azerbaijan: done 28 September 1999, in effect 1 May 2000”."""
    act, days = capitalised(_as_far_as_it_reaches(change)), _days_in_words(change)
    if not days:
        return _("%(act)s: no day on record") % {"act": act}
    return _("%(act)s: %(days)s") % {"act": act, "days": days}


def assertion_in_full(said: StatusAssertion) -> str:
    """“A source says “in force” of 5 October 2024, since 1997”."""
    told = {"status": said.get_status_display(), "day": said.asserted_on.words() if said.asserted_on else ""}
    if not said.since:
        return _("A source says “%(status)s” of %(day)s") % told
    return _("A source says “%(status)s” of %(day)s, since %(since)s") % (told | {"since": said.since.words()})
