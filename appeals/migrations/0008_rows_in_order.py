"""Indexes for the change feed: see ``treaties/sql/feed.sql``."""

from django.db import migrations

FACTS = [
    "appeal", "appealparty", "addressee", "appealtext", "signatorycount", "signatory", "signaturewithdrawal",
    "appealrelation", "demand", "target", "caughtagreement", "response", "outcome", "link", "counterevidence",
    "appealcorrection", "appealcitation",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("appeals", "0007_protect_depth"), ("treaties", "0015_deliveries")]
    operations = [migrations.RunSQL([("CALL pacta_in_order(%s)", [f"appeals_{name}"]) for name in FACTS])]
