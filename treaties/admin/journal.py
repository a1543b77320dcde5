"""The journal: who wrote what, when and why."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.admin.reading import NOTHING, ReadOnlyAdmin
from treaties.models import Block, Entry, Head, Seal


@admin.register(Block)
class BlockAdmin(ReadOnlyAdmin):
    list_display = ("no", "at", "actor", "reason")
    list_filter = ("actor",)
    search_fields = ("actor", "reason")
    ordering = ("-no",)
    fields = ("no", "at", "actor", "reason", "request", "seal_in_hexadecimal")

    @admin.display(description="Seal")
    def seal_in_hexadecimal(self, block: Block) -> str:
        seal = Seal.objects.filter(block=block).first()
        return f"{seal} over {seal.entries} entries" if seal else NOTHING


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
