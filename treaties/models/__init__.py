from treaties.models.agreements import Agreement, AgreementRelation, AgreementTitle, SeriesNumber
from treaties.models.clauses import Clause, ClauseParty
from treaties.models.computed_days import ComputedDay
from treaties.models.corrections import Correction
from treaties.models.deliveries import Attempt, Endpoint
from treaties.models.evidence import EvidenceFile, HeldCopy
from treaties.models.journal import Block, Entry, Head, Seal
from treaties.models.judgements import Judgement
from treaties.models.memberships import Membership
from treaties.models.names_in_sources import NameInSource
from treaties.models.participation import Participation
from treaties.models.parties import Party, PartyCode, PartyName, Succession
from treaties.models.proposals import Proposal
from treaties.models.requests import KeptAnswer
from treaties.models.sources import Citation, Source
from treaties.models.status_changes import StatusAssertion, StatusChange
from treaties.models.timelines import PairTimeline, Timeline

__all__ = [
    "Agreement",
    "AgreementRelation",
    "AgreementTitle",
    "Attempt",
    "Block",
    "Citation",
    "Clause",
    "ClauseParty",
    "ComputedDay",
    "Correction",
    "Endpoint",
    "Entry",
    "EvidenceFile",
    "Head",
    "HeldCopy",
    "Judgement",
    "KeptAnswer",
    "Membership",
    "NameInSource",
    "PairTimeline",
    "Participation",
    "Party",
    "PartyCode",
    "PartyName",
    "Proposal",
    "Seal",
    "SeriesNumber",
    "Source",
    "StatusAssertion",
    "StatusChange",
    "Succession",
    "Timeline",
]
