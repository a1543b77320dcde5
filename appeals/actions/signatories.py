"""Who signed an appeal and took it back, who else is addressed, and what we hold of its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from appeals.actions.citations import cite_appeal, cite_each, cites_again
from appeals.models import Addressee, Appeal, AppealText, Signatory, SignatureWithdrawal
from appeals.vocabulary import SignatoryKind, TextHeld, TextVersion
from treaties.actions.sources import Cite
from treaties.dates import PartialDate, in_words
from treaties.models import Block
from treaties.rules.findings import Finding, Refused

ADDRESSED = "addressee"
"""What the citations of a further addressee are about: they stand with its appeal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryGiven:
    """A name as signed, and the public capacity in which it was signed on that day."""

    kind: SignatoryKind
    name: str
    body: str = ""
    convocation: str = ""
    political_party: str = ""
    constituency: str = ""
    signed_on: PartialDate | None = None
    cites: Sequence[Cite] = ()

    @property
    def capacity(self) -> tuple[str, ...]:
        return tuple(one.strip() for one in (self.body, self.convocation, self.political_party, self.constituency))

    @property
    def key(self) -> tuple[str, ...]:
        """By which the same signature is known again."""
        return self.name.strip(), *self.capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeGiven:
    """One more office that an appeal is addressed to, and who held it that day."""

    office: str
    name: str = ""
    cites: Sequence[Cite] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGiven:
    """One version of the text in one language (BCP 47), and how much of it we have seen."""

    version: TextVersion
    language: str
    held: TextHeld
    note: str = ""
    cites: Sequence[Cite] = ()


def add_signatories(
    block: Block, *, appeal: Appeal, given: Sequence[SignatoryGiven], cites: Sequence[Cite] = ()
) -> list[Signatory]:
    """Names under an appeal, in the order of the list, in a fixed number of statements. ``cites`` are for those that
    bring no source of their own.

    Raises Refused with everything that is wrong: no name, a person without a body, no source, or signed twice in the
    same capacity. The field of a finding names the place in the list: ``name-3``.
    """
    held = {_key(one) for one in Signatory.objects.standing().filter(appeal=appeal)}
    _refuse(_wrong_with(given, held, cites))
    added = Signatory.objects.bulk_create(_row(appeal, one) for one in given)
    cite_each(block, [(row, one.cites or cites) for row, one in zip(added, given, strict=True)])
    return added


def add_signatory_instead(
    block: Block, *, signatory: Signatory, given: SignatoryGiven, cites: Sequence[Cite] = ()
) -> Signatory:
    """The signature that will stand in the place of another, in the same block. A signature that was withdrawn stays
    so, with what that rests on. Raises Refused."""
    others = Signatory.objects.standing().filter(appeal=signatory.appeal).exclude(pk=signatory.pk)
    _refuse(_wrong_with([given], {_key(one) for one in others}, cites))
    replacement = _row(signatory.appeal, given)
    replacement.save()
    cite_appeal(block, replacement, given.cites or cites)
    withdrawal = SignatureWithdrawal.objects.filter(signatory=signatory).first()
    if withdrawal:
        again = SignatureWithdrawal.objects.create(
            signatory=replacement, withdrawn_on=withdrawal.withdrawn_on, note=withdrawal.note
        )
        cite_appeal(block, again, cites_again(withdrawal))
    return replacement


def withdraw_signature(
    block: Block,
    *,
    signatory: Signatory,
    withdrawn_on: PartialDate | None = None,
    note: str = "",
    cites: Sequence[Cite],
) -> SignatureWithdrawal:
    """Somebody who had signed took the name back. Raises Refused: without a source, twice, of a signature that no
    longer stands, or before it was signed."""
    _refuse(_wrong_with_withdrawal(signatory, withdrawn_on, cites))
    withdrawal = SignatureWithdrawal.objects.create(signatory=signatory, withdrawn_on=withdrawn_on, note=note.strip())
    cite_appeal(block, withdrawal, cites)
    return withdrawal


def add_addressee(block: Block, *, appeal: Appeal, given: AddresseeGiven) -> Addressee:
    """One more office. Raises Refused where none is named, or it is addressed already."""
    office, name = given.office.strip(), given.name.strip()
    if not office:
        raise Refused(Finding("no_office", "Say which office is addressed.", field="office"))
    first = (appeal.addressee_office, appeal.addressee_name)
    if (office, name) == first or Addressee.objects.filter(appeal=appeal, office=office, name=name).exists():
        raise Refused(Finding("addressed_before", "The appeal is addressed to this office already.", field="office"))
    addressee = Addressee.objects.create(appeal=appeal, office=office, name=name)
    cite_appeal(block, appeal, [Cite(one.source, one.locator, about=ADDRESSED) for one in given.cites])
    return addressee


def add_text(block: Block, *, appeal: Appeal, given: TextGiven) -> AppealText:
    """A version of the text that we have seen. Raises Refused: no language, no source, or on record already."""
    language = given.language.strip()
    findings = []
    if not language:
        findings.append(Finding("no_language", "Say which language the text is in.", field="language"))
    if not given.cites:
        findings.append(Finding("no_source", "A text is recorded with the source that holds it.", field="source"))
    alike = AppealText.objects.filter(appeal=appeal, version=given.version, language=language, held=given.held)
    if alike.filter(note=given.note.strip()).exists():
        findings.append(Finding("text_held_before", "This text is on record already.", field="version"))
    _refuse(findings)
    text = AppealText.objects.create(
        appeal=appeal, version=given.version, language=language, held=given.held, note=given.note.strip()
    )
    cite_appeal(block, text, given.cites)
    return text


def _row(appeal: Appeal, given: SignatoryGiven) -> Signatory:
    name, body, convocation, political_party, constituency = given.key
    return Signatory(
        appeal=appeal,
        kind=given.kind,
        name=name,
        body=body,
        convocation=convocation,
        political_party=political_party,
        constituency=constituency,
        signed_on=given.signed_on,
    )


def _key(one: Signatory) -> tuple[str, ...]:
    return one.name, one.body, one.convocation, one.political_party, one.constituency


def _wrong_with(
    given: Sequence[SignatoryGiven], held: set[tuple[str, ...]], cites: Sequence[Cite]
) -> Iterator[Finding]:
    seen = set(held)
    if not given:
        yield Finding("no_name", "Give at least one name.", field="name")
    if given and not cites and not all(one.cites for one in given):
        yield Finding("no_source", "A signatory is recorded with the source that lists the name.", field="source")
    for number, one in enumerate(given, 1):
        name = one.name.strip()
        if not name:
            yield Finding("no_name", f"Number {number} has no name.", field=f"name-{number}")
        elif one.kind == SignatoryKind.PERSON and not one.body.strip():
            sentence = f"{name}: say in which body the person signed; only public roles are kept."
            yield Finding("no_public_capacity", sentence, field=f"body-{number}")
        elif one.key in seen:
            sentence = f"{name} is listed in this capacity already."
            yield Finding("signed_before", sentence, field=f"name-{number}")
        seen.add(one.key)


def _wrong_with_withdrawal(
    signatory: Signatory, withdrawn_on: PartialDate | None, cites: Sequence[Cite]
) -> Iterator[Finding]:
    if not cites:
        yield Finding("no_source", "A withdrawal is recorded with the source that says so.", field="source")
    if not Signatory.objects.standing().filter(pk=signatory.pk).exists():
        yield Finding("stands_no_longer", "This signature was corrected or retracted; see what stands instead.")
    if SignatureWithdrawal.objects.filter(signatory=signatory).exists():
        yield Finding("withdrawn_before", "This signature is on record as withdrawn already.")
    signed = signatory.signed_on
    if withdrawn_on and signed and withdrawn_on.latest and signed.earliest and withdrawn_on.latest < signed.earliest:
        sentence = f"It was not signed before {in_words(signed.earliest)}: it cannot have been withdrawn by then."
        yield Finding("withdrawn_before_signed", sentence, field="withdrawn_on")


def _refuse(findings: Iterator[Finding] | Sequence[Finding]) -> None:
    found = list(findings)
    if found:
        raise Refused(*found)
