"""The group of analysts: they read the whole record, record acts, and add the sources of acts.

Permissions are usually made after the last migration; here they are made as that would make them.
"""

from django.db import migrations

READ = [
    "agreement", "agreementrelation", "agreementtitle", "block", "citation", "clause", "entry", "head", "participation",
    "party", "partycode", "partyname", "seal", "seriesnumber", "source", "statusassertion", "statuschange",
    "succession", "timeline",
]  # fmt: skip
WRITE = ["statuschange", "source"]


def make_group(apps, schema_editor):
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


def drop_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name="analysts").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("treaties", "0004_search_keys"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_group, drop_group)]
