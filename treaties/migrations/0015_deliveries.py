"""Webhooks: which address was told how far; and, for the change feed, each public table in the order of its blocks."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"
FACTS = [
    "source", "party", "partycode", "partyname", "succession", "membership", "nameinsource", "agreement",
    "agreementtitle", "seriesnumber", "agreementrelation", "participation", "clause", "clauseparty", "statuschange",
    "statusassertion", "correction", "judgement", "citation",
]  # fmt: skip
DERIVED = ["timeline", "pairtimeline"]


def statements():
    yield (SQL / "feed.sql").read_text()
    yield from (("CALL pacta_in_order(%s)", [f"treaties_{name}"]) for name in FACTS)
    yield from (("CALL pacta_in_order(%s, 'known_from_id')", [f"treaties_{name}"]) for name in DERIVED)
    deliveries = ("treaties_endpoint", "treaties_attempt")
    yield from (
        ("CALL pacta_grant(%s, %s, %s)", [table, settings.WEB_ROLE, "SELECT, INSERT, UPDATE, DELETE"])
        for table in deliveries
    )


class Migration(migrations.Migration):
    dependencies = [
        ("treaties", "0014_kept_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "url",
                    models.URLField(
                        help_text="Where messages are posted to; https, and open to the world", max_length=500
                    ),
                ),
                ("description", models.CharField(blank=True, help_text="Whose it is, and what for", max_length=200)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ("block", models.BigIntegerField(editable=False, help_text="The last block that it was told of")),
                ("seed", models.CharField(blank=True, editable=False, max_length=64)),
                ("mark", models.CharField(blank=True, editable=False, max_length=16)),
                ("earlier_seed", models.CharField(blank=True, editable=False, max_length=64)),
                ("earlier_until", models.DateTimeField(editable=False, null=True)),
                (
                    "failures",
                    models.PositiveIntegerField(
                        default=0, editable=False, help_text="In a row, since the last success"
                    ),
                ),
                ("failing_since", models.DateTimeField(editable=False, null=True)),
                (
                    "not_before",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        help_text="When the next message is due; while one is sent, a little later",
                    ),
                ),
                ("disabled_at", models.DateTimeField(editable=False, null=True)),
                ("disabled_because", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("block", models.BigIntegerField(help_text="None for a test", null=True)),
                ("at", models.DateTimeField()),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        help_text="The status of the answer, where there was one", null=True
                    ),
                ),
                ("error", models.CharField(blank=True, help_text="Why it did not arrive, in words", max_length=300)),
                ("took_ms", models.PositiveIntegerField(help_text="Milliseconds")),
                (
                    "endpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="treaties.endpoint"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="endpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("block__gte", 0)), name="an_endpoint_was_told_of_no_block_or_of_some"
            ),
        ),
        migrations.AddConstraint(
            model_name="endpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("disabled_at", None), ("disabled_because", "")),
                    models.Q(("disabled_at__isnull", False), models.Q(("disabled_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_disabled_endpoint_says_since_when_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="endpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("failing_since", None), ("failures", 0)),
                    models.Q(("failing_since__isnull", False), ("failures__gt", 0)),
                    _connector="OR",
                ),
                name="an_endpoint_that_fails_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="endpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("earlier_seed", ""), ("earlier_until", None)),
                    models.Q(
                        models.Q(("earlier_seed", ""), _negated=True),
                        models.Q(("earlier_seed", models.F("seed")), _negated=True),
                        ("earlier_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="an_earlier_secret_is_another_and_has_its_end",
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["endpoint", "-id"], name="attempts_of_an_endpoint"),
        ),
        migrations.RunSQL(list(statements())),
    ]
