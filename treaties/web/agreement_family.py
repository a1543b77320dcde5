"""The family of an agreement: what it amends, replaces or is a protocol to, both ways, and one step further."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from treaties.dates import PartialDate
from treaties.derivation.stories import path_from
from treaties.models import Agreement, AgreementRelation, Citation
from treaties.queries.agreement_file import AgreementFile
from treaties.queries.relatives import Relative, relatives_of
from treaties.vocabulary import AgreementStatus, RelationKind
from treaties.web.signs import Sign, inverse, sign_of_standings


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """“replaced by” another agreement; ``sign`` is how that stands on the day, ``since`` the day it stands so from."""

    words: str
    agreement: Agreement
    citations: Iterable[Citation]
    sign: Sign
    since: PartialDate | None
    further: list["RelatedLine"]
    """The relations of the other one, without this."""


def family_of(file: AgreementFile) -> list[RelatedLine]:
    """As known then. One statement where it has relatives, none otherwise."""
    found = relatives_of(file)
    return [_line(words, other.pk, relation.citations.all(), found, file.on) for words, other, relation in _ends(file)]


def _ends(file: AgreementFile) -> list[tuple[str, Agreement, AgreementRelation]]:
    to = [(RelationKind(one.kind).label, one.other, one) for one in file.agreement.relations.all()]
    back = [(inverse(RelationKind(one.kind)), one.agreement, one) for one in file.agreement.relations_from.all()]
    return [*to, *back]


def _line(
    words: str, pk: int, citations: Iterable[Citation], found: dict[int, Relative], on: date, *, is_direct: bool = True
) -> RelatedLine:
    relative = found[pk]
    statuses, story = AgreementStatus.possible_in(relative.whole.code_on(on)), relative.whole.story_on(on)
    standings = [(status, path_from(story, status)) for status in statuses]
    since = standings[-1][1].since
    further = [
        _line(
            RelationKind(kind).label if leads_on else inverse(RelationKind(kind)), end, (), found, on, is_direct=False
        )
        for kind, leads_on, end in (relative.further if is_direct else ())
        if end in found
    ]
    day = PartialDate.parse(since) if since else None
    return RelatedLine(words, relative.agreement, citations, sign_of_standings(standings), day, further)


def _words(kind: RelationKind, *, leads_on: bool) -> str:
    return kind.label if leads_on else inverse(kind)
