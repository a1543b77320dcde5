"""``import(export(x)) = x``: an empty record takes a snapshot in, and gives the same one."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories.all_kinds import record_all_kinds
from tests.factories.empty import empty_the_record
from tests.factories.record import invented_agreement
from treaties.exporting.tables import public_tables
from treaties.importing.snapshots.package import Package
from treaties.importing.snapshots.restoring import make_plan
from treaties.models import Block, Timeline

MOMENTS = re.compile(rb"2\d{3}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\.\d{6}Z")


def without_moments(folder: Path) -> dict[str, bytes]:
    """What the same record says wherever it is: checksums apart, which are of the moments too."""
    described = {"SHA256SUMS", "datapackage.json"}
    files = (one for one in folder.rglob("*") if one.is_file() and one.name not in described)
    return {str(one.relative_to(folder)): MOMENTS.sub(b"", one.read_bytes()) for one in files}


def snapshot(folder: Path, form: str) -> Path:
    call_command("snapshot", folder, format=form, verbosity=0)
    (written,) = (one for one in folder.iterdir() if one.is_dir())
    return written


@pytest.mark.slow
def test_an_empty_record_that_takes_a_snapshot_in_gives_the_same_one(committed: str, tmp_path: Path) -> None:
    record_all_kinds()
    first, told = snapshot(tmp_path / "first", "csv"), snapshot(tmp_path / "told", "ndjson")
    assert [one.name for one in public_tables() if not one.model._default_manager.exists()] == []  # each has rows
    stories = list(Timeline.objects.order_by("pk").values_list("pk", "story", "known_until"))
    plan = make_plan(Package.open(told))

    empty_the_record()
    call_command("restore_snapshot", first, verbosity=0)
    assert without_moments(snapshot(tmp_path / "second", "csv")) == without_moments(first)
    assert plan.counts == make_plan(Package.open(first)).counts
    assert list(Timeline.objects.order_by("pk").values_list("pk", "story", "known_until")) == stories
    call_command("verify", verbosity=0)

    before = Block.objects.count()
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore_snapshot", first, verbosity=0)
    invented_agreement()  # ids go on after those that came in
    assert Block.objects.count() > before
