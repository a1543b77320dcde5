"""Named places where another app adds its part: a section of a page, a part of an answer, a field of a form.

Nothing here knows who fills them; each is filled once, when that app is ready.
"""

from collections.abc import Callable
from typing import Any

type Part = Callable[..., Any]


class Slot:
    """A place for parts. Each part is called with the arguments that the slot's purpose names."""

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose
        self.parts: list[Part] = []

    def fill(self, part: Part) -> None:
        if part not in self.parts:
            self.parts.append(part)

    def __call__(self, *args: Any, **kwargs: Any) -> list[Any]:
        """What each part returns, in the order in which the slot was filled."""
        return [part(*args, **kwargs) for part in self.parts]


PAIR_SECTIONS = Slot("sections of the pair page: (pair: CountryPair, day: AskedDay) → safe HTML")
AGREEMENT_SECTIONS = Slot("sections of the agreement page: (file: AgreementFile, day: AskedDay) → safe HTML")
ACT_NOTES = Slot("notes under acts: (agreement, known_at=None, query='', beside=None) → {slug of an act: safe HTML}")
AGREEMENT_HISTORY = Slot("what else was recorded about an agreement: (file: AgreementFile) → [(block number, words)]")
PARTY_SECTIONS = Slot("sections of a party's page: (party: Party, day: AskedDay) → safe HTML")
CHANGES = Slot("what else was recorded, and happened: (asked: recorded_changes.Asked) → OtherChanges")
CODEBOOK = Slot("further words of the codebook: () → [Section]")
SITEMAP = Slot("further parts of the sitemap: () → SitemapPart")
COUNTED = Slot("what else the record holds: () → [(words for a number, query set to count)]")
PAIR_API_PARTS = Slot("members of the pair's API answer: (pair: CountryPair) → {member: JSON}")
AGREEMENT_API_PARTS = Slot("members of an agreement's API answer: (agreement, known_at=None) → {member: JSON}")
AGREEMENT_API_INCLUDES = Slot("members of agreements on request: (keys, including.Moment) → {key: {member: JSON}}")
AGREEMENT_API_FILTERS = Slot("filters of the API's list of agreements: () → filtering.Filter")
ACT_API_FILTERS = Slot("filters of the API's list of status changes: () → filtering.Filter")
ACT_API_PARTS = Slot("members of status changes in the API: (status changes, known_at=None) → {slug: {member: JSON}}")
RECORD_FORM_PARTS = Slot("parts of the form that records an act: (agreement, data, corrected act or None) → RecordPart")
SOURCE_API_LISTS = Slot("lists of the API that take a source: () → {kind of fact: name of the route}")
PICTURE_FLAGS = Slot("flags above a timeline picture: (a CountryPair or an AgreementFile) → [(PartialDate, words)]")
DESK = Slot("sections of the desk: (request) → DeskSection, or None for who may not see it")
CITING = Slot("what else cites a source: (source) → query set of citations")
IMPORT_PAGES = Slot("pages of the administration that take files in: (request) → [(words, address)]")
ACT_PAGES = Slot("pages of an act: () → (name, view(model_admin, request, pk), button(request, act) → (words, url))")
TOLD_OF = Slot("what webhooks name of a block beside agreements: () → (member, model with slugs)")
PUBLIC_TABLES = Slot("further public tables: () → [exporting.tables.Declared]")
