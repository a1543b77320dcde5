"""The journal: every write to the record, in commit order, with who and why. Numbers are gapless.

A block is opened before anything is written (``treaties.actions.journal``); the database stamps each fact with the open
block, copies the row into the journal, and seals the block at commit with a hash over the one before it.
"""

from django.db import models


class Head(models.Model):
    """One row: the number of the last block. Opening a block takes the next number under this row's lock."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    no = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_has_one_head")]

    def __str__(self) -> str:
        return f"head at block {self.no}"


class Block(models.Model):
    """One transaction's writes. ``no`` is the axis of what was known when; ``at`` is the moment shown beside it."""

    no = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.TextField()
    reason = models.TextField()
    request = models.TextField(blank=True)
    transaction = models.BigIntegerField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(no__gt=0), name="blocks_are_numbered_from_one"),
            models.CheckConstraint(condition=~models.Q(actor=""), name="a_block_has_an_actor"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_block_has_a_reason"),
        ]
        indexes = [models.Index(fields=["at"], name="blocks_by_moment")]

    def __str__(self) -> str:
        return f"block {self.no}"


class Entry(models.Model):
    """One row written: its table, its key, and the whole row as it was stored."""

    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="entries")
    table = models.TextField()
    key = models.TextField()
    row = models.JSONField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["table", "key"], name="entries_by_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class Seal(models.Model):
    """The hash that closes a block: over its number, its actor and reason, its entries, and the seal before."""

    block = models.OneToOneField(Block, on_delete=models.PROTECT, primary_key=True)
    entries = models.IntegerField()
    digest = models.BinaryField()

    def __str__(self) -> str:
        return bytes(self.digest).hex()


class CurrentBlock(models.Func):
    """The block that this transaction has opened; NULL where none is open, which no fact accepts."""

    template = "nullif(current_setting('pacta.block', true), '')::bigint"
    output_field = models.BigIntegerField()


class Recorded(models.Model):
    """A fact of the record: it belongs to the block that wrote it, and is never edited or deleted."""

    block = models.ForeignKey(
        Block, on_delete=models.PROTECT, related_name="+", editable=False, db_default=CurrentBlock()
    )

    class Meta:
        abstract = True
