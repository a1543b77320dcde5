"""If a demand were granted, in words: for each agreement, the notice and the earliest end."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.queries.if_granted import IfGranted
from treaties.actions.what_if import Result, Target
from treaties.dates import in_words
from treaties.vocabulary import Act, Nature
from treaties.web.sentences import some_day

_DISCONTINUED = gettext_lazy(
    "Non-binding: no notice is possible, and none is needed. It can be discontinued: from that day it is followed no "
    "more."
)


@dataclass(frozen=True, slots=True)
class GrantedLine:
    """One agreement: what a notice on the appeal's day would have come to, and one on the day of the page."""

    supposed: IfGranted
    and_known: str = ""
    """What an address takes along of the state of knowledge that was asked for."""

    @property
    def notice_period(self) -> str:
        return self.supposed.now.notice_period

    @property
    def then(self) -> str:
        return _end(self.supposed.then)

    @property
    def now(self) -> str:
        return _end(self.supposed.now)

    @property
    def then_day(self) -> str:
        return in_words(self.supposed.then.day)

    @property
    def now_day(self) -> str:
        return in_words(self.supposed.now.day)

    @property
    def address(self) -> str:
        """The same question by itself, with all its reasons."""
        now = self.supposed.now
        asked = {"party": self.supposed.by.code, "act": str(now.act.act), "received_on": now.day.isoformat()}
        return f"{reverse('what_if')}?{urlencode(asked | {'agreement': now.agreement.slug})}{self.and_known}"


def _end(target: Target) -> str:
    """“ends 28 February 2027”, “not before 5 October 2025, if at all”, “ended already”."""
    if target.has_ended:
        return _("ended already")
    if target.refusals:
        return str(_DISCONTINUED) if target.facts.nature is Nature.NON_BINDING else target.refusals[0].sentence
    if target.ends_on:
        words = _("ends %(day)s") if target.result is Result.ENDS else _("ends for it %(day)s")
        return words % {"day": some_day(target.ends_on)} + _survives(target)
    if target.possibly_ends_on:
        return _("not before %(day)s, if at all (Art. 56)") % {"day": some_day(target.possibly_ends_on)}
    if target.instead is Act.NOTICE_OF_NON_RENEWAL:
        return _("not by denunciation: it runs for a term, and could only be not renewed")
    if target.outcome.ends_anyway_on:
        return _("no sooner than without it: %(day)s") % {"day": some_day(target.outcome.ends_anyway_on)}
    return target.outcome.effect.ground.label


def _survives(target: Target) -> str:
    if target.survives_until is None:
        return ""
    return _("; some provisions until %(day)s") % {"day": some_day(target.survives_until)}
