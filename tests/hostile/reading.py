"""The list of hostile requests (``requests.txt``), as requests to send."""

import re
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("requests.txt")
REPEATED = re.compile(r"\{((?:(?!\{.*\*\d+\}).)+?)\*(\d+)\}")
BYTE = re.compile(rb"\\x([0-9a-f]{2})")


@dataclass(frozen=True)
class Hostile:
    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    """Each byte as the character of that number, as WSGI has them."""
    body: bytes
    line: str

    @property
    def is_of_the_api(self) -> bool:
        return self.path.startswith("/api/")


def hostile_requests(token: str) -> list[Hostile]:
    lines = LIST.read_text().splitlines()
    return [_read(line, token) for line in lines if line and not line.startswith("#")]


def _read(line: str, token: str) -> Hostile:
    asked, *said = line.split(" | ")
    method, _, address = asked.partition(" ")
    path, _, query = _written_out(address).partition("?")
    bodies = [one.removeprefix("body:") for one in said if one.startswith("body:")]
    headers = [one.partition(":") for one in said if not one.startswith("body:")]
    values = [(name, _bytes(value.strip(), token).decode("latin-1")) for name, _, value in headers]
    return Hostile(method, path, query, tuple(values), _bytes("".join(bodies), token), line)


def _bytes(text: str, token: str) -> bytes:
    whole = _written_out(text.replace("{TOKEN}", token)).encode()
    return BYTE.sub(lambda found: bytes([int(found[1], 16)]), whole)


def _written_out(text: str) -> str:
    return REPEATED.sub(lambda found: found[1] * int(found[2]), text)
