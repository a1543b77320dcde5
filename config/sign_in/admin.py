"""Nobody reads the secrets of a second factor, not in the administration either: a lost one is forgotten and set up
anew (``create_analyst --forget-second-factor``)."""

from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.sign_in.token_page import TokenAdmin

__all__ = ["TokenAdmin"]

admin.site.unregister([TOTPDevice, StaticDevice])
