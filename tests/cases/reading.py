"""Reads the legal cases of ``*.toml`` into the facts that derivation is told."""

import csv
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from treaties.dates import PartialDate
from treaties.derivation.facts import ActFact, AgreementFacts, ClauseFact, PartyFact
from treaties.derivation.law import LAW
from treaties.vocabulary import Act, ClauseKind, Counting, Evidence, Nature, Scope

FOLDER = Path(__file__).parent
DATES = {"done": "done_on", "received": "received_on", "effective": "effective_on", "until": "ends_on"}


@dataclass(frozen=True)
class LegalCase:
    name: str
    facts: AgreementFacts
    on: dict[date, set[str]]
    flags: dict[date, set[str]]
    standings: dict[str, dict[date, set[str]]]
    party_flags: dict[str, dict[date, set[str]]]
    found: list[tuple[ActFact, set[str]]]
    """Acts that would be added to the others, with the codes of the rules that each breaks."""
    due: dict[date, set[str]]
    """From a day on, the next computed day of each kind: ``end_of_term:2009-04-01``."""
    differs: set[str]
    """Computed days that a source states otherwise: ``entry_for_party:1999-11-01``."""


def legal_cases(name: str) -> list[LegalCase]:
    return [read_case(case) for case in tomllib.loads((FOLDER / name).read_text()).get("case", [])]


def every_case() -> list[LegalCase]:
    return [*(case for path in sorted(FOLDER.glob("*.toml")) for case in legal_cases(path.name)), *golden_cases()]


def read_case(case: dict[str, Any]) -> LegalCase:
    multilateral = case.get("multilateral", False)
    codes = case.get("parties", ["AZ", "US"] if multilateral else ["AZ/1", "US/2"])
    parties = tuple(read_party(text) for text in codes)
    kinds = [Act(text.split()[0]) for text in case["acts"]]
    acts = tuple(read_act(text, n, kinds) for n, text in enumerate(case["acts"]))
    facts = AgreementFacts(
        is_bilateral=not multilateral,
        nature=Nature(case.get("nature", "treaty")),
        parties=parties,
        acts=acts,
        clauses=tuple(read_clause(text) for text in case.get("clauses", [])),
        amends=case.get("amends", False),
    )
    known = [party.code for party in parties]
    return LegalCase(
        name=case["name"],
        facts=facts,
        on=by_day(case.get("on", {})),
        flags=by_day(case.get("flags", {})),
        standings={code: by_day(case.get(code, {})) for code in known},
        party_flags={code: by_day(case.get(f"{code}_flags", {})) for code in known},
        found=[(read_act(act, len(kinds), kinds), set(codes.split())) for act, codes in case.get("found", {}).items()],
        due=by_day(case.get("due", {})),
        differs=set(case.get("differs", "").split()),
    )


def golden_cases() -> list[LegalCase]:
    """ETS 120: consents and denunciations with the days of effect that the depositary published."""
    rows = csv.DictReader((FOLDER / "ets120.csv").read_text().splitlines())
    return [_golden(row) for row in rows]


def _golden(row: dict[str, str]) -> LegalCase:
    """From the days of receipt and the clauses alone."""
    entry = "entry_into_force 1985-11-01"
    received, effect = date.fromisoformat(row["received_on"]), date.fromisoformat(row["effective_on"])
    eve = effect - timedelta(days=1)
    if row["act"] == "consent":
        acts, before, after = [entry, f"ratification AA {received}"], "contracting", "party"
    else:
        acts, before, after = (
            [entry, "ratification AA done=1985-10-01", f"notice_of_termination AA {received}"],
            "party",
            "former",
        )
    return read_case(
        {
            "name": f"ETS 120: {row['party']}, {row['act']} of {received}",
            "multilateral": True,
            "parties": ["AA"],
            "clauses": [
                "later_parties months=1 counting=first_of_month",
                "notice_period months=6 counting=first_of_month",
            ],
            "acts": acts,
            "AA": {str(received): before, str(eve): before, str(effect): after},
        }
    )


def read_party(text: str) -> PartyFact:
    head, *rest = text.split()
    code, _, side = head.partition("/")
    spans = dict(zip(rest[::2], rest[1::2], strict=True))
    return PartyFact(code, int(side) if side else None, partial(spans.get("from")), partial(spans.get("until")))


def read_act(text: str, position: int, kinds: list[Act]) -> ActFact:
    """``kinds`` are those of the case's acts, which ``about=`` counts from 0."""
    word, *rest = text.split()
    act = Act(word)
    by = rest.pop(0) if rest[0].isalpha() and rest[0].isupper() else None
    given: dict[str, Any] = {}
    for one in rest:
        name, equals, value = one.rpartition("=")
        if name == "scope":
            given["scope"] = Scope(value)
        elif name == "towards":
            given["towards"] = value
        elif name == "about":
            given["about"] = f"{value}:{kinds[int(value)]}"
        else:
            given[DATES[name] if equals else LAW[act].needs[0]] = PartialDate.parse(value)
    return ActFact(f"{position}:{act}", act, by, evidence=Evidence.REGISTER, **given)


def read_clause(text: str) -> ClauseFact:
    """``notice_period months=6 counting=day_after``; ``shares=AA:60,BB:40``; ``parties=AA,BB``."""
    kind, *rest = text.split()
    given: dict[str, Any] = {}
    for one in rest:
        name, _, value = one.partition("=")
        given[name] = CLAUSE_VALUES[name](value)
    return ClauseFact(f"clause:{kind}", ClauseKind(kind), evidence=Evidence.TEXT, **given)


def _shares(text: str) -> tuple[tuple[str, Decimal], ...]:
    return tuple((code, Decimal(share)) for code, share in (one.split(":") for one in text.split(",")))


CLAUSE_VALUES: dict[str, Callable[[str], Any]] = {
    "months": int,
    "days": int,
    "count": int,
    "not_before": int,
    "percent": Decimal,
    "counting": Counting,
    "counted_from": PartialDate.parse,
    "parties": lambda text: tuple(text.split(",")),
    "shares": _shares,
}


def partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def by_day(given: dict[str, str]) -> dict[date, set[str]]:
    return {date.fromisoformat(day): set(words.split()) for day, words in given.items()}
