"""New facts about appeals are protected like the others (``sql/depth.sql``), and the roles at the desk get their names.

Who was in the group of analysts records and decides: these are the editors. Contributors read and propose.
"""

from pathlib import Path

from django.conf import settings
from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"
FACTS = ["addressee", "appealtext", "counterevidence", "signatory", "signaturewithdrawal"]
READ = [
    "addressee", "appeal", "appealcitation", "appealcorrection", "appealparty", "appealrelation", "appealtext",
    "caughtagreement", "counterevidence", "demand", "link", "outcome", "response", "signatory", "signatorycount",
    "signaturewithdrawal", "target",
]  # fmt: skip
WRITE = [
    "appeal", "appealcorrection", "appealrelation", "appealtext", "counterevidence", "link", "outcome", "response",
    "signatory", "signatorycount", "signaturewithdrawal",
]  # fmt: skip


def name_roles(apps, schema_editor):
    alias = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(alias)
    reading = [permission(apps, alias, "view", name) for name in READ]
    groups.get(name="contributors").permissions.add(*reading)
    editors = groups.get(name="analysts")
    editors.permissions.add(*reading, *(permission(apps, alias, "add", name) for name in WRITE))
    editors.name = "editors"
    editors.save()


def permission(apps, alias, verb, name):
    types = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    content_type, _ = types.get_or_create(app_label="appeals", model=name)
    label = f"Can {verb} {apps.get_model('appeals', name)._meta.verbose_name_raw}"
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    found, _ = permissions.get_or_create(content_type=content_type, codename=f"{verb}_{name}", defaults={"name": label})
    return found


class Migration(migrations.Migration):
    dependencies = [("appeals", "0006_depth"), ("treaties", "0012_protect_proposals")]
    operations = [
        migrations.RunSQL([("CALL pacta_protect(%s, %s)", [f"appeals_{name}", settings.WEB_ROLE]) for name in FACTS]),
        migrations.RunSQL([(SQL / "depth.sql").read_text()]),
        migrations.RunPython(name_roles, migrations.RunPython.noop),
    ]
