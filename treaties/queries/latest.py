"""What the latest record says, for a page that shows an earlier state of knowledge."""

from datetime import date

from treaties.derivation.stories import path_from
from treaties.derivation.timeline import Path
from treaties.models import Agreement
from treaties.models.timelines import StatusOn, StoryOn
from treaties.vocabulary import AgreementStatus


def latest_status(agreement: Agreement, *, on: date) -> list[tuple[AgreementStatus, Path]]:
    """The statuses that are possible that day, each with what it rests on. One statement."""
    steps = Agreement.objects.filter(pk=agreement.pk).values_list(StatusOn(on), StoryOn(on))
    code, story = steps.get()
    return [(status, path_from(story, status)) for status in AgreementStatus.possible_in(code)]
