"""A rule of a demand may mean agreements that bind one of the two through a union."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0009_another_form"),
    ]

    operations = [
        migrations.AlterField(
            model_name="caughtagreement",
            name="how",
            field=models.CharField(
                choices=[
                    ("by_rule", "by rule"),
                    ("named", "named"),
                    ("named_outside_the_rule", "named, outside the rule"),
                    ("by_rule_through_union", "by rule, through a union"),
                ],
                max_length=24,
            ),
        ),
    ]
