"""Files of pacta events with as many acts as wanted: a tenth of the agreements multilateral, as real registers are."""

import csv
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from treaties.importing.reference import FIXTURE

SOURCE = "register-of-many"
type Line = dict[str, Any]


def write_many_acts(path: Path, acts: int, *, seed: int = 7) -> None:
    """As CSV or JSON Lines, after the name of the file: exactly so many acts, of about ``acts / 25`` agreements."""
    lines = [_source(), *_lines(acts, Random(seed))]
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            file.writelines(f"{json.dumps(line)}\n" for line in lines)
            return
        columns = list(dict.fromkeys(key for line in lines for key in line))
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in line.items()} for line in lines)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join("#".join(one.values()) if isinstance(one, dict) else one for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _source() -> Line:
    about = {"title": "Register of many agreements", "publisher": "An invented office", "evidence": "register"}
    return {"record": "source", "slug": SOURCE, **about}


def _lines(acts: int, random: Random) -> Iterator[Line]:
    """Nine bilateral agreements to a multilateral one, with the last cut off where there are enough acts."""
    states = _states()
    number = left = 0
    left = acts
    while left:
        number += 1
        slug = f"many-{number:05}"
        is_bilateral = number % 10 != 0
        members = random.sample(states, 2 if is_bilateral else random.randint(10, min(180, len(states))))
        yield from _agreement(slug, members, is_bilateral=is_bilateral)
        done = list(islice(_acts(slug, members, random, is_bilateral=is_bilateral), left))
        left -= len(done)
        yield from done


def _agreement(slug: str, members: list[str], *, is_bilateral: bool) -> Iterator[Line]:
    cited = _cited(slug)
    about = {"title": f"Agreement {slug} on lighthouses", "short_title": slug, "form": "treaty", "nature": "treaty"}
    yield {
        "record": "agreement",
        "slug": slug,
        **about,
        "is_bilateral": is_bilateral,
        "nature_sources": cited,
        "topics": ["transport"],
        "sources": cited,
    }
    yield {"record": "number", "agreement": slug, "series": "XMANY", "number": slug, "sources": cited}
    period = {"months": 12} if is_bilateral else {"months": 6}
    yield {"record": "clause", "agreement": slug, "kind": "notice_period", **period, "sources": cited}
    for place, code in enumerate(members, start=1):
        side = {"side": place} if is_bilateral else {}
        yield {"record": "participant", "agreement": slug, "party": code, **side, "sources": cited}


def _acts(slug: str, members: list[str], random: Random, *, is_bilateral: bool) -> Iterator[Line]:
    """Signed, ratified, in force; a few give notice, and some of these under bilateral agreements end it."""
    year = random.randint(1994, 2015)
    for code in members:
        yield _act(slug, "signature", f"{year}-03-01", by=code)
    for code in members:
        yield _act(slug, "ratification", f"{year + 1}-{random.randint(1, 6):02}-{random.randint(1, 28):02}", by=code)
    entry = {"effective_on": f"{year + 1}-09-01"}
    yield {"record": "act", "agreement": slug, "act": "entry_into_force", **entry, "sources": _cited(slug)}
    for code in members if is_bilateral and random.random() < 0.5 else members[:10:3]:
        yield _act(slug, "declaration", f"{year + 3}-05-{random.randint(1, 28):02}", by=code)
    if random.random() < 0.2:
        yield _act(slug, "notice_of_termination", f"{year + 4}-05-{random.randint(1, 28):02}", by=members[0])


def _act(slug: str, act: str, day: str, *, by: str) -> Line:
    return {"record": "act", "agreement": slug, "act": act, "by": by, "done_on": day, "sources": _cited(slug)}


def _cited(slug: str) -> list[dict[str, str]]:
    return [{"source": SOURCE, "locator": slug}]


def _states() -> list[str]:
    """States that were there in 1994 and are still: by code."""
    parties = json.loads(FIXTURE.read_text(encoding="utf-8"))["parties"]
    return sorted(
        one["code"]
        for one in parties
        if one["kind"] == "state" and one["exists"] and not one["exists"]["until"] and one["exists"]["from"] < "1993"
    )
