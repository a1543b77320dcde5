"""A timeline as it is kept: days, codes, and the story of each step as plain JSON; and back."""

from collections.abc import Mapping
from typing import Any

from treaties.derivation.timeline import Path, Timeline
from treaties.vocabulary import EndReason, Evidence, Flag, Status

type StoredPath = dict[str, Any]


def story_of(timeline: Timeline[Any]) -> list[dict[str, StoredPath]]:
    """For each step, by status: what it rests on, since when, flags, the reason of an end, the kind of evidence."""
    return [{str(status): _stored(path) for status, path in step.state.items()} for step in timeline.steps]


def _stored(path: Path) -> StoredPath:
    stored: dict[str, Any] = {
        "because": list(path.because),
        "since": path.since,
        "flags": sorted(str(flag) for flag in path.flags),
        "reason": path.reason and str(path.reason),
        "evidence": path.evidence and str(path.evidence),
    }
    return {key: value for key, value in stored.items() if value}


def path_from(step: Mapping[str, StoredPath] | None, status: Status) -> Path:
    """The path of one status in a stored step; an empty path where the step does not hold it."""
    stored = (step or {}).get(str(status), {})
    return Path(
        because=tuple(stored.get("because", ())),
        flags=frozenset(Flag(flag) for flag in stored.get("flags", ())),
        reason=EndReason(stored["reason"]) if "reason" in stored else None,
        evidence=Evidence(stored["evidence"]) if "evidence" in stored else None,
        since=stored.get("since", ""),
    )
