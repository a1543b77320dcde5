"""The newcomer's command, as the newcomer runs it: another process, a home of its own, a real port."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import run
from config.database.embedded.server import Cluster
from config.home import pacta_home
from tests.config.external import place

TOO_LONG = 150  # seconds
SETTINGS = ("DJANGO_SETTINGS_MODULE", "SECRET_KEY", "DEBUG", "LOCAL", "HTTPS", "STATIC_MANIFEST", "ALLOWED_HOSTS")
SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL")


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """What a fresh machine has: none of the tests' settings, an empty home, and uv."""
    uv = Path(os.environ.get("UV") or run.find_uv(pacta_home()) or "")
    if not uv.is_file():
        pytest.skip("uv is not installed; run.py would have to fetch it")
    with tempfile.TemporaryDirectory(prefix="pacta-") as home:
        kept = {name: value for name, value in os.environ.items() if name not in SETTINGS + SERVERS}
        yield kept | {"PACTA_HOME": home, "PATH": f"{uv.parent}{os.pathsep}{kept['PATH']}"}


def serve(environment: dict[str, str], port: int) -> list[str]:
    """Start the site, look at its first page, stop it as Ctrl-C does; everything it said."""
    command = [sys.executable, "run.py", "serve", f"--port={port}", "--no-browser"]
    pipe = subprocess.PIPE
    said = []
    with subprocess.Popen(
        command, cwd=run.ROOT, env=environment, stdout=pipe, stderr=subprocess.STDOUT, text=True
    ) as site:
        watchdog = threading.Timer(TOO_LONG, site.terminate)
        watchdog.start()
        assert site.stdout
        for line in site.stdout:
            said.append(line.strip())
            if line.startswith("Ready: "):
                with urllib.request.urlopen(line.removeprefix("Ready: ").strip()) as page:
                    assert "Azerbaijan" in page.read().decode()
                site.send_signal(signal.SIGINT)
        watchdog.cancel()
    assert site.returncode == 0, "\n".join(said)
    return said


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.mark.slow
def test_one_command_reaches_the_page_and_ctrl_c_stops_everything(environment: dict[str, str]) -> None:
    port = free_port()
    for _ in ("first", "second"):
        assert f"Ready: http://127.0.0.1:{port}/pairs/AZ-US/" in serve(environment, port)
        run.check_port(port)
        assert not Cluster(Path(environment["PACTA_HOME"])).answers()


@pytest.mark.slow
def test_the_same_command_serves_from_a_database_elsewhere(environment: dict[str, str]) -> None:
    port = free_port()
    with place() as here:
        urls, _ = here.prepare()
        said = serve(environment | urls, port)
        assert "Reaching the database …" in said
        assert "pacta.W001" not in "".join(said)
    assert not Cluster(Path(environment["PACTA_HOME"])).folder.exists()
