"""Whether what is about to be recorded is on record already: the same said by the same source, or by another."""

from collections.abc import Sequence

from treaties.actions.assertions import AssertionGiven
from treaties.actions.sources import Cite
from treaties.actions.status_changes import ActGiven
from treaties.models import Agreement, Source, StatusAssertion, StatusChange
from treaties.rules.findings import Finding, Refused

DATES = ("done_on", "received_on", "effective_on")


def repeated(
    agreement: Agreement, given: ActGiven, cites: Sequence[Cite], *, instead_of: StatusChange | None = None
) -> list[Finding]:
    """A warning where another source already gave this act with these days. Raises Refused where this source did.

    Blocks are opened one after another, so that of two equal forms sent at once the second one sees the first. An act
    that no longer stands is no repetition.
    """
    same = StatusChange.objects.standing().filter(
        agreement=agreement,
        act=given.act,
        participation__party=given.by,
        scope=given.scope,
        towards=given.towards,
        **{name: getattr(given, name) for name in DATES if getattr(given, name)},
        **{f"{name}__isnull": True for name in DATES if not getattr(given, name)},
    )
    same = same.filter(about__slug=given.about) if given.about else same.filter(about=None)
    if instead_of:
        same = same.exclude(pk=instead_of.pk)
    if same.filter(citations__source__in=[one.source for one in cites]).exists():
        raise Refused(Finding("already_on_record", "This act, with these days and this source, is already on record."))
    if same.exists():
        sentence = (
            "The same act with the same days is already on record, from another source; this will be a second one."
        )
        return [Finding("recorded_from_another_source", sentence)]
    return []


def said_before(agreement: Agreement, given: AssertionGiven, sources: Sequence[Source]) -> None:
    """Raises Refused where the same source is on record as saying just this."""
    same = StatusAssertion.objects.standing().filter(
        agreement=agreement, status=given.status, asserted_on=given.asserted_on, citations__source__in=sources
    )
    if any(one.since == given.since and one.reason == (given.reason or "") for one in same):
        raise Refused(Finding("already_on_record", "That this source says so of this day is already on record."))
