"""A rule of an appeal may be about instruments of another form."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0008_rows_in_order"),
    ]

    operations = [
        migrations.AlterField(
            model_name="target",
            name="rule_form",
            field=models.CharField(
                blank=True,
                choices=[
                    ("treaty", "treaty"),
                    ("convention", "convention"),
                    ("covenant", "covenant"),
                    ("agreement", "agreement"),
                    ("protocol", "protocol"),
                    ("joint_statement", "joint statement"),
                    ("memorandum", "memorandum of understanding"),
                    ("charter", "charter"),
                    ("arrangement", "arrangement"),
                    ("other", "another form"),
                ],
                db_default="",
                default="",
                max_length=24,
            ),
        ),
    ]
