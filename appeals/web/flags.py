"""Appeals as flags above a timeline picture: their day and their title."""

from appeals.models import Appeal
from appeals.queries.appeals_of import appeals_of_pair, appeals_on
from appeals.web.wording import issued_on
from treaties.dates import PartialDate
from treaties.queries.agreement_file import AgreementFile
from treaties.queries.country_pair import CountryPair


def picture_flags(subject: CountryPair | AgreementFile) -> list[tuple[PartialDate, str]]:
    """Of the appeals about a pair, or of those with a demand that means the agreement; as known.

    One statement; none where the page has read them already.
    """
    found: list[Appeal] = (
        appeals_of_pair(subject.one, subject.other, known_at=subject.known_at, beside=subject.beside)
        if isinstance(subject, CountryPair)
        else appeals_on(subject.agreement, known_at=subject.known_at, beside=subject.beside).that_mean_it
    )
    return [(issued_on(appeal), appeal.title) for appeal in found]
