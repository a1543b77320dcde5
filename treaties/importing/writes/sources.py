"""The write of sources."""

from dataclasses import dataclass

from treaties.importing.adding import add_source_row
from treaties.importing.doing import Doing
from treaties.importing.entries import TreatyRows
from treaties.importing.rows import SourceRow
from treaties.importing.writes.naming import Found, named, refuse_taken
from treaties.importing.writing import Scope, Why, Write, Written
from treaties.models import Block, Source
from treaties.rules.findings import Finding, Strictness


@dataclass(frozen=True, kw_only=True)
class SourceBody(Why, SourceRow):
    """One document."""


class AddSource(Write[SourceBody, Found]):
    record, label, scope = "source", "Add a source", Scope.SOURCES
    permissions = ("treaties.add_source",)
    row_type = SourceBody

    def look_up(self, row: SourceBody) -> Found:
        return Found(named(TreatyRows(sources=(row,))))

    def write(self, block: Block, row: SourceBody, found: Found, strictness: Strictness = Strictness.PERSON) -> Written:
        refuse_taken(Source, row.slug)
        warnings = []
        if row.url and (same := Source.objects.filter(url=row.url).order_by("pk").first()):
            warnings = [Finding("same_address", f"“{same.slug}” is on record with this address.", field="url")]
        add_source_row(Doing(block, found.record), row)
        return Written(Source.objects.get(slug=row.slug), warnings=tuple(warnings))

    def title(self, row: SourceBody, found: Found) -> str:
        return f"Source: {row.title}"
