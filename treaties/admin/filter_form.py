"""The form at the side of a list that narrows it: by the parties, the status on a day, the source, who wrote it.

What is typed is kept. What is not understood is answered with what would be, and then nothing is listed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from treaties.dates import DateNotUnderstood, read_day, shorten
from treaties.models import Party
from treaties.queries.desk_lists import sources_meant, sources_to_offer
from treaties.queries.pair_reading import PairAnswer, read_pair
from treaties.queries.party_index import PartyAnswer, PartyIndex
from treaties.queries.party_search import known_parties
from treaties.vocabulary import Status, Word

NOT_UNDERSTOOD = 400


class Narrowing(forms.Form):
    """Subclasses add fields, and say in ``narrow`` what each leaves of the rows. An empty field leaves them all."""

    error_css_class = "errors"

    def __init__(self, request: HttpRequest, data: Mapping[str, Any]) -> None:
        self.request = request
        super().__init__(data, auto_id="filter-%s", label_suffix="")
        index = cache(known_parties)  # asked once for the whole form
        for field in self.fields.values():
            if isinstance(field, PartyField):
                field.index = index

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        raise NotImplementedError

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    @property
    def wrong(self) -> list[Any]:
        """The fields that were not understood; none while nothing is asked."""
        return [field for field in self if field.errors] if self.is_used else []


class NarrowedBy(admin.ListFilter):
    """The whole form as one filter of Django's, so that it combines with the others, with search, order and pages."""

    title = "more"
    template = "admin/treaties/filter_form.html"
    form_class: ClassVar[type[Narrowing]]

    def __init__(
        self, request: HttpRequest, params: dict[str, list[str]], model: Any, model_admin: admin.ModelAdmin
    ) -> None:
        super().__init__(request, params, model, model_admin)
        names = list(self.form_class.base_fields)
        asked = {name: params.pop(name) for name in names if name in params}
        self.used_parameters.update(asked)
        self.form = self.form_class(request, {name: values[-1] for name, values in asked.items()})
        self.others: list[tuple[str, str]] = []

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.form_class.base_fields)

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """No choices: what else the address says goes along with the form."""
        own = set(self.expected_parameters())
        kept = {name: values for name, values in changelist.filter_params.items() if name not in own}
        self.others = [(name, value) for name, values in kept.items() for value in values]
        return iter(())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.form.is_used:
            return queryset
        return self.form.narrow(queryset) if self.form.is_valid() else queryset.none()


class NarrowedList(admin.ModelAdmin):
    """A list with such a form. What the form does not understand is said above the list, and it is a bad request."""

    change_list_template = "admin/treaties/narrowed_list.html"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if ERROR_FLAG in request.GET:
            messages.warning(request, "The address asked for a filter that this list does not have: all is listed.")
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        specs = context["cl"].filter_specs if "cl" in context else []
        wrong = [field for spec in specs if isinstance(spec, NarrowedBy) for field in spec.form.wrong]
        if wrong:
            context["not_understood"] = wrong
            response.status_code = NOT_UNDERSTOOD
        return response


def narrowed_by(form: type[Narrowing]) -> type[NarrowedBy]:
    return type("NarrowedBy", (NarrowedBy,), {"form_class": form})


class Listed(forms.TextInput):
    """A text with suggestions that the browser shows while one types; without script. Fields may share a list."""

    template_name = "admin/treaties/listed.html"

    def __init__(self, offers: Callable[[], Sequence[tuple[str, str]]], *, shared: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offers, self.shared = offers, shared

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {"list": f"offers-{self.shared or name}", "autocomplete": "off"}
        return context if self.shared else context | {"list": f"offers-{name}", "offers": self.offers()}


class PartyField(forms.CharField):
    """A party, or two at once: ``AZ``, ``azerbaijan``, ``AZ-US``, ``azerbaijan usa``. Cleans to a tuple of parties."""

    def __init__(self, *, shared: str = "", **kwargs: Any) -> None:
        self.index: Callable[[], PartyIndex] = known_parties
        widget = Listed(lambda: _offered(self.index()), shared=shared)
        super().__init__(required=False, max_length=200, widget=widget, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "PartyField":
        """The offers are those of the copy: a form reads the index once."""
        copied = super().__deepcopy__(memo)
        copied.widget.offers = lambda: _offered(copied.index())
        return copied

    def clean(self, value: Any) -> tuple[Party, ...]:
        text = super().clean(value)
        if not text:
            return ()
        one = self.index().find(text)
        if one.party:
            return (Party(pk=one.party.id),)
        two = read_pair(self.index(), text)
        if two.pair:
            return tuple(Party(pk=party.id) for party in two.pair)
        raise ValidationError(_not_understood(one, two), code="party_not_understood")


def _offered(index: PartyIndex) -> list[tuple[str, str]]:
    found = {party for parties in index.codes.values() for party in parties}
    return [(party.name, party.code) for party in sorted(found, key=lambda one: one.name)]


def _not_understood(one: PartyAnswer, two: PairAnswer) -> str:
    """With what it may mean."""
    said = f"“{one.asked}”"
    if one.choices:
        return f"{said} may mean {_or(party.name for party in one.choices)}: which one?"
    if two.choices:
        return f"{said} may mean {_or(f'{a.name} and {b.name}' for a, b in two.choices[:3])}: which pair?"
    if two.twice:
        return f"{said} is the same party twice; write two, such as AZ-US."
    if two.understood:
        return f"In {said} only {two.understood.name} is understood; write codes or names, such as AZ-US."
    near = f" Near to it: {_or(party.name for party in one.nearest)}." if one.nearest else ""
    return f"{said} is no party on record; write a code or a name, or two: AZ, Azerbaijan, AZ-US.{near}"


def _or(words: Any) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


class DayField(forms.CharField):
    """One day; a month or a year means its last day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 60} | kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_day(text) if text else None
        except DateNotUnderstood as error:
            raise ValidationError(str(error), code="date_not_understood") from None


class WordField(forms.ChoiceField):
    """One of a vocabulary."""

    def __init__(
        self, words: type[Word] | type[Status], *, also: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        self.words = [*((str(word), _capital(word.label)) for word in words), *also]
        super().__init__(required=False, choices=[("", "Any"), *self.words], **kwargs)

    def validate(self, value: str) -> None:
        if value and value not in dict(self.words):
            accepted = ", ".join(code for code, _ in self.words)
            raise ValidationError(f"“{shorten(value)}” is none of these: {accepted}.", code="not_of_the_vocabulary")


class SourceField(forms.CharField):
    """Sources by their slug, or by words of title and publisher. Cleans to the ids of those that are meant."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=400, widget=Listed(_sources), **kwargs)

    def clean(self, value: Any) -> list[int] | None:
        text = super().clean(value)
        if not text:
            return None
        found = sources_meant(text)
        if not found:
            raise ValidationError(
                f"“{shorten(text)}” is no source on record; write its short name, or words of its title or publisher.",
                code="source_not_understood",
            )
        return found


def _sources() -> list[tuple[str, str]]:
    return sources_to_offer()


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
