import secrets
from typing import Any

from axes.utils import reset as forget_wrong_passwords
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django_otp import devices_for_user
from knox.models import get_token_model

ROLES = {"editor": "editors", "contributor": "contributors"}
"""Each role's group: editors write to the record and decide on proposals; contributors read it and propose."""
RESET = "python3 run.py manage create_analyst --reset"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is mistaken for another when it is copied by hand: no i, l, o, 0, 1."""


class Command(BaseCommand):
    help = "Makes an account for an analyst and prints its password, once. It is not kept anywhere in readable form."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default="analyst", help="the name to sign in with (default: analyst)")
        parser.add_argument("--if-missing", action="store_true", help="do nothing where the account exists")
        parser.add_argument("--reset", action="store_true", help="give an account that exists a new password")
        parser.add_argument(
            "--role",
            choices=ROLES,
            help="editor (default): records and decides; contributor: proposes. An account that exists is moved",
        )
        parser.add_argument(
            "--forget-second-factor",
            action="store_true",
            help="of an account that exists: app and backup codes are void, and the next sign-in sets up new ones",
        )

    def handle(self, *args: Any, username: str, if_missing: bool, reset: bool, **options: Any) -> None:
        account = User.objects.filter(username=username).first()
        again = RESET if username == "analyst" else f"{RESET} --username {username}"
        role, forget = options.get("role"), options.get("forget_second_factor")
        if account is None and (reset or forget):
            aim = "give a new password" if reset else "forget the second factor of"
            raise CommandError(f"There is no account “{username}” to {aim}. Without that option it is made.")
        if account is None:
            self.welcome(*make(username, role or "editor"), again=again)
        elif reset or role or forget:
            self.change(account, reset=reset, role=role, forget=bool(forget), again=again)
        elif if_missing:
            self.stdout.write(f"The analyst’s account “{username}” is there. For a new password: {again}")
        else:
            raise CommandError(f"The account “{username}” exists. For a new password: {again}")

    def change(self, account: User, *, reset: bool, role: str | None, forget: bool, again: str) -> None:
        name = account.get_username()
        if role:
            move(account, role)
            self.stdout.write(f"“{name}” is now among the {ROLES[role]}.")
        if forget:
            forget_second_factor(account)
            self.stdout.write(f"The second factor of “{name}” is forgotten; the next sign-in sets up a new one.")
        if reset:
            self.welcome(account, renew(account), again=again)

    def welcome(self, account: User, password: str, *, again: str) -> None:
        self.stdout.write(f"Sign in at /admin/ as “{account.get_username()}” with the password {password}")
        self.stdout.write(f"It is shown this once. For a new one: {again}")


@transaction.atomic
def make(username: str, role: str) -> tuple[User, str]:
    account = User(username=username, is_staff=True)
    try:
        account.full_clean(exclude=["password"])
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    password = renew(account)
    move(account, role)
    return account, password


@transaction.atomic
def move(account: User, role: str) -> None:
    """To the group of this role, and out of those of the others; what else the account may do stays."""
    account.groups.remove(*Group.objects.filter(name__in=ROLES.values()))
    account.groups.add(Group.objects.get(name=ROLES[role]))


@transaction.atomic
def forget_second_factor(account: User) -> None:
    """Of every kind; whoever is signed in with it is asked to set one up."""
    for device in devices_for_user(account, confirmed=None):
        device.delete()


def renew(account: User) -> str:
    """Sixteen letters in four groups, about 79 bits. Whoever was signed in with the old one is signed out, no delay is
    left from wrong ones, and API tokens that were made with the old one are revoked."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    account.set_password(password)
    account.save()
    get_token_model().objects.filter(user=account).delete()
    forget_wrong_passwords(username=account.get_username())
    return password
