"""Reads the legal cases of ``*.toml`` into the facts that derivation is told."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from treaties.dates import PartialDate
from treaties.derivation.facts import ActFact, AgreementFacts, PartyFact, TermFact
from treaties.derivation.law import LAW
from treaties.vocabulary import Act, Evidence, Nature, Scope

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


def legal_cases(name: str) -> list[LegalCase]:
    return [read_case(case) for case in tomllib.loads((FOLDER / name).read_text())["case"]]


def every_case() -> list[LegalCase]:
    return [case for path in sorted(FOLDER.glob("*.toml")) for case in legal_cases(path.name)]


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
        terms=(TermFact("clause:duration", case["term"], partial(case.get("term_from"))),) if "term" in case else (),
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
        elif name == "about":
            given["about"] = f"{value}:{kinds[int(value)]}"
        else:
            given[DATES[name] if equals else LAW[act].needs[0]] = PartialDate.parse(value)
    return ActFact(f"{position}:{act}", act, by, evidence=Evidence.REGISTER, **given)


def partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def by_day(given: dict[str, str]) -> dict[date, set[str]]:
    return {date.fromisoformat(day): set(words.split()) for day, words in given.items()}
