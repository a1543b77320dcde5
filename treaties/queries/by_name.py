"""Agreements and sources as people name them in lists: by slug, series number, address or exact title."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat, Lower

from treaties.models import Agreement, AgreementTitle, SeriesNumber, Source


def agreements_by_name(names: Iterable[str]) -> Mapping[str, Sequence[Agreement]]:
    """Each name with the agreements that it means: none, one, or several. Case does not count. Three statements.

    A slug means one agreement, whatever others are called.
    """
    asked = {name: _key(name) for name in names}
    wanted = sorted(set(asked.values()))
    found: dict[str, dict[int, Agreement]] = defaultdict(dict)
    own = Agreement.objects.annotate(small_title=Lower("title"), small_short=Lower("short_title"))
    of_names = Q(slug__in=wanted) | Q(small_title__in=wanted) | Q(small_short__in=wanted)
    agreements = list(own.filter(of_names).order_by("pk")) if wanted else []
    for one in agreements:
        for key in (one.small_title, one.small_short):
            found[key][one.pk] = one
    for key, agreement in _by_titles_and_numbers(wanted):
        found[key].setdefault(agreement.pk, agreement)
    by_slug = {one.slug: [one] for one in agreements}
    return {name: by_slug.get(key) or list(found[key].values()) for name, key in asked.items()}


def _by_titles_and_numbers(wanted: Sequence[str]) -> Iterable[tuple[str, Agreement]]:
    if not wanted:
        return
    titles = AgreementTitle.objects.annotate(small=Lower("title")).filter(small__in=wanted)
    for title in titles.select_related("agreement").order_by("pk"):
        yield title.small, title.agreement
    said = Lower(Concat("series", Value(" "), "number", output_field=TextField()))
    numbers = SeriesNumber.objects.annotate(small=said).filter(small__in=wanted)
    for number in numbers.select_related("agreement").order_by("pk"):
        yield number.small, number.agreement


def sources_by_name(names: Iterable[str]) -> Mapping[str, Sequence[Source]]:
    """The same of sources: by slug, by address with or without a slash at its end, by title. One statement."""
    asked = {name: _key(name) for name in names}
    wanted = sorted(set(asked.values()))
    addresses = sorted({name.rstrip("/") + end for name in asked for end in ("", "/")})
    sources = Source.objects.annotate(small=Lower("title"))
    by_any = Q(slug__in=wanted) | Q(url__in=addresses) | Q(small__in=wanted)
    found = list(sources.filter(by_any).order_by("pk")) if wanted else []
    by_slug = {one.slug: [one] for one in found}
    by_address = {one.url.rstrip("/"): [one] for one in reversed(found) if one.url}
    return {
        name: by_slug.get(key) or by_address.get(name.rstrip("/")) or [one for one in found if one.small == key]
        for name, key in asked.items()
    }


def _key(name: str) -> str:
    return " ".join(name.split()).lower()
