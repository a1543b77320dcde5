"""Demands with what came of them as CSV: one row each, as the page counts it.

Names of columns never change; new ones come last. Days are EDTF as on record; a cell is empty where nothing is on
record. A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

from appeals.queries.outcomes import DemandRow
from appeals.web.demand_lines import address_of
from treaties.web.pair_csv import BYTE_ORDER_MARK, escaped

type Column = Callable[[DemandRow], Any]

COLUMNS: dict[str, Column] = {
    "appeal": lambda row: row.appeal.slug,
    "title": lambda row: row.appeal.title,
    "kind": lambda row: row.appeal.kind,
    "issuing_body": lambda row: row.appeal.issuing_body,
    "addressee_office": lambda row: row.appeal.addressee_office,
    "parties": lambda row: "; ".join(code for code, _name in row.parties),
    "issued_on": lambda row: row.appeal.issued_on,
    "demand": lambda row: row.demand.ordinal,
    "action": lambda row: row.demand.action,
    "heading": lambda row: row.demand.heading,
    "deadline": lambda row: row.demand.deadline,
    "outcome": lambda row: row.outcome,
    "asserted_by": lambda row: row.asserted_by,
    "asserted_on": lambda row: row.asserted_on,
    "answered": lambda row: "yes" if row.is_answered else "no",
    "first_answer_on": lambda row: row.first_answer_on,
    "days_to_answer": lambda row: row.days_to_answer,
    "days_without_answer": lambda row: row.days_without_answer,
}
HEADER = (*COLUMNS, "url", "on", "known_at_block")


def as_csv(rows: Iterable[DemandRow], *, site: str, on: str, block: int | None) -> str:
    """``site`` is what addresses begin with, ``block`` the state of knowledge that the rows show."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for row in rows:
        found = [column(row) for column in COLUMNS.values()]
        cells = [escaped("" if one is None else str(one)) for one in found]
        url = f"{site}{address_of(row.demand)}?on={on}" + (f"&known_at={block}" if block else "")
        writer.writerow([*cells, url, on, "" if block is None else str(block)])
    return BYTE_ORDER_MARK + out.getvalue()
