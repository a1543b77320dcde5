"""What a demand is aimed at, and what it caught, in words."""

from appeals.models import CaughtAgreement, Target
from appeals.vocabulary import TargetKind
from treaties.vocabulary import AgreementStatus, Form, Topic


def target_words(target: Target) -> str:
    """“All agreements in force between Azerbaijan and the United States on aid”."""
    match target.kind:
        case TargetKind.RULE if target.rule_one and target.rule_other:
            one, other = target.rule_one.sentence_name, target.rule_other.sentence_name
            on = f" on {Topic(target.rule_topic).label}" if target.rule_topic else ""
            called = f" called “{Form(target.rule_form).label}”" if target.rule_form else ""
            made = f"All agreements in force between {one} and {other}{on}{called}"
        case TargetKind.PARTICIPATION if target.participation:
            part = target.participation
            made = f"The part of {part.party.sentence_name} in {part.agreement.short_title}"
        case TargetKind.AGREEMENT if target.agreement:
            made = target.agreement.short_title
        case _:
            return f"{target.get_kind_display().capitalize()}: {target.description}"
    return f"{made} ({target.description})" if target.description else made


def status_words(caught: CaughtAgreement) -> str:
    """The statuses possible on the day of the appeal, as then known; empty where none is on record."""
    return " or ".join(status.label for status in AgreementStatus.possible_in(caught.status_code))
