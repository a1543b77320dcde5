"""What a demand catches on a day: the agreements that its rules name, and those it names itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from appeals.models import Target
from appeals.vocabulary import Caught, TargetKind
from treaties.models import Agreement, Party
from treaties.models.timelines import StatusOn
from treaties.vocabulary import ParticipationStatus


@dataclass(frozen=True, slots=True)
class Expanded:
    """One agreement in the expansion, how it came in, and its status code on the day (``None``: nothing on record)."""

    agreement_id: int
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
    within_a_rule = models.Q(pk__in=[])
    for rule in rules:
        if rule.rule_one and rule.rule_other:
            within_a_rule |= models.Q(pk__in=bilateral_in_force(rule.rule_one, rule.rule_other, on=on).values("pk"))
    by_rule = models.ExpressionWrapper(within_a_rule, models.BooleanField())
    meant = Agreement.objects.with_status(on=on).annotate(by_rule=by_rule)
    meant = meant.filter(models.Q(by_rule=True) | models.Q(pk__in=named)).order_by("slug")
    return [
        Expanded(key, how(is_named=key in named, is_by_rule=is_by_rule, has_rules=bool(rules)), code)
        for key, code, is_by_rule in meant.values_list("pk", "status_code", "by_rule")
    ]


def how(*, is_named: bool, is_by_rule: bool, has_rules: bool) -> Caught:
    if not is_named:
        return Caught.BY_RULE
    return Caught.NAMED_OUTSIDE_THE_RULE if has_rules and not is_by_rule else Caught.NAMED
