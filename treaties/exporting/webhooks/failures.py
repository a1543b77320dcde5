"""Why a message did not arrive, kind by kind, in words that whoever looks after the address can act on."""

import errno
import http.client
import socket
import ssl

from treaties.dates import shorten
from treaties.vocabulary import Word


class Failure(Word):
    """``docs/api/webhooks.md`` says of each what to do."""

    NOT_HTTPS = "not_https", "The address is not one of https"
    NAME_NOT_FOUND = "name_not_found", "The name is not found"
    NO_NAME_SERVER = "no_name_server", "The name could not be looked up just then"
    PRIVATE_ADDRESS = "private_address", "It leads to an address that is not open to the world"
    REFUSED = "refused", "The connection is refused"
    NO_WAY = "no_way", "No way leads to the address"
    TIMED_OUT = "timed_out", "It took too long"
    NOT_TRUSTED = "not_trusted", "Its certificate is not trusted"
    NO_TLS = "no_tls", "No secure connection could be made"
    BROKEN_OFF = "broken_off", "The connection was broken off"
    NOT_HTTP = "not_http", "What it answered is not HTTP"
    NOT_A_REQUEST = "not_a_request", "The address cannot be written as a request"
    REDIRECTED = "redirected", "It leads elsewhere, and redirects are not followed"
    NO_SUCCESS = "no_success", "It answered with an error"

    def said(self, detail: object = "") -> str:
        """A sentence: what happened, and with what."""
        told = shorten(str(detail), 180).rstrip(".")
        return f"{self.label}: {told}." if told else f"{self.label}."


NO_WAYS = (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EADDRNOTAVAIL)


def failure_of(problem: Exception) -> Failure:
    """What an error of the connection means."""
    match problem:
        case socket.gaierror(errno=socket.EAI_AGAIN):
            return Failure.NO_NAME_SERVER
        case socket.gaierror() | UnicodeError():
            return Failure.NAME_NOT_FOUND
        case ssl.SSLCertVerificationError():
            return Failure.NOT_TRUSTED
        case TimeoutError():
            return Failure.TIMED_OUT
        case ssl.SSLError() if not isinstance(problem, ssl.SSLEOFError):
            return Failure.NO_TLS
        case ConnectionRefusedError():
            return Failure.REFUSED
        case http.client.RemoteDisconnected():
            return Failure.BROKEN_OFF
        case http.client.HTTPException():
            return Failure.NOT_HTTP
        case OSError(errno=number) if number in NO_WAYS:
            return Failure.NO_WAY
        case ValueError():
            return Failure.NOT_A_REQUEST
    return Failure.BROKEN_OFF
