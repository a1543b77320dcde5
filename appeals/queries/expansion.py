"""What a demand catches on a day: the agreements that its rules mean, and those it names itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from appeals.models import Target
from appeals.vocabulary import Caught, TargetKind
from treaties.models import Agreement, Party
from treaties.queries.shared_agreements import Belonging, grouped
from treaties.vocabulary import PairGroup


@dataclass(frozen=True, slots=True)
class Expanded:
    """One agreement in the expansion, how it came in, and its status code on the day (``None``: nothing on record)."""

    agreement_id: int
    how: Caught
    status_code: int | None


def expansion(targets: Iterable[Target], *, on: date) -> list[Expanded]:
    """The agreements that the targets of one demand mean on that day; empty where they mean none. One statement; with a
    rule one more."""
    targets = list(targets)
    named = named_by(targets)
    rules = [target for target in targets if target.kind == TargetKind.RULE]
    if not named and not rules:
        return []
    belonging = Belonging.of([party for rule in rules for party in parties_of(rule)])
    conditions = {
        "by_rule": within(rules, belonging, on=on),
        "by_own_files": within(rules, belonging, on=on, own_files=True),
    }
    asked = {name: models.ExpressionWrapper(one, models.BooleanField()) for name, one in conditions.items()}
    meant = Agreement.objects.with_status(on=on).annotate(**asked)
    meant = meant.filter(models.Q(by_rule=True) | models.Q(pk__in=named)).order_by("slug")
    return [
        Expanded(key, how(is_named=key in named, is_by_rule=by_rule, has_rules=bool(rules), has_files=files), code)
        for key, code, by_rule, files in meant.values_list("pk", "status_code", *asked)
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


def within(rules: Iterable[Target], belonging: Belonging, *, on: date, own_files: bool = False) -> models.Q:
    """What any of the rules means on that day, as the record stood when ``belonging`` was known; with ``own_files``
    only where both have a file of their own."""
    found = models.Q(pk__in=[])
    for rule in rules:
        meant: Any = of_rule(rule, belonging, on=on)
        if own_files:
            meant = meant.filter(one__isnull=False, other__isnull=False)
        found |= models.Q(pk__in=meant.order_by().values("pk"))
    return found


def of_rule(rule: Target, belonging: Belonging, *, on: date) -> models.QuerySet[Agreement]:
    """All bilateral agreements certainly in force between the two on that day, as the answer for the pair has them:
    through unions too, and with nothing that stands between the two. Of its topic and of its form, where it has them.

    What an agreement is about and what it calls itself are descriptions: they are taken as they are now.
    """
    two = belonging.between(*parties_of(rule))
    meant = grouped(two, on).filter(is_bilateral=True, group=PairGroup.IN_FORCE)
    if rule.rule_topic:
        meant = meant.filter(topics__contains=[rule.rule_topic])
    return meant.filter(form=rule.rule_form) if rule.rule_form else meant


def how(*, is_named: bool, is_by_rule: bool, has_rules: bool, has_files: bool) -> Caught:
    if not is_named:
        return Caught.BY_RULE if has_files else Caught.BY_RULE_THROUGH_UNION
    return Caught.NAMED_OUTSIDE_THE_RULE if has_rules and not is_by_rule else Caught.NAMED
