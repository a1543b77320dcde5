"""Where a row stands on the pair page: its heading, in the order of the page. The word of its filter is the same."""

from django.utils.translation import gettext_lazy as _

from treaties.queries.country_pair import PairRow
from treaties.vocabulary import PairGroup

OTHERWISE = "otherwise"
"""Not a place: rows of which a source says something else stand in their own place too."""

HEADINGS = {
    "in_force": _("In force"),
    "operative": _("Non-binding, operative"),
    "possibly_in_force": _("Possibly in force"),
    "signed": _("Signed; entry into force not on record"),
    "not_between": _("Not in force between the two"),
    "suspended": _("In force but suspended"),
    "provisional": _("Provisionally applied"),
    "not_yet_in_force": _("Signed; in force only later"),
    "possibly_signed": _("Possibly signed"),
    "ended": _("Ended"),
    "never_in_force": _("Never in force"),
    "not_yet": _("Not on record that day"),
}
STATUS_WORDS = {**HEADINGS, OTHERWISE: _("A source says otherwise")}
UNCERTAIN = ("possibly_in_force", "signed")

MULTILATERAL = {
    "multi": (_("Binding both"), ("in_force",)),
    "multi-possible": (_("Possibly binding both"), ("possibly_in_force",)),
    "multi-not_between": (_("Not in force between the two"), ("not_between",)),
    "multi-suspended": (_("In force but suspended"), ("suspended",)),
    "multi-provisional": (_("Applied provisionally only"), ("provisional",)),
    "multi-signed": (
        _("Signed by both, in force for one only or for neither"),
        ("signed", "not_yet_in_force", "operative", "possibly_signed"),
    ),
    "multi-ended": (_("Ended, or left by one of the two"), ("ended",)),
    "multi-never": (_("Never in force"), ("never_in_force",)),
    "multi-not_yet": (_("With no act of both on record by that day"), ("not_yet",)),
}
"""By anchor: the heading of multilateral agreements, and the places that it gathers."""
_ANCHORS = {place: anchor for anchor, (_heading, places) in MULTILATERAL.items() for place in places}
PLACES, ANCHORS = tuple(HEADINGS), tuple(MULTILATERAL)


def place_of(row: PairRow) -> str:
    if row.group is PairGroup.SIGNED and row.entry_into_force is not None:
        return "not_yet_in_force"
    return str(row.group)


def anchor_of(row: PairRow) -> str:
    """Of a multilateral agreement."""
    return _ANCHORS[place_of(row)]


def places_behind(anchor: str) -> tuple[list[str], str]:
    """The filters that list what an anchor of the answer leads to: values of ``status``, and the ``kind``."""
    if anchor in MULTILATERAL:
        return list(MULTILATERAL[anchor][1]), "multilateral"
    if anchor == "uncertain":
        return [*UNCERTAIN, OTHERWISE], "bilateral"
    return [anchor.removeprefix("r-")], "bilateral"
