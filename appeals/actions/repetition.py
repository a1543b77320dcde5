"""Whether what is about to be recorded about appeals is on record already.

Blocks are opened one after another, so that of two equal entries sent at once the second one sees the first.
"""

from typing import Any

from django.db.models import QuerySet

from appeals.models import Appeal
from treaties.dates import PartialDate
from treaties.rules.findings import Finding, Refused


def refuse_repeated(*, issuing_body: str, title: str, issued_on: PartialDate) -> None:
    """Raises Refused where the same body's appeal of that title and day is on record: a form that is sent twice."""
    same = Appeal.objects.filter(issuing_body__iexact=issuing_body, title__iexact=title, issued_on=issued_on).first()
    if same:
        words = f"This appeal is already on record: {same.title}, {issued_on.words()}, at {same.get_absolute_url()}."
        raise Refused(Finding("already_on_record", words, field="title"))


def refuse_twice(alike: QuerySet[Any], **said: Any) -> None:
    """Raises Refused where what is about to be written is on record: a button that was pressed twice."""
    if any(all(getattr(one, name) == value for name, value in said.items()) for one in alike):
        raise Refused(Finding("already_on_record", "Just this is already on record."))
