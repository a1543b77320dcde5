"""What appeals add to the public tables."""

from appeals.exporting.meanings import OF_APPEALS
from appeals.models import (
    Addressee,
    Appeal,
    AppealCitation,
    AppealCorrection,
    AppealParty,
    AppealRelation,
    AppealText,
    CaughtAgreement,
    CounterEvidence,
    Demand,
    Link,
    Outcome,
    Response,
    Signatory,
    SignatoryCount,
    SignatureWithdrawal,
    Target,
)
from appeals.models.citations import CITED
from treaties.exporting.columns import NATURAL_KEYS
from treaties.exporting.meanings import MEANINGS
from treaties.exporting.tables import Declared

NATURAL_KEYS[Appeal] = "slug"
MEANINGS |= OF_APPEALS
DECLARED = (
    Declared("appeals", Appeal, "Letters and other texts that ask somebody to do something about agreements"),
    Declared("appeal_parties", AppealParty, "Who issued an appeal, is addressed by it, or is concerned"),
    Declared("addressees", Addressee, "Further offices that an appeal is addressed to"),
    Declared("appeal_texts", AppealText, "Versions and languages of an appeal’s text that the record has seen"),
    Declared("signatory_counts", SignatoryCount, "How many signed, per source; sources differ"),
    Declared("signatories", Signatory, "Who signed, as signed, and in which public capacity"),
    Declared("signature_withdrawals", SignatureWithdrawal, "Signatures taken back"),
    Declared("appeal_relations", AppealRelation, "How one appeal stands to another: appeal, kind, other"),
    Declared("demands", Demand, "What an appeal asks, one by one, in our words"),
    Declared("targets", Target, "What a demand is aimed at"),
    Declared(
        "caught_agreements",
        CaughtAgreement,
        "The agreements that a demand meant on the appeal’s day, frozen",
        described={"status_code": "The sum of the bits of the statuses that were possible that day, as then known"},
    ),
    Declared("responses", Response, "Answers to an appeal; an answer is no outcome"),
    Declared("outcomes", Outcome, "What came of a demand, as somebody asserts"),
    Declared("links", Link, "An analyst’s graded judgement on how an appeal relates to a status change"),
    Declared("counter_evidence", CounterEvidence, "What speaks against a link"),
    Declared("appeal_corrections", AppealCorrection, "Rows about appeals that no longer stand, why, and what does"),
    Declared(
        "appeal_citations", AppealCitation, "A place in a source that a fact about an appeal rests on", cited=CITED
    ),
)


def appeal_tables() -> tuple[Declared, ...]:
    return DECLARED


def told_of_appeals() -> tuple[str, type[Appeal]]:
    return "appeals", Appeal
