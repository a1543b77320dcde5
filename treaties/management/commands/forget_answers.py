from typing import Any

from django.core.management.base import BaseCommand

from treaties.actions.kept_answers import forget_answers


class Command(BaseCommand):
    help = "Forgets answers to writes through the API that were kept for a day; to be run daily."

    def handle(self, *args: Any, **options: Any) -> None:
        count = forget_answers()
        self.stdout.write(f"Forgotten: {count} kept answer{'' if count == 1 else 's'}.")
