"""What an external server should hold for Pacta: two roles and a database. Reaches no server."""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django.core.management.base import CommandError

LONGEST_NAME = 63 - len("_restoring")  # restore works in a database beside ours
TAKEN_NAMES = {"public", "none", "postgres", "template0", "template1"}
SAFE_OPTIONS = {"sslmode", "sslrootcert", "sslcrl", "channel_binding", "gssencmode"}
"""What holds for every login to a server; a certificate or a key in the administrator's URL is his alone."""


@dataclass(frozen=True)
class Role:
    """``password`` is empty where the role shall keep the one it has. ``createdb``: tests and ``restore`` need it."""

    name: str
    password: str = field(default="", repr=False)
    createdb: bool = False


@dataclass(frozen=True)
class Wanted:
    database: str
    owner: Role
    web: Role

    def __post_init__(self) -> None:
        for what, name in (("database", self.database), ("owner role", self.owner.name), ("web role", self.web.name)):
            check_name(what, name)
        if self.owner.name == self.web.name:
            raise CommandError("The owner's role and the web role must be two: the web role must not own the tables.")
        for role in self.roles:
            check_password(role)

    @property
    def roles(self) -> tuple[Role, Role]:
        return self.owner, self.web


def check_name(what: str, name: str) -> None:
    """Plain names only: they stand in URLs, in pg_hba.conf and in shells, where others need quotes."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or len(name) > LONGEST_NAME:
        rule = f"small letters a-z, digits and underscores, a letter first, at most {LONGEST_NAME} characters"
        raise CommandError(f"The {what} cannot be called {name!r}: {rule}.")
    if name in TAKEN_NAMES or name.startswith("pg_"):
        raise CommandError(f"The {what} cannot be called {name!r}: PostgreSQL keeps that name for itself.")


def check_password(role: Role) -> None:
    """What is hashed here is hashed as it is; outside ASCII the client would first normalise it (RFC 4013)."""
    if role.password and not re.fullmatch(r"[!-~]{12,}", role.password):
        raise CommandError(
            f"The password given for {role.name} is not acceptable: at least 12 letters, digits or signs of ASCII, "
            "and no blanks."
        )


def new_password() -> str:
    """192 bits, in characters that need no quoting in a URL or a shell."""
    return secrets.token_urlsafe(24)


def verifier(password: str, *, salt: bytes | None = None, rounds: int = 4096) -> str:
    """What PostgreSQL keeps of a password (SCRAM-SHA-256, RFC 5803). The password itself then never reaches its log."""
    salt = salt or secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, rounds)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    salt64, stored64, server64 = (base64.b64encode(part).decode() for part in (salt, stored, server))
    return f"SCRAM-SHA-256${rounds}:{salt64}${stored64}:{server64}"


def is_verifier_of(kept: str, password: str) -> bool:
    """Whether the server keeps this very password. A hash of another kind (MD5) counts as none."""
    parts = re.fullmatch(r"SCRAM-SHA-256\$(\d+):([^$]+)\$.+", kept)
    if not parts:
        return False
    return hmac.compare_digest(kept, verifier(password, salt=base64.b64decode(parts[2]), rounds=int(parts[1])))


def url(role: Role, place: dict[str, Any], database: str) -> str:
    """The role's DATABASE_URL. ``place`` has HOST (a name, an address or a socket's folder), PORT and OPTIONS.

    A password that is not known here is written ``PASSWORD``.
    """
    host, port = str(place["HOST"]), str(place["PORT"] or "")
    options = {name: value for name, value in place["OPTIONS"].items() if name in SAFE_OPTIONS}
    if host.startswith("/"):
        options |= {"host": host} | ({"port": port} if port else {})
        where = ""
    else:
        where = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    query = f"?{urlencode(options, safe='/')}" if options else ""
    return f"postgresql://{role.name}:{quote(role.password or 'PASSWORD', safe='')}@{where}/{database}{query}"
