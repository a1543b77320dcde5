"""What is recorded later changes nothing of what is answered about an earlier state of knowledge.

Every question that the API takes with ``known_at`` is asked while the block is the last of the journal, and asked again
when much was recorded, corrected and added since: filters, orders and expansions, each by itself.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from appeals.actions.appeals import CountGiven, add_signatory_count
from appeals.actions.citations import COLUMN_OF as CITED_OF_APPEALS
from appeals.actions.citations import cite_appeal
from appeals.actions.demands import DemandGiven, add_demand
from appeals.models import Appeal
from appeals.vocabulary import CountKind, DemandAction
from tests.api_schema import DESCRIBED
from tests.factories.all_kinds import appeals_of_all_kinds, treaties_of_all_kinds
from tests.factories.appeals import invented_appeal, named
from tests.factories.record import a_block, correct, invented_parties, invented_source, last_block, record, retract
from tests.test_api_promises import NEEDED
from treaties.actions.agreements import (
    NumberGiven,
    Participant,
    TitleGiven,
    add_numbers,
    add_participants,
    add_titles,
    relate_agreements,
)
from treaties.actions.parties import (
    MembershipGiven,
    NameGiven,
    NewNames,
    SuccessionGiven,
    add_memberships,
    add_names,
    add_successions,
)
from treaties.actions.sources import Cite, add_source, cite_each
from treaties.actions.timelines import derive_timelines, lock_agreement
from treaties.dates import PartialDate
from treaties.models import Agreement, Party, Source, StatusChange
from treaties.models.sources import COLUMN_OF
from treaties.rules.findings import Strictness
from treaties.vocabulary import Act, Evidence, NameKind, RelationKind, SuccessionKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ON = "2024-10-05"
LATER = "XAD"
"""A state that takes part later, and is on record before."""
APPEAL, ACT = "asked-early", "between-three-reservation-xab"
ADDRESSES: dict[str, tuple[dict[str, Any], ...]] = {
    "get_agreement": ({"slug": "between-three"}, {"slug": "noticed"}, {"slug": "renewed"}),
    "get_agreement_timeline": ({"slug": "between-three"}, {"slug": "noticed"}),
    "get_participation": ({"slug": "between-three", "code": "XAA"}, {"slug": "noticed", "code": "XAA"}),
    "get_appeal": ({"slug": APPEAL},),
    "get_demand": ({"slug": APPEAL, "ordinal": 1},),
    "get_pair": ({"pair": "XAA-XAB"}, {"pair": f"XAA-{LATER}"}),
    "get_party": ({"code": "XAA"}, {"code": LATER}),
    "get_source": ({"slug": "register-early"},),
    "get_status_change": ({"slug": ACT}, {"slug": "noticed-notice-of-termination-xaa"}),
}
VALUES: dict[str, tuple[str, ...]] = {
    "act": ("reservation", "notice_of_termination", "declaration"),
    "agreement": ("between-three", "noticed"),
    "appeal": (APPEAL,),
    "party": ("XAA", LATER),
    "pair": ("XAA-XAB", f"XAA-{LATER}"),
    "q": ("invented", "Xanadu"),
    "source": ("register-early",),
    "standing": ("party", "none"),
    "status": ("in_force", "not_yet"),
    "status_change": (ACT,),
}
INVENTED = {"get_what_if": {"party": "XAA", "with": "XAB"}}
GIVEN = {"on", "known_at", "page_size", "cursor", "from_known_at"}
"""With every question, or not asked here."""


def values_of(parameter: dict[str, Any]) -> tuple[str, ...]:
    """Every order and all that can be expanded; of other parameters, what the invented record knows."""
    name, schema = parameter["name"], parameter["schema"]
    words = schema.get("enum") or schema.get("items", {}).get("enum") or ()
    if name == "include":
        return (",".join(words),)
    if name in VALUES:
        return VALUES[name]
    return tuple(words) if name in ("order", "mended") else (str(parameter["example"]),)


def questions() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in DESCRIBED["paths"].items():
        operation = operations.get("get", {})
        parameters = {one["name"]: one for one in operation.get("parameters", []) if one["in"] == "query"}
        if "known_at" not in parameters:
            continue
        name = operation["operationId"]
        fixed = (NEEDED | INVENTED).get(name, {}) | {key: ON for key in ("on",) if key in parameters}
        for in_path in ADDRESSES.get(name, ({},)):
            address = path.format(**in_path)
            yield address, fixed
            for asked in sorted(parameters.keys() - GIVEN - fixed.keys()):
                yield from ((address, fixed | {asked: value}) for value in values_of(parameters[asked]))


def answers(block: int) -> dict[str, Any]:
    """To every question, as known at the block. What was refused then named what was not on record yet."""
    client, found = Client(), {}
    for address, asked in questions():
        response = client.get(address, asked | {"known_at": block})
        if response.status_code != 400:
            answer = response.json()
            found[f"{address} {asked}"] = answer if response.status_code == 200 else answer["code"]
    return found


def enter_early() -> None:
    """What is there first: agreements with acts, and an appeal that asks about one."""
    invented_parties("XAA", "XAB", "XAC", LATER)
    with a_block() as block:
        add_source(block, slug="register-early", title="An early register", publisher="X", evidence=Evidence.REGISTER)
    treaties_of_all_kinds()
    appeals_of_all_kinds()
    invented_appeal(named(Agreement.objects.get(slug="noticed")), slug=APPEAL)


def enter_late(first: int) -> None:
    """A further citation of every fact from a block on, and further rows beside every kind of fact."""
    early, late = Source.objects.get(slug="register-early"), invented_source()
    agreement, other = (Agreement.objects.get(slug=slug) for slug in ("between-three", "renewed"))
    cites = [Cite(early, "p. 8"), Cite(late, "p. 9")]
    one, another = (Party.objects.get(code=code) for code in ("XAA", LATER))
    with a_block() as block:
        cite_each(
            block, [(fact, cites) for model in COLUMN_OF for fact in model._default_manager.filter(block__gte=first)]
        )
        for model in CITED_OF_APPEALS:
            for fact in model._default_manager.filter(block__gte=first):
                cite_appeal(block, fact, cites)
        add_titles(block, [(agreement, [TitleGiven("Xanadu", "en", cites)])])
        add_numbers(block, [(agreement, [NumberGiven("unts", "123456", cites)])])
        relate_agreements(block, agreement=agreement, other=other, kind=RelationKind.AMENDS, cites=cites)
        add_names(block, [NewNames(one, (("stanag", "XNX"),), (NameGiven("Xanadu", "en", NameKind.ALIAS),), cites)])
        add_successions(block, [SuccessionGiven(one, another, SuccessionKind.SUCCESSION)])
        add_memberships(block, [MembershipGiven(another, one, PartialDate.parse("2001"))])
        joining = [(agreement, [Participant(another, cites=cites)]), (other, [Participant(another, 2, cites=cites)])]
        add_participants(block, [(lock_agreement(one), some) for one, some in joining])
        for joined, _ in joining:
            derive_timelines(block, lock_agreement(joined))
    record(agreement, Act.ACCESSION, LATER, received_on="2003-01-01", strictness=Strictness.IMPORT)
    record(agreement, Act.DECLARATION, "XAA", done_on="1990-01-01", strictness=Strictness.IMPORT)
    record(other, Act.SIGNATURE, "XAA", done_on="1985-01-01", strictness=Strictness.IMPORT)
    appeals_of_all_kinds()
    notice = StatusChange.objects.standing().get(agreement__slug="noticed", act=Act.NOTICE_OF_TERMINATION)
    correct(notice, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2026-05-01")
    retract(StatusChange.objects.get(slug="between-three-declaration-xaa"))
    _ask_again(Appeal.objects.get(slug=APPEAL), other, cites)


def _ask_again(appeal: Appeal, agreement: Agreement, cites: list[Cite]) -> None:
    with a_block() as block:
        asked = DemandGiven(9, DemandAction.TERMINATE, "Xanadu", targets=[named(agreement)], cites=cites)
        add_demand(block, appeal=appeal, given=asked)
        add_signatory_count(block, appeal=appeal, given=CountGiven(CountKind.CLAIMED, 9, cites=cites))


def test_what_is_recorded_later_changes_no_answer_about_earlier_knowledge() -> None:
    first = last_block() + 1
    enter_early()
    block = last_block()
    then = answers(block)
    enter_late(first)
    now = answers(block)
    assert [line for asked in then for line in differences(then[asked], now.get(asked), asked)] == []


def differences(one: Any, other: Any, at: str) -> list[str]:
    """Where two answers differ, for people."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [line for key in one for line in differences(one[key], other[key], f"{at}.{key}")]
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        return [
            line for n, (a, b) in enumerate(zip(one, other, strict=True)) for line in differences(a, b, f"{at}[{n}]")
        ]
    return [] if one == other else [f"{at}: {str(one)[:300]} → {str(other)[:300]}"]
