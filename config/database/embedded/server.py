"""One embedded PostgreSQL server: made, started, shared between processes, stopped."""

import atexit
import fcntl
import hashlib
import os
import shlex
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from pathlib import Path

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import sql

from config.database.embedded import binaries

DATABASE = "pacta"
OWNER_ROLE = "pacta_owner"
WEB_ROLE = "pacta_web"
PORT = 5432  # part of the socket's name; nothing listens on the network
LONGEST_SOCKET_PATH = 103  # bytes: the least of the systems we run on
STARTING_SECONDS = 120  # recovery after a crash may take a while
DISPOSABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


@cache
def cluster(home: Path, *, disposable: bool = False) -> "Cluster":
    """This process's one object for a server below ``home``. The ``disposable`` one may lose its data in a crash."""
    return Cluster(home, disposable=disposable)


class Cluster:
    """Whoever joined holds a shared lock on the file ``users``: the system drops it even after a ``kill -9``."""

    def __init__(self, home: Path, *, disposable: bool = False) -> None:
        self.home = home
        self.folder = home / ("postgres-test" if disposable else "postgres")
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.settings = DISPOSABLE if disposable else {}
        self._users: int | None = None
        self._joined_by: int | None = None
        self._threads = threading.Lock()

    @cached_property
    def socket_directory(self) -> Path:
        """Below ``folder``, unless the system's limit for socket paths forbids it."""
        usual = self.folder / "socket"
        if len(os.fsencode(usual / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return usual
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"pacta-{os.getuid()}-{digest}"

    def join(self) -> None:
        """Return when the server answers and this process is counted among its users. Cheap when it already is."""
        with self._threads:
            if self._joined_by == os.getpid():
                return
            if self._users is not None:  # inherited by a fork: the lock is our parent's
                os.close(self._users)
            with self._alone():
                self._users = self._open("users")
                fcntl.flock(self._users, fcntl.LOCK_SH)
                if not self.answers():
                    self._start()
                self._make_database()
            self._joined_by = os.getpid()
        atexit.register(self.leave)

    def leave(self) -> None:
        """Stop the server unless another process uses it."""
        with self._threads:
            if self._users is None or self._joined_by != os.getpid():
                return
            with self._alone(), suppress(BlockingIOError):
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))
            os.close(self._users)
            self._users = self._joined_by = None

    def answers(self) -> bool:
        """Whether a server of ours can be reached, whoever started it. Waits for one that is starting or stopping."""
        deadline = time.monotonic() + STARTING_SECONDS
        while (self.socket_directory / f".s.PGSQL.{PORT}").exists() and time.monotonic() < deadline:
            try:
                self._superuser().close()
                return True
            except psycopg.errors.CannotConnectNow:
                time.sleep(0.1)
            except psycopg.OperationalError:
                return False  # the socket was left behind
        return False

    def _superuser(self) -> psycopg.Connection:
        host = str(self.socket_directory)
        return psycopg.connect(host=host, port=PORT, user="postgres", dbname="postgres", autocommit=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process at a time makes, starts or stops the server."""
        self._make_folders()
        lock = self._open("lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _open(self, name: str) -> int:
        return os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o600)

    def _run(self, program: str, *arguments: str) -> binaries.Finished:
        return binaries.run(program, *arguments, home=self.folder)

    def _make_folders(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            binaries.let_through(self.home)
            binaries.hand_over(self.folder)
            self.socket_directory.mkdir(exist_ok=True)
            binaries.hand_over(self.socket_directory)
        except OSError as error:
            raise ImproperlyConfigured(
                f"The database cannot be kept in {self.folder}: {error.strerror}. Set PACTA_HOME to a folder of yours."
            ) from error

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        settings = self.settings | {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_directory),
            "unix_socket_permissions": "0700",
            "port": str(PORT),
            "timezone": "UTC",
        }
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
        where = ("-D", str(self.data), "-l", str(self.log), "-o", options)
        if self._run("pg_ctl", "start", "-w", "-t", str(STARTING_SECONDS), *where).returncode:
            end = "\n".join(self.log.read_text(errors="replace").splitlines()[-8:]) if self.log.exists() else ""
            raise ImproperlyConfigured(f"The embedded PostgreSQL did not start. The end of {self.log}:\n{end}")

    def _initialise(self) -> None:
        """Make the data directory under another name first: a half-made one is never taken for a whole one."""
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        access = ("-U", "postgres", "--auth=reject", "--auth-local=trust")
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        made = self._run("initdb", "-D", str(draft), *access, *locale, *(["--no-sync"] if self.settings else []))
        if made.returncode:
            raise ImproperlyConfigured(f"PostgreSQL could not make its data directory:\n{made.stderr.strip()}")
        draft.rename(self.data)

    def _make_database(self) -> None:
        """The two roles, and the database of the one that owns it. Done once; a marker says so."""
        marker = self.folder / "roles-made"
        if marker.exists():
            return
        with self._superuser() as connection:
            for role, privileges in ((OWNER_ROLE, "LOGIN CREATEDB"), (WEB_ROLE, "LOGIN")):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                    connection.execute(sql.SQL("CREATE ROLE {} " + privileges).format(sql.Identifier(role)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                create = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(create.format(sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)))
        marker.touch()
