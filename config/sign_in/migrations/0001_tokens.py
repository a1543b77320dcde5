"""Tokens of the API. The web role makes them, notes the day of their last use, and revokes them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("treaties", "0003_protection"),
    ]

    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("token_key", models.CharField(db_index=True, max_length=25)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("expiry", models.DateTimeField(blank=True, null=True)),
                (
                    "name",
                    models.CharField(help_text="What it is for, so that you know which one to revoke", max_length=80),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("propose", "propose what an editor then accepts or refuses"),
                                ("record", "record acts, and what sources say the status was"),
                                ("correct", "correct and retract what is on record"),
                                ("sources", "add sources"),
                                ("appeals", "record appeals, demands, responses, outcomes and links"),
                            ],
                            max_length=20,
                        )
                    ),
                ),
                ("last_used_on", models.DateField(blank=True, help_text="The day (UTC)", null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="auth_token_set",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "API token",
                "ordering": ["expiry"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("expiry__isnull", False)), name="a_token_expires"),
                    models.CheckConstraint(
                        condition=models.Q(("scopes__len__gt", 0)), name="a_token_is_good_for_something"
                    ),
                    models.UniqueConstraint(
                        fields=("user", "name"),
                        name="an_account_has_a_name_for_each_token",
                        violation_error_message="You have a token of this name; take another, or revoke that one first.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            [
                (
                    "CALL pacta_grant(%s, %s, %s)",
                    ["pacta_sign_in_token", settings.WEB_ROLE, "SELECT, INSERT, UPDATE (last_used_on), DELETE"],
                )
            ]
        ),
    ]
