"""``manage.py check_record``: hold every act on record to the rules that a new act is held to."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from treaties.models import Agreement
from treaties.queries.facts import facts_of, with_facts
from treaties.rules.findings import Strength
from treaties.rules.record import findings_on_record


class Command(BaseCommand):
    help = (
        "Holds every act on record to the rules of law, beside all others of its agreement, and lists what it finds. "
        "Nothing is written. It fails where something on record is impossible."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        strengths = [strength.value for strength in Strength]
        parser.add_argument("agreement", nargs="*", help="slugs of agreements; all, without one")
        parser.add_argument("--strength", choices=strengths, action="append", help="only findings of this strength")
        parser.add_argument("--code", action="append", help="only findings of this rule")

    def handle(self, *args: Any, **options: Any) -> None:
        agreements = Agreement.objects.order_by("slug")
        if options["agreement"]:
            agreements = agreements.filter(slug__in=options["agreement"])
            unknown = set(options["agreement"]) - set(agreements.values_list("slug", flat=True))
            if unknown:
                raise CommandError(f"No agreement on record is called {', '.join(sorted(unknown))}.")
        found: Counter[str] = Counter()
        for agreement in with_facts(agreements).iterator(chunk_size=500):
            for rule, finding in findings_on_record(facts_of(agreement)):
                if options["strength"] and rule.strength.value not in options["strength"]:
                    continue
                if options["code"] and rule.code not in options["code"]:
                    continue
                found[rule.strength.value] += 1
                self.stdout.write(f"{rule.strength.value}  {agreement.slug}  {finding.of}  {rule.code}: {finding}")
        counts = ", ".join(f"{found[strength.value]} {strength.value}" for strength in Strength)
        self.stdout.write(f"{agreements.count()} agreements: {counts}")
        if found[Strength.IMPOSSIBLE.value]:
            raise CommandError("Something on record is impossible.")
