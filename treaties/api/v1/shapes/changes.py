"""The change feed: rows as they came, and the blocks that they came in."""

from datetime import datetime
from typing import Annotated, Any, TypedDict

from treaties.api.v1.shapes.knowledge import KnowledgeGiven
from treaties.exporting.feed import BlockRead, Change


class ChangeGiven(TypedDict):
    """A row of a public table. It never changes: what was mistaken is answered by a further row."""

    block: Annotated[int, "The block of the journal that wrote the row"]
    table: Annotated[str, "The name of the public table"]
    id: Annotated[int, "The number of the row in its table"]
    row: Annotated[dict[str, Any], "The row by the names of its columns"]


class BlockGiven(TypedDict):
    """All that was written at once."""

    no: Annotated[int, "Its number; there is no gap"]
    at: Annotated[datetime, "When it was opened (UTC)"]
    reason: Annotated[str, "Why it was written, in the words of whoever wrote it"]
    digest: Annotated[str, "Its seal, in hexadecimal: a hash over what it holds and over the seal of the block before"]
    complete: Annotated[bool, "All rows of the block have come with this page, or with pages before it"]


class ChangeList(TypedDict):
    """In the order of (block, rank of the table, id)."""

    head: Annotated[KnowledgeGiven | None, "The last block of the record; null while it is empty"]
    blocks: Annotated[list[BlockGiven], "The blocks of this page, also those without a row"]
    results: list[ChangeGiven]
    next: Annotated[str, "Where to go on from; the same question again where nothing is new"]


def change(one: Change) -> ChangeGiven:
    return {"block": one.block, "table": one.table, "id": one.id, "row": one.row}


def block(one: BlockRead) -> BlockGiven:
    return {"no": one.no, "at": one.at, "reason": one.reason, "digest": one.digest, "complete": one.complete}
