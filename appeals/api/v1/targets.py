"""What a demand's targets look like, what they meant on its day, and what the record learned since."""

from typing import Annotated, Any, TypedDict

from appeals.models import Target
from appeals.queries.later_knowledge import Since
from appeals.vocabulary import TargetKind
from treaties.api.v1.shapes.days import AgreementStatusBrief, agreement_status
from treaties.api.v1.shapes.references import AgreementRef, PartyRef, agreement_ref, party_ref
from treaties.models import Agreement
from treaties.vocabulary import Form, Topic


class Rule(TypedDict):
    """All agreements in force between the two on the day of the appeal; only those so described, where it says so."""

    one: PartyRef
    other: PartyRef
    topic: Annotated[Topic | None, "Only agreements on this topic"]
    form: Annotated[Form | None, "Only agreements that call themselves so"]


class PartInAgreement(TypedDict):
    """One party's part in an agreement: it means the agreement."""

    agreement: AgreementRef
    party: PartyRef


class TargetOfDemand(TypedDict):
    kind: TargetKind
    agreement: Annotated[AgreementRef | None, "Where one is named"]
    participation: Annotated[PartInAgreement | None, "Where one party's part is named"]
    rule: Annotated[Rule | None, "Where a rule is named"]
    description: Annotated[str, "Of anything else; may be empty"]


class KnownSince(TypedDict):
    """An agreement on which the frozen expansion and the rule, asked again, do not agree."""

    agreement: AgreementRef
    status: Annotated[AgreementStatusBrief, "On the appeal's day, as known now or at `known_at`"]


class SinceFrozen(TypedDict):
    """What the rules would catch on the appeal's day by the record as it stands. The expansion stays as frozen."""

    would_be_caught: Annotated[list[KnownSince], "Not part of what was frozen"]
    no_longer_caught: Annotated[list[KnownSince], "Part of what was frozen"]


def target_of_demand(target: Target) -> TargetOfDemand:
    part = target.participation
    return {
        "kind": TargetKind(target.kind),
        "agreement": agreement_ref(target.agreement) if target.agreement else None,
        "participation": {"agreement": agreement_ref(part.agreement), "party": party_ref(part.party)} if part else None,
        "rule": _rule(target),
        "description": target.description,
    }


def _rule(target: Target) -> Rule | None:
    one, other = target.rule_one, target.rule_other
    if not one or not other:
        return None
    return {
        "one": party_ref(one),
        "other": party_ref(other),
        "topic": Topic(target.rule_topic) if target.rule_topic else None,
        "form": Form(target.rule_form) if target.rule_form else None,
    }


def since_frozen(since: Since) -> SinceFrozen:
    return {
        "would_be_caught": [_known(one) for one in since.added],
        "no_longer_caught": [_known(one.agreement) for one in since.gone],
    }


def _known(agreement: Agreement) -> KnownSince:
    found: Any = agreement
    return {"agreement": agreement_ref(agreement), "status": agreement_status(found.code_then)}
