"""The words of appeals: what is asked, what came of it, how sure a link is. An appeal never changes a status."""

from treaties.vocabulary import Act, Word


class AppealKind(Word):
    LETTER_OF_MEMBERS = "letter_of_members", "letter of members of parliament"
    CONGRESSIONAL_LETTER = "congressional_letter", "congressional letter"
    COUNTER_LETTER = "counter_letter", "counter-letter"
    RESOLUTION = "resolution", "resolution"
    MOTION = "motion", "motion"
    WRITTEN_QUESTION = "written_question", "written question"
    PETITION = "petition", "petition"
    NGO_LETTER = "ngo_letter", "letter of non-governmental organisations"
    DIPLOMATIC_NOTE = "diplomatic_note", "diplomatic note"
    EXECUTIVE_INSTRUCTION = "executive_instruction", "executive instruction"
    JUDGMENT = "judgment", "judgment"
    OTHER = "other", "other"


class TextHeld(Word):
    FULL = "full", "full text"
    EXCERPT = "excerpt", "excerpt"
    REPORTED = "reported", "reported only"


class TextVersion(Word):
    """Which version of an appeal's text a copy is of."""

    ORIGINAL = "original", "original"
    OFFICIAL_TRANSLATION = "official_translation", "official translation"
    TRANSLATION = "translation", "translation"
    REPORT = "report", "report of what it says"


class SignatoryKind(Word):
    """Who signed. Only public roles are kept: a person signs as a member or holder of something."""

    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"


class PartyRole(Word):
    ISSUER = "issuer", "issued by a body of"
    ADDRESSEE = "addressee", "addressed to an office of"
    CONCERNED = "concerned", "concerns"


class CountKind(Word):
    CLAIMED = "claimed", "claimed"
    LISTED = "listed", "listed"
    VERIFIED = "verified", "verified"


class DemandAction(Word):
    TERMINATE = "terminate", "terminate"
    DENOUNCE = "denounce", "denounce"
    NOT_RENEW = "not_renew", "do not renew"
    NOT_EXTEND = "not_extend", "do not extend"
    SUSPEND = "suspend", "suspend"
    RENEGOTIATE = "renegotiate", "renegotiate"
    STOP_NEGOTIATING = "stop_negotiating", "stop negotiating"
    SIGN = "sign", "sign"
    RATIFY = "ratify", "ratify"
    ACCEDE = "accede", "accede"
    END_PROJECT = "end_project", "end a project"
    END_PROGRAMME = "end_programme", "end a programme"
    PUBLISH = "publish", "publish"
    REVIEW = "review", "review"
    OTHER = "other", "other"


class TargetKind(Word):
    AGREEMENT = "agreement", "a named agreement"
    RULE = "rule", "all agreements of a rule"
    PARTICIPATION = "participation", "a party’s part in an agreement"
    NEGOTIATION = "negotiation", "a negotiation"
    PROJECT = "project", "projects"
    PROGRAMME = "programme", "a programme"
    ORGANISATION = "organisation", "an organisation’s presence"
    OTHER = "other", "other"


class Caught(Word):
    """How an agreement comes to be in the expansion of a demand."""

    BY_RULE = "by_rule", "by rule"
    NAMED = "named", "named"
    NAMED_OUTSIDE_THE_RULE = "named_outside_the_rule", "named, outside the rule"
    BY_RULE_THROUGH_UNION = "by_rule_through_union", "by rule, through a union"

    @property
    def is_by_rule(self) -> bool:
        """Only by a rule: nothing names it."""
        return self in (Caught.BY_RULE, Caught.BY_RULE_THROUGH_UNION)


class ResponseKind(Word):
    ACKNOWLEDGEMENT = "acknowledgement", "acknowledgement"
    HOLDING = "holding", "holding reply"
    SUBSTANTIVE = "substantive", "substantive reply"
    CORRECTED = "corrected", "corrected reply"
    DELEGATED = "delegated", "passed on to another office"
    STATEMENT = "statement", "public statement"


class OutcomeKind(Word):
    ACKNOWLEDGED = "acknowledged", "acknowledged"
    UNDER_CONSIDERATION = "under_consideration", "under consideration"
    REJECTED = "rejected", "rejected"
    GRANTED_IN_PART = "granted_in_part", "granted in part"
    GRANTED = "granted", "granted"
    OVERTAKEN = "overtaken", "overtaken"
    SUPERSEDED = "superseded", "superseded"
    WITHDRAWN = "withdrawn", "withdrawn"


class AppealRelationKind(Word):
    """How one appeal stands to another; read ``from KIND to``."""

    IN_RESPONSE_TO = "in_response_to", "in response to"
    COUNTERS = "counters", "counters"
    REPEATS = "repeats", "repeats"
    SUPPORTS = "supports", "supports"
    SUPERSEDES = "supersedes", "supersedes"
    WITHDRAWS = "withdraws", "withdraws"
    CITES = "cites", "cites"


class LinkRelation(Word):
    """How an appeal relates to a status change, by an analyst's judgement; never that one brought about the other."""

    REQUESTED = "requested", "requested"
    CITED_AS_GROUND = "cited_as_ground", "cited as ground"
    RESPONDED_TO = "responded_to", "responded to"
    PRECEDED = "preceded", "preceded"
    OPPOSED = "opposed", "opposed"
    SUPPORTED = "supported", "supported"
    FOLLOWED = "followed", "followed"

    @property
    def needs_earlier_appeal(self) -> bool:
        """The appeal was issued before the decision."""
        return self not in (LinkRelation.FOLLOWED, LinkRelation.SUPPORTED)


_NOT_EXTENDED = frozenset({Act.EXPIRY, Act.LAPSE, Act.NOTICE_OF_NON_RENEWAL})
_ENDED = _NOT_EXTENDED | {
    Act.NOTICE_OF_TERMINATION,
    Act.WITHDRAWAL_TAKES_EFFECT,
    Act.TERMINATION_BY_CONSENT,
    Act.TERMINATION_FOR_BREACH,
    Act.TERMINATION_FOR_IMPOSSIBILITY,
    Act.TERMINATION_FOR_CHANGE,
    Act.SUPERSESSION,
    Act.DISCONTINUATION,
}
_LEFT = _ENDED - {Act.EXPIRY, Act.LAPSE, Act.SUPERSESSION, Act.DISCONTINUATION}
_AMENDED = frozenset({Act.AMENDMENT, Act.MODIFICATION, Act.SUPERSESSION})
_CONSENTED = frozenset({Act.RATIFICATION, Act.ACCEPTANCE, Act.APPROVAL, Act.FORMAL_CONFIRMATION})
ASKS_FOR: dict[DemandAction, frozenset[Act]] = {
    DemandAction.TERMINATE: _ENDED,
    DemandAction.DENOUNCE: _LEFT,
    DemandAction.NOT_RENEW: _NOT_EXTENDED,
    DemandAction.NOT_EXTEND: _NOT_EXTENDED,
    DemandAction.SUSPEND: frozenset({Act.SUSPENSION}),
    DemandAction.RENEGOTIATE: _AMENDED,
    DemandAction.STOP_NEGOTIATING: frozenset({Act.ABANDONMENT}),
    DemandAction.SIGN: frozenset({Act.SIGNATURE, Act.DEFINITIVE_SIGNATURE}),
    DemandAction.RATIFY: _CONSENTED,
    DemandAction.ACCEDE: frozenset({Act.ACCESSION}),
    DemandAction.END_PROJECT: _ENDED,
    DemandAction.END_PROGRAMME: _ENDED,
    DemandAction.PUBLISH: frozenset(),
    DemandAction.REVIEW: frozenset(),
    DemandAction.OTHER: frozenset(Act),
}
"""The acts that a demand of each kind can be said to have requested; *other* is for the analyst to judge."""


class Grade(Word):
    A = "A", "A: the instrument cites it"
    B = "B", "B: the decision-maker says so on record"
    C = "C", "C: a procedural chain"
    D = "D", "D: independent reporting"
    E = "E", "E: same target and time only"
