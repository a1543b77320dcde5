"""The words of the field. Each carries its meaning; nothing here knows of databases or pages.

Articles are those of the Vienna Convention on the Law of Treaties (1969) unless said otherwise.
"""

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

    Only ``non_binding`` lives the non-binding life; the others live the treaty life.
    """

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


class EndReason(Word):
    EXPIRED = "expired", "expired"
    DENOUNCED = "denounced", "denounced"
    LAPSED = "lapsed", "lapsed"


class ClauseKind(Word):
    DURATION = "duration", "duration"
    NOTICE_PERIOD = "notice_period", "notice period"


class Flag(Word):
    """What a reader must know beside a status."""

    COMPUTED = "computed_unconfirmed", "computed, unconfirmed"
    CONTESTED = "contested", "contested"
    CONSENT_NOT_ON_RECORD = "consent_not_on_record", "consent of a side not on record"
    START_NOT_ON_RECORD = "start_not_on_record", "start not on record"
    NOTICE_PENDING = "notice_pending", "notice of termination pending"


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

    def is_possible_in(self, code: int | None) -> bool:
        return self in type(self).possible_in(code)


class AgreementStatus(Status):
    """The life of an agreement. A treaty and a non-binding text have lives of their own."""

    NOT_YET = "not_yet", "nothing on record yet", 1
    TEXT_ADOPTED = "text_adopted", "text adopted", 2
    SIGNED = "signed", "signed", 4
    IN_FORCE = "in_force", "in force", 8
    ENDED = "ended", "ended", 16
    OPERATIVE = "operative", "operative", 32


class ParticipationStatus(Status):
    """One party's standing under one agreement."""

    NONE = "none", "no act on record", 1
    SIGNATORY = "signatory", "signatory", 2
    CONTRACTING = "contracting", "has consented, not yet bound", 4
    PARTY = "party", "party", 8
    FORMER = "former", "former party", 16


class By(Word):
    """Whose act it can be."""

    WHOLE = "whole", "the agreement as a whole"
    PARTY = "party", "one party"
    EITHER = "either", "one party, or all at once"


class Act(Word):
    """A dated act that can be recorded. Its law (whose it is, what it does, which date counts) is in ``derivation``."""

    TEXT_ADOPTED = "text_adopted", "adoption of the text"
    SIGNATURE = "signature", "signature"
    DOMESTIC_APPROVAL = "domestic_approval", "domestic approval"
    RATIFICATION = "ratification", "ratification"
    ACCESSION = "accession", "accession"
    SUCCESSION = "succession", "succession"
    ENTRY_INTO_FORCE = "entry_into_force", "entry into force"
    ENTRY_INTO_FORCE_FOR_PARTY = "entry_into_force_for_party", "entry into force for a party"
    AMENDMENT = "amendment", "amendment"
    NOTICE_OF_TERMINATION = "notice_of_termination", "notice of termination"
    EXPIRY = "expiry", "expiry"
    LAPSE = "lapse", "lapse"
    ISSUED = "issued", "issued"


class PairGroup(Word):
    """Where an agreement stands between two parties on a day. The first two bind or operate for certain."""

    IN_FORCE = "in_force", "in force"
    OPERATIVE = "operative", "operative, non-binding"
    POSSIBLY_IN_FORCE = "possibly_in_force", "possibly in force"
    SIGNED = "signed", "signed, not in force"
    POSSIBLY_SIGNED = "possibly_signed", "possibly signed"
    ENDED = "ended", "ended"
    NOT_YET = "not_yet", "not on record that day"
