"""The journal: who wrote what, when and why."""

import json
from functools import cache

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from treaties.admin.reading import NOTHING, ReadOnlyAdmin, lines
from treaties.models import Block, Entry, Head, Seal

MOST = 100
"""Facts of one block that are shown on its page."""


@cache
def model_of(table: str) -> type[Model] | None:
    """The model of a table, whichever app it is of, that has a page here."""
    return next((model for model in admin.site._registry if model._meta.db_table == table), None)


def written_fact(entry: Entry) -> str:
    model = model_of(entry.table)
    if model is None:
        return f"{entry.table} {entry.key}"
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    words = f"{capfirst(model._meta.verbose_name)} {entry.row.get('slug') or entry.key}"
    return format_html('<a href="{}">{}</a>', reverse(name, args=[entry.key]), words)


@admin.register(Block)
class BlockAdmin(ReadOnlyAdmin):
    list_display = ("no", "at", "actor", "reason")
    list_filter = ("actor",)
    search_fields = ("actor", "reason")
    ordering = ("-no",)
    fields = ("no", "at", "actor", "reason", "request", "written", "seal_in_hexadecimal")

    @admin.display(description="Seal")
    def seal_in_hexadecimal(self, block: Block) -> str:
        seal = Seal.objects.filter(block=block).first()
        return f"{seal} over {seal.entries} entries" if seal else NOTHING

    @admin.display(description="Written")
    def written(self, block: Block) -> SafeString:
        """The facts of the block, each with its page; of a large one the first, and how many there are."""
        entries = list(block.entries.order_by("pk")[: MOST + 1])
        shown: list[object] = [written_fact(entry) for entry in entries[:MOST]]
        if len(entries) > MOST:
            shown.append(f"and {block.entries.count() - MOST} more")
        return lines(shown)


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("block", "table", "key")
    list_select_related = ("block",)
    search_fields = ("table", "key")
    ordering = ("-pk",)
    show_full_result_count = False
    fields = ("block", "table", "key", "whole_row")

    @admin.display(description="Row")
    def whole_row(self, entry: Entry) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(entry.row, ensure_ascii=False, indent=1, sort_keys=True))


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("block", "entries", "hexadecimal")
    list_select_related = ("block",)
    ordering = ("-block",)
    fields = ("block", "entries", "hexadecimal")

    @admin.display(description="Digest")
    def hexadecimal(self, seal: Seal) -> str:
        return str(seal)


@admin.register(Head)
class HeadAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("id", "no")
    fields = ("no",)
