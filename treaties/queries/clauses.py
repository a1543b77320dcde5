"""Clauses of the record in words, with the article that their citation gives."""

from django.db.models import QuerySet

from treaties.derivation.clause_words import clause_in_words
from treaties.models import Clause, ClauseParty
from treaties.queries.facts import clause_fact
from treaties.queries.nested import Nested

NAMED = Nested(ClauseParty.objects.order_by("pk"), "clause", ("party",))
"""The parties that a clause names, in the statement of the clause."""


def with_named(clauses: QuerySet[Clause]) -> QuerySet[Clause]:
    """With what the words for them read: the parties that they name, and their citations."""
    return clauses.prefetch_related("parties__party", "citations__source")


def words_of(clause: Clause) -> str:
    """Of a clause ``with_named``, or from ``queries.facts.with_facts``."""
    names = {named.party.code: named.party.sentence_name for named in clause.parties.all()}
    return clause_in_words(clause_fact(clause), names)


def article_of(clause: Clause) -> str:
    """The place in the agreement; empty where no citation gives one."""
    return clause_fact(clause).article
