"""Analysts read all about appeals, and link them to acts."""

from django.db import migrations

READ = [
    "appeal", "appealcitation", "appealparty", "appealrelation", "caughtagreement", "demand", "link", "outcome",
    "response", "signatorycount", "target",
]  # fmt: skip
WRITE = ["link"]


def extend_group(apps, schema_editor):
    alias = schema_editor.connection.alias
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name="analysts")
    wanted = [("view", name) for name in READ] + [("add", name) for name in WRITE]
    group.permissions.add(*(permission(apps, alias, verb, name) for verb, name in wanted))


def permission(apps, alias, verb, name):
    types = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    content_type, _ = types.get_or_create(app_label="appeals", model=name)
    label = f"Can {verb} {apps.get_model('appeals', name)._meta.verbose_name_raw}"
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    found, _ = permissions.get_or_create(content_type=content_type, codename=f"{verb}_{name}", defaults={"name": label})
    return found


class Migration(migrations.Migration):
    dependencies = [("appeals", "0002_protection"), ("treaties", "0005_analysts")]
    operations = [migrations.RunPython(extend_group, migrations.RunPython.noop)]
