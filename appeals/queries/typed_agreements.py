"""The agreements that somebody means by what was typed: a slug, a title, a series number, or words of one."""

from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.db.models.query import QuerySet

from treaties.models import Agreement, AgreementTitle, SeriesNumber
from treaties.queries.search import with_words

MOST = 8


def agreements_meant(text: str) -> list[Agreement]:
    """Those that are called exactly so, or else those with all of its words; a ninth says that there are more."""
    typed = " ".join(text.split())
    if not typed:
        return []
    return list(_few(_called(typed))) or list(_few(with_words(Agreement.objects.all(), typed)))


def _called(typed: str) -> QuerySet[Agreement]:
    titles = AgreementTitle.objects.filter(title__iexact=typed).values("agreement")
    numbers = SeriesNumber.objects.annotate(whole=Concat(F("series"), Value(" "), F("number")))
    own = Q(slug=typed) | Q(short_title__iexact=typed) | Q(title__iexact=typed)
    numbered = numbers.filter(whole__iexact=typed).values("agreement")
    return Agreement.objects.filter(own | Q(pk__in=titles) | Q(pk__in=numbered))


def _few(found: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return found.only("slug", "title", "short_title", "is_bilateral", "party_ids").order_by("short_title", "pk")[
        : MOST + 1
    ]
