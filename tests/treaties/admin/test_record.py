"""An analyst records a status change: previewed, refused with reasons, or recorded once and seen at once."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.urls import reverse

from tests.factories.analysts import filled_in, record_url, signed_in
from tests.factories.record import a_block, invented_agreement
from tests.treaties.web.pages import words
from treaties import admin
from treaties.actions.corrections import retract_status_change
from treaties.admin.recording.ways_out import WAYS_OUT
from treaties.admin.status import DRAWN, UNKNOWN
from treaties.models import Agreement, Block, Citation, Party, Source, StatusChange
from treaties.rules.acts import RULES
from treaties.rules.clauses import CLAUSE_RULES
from treaties.rules.findings import Strength
from treaties.vocabulary import Act, AgreementStatus, Chapter, ParticipationStatus

pytestmark = pytest.mark.django_db
BIT = "bit-azerbaijan-united-states-1997"
STATEMENT = "joint-statement-relations-1997"
NOTICE = {"received_on": "1 March 2026", "effective_on": "1 Mar 2027"}


@pytest.fixture
def analyst():
    return signed_in()


@pytest.fixture
def bit():
    return Agreement.objects.get(slug=BIT)


def size():
    return [model.objects.count() for model in (StatusChange, Source, Citation, Block)]


def errors(answer):
    """Field → the messages shown there, of a page that was refused."""
    assert answer.status_code == 422
    return {name: " ".join(given) for name, given in answer.context["form"].errors.items()}


def status_today(client, agreement):
    page = client.get(reverse("admin:treaties_agreement_change", args=[agreement.pk]))
    return page.context["adminform"].model_admin.status_today(Agreement.objects.get(pk=agreement.pk)).words


@time_machine.travel("2026-06-01", tick=False)
def test_a_notice_is_pending_until_it_takes_effect(analyst, bit):
    answer = analyst.post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", **NOTICE), follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert answer.redirect_chain[0][0] == reverse("admin:treaties_agreement_change", args=[bit.pk])
    assert "In force since 2 August 2001; notice pending: ends on 1 March 2027" in said[0]
    assert bit.get_absolute_url() in said[0]
    assert "notice pending" in status_today(analyst, bit)
    with time_machine.travel("2027-03-01", tick=False):
        later = signed_in("another")
        assert status_today(later, bit) == "Ended since 1 March 2027; denounced; some provisions survive"


def test_the_journal_says_who_and_why(analyst, bit):
    analyst.post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", **NOTICE))
    block = Block.objects.latest("no")
    assert (block.actor, block.reason) == ("analyst", "It was published")
    assert block.entries.filter(table="treaties_statuschange").count() == 1


@time_machine.travel("2026-06-01", tick=False)
def test_a_preview_shows_what_would_change_and_writes_nothing(analyst, bit):
    before = size()
    answer = analyst.post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", do="preview", **NOTICE))
    shown = answer.context["preview"]
    assert answer.status_code == 200
    assert shown.now.words == "In force since 2 August 2001"
    assert shown.after.words == "In force since 2 August 2001; notice pending: ends on 1 March 2027"
    assert [(one.day, one.after.word) for one in shown.differences] == [
        (date(2026, 3, 1), "In force"),
        (date(2027, 3, 1), "Ended"),  # and some provisions survive, for ten years
        (date(2037, 3, 1), "Ended"),
    ]
    assert {party.code for party, _ in shown.parties} == {"AZ", "US"}
    assert size() == before
    assert "Read as" in answer.content.decode()


def test_whatever_is_pressed_but_record_writes_nothing(analyst, bit):
    before = size()
    given = filled_in(bit, "notice_of_termination", "AZ", **NOTICE)
    for pressed in ("", "preview", "RECORD"):
        assert analyst.post(record_url(bit), given | {"do": pressed}).status_code == 200
    assert size() == before


def test_the_same_form_sent_twice_is_recorded_once(analyst, bit):
    given = filled_in(bit, "notice_of_termination", "AZ", **NOTICE)
    analyst.post(record_url(bit), given)
    before = size()
    again = analyst.post(record_url(bit), given)
    assert "is already on record" in errors(again)["__all__"]
    assert size() == before


def test_the_same_act_from_another_source_is_warned_of(analyst, bit):
    one, other = Source.objects.order_by("pk")[:2]
    vote = filled_in(bit, "domestic_approval", "AZ", done_on="2001-05-05")
    analyst.post(record_url(bit), vote | {"source_on_record": one.pk})
    answer = analyst.post(record_url(bit), vote | {"source_on_record": other.pk, "do": "preview"})
    assert [warning.code for warning in answer.context["preview"].warnings] == ["recorded_from_another_source"]


NEW_SOURCE = {
    "source_on_record": "",
    "new_title": "Bəyanat",
    "new_publisher": "Ministry of Foreign Affairs",
    "new_evidence": "official",
    "new_published_on": "6 Feb 2025",
    "new_language": "az",
    "new_url": "https://example.org/notice",
}


def test_a_new_source_is_added_in_the_same_block(analyst, bit):
    given = filled_in(bit, "notice_of_termination", "AZ", locator="par. 2", **NOTICE, **NEW_SOURCE)
    analyst.post(record_url(bit), given)
    change = StatusChange.objects.latest("pk")
    citation = change.citations.get()
    assert (citation.source.slug, citation.locator) == ("ministry-of-foreign-affairs-2025-02-06-beyanat", "par. 2")
    assert citation.source.block == change.block


@pytest.mark.parametrize("address", ["https://example.org/notice", "https://example.org/notice/"])
def test_an_address_on_record_is_recognised(analyst, bit, address):
    analyst.post(record_url(bit), filled_in(bit, "domestic_approval", "AZ", done_on="2001", **NEW_SOURCE))
    sources = Source.objects.count()
    only_address = {"source_on_record": "", "new_url": address}
    answer = analyst.post(record_url(bit), filled_in(bit, "domestic_approval", "AZ", done_on="2002", **only_address))
    assert answer.status_code == 302
    assert Source.objects.count() == sources
    assert StatusChange.objects.latest("pk").citations.get().source.title == "Bəyanat"


def open_chapters(form):
    return [group.chapter for group in form.groups if group.is_open]


@time_machine.travel("2026-06-01", tick=False)
def test_the_chapters_with_acts_that_find_something_to_act_on_are_open(analyst, bit):
    in_force = analyst.get(record_url(bit)).context["form"]
    assert open_chapters(in_force) == [Chapter.TERM, Chapter.SUSPENSION, Chapter.LEAVING, Chapter.END]
    assert [group.chapter for group in in_force.groups] == [
        chapter for chapter in Chapter if chapter is not Chapter.NON_BINDING
    ]
    new = analyst.get(record_url(invented_agreement())).context["form"]
    assert open_chapters(new) == [Chapter.MAKING, Chapter.CONSENT, Chapter.FORCE]


def test_once_an_act_is_chosen_its_chapter_alone_is_open(analyst, bit):
    answer = analyst.post(record_url(bit), filled_in(bit, "reservation", "AZ", do="preview"))
    assert open_chapters(answer.context["form"]) == [Chapter.RESERVATIONS]


def test_every_act_is_offered_once_or_said_not_to_be(analyst, bit):
    form = analyst.get(record_url(bit)).context["form"]
    offered = [radio.data["value"] for group in (*form.groups, *form.not_now) for radio in group.radios]
    refused = [str(act) for _, acts in form.not_offered for act in acts]
    assert sorted(offered + refused) == sorted(str(act) for act in Act)


@time_machine.travel("2026-06-01", tick=False)
def test_a_revocation_says_which_notice_it_answers(analyst, bit):
    analyst.post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", **NOTICE))
    notice = StatusChange.objects.latest("pk")
    given = filled_in(bit, "revocation_of_notice", "AZ", received_on="2 May 2026", about=notice.slug)
    shown = analyst.post(record_url(bit), given | {"do": "preview"}).context
    assert shown["form"].more_is_open
    assert shown["preview"].after.words == "In force since 2 August 2001"
    analyst.post(record_url(bit), given)
    assert StatusChange.objects.latest("pk").about == notice
    page = analyst.get(reverse("admin:treaties_statuschange_change", args=[notice.pk])).content.decode()
    assert "Revocation of a notice, Azerbaijan, 2 May 2026" in page


@time_machine.travel("2026-06-01", tick=False)
def test_a_suspension_says_until_when(analyst, bit):
    given = filled_in(bit, "suspension", "", effective_on="1 May 2026", ends_on="1 May 2027", do="preview")
    shown = analyst.post(record_url(bit), given).context["preview"]
    assert (shown.after.symbol, shown.after.words) == ("suspended", "Suspended since 1 May 2026; until 1 May 2027")
    assert [one.during for one in shown.differences] == ["From 1 May 2026 until 1 May 2027", "From 1 May 2027"]


def test_an_act_for_one_territory_names_it(analyst, bit):
    territory = Party.objects.filter(kind="territory").earliest("pk")
    given = filled_in(bit, "territorial_extension", "US", received_on="2005", scope="territory")
    assert "limited_without_scope" in errors(analyst.post(record_url(bit), given))["towards"]
    assert analyst.post(record_url(bit), given | {"towards": territory.pk}).status_code == 302
    change = StatusChange.objects.latest("pk")
    assert (change.scope, change.towards) == ("territory", territory)


def test_an_act_that_was_retracted_can_be_recorded_again(analyst, bit):
    given = filled_in(bit, "notice_of_termination", "AZ", **NOTICE)
    analyst.post(record_url(bit), given)
    with a_block() as block:
        retract_status_change(block, change=StatusChange.objects.latest("pk"), reason="Sent by mistake")
    assert analyst.post(record_url(bit), given).status_code == 302
    assert StatusChange.objects.latest("pk").slug.endswith("-2")


def test_every_status_has_its_own_drawing_and_words():
    drawings = (Path(admin.__file__).parents[1] / "static/treaties/admin-symbols.svg").read_text()
    for status in [*AgreementStatus, *ParticipationStatus]:
        symbol, tone = DRAWN.get(status, UNKNOWN)
        assert f'id="{symbol}"' in drawings
        assert tone in {"force", "unknown", "ended", "soft"}
    assert [status for status in [*AgreementStatus, *ParticipationStatus] if status not in DRAWN] == [
        AgreementStatus.NOT_YET,
        ParticipationStatus.NONE,
    ]


REFUSED = {
    "no day, or no day of the calendar": (BIT, "signature", "", {"done_on": "31 February"}, "done_on", "is not a date"),
    "31 February": (BIT, "signature", "", {"done_on": "31 February 2025"}, "done_on", "not a day of the calendar"),
    "yesterday": (BIT, "signature", "", {"done_on": "yesterday"}, "done_on", "is not a date"),
    "a null character": (BIT, "signature", "", {"done_on": "2024\0"}, "done_on", "Null characters"),
    "no day at all": (BIT, "signature", "AZ", {}, "done_on", "needs_its_day"),
    "no source": (BIT, "signature", "", {"done_on": "2001", "source_on_record": ""}, "source_on_record", "the source"),
    "two sources": (BIT, "signature", "", {"done_on": "2001", "new_title": "x"}, "source_on_record", "not both"),
    "no reason": (BIT, "signature", "", {"done_on": "2001", "reason": " "}, "reason", "required"),
    "no act": (BIT, "", "", {"done_on": "2001"}, "act", "required"),
    "an unknown act": (BIT, "coronation", "", {"done_on": "2001"}, "act", "valid choice"),
    "a stranger's act": (BIT, "ratification", "", {"by": "999999", "done_on": "2001"}, "by", "valid choice"),
    "a party too big to be one": (BIT, "signature", "", {"by": "9" * 40, "done_on": "2001"}, "by", "valid choice"),
    "an endless order": (BIT, "signature", "", {"done_on": "2001", "order_on_day": "1e9"}, "order_on_day", "whole"),
    "a second entry into force": (
        BIT, "entry_into_force", "", {"effective_on": "2005"}, "effective_on", "contradicts_the_record",
    ),
    "a ratification of what binds nobody": (
        STATEMENT, "ratification", "AZ", {"done_on": "2001"}, "act", "treaty_act_on_non_binding",
    ),
    "an answer to no act": (BIT, "revocation_of_notice", "AZ", {"done_on": "2001", "about": "x"}, "about", "valid"),
    "a revocation of no notice": (BIT, "revocation_of_notice", "AZ", {"done_on": "2009"}, "act", "no_notice_to_answer"),
    "an unknown reach": (BIT, "signature", "", {"done_on": "2001", "scope": "galaxy"}, "scope", "valid choice"),
    "towards a stranger": (BIT, "reservation", "AZ", {"done_on": "2001", "towards": "0"}, "towards", "valid choice"),
    "towards a null": (BIT, "reservation", "AZ", {"done_on": "2001", "towards": "\0"}, "towards", "Null characters"),
    "by no predecessor": (BIT, "signature", "", {"done_on": "2001", "done_by_predecessor": "1e9"},
                          "done_by_predecessor", "valid choice"),
    "over on no day": (
        BIT, "suspension", "", {"effective_on": "2005", "ends_on": "0000"}, "ends_on", "not a day of the calendar",
    ),
    "over before it begins": (
        BIT, "suspension", "", {"effective_on": "2005", "ends_on": "2004"}, "ends_on", "over_before_it_begins",
    ),
    "a place in no source": (
        BIT, "signature", "", {"done_on": "2001", "source_on_record": "", "locator": "p. 3"}, "source_on_record",
        "the source",
    ),
    "a ratification by nobody": (BIT, "ratification", "", {"done_on": "2001"}, "by", "whose_act"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("do", ["preview", "record"])
def test_what_is_refused_is_said_at_its_field_and_nothing_is_written(analyst, case, do):
    slug, act, by, typed, field, words = case
    agreement, before = Agreement.objects.get(slug=slug), size()
    answer = analyst.post(record_url(agreement), filled_in(agreement, act, by, **typed) | {"do": do})
    assert words in errors(answer)[field]
    assert size() == before
    page = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    assert f"id_{field}_error" in page.split("aria-describedby=", 1)[1]


def test_a_refusal_gives_the_article_and_a_way_out(analyst):
    agreement = Agreement.objects.get(slug=STATEMENT)
    answer = analyst.post(record_url(agreement), filled_in(agreement, "ratification", "AZ", done_on="2001"))
    assert "(Art. 2(1)(a) VCLT) It is possible only under an instrument of another nature." in errors(answer)["act"]


def test_every_rule_that_refuses_says_what_would_be_possible():
    refusing = {rule.code for rule in RULES if rule.strength is not Strength.NOTABLE}
    refusing |= {rule.code for rule in CLAUSE_RULES} | {"nothing_to_judge"}
    assert refusing - set(WAYS_OUT) == set()
    assert set(WAYS_OUT) - refusing == set()


def test_acts_of_another_nature_are_not_offered(analyst):
    agreement = Agreement.objects.get(slug=STATEMENT)
    form = analyst.get(record_url(agreement)).context["form"]
    assert {radio.data["value"] for group in (*form.groups, *form.not_now) for radio in group.radios} == {
        "negotiations_opened", "text_initialled", "text_adopted", "signature", "domestic_approval", "amendment",
        "tacit_renewal", "extension", "drafted", "issued", "made_operative", "discontinuation", "replacement",
        "severance_of_relations", "hostilities",
    }  # fmt: skip


def test_what_only_the_database_refuses_is_put_into_words(analyst, bit, monkeypatch):
    taken = StatusChange.objects.earliest("pk").slug
    monkeypatch.setattr("treaties.actions.status_changes.free_slug", lambda *_: taken)
    answer = analyst.post(record_url(bit), filled_in(bit, "domestic_approval", "AZ", done_on="2001"))
    assert "slug" in errors(answer)["__all__"]


@pytest.mark.parametrize("key", ["0", "999999", "99999999999999999999999"])
def test_an_unknown_agreement_is_not_found(analyst, key):
    assert analyst.get(f"/admin/treaties/agreement/{key}/record/").status_code == 404
    assert analyst.post(f"/admin/treaties/agreement/{key}/record/", {}).status_code == 404


def test_who_may_not_record_may_not(bit):
    reader = signed_in("reader", is_staff=True)
    User.objects.get(username="reader").user_permissions.add(Permission.objects.get(codename="view_agreement"))
    change_page = reverse("admin:treaties_agreement_change", args=[bit.pk])
    assert reader.get(record_url(bit)).status_code == 403
    assert reader.post(record_url(bit), filled_in(bit, "signature", done_on="2001")).status_code == 403
    assert "Record a status change" not in reader.get(change_page).content.decode()
    assert "Record a status change" in signed_in().get(change_page).content.decode()
    visitor = signed_in("visitor", is_staff=False)
    assert visitor.get(record_url(bit))["Location"].startswith("/admin/login/")


def test_who_may_not_add_sources_chooses_one(bit):
    clerk = signed_in("clerk", is_staff=True)
    codes = ["view_agreement", "add_statuschange"]
    User.objects.get(username="clerk").user_permissions.add(*Permission.objects.filter(codename__in=codes))
    sources = Source.objects.count()
    page = clerk.get(record_url(bit))
    assert page.context["parts"] == []
    assert "add a new source" not in page.content.decode()
    refused = clerk.post(record_url(bit), filled_in(bit, "domestic_approval", "AZ", done_on="2001", **NEW_SOURCE))
    assert "source_on_record" in errors(refused)
    assert Source.objects.count() == sources


@pytest.mark.parametrize("text", ["turned \u202e round", "no UTF-8 \ufffd", "a \x07 bell"])
def test_text_that_cannot_be_shown_is_not_recorded(analyst, bit, text):
    before = size()
    answer = analyst.post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", note=text, **NOTICE))
    assert "cannot be shown as text" in errors(answer)["note"]
    assert size() == before


@time_machine.travel("2026-06-01", tick=False)
def test_the_public_pages_say_when_a_pending_notice_takes_effect(analyst, bit):
    analyst.post(record_url(bit), filled_in(bit, "notice_of_termination", "AZ", **NOTICE))
    assert (
        "On 1 June 2026, this agreement is in force, since 2 August 2001; a notice of termination is pending, "
        "to take effect on 1 March 2027." in words(analyst.get(bit.get_absolute_url()))
    )
    assert "is under a notice of termination that has not taken effect" in words(analyst.get("/pairs/AZ-US/"))


def test_the_form_is_shown_in_at_most_eighteen_statements(analyst, bit, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        analyst.get(record_url(bit))


def test_every_field_has_a_label(analyst, bit):
    answer = analyst.get(record_url(bit))
    page = answer.content.decode()
    forms = [answer.context["form"], *(part.form for part in answer.context["parts"])]
    fields = [field for form in forms for field in form if not field.field.widget.use_fieldset]
    assert [field.name for field in fields if f'for="{field.id_for_label}"' not in page] == []
    assert " style=" not in page


WRITTEN_BY_EDITORS = {
    "add_appeal", "add_appealcorrection", "add_appealrelation", "add_appealtext", "add_clause", "add_correction",
    "add_counterevidence", "add_evidencefile", "add_heldcopy", "add_judgement", "add_link", "add_outcome",
    "add_proposal", "add_response", "add_signatory", "add_signatorycount", "add_signaturewithdrawal", "add_source",
    "add_statusassertion", "add_statuschange", "decide_proposal",
}  # fmt: skip


@pytest.mark.parametrize(("group", "written"), [("editors", WRITTEN_BY_EDITORS), ("contributors", {"add_proposal"})])
def test_the_groups_may_read_all_and_write_so_much(group, written):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT codename FROM auth_permission p JOIN auth_group_permissions g ON g.permission_id = p.id"
            " JOIN auth_group ON auth_group.id = g.group_id WHERE auth_group.name = %s",
            [group],
        )
        codes = {code for (code,) in cursor.fetchall()}
    read = {code for code in codes if code.startswith("view_")}
    assert codes - read == written
    assert len(read) == 46
