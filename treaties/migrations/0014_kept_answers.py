"""Answers to writes through the API, kept for a day: the web role adds them, reads them and forgets them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("treaties", "0013_sign_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="The header Idempotency-Key", max_length=255)),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of the method, the address and the body", max_length=64),
                ),
                ("status", models.PositiveSmallIntegerField()),
                ("location", models.CharField(blank=True, max_length=300)),
                ("answer", models.TextField(help_text="As it was sent")),
                (
                    "kept_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="treaties.block",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kept_at"], name="kept_answers_by_moment")],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "key"), name="a_key_of_an_account_is_used_once")
                ],
            },
        ),
        migrations.RunSQL(
            [("CALL pacta_grant(%s, %s, %s)", ["treaties_keptanswer", settings.WEB_ROLE, "SELECT, INSERT, DELETE"])]
        ),
    ]
