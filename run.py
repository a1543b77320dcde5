#!/usr/bin/env python3
"""Runs Pacta on a machine that has nothing but a Python (3.9 or newer; this file uses the standard library only).

    python3 run.py serve [--port 8000] [--no-browser]   the site, with everything it needs
    python3 run.py test [pytest arguments]              the tests
    python3 run.py manage COMMAND...                    Django's management commands

It finds uv or installs it, picks an interpreter, and installs the locked dependencies into .venv. Data and tools live
below PACTA_HOME (a per-user folder unless set).
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 9):
    sys.exit("Pacta's run.py needs Python 3.9 or newer; this one is %d.%d." % sys.version_info[:2])

import argparse
import errno
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from typing import IO, Callable

ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
UV = "uv.exe" if WINDOWS else "uv"
PYTHON = "Scripts/python.exe" if WINDOWS else "bin/python"
INTERPRETERS = ("3.13", "3.12", "3.14")  # in order of preference; pyproject.toml admits the same
OLDEST_UV = (0, 5)
SPACE_NEEDED = 500_000_000  # bytes: dependencies and a first database
DISK_FULL = "The disk is full (no space left on device)."
FIRST_PAGE = "/pairs/AZ-US/"
PROBE = "import sys; print(sys.implementation.name + ' %d.%d' % sys.version_info[:2] + getattr(sys, 'abiflags', ''))"


class Refusal(Exception):
    """Why Pacta cannot go on, in words for the person at the keyboard."""


class Stop(Exception):
    """Somebody asked us to stop: Ctrl-C, SIGTERM, a closed terminal."""


def default_home() -> Path:
    """The same rule as config/home.py, which cannot be imported before Django is installed."""
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "pacta"
    if os.geteuid() == 0:
        return Path("/var/lib/pacta")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "pacta"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "pacta"


def usable_home() -> Path:
    """PACTA_HOME, made if need be; ours, writable, and with room."""
    home = Path(os.environ.get("PACTA_HOME", "").strip() or default_home()).expanduser().absolute()
    advice = "Set PACTA_HOME to a folder of yours."
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not WINDOWS and os.geteuid() and home.stat().st_uid != os.geteuid():
            raise Refusal(f"The data folder {home} belongs to another user. {advice}")
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"room?")
    except OSError as error:
        raise Refusal(f"The data folder {home} cannot be used: {error.strerror}. {advice}") from error
    for folder in (home, ROOT):
        free = shutil.disk_usage(folder).free
        if free < SPACE_NEEDED:
            raise Refusal(f"The disk of {folder} has {free // 10**6} MB left; Pacta needs {SPACE_NEEDED // 10**6} MB.")
    return home


def environment_python() -> Path:
    """The interpreter of the project's virtual environment, which may not exist yet."""
    return ROOT / (os.environ.get("UV_PROJECT_ENVIRONMENT") or ".venv") / PYTHON


def first_answer(*command: str | Path) -> str:
    """The first line that a short command prints; empty when it cannot be run or fails."""
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.partition("\n")[0].strip() if done.returncode == 0 else ""


def find_uv(home: Path) -> Path | None:
    """Where a uv is that runs and can read the lock file."""
    private = [home / "tools" / folder for folder in ("bin", "Scripts")]
    usual = [Path.home() / ".local/bin", Path.home() / ".cargo/bin"]
    for place in [Path(shutil.which("uv") or UV), *(folder / UV for folder in (*usual, *private))]:
        version = re.match(r"uv (\d+)\.(\d+)", first_answer(place, "--version"))
        if version and (int(version[1]), int(version[2])) >= OLDEST_UV:
            return place
    return None


def install_uv(home: Path) -> Path:
    """Install uv into a private place with pip: in a virtual environment, or beside one where venv is missing."""
    tools = home / "tools"
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    try:
        try:
            step("Preparing a place for uv", sys.executable, "-m", "venv", "--clear", tools)
            step("Installing uv", tools / PYTHON, *pip, "uv")
        except Refusal:
            shutil.rmtree(tools, ignore_errors=True)
            step("Installing uv another way", sys.executable, *pip, "--target", tools, "uv")
    except Refusal as refusal:
        raise Refusal(f"{refusal}\nuv cannot be installed: is there a network? Or install uv yourself.") from None
    uv = find_uv(home)
    if uv is None:
        raise Refusal(f"uv was installed into {tools} and does not run there. Install uv yourself.")
    return uv


def pick_interpreter() -> str | None:
    """The path of a CPython that Pacta runs on; None lets uv look for one, and fetch one."""
    names = [f"python{version}" for version in INTERPRETERS] + ["python3", "python"]
    places: list[str | Path] = [environment_python(), sys.executable, *filter(None, map(shutil.which, names))]
    places += sorted(glob.glob(str(Path.home() / ".pyenv/versions/3.*/bin/python")), reverse=True)
    found: dict[str, str] = {}
    for place in places:
        implementation, _, version = first_answer(place, "-c", PROBE).partition(" ")
        if implementation == "cpython" and version in INTERPRETERS:
            if place == environment_python():
                return str(place)  # another choice would make uv build the environment anew
            found.setdefault(version, str(place))
    return next((found[version] for version in INTERPRETERS if version in found), None)


def install_dependencies(uv: Path, *, quiet: bool) -> None:
    """``uv sync`` of the locked run-time dependencies; what the tests need stays when it is there."""
    chosen = os.environ.get("UV_PYTHON") or pick_interpreter()
    if chosen:
        os.environ["UV_PYTHON"] = chosen
    command = (uv, "sync", "--locked", "--inexact", "--no-default-groups", "--project", ROOT)
    try:
        step("Installing the dependencies", *command, quiet=quiet)
    except Refusal as refusal:
        missing = "No Python 3.12, 3.13 or 3.14 was found here, and none could be fetched. Install one."
        why = "The dependencies could not be installed. Is there a network?" if chosen else missing
        raise Refusal(f"{refusal}\n{why}") from None


def prepare(*, quiet: bool = False) -> Path:
    """Everything up to a working environment; the path of uv."""
    home = usable_home()
    os.environ["PACTA_HOME"] = str(home)
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):  # not beside the sources; with none, each start compiles Django
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(home / "bytecode"))
    for foreign in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"):
        os.environ.pop(foreign, None)
    uv = find_uv(home) or install_uv(home)
    install_dependencies(uv, quiet=quiet)
    return uv


def start(*command: str | Path, **options) -> subprocess.Popen:
    """Start a process that Ctrl-C does not reach: we stop it ourselves, in order."""
    options = {"stdin": subprocess.DEVNULL, "start_new_session": not WINDOWS} | options
    return subprocess.Popen([str(part) for part in command], cwd=ROOT, **options)


def stop(process: subprocess.Popen, *, patience: float = 5) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill() if WINDOWS else os.killpg(process.pid, signal.SIGKILL)  # with its children
            process.wait()


def step(title: str, *command: str | Path, quiet: bool = False) -> None:
    """Run a command to its end; what it said is the Refusal's text when it fails."""
    progress = Progress(title, quiet=quiet)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        process = start(*command, stdout=log, stderr=subprocess.STDOUT)
        try:
            process.wait()
        finally:
            stop(process)
            progress.end("failed" if process.returncode else "")
        if process.returncode:
            raise Refusal(explain(log))


def explain(log: IO[str]) -> str:
    """What a person needs of a failed command's output: its own sentence when it refused in words, else all of it."""
    log.seek(0)
    output = log.read().strip()
    if "No space left on device" in output:
        return DISK_FULL
    sentence = re.search(r"^(?:CommandError|Pacta is not set up as it needs): ([\s\S]+)\Z", output, re.M)
    return sentence[1] if sentence else output


class Progress:
    """One line on the terminal that counts; in a log, a line at the beginning of a step and one at its end."""

    def __init__(self, title: str, *, quiet: bool = False) -> None:
        self.title, self.quiet = title, quiet
        self.began = time.monotonic()
        self.live = sys.stdout.isatty() and not quiet
        self.ended = threading.Event()
        if not quiet:
            print(f"{title} …", end="" if self.live else "\n", flush=True)
        if self.live:
            threading.Thread(target=self.count, daemon=True).start()

    def count(self) -> None:
        while not self.ended.wait(1):
            print(f"\r{self.title} … {time.monotonic() - self.began:.0f} s", end="", flush=True)

    def end(self, remark: str = "") -> None:
        if self.ended.is_set() or (self.quiet and not remark):
            return
        self.ended.set()
        line = f"{self.title}: {time.monotonic() - self.began:.1f} s {remark}".rstrip()
        print(f"\r{line}\x1b[K" if self.live else f"  {line}", flush=True)


def check_port(port: int) -> None:
    advice = f"Stop what listens there (another Pacta?), or choose another: run.py serve --port {port + 1}"
    try:
        with socket.socket() as listener:
            if not WINDOWS:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", port))
        with socket.socket() as caller:  # where a bind succeeds beside a listener
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                raise OSError
    except PermissionError as error:
        raise Refusal(f"Port {port} is not ours to use. Choose another: run.py serve --port 8000") from error
    except OSError as error:
        raise Refusal(f"Port {port} is taken. {advice}") from error


def prepare_site() -> subprocess.Popen:
    """Bring the database up to date, in a process that keeps it running until its pipe closes: when we stop, or die."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        progress = Progress("Looking at the settings")
        process = start(environment_python(), "manage.py", "prepare_site", stderr=log, **pipes)
        try:
            for line in iter(process.stdout.readline, "ready\n"):
                if not line:
                    process.wait()
                    progress.end("failed")
                    raise Refusal(explain(log))
                progress.end()
                if line.startswith("> "):
                    progress = Progress(line[2:].strip())
                else:
                    print(f"  {line.rstrip()}", flush=True)
        except BaseException:
            let_go(process)
            raise
        progress.end()
        sys.stderr.write(explain(log))  # warnings
    return process


def let_go(keeper: subprocess.Popen) -> None:
    keeper.stdin.close()
    keeper.terminate()  # it listens to this only before it is ready
    keeper.wait()


def start_server(port: int) -> subprocess.Popen:
    os.environ.setdefault("DATABASE_POOL", "4")
    options = f"--interface wsgi --host 127.0.0.1 --port {port} --workers 1 --blocking-threads 4 --log-level warning"
    return start(environment_python(), "-m", "granian", *options.split(), "config.wsgi:application")


def wait_for_page(server: subprocess.Popen, url: str) -> None:
    """Return when the page answers 200."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    progress = Progress("Starting the site")
    while server.poll() is None and time.monotonic() - progress.began < 60:
        time.sleep(0.05)
        try:
            with opener.open(url, timeout=30):
                return progress.end()
        except urllib.error.HTTPError as error:
            progress.end("failed")
            raise Refusal(f"The site runs, but {url} answers {error.code}.") from error
        except OSError:
            continue
    progress.end("failed")
    raise Refusal("The site did not start; the lines above say why.")


def serve(port: int, *, browser: bool) -> None:
    check_port(port)
    os.environ.setdefault("LOCAL", "yes")  # whatever the database, we answer this machine only
    prepare()
    keeper = prepare_site()
    server = None
    try:
        server = start_server(port)
        print(server.pid, file=keeper.stdin, flush=True)
        url = f"http://127.0.0.1:{port}{FIRST_PAGE}"
        wait_for_page(server, url)
        stay(server, url, browser=browser)
    finally:
        if server:
            stop(server)
        let_go(keeper)


def stay(server: subprocess.Popen, url: str, *, browser: bool) -> None:
    """Until somebody stops us. A server that ends by itself is a failure."""
    try:
        print(f"Ready: {url}", "Ctrl-C stops it.", sep="\n", flush=True)
        if browser and (WINDOWS or sys.platform == "darwin" or os.environ.get("DISPLAY")):
            webbrowser.open(url)
        raise Refusal(f"The site stopped by itself (code {server.wait()}).")
    except Stop:
        print("\nStopping.", flush=True)


def pass_on(command: str, arguments: list[str]) -> int:
    """Hand the terminal, the signals and the exit code over to pytest or Django."""
    uv = prepare(quiet=environment_python().exists())
    words = [str(uv), "run", "--locked", "pytest"] if command == "test" else [str(environment_python()), "manage.py"]
    os.chdir(ROOT)
    if not WINDOWS:
        on_stop(signal.SIG_DFL)
        os.execv(words[0], words + arguments)
    return subprocess.call(words + arguments)


def port_number(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; write a number from 1 to 65535")
    return int(text)


def parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="the site, with everything it needs")
    serving.add_argument("--port", type=port_number, default=8000)
    serving.add_argument("--no-browser", action="store_true", help="do not open the page in a browser")
    for command, meaning in (("test", "the tests; arguments go to pytest"), ("manage", "Django's management commands")):
        commands.add_parser(command, help=meaning, add_help=False)
    if words[:1] in (["test"], ["manage"]):
        return argparse.Namespace(command=words[0], rest=words[1:])
    return parser.parse_args(words)


def on_stop(handler: Callable | signal.Handlers) -> None:
    for name in {"SIGINT", "SIGTERM", "SIGHUP"} & set(dir(signal)):
        signal.signal(getattr(signal, name), handler)


def asked_to_stop(*_: object) -> None:
    on_stop(signal.SIG_IGN)  # stopping takes a moment; a second Ctrl-C must not tear it
    raise Stop


def main(words: list[str]) -> int:
    chosen = parse(words)
    on_stop(asked_to_stop)
    try:
        if chosen.command == "serve":
            serve(chosen.port, browser=not chosen.no_browser)
            return 0
        return pass_on(chosen.command, chosen.rest)
    except Stop:
        print("\nStopped before it was ready.", flush=True)
        return 130
    except Refusal as refusal:
        print(f"\n{refusal}", file=sys.stderr, flush=True)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(f"\n{DISK_FULL}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
