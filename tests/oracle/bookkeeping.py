"""What a machine writes down while it drives the record: which acts stand, as the oracle is told of them."""

from dataclasses import dataclass, replace
from datetime import date

from tests.oracle.told import NEVER, History, Member, Span, Told
from treaties.actions.status_changes import ActGiven
from treaties.dates import PartialDate
from treaties.models import Agreement, StatusChange
from treaties.models.timelines import Kept
from treaties.vocabulary import AgreementStatus, ParticipationStatus, Scope

NAMES = {"done": "done_on", "received": "received_on", "effective": "effective_on", "ends": "ends_on"}


def span(known: PartialDate) -> Span:
    return Span(known.earliest or date.min, known.latest or NEVER, known.is_exact)


def told(name: str, given: ActGiven) -> Told:
    dates = {field: getattr(given, column) for field, column in NAMES.items()}
    return Told(
        name=name,
        act=str(given.act),
        by=given.by.code if given.by else "",
        spans={field: span(known) for field, known in dates.items() if known},
        is_whole=given.scope is Scope.WHOLE,
        about=given.about,
        order=given.order_on_day,
    )


@dataclass
class Ledger:
    """One agreement among invented parties, and the acts of it that stand, in the order of recording."""

    agreement: Agreement
    members: tuple[Member, ...]
    term: int
    standing: dict[str, tuple[StatusChange, ActGiven]]

    def replace(self, slug: str, new: str, change: StatusChange, given: ActGiven) -> None:
        """A correction: what answered the old act answers the new one."""
        del self.standing[slug]
        for name, (row, one) in self.standing.items():
            if one.about == slug:
                self.standing[name] = row, replace(one, about=new)
        self.standing[new] = change, given

    def history(self, also: Told | None = None, without: str = "") -> History:
        acts = [told(name, given) for name, (_, given) in self.standing.items() if name != without]
        return History(self.agreement.is_bilateral, self.members, (*acts, *([also] if also else [])), self.term)


def answers(kept: dict[str, Kept]):
    """The kept timelines as the oracle asks for them: by party (empty: the whole) and day."""

    def answer(code: str, day: date) -> dict[str, tuple[frozenset[str], str]]:
        words = ParticipationStatus if code else AgreementStatus
        story = kept[code].story_on(day) or {}
        stored = {str(status): story.get(str(status), {}) for status in words.possible_in(kept[code].code_on(day))}
        return {name: (frozenset(one.get("flags", ())), one.get("reason", "")) for name, one in stored.items()}

    return answer
