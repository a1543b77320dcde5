from appeals.models.appeals import Appeal, AppealParty, AppealRelation, SignatoryCount
from appeals.models.citations import AppealCitation
from appeals.models.corrections import AppealCorrection
from appeals.models.demands import CaughtAgreement, Demand, Target
from appeals.models.links import CounterEvidence, Link
from appeals.models.responses import Outcome, Response
from appeals.models.signatories import Addressee, AppealText, Signatory, SignatureWithdrawal

__all__ = [
    "Addressee",
    "Appeal",
    "AppealCitation",
    "AppealCorrection",
    "AppealParty",
    "AppealRelation",
    "AppealText",
    "CaughtAgreement",
    "CounterEvidence",
    "Demand",
    "Link",
    "Outcome",
    "Response",
    "Signatory",
    "SignatoryCount",
    "SignatureWithdrawal",
    "Target",
]
