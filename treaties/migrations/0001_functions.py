"""Functions that constraints of the next migration use. Their bodies are SQL-standard, so that dumps restore."""

from django.db import migrations

DAYS_ASCEND = """
CREATE FUNCTION pacta_days_ascend(days date[]) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN NOT EXISTS (
    SELECT FROM (
        SELECT day, lag(day) OVER (ORDER BY position) AS before
        FROM unnest(days) WITH ORDINALITY AS given(day, position)
    ) AS pairs
    WHERE day IS NULL OR NOT isfinite(day) OR day <= before
);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(DAYS_ASCEND, "DROP FUNCTION pacta_days_ascend")]
