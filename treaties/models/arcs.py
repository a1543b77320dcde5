"""Rows that point to one of several kinds of rows."""

from django.db import models


def points_to_one_of(*columns: str) -> models.Q:
    """Exactly one of the columns is filled."""
    condition = models.Q()
    for filled in columns:
        condition |= models.Q(**{f"{column}__isnull": column != filled for column in columns})
    return condition
