"""New facts are protected like the others, pair timelines like timelines; computed days may be written anew."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"
FACTS = ["clauseparty", "membership", "judgement"]
READ = ["clauseparty", "membership", "judgement", "pairtimeline", "computedday"]
WRITE = ["clause", "judgement"]


def statements():
    web = settings.WEB_ROLE
    yield from (("CALL pacta_protect(%s, %s)", [f"treaties_{name}", web]) for name in FACTS)
    yield (SQL / "law_engine.sql").read_text()
    columns = "SELECT, INSERT, UPDATE (days, codes, story, known_until_id)"
    yield "CALL pacta_grant(%s, %s, %s)", ["treaties_pairtimeline", web, columns]
    yield "CALL pacta_grant(%s, %s, %s)", ["treaties_computedday", web, "SELECT, INSERT, DELETE"]


def extend_group(apps, schema_editor):
    alias = schema_editor.connection.alias
    group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name="analysts")
    wanted = [("view", name) for name in READ] + [("add", name) for name in WRITE]
    group.permissions.add(*(permission(apps, alias, verb, name) for verb, name in wanted))


def permission(apps, alias, verb, name):
    types = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    content_type, _ = types.get_or_create(app_label="treaties", model=name)
    label = f"Can {verb} {apps.get_model('treaties', name)._meta.verbose_name_raw}"
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    found, _ = permissions.get_or_create(content_type=content_type, codename=f"{verb}_{name}", defaults={"name": label})
    return found


class Migration(migrations.Migration):
    dependencies = [("treaties", "0009_law_engine")]
    operations = [
        migrations.RunSQL(list(statements())),
        migrations.RunPython(extend_group, migrations.RunPython.noop),
    ]
