"""Links between appeals and acts. A link is made with the act, on the agreement's page."""

from django.contrib import admin

from appeals.models import Link
from treaties.admin.reading import ReadOnlyAdmin


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin):
    list_display = ("appeal", "demand", "relation", "grade", "in_part", "status_change")
    list_filter = ("relation", "grade")
    list_select_related = ("appeal", "demand", "status_change__agreement")
    search_fields = ("appeal__title", "status_change__agreement__title")
