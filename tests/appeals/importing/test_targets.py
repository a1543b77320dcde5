"""Targets of every kind are read from files, and known again."""

import pytest
from django.core.management import call_command

from appeals.models import Appeal
from appeals.vocabulary import Caught
from tests.appeals.importing.directories import APPEAL, directory

pytestmark = pytest.mark.django_db
NAMED = """\
kind = "agreement"
agreement = "a-treaty"
"""
FURTHER = """\
kind = "participation"
agreement = "a-treaty"
party = "AZ"
[[demands.targets]]
kind = "rule"
between = ["AZ", "US"]
topic = "defence"
form = "treaty"
"""


def test_a_part_and_a_narrowed_rule(tmp_path, capsys):
    folder = directory(tmp_path, an_appeal=APPEAL.replace(NAMED, FURTHER))
    call_command("seed", folder)
    part, rule = Appeal.objects.get(slug="an-appeal").demands.get().targets.order_by("pk")
    assert part.participation
    assert rule.rule_one
    assert (part.participation.party.code, part.participation.agreement.slug, part.agreement) == (
        "AZ",
        "a-treaty",
        None,
    )
    assert (rule.rule_one.code, rule.rule_topic, rule.rule_form) == ("AZ", "defence", "treaty")
    meant = dict(part.demand.caught.values_list("agreement__slug", "how"))
    assert meant["a-treaty"] == Caught.NAMED_OUTSIDE_THE_RULE
    capsys.readouterr()
    call_command("seed", folder)
    assert "0 new" in capsys.readouterr().out
