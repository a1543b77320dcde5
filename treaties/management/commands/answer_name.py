"""``manage.py answer_name SOURCE NAME CODE``: what a source calls a party, answered once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from treaties.actions.journal import open_block
from treaties.actions.parties import answer_name
from treaties.importing.adding import add_source_row
from treaties.importing.doing import Doing
from treaties.importing.formats import ggo, participants, ukto, unctad, wipo
from treaties.importing.matching import Record
from treaties.importing.rows import SourceRow
from treaties.importing.tables import read_row
from treaties.models import Block, NameInSource, Party, Source

FORMATS = (wipo, unctad, participants, ukto, ggo)
"""Those whose files name parties in words."""


class Command(BaseCommand):
    help = "Says which party a source means by a name. It is remembered for this source, and no import asks again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="the slug of the source")
        parser.add_argument("name", help="the name, exactly as the source has it")
        parser.add_argument("code", help="the code of the party")
        parser.add_argument("--actor", default="answer_name", help="who answers (default: answer_name)")

    def handle(self, *, source: str, name: str, code: str, actor: str, **options: Any) -> None:
        party = Party.objects.filter(code=code.upper()).first() if code.isascii() and code.isalnum() else None
        if party is None:
            raise CommandError(f"No party “{code}” is on record.")
        if not name.isprintable() or not name.strip() or len(name) > 200:
            raise CommandError("A name is a printable text of up to 200 characters.")
        before = NameInSource.objects.filter(source__slug=source, name=name).select_related("party").last()
        if before and before.party == party:
            self.stdout.write(f"It was answered before: in {source}, “{name}” is {party.name}.")
            return
        with open_block(actor=actor, reason=f"What {source} calls “{name}”") as block:
            answer_name(block, source=source_called(block, source), name=name, party=party)
        mended = f", and no longer {before.party.name}" if before else ""
        self.stdout.write(f"In {source}, “{name}” is {party.name} ({party.code}){mended}.")


def source_called(block: Block, slug: str) -> Source:
    """On record; or the one that a format brings with it, whose first import may be waiting for this answer."""
    if slug.isprintable() and (source := Source.objects.filter(slug=slug).first()):
        return source
    for line in [line for one in FORMATS for line in one.source_lines()]:
        if line.values["slug"] == slug:
            doing = Doing(block, Record.empty())
            add_source_row(doing, read_row(SourceRow, line))
            return doing.record.sources[slug]
    raise CommandError(f"No source “{slug}” is on record.")
