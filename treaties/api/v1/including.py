"""What a list or an answer holds on request: one enum per resource decides what is read and what is shown.

Each word of the enum has one reader, which answers for a whole page at once: a fixed number of statements, however
many rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from treaties.api.v1.parameters import Parameter
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.dates import shorten
from treaties.slots import Part, Slot
from treaties.vocabulary import Word


@dataclass(frozen=True, slots=True)
class Moment:
    """The two times that a part is read for: the legal day, and the block whose state of knowledge it is."""

    on: date
    known_at: int | None


type Reader = Callable[[Sequence[int], Moment], Mapping[int, Any]]
"""From the keys of the rows of a page to the member of each; of a row that it leaves out, the list is empty."""


def include(words: type[Word], *, example: Word, slot: Slot | None = None) -> Parameter:
    """The parameter ``include`` of a resource. What fills ``slot`` adds words of its own."""
    labels = {str(word): word.label for word in words} | added_by(slot)

    def read(text: str) -> tuple[str, ...]:
        asked = [part.strip() for part in text.split(",")]
        for part in asked:
            if part not in labels:
                detail = f"include is made of {', '.join(labels)}, separated by commas, and not of “{shorten(part)}”."
                raise Problem(ProblemKind.INVALID_PARAMETER, detail)
        return tuple(word for word in labels if word in asked)

    listed = "\n".join(f"* `{word}`: {label}" for word, label in labels.items())
    return Parameter(
        "include",
        f"What to add to each, separated by commas.\n\n{listed}",
        read,
        str(example),
        default=tuple,
        schema={"type": "array", "items": {"type": "string", "enum": list(labels)}},
    )


def added_by(slot: Slot | None) -> dict[str, str]:
    """The members that the parts of a slot add, each with its description: as they are annotated to return them."""
    found = {}
    for part in slot.parts if slot else ():
        for name, hint in get_type_hints(_member_of(part), include_extras=True).items():
            found[name] = next((one for one in _notes(hint) if isinstance(one, str)), name)
    return found


def _member_of(part: Part) -> Any:
    returned = get_type_hints(part, include_extras=True)["return"]
    return get_args(returned)[1] if get_origin(returned) is dict else returned


def _notes(hint: Any) -> Iterable[Any]:
    """The metadata of an annotation, however deep."""
    yield from getattr(hint, "__metadata__", ())
    for one in get_args(hint):
        yield from _notes(one)


def included(
    readers: Mapping[Any, Reader], asked: Iterable[str], ids: Sequence[int], moment: Moment, slot: Slot | None = None
) -> dict[int, dict[str, Any]]:
    """By the key of each row, the members that were asked for."""
    found: dict[int, dict[str, Any]] = {key: {} for key in ids}
    for word in asked:
        read = readers.get(word)
        members = read(ids, moment) if read else _of_slot(slot, word, ids, moment)
        for key in ids:
            found[key][word] = members.get(key, [])
    return found


def _of_slot(slot: Slot | None, word: str, ids: Sequence[int], moment: Moment) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for part in slot.parts if slot else ():
        if word in get_type_hints(_member_of(part)):
            found |= {key: members[word] for key, members in part(ids, moment).items()}
    return found
