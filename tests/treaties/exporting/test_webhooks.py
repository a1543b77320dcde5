"""Webhooks: signed as the specification says, told in order, sent again, given up; and never to a private network."""

import base64
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command

from tests.factories.appeals import invented_appeal, named
from tests.factories.record import a_block, invented_agreement
from treaties.actions import deliveries
from treaties.actions.deliveries import claim, disable, enable, make_secret, pause_after
from treaties.exporting.webhooks import sending
from treaties.exporting.webhooks.delivering import deliver, send_test
from treaties.exporting.webhooks.messages import message_of
from treaties.exporting.webhooks.sending import Answer, NotSent, addresses_of, is_public, post, why_not
from treaties.exporting.webhooks.signing import signature
from treaties.models import Agreement, Attempt, Block, Endpoint, Head

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "api" / "webhooks.md"
SNIPPET = re.findall(r"```python\n(.+?)```", DOCUMENT.read_text(), re.DOTALL)[0]
FIRST = datetime(2030, 1, 1, tzinfo=UTC)
ARRIVED = Answer(204, "", 5)


class Clock:
    def __init__(self) -> None:
        self.at = FIRST

    def __call__(self) -> datetime:
        return self.at

    def wait(self, **how_long: float) -> None:
        self.at += timedelta(**how_long)


class Receiver:
    """Answers as it is told, one after the other, and then that it has arrived."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = iter(answers)
        self.got: list[tuple[str, dict[str, Any], dict[str, str]]] = []

    def __call__(self, url: str, body: str, headers: dict[str, str]) -> Answer:
        self.got.append((url, json.loads(body), headers))
        return next(self.answers, ARRIVED)

    @property
    def blocks(self) -> list[int]:
        return [body["data"]["block"] for _, body, _ in self.got]

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _, _, headers in self.got]


@pytest.fixture
def clock() -> Clock:
    return Clock()


def an_endpoint(block: int | None = None) -> Endpoint:
    last = Head.objects.get().no if block is None else block
    endpoint = Endpoint.objects.create(url="https://hooks.example/pacta", block=last, not_before=FIRST)
    make_secret(endpoint, at=FIRST)
    return endpoint


def some_blocks(number: int) -> list[int]:
    for _ in range(number):
        with a_block():
            pass
    return list(Block.objects.order_by("-no").values_list("no", flat=True)[:number][::-1])


def test_the_example_of_the_specification_is_signed_alike() -> None:
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = signature("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", '{"test": 2432232314}', key=key)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.django_db
def test_the_receiver_of_the_documents_accepts_a_message_and_none_that_was_changed() -> None:
    place: dict[str, Any] = {}
    exec(SNIPPET, place)  # noqa: S102  the document's own
    endpoint = Endpoint.objects.create(url="https://hooks.example/", block=0)
    secret, receiver = str(make_secret(endpoint, at=FIRST)), Receiver()
    deliver(now=lambda: datetime.now(UTC), send=receiver)
    _, body, headers = receiver.got[0]
    raw = message_of(1)[1].encode()
    assert json.loads(raw) == body
    assert place["is_genuine"](headers, raw, secret)
    assert not place["is_genuine"](headers, raw + b" ", secret)
    assert not place["is_genuine"](headers | {"webhook-timestamp": str(int(time.time()) - 600)}, raw, secret)
    assert not place["is_genuine"](headers, raw, str(make_secret(endpoint, at=FIRST)))


@pytest.mark.django_db
def test_a_message_says_what_its_block_is_about(settings: Any) -> None:
    settings.PUBLIC_URL = "https://pacta.example"
    agreement = invented_agreement(slug="told-of")
    appeal = invented_appeal(named(agreement))
    block = Head.objects.get().no
    message = json.loads(message_of(block)[1])
    assert message["type"] == "block.recorded"
    data = message["data"]
    assert (data["block"], data["reason"], data["more"]) == (block, "to see what happens", False)
    assert (data["agreements"], data["appeals"]) == (["told-of"], [appeal.slug])
    assert data["tables"]["demands"] == 1
    assert data["changes_url"] == f"https://pacta.example/api/v1/changes/?after={block - 1}"
    assert message_of(block) == message_of(block)


@pytest.mark.django_db
def test_of_a_large_block_some_are_named() -> None:
    data = json.loads(message_of(2)[1])["data"]
    assert data["agreements"] == sorted(Agreement.objects.filter(block=2).values_list("slug", flat=True))[:100]
    assert len(data["appeals"]) == 2


@pytest.mark.django_db
def test_blocks_are_told_in_order_and_once_where_all_goes_well(clock: Clock) -> None:
    an_endpoint()
    blocks, receiver = some_blocks(3), Receiver()
    assert [done.block for done in deliver(now=clock, send=receiver)] == blocks
    assert deliver(now=clock, send=receiver) == []
    assert receiver.blocks == blocks
    assert Attempt.objects.filter(error="").count() == 3


@pytest.mark.django_db
def test_a_failure_is_tried_again_with_the_same_id_before_what_comes_after(clock: Clock) -> None:
    endpoint = an_endpoint()
    blocks, receiver = some_blocks(2), Receiver(Answer(None, "Nothing came.", 9), Answer(500, "It answered 500", 9))
    deliver(now=clock, send=receiver)
    clock.wait(seconds=2)
    assert deliver(now=clock, send=receiver) == []
    clock.wait(seconds=4)
    deliver(now=clock, send=receiver)
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since) == (2, FIRST)
    clock.wait(seconds=21)
    deliver(now=clock, send=receiver)
    assert receiver.ids == [f"block_{blocks[0]}"] * 3 + [f"block_{blocks[1]}"]
    timestamps = [headers["webhook-timestamp"] for _, _, headers in receiver.got[:3]]
    assert len(set(timestamps)) == 3
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since, endpoint.block) == (0, None, blocks[1])


@pytest.mark.django_db
def test_a_message_that_arrived_before_its_sender_died_comes_again(clock: Clock, monkeypatch: Any) -> None:
    an_endpoint()
    blocks, receiver = some_blocks(1), Receiver()

    class Killed(BaseException):
        pass

    def killed(*args: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("treaties.exporting.webhooks.delivering.note_arrival", killed)
        with pytest.raises(Killed):
            deliver(now=clock, send=receiver)
    assert deliver(now=clock, send=receiver) == []  # the place is held by the one that is gone
    clock.wait(minutes=2)
    deliver(now=clock, send=receiver)
    assert receiver.blocks == blocks * 2


@pytest.mark.django_db
def test_an_endpoint_has_one_sender_at_a_time() -> None:
    endpoint = an_endpoint()
    some_blocks(1)
    head = Head.objects.get().no
    assert claim(head=head, at=FIRST) == endpoint
    assert claim(head=head, at=FIRST) is None
    assert claim(head=head, at=FIRST + deliveries.CLAIM) == endpoint


@pytest.mark.django_db
def test_who_is_gone_is_told_no_more_and_goes_on_from_there_once_enabled(clock: Clock) -> None:
    endpoint = an_endpoint()
    blocks, receiver = some_blocks(2), Receiver(ARRIVED, Answer(410, "It answered 410 Gone", 9))
    deliver(now=clock, send=receiver)
    endpoint.refresh_from_db()
    assert endpoint.disabled_because == "It answered that it is gone (410)."
    clock.wait(days=30)
    assert deliver(now=clock, send=receiver) == []
    enable(endpoint, at=clock())
    deliver(now=clock, send=receiver)
    assert receiver.blocks == [blocks[0], blocks[1], blocks[1]]


@pytest.mark.django_db
def test_who_fails_often_and_for_long_is_told_no_more(clock: Clock) -> None:
    endpoint = an_endpoint()
    some_blocks(1)
    receiver = Receiver(*[Answer(500, "It answered 500", 9)] * 100)
    while endpoint.disabled_at is None and clock() < FIRST + timedelta(days=9):
        deliver(now=clock, send=receiver)
        endpoint.refresh_from_db()
        clock.at = endpoint.not_before
    assert endpoint.disabled_at
    assert endpoint.disabled_at - FIRST >= deliveries.FAILING_FOR
    assert endpoint.failures == len(receiver.got) >= deliveries.MOST_FAILURES
    assert endpoint.disabled_because.endswith("since 2030-01-01 00:00 UTC. The last time: It answered 500")


def test_pauses_grow_and_differ_and_what_is_asked_for_is_honoured() -> None:
    grown = [pause_after(n, asked=None, chance=lambda: 1.0).total_seconds() for n in (1, 2, 3, 7, 8, 500)]
    assert grown == [5, 20, 80, 20480, 21600, 21600]
    assert pause_after(1, asked=None, chance=lambda: 0.0).total_seconds() == 3.75
    assert pause_after(1, asked=300) == timedelta(seconds=300)
    assert pause_after(9, asked=1) > timedelta(hours=4)
    assert pause_after(1, asked=10**6) == timedelta(days=1)


@pytest.mark.django_db
def test_for_a_day_both_secrets_sign(clock: Clock) -> None:
    endpoint = an_endpoint()
    make_secret(endpoint, at=FIRST)
    blocks, receiver = some_blocks(1), Receiver()
    deliver(now=clock, send=receiver)
    clock.wait(days=1)
    blocks += some_blocks(1)
    deliver(now=clock, send=receiver)
    assert [len(headers["webhook-signature"].split()) for _, _, headers in receiver.got] == [2, 1]


@pytest.mark.django_db
def test_with_another_secret_key_nothing_is_signed_by_a_secret_that_nobody_has(clock: Clock, settings: Any) -> None:
    endpoint = an_endpoint()
    some_blocks(1)
    settings.SECRET_KEY = "another"
    receiver = Receiver()
    assert deliver(now=clock, send=receiver) == []
    endpoint.refresh_from_db()
    assert receiver.got == []
    assert endpoint.disabled_because.startswith("SECRET_KEY was changed")


@pytest.mark.django_db
def test_no_secret_is_in_the_database() -> None:
    endpoint = an_endpoint()
    secret = str(make_secret(endpoint, at=FIRST))
    kept = " ".join(str(value) for value in Endpoint.objects.values_list().get(pk=endpoint.pk))
    assert secret not in kept
    assert secret.removeprefix("whsec_") not in kept


@pytest.mark.django_db
def test_a_test_is_sent_whatever_the_state_and_changes_nothing(clock: Clock) -> None:
    endpoint = an_endpoint()
    disable(endpoint, because="By hand.", at=FIRST)
    receiver = Receiver()
    done = send_test(endpoint, now=clock, send=receiver)
    assert done
    assert not done.error
    assert receiver.got[0][1]["type"] == "test"
    endpoint.refresh_from_db()
    assert (endpoint.disabled_because, endpoint.block) == ("By hand.", Head.objects.get().no)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        *((address, False) for address in (
            "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
            "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
            "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "fe80::1", "fe80::1%1",
            "fc00::1", "ff02::1", "64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
            "::7f00:1", "no address",
        )),
    ],
)  # fmt: skip
def test_which_addresses_are_open_to_the_world(address: str, public: bool) -> None:
    assert is_public(address) is public


def resolving(*answers: list[str]) -> Any:
    """A name server that says something else each time."""
    left = iter(answers)

    def resolve(host: str, port: int, **given: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(left)]

    return resolve


def test_a_name_with_one_private_address_among_others_is_refused() -> None:
    target = urlsplit("https://hooks.example/")
    with pytest.raises(NotSent, match=r"leads to 10\.0\.0\.1"):
        addresses_of(target, may_be_private=False, resolve=resolving(["93.184.216.34", "10.0.0.1"]))


def test_a_name_that_means_something_else_a_moment_later_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Any] = []

    def connect(address: Any, timeout: float) -> None:
        tried.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(sending.socket, "create_connection", connect)
    resolve = resolving(["93.184.216.34"], ["127.0.0.1"])
    answer = post("https://hooks.example/", "{}", {}, may_be_private=False, resolve=resolve)
    assert tried == [("93.184.216.34", 443)]
    assert answer.error == "The connection failed: Connection refused"


@pytest.mark.parametrize("url", ["https://localhost/", "https://127.0.0.1:8000/", "https://[::1]/", "http://1.1.1.1/"])
def test_nothing_is_sent_to_this_machine_or_without_encryption(url: str) -> None:
    answer = post(url, "{}", {}, may_be_private=False)
    assert answer.status is None
    assert "open to the world" in answer.error or "https" in answer.error


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://hooks.example/", "https"),
        ("https://me:secret@hooks.example/", "password"),
        ("https://hooks.example/#here", "#"),
        ("https://localhost/", "open to the world"),
        ("https://169.254.169.254/latest/", "open to the world"),
        ("https://[::ffff:127.0.0.1]/", "open to the world"),
        ("https://2130706433/", "open to the world"),
        ("https://hooks.example:99999/", "cannot be read"),
        ("https://[::1", "cannot be read"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_when_it_is_typed(url: str, problem: str) -> None:
    assert problem in why_not(url, may_be_private=False)


def test_an_ordinary_address_is_accepted() -> None:
    assert why_not("https://hooks.example:8443/pacta?a=b", may_be_private=False) == ""


@contextmanager
def serving(answer: Any) -> Iterator[tuple[str, list[Any]]]:
    """A server on this machine: its address, and what it got."""
    got: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((self.path, dict(self.headers), self.rfile.read(int(self.headers["content-length"]))))
            answer(self)

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", got
    finally:
        server.shutdown()
        server.server_close()


def says(status: int, **headers: str) -> Any:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return answer


def test_a_message_is_posted_as_it_was_signed() -> None:
    with serving(says(204)) as (address, got):
        answer = post(f"{address}/in?a=b", '{"é": 1}', {"webhook-id": "block_1"}, may_be_private=True)
    ((path, headers, body),) = got
    assert (answer.status, answer.has_arrived, answer.error) == (204, True, "")
    assert (path, body.decode(), headers["webhook-id"]) == ("/in?a=b", '{"é": 1}', "block_1")
    assert headers["content-type"] == "application/json"


def test_a_redirect_is_a_failure_and_not_followed() -> None:
    with serving(says(307, Location="/elsewhere")) as (address, got):
        answer = post(address, "{}", {}, may_be_private=True)
    assert (answer.status, answer.has_arrived, len(got)) == (307, False, 1)
    assert answer.error == "It leads elsewhere, and redirects are not followed."


def test_what_an_answer_asks_for_is_read() -> None:
    for said, seconds in (("120", 120), ("soon", None), ("9" * 30, 10**6)):
        with serving(says(503, Retry_After=said)) as (address, _):
            assert post(address, "{}", {}, may_be_private=True).retry_after == seconds


def test_an_answer_without_an_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "DEADLINE", 0.3)
    ended = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not ended.wait(0.05):
            try:
                handler.wfile.write(b"X: y\r\n")
            except OSError:
                return

    with serving(drip) as (address, _):
        answer = post(address, "{}", {}, may_be_private=True)
        ended.set()
    assert (answer.status, answer.error) == (None, "It took more than 0.3 seconds.")


def test_what_is_no_http_is_an_answer_too() -> None:
    def babble(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"\x00\x01\x02 nonsense\r\n\r\n")

    with serving(babble) as (address, _):
        assert post(address, "{}", {}, may_be_private=True).error == "What it answered is not HTTP."


def test_the_command_sends_what_is_due(committed: str, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.WEBHOOKS_TO_PRIVATE_NETWORKS = True
    with serving(says(200)) as (address, got):
        endpoints = [Endpoint.objects.create(url=f"{address}/{n}", block=0) for n in range(3)]
        for endpoint in endpoints:
            make_secret(endpoint, at=datetime.now(UTC))
        call_command("deliver_webhooks", senders=2)
    head = Head.objects.get().no
    assert capsys.readouterr().out == f"{3 * head} arrived, 0 did not\n"
    assert sorted(path for path, _, _ in got) == sorted([f"/{n}" for n in range(3)] * head)
    assert set(Endpoint.objects.values_list("block", flat=True)) == {head}
