import secrets
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

RESET = "python3 run.py manage create_analyst --reset"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is mistaken for another when it is copied by hand: no i, l, o, 0, 1."""


class Command(BaseCommand):
    help = "Makes an account for an analyst and prints its password, once. It is not kept anywhere in readable form."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default="analyst", help="the name to sign in with (default: analyst)")
        parser.add_argument("--if-missing", action="store_true", help="do nothing where the account exists")
        parser.add_argument("--reset", action="store_true", help="give an account that exists a new password")

    def handle(self, *args: Any, username: str, if_missing: bool, reset: bool, **options: Any) -> None:
        account = User.objects.filter(username=username).first()
        again = RESET if username == "analyst" else f"{RESET} --username {username}"
        if account is None and reset:
            raise CommandError(f"There is no account “{username}” to give a new password. Without --reset it is made.")
        if account is None:
            self.welcome(*make(username), again=again)
        elif reset:
            self.welcome(account, renew(account), again=again)
        elif if_missing:
            self.stdout.write(f"The analyst’s account “{username}” is there. For a new password: {again}")
        else:
            raise CommandError(f"The account “{username}” exists. For a new password: {again}")

    def welcome(self, account: User, password: str, *, again: str) -> None:
        self.stdout.write(f"Sign in at /admin/ as “{account.get_username()}” with the password {password}")
        self.stdout.write(f"It is shown this once. For a new one: {again}")


@transaction.atomic
def make(username: str) -> tuple[User, str]:
    account = User(username=username, is_staff=True)
    try:
        account.full_clean(exclude=["password"])
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    password = renew(account)
    account.groups.add(Group.objects.get(name="analysts"))
    return account, password


def renew(account: User) -> str:
    """Sixteen letters in four groups, about 79 bits. Whoever was signed in with the old one is signed out."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    account.set_password(password)
    account.save()
    return password
