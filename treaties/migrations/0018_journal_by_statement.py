"""The journal takes a statement's rows at once, and whoever joins agreements is noted at once (``sql/by_statement.sql``)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("treaties", "0017_orders_of_lists")]
    operations = [migrations.RunSQL([(SQL / "by_statement.sql").read_text()])]
