"""Every page of the administration that we made, by a name that its picture bears; words in braces stand for the keys
of rows (``rows``). Of what they hold, ``browser.morning`` prepares what the example record lacks."""

from typing import Any

from appeals.models import Appeal, Demand, Link, Response, Signatory
from treaties.models import Agreement, Block, Clause, HeldCopy, Proposal, Source, StatusAssertion, StatusChange

LISTS = {
    "agreements": "/admin/treaties/agreement/?pair=AZ-US&status=in_force&on=2024-10-05",
    "agreements-not-understood": "/admin/treaties/agreement/?pair=Atlantis&on=yesterday",
    "acts": "/admin/treaties/statuschange/?pair=AZ-US",
    "acts-mended": "/admin/treaties/statuschange/?standing=mended",
    "assertions": "/admin/treaties/statusassertion/",
    "sources": "/admin/treaties/source/",
    "proposals": "/admin/treaties/proposal/",
    "journal": "/admin/treaties/block/",
    "appeals": "/admin/appeals/appeal/?pair=AZ-US",
    "demands": "/admin/appeals/demand/?pair=AZ-US",
    "links": "/admin/appeals/link/",
}
FORMS = {
    "record": "/admin/treaties/agreement/{bit}/record/",
    "record-many": "/admin/treaties/agreement/{multilateral}/record-many/",
    "record-for-many": "/admin/treaties/agreement/record-for-many/?agreements={bit},{multilateral}",
    "bulk": "/admin/treaties/statuschange/bulk/",
    "link": "/admin/treaties/statuschange/{notice}/link/",
    "counter": "/admin/appeals/link/{link}/counter/",
    "assert": "/admin/treaties/agreement/{bit}/assert/",
    "clause": "/admin/treaties/agreement/{bit}/clause/",
    "correct": "/admin/treaties/statuschange/{entry}/correct/",
    "retract": "/admin/treaties/statuschange/{entry}/retract/",
    "correct-assertion": "/admin/treaties/statusassertion/{said}/correct/",
    "correct-clause": "/admin/treaties/clause/{clause}/correct/",
    "correct-response": "/admin/appeals/response/{response}/correct/",
    "correct-link": "/admin/appeals/link/{link}/correct/",
    "judge": "/admin/treaties/statusassertion/{said}/judge/",
    "review": "/admin/treaties/agreement/{proposed_on}/record/?proposal={proposal}",
    "review-against-the-rule": "/admin/treaties/agreement/{bit}/record/?proposal={override}",
    "import": "/admin/appeals/appeal/import/",
    "write": "/admin/appeals/appeal/write/",
    "api-tokens": "/admin/pacta_sign_in/token/",
    "add-appeal": "/admin/appeals/appeal/add/",
    "add-demand": "/admin/appeals/appeal/{letter}/demand/",
    "respond": "/admin/appeals/appeal/{letter}/respond/?demand={demand}",
    "outcome": "/admin/appeals/demand/{demand}/outcome/",
    "signatories": "/admin/appeals/appeal/{letter}/signatories/",
    "withdraw": "/admin/appeals/signatory/{signatory}/withdraw/",
    "count": "/admin/appeals/appeal/{letter}/count/",
    "text": "/admin/appeals/appeal/{letter}/text/",
    "addressee": "/admin/appeals/appeal/{letter}/addressee/",
    "relate": "/admin/appeals/appeal/{letter}/relate/",
    "add-copy": "/admin/treaties/source/{source}/add-copy/",
}
READ = {
    "desk": "/admin/",
    "agreement": "/admin/treaties/agreement/{bit}/change/",
    "act": "/admin/treaties/statuschange/{entry}/change/",
    "proposal": "/admin/treaties/proposal/{proposal}/change/",
    "source-with-a-copy": "/admin/treaties/source/{source}/change/",
    "appeal": "/admin/appeals/appeal/{letter}/change/",
    "block": "/admin/treaties/block/{block}/change/",
    "history": "/admin/treaties/agreement/{bit}/history/",
    "history-of-an-act": "/admin/treaties/statuschange/{entry}/history/",
    "history-of-an-appeal": "/admin/appeals/appeal/{letter}/history/",
    "second-factor": "/admin/second-factor/",
    "second-factor-set-up": "/admin/second-factor/set-up/",
}
DESK_PAGES = READ | LISTS | FORMS
SIGN_IN = "/admin/login/?next=/admin/"


def rows() -> dict[str, int]:
    """The keys that stand for the words in braces, in the record as it was prepared."""
    bit = Agreement.objects.get(slug="bit-azerbaijan-united-states-1997")
    letter = Appeal.objects.get(slug="milli-majlis-letter-2024-10-05")
    proposals = Proposal.objects.filter(decision="").order_by("pk")
    within, against = proposals.filter(overrides=[]).first(), proposals.exclude(overrides=[]).first()
    found: dict[str, Any] = {
        "bit": bit,
        "multilateral": Agreement.objects.get(slug="cerd-1965"),
        "entry": bit.status_changes.filter(correction=None).get(act="entry_into_force"),
        "notice": StatusChange.objects.get(slug="usaid-arrangement-notice-of-termination-az"),
        "said": StatusAssertion.objects.get(slug="acquisition-agreement-2013-in-force-2024-10-05"),
        "clause": Clause.objects.filter(agreement=bit).earliest("pk"),
        "link": Link.objects.earliest("pk"),
        "letter": letter,
        "demand": Demand.objects.get(appeal=letter, ordinal=1),
        "response": Response.objects.earliest("pk"),
        "signatory": Signatory.objects.earliest("pk"),
        "source": HeldCopy.objects.earliest("pk").source
        if HeldCopy.objects.exists()
        else Source.objects.earliest("pk"),
        "proposal": within,
        "proposed_on": within.agreement if within else bit,
        "override": against,
        "block": Block.objects.latest("no"),
    }
    return {name: row.pk for name, row in found.items() if row}
