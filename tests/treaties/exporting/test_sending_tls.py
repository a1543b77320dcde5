"""Messages over real TLS: sent to whom an authority vouches for under the name of the address, and to nobody else."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from treaties.exporting.webhooks.sending import Answer, post

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificates, and is not here")
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
NAME = "hooks.test"


def openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``authority.pem`` vouches for ``server.pem``, which is of NAME."""
    at = tmp_path_factory.mktemp("certificates")
    authority, of_authority = at / "authority.pem", at / "authority.key"
    openssl("req", "-x509", *KEY, "-keyout", of_authority, "-out", authority, "-days", "2", "-subj", "/CN=An authority",
            "-addext", "keyUsage=critical,keyCertSign")  # fmt: skip
    names = ("-addext", f"subjectAltName=DNS:{NAME}", "-addext", "basicConstraints=critical,CA:FALSE")
    signed = ("-CA", authority, "-CAkey", of_authority)
    openssl("req", "-x509", *KEY, "-keyout", at / "server.key", "-out", at / "server.pem", "-days", "2",
            "-subj", f"/CN={NAME}", *names, *signed)  # fmt: skip
    return at


class Server(HTTPServer):
    """A receiver; it keeps what it got, and which names it was asked for."""

    def __init__(self, certificates: Path) -> None:
        self.got: list[bytes] = []
        self.asked_for: list[str | None] = []
        super().__init__(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates / "server.pem", certificates / "server.key")
        context.sni_callback = lambda _, name, __: self.asked_for.append(name)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *args: Any) -> None:
        """Who hangs up is no news."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        self.server.got.append(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def receiving(certificates: Path) -> Iterator[Server]:
    server = Server(certificates)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def sent(server: Server, name: str = NAME) -> Answer:
    """Every name leads to this machine."""

    def resolve(host: str, port: int, **given: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    return post(f"https://{name}:{server.server_port}/", "{}", {}, may_be_private=True, resolve=resolve)


def test_nothing_is_sent_to_whom_nobody_vouches_for(certificates: Path) -> None:
    with receiving(certificates) as server:
        answer = sent(server)
    assert (answer.status, server.got) == (None, [])
    assert answer.error.startswith("Its certificate is not trusted: "), answer.error


def test_who_is_vouched_for_is_asked_for_by_name_and_gets_it(
    certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "authority.pem"))
    with receiving(certificates) as server:
        answer = sent(server)
    assert (answer.status, answer.error, server.got, server.asked_for) == (204, "", [b"{}"], [NAME])


def test_a_certificate_of_another_name_is_not_trusted(certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the connection is made to an address that was looked at, the name is the one in the address."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "authority.pem"))
    with receiving(certificates) as server:
        answer = sent(server, "elsewhere.test")
    assert (answer.status, server.got, server.asked_for) == (None, [], ["elsewhere.test"])
    assert answer.error.startswith("Its certificate is not trusted: Hostname mismatch"), answer.error


def test_what_speaks_no_tls_is_told_apart(certificates: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def hello() -> None:
            connection, _ = plain.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"220 mail.test ready\r\n")

        threading.Thread(target=hello, daemon=True).start()
        resolve = lambda host, port, **given: [(2, 1, 6, "", ("127.0.0.1", port))]  # noqa: E731
        port = plain.getsockname()[1]
        answer = post(f"https://{NAME}:{port}/", "{}", {}, may_be_private=True, resolve=resolve)
    assert answer.error == "No secure connection could be made."
