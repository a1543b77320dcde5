"""Acts and assertions in a few words."""

from treaties.models import StatusAssertion, StatusChange


def act_in_words(change: StatusChange) -> str:
    """“Notice of termination, Azerbaijan, 1 March 2026”; select ``participation__party`` before."""
    day = change.done_on or change.received_on or change.effective_on
    parts = [
        change.get_act_display().capitalize(),
        change.participation.party.name if change.participation else "",
        day.words() if day else "",
    ]
    return ", ".join(filter(None, parts))


def assertion_in_words(assertion: StatusAssertion) -> str:
    day = assertion.asserted_on
    return f"{assertion.get_status_display().capitalize()}, said of {day.words() if day else 'an unknown day'}"
