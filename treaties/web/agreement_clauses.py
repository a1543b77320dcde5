"""The clauses of an agreement on its page: each in words, with its article and its sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from treaties.models import Citation, Clause
from treaties.queries.clauses import article_of, words_of
from treaties.vocabulary import ClauseKind


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A party that a clause names; its share as it is read: “40 per cent”."""

    name: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class ClauseLine:
    clause: Clause
    words: str
    article: str

    @property
    def anchor(self) -> str:
        return anchor_of(self.clause)

    @property
    def citations(self) -> Iterable[Citation]:
        return self.clause.citations.all()

    @property
    def named(self) -> list[NamedLine]:
        """Where the sentence does not name them, or not what share each has."""
        named = [
            NamedLine(one.party.name, "" if one.share is None else _per_cent(one.share))
            for one in self.clause.parties.all()
        ]
        said = all(one.party.sentence_name in self.words for one in self.clause.parties.all())
        return [] if said and not any(one.share for one in named) else named


def _per_cent(share: Decimal) -> str:
    return _("%(share)s per cent") % {"share": f"{share.normalize():f}"}


def anchor_of(clause: Clause) -> str:
    return f"clause-{clause.kind}-{clause.ordinal}"


def clause_lines(clauses: Iterable[Clause]) -> list[ClauseLine]:
    """In the order of the vocabulary: how it begins, how long it lasts, how it is left. Clauses ``with_facts``."""
    kinds = list(ClauseKind)
    ordered = sorted(clauses, key=lambda clause: (kinds.index(ClauseKind(clause.kind)), clause.ordinal))
    return [ClauseLine(clause, words_of(clause), article_of(clause)) for clause in ordered]


def conditions(lines: Sequence[ClauseLine]) -> int:
    """How many conditions of entry into force there are, which must all be met."""
    return sum(line.clause.kind == ClauseKind.ENTRY_INTO_FORCE for line in lines)
