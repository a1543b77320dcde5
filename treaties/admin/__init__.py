"""The analysts' administration: Django's own, with facts to read and one button that records an act."""

from django.contrib import admin

from treaties.admin import (  # noqa: F401  each registers its models
    agreements,
    clauses,
    corrections,
    journal,
    judgements,
    participation,
    parties,
    people,
    sources,
    status_changes,
    timelines,
    webhooks,
)
from treaties.admin.review import proposals  # noqa: F401

admin.site.site_header = "Pacta"
admin.site.site_title = "Pacta administration"
admin.site.index_title = "The record"
admin.site.empty_value_display = "not on record"
