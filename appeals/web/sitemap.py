"""Appeals in the sitemap, and in the numbers of what the record holds."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from appeals.models import Appeal, Demand
from treaties.web.sitemap import Address, SitemapPart, keys_of, pages_of


def sitemap_part() -> SitemapPart:
    return SitemapPart("appeals", lambda: pages_of(Appeal), _appeals)


def _appeals(number: int) -> Iterable[Address]:
    rows = Appeal.objects.filter(keys_of(number)).order_by("pk").values_list("slug", "block__at")
    return [(reverse("appeal", args=[slug]), at) for slug, at in rows]


def counted() -> list[tuple[str, QuerySet]]:
    return [(_("Appeals"), Appeal.objects.all()), (_("Demands of appeals"), Demand.objects.all())]
