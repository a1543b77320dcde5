"""Who is a member of which union, and when: a member is bound through a union that is party while it is a member."""

from typing import ClassVar

from django.db import models

from treaties.models.journal import Recorded
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.models.parties import Party


class Membership(Recorded):
    """``member`` belongs to ``union`` from a day (closed) until a day (open), as far as known."""

    union = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="members")
    member = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships")
    since = PartialDateField(null=False)
    until = PartialDateField(help_text="The first day on which it is no longer a member")

    class Meta:
        ordering: ClassVar = ["union", "member", "since_earliest"]
        constraints = [
            *bounds_in_order("since", "until"),
            models.UniqueConstraint(fields=["union", "member", "since"], name="a_membership_begins_once"),
            models.CheckConstraint(condition=~models.Q(union=models.F("member")), name="no_union_is_its_own_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.union}"
