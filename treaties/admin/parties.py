"""Parties, their codes and names, and who follows whom."""

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.admin.reading import ReadOnlyAdmin, WithSources, days, lines
from treaties.models import Membership, Party, PartyCode, PartyName, Succession
from treaties.queries.citations import with_sources


@admin.register(Party)
class PartyAdmin(WithSources, ReadOnlyAdmin):
    list_display = ("name", "code", "kind", days("exists_from"), days("exists_until"))
    list_filter = ("kind",)
    search_fields = ("name", "code", "names__name")
    search_help_text = "A code, or a name in any language"
    fields = (
        "name",
        "sentence_name",
        "code",
        "kind",
        "exists_from",
        "exists_until",
        "note",
        "other_codes",
        "all_names",
        "predecessors",
        "successors",
        "sources",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        parties = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "treaties_party_changelist":
            return parties
        return parties.prefetch_related(
            "codes",
            Prefetch("names", PartyName.objects.order_by("language", "pk")),
            Prefetch("predecessors", Succession.objects.select_related("predecessor")),
            Prefetch("successors", Succession.objects.select_related("successor")),
            with_sources(),
        )

    @admin.display(description="Other codes")
    def other_codes(self, party: Party) -> SafeString:
        return lines(f"{code.scheme}: {code.code}" for code in party.codes.all())

    @admin.display(description="Names")
    def all_names(self, party: Party) -> SafeString:
        names = party.names.all()
        return lines(
            format_html('{} <span lang="{}">{}</span> ({})', n.language, n.language, n.name, n.get_kind_display())
            for n in names
        )

    @admin.display(description="Follows")
    def predecessors(self, party: Party) -> SafeString:
        return lines(f"{one.predecessor}, {one.get_kind_display()}{_when(one)}" for one in party.predecessors.all())

    @admin.display(description="Followed by")
    def successors(self, party: Party) -> SafeString:
        return lines(f"{one.successor}, {one.get_kind_display()}{_when(one)}" for one in party.successors.all())


def _when(succession: Succession) -> str:
    return f", {succession.happened_on.words()}" if succession.happened_on else ""


@admin.register(PartyCode)
class PartyCodeAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("code", "scheme", "party")
    list_filter = ("scheme",)
    list_select_related = ("party",)
    search_fields = ("code", "party__name")


@admin.register(PartyName)
class PartyNameAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("name", "language", "kind", "party", days("used_from"), days("used_until"))
    list_filter = ("kind", "language")
    list_select_related = ("party",)
    search_fields = ("name",)


@admin.register(Succession)
class SuccessionAdmin(ReadOnlyAdmin):
    is_detail = True
    list_display = ("successor", "predecessor", "kind", days("happened_on"))
    list_filter = ("kind",)
    list_select_related = ("successor", "predecessor")


@admin.register(Membership)
class MembershipAdmin(WithSources, ReadOnlyAdmin):
    is_detail = True
    list_display = ("member", "union", days("since"), days("until"))
    list_filter = ("union",)
    list_select_related = ("union", "member")
    search_fields = ("member__name", "union__name")
    fields = ("member", "union", "since", "until", "sources")
