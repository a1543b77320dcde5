"""Posts a message to an address that somebody else chose, and to no place that only this server can reach.

The name is resolved once; every address that it has must be public, and the connection is made to one of those that
were looked at, so that a name which means something else a moment later leads nowhere. Redirects are not followed. What
is answered is read up to a few kilobytes, and not for ever.
"""

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Timer
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlsplit

from treaties.dates import shorten
from treaties.exporting.webhooks.failures import Failure, failure_of

TIMEOUT = 10
"""Seconds for one step: to connect, to shake hands, to send, to be answered."""
DEADLINE = 20
"""Seconds for all of them."""
MOST_READ = 4096
MOST_TRIED = 3
"""Addresses of one name to which a connection is tried."""
AGENT = "Pacta-Webhooks/1"
type Resolve = Callable[..., list[Any]]


class NotSent(Exception):
    """Why there was no answer, in words."""

    def __init__(self, failure: Failure, detail: object = "") -> None:
        super().__init__(failure.said(detail))


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is none, and ``error`` says why, where there was no answer. ``retry_after`` is in seconds."""

    status: int | None
    error: str
    took_ms: int
    retry_after: int | None = None

    @property
    def has_arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked at, under the name that it was found by."""

    def __init__(self, target: SplitResult, address: str, context: ssl.SSLContext | None) -> None:
        self.default_port = 443 if context else 80
        super().__init__(target.hostname or "", target.port, timeout=TIMEOUT)
        self.address, self.context = address, context
        self.is_cut = False

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), timeout=TIMEOUT)
        if self.context:
            wrapped = self.context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = wrapped
            wrapped.do_handshake()

    def cut(self) -> None:
        """From another thread: whoever waits for it waits no longer."""
        self.is_cut = True
        with suppress(OSError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def post(
    url: str, body: str, headers: dict[str, str], *, may_be_private: bool, resolve: Resolve = socket.getaddrinfo
) -> Answer:
    """Whatever happens is an answer."""
    started = monotonic()

    def took() -> int:
        return round((monotonic() - started) * 1000)

    headers = {"content-type": "application/json", "user-agent": AGENT, "connection": "close"} | headers
    try:
        target = _target(url)
        addresses = addresses_of(target, may_be_private=may_be_private, resolve=resolve)
        status, retry_after, error = _post(target, addresses, body.encode(), headers)
    except NotSent as reason:
        return Answer(None, str(reason), took())
    return Answer(status, error, took(), retry_after)


def _target(url: str) -> SplitResult:
    """Raises NotSent."""
    try:
        return urlsplit(url)
    except ValueError:
        raise NotSent(Failure.NOT_A_REQUEST) from None


def addresses_of(target: SplitResult, *, may_be_private: bool, resolve: Resolve = socket.getaddrinfo) -> list[str]:
    """All addresses of the host. Raises NotSent where one of them is not public, and so none is connected to."""
    if target.scheme not in (("https", "http") if may_be_private else ("https",)) or not target.hostname:
        raise NotSent(Failure.NOT_HTTPS)
    try:
        found = resolve(target.hostname, target.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSent(failure_of(error), target.hostname) from None
    except ValueError:
        raise NotSent(Failure.NOT_A_REQUEST) from None
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    for address in addresses:
        if not may_be_private and not is_public(address):
            raise NotSent(Failure.PRIVATE_ADDRESS, f"{target.hostname} is {address}")
    if not addresses:
        raise NotSent(Failure.NAME_NOT_FOUND, target.hostname)
    return addresses


def why_not(url: str, *, may_be_private: bool) -> str:
    """What is wrong with an address before anybody looks where it leads; empty where nothing is."""
    try:
        target = urlsplit(url)
        port, host = target.port, target.hostname or ""
    except ValueError:
        return "The address cannot be read."
    if target.scheme != "https" and not may_be_private:
        return "The address begins with https://."
    if target.username is not None or target.password is not None:
        return "The address holds no name and no password: the signature tells who sends."
    if target.fragment or port == 0:
        return "The address has no part after # and no port 0."
    literal = host.replace(".", "").isdigit() or ":" in host
    if not may_be_private and (host == "localhost" or host.endswith(".localhost") or (literal and not is_public(host))):
        return "The address is open to the world, and this one is not."
    return ""


def is_public(address: str) -> bool:
    """Whether it is one of the open Internet, and so are those that it stands for."""
    try:
        given = ip_address(address)
    except ValueError:
        return False
    if isinstance(given, IPv6Address) and given.is_site_local:
        return False
    return all(one.is_global and not one.is_multicast for one in (given, *_within(given)))


NAT64 = int(IPv6Address("64:ff9b::"))


def _within(given: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The addresses of the older kind that one of the newer stands for: mapped, compatible, 6to4, Teredo, NAT64."""
    if isinstance(given, IPv4Address):
        return []
    found = [given.ipv4_mapped, given.sixtofour, *(given.teredo or ())]
    if int(given) >> 32 in (0, NAT64 >> 32):
        found.append(IPv4Address(int(given) & 0xFFFFFFFF))
    return [one for one in found if one]


def _post(
    target: SplitResult, addresses: list[str], body: bytes, headers: dict[str, str]
) -> tuple[int, int | None, str]:
    """Raises NotSent."""
    context = ssl.create_default_context() if target.scheme == "https" else None
    reason = NotSent(Failure.NAME_NOT_FOUND, target.hostname)
    for address in addresses[:MOST_TRIED]:
        connection = Pinned(target, address, context)
        timer = Timer(DEADLINE, connection.cut)
        timer.daemon = True
        timer.start()
        try:
            return _answered(connection, target, body, headers)
        except (OSError, http.client.HTTPException, ValueError) as problem:
            reason = _not_sent(problem, address, is_cut=connection.is_cut)
            if not isinstance(problem, ConnectionRefusedError):
                break
        finally:
            timer.cancel()
            connection.close()
    raise reason


def _answered(
    connection: Pinned, target: SplitResult, body: bytes, headers: dict[str, str]
) -> tuple[int, int | None, str]:
    path = target._replace(scheme="", netloc="", fragment="").geturl() or "/"
    connection.request("POST", path, body, headers)
    response = connection.getresponse()
    with suppress(OSError, http.client.HTTPException):
        response.read(MOST_READ)
    if connection.is_cut:
        raise TimeoutError
    error = ""
    if 300 <= response.status < 400:
        error = Failure.REDIRECTED.said()
    elif not 200 <= response.status < 300:
        error = Failure.NO_SUCCESS.said(f"{response.status} {shorten(response.reason)}".strip())
    return response.status, _seconds(response), error


def _seconds(response: http.client.HTTPResponse) -> int | None:
    """What Retry-After asks for, in seconds from the moment that the answer tells of itself."""
    said = (response.getheader("Retry-After") or "").strip()
    if said.isascii() and said.isdigit():
        return min(int(said[:9]), 10**6)
    with suppress(ValueError, TypeError, OverflowError):
        until, sent = parsedate_to_datetime(said), parsedate_to_datetime(response.getheader("Date") or "")
        return max(0, int((until - sent).total_seconds()))
    return None


def _not_sent(problem: Exception, address: str, *, is_cut: bool) -> NotSent:
    if is_cut:
        return NotSent(Failure.TIMED_OUT, f"more than {DEADLINE} seconds")
    failure = failure_of(problem)
    match failure:
        case Failure.NOT_TRUSTED:
            return NotSent(failure, getattr(problem, "verify_message", ""))
        case Failure.TIMED_OUT:
            return NotSent(failure, f"nothing came for {TIMEOUT} seconds")
        case Failure.REFUSED | Failure.NO_WAY:
            return NotSent(failure, address)
    return NotSent(failure)
