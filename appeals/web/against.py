"""What stands against a notice by which a demand could come about, in words. Hypothetical, and no judgement."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties.actions.what_if import Target
from treaties.vocabulary import Act, Nature
from treaties.web.sentences import filled, some_day

NON_BINDING = gettext_lazy(
    "It is non-binding: no notice is possible, and none is needed. It can be discontinued at any time."
)
NO_CLAUSE = gettext_lazy(
    "No clause on denunciation is on record. It can be left only if the parties meant to allow that or its nature "
    "implies it, and with at least twelve months’ notice (Art. 56 VCLT)."
)
FOR_A_TERM = gettext_lazy("It runs for a term: it can be left to run out, and no clause lets it be denounced before.")


def against(target: Target) -> list[str]:
    """Empty where nothing on record does."""
    if target.has_ended:
        return [_("It had ended already: there is nothing left to end.")]
    if target.refusals:
        if target.facts.nature is Nature.NON_BINDING:
            return [str(NON_BINDING)]
        return [str(finding) for finding in target.refusals]
    found = []
    if target.possibly_ends_on:
        found.append(str(NO_CLAUSE))
    elif target.instead is Act.NOTICE_OF_NON_RENEWAL:
        found.append(str(FOR_A_TERM))
    if target.facts.nature in (Nature.CONTESTED, Nature.UNKNOWN):
        found.append(_("Its nature is contested or unknown: whether the law of treaties applies is not settled."))
    if target.survives_until:
        words = _("Some of its provisions would go on to apply until {day}.")
        found.append(filled(words, day=some_day(target.survives_until)))
    return found
