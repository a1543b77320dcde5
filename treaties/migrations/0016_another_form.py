"""An instrument may call itself otherwise than by any word of ours."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("treaties", "0015_deliveries"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agreement",
            name="form",
            field=models.CharField(
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
                max_length=20,
            ),
        ),
    ]
