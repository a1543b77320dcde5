"""Where Pacta keeps what it makes: the embedded server's data, the secret key. ``run.py`` has the same rule."""

import os
import secrets
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import env


def default_home() -> Path:
    """A per-user data directory; for root a public one, since the embedded server then runs as another user."""
    if sys.platform == "win32":
        return Path(env.text("LOCALAPPDATA", default=str(Path.home() / "AppData" / "Local"))) / "pacta"
    if os.geteuid() == 0:
        return Path("/var/lib/pacta")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "pacta"
    return Path(env.text("XDG_DATA_HOME", default=str(Path.home() / ".local" / "share"))) / "pacta"


def pacta_home() -> Path:
    """The absolute path of ``PACTA_HOME``. Nothing is created here."""
    return Path(env.text("PACTA_HOME", default=str(default_home()))).expanduser().absolute()


def secret_key(home: Path) -> str:
    """The key kept in ``home/secret-key``, made on first use; only its owner may read it."""
    path = home / "secret-key"
    try:
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(50))
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        advice = "Set PACTA_HOME to a folder of yours, or SECRET_KEY."
        raise ImproperlyConfigured(f"The secret key cannot be kept in {path}: {error.strerror}. {advice}") from error


def _write_once(path: Path, key: str) -> None:
    """Two processes may start at once: the file appears whole, and the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"secret-key.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
