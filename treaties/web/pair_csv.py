"""The agreements of a pair as CSV: one row each, as the page says it.

Names of columns never change; new ones come last. Days are EDTF as on record; a cell is empty where nothing is on
record. A cell that a spreadsheet would take for a formula begins with an apostrophe. UTF-8 with a byte order mark:
without it spreadsheets garble names outside English.
"""

import csv
import io
from collections.abc import Callable, Iterable

from treaties.dates import PartialDate
from treaties.vocabulary import PairGroup
from treaties.web.pair_places import place_of
from treaties.web.pair_rows import SIGNING, RowView
from treaties.web.signs import sign_of_row

BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")

type Column = Callable[[RowView], str]


def _days(found: Iterable[PartialDate | None]) -> str:
    return "; ".join(dict.fromkeys(day.text for day in found if day))


def _in_force(view: RowView) -> str:
    entered = view.row.entry_into_force
    return _days([entered.effective_on]) if entered else ""


def _ended(view: RowView) -> str:
    return _days([view.row.ended_on]) if view.row.group is PairGroup.ENDED else ""


def _is_certain(view: RowView) -> str:
    """Whether exactly one status is possible that day, of the agreement as a whole and of what stands between."""
    codes = (view.row.one_code, view.row.other_code)
    several = len(view.row.statuses) > 1 or any(code and code & (code - 1) for code in codes)
    return "no" if several or not view.row.is_certain_between else "yes"


COLUMNS: dict[str, Column] = {
    "slug": lambda view: view.row.agreement.slug,
    "title": lambda view: view.row.agreement.title,
    "numbers": lambda view: "; ".join(view.numbers),
    "kind": lambda view: "bilateral" if view.row.agreement.is_bilateral else "multilateral",
    "form": lambda view: view.row.agreement.form,
    "nature": lambda view: view.row.agreement.nature,
    "topics": lambda view: "; ".join(view.row.agreement.topics),
    "acting_bodies": lambda view: "; ".join(view.row.bodies),
    "group": lambda view: place_of(view.row),
    "status": lambda view: sign_of_row(view.row).words,
    "status_certain": _is_certain,
    "since": lambda view: _days([view.row.since]),
    "signed": lambda view: _days(act.when for act in view.row.acts if act.act in SIGNING),
    "in_force": _in_force,
    "ended": _ended,
    "evidence": lambda view: str(view.row.path.evidence or ""),
    "sources": lambda view: "; ".join(source.label for source in view.sources),
}
HEADER = (*COLUMNS, "url", "on", "known_at_block")


def as_csv(views: Iterable[RowView], *, site: str, on: str, block: int | None) -> str:
    """``site`` is what addresses begin with, ``block`` the state of knowledge that the rows show."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for view in views:
        cells = [column(view) for column in COLUMNS.values()]
        url = f"{site}{view.row.agreement.get_absolute_url()}?on={on}" + (f"&known_at={block}" if block else "")
        writer.writerow([*(escaped(cell) for cell in cells), url, on, "" if block is None else str(block)])
    return BYTE_ORDER_MARK + out.getvalue()


def escaped(cell: str) -> str:
    """No cell is a formula. Line ends within one would be lost on some readers: they become spaces."""
    plain = " ".join(cell.splitlines()) if "\n" in cell else cell
    return f"'{plain}" if plain.startswith(FORMULA) else plain
