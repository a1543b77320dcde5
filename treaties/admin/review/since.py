"""What is said beside a proposal: what was recorded since it was made, and the rules that it is against, in words."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.admin.mending.mended import is_mended, mended_words
from treaties.models import Proposal
from treaties.queries.proposals import recorded_since
from treaties.rules.acts import RULES
from treaties.rules.findings import Finding

SENTENCES = {rule.code: Finding(rule.code, " ".join((rule.__doc__ or "").split()), rule.article) for rule in RULES}


def rules_in_words(codes: Iterable[str]) -> Sequence[tuple[str, Finding | str]]:
    """Each rule with its code; one that is a rule no longer is said to be so."""
    return [(code, SENTENCES.get(code, "A rule of that time, which is none any more.")) for code in codes]


def changed_since(proposal: Proposal, screen: Any) -> list[SafeString]:
    """What bears on a proposal that waits and was not there when it was made. ``screen`` is the page of its form, or
    ``None`` where there is no such page any more."""
    said: list[SafeString] = []
    if screen is None:
        said.append(format_html("{}", "The page of this proposal is gone: what it is about is not there any more."))
    elif screen.row is not None and is_mended(row := _as_recorded(screen.row)):
        words = "What it is about no longer stands, so that it can only be refused or withdrawn. {}"
        said.append(format_html(words, mended_words(row)))
    if proposal.agreement_id and (found := recorded_since(proposal.agreement_id, proposal.proposed_at)):
        words = "Since it was proposed, {} recorded under this agreement."
        were = "was" if len(found) == 1 and found[0].startswith("1 ") else "were"
        said.append(format_html(words, f"{_and(found)} {were}"))
    return said


def _as_recorded(row: Any) -> Any:
    """Read anew: the row that a preview mended, and undid, still believes it."""
    return type(row)._default_manager.get(pk=row.pk)


def _and(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
