"""Contradictions of the whole record, found in one statement and read in a fixed number; a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from treaties.models import Agreement, Party, Source, StatusAssertion
from treaties.models.timelines import Kept
from treaties.queries.as_known import kept_json
from treaties.queries.citations import attach_citations
from treaties.queries.contradictions import (
    BEGINNINGS,
    DAYS,
    ENDINGS,
    ENDS,
    ENTRIES,
    STATING,
    Contradiction,
    ContradictionKind,
    contradictions_of,
    judgements_of,
)
from treaties.queries.facts_at_once import agreements_with_facts
from treaties.queries.keyset import Page, Position
from treaties.queries.narrowed import of_parties
from treaties.vocabulary import AgreementStatus, Scope, Verdict, Word


class Settled(Word):
    """Whether an analyst has judged."""

    SETTLED = "settled", "judged, for the record or for the source"
    OPEN = "open", "not judged, or judged to be open"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which contradictions. ``parties`` is one, or two between which the agreement stands, through unions too.

    Under a multilateral agreement only those that are of the whole, or about an act of the parties asked about; or of
    the unions through which these may be bound.
    """

    agreement: Agreement | None = None
    source: Source | None = None
    parties: Sequence[Party] = field(default_factory=tuple)
    settled: Settled | None = None


def contradictions_page(asked: Asked, *, size: int, after: Position | None = None) -> Page:
    """In the order of the agreements' slugs. ``rows`` are ``Contradiction``; at most five statements,
    and one more of two parties."""
    found = _found(asked, size + 1, after, BY_AGREEMENT)
    shown = found[:size]
    rows = _read([key for _, key, _ in shown], {agreement for *_, agreement in shown})
    goes_on = len(found) > size
    return Page(rows, Position(*shown[-1][:2]) if goes_on else None)


def latest_contradictions(asked: Asked, *, most: int, in_full: bool = True) -> list[Contradiction]:
    """Those in which a source was recorded last, the latest first. Five statements; three in brief: without judgements,
    and without what assertions rest on."""
    shown = _found(asked, most, None, LATEST_FIRST)
    return _read([key for _, key, _ in shown], {agreement for *_, agreement in shown}, in_full=in_full)


def open_contradictions(*, most: int, counted: int) -> tuple[list[Contradiction], int]:
    """The latest of those that nobody has judged, in brief, and how many there are, as far as they are ``counted``.
    Three statements."""
    found = _found(Asked(settled=Settled.OPEN), counted, None, LATEST_FIRST)
    shown = found[:most]
    return _read([key for _, key, _ in shown], {agreement for *_, agreement in shown}, in_full=False), len(found)


def _found(asked: Asked, most: int, after: Position | None, order: str) -> list[tuple[str, int, int]]:
    """Slug, key and agreement of each."""
    tables, named = of_parties(asked.parties)
    given: dict[str, Any] = named | {
        "agreement": asked.agreement.pk if asked.agreement else None,
        "source": asked.source.pk if asked.source else None,
        "narrowed": bool(asked.parties),
        "settled": None if asked.settled is None else asked.settled is Settled.SETTLED,
        "after_slug": after.sort if after else None,
        "after_key": after.id if after else None,
        "most": most,
        "statuses": [str(status) for status in AgreementStatus],
        "bits": [status.bit for status in AgreementStatus],
        "not_yet": AgreementStatus.NOT_YET.bit,
        "entries": sorted(ENTRIES),
        "once": sorted(ENTRIES | ENDS),
        "stating": list(STATING),
        "beginnings": sorted(BEGINNINGS),
        "endings": sorted(ENDINGS),
        "whole": str(Scope.WHOLE),
        "open": str(Verdict.OPEN),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {tables}, {STATEMENT}{order}", given)
        return list(cursor.fetchall())


def _read(keys: Sequence[int], ids: set[int], *, in_full: bool = True) -> list[Contradiction]:
    """In brief without judgements, and without what assertions rest on: two statements fewer."""
    agreements = agreements_with_facts(Agreement.objects.filter(pk__in=ids).annotate(whole=kept_json(None)))
    said = list(StatusAssertion.objects.standing().filter(agreement__in=ids))
    judged = judgements_of(agreements, with_citations=False) if in_full else []
    if in_full:
        attach_citations([*said, *judged])
    by_key: dict[int, Contradiction] = {}
    for agreement in agreements:
        whole, of_it = Kept.from_json(agreement.whole), [one for one in said if one.agreement_id == agreement.pk]
        own = [one for one in judged if one.agreement_id == agreement.pk]
        by_key |= {one.key: one for one in contradictions_of(agreement, whole, of_it, own)}
    return [by_key[key] for key in keys if key in by_key]


def _key(row: str, kind: ContradictionKind) -> str:
    kinds = list(ContradictionKind)
    return f"{row}.id * {len(kinds)} + {kinds.index(kind)}"


def _start(point: str) -> str:
    """The first day of a point in EDTF: ``1997``, ``1997-08``, ``1997-08-01``, with or without a mark."""
    plain = f"rtrim({point}, '?~')"
    return f"({plain} || substr('-01-01', length({plain}) - 3))::date"


def _unit(point: str) -> str:
    return (
        f"CASE length(rtrim({point}, '?~')) WHEN 4 THEN interval '1 year' WHEN 7 THEN interval '1 month' "
        f"ELSE interval '1 day' END"
    )


def _widened(point: str) -> str:
    """What ``~`` adds on either side."""
    return f"CASE WHEN {point} LIKE '%%~' THEN {_unit(point)} ELSE interval '0' END"


def _range(text: str) -> str:
    """The closed bounds of a partly known day, from its text; as ``PartialDate`` reads it."""
    first = f"nullif(split_part({text}, '/', 1), '..')"
    last = f"nullif(CASE WHEN {text} LIKE '%%/%%' THEN split_part({text}, '/', 2) ELSE {text} END, '..')"
    return (
        f"daterange(({_start(first)} - {_widened(first)})::date, "
        f"({_start(last)} + {_unit(last)} + {_widened(last)} - interval '1 day')::date, '[]')"
    )


def _bounds(row: str) -> str:
    return ", ".join(f"{row}.{name}_{end}" for name in DAYS for end in ("earliest", "latest"))


def _days(row: str, name: str) -> str:
    return f"daterange({row}.{name}_earliest, {row}.{name}_latest, '[]')"


_DIFFER = " OR ".join(
    f"(earlier.{name} IS NOT NULL AND later.{name} IS NOT NULL "
    f"AND NOT {_days('earlier', name)} && {_days('later', name)})"
    for name in DAYS
)
_STANDS = "NOT EXISTS (SELECT FROM treaties_correction mended WHERE mended.{of}_id = {row}.id)"
_ACT_STANDS = {row: _STANDS.format(of="status_change", row=row) for row in ("earlier", "later", "parting")}

STATEMENT = f"""statuses AS (
    SELECT * FROM unnest(%(statuses)s::text[], %(bits)s::int[]) AS known (status, bit)
), on_record AS (
    SELECT said.*, statuses.bit,
           (agreement.codes)[width_bucket(said.asserted_on_latest, agreement.days)] AS code,
           agreement.story -> (nullif(width_bucket(said.asserted_on_latest, agreement.days), 0) - 1)
               -> said.status ->> 'since' AS recorded_since
      FROM treaties_statusassertion said
      JOIN treaties_agreement agreement ON agreement.id = said.agreement_id
      JOIN statuses ON statuses.status = said.status
     WHERE {_STANDS.format(of="assertion", row="said")}
), found AS (
    SELECT said.agreement_id, {_key("said", ContradictionKind.STATUS)} AS key,
           said.id AS assertion_id, NULL::bigint AS act_id, NULL::bigint AS participation_id, NULL::bigint[] AS acts
      FROM on_record said
     WHERE said.asserted_on_latest IS NULL
        OR coalesce(said.code, %(not_yet)s) <> said.bit
        OR (said.since IS NOT NULL AND said.recorded_since IS NOT NULL
            AND NOT {_days("said", "since")} && {_range("said.recorded_since")})
    UNION ALL
    SELECT day.agreement_id, act.id * {len(ContradictionKind)}
               + {list(ContradictionKind).index(ContradictionKind.COMPUTED_DAY)}, NULL, act.id, act.participation_id,
           act.id || ARRAY(SELECT stated.id FROM treaties_statuschange stated
                            WHERE stated.agreement_id = act.agreement_id AND stated.act = ANY(%(stating)s)
                              AND coalesce(stated.participation_id, 0) = coalesce(act.participation_id, 0)
                              AND stated.effective_on = day.asserted_on)
      FROM treaties_computedday day
      JOIN treaties_statuschange act ON act.id = day.status_change_id
     WHERE day.differs
    UNION ALL
    SELECT later.agreement_id, {_key("later", ContradictionKind.TWO_DAYS)}, NULL, later.id, later.participation_id,
           array_agg(earlier.id) || later.id
      FROM treaties_statuschange later
      JOIN treaties_agreement agreement ON agreement.id = later.agreement_id
      JOIN treaties_statuschange earlier
        ON earlier.agreement_id = later.agreement_id AND earlier.act = later.act AND earlier.id < later.id
       AND coalesce(earlier.participation_id, 0) = coalesce(later.participation_id, 0)
       AND coalesce(earlier.done_by_predecessor_id, 0) = coalesce(later.done_by_predecessor_id, 0)
     WHERE later.act = ANY(%(once)s) AND later.scope = %(whole)s AND earlier.scope = %(whole)s
       AND ({_DIFFER}) AND {_ACT_STANDS["later"]} AND {_ACT_STANDS["earlier"]}
       AND NOT EXISTS (
           SELECT FROM treaties_citation one JOIN treaties_citation other USING (source_id)
            WHERE one.status_change_id = earlier.id AND other.status_change_id = later.id)
       AND NOT EXISTS (
           SELECT FROM treaties_statuschange parting
            WHERE parting.agreement_id = later.agreement_id AND parting.act <> later.act
              AND parting.act = ANY(CASE WHEN later.act = ANY(%(entries)s)
                                         THEN %(endings)s::text[] ELSE %(beginnings)s::text[] END)
              AND (parting.participation_id IS NULL OR agreement.is_bilateral
                   OR parting.participation_id = later.participation_id)
              AND {_ACT_STANDS["parting"]}
              AND coalesce(least({_bounds("parting")}) <= greatest({_bounds("earlier")}, {_bounds("later")})
                       AND least({_bounds("earlier")}, {_bounds("later")}) <= greatest({_bounds("parting")}), true))
     GROUP BY later.id
), judged AS (
    SELECT DISTINCT ON (assertion_id, status_change_id) assertion_id, status_change_id, verdict
      FROM treaties_judgement ORDER BY assertion_id, status_change_id, id DESC
)
SELECT agreement.slug, found.key, agreement.id
  FROM found
  JOIN treaties_agreement agreement ON agreement.id = found.agreement_id
  LEFT JOIN judged ON judged.assertion_id = found.assertion_id OR judged.status_change_id = found.act_id
  LEFT JOIN treaties_statusassertion said ON said.id = found.assertion_id
  LEFT JOIN treaties_statuschange act ON act.id = found.act_id
 WHERE (%(agreement)s::bigint IS NULL OR agreement.id = %(agreement)s)
   AND (NOT %(narrowed)s OR agreement.id IN (SELECT id FROM among))
   AND (NOT %(narrowed)s OR found.participation_id IS NULL OR agreement.is_bilateral
        OR found.participation_id IN (SELECT id FROM theirs))
   AND (%(source)s::bigint IS NULL OR EXISTS (
           SELECT FROM treaties_citation cited WHERE cited.source_id = %(source)s
              AND (cited.assertion_id = found.assertion_id OR cited.status_change_id = ANY(found.acts))))
   AND (%(settled)s::boolean IS NULL OR (coalesce(judged.verdict, %(open)s) <> %(open)s) = %(settled)s)
   AND (%(after_slug)s::text IS NULL OR (agreement.slug, found.key) > (%(after_slug)s, %(after_key)s::bigint))
"""
"""After the tables of ``narrowed``."""
BY_AGREEMENT = "ORDER BY agreement.slug, found.key LIMIT %(most)s"
LATEST_FIRST = "ORDER BY coalesce(said.block_id, act.block_id) DESC, found.key DESC LIMIT %(most)s"
