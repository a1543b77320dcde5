"""Messages are posted to public addresses only, whatever a name leads to, and whatever is answered is an answer."""

import errno
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command

from treaties.actions.deliveries import make_secret
from treaties.exporting.webhooks import sending
from treaties.exporting.webhooks.failures import Failure, failure_of
from treaties.exporting.webhooks.sending import NotSent, addresses_of, is_public, post, why_not
from treaties.models import Endpoint, Head


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        *((address, False) for address in (
            "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
            "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
            "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "fe80::1", "fe80::1%1",
            "fc00::1", "fec0::1", "ff02::1", "64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1", "2002:7f00:1::",
            "2002:a9fe:a9fe::1", "::7f00:1", "no address",
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
    with pytest.raises(NotSent, match=r"not open to the world: hooks\.example is 10\.0\.0\.1\."):
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
    assert answer.error == "The connection is refused: 93.184.216.34."


@pytest.mark.parametrize(
    ("problem", "failure"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), Failure.NAME_NOT_FOUND),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), Failure.NO_NAME_SERVER),
        (UnicodeError("label empty or too long"), Failure.NAME_NOT_FOUND),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), Failure.REFUSED),
        (ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"), Failure.BROKEN_OFF),
        (http.client.RemoteDisconnected("closed"), Failure.BROKEN_OFF),
        (OSError(errno.EHOSTUNREACH, "No route to host"), Failure.NO_WAY),
        (TimeoutError(), Failure.TIMED_OUT),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number"), Failure.NO_TLS),
        (http.client.BadStatusLine("x"), Failure.NOT_HTTP),
    ],
)
def test_what_went_wrong_is_said_in_words(problem: Exception, failure: Failure) -> None:
    assert failure_of(problem) is failure
    assert "[" not in failure.said()


def test_a_name_that_nobody_knows_is_not_found() -> None:
    def resolve(host: str, port: int, **given: Any) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    answer = post("https://hooks.example/", "{}", {}, may_be_private=False, resolve=resolve)
    assert answer.error == "The name is not found: hooks.example."


@pytest.mark.parametrize("failure", Failure)
def test_the_document_says_of_each_failure_what_to_do(failure: Failure) -> None:
    document = (settings.BASE_DIR / "docs" / "api" / "webhooks.md").read_text()
    assert f"\n| {failure.label} | " in document


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


def test_what_a_server_says_of_its_failure_can_be_kept() -> None:
    """No database keeps U+0000: a message that cannot be noted would hold up those to everybody else."""

    def fail(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 500 a\x00b\r\n\r\n")

    with serving(fail) as (address, _):
        error = post(address, "{}", {}, may_be_private=True).error
    assert (error.isprintable(), error) == (True, "It answered with an error: 500 a\ufffdb.")


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
    assert (answer.status, answer.error) == (None, "It took too long: more than 0.3 seconds.")


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
