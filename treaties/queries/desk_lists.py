"""How lists are narrowed: what agreements, acts and sources have to do with each other, as subqueries."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BigIntegerField, F, Model, Q, QuerySet
from django.db.models.functions import Cast

from treaties.models import Agreement, Citation, Correction, Entry, Party, Source
from treaties.models.agreements import AgreementQuerySet
from treaties.models.sources import CITED
from treaties.queries.shared_agreements import agreements_between, sharing
from treaties.vocabulary import AgreementStatus, Nature, Topic

MOST_OFFERED = 200
"""Sources that a list offers while one types: those that were recorded last. Any other is found by its words."""
OF_AN_AGREEMENT = (
    "title",
    "series_number",
    "relation",
    "participation",
    "clause",
    "status_change",
    "assertion",
    "judgement",
)
"""The cited facts that belong to one agreement."""
UNCERTAIN = "uncertain"
"""More than one status is possible."""


def sources_to_offer() -> list[tuple[str, str]]:
    """Slug and words of each. One statement."""
    found = Source.objects.order_by("-pk").values_list("slug", "title", "publisher")[:MOST_OFFERED]
    return [(slug, f"{title}, {publisher}") for slug, title, publisher in found]


def sources_meant(text: str) -> list[int]:
    """The ids of the source with that slug or address, else of those with all the words in title or publisher."""
    exact = list(Source.objects.filter(Q(slug=text) | Q(url=text)).values_list("pk", flat=True)[:1])
    if exact:
        return exact
    words = Q()
    for word in text.split():
        words &= Q(title__icontains=word) | Q(publisher__icontains=word)
    return list(Source.objects.filter(words).values_list("pk", flat=True)[:MOST_OFFERED]) if words else []


def concerning(agreements: AgreementQuerySet, parties: Sequence[Party]) -> AgreementQuerySet:
    """Those of one party, or those between two, through unions too."""
    match parties:
        case []:
            return agreements
        case [one]:
            return agreements.of(one)
    between = agreements_between(sharing(parties[0], parties[1])).order_by().values("pk")
    return agreements.filter(pk__in=between)


def with_status_on(agreements: AgreementQuerySet, status: str, *, on: Any) -> AgreementQuerySet:
    """``status`` is a word of the vocabulary, or ``UNCERTAIN``."""
    dated: Any = agreements.with_status(on=on)
    if status == UNCERTAIN:
        return dated.exclude(status_code=None).exclude(status_code__in=[one.bit for one in AgreementStatus])
    wanted = AgreementStatus(status)
    before_the_first_day = Q(status_code=None) if wanted is AgreementStatus.NOT_YET else Q()
    return dated.filter(Q(status_code=wanted.bit) | before_the_first_day)


def described_as(agreements: AgreementQuerySet, *, nature: str = "", topic: str = "") -> AgreementQuerySet:
    if nature:
        agreements = agreements.filter(nature=Nature(nature))
    if topic:
        agreements = agreements.filter(topics__contains=[Topic(topic)])
    return agreements


def agreements_citing(sources: Iterable[int]) -> Q:
    """The agreement, or a fact that belongs to it, cites one of them."""
    cited = Citation.objects.filter(source__in=list(sources))
    whole = Q(pk__in=cited.filter(agreement__isnull=False).values("agreement"))
    for name in OF_AN_AGREEMENT:
        whole |= Q(pk__in=cited.filter(**{f"{name}__isnull": False}).values(f"{name}__agreement"))
    return whole


def agreements_changed_by(actor: str) -> Q:
    """Somebody wrote the agreement, one of its versions, or a fact that belongs to it."""
    written = Q(pk__in=versions_by(Agreement, actor))
    mended = Correction.objects.filter(block__actor=actor).order_by()
    for name in OF_AN_AGREEMENT:
        facts: Any = CITED[name]
        written |= Q(pk__in=facts.objects.filter(block__actor=actor).order_by().values("agreement"))
    for name in ("status_change", "assertion", "clause"):
        written |= Q(pk__in=mended.filter(**{f"{name}__isnull": False}).values(f"{name}__agreement"))
    return written


def versions_by(model: type[Model], actor: str) -> QuerySet[Any]:
    """The ids of the rows of which somebody wrote a version, by the journal."""
    entries = Entry.objects.filter(table=model._meta.db_table, block__actor=actor).order_by()
    return entries.annotate(of=Cast(F("key"), BigIntegerField())).values("of")


def cited_facts(kind: str, sources: Iterable[int]) -> QuerySet[Any]:
    """The ids of the facts of a kind (a column of citations) that cite one of them."""
    return Citation.objects.filter(source__in=list(sources), **{f"{kind}__isnull": False}).order_by().values(kind)


def written_or_mended_by(actor: str) -> Q:
    """Of rows that can be corrected: somebody wrote one, or what corrects it."""
    return Q(block__actor=actor) | Q(correction__block__actor=actor)
