"""The agreements on record, by title: all, or those with words, of a topic, of a nature."""

from dataclasses import dataclass
from datetime import date

from treaties.models import Agreement
from treaties.queries.as_known import code_as_known, story_as_known
from treaties.queries.keyset import Page, Position, page_of
from treaties.queries.search import with_words
from treaties.vocabulary import Nature, Topic

SIZE = 100


@dataclass(frozen=True, slots=True)
class AskedAgreements:
    """What the list is narrowed to; ``text`` are words of titles and numbers."""

    text: str = ""
    topic: Topic | None = None
    nature: Nature | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.topic or self.nature)


def agreements_page(
    asked: AskedAgreements, *, on: date, known_at: int | None = None, after: Position | None = None
) -> Page:
    """A hundred with ``status_code`` and ``story_step`` of the day, as known at a block or now. One statement."""
    agreements = Agreement.objects.known_at(known_at)
    if asked.text:
        agreements = with_words(agreements, asked.text, known_at=known_at)
    if asked.topic:
        agreements = agreements.filter(topics__contains=[asked.topic])
    if asked.nature:
        agreements = agreements.filter(nature=asked.nature)
    agreements = agreements.annotate(
        status_code=code_as_known(on, known_at), story_step=story_as_known(on, known_at)
    ).defer("days", "codes", "story", "search_key")
    return page_of(agreements, by="title", size=SIZE, after=after)
