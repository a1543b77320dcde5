"""Status changes: dated acts, recorded once and never edited; and what sources say the status was."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Coalesce

from treaties.derivation.law import SIGNS
from treaties.models.agreements import Agreement
from treaties.models.journal import Recorded
from treaties.models.partial_dates import PartialDateField, bounds_in_order
from treaties.models.participation import Participation
from treaties.models.parties import Party
from treaties.vocabulary import Act, AgreementStatus, EndReason, Scope

SIGNED = sorted(str(act) for act in SIGNS | {Act.ISSUED})
"""By these acts an agreement is signed or, where it binds nobody, issued."""
NO_DAY = date.max
"""Where an act stands in the order of days when no day of it is on record."""


def first_day_of_act(*, undated: date = NO_DAY) -> Coalesce:
    """What acts are listed by: the first possible day of the first date known of done, received and effective;
    ``undated`` where none is."""
    names = ("done_on", "received_on", "effective_on")
    bounds = [models.F(f"{name}_{end}") for name in names for end in ("earliest", "latest")]
    return Coalesce(*bounds, models.Value(undated), output_field=models.DateField())


class CorrectableQuerySet[M: models.Model](models.QuerySet[M]):
    def standing(self, known_at: int | None = None) -> Self:
        """Rows that stand: on record by that block, and neither corrected nor retracted by then; now, without one."""
        if known_at is None:
            return self.filter(correction=None)
        unanswered = models.Q(correction=None) | models.Q(correction__block__gt=known_at)
        return self.filter(unanswered, block__lte=known_at)


class StatusChange(Recorded):
    """One act, by one party (``participation``) or by the agreement as a whole (NULL). Only known dates are filled."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="status_changes")
    slug = models.SlugField(max_length=160, unique=True)
    act = models.CharField(max_length=32, choices=Act.choices())
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="status_changes", null=True, blank=True
    )
    done_by_predecessor = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Whose act it was, if not its own",
    )
    done_on = PartialDateField(help_text="Signed, deposited, voted, sent")
    received_on = PartialDateField(help_text="Received by the other side or the depositary (Arts 16, 78)")
    effective_on = PartialDateField(help_text="When it took or takes effect, as asserted or agreed")
    ends_on = PartialDateField(
        help_text="When what it began is over, if it says so: a suspension, a survival, a renewed term"
    )
    published_on = PartialDateField()
    scope = models.CharField(max_length=10, choices=Scope.choices(), default=Scope.WHOLE, db_default=Scope.WHOLE)
    towards = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="The other party, or the territory, that its scope is limited to",
    )
    about = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="answers",
        null=True,
        blank=True,
        help_text="The act that it answers: the notice revoked, the reservation objected to",
    )
    order_on_day = models.SmallIntegerField(default=0, help_text="The order among acts of one day, lowest first")
    place = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)

    objects = CorrectableQuerySet["StatusChange"].as_manager()

    class Meta:
        ordering: ClassVar = ["agreement", "pk"]
        constraints = [
            *bounds_in_order("done_on", "received_on", "effective_on", "published_on", "ends_on"),
            models.CheckConstraint(
                condition=models.Q(act__in=[str(act) for act in Act]), name="an_act_is_of_the_vocabulary"
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=[str(scope) for scope in Scope]), name="a_scope_is_of_the_vocabulary"
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=[Scope.PAIR, Scope.TERRITORY], towards__isnull=False)
                | models.Q(scope__in=[Scope.WHOLE, Scope.PART], towards__isnull=True),
                name="a_limited_scope_names_whom_it_is_limited_to",
                violation_error_message="Say towards which party, or for which territory: only then, and always then.",
            ),
            models.CheckConstraint(condition=~models.Q(about=models.F("id")), name="no_act_answers_itself"),
        ]
        indexes: ClassVar = [
            models.Index(first_day_of_act(), "id", name="acts_by_first_day"),
            models.Index(first_day_of_act(undated=date.min), "id", name="acts_by_last_day"),
            models.Index(
                "agreement", first_day_of_act(), name="signings_of_agreements", condition=models.Q(act__in=SIGNED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.agreement}"


class StatusAssertion(Recorded):
    """A source says that on a day the status was so. It changes nothing; it agrees or conflicts with the record."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="assertions")
    slug = models.SlugField(max_length=120, unique=True)
    asserted_on = PartialDateField(null=False, help_text="The day on which, the source says, the status was so")
    status = models.CharField(max_length=16, choices=[(str(s), s.label) for s in AgreementStatus])
    since = PartialDateField(help_text="Since when, if the source says so")
    reason = models.CharField(max_length=24, choices=EndReason.choices(), blank=True)
    note = models.TextField(blank=True)

    objects = CorrectableQuerySet["StatusAssertion"].as_manager()

    class Meta:
        ordering: ClassVar = ["agreement", "pk"]
        constraints = [
            *bounds_in_order("asserted_on", "since"),
            models.CheckConstraint(
                condition=models.Q(status__in=[str(s) for s in AgreementStatus]),
                name="an_asserted_status_is_of_the_vocabulary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} on {self.asserted_on}: {self.agreement}"
