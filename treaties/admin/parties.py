"""Parties, their codes and names, and who follows whom."""

from django.contrib import admin
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from treaties.admin.journal_history import Names, Part, WithJournal, own_words
from treaties.admin.reading import ReadOnlyAdmin, WithSources, days, lines
from treaties.models import Citation, Membership, NameInSource, Party, PartyCode, PartyName, Succession
from treaties.queries.citations import with_sources


@admin.register(Party)
class PartyAdmin(WithJournal, WithSources, ReadOnlyAdmin):
    list_display = ("name", "code", "kind", days("exists_from"), days("exists_until"))
    list_filter = ("kind",)
    search_fields = ("name", "code", "names__name")
    search_hint = "A code, or a name in any language"
    change_list_template = "admin/treaties/narrowed_list.html"
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

    def told_of(self, party: Party) -> list[Part]:
        of, about = {"party": party}, Q(predecessor=party) | Q(successor=party)
        return [
            Part(Party.objects.filter(pk=party.pk), own_words),
            Part(PartyCode.objects.filter(**of), lambda code, _: f"{code.scheme} {code.code}"),
            Part(PartyName.objects.filter(**of), _name_in_words),
            Part(Succession.objects.filter(about), _succession_in_words),
            Part(Membership.objects.filter(Q(member=party) | Q(union=party)), _membership_in_words),
            Part(NameInSource.objects.filter(**of), lambda name, _: f"“{name.name}”", one="name answered for a source"),
            Part(Citation.objects.filter(**of)),
        ]

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


def _name_in_words(name: PartyName, names: Names) -> str:
    return f"“{name.name}” ({name.language}, {name.get_kind_display()})"


def _succession_in_words(one: Succession, names: Names) -> str:
    parties = names[Party]
    return f"{parties[one.successor_id]} follows {parties[one.predecessor_id]}, {one.get_kind_display()}{_when(one)}"


def _membership_in_words(one: Membership, names: Names) -> str:
    parties = names[Party]
    since = f", since {one.since.words()}" if one.since else ""
    return f"{parties[one.member_id]} in {parties[one.union_id]}{since}"


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
