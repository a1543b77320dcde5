"""What the web role may do with the tables of the second factor and of failed sign-ins: all, like with accounts."""

from django.conf import settings
from django.db import migrations

FRAMEWORK = [
    "otp_totp_totpdevice", "otp_static_staticdevice", "otp_static_statictoken", "axes_accessattempt",
    "axes_accessattemptexpiration", "axes_accesslog", "axes_accessfailurelog",
]  # fmt: skip
ALL = "SELECT, INSERT, UPDATE, DELETE"


class Migration(migrations.Migration):
    dependencies = [
        ("treaties", "0012_protect_proposals"),
        ("otp_totp", "0003_add_timestamps"),
        ("otp_static", "0003_add_timestamps"),
        ("axes", "0010_accessattemptexpiration"),
    ]
    operations = [
        migrations.RunSQL([("CALL pacta_grant(%s, %s, %s)", [table, settings.WEB_ROLE, ALL]) for table in FRAMEWORK])
    ]
