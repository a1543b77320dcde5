"""People who sign in, and the form that they fill in."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from treaties.models import Agreement, Party, Source


def signed_in(username: str = "analyst", **rights: bool) -> Client:
    """A client of a new account: an analyst's, unless other rights are given (``is_staff``, ``is_superuser``)."""
    account = User(username=username, is_staff=True)
    for name, given in rights.items():
        setattr(account, name, given)
    account.set_unusable_password()
    account.save()
    if not rights:
        account.groups.add(Group.objects.get(name="editors"))
    client = Client()
    client.force_login(account)
    return client


def contributor(username: str = "contributor") -> Client:
    """A client of a new account that reads and proposes."""
    account = User.objects.create(username=username, is_staff=True)
    account.groups.add(Group.objects.get(name="contributors"))
    client = Client()
    client.force_login(account)
    return client


def record_url(agreement: Agreement) -> str:
    return reverse("admin:treaties_agreement_record", args=[agreement.pk])


def filled_in(agreement: Agreement, act: str, code: str = "", /, **typed: Any) -> dict[str, Any]:
    """What the form posts: by default the first source on record, and a reason. ``code`` is the acting party's."""
    participation = agreement.participations.get(party=Party.objects.get(code=code)).pk if code else ""
    first = Source.objects.order_by("pk").first()
    given = {
        "act": act,
        "by": participation,
        "source_on_record": first.pk if first else "",
        "reason": "It was published",
    }
    return given | {"do": "record"} | typed
