"""What the journal is asked about an appeal, and how its rows are said."""

from typing import Any

from django.db.models import Q

from appeals.models import (
    Addressee,
    Appeal,
    AppealCitation,
    AppealCorrection,
    AppealParty,
    AppealRelation,
    AppealText,
    CaughtAgreement,
    CounterEvidence,
    Demand,
    Link,
    Outcome,
    Response,
    Signatory,
    SignatoryCount,
    SignatureWithdrawal,
    Target,
)
from appeals.models.citations import CITED
from appeals.queries.desk_lists import THROUGH
from treaties.admin.journal_history import Names, Part, own_words
from treaties.models import Agreement, Party, StatusChange

CAUGHT, CAUGHT_MANY = "agreement caught on the appeal’s day", "agreements caught on the appeal’s day"
MENDED = ("response", "outcome", "link", "signatory")


def told_of_appeal(appeal: Appeal) -> list[Part]:
    of: dict[str, Any] = {"appeal": appeal}
    cited, mended = Q(**of), Q(pk__in=[])
    for name, path in THROUGH.items():
        cited |= Q(**{f"{name}__{path}": appeal})
    for name in MENDED:
        mended |= Q(**{f"{name}__{THROUGH[name]}": appeal})
    return [
        Part(Appeal.objects.filter(pk=appeal.pk), own_words),
        Part(AppealParty.objects.filter(**of), _party, one="party"),
        Part(Addressee.objects.filter(**of), own_words),
        Part(AppealText.objects.filter(**of), own_words, one="text"),
        Part(Demand.objects.filter(**of), lambda demand, _: f"{demand.ordinal}. {demand.heading}"),
        Part(Target.objects.filter(demand__appeal=appeal), _target),
        Part(CaughtAgreement.objects.filter(demand__appeal=appeal), one=CAUGHT, many=CAUGHT_MANY),
        Part(SignatoryCount.objects.filter(**of), lambda count, _: f"{count.count} ({count.get_kind_display()})"),
        Part(Signatory.objects.filter(**of), own_words),
        Part(SignatureWithdrawal.objects.filter(signatory__appeal=appeal), _withdrawal),
        Part(AppealRelation.objects.filter(**of), _relation, one="relation"),
        Part(Response.objects.filter(**of), own_words),
        Part(Outcome.objects.filter(demand__appeal=appeal), _outcome),
        Part(Link.objects.filter(**of), _link),
        Part(CounterEvidence.objects.filter(link__appeal=appeal), own_words, one="counter-evidence"),
        Part(AppealCorrection.objects.filter(mended), _correction, one="correction"),
        Part(AppealCitation.objects.filter(cited), one="citation of a source", many="citations of sources"),
    ]


def _party(part: AppealParty, names: Names) -> str:
    return f"{names[Party][part.party_id]}, {part.get_role_display()}"


def _target(target: Target, names: Names) -> str:
    of = _demand(target, names)
    if target.agreement_id:
        return f"{names[Agreement][target.agreement_id]}, of {of}"
    if target.rule_one_id and target.rule_other_id:
        parties = names[Party]
        between = f"between {parties[target.rule_one_id]} and {parties[target.rule_other_id]}"
        return f"{target.get_kind_display()}, {between}, of {of}"
    return f"{target}, of {of}"


def _demand(of: Target | Outcome, names: Names) -> str:
    """“demand 1”: its heading is told with the demand itself."""
    number, _, _ = names[Demand][of.demand_id].partition(":")
    return number.lower()


def _withdrawal(withdrawal: SignatureWithdrawal, names: Names) -> str:
    return f"{names[Signatory][withdrawal.signatory_id]}, {withdrawal}"


def _relation(relation: AppealRelation, names: Names) -> str:
    return f"{relation.get_kind_display()} “{names[Appeal][relation.other_id]}”"


def _outcome(outcome: Outcome, names: Names) -> str:
    said = f"{outcome.get_kind_display()}, asserted by {outcome.asserted_by}"
    return f"{said}, of {_demand(outcome, names)}"


def _link(link: Link, names: Names) -> str:
    return f"{link}, to {names[StatusChange][link.status_change_id]}"


def _correction(correction: AppealCorrection, names: Names) -> str:
    """Which row no longer stands, and whether another stands instead."""
    of = next(name for name in MENDED if getattr(correction, f"{name}_id"))
    row = names[CITED[of]][getattr(correction, f"{of}_id")]
    verb = "corrected" if getattr(correction, f"replacement_{of}_id") else "retracted"
    return f"{of} {verb}: {row} ({correction.reason})"
