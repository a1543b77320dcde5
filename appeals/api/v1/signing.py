"""What signatories, further addressees and held texts of an appeal look like."""

from typing import Annotated, TypedDict

from appeals.models import Addressee, AppealText, Signatory
from appeals.vocabulary import SignatoryKind, TextHeld, TextVersion
from treaties.api.v1.shapes.days import Day, day
from treaties.api.v1.shapes.references import Cited, cited


class Withdrawal(TypedDict):
    """The signatory took the name back."""

    withdrawn_on: Day | None
    note: Annotated[str, "May be empty"]
    sources: list[Cited]


class SignatoryListed(TypedDict):
    """A name as signed, in the public capacity of that day."""

    kind: SignatoryKind
    name: str
    body: Annotated[str, "Parliament, ministry or association; may be empty"]
    convocation: Annotated[str, "May be empty"]
    political_party: Annotated[str, "May be empty"]
    constituency: Annotated[str, "May be empty"]
    signed_on: Day | None
    withdrawal: Annotated[Withdrawal | None, "Null where the signature stands"]
    sources: list[Cited]


class FurtherAddressee(TypedDict):
    """An office that is addressed beside the first; its sources are the appeal's."""

    office: Annotated[str, "The office held on that day"]
    name: Annotated[str, "May be empty"]


class TextOnRecord(TypedDict):
    """A version of the text that this record has seen."""

    version: TextVersion
    language: Annotated[str, "BCP 47"]
    held: TextHeld
    note: Annotated[str, "May be empty"]
    sources: list[Cited]


def signatory_listed(one: Signatory) -> SignatoryListed:
    """Of an appeal from ``appeal_file``: its signatories have their withdrawals with them."""
    withdrawal = next(iter(one.withdrawals), None)  # type: ignore[attr-defined]
    return {
        "kind": SignatoryKind(one.kind),
        "name": one.name,
        "body": one.body,
        "convocation": one.convocation,
        "political_party": one.political_party,
        "constituency": one.constituency,
        "signed_on": day(one.signed_on),
        "withdrawal": {
            "withdrawn_on": day(withdrawal.withdrawn_on),
            "note": withdrawal.note,
            "sources": cited(withdrawal.citations.all()),
        }
        if withdrawal
        else None,
        "sources": cited(one.citations.all()),
    }


def further_addressee(one: Addressee) -> FurtherAddressee:
    return {"office": one.office, "name": one.name}


def text_on_record(one: AppealText) -> TextOnRecord:
    return {
        "version": TextVersion(one.version),
        "language": one.language,
        "held": TextHeld(one.held),
        "note": one.note,
        "sources": cited(one.citations.all()),
    }
