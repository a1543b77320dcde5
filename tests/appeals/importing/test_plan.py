"""Plan, show, do: what is new, what is on record, what differs; and nothing of it twice."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from appeals.models import Appeal, Link
from tests.appeals.importing.directories import AGREEMENT, APPEAL, directory, spoiled
from treaties.models import Agreement, Block, StatusChange

pytestmark = pytest.mark.django_db


def seed(path, *options):
    out = StringIO()
    call_command("seed", path, *options, stdout=out)
    return out.getvalue()


def counts(report):
    """``Sources 1 new, 0 on record`` as {"Sources": (1, 0)}."""
    lines = re.findall(r"^(\w[\w ]*?) +(\d+) new, +(\d+) on record", report, re.MULTILINE)
    return {name: (int(new), int(on_record)) for name, new, on_record in lines}


def test_the_first_run_records_everything_in_one_block(tmp_path):
    blocks = Block.objects.count()
    report = seed(directory(tmp_path))
    assert counts(report) == {
        "Sources": (1, 0),
        "Agreements": (1, 0),
        "Participants": (2, 0),
        "Numbers": (1, 0),
        "Clauses": (1, 0),
        "Acts": (2, 0),
        "Assertions": (1, 0),
        "Appeals": (1, 0),
        "Responses": (1, 0),
        "Outcomes": (1, 0),
        "Links": (1, 0),
    }
    assert report.endswith("\n13 new\n")
    block = Block.objects.latest("no")
    assert (Block.objects.count(), block.actor) == (blocks + 1, "seeds")


def test_the_second_run_says_0_new_and_opens_no_block(tmp_path):
    path = directory(tmp_path)
    seed(path)
    blocks = Block.objects.count()
    assert seed(path).endswith("\n0 new\n")
    assert Block.objects.count() == blocks


def test_a_plan_tells_the_warnings_and_writes_nothing(tmp_path):
    blocks = Block.objects.count()
    treaty = spoiled(AGREEMENT, 26, 'act = "ratification"\nby = "AZ"')
    appeal = spoiled(APPEAL, 30, 'act = "a-treaty-ratification-az"')
    report = seed(directory(tmp_path, a_treaty=treaty, an_appeal=appeal), "--plan")
    assert "a-treaty.toml:25:1: a-treaty-ratification-az: Ratification confirms a signature" in report
    assert report.endswith("\n13 new (planned, not written)\n")
    assert (Block.objects.count(), Agreement.objects.filter(slug="a-treaty").exists()) == (blocks, False)


def test_what_differs_is_shown_and_not_changed(tmp_path):
    path = directory(tmp_path)
    seed(path)
    treaty = AGREEMENT.replace('title = "A treaty"', 'title = "Another title"').replace("months = 60", "months = 12")
    appeal = APPEAL.replace('heading = "End it"', 'heading = "End it now"').replace('"Agrees."', '"Disagrees."')
    directory(path, a_treaty=treaty.replace("2001-01-01", "2001-01-02"), an_appeal=appeal)
    report = seed(path)
    assert "a-treaty.toml:1:1: a-treaty: title" in report
    assert "a-treaty.toml:21:1: a-treaty duration: months" in report
    assert "a-treaty.toml:25:1: a-treaty-signature: done_on" in report
    assert "an-appeal.toml:1:1: an-appeal: demands" in report
    assert "an-appeal The speaker: summary" in report
    assert report.endswith("\n0 new\n")
    assert Agreement.objects.get(slug="a-treaty").title == "A treaty"


def test_the_order_within_a_list_is_no_difference(tmp_path):
    first, second = AGREEMENT.split("[[participants]]")[1:3]
    second, rest = second.split("[[numbers]]")
    turned = "[[participants]]".join([AGREEMENT.split("[[participants]]")[0], second, first]) + "[[numbers]]" + rest
    path = directory(tmp_path)
    seed(path)
    assert "otherwise" not in seed(directory(path, a_treaty=turned))


def test_a_later_file_brings_further_acts_links_and_responses(tmp_path):
    path = directory(tmp_path)
    seed(path)
    treaty = AGREEMENT + (
        '[[acts]]\nact = "notice_of_termination"\nby = "AZ"\ndone_on = "2004-01-01"\nsources = ["a-register"]\n'
    )
    appeal = APPEAL + (
        '[[links]]\nact = "a-treaty-notice-of-termination-az"\ndemand = 1\nrelation = "requested"\n'
        'sources = ["a-register"]\n'
    )
    assert seed(directory(path, a_treaty=treaty, an_appeal=appeal)).endswith("\n2 new\n")
    change = StatusChange.objects.get(slug="a-treaty-notice-of-termination-az")
    assert Link.objects.get(status_change=change).appeal == Appeal.objects.get(slug="an-appeal")


def test_a_recorded_appeal_gets_no_further_demand(tmp_path):
    path = directory(tmp_path)
    seed(path)
    more = APPEAL + (
        '[[demands]]\nordinal = 2\naction = "other"\nheading = "More"\nsources = ["a-register"]\n'
        '[[demands.targets]]\nkind = "other"\ndescription = "More"\n'
    )
    assert "an-appeal: demands" in seed(directory(path, an_appeal=more))
    assert Appeal.objects.get(slug="an-appeal").demands.count() == 1
