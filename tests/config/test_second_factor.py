"""Who may write to the record, or decide about it, shows a second factor before anything of the administration."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.sign_in import second_factor
from config.sign_in.views import KEY

pytestmark = pytest.mark.django_db
CODE, SET_UP = "/admin/second-factor/code/", "/admin/second-factor/set-up/"


@pytest.fixture(autouse=True)
def asked(settings):
    settings.SECOND_FACTOR = True


def account(group, username="alice"):
    made = User.objects.create(username=username, is_staff=True)
    if group:
        made.groups.add(Group.objects.get(name=group))
    return made


def entered(person):
    """With the password alone."""
    client = Client()
    client.force_login(person)
    return client


def code_now(key):
    return f"{totp(bytes.fromhex(key)):06}"


def with_one(person):
    """A device of this person, and the backup codes."""
    key = second_factor.new_key()
    device = TOTPDevice.objects.create(user=person, key=key)
    return device, second_factor.new_codes(person)


def codes_of(person):
    return list(StaticToken.objects.filter(device__user=person).values_list("token", flat=True))


def set_up(client, then="/admin/"):
    client.get(SET_UP)
    return client.post(SET_UP, {"code": code_now(client.session[KEY]), "next": then})


@pytest.mark.parametrize("path", ["/admin/", "/admin/treaties/agreement/?q=x", "/admin/password_change/", "/admin/no/"])
def test_an_editor_without_one_is_sent_to_set_one_up_from_every_page(path):
    client = entered(account("editors"))
    for answer in (client.get(path), client.post(path)):
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, SET_UP)


def test_contributors_sign_in_without_and_public_pages_ask_nobody():
    assert entered(account("contributors")).get("/admin/").status_code == 200
    assert entered(account("editors", "bob")).get("/").status_code == 200


def test_it_is_asked_of_who_may_write_decide_or_do_anything():
    plain, decides, superuser = account(None, "one"), account(None, "two"), account(None, "three")
    decides.user_permissions.add(Permission.objects.get(codename="decide_proposal"))
    superuser.is_superuser = True
    assert [second_factor.must_have_one(one) for one in (plain, decides, superuser)] == [False, True, True]


def test_where_it_is_not_asked_for_an_editor_needs_none(settings):
    settings.SECOND_FACTOR = False
    assert entered(account("editors")).get("/admin/").status_code == 200


def test_setting_up_shows_the_key_twice_and_the_backup_codes_once():
    client = entered(account("editors"))
    page = client.get(SET_UP)
    key, before = client.session[KEY], client.session.session_key
    assert second_factor.as_typed(key) in page.text
    assert ("<svg" in page.text, "style=" in page.text) == (True, False)
    assert "no-store" in page.headers["Cache-Control"]
    assert client.post(SET_UP, {"code": "12345"}).status_code == 422
    assert client.get("/admin/").status_code == 302
    answer = set_up(client)
    device = TOTPDevice.objects.get()
    codes = codes_of(device.user)
    assert (len(codes), device.key, answer.status_code) == (10, key, 200)
    assert all(f"{code[:4]} {code[4:]}" in answer.text for code in codes)
    assert client.session.session_key != before
    assert client.get("/admin/").status_code == 200
    assert codes[0] not in client.get("/admin/second-factor/").text.replace(" ", "")
    assert client.post(SET_UP, {"code": code_now(key)}).status_code == 302


def test_the_code_of_the_set_up_opens_no_other_session():
    person = account("editors")
    client = entered(person)
    client.get(SET_UP)
    code = code_now(client.session[KEY])
    client.post(SET_UP, {"code": code})
    other = entered(person)
    assert other.get("/admin/").headers["Location"] == f"{CODE}?next=%2Fadmin%2F"
    assert other.post(CODE, {"code": code}).status_code == 422


def test_a_code_signs_in_and_leads_where_one_wanted_to_go():
    person = account("editors")
    device, _ = with_one(person)
    client = entered(person)
    code = code_now(device.key)
    answer = client.post(CODE, {"code": f"{code[:3]} {code[3:]}", "next": "/admin/treaties/agreement/"})
    assert answer.headers["Location"] == "/admin/treaties/agreement/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_it_leads_to_no_other_site(then):
    person = account("editors")
    device, _ = with_one(person)
    answer = entered(person).post(f"{CODE}?next=/x", {"code": code_now(device.key), "next": then})
    assert answer.headers["Location"] == "/admin/"


def test_a_backup_code_is_good_once():
    person = account("editors")
    _, codes = with_one(person)
    typed = f" {codes[0][:4].upper()}-{codes[0][4:]} "
    assert entered(person).post(CODE, {"code": typed}).status_code == 302
    assert entered(person).post(CODE, {"code": typed}).status_code == 422
    assert second_factor.codes_left(person) == 9


@pytest.mark.parametrize("code", ["", "x" * 21, "a\0b", "١٢٣٤٥٦", "-1", "000000"])
def test_what_is_no_code_is_refused_in_words(code):
    person = account("editors")
    with_one(person)
    answer = entered(person).post(CODE, {"code": code})
    assert (answer.status_code, 'class="errorlist"' in answer.text) == (422, True)


def test_wrong_codes_make_the_pause_longer_and_never_endless():
    person = account("editors")
    device, _ = with_one(person)
    client = entered(person)
    now = timezone.now()
    for failures, seconds in [(1, 1), (4, 8), (10, 512), (40, 512)]:
        device.throttling_failure_count, device.throttling_failure_timestamp = failures - 1, now - timedelta(days=9**6)
        device.save()
        with time_machine.travel(now, tick=False):
            assert client.post(CODE, {"code": "000000"}).status_code == 422
            paused = client.post(CODE, {"code": code_now(device.key)})
        assert (paused.status_code, paused.headers["Retry-After"]) == (429, str(seconds))
    with time_machine.travel(now + timedelta(seconds=513), tick=False):
        assert client.post(CODE, {"code": code_now(device.key)}).status_code == 302


def test_who_has_only_the_password_changes_nothing_about_a_second_factor():
    person = account("editors")
    device, codes = with_one(person)
    client = entered(person)
    for answer in (
        client.get(SET_UP),
        client.post(SET_UP, {"code": "000000"}),
        client.get("/admin/second-factor/"),
        client.post("/admin/second-factor/backup-codes/"),
    ):
        assert answer.headers["Location"].startswith(CODE)
    assert list(TOTPDevice.objects.filter(user=person)) == [device]
    assert second_factor.codes_left(person) == len(codes)


def test_another_app_and_new_backup_codes_replace_those_before():
    person = account("editors")
    client = entered(person)
    set_up(client)
    before = codes_of(person)
    assert client.post("/admin/second-factor/backup-codes/").status_code == 200
    assert not set(before) & set(codes_of(person))
    old = TOTPDevice.objects.get()
    set_up(client)
    assert TOTPDevice.objects.get().key != old.key
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/second-factor/backup-codes/").status_code == 405


def test_a_contributor_who_has_one_is_asked_for_it():
    person = account("contributors")
    with_one(person)
    assert entered(person).get("/admin/").headers["Location"].startswith(CODE)


def test_a_session_is_not_verified_by_a_device_that_was_forgotten_or_is_anothers():
    person, other = account("editors"), account("editors", "bob")
    client = entered(person)
    set_up(client)
    TOTPDevice.objects.filter(user=person).update(user=other)
    assert client.get("/admin/").headers["Location"].startswith(SET_UP)
    TOTPDevice.objects.all().delete()
    assert client.get("/admin/").headers["Location"].startswith(SET_UP)


def test_strangers_are_asked_for_the_password_first_and_the_rest_is_no_ones_to_read():
    for name in ("overview", "set_up", "code", "backup_codes"):
        url = reverse(f"second_factor:{name}")
        assert Client().get(url).headers["Location"] == f"/admin/login/?next={url}"
        outsider = User.objects.create(username=f"outsider-{name}")
        assert entered(outsider).get(url).headers["Location"].startswith("/admin/login/")
    superuser = account(None)
    superuser.is_superuser = True
    superuser.save()
    client = entered(superuser)
    set_up(client)
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
