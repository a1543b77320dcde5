"""Agreements that a search narrows: by topic, status, nature, form and years, by parties, and by words of titles.

Every condition must hold. The rows are found in one statement, of which a bounded number is ranked: those that have
most of it in their titles first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from treaties.models import Agreement, AgreementTitle, Party, SeriesNumber, StatusChange
from treaties.models.search_keys import CONFIG, search_vector
from treaties.models.status_changes import first_day_of_act
from treaties.models.timelines import StatusOn, StepOn, StoryOn
from treaties.queries.agreement_search import MOST_ROWS, SHOWN, AgreementsFound, all_of, with_their_status, words_of
from treaties.queries.asked_words import Kind, Wanted
from treaties.queries.groups import group_of
from treaties.queries.shared_agreements import grouped, sharing
from treaties.queries.title_words import title_words
from treaties.vocabulary import AgreementStatus, PairGroup


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search asks for beside its day."""

    wanted: tuple[Wanted, ...] = ()
    words: str = ""
    """The words left for titles."""
    parties: tuple[tuple[int, ...], ...] = ()
    """Each as the ids that its name may mean."""

    @property
    def pair(self) -> tuple[int, int] | None:
        """The two parties, where there are two and each is certain: then their sides and their standing count."""
        match self.parties:
            case ((one,), (other,)) if one != other:
                return one, other
        return None


@dataclass(frozen=True, slots=True)
class _Row:
    agreement: int
    key: str
    group: str
    reason: str


NOTHING = AgreementsFound()


def find_asked(
    asked: Asked, *, on: date, after: AgreementsFound = NOTHING, unfinished: bool = False
) -> AgreementsFound:
    """``after`` those that were found by the whole text, where there are any.

    Two statements, of a pair three; and two more where words on no title are looked for as near ones, which they are
    not in an ``unfinished`` text: there the last word is only begun.
    """
    if after.total > len(after.agreements):
        return after
    words = words_of(asked.words) if asked.words else []
    read_as: tuple[str, ...] = ()
    rows = _rows(asked, [[word] for word in words], on, unfinished=unfinished)
    if not rows and words and not unfinished:
        rows, read_as = _rows_near(asked, words, on)
    if not rows:
        return after
    earlier = [one.pk for one in after.agreements]
    ranked = [row.agreement for row in sorted(rows, key=lambda row: _rank(row, asked)) if row.agreement not in earlier]
    agreements = [*after.agreements, *with_their_status(ranked[: SHOWN - len(earlier)], on=on)]
    stand = {row.agreement: PairGroup(row.group) for row in rows} if asked.pair else None
    found = replace(after, agreements=agreements, total=len(earlier) + len(ranked), groups=stand)
    return replace(found, read_as=found.read_as or read_as)


def _rows_near(asked: Asked, words: Sequence[str], on: date) -> tuple[list[_Row], tuple[str, ...]]:
    """With near words for those that no title has; and the words that were looked for."""
    known = title_words()
    near = [known.alternatives(word) for word in words]
    if not all(near) or near == [[word] for word in words]:
        return [], ()
    rows = _rows(asked, near, on)
    return rows, tuple(dict.fromkeys(word for group in near for word in group)) if rows else ()


def _rows(asked: Asked, groups: Sequence[Sequence[str]], on: date, *, unfinished: bool = False) -> list[_Row]:
    agreements = _with_group(asked, on)
    for place, some in enumerate(groups, 1):
        query = all_of([some], unfinished=unfinished and place == len(groups))
        agreements = agreements.filter(pk__in=_with_words(query))
    for one in asked.wanted:
        agreements = agreements.filter(_condition(one))
    ended = KeyTextTransform("reason", KeyTransform(str(AgreementStatus.ENDED), StoryOn(on)))
    reason = Coalesce(ended, Value(""), output_field=TextField())
    found = agreements.annotate(reason=reason).order_by().values_list("pk", "search_key", "group", "reason")
    return [_Row(*row) for row in found[:MOST_ROWS]]


def _with_group(asked: Asked, on: date) -> QuerySet:
    """Those of the parties, with their group that day: of the whole; or between the two, through unions too."""
    if asked.pair is None:
        of = Q()
        for ids in asked.parties:
            of &= Q(party_ids__overlap=list(ids))
        agreements: Any = Agreement.objects.filter(of).annotate(status_code=StatusOn(on))
        return agreements.annotate(group=group_of("status_code"))
    one, other = (Party(pk=pk) for pk in asked.pair)
    return grouped(sharing(one, other), on)


def _condition(wanted: Wanted) -> Q:
    """What one part of the text asks for: by what is on record of the agreement, or by its title."""
    meaning = wanted.meaning
    match meaning.kind:
        case Kind.STATUS:
            return Q(group__in=meaning.values)
        case Kind.NATURE:
            return Q(nature__in=meaning.values)
        case Kind.FORM:
            narrowed = Q(form__in=meaning.values)
        case Kind.TOPIC:
            narrowed = Q(topics__overlap=[str(topic) for topic in meaning.values])
        case Kind.YEARS:
            narrowed = _in_years(*meaning.years)
    words = words_of(wanted.typed) if meaning.may_be_in_title else []
    return narrowed | Q(pk__in=_with_words(all_of([word] for word in words))) if words else narrowed


def _in_years(first: int, last: int) -> Q:
    """An act was done, or a status changed, in these years (closed)."""
    begin, end = date(first, 1, 1), date(last, 12, 31)
    acts = StatusChange.objects.standing().alias(first_day=first_day_of_act()).filter(first_day__range=(begin, end))
    changed = Q(GreaterThan(StepOn("days", end), StepOn("days", begin - timedelta(days=1))))
    return Q(pk__in=acts.order_by().values("agreement")) | changed


def _with_words(query: str) -> QuerySet:
    """The ids of the agreements with a title or a number that has the words; by the full-text indexes."""
    matching = SearchQuery(query, config=CONFIG, search_type="raw")
    sources: Iterable[tuple[Any, str]] = (
        (Agreement.objects.all(), "pk"),
        (AgreementTitle.objects.all(), "agreement"),
        (SeriesNumber.objects.all(), "agreement"),
    )
    own, *others = [
        rows.alias(words=search_vector()).filter(words=matching).order_by().values(agreement)
        for rows, agreement in sources
    ]
    return own.union(*others)


def _rank(row: _Row, asked: Asked) -> tuple[int, int, bool, int, str, int]:
    """The year in its own title first, then the most else, then what ended for the reason asked for."""
    words = set(row.key.split())
    has = [one.meaning for one in asked.wanted if one.meaning.may_be_in_title and words.issuperset(words_of(one.typed))]
    years = sum(meaning.is_one_year for meaning in has)
    reasons = {str(one.meaning.reason) for one in asked.wanted if one.meaning.reason}
    return -years, -len(has), bool(reasons) and row.reason not in reasons, len(row.key), row.key, row.agreement
