from appeals.models.appeals import Appeal, AppealParty, AppealRelation, SignatoryCount
from appeals.models.citations import AppealCitation
from appeals.models.corrections import AppealCorrection
from appeals.models.demands import CaughtAgreement, Demand, Target
from appeals.models.links import Link
from appeals.models.responses import Outcome, Response

__all__ = [
    "Appeal",
    "AppealCitation",
    "AppealCorrection",
    "AppealParty",
    "AppealRelation",
    "CaughtAgreement",
    "Demand",
    "Link",
    "Outcome",
    "Response",
    "SignatoryCount",
    "Target",
]
