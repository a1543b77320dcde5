"""What the database refuses, in words: a constraint is named as the sentence it protects."""

from django.apps import apps
from django.db import DataError, IntegrityError
from django.db.models import BaseConstraint

from treaties.rules.findings import Finding


def finding_of(error: IntegrityError | DataError) -> Finding:
    """The refusal as a finding: its code is the name of the constraint."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if name:
        return Finding(name, messages().get(name) or f"{name.replace('_', ' ').capitalize()}.")
    words = getattr(diagnosis, "message_primary", None) or "the record does not take this"
    return Finding("refused_by_the_database", f"The database refused: {words}.")


def messages() -> dict[str, str]:
    """The messages that constraints carry, by their names."""
    constraints: list[BaseConstraint] = [c for model in apps.get_models() for c in model._meta.constraints]
    return {
        constraint.name: str(constraint.violation_error_message)
        for constraint in constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    }
