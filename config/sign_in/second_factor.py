"""The second factor: a code from an app (TOTP, RFC 6238), or one of the codes that were kept for its loss."""

import re
from base64 import b32encode
from dataclasses import dataclass
from math import ceil
from time import time
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

APPS = ("treaties", "appeals")
PROPOSE = "treaties.add_proposal"
CODES = 10
MOST_FAILURES = 10
"""Wrong codes in a row that make the delay longer: 1, 2, 4… seconds, at most 512. It never becomes a lock."""
NAME = "app"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a code: the device that took it; or how many whole seconds nobody is heard; or neither."""

    device: TOTPDevice | StaticDevice | None = None
    wait: int = 0


def must_have_one(account: Any) -> bool:
    """Whether this account may write to the record, or decide about it: more than to read and to propose."""
    return account.is_superuser or any(
        permission != PROPOSE and app in APPS and not name.startswith("view_")
        for permission in account.get_all_permissions()
        for app, _, name in [permission.partition(".")]
    )


def has_one(account: Any) -> bool:
    return TOTPDevice.objects.filter(user=account, confirmed=True).exists()


def new_key() -> str:
    """Twenty random bytes in hexadecimal."""
    return random_hex(20)


def as_typed(key: str) -> str:
    """The key as people type it into an app: base32, in groups of four."""
    letters = b32encode(bytes.fromhex(key)).decode()
    return " ".join(re.findall(".{1,4}", letters))


def address_of(account: Any, key: str) -> str:
    """What an app reads from the picture: ``otpauth://totp/…``."""
    return TOTPDevice(user=account, key=key).config_url


def set_up(account: Any, *, key: str, code: str) -> tuple[TOTPDevice, list[str]] | None:
    """Keep the key, once a code shows that the app has it, in place of what was set up before; with new backup codes.
    The code counts as used. ``None`` for a wrong one."""
    clock = TOTP(bytes.fromhex(key))
    clock.time = time()
    if not clock.verify(int(code), tolerance=1):
        return None
    with transaction.atomic():
        User.objects.select_for_update().get(pk=account.pk)
        TOTPDevice.objects.filter(user=account).delete()
        device = TOTPDevice.objects.create(user=account, name=NAME, key=key, drift=clock.drift, last_t=clock.t())
        return device, new_codes(account)


@transaction.atomic
def new_codes(account: Any) -> list[str]:
    """Ten codes, each good for one sign-in; those from before are good no longer."""
    StaticDevice.objects.filter(user=account).delete()
    device = StaticDevice.objects.create(user=account, name="backup codes")
    codes = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def codes_left(account: Any) -> int:
    return StaticToken.objects.filter(device__user=account).count()


@transaction.atomic
def answer_to(account: Any, code: str) -> Answer:
    """Six digits are the app's, anything else a backup code. Each code is taken once; after a wrong one there is a
    delay, which doubles."""
    kind = TOTPDevice if re.fullmatch(r"[0-9]{6}", code) else StaticDevice
    device = kind.objects.select_for_update().filter(user=account, confirmed=True).first()
    if device is None:
        return Answer()
    allowed, why = device.verify_is_allowed()
    if not allowed:
        return Answer(wait=max(1, ceil((why["locked_until"] - timezone.now()).total_seconds())))
    if device.verify_token(code):
        return Answer(device)
    if device.throttling_failure_count > MOST_FAILURES:
        device.throttling_failure_count = MOST_FAILURES
        device.save(update_fields=["throttling_failure_count"])
    return Answer()
