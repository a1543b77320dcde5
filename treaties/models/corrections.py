"""How the record mends itself in the open: a row says that another no longer stands, why, and what stands instead."""

from django.db import models

from treaties.models.arcs import points_to_one_of
from treaties.models.clauses import Clause
from treaties.models.journal import Recorded
from treaties.models.status_changes import StatusAssertion, StatusChange


class BaseCorrection(Recorded):
    """Corrects a row where a replacement is named, and retracts it where none is. A row is answered at most once; the
    replacement is a row like any other, and may be answered in its turn. What was known before stays known for then."""

    reason = models.TextField(help_text="Why the earlier row no longer stands")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reason

    @property
    def row(self) -> models.Model:
        """What no longer stands."""
        raise NotImplementedError

    @property
    def replacement(self) -> models.Model | None:
        raise NotImplementedError

    @property
    def is_retraction(self) -> bool:
        return self.replacement is None


def correction_constraints(*pairs: tuple[str, str]) -> list[models.BaseConstraint]:
    """``pairs`` are the columns of a row that no longer stands and of what stands instead, one pair per kind of row."""
    of_its_kind, another = models.Q(), models.Q()
    for row, replacement in pairs:
        of_its_kind &= models.Q(**{f"{replacement}__isnull": True}) | models.Q(**{f"{row}__isnull": False})
        another &= models.Q(**{f"{replacement}__isnull": True}) | ~models.Q(**{row: models.F(replacement)})
    return [
        models.CheckConstraint(condition=~models.Q(reason=""), name="%(class)s_has_a_reason"),
        models.CheckConstraint(condition=points_to_one_of(*(row for row, _ in pairs)), name="%(class)s_is_of_one_row"),
        models.CheckConstraint(condition=of_its_kind, name="%(class)s_puts_a_row_of_the_same_kind"),
        models.CheckConstraint(condition=another, name="%(class)s_is_not_of_itself"),
    ]


class Correction(BaseCorrection):
    """Of an act, of what a source asserts, or of a clause. The replacement is of the same agreement and block."""

    status_change = models.OneToOneField(
        StatusChange, on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )
    replacement_change = models.OneToOneField(
        StatusChange, on_delete=models.PROTECT, null=True, blank=True, related_name="corrects"
    )
    assertion = models.OneToOneField(
        StatusAssertion, on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )
    replacement_assertion = models.OneToOneField(
        StatusAssertion, on_delete=models.PROTECT, null=True, blank=True, related_name="corrects"
    )
    clause = models.OneToOneField(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    replacement_clause = models.OneToOneField(
        Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="corrects"
    )

    class Meta:
        constraints = correction_constraints(
            ("status_change", "replacement_change"),
            ("assertion", "replacement_assertion"),
            ("clause", "replacement_clause"),
        )

    @property
    def row(self) -> StatusChange | StatusAssertion | Clause:
        row = self.status_change or self.assertion or self.clause
        assert row, "a correction is of one row"
        return row

    @property
    def replacement(self) -> StatusChange | StatusAssertion | Clause | None:
        return self.replacement_change or self.replacement_assertion or self.replacement_clause
