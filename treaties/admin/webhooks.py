"""Webhooks: the addresses that are told of new blocks, what became of the messages, and buttons. For superusers, and
for those to whom one gives the permissions."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache

from treaties.actions.deliveries import disable, enable, make_secret
from treaties.admin.mending.mended import admin_url
from treaties.admin.reading import lines
from treaties.exporting.webhooks.delivering import last_block, send_test
from treaties.exporting.webhooks.sending import why_not
from treaties.models import Attempt, Endpoint

SHOWN = 30
"""Attempts on the page of an endpoint."""
STATE = ("state", "told", "next_attempt", "earlier_secret", "made_by", "made_at", "latest_attempts")


class EndpointForm(forms.ModelForm):
    """Where to, whose it is, and, for a new one, from where on."""

    after_block = forms.IntegerField(
        min_value=0,
        required=False,
        label="From where on",
        help_text="It is told of every block after this one. The last one: of what is recorded from now on.",
    )

    class Meta:
        model = Endpoint
        fields = ("url", "description")
        labels = {"url": "Address"}
        widgets = {"url": forms.URLInput(attrs={"class": "vURLField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["after_block"]
        else:
            self.fields["after_block"].initial = last_block()

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if problem := why_not(url, may_be_private=settings.WEBHOOKS_TO_PRIVATE_NETWORKS):
            raise forms.ValidationError(problem)
        return url

    def clean_after_block(self) -> int:
        given, head = self.cleaned_data["after_block"], last_block()
        if given is not None and given > head:
            raise forms.ValidationError(f"The last block is {head}.")
        return head if given is None else given


@admin.register(Endpoint)
class EndpointAdmin(admin.ModelAdmin):
    form = EndpointForm
    list_display = ("url", "description", "state", "told")
    search_fields = ("url", "description")
    actions: Any = None

    class Media:
        css = {"all": ["treaties/admin.css"]}

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return ["url", "description", *(STATE if obj else ("after_block",))]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return [*STATE]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Endpoint]:
        return super().get_queryset(request).select_related("made_by")

    def save_model(self, request: HttpRequest, obj: Endpoint, form: Any, change: bool) -> None:
        """Its place in the journal is the sender's, who may be at work."""
        if change:
            obj.save(update_fields=["url", "description"])
            return
        obj.made_by_id, obj.block = request.user.pk, form.cleaned_data["after_block"]
        obj.save()

    def response_add(self, request: HttpRequest, obj: Endpoint, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, "It is added. Make its secret now: nothing is sent before.")
        return redirect(admin_url(obj))

    def get_urls(self) -> list[URLPattern]:
        do = path("<path:pk>/do/", self.admin_site.admin_view(self.do_view), name="treaties_endpoint_do")
        return [do, *super().get_urls()]

    @method_decorator(never_cache)
    def do_view(self, request: HttpRequest, pk: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        endpoint = self.get_object(request, unquote(pk))
        if not self.has_change_permission(request, endpoint):
            raise PermissionDenied
        if endpoint is None:
            raise Http404
        if request.POST.get("do") == "secret":
            return self._new_secret(request, endpoint)
        self._do(request, endpoint, request.POST.get("do", ""))
        return redirect(admin_url(endpoint))

    def _do(self, request: HttpRequest, endpoint: Endpoint, wanted: str) -> None:
        at = timezone.now()
        match wanted:
            case "test" if endpoint.seed:
                done = send_test(endpoint, now=timezone.now)
                if done and not done.error:
                    messages.success(request, f"It arrived, and was answered by {done.status}.")
                else:
                    messages.error(request, done.error if done else "Its secret is lost: make a new one.")
            case "disable":
                disable(endpoint, because=f"By {request.user.get_username()}.", at=at)
                self.log_change(request, endpoint, "Disabled")
            case "enable":
                enable(endpoint, at=at)
                self.log_change(request, endpoint, "Enabled")

    def _new_secret(self, request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
        """Shown in the answer itself, and kept in no message and no session. Of a form that is sent twice, or again
        later, the second makes none."""
        made = None
        if request.POST.get("mark", "") == endpoint.mark:
            made = make_secret(endpoint, at=timezone.now())
            self.log_change(request, endpoint, "A new secret")
        context = {
            **self.admin_site.each_context(request),
            "title": "The secret of a webhook",
            "opts": self.opts,
            "endpoint": endpoint,
            "secret": made and str(made),
        }
        template = "admin/treaties/endpoint/secret.html"
        return TemplateResponse(request, template, context, status=200 if made else 409)

    @admin.display(description="State")
    def state(self, endpoint: Endpoint) -> str:
        if endpoint.disabled_at:
            return f"Disabled since {_moment(endpoint.disabled_at)}. {endpoint.disabled_because}"
        if not endpoint.seed:
            return "Waits for its secret: make it, and nothing is sent before"
        if endpoint.failing_since:
            return f"Failed {endpoint.failures} times in a row since {_moment(endpoint.failing_since)}"
        return "On"

    @admin.display(description="Told of all up to", ordering="block")
    def told(self, endpoint: Endpoint) -> str:
        return f"block {endpoint.block} of {last_block()}"

    @admin.display(description="Next attempt")
    def next_attempt(self, endpoint: Endpoint) -> str:
        if endpoint.disabled_at:
            return "None while it is disabled"
        if not endpoint.seed:
            return "None before its secret is made"
        if endpoint.block >= last_block():
            return "With the next block"
        return f"From {_moment(endpoint.not_before)} on"

    @admin.display(description="Earlier secret")
    def earlier_secret(self, endpoint: Endpoint) -> str:
        until = endpoint.earlier_until
        return f"Counts until {_moment(until)}" if until and until > timezone.now() else "None counts"

    @admin.display(description="Latest attempts")
    def latest_attempts(self, endpoint: Endpoint) -> SafeString:
        return lines(_told(attempt) for attempt in endpoint.attempts.all()[:SHOWN])


def _told(attempt: Attempt) -> str:
    came = f"not arrived: {attempt.error.rstrip('.')}" if attempt.error else f"arrived ({attempt.status})"
    what = "test" if attempt.block is None else f"block {attempt.block}"
    return f"{_moment(attempt.at)}, {what}: {came}, after {attempt.took_ms} ms"


def _moment(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
