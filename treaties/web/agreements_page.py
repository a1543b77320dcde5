"""The list of agreements: by title, narrowed by words, topic and nature, each with its sign on the day."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from treaties.queries.agreement_list import AskedAgreements, agreements_page
from treaties.vocabulary import Nature, Topic, Word
from treaties.web.agreement_listed import ListedAgreement
from treaties.web.days import AskedDay
from treaties.web.lists import NotInTheList, asked_place, asked_text, asked_word, following

OK, BAD_REQUEST = 200, 400
KEPT = ("q", "topic", "nature", "on", "known_at")

type Choice = tuple[str, str, bool]
"""Of a field: value, words, whether it is chosen."""


@dataclass(frozen=True)
class AgreementsPage:
    """Everything that the template shows. With a problem nothing is listed."""

    request: HttpRequest
    day: AskedDay
    listed: Sequence[ListedAgreement] = ()
    next: str = ""
    problem: str = ""
    is_narrowed: bool = False

    @property
    def status(self) -> int:
        return BAD_REQUEST if self.problem else OK

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "")[:400]

    @property
    def is_continued(self) -> bool:
        return bool(self.request.GET.get("after"))

    @property
    def topics(self) -> list[Choice]:
        return choices_of(Topic, self.request.GET.get("topic", ""))

    @property
    def natures(self) -> list[Choice]:
        return choices_of(Nature, self.request.GET.get("nature", ""))


def choices_of(words: type[Word], chosen: str) -> list[Choice]:
    return [("", _("all"), not chosen), *((str(word), word.label, word == chosen) for word in words)]


def agreements_of_request(request: HttpRequest, day: AskedDay) -> AgreementsPage:
    """One statement; none with a problem."""
    try:
        asked = AskedAgreements(
            asked_text(request), asked_word(request, "topic", Topic), asked_word(request, "nature", Nature)
        )
        after = asked_place(request)
    except NotInTheList as error:
        return AgreementsPage(request, day, problem=str(error))
    page = agreements_page(asked, on=day.on, known_at=day.known_at, after=after)
    listed = [ListedAgreement(one) for one in page.rows]
    return AgreementsPage(
        request, day, listed, following(request, page.goes_on_after, keep=KEPT), is_narrowed=asked.is_narrowed
    )
