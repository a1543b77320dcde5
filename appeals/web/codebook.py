"""The words of appeals in the codebook."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from appeals import vocabulary
from treaties.web.codebook import Section, Text, sections_of

ABOUT: dict[type[StrEnum], tuple[Text, Text]] = {
    vocabulary.AppealKind: (_("Kind of appeal"), _("What the letter or text is. An appeal never changes a status.")),
    vocabulary.TextHeld: (_("Text held"), _("How much of an appeal’s text this record rests on.")),
    vocabulary.TextVersion: (_("Version of a text"), _("Which version of an appeal’s text a copy is of.")),
    vocabulary.SignatoryKind: (
        _("Kind of signatory"),
        _("Who signed. Only public roles are kept: a person signs as a member or holder of something."),
    ),
    vocabulary.PartyRole: (_("Role in an appeal"), _("How a party comes into an appeal.")),
    vocabulary.CountKind: (_("Count of signatories"), _("What a source’s number of signatories is.")),
    vocabulary.DemandAction: (_("Demand"), _("What a demand asks to be done.")),
    vocabulary.TargetKind: (_("Target of a demand"), _("What a demand is aimed at.")),
    vocabulary.Caught: (
        _("Meant by a demand"),
        _("How an agreement comes to be meant by a demand, on the appeal’s day."),
    ),
    vocabulary.ResponseKind: (_("Response"), _("How somebody answered. A response is not an outcome.")),
    vocabulary.OutcomeKind: (_("Outcome of a demand"), _("What came of a demand, as somebody asserts.")),
    vocabulary.AppealRelationKind: (
        _("Relation of appeals"),
        _("How one appeal stands to another: from, relation, to."),
    ),
    vocabulary.LinkRelation: (
        _("Link to an act"),
        _("How an appeal relates to an act, by an analyst’s judgement; never that one brought about the other."),
    ),
    vocabulary.Grade: (_("Grade of a link"), _("How well a link is supported, the strongest first.")),
}


def codebook_sections() -> list[Section]:
    return list(sections_of(ABOUT))
