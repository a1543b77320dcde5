"""The words of a scope say more than they did; what is kept of it is its code, and no column changes."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pacta_sign_in", "0001_tokens"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="token",
                    name="scopes",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("propose", "propose what an editor then accepts or refuses"),
                                ("record", "record agreements, clauses, acts, and what sources say the status was"),
                                ("correct", "correct and retract what is on record"),
                                ("sources", "add sources"),
                                ("appeals", "record appeals, demands, responses, outcomes and links"),
                            ],
                            max_length=20,
                        )
                    ),
                ),
            ],
        ),
    ]
