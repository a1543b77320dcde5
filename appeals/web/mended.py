"""What was corrected or retracted about an appeal, in words: responses, outcomes, links and signatories."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from appeals.models import AppealCorrection, Link, Outcome, Response, Signatory
from appeals.web.wording import LinkView
from treaties.queries.knowledge import Knowledge
from treaties.web.act_words import act_in_full
from treaties.web.days import AskedDay, knowledge_in_words, pinned
from treaties.web.sentences import capitalised


@dataclass(frozen=True, slots=True)
class MendedPart:
    """One correction or retraction."""

    correction: AppealCorrection
    day: AskedDay

    @property
    def was(self) -> str:
        return part_in_words(self.correction.row)

    @property
    def instead(self) -> str:
        """What replaced it; empty where it was retracted."""
        return part_in_words(self.correction.replacement) if self.correction.replacement else ""

    @property
    def moment(self) -> str:
        return knowledge_in_words(Knowledge(self.correction.block.no, self.correction.block.at))

    @property
    def before(self) -> str:
        """The query that shows the record as it was known before."""
        return pinned(self.day.on, Knowledge(self.correction.block_id - 1, self.correction.block.at))


def part_in_words(part: Response | Outcome | Link | Signatory) -> str:
    match part:
        case Outcome():
            return _outcome(part)
        case Link():
            return _link(part)
        case Signatory():
            return _("Signatory: %(signatory)s") % {"signatory": part}
    return _response(part)


def _response(part: Response) -> str:
    when = f", {part.responded_on.words()}" if part.responded_on else ""
    words = _("%(kind)s by %(by)s") % {"kind": capitalised(part.get_kind_display()), "by": part.by}
    return f"{words}{when}: {part.summary}"


def _outcome(part: Outcome) -> str:
    """“Demand 6: granted, asserted by the press, 1 March 2025”."""
    when = f", {part.asserted_on.words()}" if part.asserted_on else ""
    words = _("Demand %(n)d: %(outcome)s, asserted by %(by)s")
    told = {"n": part.demand.ordinal, "outcome": part.get_kind_display(), "by": part.asserted_by}
    return f"{words % told}{when}"


def _link(part: Link) -> str:
    """“Link of demand 6 to an act, Arrangement with USAID (notice of termination: …): requested, grade E”."""
    words = _("Link to an act, %(agreement)s (%(act)s): %(relation)s, grade %(grade)s")
    told = {
        "agreement": part.status_change.agreement.short_title,
        "act": act_in_full(part.status_change),
        "relation": LinkView(part).relation,
        "grade": part.grade,
        "n": part.demand.ordinal if part.demand else 0,
    }
    if part.demand:
        words = _("Link of demand %(n)d to an act, %(agreement)s (%(act)s): %(relation)s, grade %(grade)s")
    return words % told
