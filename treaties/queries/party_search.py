"""Which party, or which two, a typed text means: by code or by name, in any language on record.

The few thousand names are kept in memory. An ambiguous text is answered with its choices and a text that means nothing
with the nearest names: neither is ever decided silently.
"""

from django.db import connection
from django.db.models import Value

from treaties.models import Party, PartyCode, PartyName
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


_loaded: tuple[object, PartyIndex] | None = None


def known_parties() -> PartyIndex:
    """The index of the record as it stands. One small query says whether it has grown since the last load."""
    global _loaded
    state = _state_of_record()
    if _loaded is None or _loaded[0] != state:
        _loaded = (state, _load())
    return _loaded[1]


def _state_of_record() -> object:
    """Rows are only ever added, and writers queue for their block: the highest ids identify what is on record."""
    newest = [
        model.objects.annotate(table=Value(model._meta.db_table)).order_by("-pk").values_list("table", "pk")[:1]
        for model in (Party, PartyCode, PartyName)
    ]
    return connection.settings_dict["NAME"], frozenset(newest[0].union(*newest[1:], all=True).order_by())


def _load() -> PartyIndex:
    fields = ("id", "code", "name", "sentence_name")
    return PartyIndex.of(
        [KnownParty(*row) for row in Party.objects.order_by().values_list(*fields)],
        codes=PartyCode.objects.order_by().values_list("party_id", "code"),
        names=PartyName.objects.order_by().values_list("party_id", "name"),
    )
