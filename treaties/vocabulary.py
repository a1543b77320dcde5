"""The words of the field. Each carries its meaning; nothing here knows of databases or pages. Articles are those of the
Vienna Convention on the Law of Treaties (1969) unless said otherwise."""

from enum import StrEnum
from typing import TYPE_CHECKING, Self


class Word(StrEnum):
    """A word of the vocabulary: its code, and the label that people read."""

    label: str

    if not TYPE_CHECKING:  # a word is looked up by its code alone

        def __new__(cls, code, label):
            word = str.__new__(cls, code)
            word._value_ = code
            word.label = label
            return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(str(word), word.label) for word in cls]


class Nature(Word):
    """What an instrument is in law. A sourced, contestable classification; the title never decides (Art. 2(1)(a)).
    Only ``non_binding`` lives the non-binding life; the others live the treaty life."""

    TREATY = "treaty", "treaty"
    NON_BINDING = "non_binding", "non-binding"
    INTERAGENCY = "interagency", "inter-agency arrangement"
    CONTESTED = "contested", "nature contested"
    UNKNOWN = "unknown", "not classified"


class Form(Word):
    """What the instrument calls itself."""

    TREATY = "treaty", "treaty"
    CONVENTION = "convention", "convention"
    COVENANT = "covenant", "covenant"
    AGREEMENT = "agreement", "agreement"
    PROTOCOL = "protocol", "protocol"
    JOINT_STATEMENT = "joint_statement", "joint statement"
    MEMORANDUM = "memorandum", "memorandum of understanding"
    CHARTER = "charter", "charter"
    ARRANGEMENT = "arrangement", "arrangement"
    OTHER = "other", "another form"


class Topic(Word):
    DEFENCE = "defence", "defence and security"
    ECONOMY = "economy", "economy and tax"
    AID = "aid", "aid"
    TRANSPORT = "transport", "transport"
    RELATIONS = "relations", "general relations"
    HUMAN_RIGHTS = "human_rights", "human rights"
    ENVIRONMENT = "environment", "environment"
    INTELLECTUAL_PROPERTY = "intellectual_property", "intellectual property"
    JUSTICE = "justice", "justice and arbitration"


class PartyKind(Word):
    STATE = "state", "state"
    TERRITORY = "territory", "territory"
    ORGANISATION = "organisation", "international organisation"
    UNION = "union", "union"


class NameKind(Word):
    SHORT = "short", "short name"
    OFFICIAL = "official", "official name"
    FORMER = "former", "former name"
    ALIAS = "alias", "also known as"


class SuccessionKind(Word):
    CONTINUATION = "continuation", "continues the legal personality"
    SUCCESSION = "succession", "succeeds"
    ABSORPTION = "absorption", "absorbs"


class RelationKind(Word):
    """How one agreement stands to another; read ``from KIND to``."""

    AMENDS = "amends", "amends"
    REPLACES = "replaces", "replaces"
    PROTOCOL_TO = "protocol_to", "is a protocol to"


class Evidence(Word):
    """What kind of document a source is: the strength of what it says, weakest last."""

    TEXT = "text", "text"
    REGISTER = "register", "register"
    OFFICIAL = "official", "official statement"
    LIST = "list", "secondary list"
    PRESS = "press", "press"

    @property
    def is_strong(self) -> bool:
        return self in (Evidence.TEXT, Evidence.REGISTER)


class MediaType(Word):
    """The kinds of files that are taken as evidence."""

    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"


class Decision(Word):
    """What became of a proposal; while it waits it has none."""

    ACCEPTED = "accepted", "accepted"
    AMENDED = "amended", "accepted with changes"
    REFUSED = "refused", "refused"
    WITHDRAWN = "withdrawn", "withdrawn"


class EndReason(Word):
    """Why it is over."""

    EXPIRED = "expired", "expired"
    NON_RENEWED = "non_renewed", "not renewed"
    DENOUNCED = "denounced", "denounced"
    CONSENT = "consent", "by consent"
    SUPERSEDED = "superseded", "superseded"
    BREACH = "breach", "for breach"
    IMPOSSIBILITY = "impossibility", "impossibility of performance"
    CHANGED_CIRCUMSTANCES = "changed_circumstances", "change of circumstances"
    FULFILLED = "fulfilled", "fulfilled"
    BELOW_MINIMUM = "below_minimum", "too few parties"
    ESSENTIAL_PARTY_LEFT = "essential_party_left", "an essential party left"
    NO_PARTIES = "no_parties", "no party is left"
    JUS_COGENS = "jus_cogens", "contrary to a peremptory norm"
    LAPSED = "lapsed", "lapsed"


class ClauseKind(Word):
    """What a clause of an agreement rules. What it needs (a length, a number, parties) is in ``rules.clauses``."""

    ENTRY_INTO_FORCE = "entry_into_force", "entry into force"
    LATER_PARTIES = "later_parties", "entry into force for later parties"
    RETROACTIVE_FORCE = "retroactive_force", "force from before entry into force"
    CONSENT_WITHOUT_SIGNATURE = "consent_without_signature", "consent without signature"
    ACCESSION_BY_ACCEPTANCE = "accession_by_acceptance", "accession binds those that accept it"
    NO_RESERVATIONS = "no_reservations", "no reservations"
    TERRITORIAL_SCOPE = "territorial_scope", "territorial scope"
    DURATION = "duration", "duration"
    TACIT_RENEWAL = "tacit_renewal", "tacit renewal"
    NON_RENEWAL_NOTICE = "non_renewal_notice", "notice of non-renewal"
    NOTICE_PERIOD = "notice_period", "notice period"
    PARTIAL_DENUNCIATION = "partial_denunciation", "partial denunciation"
    MINIMUM_PARTIES = "minimum_parties", "minimum number of parties"
    ESSENTIAL_PARTIES = "essential_parties", "essential parties"
    SURVIVAL = "survival", "survival"


class Counting(Word):
    """On which day a period that a clause gives is over: n months from D end on the same-numbered day (Rulings)."""

    SAME_DAY = "same_day", "on its last day"
    DAY_AFTER = "day_after", "on the day after"
    FIRST_OF_MONTH = "first_of_month", "on the first day of the month that follows"
    FIRST_OF_YEAR = "first_of_year", "on the first day of the year that follows"
    END_OF_TERM = "end_of_term", "at the end of the term"


class DayKind(Word):
    """A day that law computes from clauses and acts."""

    ENTRY_INTO_FORCE = "entry_into_force", "entry into force"
    ENTRY_FOR_PARTY = "entry_for_party", "entry into force for a party"
    LAST_DAY_FOR_NOTICE = "last_day_for_notice", "last day to give notice"
    NOTICE_TAKES_EFFECT = "notice_takes_effect", "a notice takes effect"
    END_OF_TERM = "end_of_term", "end of the term"
    END_OF_SURVIVAL = "end_of_survival", "end of survival"


class Verdict(Word):
    """An analyst's sourced judgement on a contradiction. It edits nothing."""

    RECORD = "record", "the record stands"
    SOURCE = "source", "the source is right"
    OPEN = "open", "not settled"


class Scope(Word):
    """How much of the agreement an act reaches. Only an act on the whole changes a status (Arts 29, 44, 57–58)."""

    WHOLE = "whole", "the whole agreement"
    PART = "part", "some of its provisions"
    PAIR = "pair", "towards one other party"
    TERRITORY = "territory", "for one territory"

    @property
    def is_towards(self) -> bool:
        """The act names the party or the territory that its scope is limited to."""
        return self in (Scope.PAIR, Scope.TERRITORY)


class Flag(Word):
    """What a reader must know beside a status."""

    COMPUTED = "computed_unconfirmed", "computed, unconfirmed"
    CONTESTED = "contested", "contested"
    CONSENT_NOT_ON_RECORD = "consent_not_on_record", "consent of a side not on record"
    START_NOT_ON_RECORD = "start_not_on_record", "start not on record"
    NOTICE_PENDING = "notice_pending", "notice of termination pending"
    NON_RENEWAL_PENDING = "non_renewal_pending", "notice of non-renewal given"
    SUSPENDED_IN_PART = "suspended_in_part", "suspended in part"
    SURVIVES = "survives", "some provisions survive"
    BY_CLAUSE = "by_clause", "its day computed from a clause"
    RENEWED = "renewed_tacitly", "renewed tacitly, by computation"


class Status(StrEnum):
    """A status with its bit. A code is the sum of the bits of all statuses that are possible on a day."""

    label: str
    bit: int

    if not TYPE_CHECKING:  # a status is looked up by its code alone

        def __new__(cls, code, label, bit):
            word = str.__new__(cls, code)
            word._value_ = code
            word.label, word.bit = label, bit
            return word

    @classmethod
    def possible_in(cls, code: int | None) -> list[Self]:
        """The statuses that ``code`` leaves open; ``None`` (before the first day on record): only the first word."""
        if code is None:
            return [next(iter(cls))]
        return [status for status in cls if status.bit & code]

    def is_certain_in(self, code: int | None) -> bool:
        """``code`` leaves open this status and no other."""
        return type(self).possible_in(code) == [self]


class AgreementStatus(Status):
    """The life of an agreement. A treaty and a non-binding text have lives of their own."""

    NOT_YET = "not_yet", "nothing on record yet", 1
    NEGOTIATING = "negotiating", "under negotiation", 64
    TEXT_ADOPTED = "text_adopted", "text adopted", 2
    SIGNED = "signed", "signed", 4
    PROVISIONAL = "provisional", "provisionally applied", 128
    IN_FORCE = "in_force", "in force", 8
    SUSPENDED = "suspended", "suspended", 256
    ENDED = "ended", "ended", 16
    NEVER_IN_FORCE = "never_in_force", "never in force", 512
    VOID = "void", "void", 1024
    DRAFT = "draft", "draft", 2048
    OPERATIVE = "operative", "operative", 32
    DISCONTINUED = "discontinued", "discontinued", 4096
    REPLACED = "replaced", "replaced", 8192


class ParticipationStatus(Status):
    """One party's standing under one agreement."""

    NONE = "none", "no act on record", 1
    SIGNATORY = "signatory", "signatory", 2
    PROVISIONAL = "provisional", "applies it provisionally", 32
    CONTRACTING = "contracting", "has consented, not yet bound", 4
    PARTY = "party", "party", 8
    SUSPENDED = "suspended", "party, suspended for it", 64
    FORMER = "former", "former party", 16
    RELEASED = "released", "will not become a party", 128


class By(Word):
    """Whose act it can be."""

    WHOLE = "whole", "the agreement as a whole"
    PARTY = "party", "one party"
    EITHER = "either", "one party, or all at once"


class Chapter(Word):
    """What an act is about: how long lists of acts are put in order."""

    MAKING = "making", "Making the text"
    CONSENT = "consent", "Consent to be bound"
    FORCE = "force", "Entry into force and provisional application"
    RESERVATIONS = "reservations", "Reservations and declarations"
    CHANGE = "change", "Amendment, territory, text"
    TERM = "term", "Term and renewal"
    SUSPENSION = "suspension", "Suspension"
    LEAVING = "leaving", "Denunciation and withdrawal"
    END = "end", "End of the whole"
    NON_BINDING = "non_binding", "Non-binding texts"
    NO_EFFECT = "no_effect", "Without effect by itself"


class Act(Word):
    """A dated act that can be recorded. Its law (whose it is, what it does, which date counts) is in ``derivation``."""

    NEGOTIATIONS_OPENED = "negotiations_opened", "opening of negotiations"
    TEXT_INITIALLED = "text_initialled", "initialling of the text"
    TEXT_ADOPTED = "text_adopted", "adoption of the text"
    SIGNATURE = "signature", "signature"
    DEFINITIVE_SIGNATURE = "definitive_signature", "definitive signature"
    EXCHANGE = "exchange", "exchange of notes or instruments"
    DOMESTIC_APPROVAL = "domestic_approval", "domestic approval"
    RATIFICATION = "ratification", "ratification"
    ACCEPTANCE = "acceptance", "acceptance"
    APPROVAL = "approval", "approval"
    FORMAL_CONFIRMATION = "formal_confirmation", "formal confirmation"
    NOTIFICATION_OF_COMPLETION = "notification_of_completion", "notification of completed procedures"
    ACCESSION = "accession", "accession"
    ACCEPTANCE_OF_ACCESSION = "acceptance_of_accession", "acceptance of an accession"
    OBJECTION_TO_ACCESSION = "objection_to_accession", "objection to an accession"
    SUCCESSION = "succession", "succession"
    CONTINUED_APPLICATION = "continued_application", "declaration of continued application"
    WITHDRAWAL_OF_CONSENT = "withdrawal_of_consent", "withdrawal of consent before entry into force"
    NO_INTENTION = "no_intention", "declaration of no intention to become a party"
    PROVISIONAL_APPLICATION = "provisional_application", "provisional application"
    END_OF_PROVISIONAL_APPLICATION = "end_of_provisional_application", "end of provisional application"
    ENTRY_INTO_FORCE = "entry_into_force", "entry into force"
    ENTRY_INTO_FORCE_FOR_PARTY = "entry_into_force_for_party", "entry into force for a party"
    RESERVATION = "reservation", "reservation"
    ACCEPTANCE_OF_RESERVATION = "acceptance_of_reservation", "acceptance of a reservation"
    OBJECTION_TO_RESERVATION = "objection_to_reservation", "objection to a reservation"
    PRECLUDING_OBJECTION = "precluding_objection", "objection that precludes force between the two"
    WITHDRAWAL_OF_RESERVATION = "withdrawal_of_reservation", "withdrawal of a reservation"
    WITHDRAWAL_OF_OBJECTION = "withdrawal_of_objection", "withdrawal of an objection"
    DECLARATION = "declaration", "declaration"
    TERRITORIAL_EXTENSION = "territorial_extension", "territorial extension"
    TERRITORIAL_EXCLUSION = "territorial_exclusion", "territorial exclusion"
    AMENDMENT = "amendment", "amendment"
    MODIFICATION = "modification", "modification between some parties"
    TEXT_CORRECTION = "text_correction", "correction of the text"
    TACIT_RENEWAL = "tacit_renewal", "tacit renewal"
    EXTENSION = "extension", "extension"
    NOTICE_OF_NON_RENEWAL = "notice_of_non_renewal", "notice of non-renewal"
    EXPIRY = "expiry", "expiry"
    SUSPENSION = "suspension", "suspension"
    RESUMPTION = "resumption", "resumption"
    NOTICE_OF_TERMINATION = "notice_of_termination", "notice of termination"
    REVOCATION_OF_NOTICE = "revocation_of_notice", "revocation of a notice"
    PROLONGATION_OF_NOTICE = "prolongation_of_notice", "prolongation of a notice period"
    WITHDRAWAL_TAKES_EFFECT = "withdrawal_takes_effect", "denunciation or withdrawal takes effect"
    EXCLUSION = "exclusion", "exclusion"
    LOSS_OF_MEMBERSHIP = "loss_of_membership", "loss of a required membership"
    PURPORTED_WITHDRAWAL = "purported_withdrawal", "purported withdrawal, not accepted"
    TERMINATION_BY_CONSENT = "termination_by_consent", "termination by consent"
    TERMINATION_FOR_BREACH = "termination_for_breach", "termination for breach"
    TERMINATION_FOR_IMPOSSIBILITY = "termination_for_impossibility", "termination for impossibility"
    TERMINATION_FOR_CHANGE = "termination_for_change", "termination for change of circumstances"
    SUPERSESSION = "supersession", "supersession by a later agreement"
    FULFILMENT = "fulfilment", "fulfilment"
    FALL_BELOW_MINIMUM = "fall_below_minimum", "end for want of parties, by its minimum"
    ESSENTIAL_PARTY_LEAVES = "essential_party_leaves", "end on the departure of an essential party"
    NO_PARTY_LEFT = "no_party_left", "end with no party left"
    LAPSE = "lapse", "lapse"
    ABANDONMENT = "abandonment", "abandonment before entry into force"
    REPLACEMENT_BEFORE_FORCE = "replacement_before_force", "replacement before entry into force"
    REVIVAL = "revival", "revival by all parties"
    INVALIDITY = "invalidity", "invalidity"
    PEREMPTORY_NORM = "peremptory_norm", "conflict with a new peremptory norm"
    SURVIVAL = "survival", "survival of provisions"
    DRAFTED = "drafted", "draft made"
    ISSUED = "issued", "issued"
    MADE_OPERATIVE = "made_operative", "made operative"
    DISCONTINUATION = "discontinuation", "discontinuation"
    REPLACEMENT = "replacement", "replacement by a later text"
    SEVERANCE_OF_RELATIONS = "severance_of_relations", "severance of relations"
    HOSTILITIES = "hostilities", "outbreak of hostilities"


class Between(Status):
    """What stands between two parties to one agreement. Only ``applies`` lets it bind one towards the other."""

    APPLIES = "applies", "nothing stands between the two", 1
    NOT_ACCEPTED = "not_accepted", "the accession of one is not accepted by the other", 2
    PRECLUDED = "precluded", "an objection precludes force between the two", 4
    SUSPENDED = "suspended", "suspended between the two", 8


class PairGroup(Word):
    """Where an agreement stands between two parties on a day. Only ``in_force`` and ``operative`` are a yes."""

    IN_FORCE = "in_force", "in force"
    OPERATIVE = "operative", "operative, non-binding"
    POSSIBLY_IN_FORCE = "possibly_in_force", "possibly in force"
    NOT_BETWEEN = "not_between", "not in force between the two"
    SUSPENDED = "suspended", "in force but suspended"
    PROVISIONAL = "provisional", "provisionally applied"
    SIGNED = "signed", "signed, not in force"
    POSSIBLY_SIGNED = "possibly_signed", "possibly signed"
    ENDED = "ended", "ended"
    NEVER_IN_FORCE = "never_in_force", "never in force"
    NOT_YET = "not_yet", "not on record that day"
