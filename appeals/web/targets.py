"""What a demand is aimed at, in words."""

from django.utils.translation import gettext as _

from appeals.models import Target
from appeals.queries.expansion import parties_of
from appeals.vocabulary import TargetKind
from treaties.models import Participation
from treaties.vocabulary import Form, Topic
from treaties.web.sentences import capitalised, filled, joined, plain


def target_in_words(target: Target) -> str:
    """“All agreements in force between Azerbaijan and the United States on defence and security”. What we said of it in
    words of our own is added, where it says more."""
    made = _made(target)
    said = target.description
    if not made or not said or made.casefold() == said.casefold():
        return made or said or str(target)
    return filled(_("{target} ({description})"), target=made, description=said)


def _made(target: Target) -> str:
    match target.kind:
        case TargetKind.RULE:
            return rule_in_words(target)
        case TargetKind.PARTICIPATION if target.participation:
            return _part(target.participation)
        case TargetKind.AGREEMENT if target.agreement:
            return target.agreement.short_title
    return ""


def rule_in_words(rule: Target) -> str:
    one, other = parties_of(rule)
    words = [
        filled(_("All agreements in force between {one} and {other}"), one=one.sentence_name, other=other.sentence_name)
    ]
    if rule.rule_topic:
        words.append(filled(_("on {topic}"), topic=Topic(rule.rule_topic).label))
    if rule.rule_form:
        words.append(filled(_("that call themselves “{form}”"), form=Form(rule.rule_form).label))
    return plain(joined(words, _("{first} {then}")))


def _part(part: Participation) -> str:
    words = _("The part of {party} in {agreement}")
    return capitalised(filled(words, party=part.party.sentence_name, agreement=part.agreement.short_title))
