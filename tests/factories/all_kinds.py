"""A record in which every public table has rows: what a copy of the record is held against."""

from appeals.actions.appeals import relate_appeals
from appeals.actions.corrections import (
    LinkGiven,
    correct_link,
    correct_outcome,
    correct_response,
    correct_signatory,
    retract_link,
    retract_signatory,
)
from appeals.actions.links import add_counter_evidence, make_link
from appeals.actions.responses import OutcomeGiven, ResponseGiven, record_outcome, record_response
from appeals.actions.signatories import (
    AddresseeGiven,
    SignatoryGiven,
    TextGiven,
    add_addressee,
    add_signatories,
    add_text,
    withdraw_signature,
)
from appeals.models import Appeal
from appeals.vocabulary import (
    AppealRelationKind,
    LinkRelation,
    OutcomeKind,
    ResponseKind,
    SignatoryKind,
    TextHeld,
    TextVersion,
)
from tests.factories.appeals import a_rule, invented_appeal, named
from tests.factories.record import a_block, correct, invented_agreement, invented_source, record, retract
from tests.factories.watched import asserted, judged, noticed_otherwise, renewed_tacitly
from treaties.actions.assertions import AssertionGiven
from treaties.actions.clauses import ClauseGiven, correct_clause, retract_clause
from treaties.actions.corrections import correct_assertion, retract_assertion
from treaties.actions.parties import answer_name
from treaties.actions.sources import Cite
from treaties.dates import PartialDate
from treaties.models import Agreement, Party, StatusChange
from treaties.vocabulary import Act, AgreementStatus, ClauseKind, Verdict

FORMULA = "=1+1, “said” the note,\nand\t'-2 too"


def record_all_kinds() -> None:
    treaties_of_all_kinds()
    appeals_of_all_kinds()


def treaties_of_all_kinds() -> None:
    _multilateral()
    agreement = renewed_tacitly("renewed")
    _, notice = noticed_otherwise("noticed")
    correct(notice, Act.NOTICE_OF_TERMINATION, "XAA", received_on="2026-04-01", note=FORMULA)
    signed = record(agreement, Act.TEXT_CORRECTION, done_on="2019~").change
    retract(signed, reason="@home")
    _assertions(agreement)
    _clauses(agreement)
    with a_block() as block:
        answer_name(block, source=invented_source(), name="-Ruritania", party=Party.objects.get(code="XAA"))


def _multilateral() -> None:
    """With a reservation and an objection: something stands between two of the three."""
    codes = ("XAA", "XAB", "XAC")
    treaty = invented_agreement(slug="between-three", is_bilateral=False, codes=codes)
    for code in codes:
        record(treaty, Act.SIGNATURE, code, done_on="1998-01")
        record(treaty, Act.RATIFICATION, code, received_on="1999-01-01")
    record(treaty, Act.ENTRY_INTO_FORCE, effective_on="2000-01-01")
    record(treaty, Act.RESERVATION, "XAB", done_on="1999-01-01")
    about = f"{treaty.slug}-reservation-xab"
    objection = record(treaty, Act.PRECLUDING_OBJECTION, "XAA", about=about, received_on="2001-05-01")
    retract(objection.change)
    record(treaty, Act.PRECLUDING_OBJECTION, "XAC", about=about, received_on="2002-05-01/2002-07")


def _assertions(agreement: Agreement) -> None:
    ended = asserted(agreement, AgreementStatus.ENDED, "2020-01-01")
    judged(ended, Verdict.OPEN)
    judged(ended, Verdict.RECORD, reason="The register was asked.")
    wrong = asserted(agreement, AgreementStatus.SUSPENDED, "2021")
    gone = asserted(agreement, AgreementStatus.SIGNED, "2017-01-01", since="2016?")
    cites = [Cite(invented_source(), "p. 3")]
    with a_block() as block:
        given = AssertionGiven(asserted_on=PartialDate.parse("2021-05"), status=AgreementStatus.IN_FORCE)
        correct_assertion(block, assertion=wrong, given=given, reason="Misread.", cites=cites)
    with a_block() as block:
        retract_assertion(block, assertion=gone, reason="Of another agreement.")


def _clauses(agreement: Agreement) -> None:
    wrong = agreement.clauses.get(kind=ClauseKind.NOTICE_PERIOD)
    cites = [Cite(invented_source(), "Art. 9")]
    with a_block() as block:
        given = ClauseGiven(ClauseKind.NOTICE_PERIOD, months=9, cites=cites)
        correct_clause(block, clause=wrong, given=given, reason="Nine months it says.")
    with a_block() as block:
        renewal = agreement.clauses.get(kind=ClauseKind.NON_RENEWAL_NOTICE)
        retract_clause(block, clause=renewal, reason="It has none.")


def appeals_of_all_kinds() -> None:
    agreement = Agreement.objects.get(slug="noticed")
    act = StatusChange.objects.standing().get(agreement=agreement, act=Act.NOTICE_OF_TERMINATION)
    appeal = invented_appeal(named(agreement), a_rule(), issued_on="2020-01-01")
    answer = invented_appeal(named(agreement), issued_on="2020-03", body="Another group")
    cites = [Cite(invented_source(), "p. 1")]
    with a_block() as block:
        relate_appeals(block, appeal=answer, other=appeal, kind=AppealRelationKind.SUPPORTS)
        add_addressee(block, appeal=appeal, given=AddresseeGiven(office="The second minister", cites=cites))
        text = TextGiven(version=TextVersion.TRANSLATION, language="en", held=TextHeld.EXCERPT, cites=cites)
        add_text(block, appeal=appeal, given=text)
    _signatories(appeal, cites)
    _responses(appeal, cites)
    _links(appeal, act, cites)


def _signatories(appeal: Appeal, cites: list[Cite]) -> None:
    def signed(name: str) -> SignatoryGiven:
        return SignatoryGiven(kind=SignatoryKind.PERSON, name=name, body="+The chamber", cites=cites)

    with a_block() as block:
        first, second, third = add_signatories(
            block, appeal=appeal, given=[signed("A. A."), signed("B."), signed("C.")]
        )
        withdraw_signature(block, signatory=first, withdrawn_on=PartialDate.parse("2020-02"), cites=cites)
    with a_block() as block:
        correct_signatory(block, signatory=first, given=signed("A. B."), reason="Misspelt.", cites=cites)
        retract_signatory(block, signatory=second, reason="Did not sign.")
    assert third.pk


def _responses(appeal: Appeal, cites: list[Cite]) -> None:
    given = ResponseGiven(kind=ResponseKind.HOLDING, by="The minister", summary="It is looked at.")
    with a_block() as block:
        response = record_response(block, appeal=appeal, given=given, cites=cites)
        demand = appeal.demands.get(ordinal=1)
        outcome = OutcomeGiven(kind=OutcomeKind.REJECTED, asserted_by="The minister")
        held = record_outcome(block, demand=demand, given=outcome, cites=cites)
    with a_block() as block:
        correct_response(block, response=response, given=given, reason="Another day.", cites=cites)
        granted = OutcomeGiven(kind=OutcomeKind.GRANTED_IN_PART, asserted_by="The minister")
        correct_outcome(block, outcome=held, given=granted, reason="Misread.", cites=cites)


def _links(appeal: Appeal, act: StatusChange, cites: list[Cite]) -> None:
    with a_block() as block:
        made = make_link(block, appeal=appeal, status_change=act, relation=LinkRelation.PRECEDED, cites=cites).link
        add_counter_evidence(block, link=made, statement="Nobody says so.", cites=cites)
        other = make_link(block, appeal=appeal, status_change=act, relation=LinkRelation.SUPPORTED, cites=cites).link
    given = LinkGiven(status_change=act, relation=LinkRelation.PRECEDED, note="By years.")
    with a_block() as block:
        correct_link(block, link=made, given=given, reason="A note was missing.", cites=cites)
    with a_block() as block:
        retract_link(block, link=other, reason="Made in error.")
