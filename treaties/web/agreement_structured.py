"""An agreement as schema.org/Legislation, for search engines: only what is certain, in properties that exist there."""

from typing import Any

from django.urls import reverse

from treaties.dates import PartialDate
from treaties.models import Agreement, Party
from treaties.queries.agreement_file import AgreementFile
from treaties.vocabulary import Act, AgreementStatus, Nature, PartyKind, RelationKind

A = AgreementStatus
TYPES = {
    PartyKind.STATE: "Country",
    PartyKind.TERRITORY: "AdministrativeArea",
    PartyKind.ORGANISATION: "Organization",
    PartyKind.UNION: "Organization",
}
IN_FORCE = "https://schema.org/InForce"
NOT_IN_FORCE = "https://schema.org/NotInForce"
NOT = frozenset({A.NOT_YET, A.NEGOTIATING, A.TEXT_ADOPTED, A.SIGNED, A.ENDED, A.NEVER_IN_FORCE, A.VOID})


def legislation(file: AgreementFile, *, site: str, permanent: str) -> dict[str, Any]:
    """``site`` is the beginning of every address: ``https://pacta.example``."""
    agreement = file.agreement
    names = [{"@value": one.title, "@language": one.language} for one in agreement.titles.all()]
    found = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": f"{site}{agreement.get_absolute_url()}",
        "url": f"{site}{agreement.get_absolute_url()}{permanent}",
        "name": agreement.title,
        "alternateName": [agreement.short_title, *names],
        "description": agreement.summary,
        "legislationType": agreement.get_form_display(),
        "legislationIdentifier": [str(number) for number in agreement.series_numbers.all()],
        "legislationDate": _signed_on(file),
        "legislationLegalForce": _force(file),
        "temporalCoverage": _coverage(file),
        "about": [_party(member.participation.party, site) for member in file.participations],
        "legislationChanges": [
            _reference(one.other, site)
            for one in agreement.relations.all()
            if one.kind in (RelationKind.AMENDS, RelationKind.REPLACES)
        ],
    }
    return {name: value for name, value in found.items() if value}


def _signed_on(file: AgreementFile) -> str:
    """The day on which it was signed or issued, where it is one exact day."""
    days = {act.done_on for act in file.acts if act.act in (Act.SIGNATURE, Act.DEFINITIVE_SIGNATURE, Act.ISSUED)}
    day = days.pop() if len(days) == 1 else None
    return day.text if day and day.is_exact else ""


def _force(file: AgreementFile) -> str:
    """Only of what binds for certain, and only where the record is sure of the day's status."""
    statuses = [standing.status for standing in file.standings]
    if file.agreement.nature in (Nature.NON_BINDING, Nature.CONTESTED) or file.standings[0].is_computed:
        return ""
    if statuses == [A.IN_FORCE]:
        return IN_FORCE
    return NOT_IN_FORCE if set(statuses) <= NOT else ""


def _coverage(file: AgreementFile) -> str:
    """``2001-08-02/..``: since when it is in force, where that is one exact day."""
    if _force(file) != IN_FORCE:
        return ""
    since = file.standings[0].path.since
    day = PartialDate.parse(since) if since else None
    return f"{day.text}/.." if day and day.is_exact else ""


def _party(party: Party, site: str) -> dict[str, str]:
    return {
        "@type": TYPES[PartyKind(party.kind)],
        "name": party.name,
        "url": f"{site}{reverse('party', args=[party.code])}",
    }


def _reference(agreement: Agreement, site: str) -> dict[str, str]:
    address = f"{site}{agreement.get_absolute_url()}"
    return {"@type": "Legislation", "@id": address, "name": agreement.title}
