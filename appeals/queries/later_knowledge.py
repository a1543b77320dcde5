"""What the rules of demands would catch on the appeal's day as the record stands now, or stood at a block.

The expansion of a demand stays as it was frozen. This stands apart from it, and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from appeals.models import CaughtAgreement, Demand, Target
from appeals.queries.appeal_file import AppealFile, issued_day
from appeals.queries.expansion import named_by, within
from appeals.vocabulary import Caught, TargetKind
from treaties.models import Agreement
from treaties.queries.as_known import COLUMNS, code_as_known, story_as_known
from treaties.queries.shared_agreements import Belonging


@dataclass(frozen=True, slots=True)
class Since:
    """Of one demand. The agreements carry ``code_then`` and ``story_then``, of the day of the appeal."""

    added: list[Agreement] = field(default_factory=list)
    """Those that its rules would catch, and that are not in the frozen expansion."""
    gone: list[CaughtAgreement] = field(default_factory=list)
    """Those that it caught by rule, and would no longer."""

    def __bool__(self) -> bool:
        return bool(self.added or self.gone)


def known_since(file: AppealFile) -> Mapping[int, Since]:
    """By the key of each demand with a rule. One statement for all of them; none where no demand has one."""
    day = issued_day(file)
    with_rules: list[Any] = [one for one in file.appeal.demands.all() if _rules(one)]
    if not with_rules:
        return {}
    rules = {_key(rule): rule for demand in with_rules for rule in _rules(demand)}
    belonging = Belonging.told_by((one for demand in with_rules for one in demand.memberships), file.known_at)
    meant = {key: within([rule], belonging, on=day) for key, rule in rules.items()}
    anyone = Q(pk__in=[caught.agreement_id for demand in with_rules for caught in _by_rule(demand)])
    for condition in meant.values():
        anyone |= condition
    by_rule = {key: ExpressionWrapper(condition, BooleanField()) for key, condition in meant.items()}
    agreements: Any = Agreement.objects.known_at(file.known_at).filter(anyone).defer(*COLUMNS)
    statuses = {"code_then": code_as_known(day, file.known_at), "story_then": story_as_known(day, file.known_at)}
    found = list(agreements.annotate(**by_rule, **statuses).order_by("slug"))
    return {one.pk: _compared(one, found) for one in with_rules}


def _key(rule: Target) -> str:
    """Rules that mean the same are asked once: a name for the column that says which agreements they mean."""
    return f"meant_{rule.rule_one_id}_{rule.rule_other_id}_{rule.rule_topic}_{rule.rule_form}"


def _compared(demand: Demand, found: list[Agreement]) -> Since:
    keys = [_key(rule) for rule in _rules(demand)]
    caught = [one for one in found if any(getattr(one, key) for key in keys)]
    frozen = {one.agreement_id for one in demand.caught.all()} | named_by(demand.targets.all())
    still = {one.pk for one in caught}
    added = [one for one in caught if one.pk not in frozen]
    return Since(added, [one for one in _by_rule(demand) if one.agreement_id not in still])


def _rules(demand: Demand) -> list[Target]:
    return [target for target in demand.targets.all() if target.kind == TargetKind.RULE]


def _by_rule(demand: Demand) -> list[CaughtAgreement]:
    return [one for one in demand.caught.all() if Caught(one.how).is_by_rule]
