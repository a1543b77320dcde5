"""Which party, or which two, a typed text means: by code or by name, in any language on record.

The few thousand names are kept in memory. An ambiguous text is answered with its choices and a text that means nothing
with the nearest names: neither is ever decided silently.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Value

from treaties.models import Party, PartyCode, PartyName
from treaties.queries.knowledge import known_by
from treaties.queries.pair_reading import PairAnswer, canonical_pair, read_pair
from treaties.queries.party_index import KnownParty, PartyAnswer, PartyIndex

__all__ = ["KnownParty", "PairAnswer", "PartyAnswer", "PartyIndex"]
__all__ += ["canonical_pair", "find_pair", "find_party", "known_parties"]


def find_party(text: str) -> PartyAnswer:
    """The party that a code or a name means. Never raises, whatever the text."""
    return known_parties().find(text)


def find_pair(text: str) -> PairAnswer:
    """The two parties that a text such as ``AZ-US``, ``azerbaijan usa`` or ``США Азербайджан`` means. Never raises."""
    return read_pair(known_parties(), text)


@dataclass(frozen=True, slots=True)
class Loaded:
    state: object
    newest: int
    """The last block that added a name."""
    index: PartyIndex


_loaded: Loaded | None = None


def known_parties(known_at: int | None = None) -> PartyIndex:
    """The index of the record as it stands. One small query says whether it has grown since the last load.

    As known at a block, it is made anew, where names were added since.
    """
    global _loaded
    state, newest = _state_of_record()
    if _loaded is None or _loaded.state != state:
        _loaded = Loaded(state, newest, _load(None))
    return _loaded.index if known_at is None or known_at >= _loaded.newest else _load(known_at)


def _state_of_record() -> tuple[object, int]:
    """Rows are only ever added, and writers queue for their block: the highest ids identify what is on record. And the
    last block that added one."""
    newest = [
        model.objects.annotate(table=Value(model._meta.db_table))
        .order_by("-pk")
        .values_list("table", "pk", "block_id")[:1]
        for model in (Party, PartyCode, PartyName)
    ]
    rows = frozenset(newest[0].union(*newest[1:], all=True).order_by())
    return (connection.settings_dict["NAME"], rows), max((block for _, _, block in rows), default=0)


def _load(known_at: int | None) -> PartyIndex:
    known = known_by(known_at)
    fields = ("id", "code", "name", "sentence_name")
    return PartyIndex.of(
        [KnownParty(*row) for row in Party.objects.filter(**known).order_by().values_list(*fields)],
        codes=PartyCode.objects.filter(**known).order_by().values_list("party_id", "code"),
        names=PartyName.objects.filter(**known).order_by().values_list("party_id", "name"),
    )
