"""What to look at in what was just recorded about appeals. Nothing of it is refused."""

from collections.abc import Iterator, Sequence
from datetime import date

from appeals.models import Appeal, AppealRelation, Demand
from appeals.queries.office_holders import held_office
from appeals.vocabulary import TargetKind
from treaties.dates import PartialDate, in_words
from treaties.rules.findings import Finding


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


def earlier_than(appeal: Appeal, day: PartialDate | None, what: str) -> list[Finding]:
    """A warning for what is said to have come before the appeal."""
    issued = appeal.issued_on
    if not (day and issued and is_before(day, issued)):
        return []
    words = f"{what} ({day.words()}) is earlier than the appeal, issued {issued.words()}."
    return [Finding("earlier_than_the_appeal", words)]


def is_before(one: PartialDate, other: PartialDate) -> bool:
    """For certain."""
    latest: date | None = one.latest
    return bool(latest and other.earliest and latest < other.earliest)
