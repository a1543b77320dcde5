"""What the preview of an appeal shows: the appeal as people will read it, what each demand means, what to look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from appeals.admin.entry.demand_words import status_words, target_words
from appeals.models import Appeal, AppealRelation, Demand, SignatoryCount
from appeals.queries.office_holders import held_office
from appeals.vocabulary import Caught, PartyRole, TargetKind
from treaties.dates import PartialDate, in_words
from treaties.rules.findings import Finding

WITH: tuple[str, ...] = (
    "targets__agreement",
    "targets__rule_one",
    "targets__rule_other",
    "targets__participation__agreement",
    "targets__participation__party",
    "caught__agreement",
)


@dataclass(frozen=True, slots=True)
class CaughtShown:
    agreement: str
    how: str
    status: str


@dataclass(frozen=True, slots=True)
class DemandShown:
    """``targets`` in words; ``caught`` are the agreements that they mean on the day of the appeal."""

    heading: str
    action: str
    further: Sequence[str]
    targets: Sequence[str]
    caught: Sequence[CaughtShown]

    @property
    def named(self) -> int:
        return len([one for one in self.caught if one.how != Caught.BY_RULE.label])


@dataclass(frozen=True, slots=True)
class AppealShown:
    title: str
    lines: Sequence[tuple[str, str]]
    """What is said of it: a name, and words."""
    frozen_on: str
    demands: Sequence[DemandShown]
    warnings: Sequence[Finding]


def appeal_shown(appeal: Appeal) -> AppealShown:
    """To be read in the block that wrote it. A fixed number of statements."""
    demands = demands_of(appeal)
    return AppealShown(
        title=appeal.title,
        lines=[(name, words) for name, words in _lines(appeal) if words],
        frozen_on=frozen_on(appeal),
        demands=[demand_shown(demand) for demand in demands],
        warnings=[*appeal_warnings(appeal), *demand_warnings(appeal, demands)],
    )


def demands_of(appeal: Appeal, *, after: int = 0) -> list[Demand]:
    """With their targets and what they caught; those with a greater key only."""
    found = Demand.objects.filter(appeal=appeal, pk__gt=after).order_by("ordinal")
    return list(found.prefetch_related(*WITH))


def frozen_on(appeal: Appeal) -> str:
    day = appeal.issued_on and appeal.issued_on.latest
    return in_words(day) if day else ""


def demand_shown(demand: Demand) -> DemandShown:
    further = [demand.condition, f"By {demand.deadline.words()}" if demand.deadline else "", demand.locator]
    return DemandShown(
        heading=f"{demand.ordinal}. {demand.heading}",
        action=demand.get_action_display(),
        further=[words for words in further if words],
        targets=[target_words(target) for target in demand.targets.all()],
        caught=[
            CaughtShown(
                one.agreement.short_title,
                Caught(one.how).label,
                status_words(one) or "no status on record that day",
            )
            for one in sorted(
                demand.caught.all(), key=lambda one: (one.how == Caught.BY_RULE, one.agreement.short_title)
            )
        ],
    )


def _lines(appeal: Appeal) -> Iterator[tuple[str, str]]:
    yield "Kind", appeal.get_kind_display().capitalize()
    yield "From", _with_parties(appeal.issuing_body, _names(appeal, PartyRole.ISSUER))
    offices = [_office(appeal.addressee_name, appeal.addressee_office)]
    offices += [_office(one.name, one.office) for one in appeal.further_addressees.all()]
    yield "To", _with_parties("; ".join(offices), _names(appeal, PartyRole.ADDRESSEE))
    yield "Concerns", ", ".join(_names(appeal, PartyRole.CONCERNED))
    days = {"Issued": appeal.issued_on, "Received": appeal.received_on, "Published": appeal.published_on}
    yield from ((name, day.words() if day else "") for name, day in days.items())
    yield "Text held", ", ".join(filter(None, [appeal.get_text_held_display(), appeal.language]))
    yield "Versions", "; ".join(str(text) for text in appeal.texts.all())
    yield "Counts", "; ".join(_count(one) for one in appeal.signatory_counts.prefetch_related("citations__source"))
    signatories = list(appeal.signatories.all())
    if signatories:
        named = "; ".join(str(one) for one in signatories[:3])
        more = len(signatories) - 3
        yield "Signed by", f"{named}; and {more} more" if more > 0 else named
    for relation in appeal.relations.select_related("other"):
        yield relation.get_kind_display().capitalize(), relation.other.title
    yield "Grounds", appeal.grounds
    yield "Summary", appeal.summary


def _names(appeal: Appeal, role: PartyRole) -> list[str]:
    return [one.party.name for one in appeal.parties.select_related("party").filter(role=role).order_by("pk")]


def _with_parties(words: str, names: Sequence[str]) -> str:
    return f"{words} ({', '.join(names)})" if names else words


def _office(name: str, office: str) -> str:
    return f"{name}, {office}" if name else office


def _count(count: SignatoryCount) -> str:
    sources = ", ".join(one.source.label for one in count.citations.all())
    breakdown = f" ({count.breakdown})" if count.breakdown else ""
    words = f"{count.count:,} {count.get_kind_display()}{breakdown}"
    return f"{words}, {sources}" if sources else f"{words}, no source"


def appeal_warnings(appeal: Appeal) -> Iterator[Finding]:
    issued = appeal.issued_on
    assert issued, "the column is not null"
    if not issued.is_exact:
        last = issued.latest and f"what demands mean is frozen as of {in_words(issued.latest)}, its last possible day"
        words = f"The day it was issued is not exact ({issued.words()}); {last or 'it has no last possible day'}."
        yield Finding("issued_imprecise", words)
    for name, day in (("received", appeal.received_on), ("published", appeal.published_on)):
        if day and is_before(day, issued):
            yield Finding("before_issued", f"It was {name} ({day.words()}) before it was issued ({issued.words()}).")
    for count in appeal.signatory_counts.filter(citations=None):
        words = f"The count of {count.count:,} ({count.get_kind_display()}) has no source."
        yield Finding("count_without_source", words)
    for relation in appeal.relations.select_related("appeal", "other"):
        yield from relation_warning(relation)
    same = Appeal.objects.filter(issuing_body__iexact=appeal.issuing_body, issued_on=issued).exclude(pk=appeal.pk)
    for other_appeal in same[:3]:
        yield Finding("same_body_and_day", f"The same body issued another appeal that day: {other_appeal.title}.")
    yield from holder_warnings(appeal)


def relation_warning(relation: AppealRelation) -> Iterator[Finding]:
    """An appeal can hardly answer, counter or cite one that came after it."""
    issued, other = relation.appeal.issued_on, relation.other.issued_on
    if issued and other and is_before(issued, other):
        later = f"{relation.other.title}, {other.words()}"
        words = f"It is “{relation.get_kind_display()}” an appeal that was issued later: {later}."
        yield Finding("related_to_a_later_one", words)


def holder_warnings(appeal: Appeal) -> Iterator[Finding]:
    offices = [(appeal.addressee_office, appeal.addressee_name)]
    offices += [(one.office, one.name) for one in appeal.further_addressees.all()]
    for office, name in offices:
        yield from holder_warning(appeal, office, name)


def holder_warning(appeal: Appeal, office: str, name: str) -> Iterator[Finding]:
    """Another name is on record for the same office and day."""
    day = appeal.issued_on.latest if appeal.issued_on else None
    for holder in held_office(office, on=day, but=appeal.pk) if name and day else ():
        if holder.name.casefold() != name.casefold() and holder.away(day) == 0:
            words = f"On the same day another appeal names {holder.name} as {office}: {holder.appeal.title}."
            yield Finding("another_holder_that_day", words)


def demand_warnings(appeal: Appeal, demands: Sequence[Demand]) -> Iterator[Finding]:
    of_appeal = {one.party_id for one in appeal.parties.all()}
    for demand in demands:
        targets = list(demand.targets.all())
        if not targets:
            yield Finding("no_target", f"Demand {demand.ordinal} has no target.")
        if any(target.kind == TargetKind.RULE for target in targets) and not demand.caught.all():
            yield Finding("rule_catches_none", f"The rule of demand {demand.ordinal} catches no agreement on record.")
        rules = [{target.rule_one_id, target.rule_other_id} for target in targets if target.kind == TargetKind.RULE]
        parties = rules[0] if rules else of_appeal
        for target in targets:
            if target.agreement and len(parties & set(target.agreement.party_ids)) < min(2, len(parties)):
                who = "the two parties" if len(parties) == 2 else "two of the parties"
                named = target.agreement.short_title
                words = f"Demand {demand.ordinal} names {named}, in which {who} have no part together."
                yield Finding("no_part_in_it", words)


def is_before(one: PartialDate, other: PartialDate) -> bool:
    """For certain."""
    latest: date | None = one.latest
    return bool(latest and other.earliest and latest < other.earliest)
