"""What binds two parties on a day is one answer, whoever is asked: the pair, the lists, the search, the panels, a rule
of a demand, what if, and a copy of the record."""

import sqlite3
from datetime import date
from random import Random
from types import ModuleType
from typing import Any

import pytest

from appeals.models import Target
from appeals.queries.expansion import parties_of, within
from appeals.vocabulary import TargetKind
from tests.factories.all_kinds import treaties_of_all_kinds
from tests.factories.record import invented_agreement, last_block, record
from tests.treaties.api.asking import ask, walk
from tests.treaties.api.test_replica import copy, replica  # noqa: F401  both are fixtures
from tests.treaties.queries.test_spells import by_spells, record_unions
from tests.treaties.queries.test_through_unions import bind, join
from treaties.models import Agreement, Party
from treaties.queries.asked_agreements import Asked, find_asked
from treaties.queries.shared_agreements import Belonging
from treaties.queries.spells import TOLD, Spell, spells_of_pairs
from treaties.queries.what_if import MAY_BIND, Question, agreements_meant
from treaties.vocabulary import Act, Nature, PairGroup

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAIRS = (
    *("AZ-US", "AZ-XME", "XAA-XAB", "XAA-XMF", "XAB-XAC", "XAB-XST", "XME-XMF", "XME-XST", "XME-XUN", "XMF-XMG"),
    *("XMF-XST", "XMF-XUN", "XMG-XST", "XMG-XUO", "XST-XUN", "XUN-XUO"),
)
DAYS = ("1979-03-01", "1985-12-01", "1989-12-31", "1990-01-01", "1995-06-01", "2000-06-01", "2012-01-01", "2024-10-05")
"""Before, within and after the days of memberships, of a suspension, of an end; certain ones and uncertain ones."""
OPEN = PairGroup.POSSIBLY_IN_FORCE
type Members = dict[str, dict[str, Any]]


def record_more_unions() -> None:
    """Two unions at the two ends; a member of both; one on the side of its union; an objection to a union; a membership
    that was recorded later; texts that bind nobody; an end, and one that never entered into force."""
    both = bind(invented_agreement(slug="of-two-unions", codes=("XUN", "XUO")), "XUN", "XUO")
    record(both, Act.NOTICE_OF_TERMINATION, "XUO", received_on="2010-01-01", effective_on="2011-01-01")
    many = bind(invented_agreement(slug="of-many-more", is_bilateral=False, codes=("XUN", "XST", "XUO")), "XUN", "XST")
    record(many, Act.RESERVATION, "XUN", done_on="1979-06-01")
    about = f"{many.slug}-reservation-xun"
    record(many, Act.PRECLUDING_OBJECTION, "XST", received_on="1996/1997", about=about)
    record(many, Act.ACCESSION, "XUO", received_on="1994-01-01", effective_on="1994-06")
    issued = invented_agreement(slug="a-statement", nature=Nature.NON_BINDING, codes=("XST", "XUO"))
    record(issued, Act.ISSUED, done_on="1993-01-01")
    signed = invented_agreement(slug="signed-by-a-union", codes=("XAA", "XUN"))
    record(signed, Act.SIGNATURE, "XUN", done_on="1991-01-01")
    bind(invented_agreement(slug="with-a-member", codes=("XUN", "XMF")), "XUN", "XMF")
    bind(invented_agreement(slug="of-many-sides", codes=("XST", "XUN", "XMG")), "XUN", "XST", "XMG")
    join("XMG", "1995-01-01", "2005", union="XUO")
    join("XMF", "1988-01-01", "1999-01-01", union="XUO")
    join("XME", "2020-01-01/2021-01-01")
    join("XMG", "2006~")


@pytest.fixture
def blocks() -> list[int]:
    treaties_of_all_kinds()
    record_unions()
    before = last_block()
    record_more_unions()
    middle = last_block()
    join("XAB", "1992-01-01", union="XUO")
    return [2, before, middle, last_block()]


def by_pair(pair: str, **asked: Any) -> Members:
    answer = ask(f"/pairs/{pair}/", **asked)
    return {
        one["slug"]: one
        for groups in (answer, answer["multilateral"])
        for group in PairGroup
        for one in groups[group]
        if one["group"] == group
    }


def told(members: Members) -> dict[str, Any]:
    names = ("group", "status", "standings", "via")
    return {slug: {name: one[name] for name in names} for slug, one in members.items()}


def test_the_list_of_agreements_holds_exactly_those_of_the_pair_each_as_it_stands_there(blocks: list[int]) -> None:
    random, seen, through = Random(7), set(), 0
    for pair in PAIRS:
        for day in random.sample(DAYS, 3):
            asked = {"on": day, "known_at": random.choice(blocks)}
            members = by_pair(pair, **asked)
            listed = {row["slug"]: row for row in walk("/agreements/", pair=pair, page_size=7, **asked)}
            assert told(listed) == told(members), (pair, asked)
            seen |= {row["group"] for row in listed.values()}
            through += sum(bool(row["via"]) for row in listed.values())
    assert seen >= {"in_force", "not_between", "signed", "ended", "not_yet"}
    assert through > 20


def test_each_group_is_listed_by_its_name_and_in_every_order(blocks: list[int]) -> None:
    for pair in ("XME-XST", "XMF-XMG", "XMG-XST"):
        for day in DAYS[1::4]:
            groups = {slug: one["group"] for slug, one in by_pair(pair, on=day).items()}
            for group in set(groups.values()) | {"in_force", "ended"}:
                listed = walk("/agreements/", pair=pair, on=day, status=group, order="-signed_on", page_size=2)
                wanted = {slug for slug, one in groups.items() if one == group}
                assert ({row["slug"] for row in listed}, len(listed)) == (wanted, len(wanted)), (pair, day, group)


def test_the_search_a_rule_and_what_if_mean_the_same(blocks: list[int]) -> None:
    parties = {party.code: party for party in Party.objects.filter(code__in="-".join(PAIRS).split("-"))}
    slugs = dict(Agreement.objects.values_list("pk", "slug"))
    caught = 0
    for number, pair in enumerate(PAIRS[1::2]):
        one, other = (parties[code] for code in pair.split("-"))
        for day in map(date.fromisoformat, DAYS[number % 4 :: 4]):
            members = by_pair(pair, on=day)
            found = find_asked(Asked(parties=((one.pk,), (other.pk,))), on=day).groups or {}
            assert {slugs[pk]: group for pk, group in found.items()} == {
                slug: member["group"] for slug, member in members.items()
            }
            rule = Target(kind=TargetKind.RULE, rule_one=one, rule_other=other)
            meant = Agreement.objects.filter(within([rule], Belonging.of(parties_of(rule)), on=day))
            in_force = {slug for slug, member in members.items() if member["group"] == PairGroup.IN_FORCE}
            bilateral = {slug for slug in in_force if members[slug]["is_bilateral"]}
            assert set(meant.values_list("slug", flat=True)) == bilateral
            caught += sum(bool(members[slug]["via"]) for slug in bilateral)
            question = Question(by=one, towards=other, act=Act.NOTICE_OF_TERMINATION, received_on=day)
            may_bind = {slug for slug, member in members.items() if member["group"] in MAY_BIND}
            assert {agreement.slug for agreement in agreements_meant(question)[0]} == may_bind
    assert caught > 5


def test_the_panels_and_a_copy_say_the_same(
    blocks: list[int],
    replica: ModuleType,  # noqa: F811
    copy: sqlite3.Connection,  # noqa: F811
) -> None:
    replica.follow("", copy)
    spells: list[Spell] = list(spells_of_pairs(last_block()))
    for pair in PAIRS:
        one, other = pair.split("-")
        for day in DAYS[::3]:
            members = by_pair(pair, on=day)
            certain = {slug: group != OPEN for slug, one in members.items() if (group := one["group"]) in TOLD}
            assert dict(replica.between(copy, one, other, day)) == certain, (one, other, day)
            vias = {slug: tuple(via_of(members[slug], code) for code in (one, other)) for slug in certain}
            told = {(slug, PairGroup(members[slug]["group"]), vias[slug]) for slug in certain}
            assert by_spells(spells, (one, other), date.fromisoformat(day)) == told, (one, other, day)


def via_of(member: dict[str, Any], code: str) -> str:
    through = member["via"].get(code)
    return through["union"]["code"] if through else ""
