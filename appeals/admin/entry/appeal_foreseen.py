"""What the preview of an appeal shows: the appeal as people will read it, what each demand means, what to look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from appeals.actions.noticing import appeal_warnings, demand_warnings
from appeals.admin.entry.demand_words import status_words, target_words
from appeals.models import Appeal, Demand, SignatoryCount
from appeals.vocabulary import Caught, PartyRole
from treaties.dates import in_words
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
    how: Caught
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
        return len([one for one in self.caught if not one.how.is_by_rule])


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
                Caught(one.how),
                status_words(one) or "no status on record that day",
            )
            for one in sorted(
                demand.caught.all(), key=lambda one: (Caught(one.how).is_by_rule, one.agreement.short_title)
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
