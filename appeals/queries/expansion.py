"""What a demand catches on a day: the agreements that its rules mean, and those it names itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from appeals.models import Target
from appeals.vocabulary import Caught, TargetKind
from treaties.models import Agreement, Party
from treaties.queries.as_known import code_as_known
from treaties.vocabulary import AgreementStatus, ParticipationStatus


@dataclass(frozen=True, slots=True)
class Expanded:
    """One agreement in the expansion, how it came in, and its status code on the day (``None``: nothing on record)."""

    agreement_id: int
    how: Caught
    status_code: int | None


def bilateral_in_force(
    one: Party, other: Party, *, on: date, known_at: int | None = None
) -> models.QuerySet[Agreement]:
    """Bilateral agreements certainly in force on that day, under which both certainly are parties."""
    bound = ParticipationStatus.PARTY.bit
    return (
        Agreement.objects.between(one, other, known_at=known_at)
        .filter(is_bilateral=True)
        .annotate(
            standing=code_as_known(on, known_at),
            standing_of_one=code_as_known(on, known_at, participation="one"),
            standing_of_other=code_as_known(on, known_at, participation="other"),
        )
        .filter(standing=AgreementStatus.IN_FORCE.bit, standing_of_one=bound, standing_of_other=bound)
    )


def expansion(targets: Iterable[Target], *, on: date) -> list[Expanded]:
    """The agreements that the targets of one demand mean on that day, in one statement; empty where they mean none."""
    targets = list(targets)
    named = named_by(targets)
    rules = [target for target in targets if target.kind == TargetKind.RULE]
    if not named and not rules:
        return []
    by_rule = models.ExpressionWrapper(within(rules, on=on), models.BooleanField())
    meant = Agreement.objects.with_status(on=on).annotate(by_rule=by_rule)
    meant = meant.filter(models.Q(by_rule=True) | models.Q(pk__in=named)).order_by("slug")
    return [
        Expanded(key, how(is_named=key in named, is_by_rule=is_by_rule, has_rules=bool(rules)), code)
        for key, code, is_by_rule in meant.values_list("pk", "status_code", "by_rule")
    ]


def named_by(targets: Iterable[Target]) -> set[int]:
    """The keys of the agreements that targets name, and of those under which they name one party's part."""
    agreements = {target.agreement_id for target in targets if target.agreement_id}
    return agreements | {target.participation.agreement_id for target in targets if target.participation}


def parties_of(rule: Target) -> tuple[Party, Party]:
    """A rule is between two; the database keeps it so."""
    one, other = rule.rule_one, rule.rule_other
    if one is None or other is None:
        raise ValueError(f"a target of kind {rule.kind} is no rule")
    return one, other


def within(rules: Iterable[Target], *, on: date, known_at: int | None = None) -> models.Q:
    """What any of the rules means on that day; as the record stood at a block, or stands now."""
    found = models.Q(pk__in=[])
    for rule in rules:
        found |= models.Q(pk__in=of_rule(rule, on=on, known_at=known_at).values("pk"))
    return found


def of_rule(rule: Target, *, on: date, known_at: int | None = None) -> models.QuerySet[Agreement]:
    """All agreements in force between the two on that day; of its topic and of its form, where it has them.

    What an agreement is about and what it calls itself are descriptions: they are taken as they are now.
    """
    one, other = parties_of(rule)
    meant = bilateral_in_force(one, other, on=on, known_at=known_at)
    if rule.rule_topic:
        meant = meant.filter(topics__contains=[rule.rule_topic])
    return meant.filter(form=rule.rule_form) if rule.rule_form else meant


def how(*, is_named: bool, is_by_rule: bool, has_rules: bool) -> Caught:
    if not is_named:
        return Caught.BY_RULE
    return Caught.NAMED_OUTSIDE_THE_RULE if has_rules and not is_by_rule else Caught.NAMED
