"""What a demand catches on a day: the agreements that its rules name, and those it names itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from appeals.models import Target
from appeals.vocabulary import Caught, TargetKind
from treaties.models import Agreement, Party, StatusOn
from treaties.vocabulary import ParticipationStatus


@dataclass(frozen=True, slots=True)
class Expanded:
    """One agreement in the expansion, how it came in, and its status code on the day (``None``: nothing on record)."""

    agreement: Agreement
    how: Caught
    status_code: int | None


def bilateral_in_force(one: Party, other: Party, *, on: date) -> models.QuerySet[Agreement]:
    """Bilateral agreements certainly in force on that day, under which both certainly are parties."""
    bound = ParticipationStatus.PARTY.bit
    return (
        Agreement.objects.between(one, other)
        .filter(is_bilateral=True)
        .in_force(on=on)
        .annotate(standing_of_one=StatusOn(on, of="one__"), standing_of_other=StatusOn(on, of="other__"))
        .filter(standing_of_one=bound, standing_of_other=bound)
    )


def expansion(targets: Iterable[Target], *, on: date) -> list[Expanded]:
    """The agreements that the targets of one demand mean on that day, in one statement; empty where they mean none."""
    targets = list(targets)
    named = {target.agreement_id for target in targets if target.kind == TargetKind.AGREEMENT}
    rules = [target for target in targets if target.kind == TargetKind.RULE]
    if not named and not rules:
        return []
    by_rule = models.Q(pk__in=[])
    for rule in rules:
        by_rule |= models.Q(pk__in=bilateral_in_force(rule.rule_one, rule.rule_other, on=on).values("pk"))
    caught = models.ExpressionWrapper(by_rule, models.BooleanField())
    meant = Agreement.objects.with_status(on=on).annotate(by_rule=caught)
    return [
        Expanded(agreement, how(agreement, named, has_rules=bool(rules)), agreement.status_code)
        for agreement in meant.filter(models.Q(by_rule=True) | models.Q(pk__in=named)).order_by("slug")
    ]


def how(agreement: Agreement, named: set[int | None], *, has_rules: bool) -> Caught:
    if agreement.pk not in named:
        return Caught.BY_RULE
    return Caught.NAMED_OUTSIDE_THE_RULE if has_rules and not agreement.by_rule else Caught.NAMED
