"""The embedded server, in processes of its own: it starts once, is shared, and stops with the last that uses it."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.database.embedded import binaries
from config.database.embedded.server import Cluster, cluster

pytestmark = pytest.mark.slow
MEMBER = """
import sys
from pathlib import Path
from config.database.embedded.server import cluster
cluster(Path(sys.argv[1]), disposable=True).join()
print("joined", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """Below a public folder, since the server may run as another user, and with a short name, as sockets need."""
    with tempfile.TemporaryDirectory(prefix="pacta-") as folder:
        yield Path(folder)


def member(home: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", MEMBER, str(home)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "joined\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate("")


def test_the_last_to_leave_stops_the_server(home: Path) -> None:
    server = Cluster(home, disposable=True)
    first, second = member(home), member(home)
    assert server.answers()
    end(first)
    assert server.answers()
    end(second)
    assert not server.answers()


def test_after_a_kill_the_next_process_finds_the_server_and_stops_it(home: Path) -> None:
    server = Cluster(home, disposable=True)
    killed = member(home)
    killed.kill()
    end(killed)
    assert server.answers()
    end(member(home))
    assert not server.answers()


def test_processes_that_start_at_once_make_one_server(home: Path) -> None:
    command = [sys.executable, "-c", MEMBER, str(home)]
    several = [subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [process.communicate()[0] for process in several] == ["joined\n"] * 4
    assert not Cluster(home, disposable=True).answers()


def test_a_half_made_data_directory_is_made_anew(home: Path) -> None:
    server = Cluster(home, disposable=True)
    (server.folder / "data.new").mkdir(parents=True)
    (server.folder / "data.new" / "PG_VERSION").write_text("18\n")
    end(member(home))
    assert (server.folder / "roles-made").exists()


def test_one_process_has_one_object_for_a_server(tmp_path: Path) -> None:
    assert cluster(tmp_path) is cluster(tmp_path)


def test_a_long_home_gets_a_short_socket(tmp_path: Path) -> None:
    socket = Cluster(tmp_path / ("deep/" * 30)).socket_directory
    assert len(str(socket / ".s.PGSQL.5432")) <= 103


def test_nobody_else_may_reach_the_socket(home: Path) -> None:
    process = member(home)
    server = Cluster(home, disposable=True)
    user = binaries.server_user()
    assert server.socket_directory.stat().st_mode & 0o777 == 0o700
    assert server.folder.stat().st_mode & 0o777 == 0o700
    assert server.folder.stat().st_uid == (user.pw_uid if user else home.stat().st_uid)
    end(process)
