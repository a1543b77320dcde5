"""Appeals in the sitemap, and in the numbers of what the record holds."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from appeals.models import Appeal, Demand
from treaties.web.sitemap import Address, SitemapPart, keys_of, pages_of


def sitemap_part() -> SitemapPart:
    return SitemapPart("appeals", lambda: pages_of(Appeal), _appeals)


def demands_part() -> SitemapPart:
    return SitemapPart("demands", lambda: pages_of(Demand), _demands)


def _appeals(number: int) -> Iterable[Address]:
    """With the page that counts what came of them, in the first part."""
    rows = Appeal.objects.filter(keys_of(number)).order_by("pk").values_list("slug", "block__at")
    found: list[Address] = [(reverse("appeal", args=[slug]), at) for slug, at in rows]
    return [(reverse("outcomes"), None), *found] if number == 1 else found


def _demands(number: int) -> Iterable[Address]:
    rows = Demand.objects.filter(keys_of(number)).order_by("pk").values_list("appeal__slug", "ordinal", "block__at")
    return [(reverse("demand", args=[slug, ordinal]), at) for slug, ordinal, at in rows]


def counted() -> list[tuple[str, QuerySet]]:
    return [(_("Appeals"), Appeal.objects.all()), (_("Demands of appeals"), Demand.objects.all())]
