"""Who held an office, as far as appeals on record say so: there is no table of office-holders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from appeals.models import Addressee, Appeal

MOST = 5
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Holder:
    """A name under which an office was addressed, and the appeal whose day that was."""

    name: str
    appeal: Appeal

    def away(self, day: date | None) -> int:
        """Days between; of an unknown day, none."""
        other = self.appeal.issued_on and self.appeal.issued_on.latest
        return abs((other - day).days) if other and day else 0


def held_office(office: str, *, on: date | None, but: int | None = None) -> list[Holder]:
    """Each name once, by the appeal that is nearest to the day. ``but`` leaves out an appeal. Two statements."""
    if not office.strip():
        return []
    found = sorted(_addressed(office.strip(), but), key=lambda holder: holder.away(on))
    nearest: dict[str, Holder] = {}
    for holder in found:
        nearest.setdefault(holder.name.casefold(), holder)
    return list(nearest.values())[:MOST]


def _addressed(office: str, but: int | None) -> Iterator[Holder]:
    appeals = Appeal.objects.filter(addressee_office__iexact=office).exclude(addressee_name="").exclude(pk=but or 0)
    for appeal in appeals[:LOOKED_AT]:
        yield Holder(appeal.addressee_name, appeal)
    further = Addressee.objects.filter(office__iexact=office).exclude(name="").exclude(appeal=but)
    for addressee in further.select_related("appeal").order_by("-pk")[:LOOKED_AT]:
        yield Holder(addressee.name, addressee.appeal)
