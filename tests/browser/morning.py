"""A morning at the desk: proposals wait, a copy is kept, names stand under the letter; written as people write them."""

from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from appeals.models import Appeal
from tests.browser.at_the_desk import BIT, account
from tests.factories.analysts import filled_in, record_url
from tests.treaties.rules.test_evidence import PDF
from treaties.models import Agreement, Proposal, Source

EDITOR, OTHER, CONTRIBUTOR = "editor", "second-editor", "contributor"


def prepare() -> None:
    """Accounts of an editor, a second one and a contributor; two proposals, of which one is against a rule; a copy."""
    editor, _, contributor = entered(EDITOR), entered(OTHER), entered(CONTRIBUTOR, "contributors")
    register = Source.objects.get(slug="unctad-iia-navigator")
    treaty = Agreement.objects.get(slug="new-york-convention-1958")
    why = {"source_on_record": Source.objects.get(slug="untc-xxii-1").pk, "reason": "The depositary published it."}
    posted(
        contributor,
        record_url(treaty),
        filled_in(treaty, "declaration", "AZ", done_on="3 Mar 2025", **why, do="propose"),
    )
    bit = Agreement.objects.get(slug=BIT)
    why = {"source_on_record": register.pk, "reason": "The register dates a suspension before the entry into force."}
    suspension = filled_in(bit, "suspension", "", effective_on="2000", **why, do="override")
    posted(contributor, record_url(bit), suspension)
    copy = {"captured_on": "5 Oct 2024", "reason": "Captured on the day.", "do": "add"}
    file = SimpleUploadedFile("full-text-2024-10-05.pdf", PDF)
    source = Source.objects.get(slug="caliber-2024-10-05")
    posted(editor, reverse("admin:treaties_source_add_copy", args=[source.pk]), copy | {"file": file})
    letter = Appeal.objects.get(slug="milli-majlis-letter-2024-10-05")
    names = {"signatories": "Member One; Milli Majlis\nMember Two; Milli Majlis", "reason": "Listed", "do": "add"}
    names |= {"source_on_record": str(source.pk)}
    posted(editor, reverse("admin:appeals_appeal_signatories", args=[letter.pk]), names)
    assert Proposal.objects.count() == 2


def entered(name: str, group: str = "editors") -> Client:
    client = Client()
    client.force_login(User.objects.filter(username=name).first() or account(name, group))
    return client


def posted(client: Client, url: str, given: dict[str, Any]) -> None:
    answer = client.post(url, given)
    context = answer.context
    assert answer.status_code == 302, context and [(one.label, one.errors) for one in context["wrong"]] + list(
        context["elsewhere"]
    )
