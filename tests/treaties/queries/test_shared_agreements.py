"""The law of a pair is written twice, in Python for its page and in SQL for lists: in worlds made by chance, whatever
the timelines and the memberships are, the two say the same."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.db.models import F

from tests.factories.record import a_block, invented_parties, last_block
from treaties.dates import FIRST_DAY, PartialDate
from treaties.models import Agreement, Membership, PairTimeline, Participation, Party, Timeline
from treaties.queries.country_pair import PairRow, country_pair
from treaties.queries.pair_counts import latest_counts
from treaties.queries.shared_agreements import ENDS, Sharing, grouped, sharing
from treaties.vocabulary import AgreementStatus, Between, Form, Nature, ParticipationStatus, Status

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
UNIONS, OTHERS = ("XUA", "XUB", "XUC"), ("XMA", "XMB", "XMC", "XMD", "XSA", "XSB")
LIKELY = 0.6
SEEDS, QUESTIONS = range(1), 20
FIRST, DAYS = date(1980, 1, 1), 120
"""Few days, so that beginnings and ends of different things meet."""


def day(random: Random) -> date:
    return FIRST + timedelta(days=random.randrange(DAYS))


def partly_known(random: Random) -> PartialDate:
    one, other = sorted((day(random), day(random)))
    texts = (f"{one}", f"{one}", f"{one}/{other}", f"../{one}", f"{one}/..", f"{one:%Y-%m}", f"{one}~", f"{one}?")
    return PartialDate.parse(random.choice(texts))


def steps(random: Random, kind: type[Status], likely: tuple[Status, ...]) -> dict[str, Any]:
    days = sorted({day(random) for _ in range(random.randrange(5))} | ({FIRST_DAY} if random.random() < 0.1 else set()))
    codes = [
        sum(one.bit for one in set(some(random, likely if random.random() < LIKELY else tuple(kind)))) for _ in days
    ]
    return {"days": days, "codes": codes, "story": [{} for _ in days]}


def some(random: Random, statuses: tuple[Status, ...]) -> list[Status]:
    return random.sample(statuses, min(random.choice((1, 1, 1, 2, 3)), len(statuses)))


class World:
    """What is on record of a few agreements; each block adds agreements, memberships, and versions of timelines."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.parties = invented_parties(*UNIONS, *OTHERS)
        self.blocks: list[int | None] = [None]
        for number in range(3):
            with a_block() as block:
                self.members()
                for place in range(8):
                    self.agreement(f"by-chance-{seed}-{number}-{place}")
                self.replace(block)
            self.blocks.append(last_block())

    def members(self) -> None:
        """A union may belong to another; spells overlap, are shared, and are known only in part."""
        on_record = set(Membership.objects.values_list("union__code", "member__code", "since"))
        for _ in range(8):
            union = self.random.choice(self.parties[: len(UNIONS)])
            member = self.random.choice(self.parties)
            since, until = partly_known(self.random), partly_known(self.random)
            key = (union.code, member.code, since)
            if union != member and key not in on_record:
                on_record.add(key)
                ended = until if self.random.random() < LIKELY else None
                Membership.objects.create(union=union, member=member, since=since, until=ended)

    def agreement(self, slug: str) -> None:
        random, is_bilateral = self.random, self.random.random() < LIKELY
        agreement = Agreement.objects.create(
            slug=slug, title=slug, short_title=slug, form=random.choice(list(Form)), nature=Nature.TREATY,
            is_bilateral=is_bilateral, **steps(random, AgreementStatus, (AgreementStatus.IN_FORCE,)),
        )  # fmt: skip
        who = random.sample(self.parties, random.choice((2, 2, 3, 4)))
        files = Participation.objects.bulk_create(
            Participation(
                agreement=agreement, party=party, side=min(place, 2) if is_bilateral else None,
                **steps(random, ParticipationStatus, (ParticipationStatus.PARTY, ParticipationStatus.FORMER)),
            )
            for place, party in enumerate(who, 1)
        )  # fmt: skip
        columns = ("days", "codes", "story")
        for row in (agreement, *files):
            own = row if isinstance(row, Participation) else None
            kept = {name: getattr(row, name) for name in columns}
            Timeline.objects.create(agreement=agreement, participation=own, **kept)
        for one, other in pairwise(files):
            if random.random() < LIKELY:
                kept = steps(random, Between, (Between.PRECLUDED, Between.APPLIES))
                PairTimeline.objects.create(agreement=agreement, one=one, other=other, **kept)

    def replace(self, block: Any) -> None:
        """What was known before of some files is known no more."""
        earlier = Timeline.objects.filter(known_until=None, known_from__lt=block.no).exclude(participation=None)
        for version in self.random.sample(list(earlier), min(6, len(earlier))):
            Timeline.objects.filter(pk=version.pk).update(known_until=block)
            kept = steps(self.random, ParticipationStatus, (ParticipationStatus.PARTY,))
            new = {"agreement": version.agreement, "participation": version.participation}
            Timeline.objects.create(**new, **kept)
            Participation.objects.filter(timelines=version).update(**kept)

    def questions(self, number: int) -> Iterator[tuple[Party, Party, date, int | None]]:
        for _ in range(number):
            one, other = self.random.sample(self.parties, 2)
            yield one, other, day(self.random), self.random.choice(self.blocks)


CODES = ("group", "status_code", "one_code", "other_code", "between_code")
FILES = ("one_file", "other_file")


def by_python(row: PairRow) -> list[Any]:
    codes = (row.status_code, row.one_code, row.other_code, row.between.code_on(row.on))
    return [str(row.group), *(code or 1 for code in codes), *(via and via.participation for via in row.vias)]


def by_sql(two: Sharing, on: date) -> dict[str, list[Any]]:
    """With the unions that speak for either: the others speak for themselves."""
    own = [F(f"{end}__pk") for end in ENDS]
    rows: Any = grouped(two, on).order_by().annotate(own_one=own[0], own_other=own[1])
    files = FILES if two.unions else ("own_one", "own_other")
    found = list(rows.values_list("slug", *CODES, "own_one", "own_other", *files))
    told = {
        slug: [group, *(code or 1 for code in codes), None if a else one, None if b else other]
        for slug, group, *codes, a, b, one, other in found
    }
    assert len(told) == len(found)
    return told


@pytest.mark.parametrize("seed", SEEDS)
def test_sql_and_python_say_the_same_of_a_pair_whatever_is_on_record(seed: int) -> None:
    world, through = World(seed), 0
    for one, other, on, known_at in world.questions(QUESTIONS):
        pair = country_pair(one, other, on=on, known_at=known_at)
        two = sharing(one, other, known_at)
        told = {row.agreement.slug: by_python(row) for row in pair.rows}
        assert by_sql(two, on) == told, (one.code, other.code, on, known_at)
        if known_at is None:
            assert latest_counts(two, on=on) == pair.counts
        through += sum(any(row.vias) for row in pair.rows)
    assert through > QUESTIONS / 2
