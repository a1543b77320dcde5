"""The documents of the API as a reader takes them: each command is run as it stands, and what it prints is compared."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FOLDER: Path = settings.BASE_DIR / "docs" / "api"
NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))
SERVER = "http://127.0.0.1:8000"
"""What stands in the documents for the address of a server."""
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
RUN_BY = {"sh": ("bash", "-euo", "pipefail", "-c"), "python": (sys.executable, "-c")}
LONGEST = 20
"""Seconds."""


@dataclass(frozen=True)
class Snippet:
    """A command, or a program, and what the document prints below it; nothing, where it prints nothing."""

    language: str
    source: str
    under: str
    """The heading that it stands under."""
    printed: str | None = None
    is_json: bool = False

    def difference(self, done: subprocess.CompletedProcess[str]) -> str:
        """Between what it printed and what the document prints; empty where there is none."""
        said, printed = done.stdout, self.printed
        if done.returncode:
            return f"{self.source}\nfailed with\n{done.stderr or said}"
        if printed is None:
            return ""
        same = json.loads(said) == json.loads(printed) if self.is_json else said.strip() == printed.strip()
        return "" if same else f"{self.source}\nprinted\n{said}\nand not\n{printed}"

    def run(self, server: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Files that it writes stay in the folder. It sees the environment given beside the usual."""
        return subprocess.run(
            [*RUN_BY[self.language], self.source.replace(SERVER, server)],
            cwd=folder,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )


def snippets(name: str) -> Iterator[Snippet]:
    """Those of a document, in their order. What it prints is the block right below, of JSON or of text."""
    text = (FOLDER / f"{name}.md").read_text()
    blocks = list(BLOCK.finditer(text))
    for number, block in enumerate(blocks):
        if block["language"] not in RUN_BY:
            continue
        follows = next(iter(blocks[number + 1 :]), None)
        is_printed = (
            follows is not None
            and follows["language"] in ("json", "text")
            and not text[block.end() : follows.start()].strip()
        )
        headings = re.findall(r"^##+ (.+)$", text[: block.start()], re.MULTILINE)
        yield Snippet(
            block["language"],
            block["text"],
            headings[-1] if headings else "",
            follows["text"] if follows and is_printed else None,
            bool(follows and is_printed and follows["language"] == "json"),
        )
