"""Proposals are kept as they were made and decided once (``sql/proposals.sql``); evidence files are facts like others.

Contributors read the record and propose; whom the group of analysts held also decides on the proposals of others.
"""

from pathlib import Path

from django.conf import settings
from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"
DECIDED = "decision, decided_by_id, decided_at, decision_reason, amended, recorded_in_id"
FACTS = ["evidencefile", "heldcopy"]
READ = [
    "agreement", "agreementrelation", "agreementtitle", "block", "citation", "clause", "clauseparty", "computedday",
    "correction", "entry", "evidencefile", "head", "heldcopy", "judgement", "membership", "nameinsource",
    "pairtimeline", "participation", "party", "partycode", "partyname", "proposal", "seal", "seriesnumber", "source",
    "statusassertion", "statuschange", "succession", "timeline",
]  # fmt: skip
WRITE = ["evidencefile", "heldcopy", "statusassertion"]
DECIDE = ("decide", "proposal", "Can accept, amend or refuse proposals of others")


def statements():
    web = settings.WEB_ROLE
    yield from (("CALL pacta_protect(%s, %s)", [f"treaties_{name}", web]) for name in FACTS)
    yield (SQL / "proposals.sql").read_text()
    yield "CALL pacta_grant(%s, %s, %s)", ["treaties_proposal", web, f"SELECT, INSERT, UPDATE ({DECIDED})"]


def make_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(alias)
    reading = [permission(apps, alias, "view", name) for name in READ]
    proposing = permission(apps, alias, "add", "proposal")
    contributors, _ = groups.get_or_create(name="contributors")
    contributors.permissions.add(*reading, proposing)
    analysts, _ = groups.get_or_create(name="analysts")
    writing = [permission(apps, alias, "add", name) for name in WRITE]
    analysts.permissions.add(*reading, proposing, *writing, permission(apps, alias, *DECIDE))


def permission(apps, alias, verb, name, label=""):
    types = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    content_type, _ = types.get_or_create(app_label="treaties", model=name)
    label = label or f"Can {verb} {apps.get_model('treaties', name)._meta.verbose_name_raw}"
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    found, _ = permissions.get_or_create(content_type=content_type, codename=f"{verb}_{name}", defaults={"name": label})
    return found


class Migration(migrations.Migration):
    dependencies = [("treaties", "0011_proposals_and_evidence")]
    operations = [
        migrations.RunSQL(list(statements())),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
