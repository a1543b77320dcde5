"""Appeals are facts like the others: append-only and journaled; links respect chronology. See ``appeals/sql``."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"
FACTS = [
    "appeal", "appealparty", "signatorycount", "appealrelation", "demand", "target", "caughtagreement",
    "response", "outcome", "link", "appealcitation",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("appeals", "0001_appeals"), ("treaties", "0003_protection")]
    operations = [
        migrations.RunSQL([(SQL / "guards.sql").read_text()]),
        migrations.RunSQL([("CALL pacta_protect(%s, %s)", [f"appeals_{name}", settings.WEB_ROLE]) for name in FACTS]),
    ]
