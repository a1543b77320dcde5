"""Acts and assertions of an import: recorded, corrected where a newer edition says otherwise, and taken back."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import batched

from treaties.actions.assertions import AssertionGiven, AssertionToRecord, record_assertions
from treaties.actions.corrections import (
    correct_assertion,
    correct_status_change,
    retract_assertion,
    retract_status_change,
)
from treaties.actions.slugs import free_slug
from treaties.actions.status_changes import ActGiven, ActToRecord, record_acts
from treaties.importing.doing import Doing
from treaties.importing.entries import Entry
from treaties.importing.problems import Problem
from treaties.importing.retractions import Gone, RetractionGroup
from treaties.importing.rows import ActRow, AssertionRow
from treaties.importing.sorting import Found
from treaties.importing.standing import standing_of
from treaties.models import StatusAssertion, StatusChange
from treaties.rules.findings import Refused

AT_ONCE = 1_000
"""Acts, or assertions, that are recorded together; those of one agreement are never divided."""


def record_act_rows(doing: Doing, entries: Sequence[Entry[ActRow]]) -> None:
    """All new acts of an agreement at once; the agreements in the order of their ids, in which they are locked."""
    agreements = doing.record.agreements
    by_agreement: dict[str, list[Entry[ActRow]]] = {}
    for entry in entries:
        by_agreement.setdefault(entry.of, []).append(entry)
    together: list[str] = []
    acts = 0
    for slug in sorted(by_agreement, key=lambda slug: agreements[slug].pk):
        together.append(slug)
        acts += len(by_agreement[slug])
        if acts >= AT_ONCE:
            _record_acts(doing, {slug: by_agreement[slug] for slug in together})
            together, acts = [], 0
    if together:
        _record_acts(doing, {slug: by_agreement[slug] for slug in together})


def _record_acts(doing: Doing, by_agreement: Mapping[str, Sequence[Entry[ActRow]]]) -> None:
    """Of whole agreements."""
    acts = {slug: {_slug_for(doing, entry): entry for entry in entries} for slug, entries in by_agreement.items()}
    entry_of = {slug: entry for entries in acts.values() for slug, entry in entries.items()}
    try:
        recordings = record_acts(
            doing.block,
            [(doing.record.agreements[of], _to_record(doing, entries)) for of, entries in acts.items()],
            strictness=doing.strictness,
        )
    except Refused as refused:
        for finding in refused.findings:
            row = entry_of[finding.of].row
            doing.problems.append(Problem(row.at(finding.field), str(finding), finding.code, row.slug))
        return
    doing.underived -= by_agreement.keys()
    for recording in recordings:
        entry = entry_of[recording.change.slug]
        if doing.named_later is None or entry.key in doing.named_later:
            doing.record.acts.held[entry.key] = recording.change
        doing.warn(entry, recording.warnings)
    doing.done(len(entry_of))


def _to_record(doing: Doing, acts: Mapping[str, Entry[ActRow]]) -> list[ActToRecord]:
    return [
        ActToRecord(given=act_given(doing, entry.row), cites=doing.cites(entry.row.sources), slug=slug)
        for slug, entry in acts.items()
    ]


def _slug_for(doing: Doing, entry: Entry[ActRow]) -> str:
    """Its own; a further one where that was given to an act that a file no longer gave, and gives again."""
    taken = entry.key in doing.record.acts
    return free_slug(entry.name, StatusChange.objects.all()) if taken else entry.name


def act_given(doing: Doing, row: ActRow) -> ActGiven:
    parties = doing.record.parties
    answered = doing.standing_act(row.about)
    return ActGiven(
        act=row.act,
        by=parties.get(row.by),
        done_on=row.done_on,
        received_on=row.received_on,
        effective_on=row.effective_on,
        ends_on=row.ends_on,
        published_on=row.published_on,
        scope=row.scope,
        towards=parties.get(row.towards),
        about=answered.slug if answered else row.about,
        order_on_day=row.order_on_day,
        place=row.place,
        note=row.note,
        done_by_predecessor=parties.get(row.done_by_predecessor),
    )


def correct_act(doing: Doing, found: Found[ActRow, StatusChange]) -> None:
    row = found.entry.row
    mending = correct_status_change(
        doing.block,
        change=found.record,
        given=act_given(doing, row),
        reason=doing.why_corrected(found),
        cites=doing.cites(row.sources),
        strictness=doing.strictness,
        slug=free_slug(found.entry.name, StatusChange.objects.all()),
    )
    doing.warn(found.entry, mending.warnings)


def record_assertion_rows(doing: Doing, entries: Iterable[Entry[AssertionRow]]) -> None:
    for some in batched(entries, AT_ONCE):
        to_record = [
            AssertionToRecord(
                agreement=doing.record.agreements[entry.of],
                slug=_assertion_slug_for(doing, entry),
                given=assertion_given(entry.row),
                cites=doing.cites(entry.row.sources),
            )
            for entry in some
        ]
        for entry, assertion in zip(some, record_assertions(doing.block, to_record), strict=True):
            doing.record.assertions.held[entry.key] = assertion
        doing.done(len(some))


def _assertion_slug_for(doing: Doing, entry: Entry[AssertionRow]) -> str:
    taken = entry.key in doing.record.assertions
    return free_slug(entry.row.slug, StatusAssertion.objects.all()) if taken else entry.row.slug


def assertion_given(row: AssertionRow) -> AssertionGiven:
    return AssertionGiven(
        asserted_on=row.asserted_on, status=row.status, since=row.since, reason=row.reason, note=row.note
    )


def correct_assertion_row(doing: Doing, found: Found[AssertionRow, StatusAssertion]) -> None:
    row = found.entry.row
    correct_assertion(
        doing.block,
        assertion=found.record,
        given=assertion_given(row),
        reason=doing.why_corrected(found),
        cites=doing.cites(row.sources),
        slug=free_slug(row.slug, StatusAssertion.objects.all()),
    )


def retract_rows(doing: Doing, retractions: RetractionGroup) -> None:
    """What the files take back by a line of its own, of what is on record by now."""
    for entry in retractions.acts:
        if act := doing.standing_act(str(entry.key)):
            with doing.told_at(entry.row):
                cites = doing.cites(entry.row.sources)
                retract_status_change(doing.block, change=act, reason=entry.row.reason, cites=cites)
    for entry in retractions.assertions:
        known = doing.record.assertions.get(entry.key)
        if assertion := standing_of(known).row if known else None:
            with doing.told_at(entry.row):
                cites = doing.cites(entry.row.sources)
                retract_assertion(doing.block, assertion=assertion, reason=entry.row.reason, cites=cites)


def retract_gone(doing: Doing, gone: Iterable[Gone]) -> None:
    """What the newer edition no longer gives, unless another source says so too."""
    reason = f"{doing.files} no longer gives it."
    for one in gone:
        if one.rests_elsewhere or standing_of(one.record).row is None:
            continue
        if isinstance(one.record, StatusChange):
            retract_status_change(doing.block, change=one.record, reason=reason)
        else:
            retract_assertion(doing.block, assertion=one.record, reason=reason)
        doing.done(1)
