from typing import Any

from django.core.management.base import BaseCommand, CommandError

from treaties.importing import reference


class Command(BaseCommand):
    help = "Load the reference data of parties. What the record already has is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan = reference.plan(reference.read_fixture())
        except reference.FixtureNotUnderstood as error:
            raise CommandError(str(error)) from error
        reference.carry_out(plan, actor="load_reference", reason="Reference data of parties")
        if options["verbosity"] > 0:
            self.stdout.write(
                f"Reference data: {plan.new} new ({len(plan.parties)} parties, {plan.names} names, "
                f"{len(plan.successions)} successions, {len(plan.memberships)} memberships, "
                f"{len(plan.sources)} sources), {plan.already} already there."
            )
