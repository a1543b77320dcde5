"""Citations of facts about appeals."""

from collections.abc import Iterable

from django.db.models import Model

from appeals.models import AppealCitation
from appeals.models.citations import CITED
from treaties.actions.sources import Cite
from treaties.models import Block

COLUMN_OF: dict[type[Model], str] = {model: column for column, model in CITED.items()}


def cite_appeal(block: Block, fact: Model, cites: Iterable[Cite]) -> None:
    """Tie a fact about an appeal (any of ``appeals.models.citations.CITED``) to places in sources."""
    cite_each(block, [(fact, cites)])


def cite_each(block: Block, facts: Iterable[tuple[Model, Iterable[Cite]]]) -> None:
    """The same of many facts, in one statement."""
    AppealCitation.objects.bulk_create(
        AppealCitation(**{COLUMN_OF[type(fact)]: fact}, source=given.source, locator=given.locator, about=given.about)
        for fact, cites in facts
        for given in cites
    )


def cites_again(fact: Model) -> list[Cite]:
    """The places that an earlier fact rests on, for a further one that says the same."""
    citations = AppealCitation.objects.filter(**{COLUMN_OF[type(fact)]: fact}).select_related("source").order_by("pk")
    return [Cite(one.source, one.locator, one.about) for one in citations]
