"""The journal, the guards and the grants: see ``treaties/sql``."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"
FACTS = [
    "party", "partycode", "partyname", "succession", "agreementtitle", "seriesnumber", "agreementrelation",
    "statuschange", "statusassertion", "clause", "source", "citation",
]  # fmt: skip
DERIVED = ["days", "codes", "story"]
FRAMEWORK = [
    "auth_user", "auth_group", "auth_permission", "auth_user_groups", "auth_user_user_permissions",
    "auth_group_permissions", "django_session", "django_admin_log",
]  # fmt: skip


def statements():
    web = settings.WEB_ROLE
    yield "SET LOCAL check_function_bodies = off"
    yield from ((SQL / name).read_text() for name in ("journal.sql", "guards.sql", "protection.sql"))
    yield from (("CALL pacta_protect(%s, %s)", [f"treaties_{name}", web]) for name in FACTS)
    yield "CALL pacta_protect(%s, %s, %s)", ["treaties_agreement", web, [*DERIVED, "party_ids"]]
    yield "CALL pacta_protect(%s, %s, %s)", ["treaties_participation", web, DERIVED]
    columns = f"SELECT, INSERT, UPDATE ({', '.join(DERIVED)})"
    yield from (
        ("CALL pacta_grant(%s, %s, %s)", [f"treaties_{name}", web, columns]) for name in ("agreement", "participation")
    )
    yield "CALL pacta_grant(%s, %s, %s)", ["treaties_timeline", web, f"{columns[:-1]}, known_until_id)"]
    read_only = [
        *(f"treaties_{name}" for name in ("head", "block", "entry", "seal")),
        "django_content_type",
        "django_migrations",
    ]
    yield from (("CALL pacta_grant(%s, %s, %s)", [table, web, "SELECT"]) for table in read_only)
    yield from (("CALL pacta_grant(%s, %s, %s)", [table, web, "SELECT, INSERT, UPDATE, DELETE"]) for table in FRAMEWORK)


class Migration(migrations.Migration):
    dependencies = [
        ("treaties", "0002_record"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
    ]
    operations = [migrations.RunSQL(list(statements()))]
